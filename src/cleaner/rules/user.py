"""Rules of users: a TOML file in the form of the language files, for all pages or one host."""

from __future__ import annotations

from dataclasses import dataclass
from os import PathLike
from pathlib import Path

from cleaner.rules.tables import RuleError, Table, parse_rules


@dataclass(frozen=True, slots=True)
class Rules:
    """Loaded rules, to be given to `Cleaner(rules=…)`.

    A table names an existing kind and inherits its weight (`[teaser.marker]`), or pins what it finds with
    `effect = "always"` or `"never"` and a `label`. `host` limits it to one site and its subdomains. In a phrase, `{number}`
    stands for digits and `{any}` for up to 120 characters of any text.

    >>> rules = Rules.parse('[footer.newsroom]\\nwhy = "Our own sign-off."\\neffect = "always"\\nlabel = "footer"\\nline = ["The newsroom"]')
    >>> rules.tables[0].label
    'footer'
    """

    source: str
    tables: tuple[Table, ...]
    digest: str

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Rules:
        """Read a rule file. Raises `RuleError`, a `ValueError` that names file, table and key; `OSError` where the file cannot be read."""
        data = Path(path).read_bytes()
        try:
            text = data.decode("utf-8")
        except UnicodeDecodeError as error:
            raise RuleError(f"{Path(path).name}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None
        return cls.parse(text, Path(path).name)

    @classmethod
    def parse(cls, text: str, source: str = "rules") -> Rules:
        """Read rules from the text of a rule file; `source` is the name that messages and explanations give."""
        import hashlib  # only for those who bring rules

        try:
            digest = hashlib.sha256(text.encode()).hexdigest()[:16]
        except UnicodeEncodeError as error:
            raise RuleError(f"{source}: half a character (a lone surrogate) at character {error.start}; read the file as UTF-8") from None
        file = parse_rules(text, source)
        if file.words:
            raise RuleError(f"{source} [words]: word lists belong to the languages that ship; rules hold phrases only")
        if file.headlines:
            raise RuleError(f"{source}: headlines belongs to the languages that ship; rules hold phrases only")
        return cls(source, file.tables, digest)
