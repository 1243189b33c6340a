"""The languages that ship: all their phrases and words, from the compiled file where it is fresh, else from the TOML files.

Reading sixty TOML files takes a second, so the build compiles them into `languages.json`. That file is used only if it bears
the digest of the TOML files beside it: a file that was edited since counts at once.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.matching import PhraseIndex, Shipped
from cleaner.rules.tables import RuleFile, read_rule_file
from cleaner.rules.vocabulary import SITE_GROUPS, Words

FOLDER = Path(__file__).parents[1] / "languages"
COMPILED = FOLDER.with_name("languages.json")
# Loaded whatever the language option says: English furniture stands on pages in every language.
ALWAYS = "en"
LEAST_PHRASES = 3
"""How many phrases of a group have to share a word before it counts as a word of that group."""


@cache
def languages() -> tuple[str, ...]:
    """Codes of the languages that ship."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def read_languages() -> dict[str, RuleFile]:
    """Read every language file, English first: of a phrase that several languages have, the first one is named."""
    return {code: read_rule_file(FOLDER / f"{code}.toml") for code in sorted(languages(), key=lambda code: (code != ALWAYS, code))}


def compile_languages() -> dict[str, Any]:
    """Return all languages as the plain data that the build writes to `languages.json`."""
    files = read_languages()
    index = PhraseIndex(table for file in files.values() for table in file.tables)
    words = {code: {**{key: list(value) for key, value in file.words.items()}, **_site_words(file)} for code, file in files.items()}
    return {"digest": digest(), **index.to_data(), "words": words}


def _site_words(file: RuleFile) -> dict[str, list[str]]:
    """The words that several phrases of a group share: what a site's own voice is made of, even in a sentence that no phrase foresees."""
    function = {fold(word) for word in file.words.get("function", ())}
    counted: dict[str, Counter[str]] = {group: Counter() for group in SITE_GROUPS}
    for table in file.tables:
        if (group := table.kind.partition(".")[0]) in counted:
            for phrase in {fold(phrase) for _, phrase in table.phrases}:
                counted[group].update(set(split_words([phrase])[0]) - function)
    return {group: sorted(word for word, count in words.items() if count >= LEAST_PHRASES and not word.isdigit()) for group, words in counted.items()}


@cache
def digest() -> str:
    """Digest of the language files as they are now."""
    joined = hashlib.sha256()
    for code in languages():
        joined.update(code.encode() + (FOLDER / f"{code}.toml").read_bytes())
    return joined.hexdigest()[:16]


@cache
def _data() -> Mapping[str, Any]:
    if COMPILED.exists():
        data: Mapping[str, Any] = json.loads(COMPILED.read_bytes())
        if data["digest"] == digest():
            return data
    return compile_languages()


@cache
def load_phrases(codes: tuple[str, ...] = ()) -> PhraseIndex:
    """Return the phrases of these languages and English; of all where none is named."""
    data = _data()
    tables = [Shipped(source, kind) for source, kind in data["tables"]]
    wanted = {number for number, table in enumerate(tables) if not codes or table.source.partition(".")[0] in (*codes, ALWAYS)}
    entries = {phrase: found for phrase, places in data["entries"].items() if (found := _first_of_each_kind(places, tables, wanted))}
    return PhraseIndex(tables, entries, f"{data['digest']} {' '.join(codes)}")


def _first_of_each_kind(places: list[int], tables: list[Shipped], wanted: set[int]) -> tuple[int, ...]:
    """Of a phrase that several languages have for one kind and anchor, one is enough."""
    found: dict[tuple[str, int], int] = {}
    for place in places:
        number, anchor = divmod(place, 5)
        if number in wanted:
            found.setdefault((tables[number].kind, anchor), place)
    return tuple(found.values())


@cache
def load_vocabulary() -> Words:
    """Return the word lists of all languages that ship."""
    return Words.of_lists(_data()["words"])
