"""Read rule files: tables of phrases by kind, written by people, checked strictly.

The same reader serves the languages that ship and the rules of users. Whatever is wrong stops here, with the file, the
table, the key and what is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.gapped import ANY
from cleaner.rules.kinds import ANCHORS, HEADLINES, KINDS, WORDS

TABLE_KEYS = ("why", *ANCHORS, "match", "keep", "effect", "label", "host")
EFFECTS = ("always", "never")
MOST_GAPS = 8
# The time and the memory that `tomllib` takes for a dotted key grow with the square of its parts: one of 200 KB fills any machine.
_ENDLESS_KEY = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){100}""")
PINNED_LABELS = ("body", "headline", "teaser", "credit", "footer", "promo", "caption")


class RuleError(ValueError):
    """A rule file says something that is not allowed; the message names file, table and key, and what is allowed."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a rule file: phrases of one kind by anchor, with the lines that test them."""

    source: str
    """File and table, as messages and explanations name it: `id.toml [teaser.marker]`."""
    kind: str
    why: str
    phrases: tuple[tuple[str, str], ...]
    """Pairs of anchor and phrase, as written."""
    match: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    effect: str | None = None
    label: str | None = None
    host: str | None = None


@dataclass(frozen=True, slots=True)
class RuleFile:
    """All that one rule file holds."""

    source: str
    name: str
    tables: tuple[Table, ...]
    words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    headlines: str | None = None
    """How headlines are cased in the language, where the file says it."""


def read_rule_file(path: Path) -> RuleFile:
    """Read and check one rule file. Raises `RuleError` where it says something that is not allowed, `OSError` where it cannot be read."""
    try:
        return parse_rules(path.read_text(encoding="utf-8"), path.name)
    except UnicodeDecodeError as error:
        raise RuleError(f"{path.name}: not UTF-8 at byte {error.start}; save the file as UTF-8") from None


def parse_rules(text: str, source: str) -> RuleFile:
    """Check the text of a rule file and return its tables. `source` is the name that messages give."""
    import tomllib  # what ships is compiled: only rules of users and builds read TOML

    if _ENDLESS_KEY.search(text):
        raise RuleError(f"{source}: a key of a hundred parts or more; tables are named by kind, as [teaser.marker]")
    try:
        data = tomllib.loads(text)
    except RecursionError:
        raise RuleError(f"{source}: not TOML that can be read: lists or tables are nested too deep; rules need no depth") from None
    except ValueError as error:  # a number of thousands of digits is one that is no TOMLDecodeError
        raise RuleError(f"{source}: not TOML: {error}") from None
    name = data.pop("name", "")
    if not isinstance(name, str):
        raise RuleError(f"{source}: name has to be a string")
    headlines = _choice(data, "headlines", tuple(HEADLINES), source)
    data.pop("headlines", None)
    words = _read_words(data.pop("words", {}), source)
    return RuleFile(source, name, tuple(_read_tables(data, source)), words, headlines)


def _read_words(data: Any, source: str) -> dict[str, tuple[str, ...]]:
    if not isinstance(data, dict):
        raise RuleError(f"{source} [words]: has to be a table with the keys {_listed(WORDS)}")
    for key, value in data.items():
        if key not in WORDS:
            raise RuleError(f"{source} [words]: unknown key {key!r}; allowed are {_listed(WORDS)}")
        if not isinstance(value, str):
            raise RuleError(f"{source} [words] {key}: has to be a string of words with white space between them")
    return {key: tuple(value.split()) for key, value in data.items()}


def _read_tables(data: Mapping[str, Any], source: str) -> Iterator[Table]:
    for group, tables in data.items():
        if not isinstance(tables, dict):
            raise RuleError(f"{source}: unknown key {group!r}; allowed are name, headlines, [words] and tables named by kind, as [teaser.marker]")
        for rest, table in tables.items():
            kind = f"{group}.{rest}"
            # Keys in quotes may hold line breaks; a message is one line.
            where = f"{source} [{kind if kind.isprintable() else repr(kind)[1:-1]}]"
            if not isinstance(table, dict):
                raise RuleError(f"{where}: has to be a table named by kind, as [teaser.marker]")
            yield _read_table(table, kind, where)


def _read_table(table: Mapping[str, Any], kind: str, where: str) -> Table:
    for key in table:
        if key not in TABLE_KEYS:
            raise RuleError(f"{where}: unknown key {key!r}; allowed are {_listed(TABLE_KEYS)}")
    effect, label = _choice(table, "effect", EFFECTS, where), _choice(table, "label", PINNED_LABELS, where)
    if (effect is None) != (label is None):
        raise RuleError(f"{where}: effect and label go together, as effect = \"always\", label = \"footer\"")
    if effect is None and kind not in KINDS:
        raise RuleError(f"{where}: unknown kind {kind!r}; name one of {_listed(KINDS)}, or pin a label with effect and label")
    phrases = tuple((anchor, _phrase(anchor, phrase, f"{where} {anchor}")) for anchor in ANCHORS for phrase in _strings(table, anchor, where))
    if not phrases:
        raise RuleError(f"{where}: holds no phrase; give at least one under {_listed(ANCHORS)}")
    return Table(where, kind, _string(table, "why", where), phrases, _strings(table, "match", where), _strings(table, "keep", where), effect, label, _host(table, where))


def _phrase(anchor: str, phrase: str, where: str) -> str:
    said = phrase.replace("{number}", "0").replace(ANY, "\0")
    if "{" in said or "\n" in phrase or said.count("\0") > MOST_GAPS:
        raise RuleError(f"{where}: {phrase!r}: the placeholders are {{number}} and {ANY} (at most {MOST_GAPS}), and a phrase is one line")
    words = split_words([fold(said.replace("\0", " "))])[0]
    if not words and ("©" not in phrase or anchor == "inside"):
        raise RuleError(f"{where}: {phrase!r} holds no letter or digit; a phrase needs one")
    return phrase


def _strings(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise RuleError(f"{where} {key}: has to be a list of strings")
    return tuple(value)


def _string(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise RuleError(f"{where}: {key} is missing: one sentence that says what the phrases have in common")
    return value


def _choice(table: Mapping[str, Any], key: str, allowed: tuple[str, ...], where: str) -> str | None:
    value = table.get(key)
    if value is not None and value not in allowed:
        raise RuleError(f"{where} {key}: {value!r} is not allowed; allowed are {_listed(allowed)}")
    return value


def _host(table: Mapping[str, Any], where: str) -> str | None:
    host: str | None = table.get("host")
    if host is not None and (not isinstance(host, str) or not host or "/" in host):
        raise RuleError(f"{where} host: {host!r} is not a host name, as \"example.com\"")
    return None if host is None else host.lower().removeprefix("www.")


def _listed(names: Any) -> str:
    return ", ".join(names)
