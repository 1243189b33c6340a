"""The languages that ship: all their phrases and words, from the compiled file where it is fresh, else from the TOML files.

Reading sixty TOML files takes a second, so the build compiles them into `languages.json`. That file is used only if the TOML
files beside it have the sizes it states and are no newer, or have the digest it bears: a file that was edited since counts at once.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.kinds import SITE_GROUPS
from cleaner.rules.lexicon import load_lexicon
from cleaner.rules.matching import PhraseIndex
from cleaner.rules.vocabulary import Words

if TYPE_CHECKING:
    from cleaner.rules.tables import RuleFile

FOLDER = Path(__file__).parents[1] / "languages"
COMPILED = FOLDER.with_name("languages.json")
# Loaded whatever the language option says: English furniture stands on pages in every language.
ALWAYS = "en"
FORM = "7"
"""To be raised when the compiled form changes: an older file is then compiled anew."""
# Seconds within which an installer writes all files: one that is newer than the compiled file by more was edited.
_SAME_TIME = 60
# Thai, Lao, Burmese, Khmer. In Chinese and Japanese two letters are a word.
_PAIR = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]{1,2}"
LEAST_PHRASES = 3
"""How many phrases of a group have to share a word before it counts as a word of that group."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that ship."""
    return tuple(path.stem for path in _files())


def read_languages() -> dict[str, RuleFile]:
    """Read every language file, English first: of a phrase that several languages have, the first one is named."""
    return {code: _read(code) for code in sorted(languages(), key=lambda code: (code != ALWAYS, code))}


def _read(code: str) -> RuleFile:
    from cleaner.rules.tables import read_rule_file  # builds need it, and those who name a language

    return read_rule_file(FOLDER / f"{code}.toml")


def compile_languages() -> dict[str, Any]:
    """Return all languages as the plain data that the build writes to `languages.json`."""
    files = read_languages()
    index = PhraseIndex.of(table for file in files.values() for table in file.tables)
    words = {code: {**{key: sorted(set(map(fold, value))) for key, value in file.words.items()}, **_site_words(file)} for code, file in files.items()}
    joined = {code: {"headlines": files[code].headlines or "sentence", **{key: " ".join(listed) for key, listed in lists.items()}} for code, lists in words.items()}
    return {"form": FORM, "digest": digest(), "sizes": {file.name: file.stat().st_size for file in _files()}, **index.to_data(), "words": joined}


def _site_words(file: RuleFile) -> dict[str, list[str]]:
    """The words that several phrases of a group share: what a site's own voice is made of, even in a sentence that no phrase foresees."""
    function = {fold(word) for word in file.words.get("function", ())}
    counted: dict[str, Counter[str]] = {group: Counter() for group in SITE_GROUPS}
    for table in file.tables:
        if (group := table.kind.partition(".")[0]) in counted:
            for phrase in {fold(phrase) for _, phrase in table.phrases}:
                counted[group].update(set(split_words([phrase])[0]) - function)
    return {group: sorted(word for word, count in words.items() if count >= LEAST_PHRASES and _is_word(word)) for group, words in counted.items()}


def _is_word(word: str) -> bool:
    """Whether it says anything: no number, and no pair of letters of a script without spaces that is an alphabet, where any line holds a dozen frequent ones."""
    return not word.isdigit() and not re.fullmatch(_PAIR, word)


@cache
def digest() -> str:
    """Digest of the language files as they are now, and of the form in which they are compiled."""
    import hashlib  # only where a file was edited since

    joined = hashlib.sha256(FORM.encode())
    for code in languages():
        joined.update(code.encode() + (FOLDER / f"{code}.toml").read_bytes())
    return joined.hexdigest()[:16]


@cache
def _data() -> Mapping[str, Any]:
    if COMPILED.exists():
        data: Mapping[str, Any] = json.loads(COMPILED.read_bytes())
        if data.get("form") == FORM and (_untouched(data["sizes"]) or data["digest"] == digest()):
            return data
    return compile_languages()


def _untouched(sizes: Mapping[str, int]) -> bool:
    """Tell by their dates and sizes that the language files are those that were compiled; where in doubt, their digest tells."""
    files = {file.name: file.stat() for file in _files()}
    newest = COMPILED.stat().st_mtime + _SAME_TIME
    return {name: file.st_size for name, file in files.items()} == sizes and all(file.st_mtime <= newest for file in files.values())


def _files() -> list[Path]:
    return sorted(FOLDER.glob("*.toml"))


@cache
def load_phrases(codes: tuple[str, ...] = ()) -> PhraseIndex:
    """Return the phrases of these languages and English; of all where none is named."""
    if not codes:
        return PhraseIndex.from_data(_data(), _data()["digest"])
    files = map(_read, dict.fromkeys((ALWAYS, *codes)))
    return PhraseIndex.of((table for file in files for table in file.tables), f"{_data()['digest']} {' '.join(codes)}")


@cache
def load_vocabulary() -> Words:
    """Return the word lists of all languages that ship, and the lexicon."""
    return Words.of_lists(_data()["words"], load_lexicon())
