"""The language files: every example line, with all languages loaded; every kind in every file; enough phrases, none twice."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.kinds import KINDS, WORDS
from cleaner.rules.matching import Hit, PhraseIndex, trim
from cleaner.rules.shipped import load_phrases, read_languages
from cleaner.rules.tables import Table

FILES = read_languages()
TABLES = [table for file in FILES.values() for table in file.tables]
# fmt: off
PROMISED = [
    "id", "ms", "jv", "su", "en", "de", "fr", "es", "pt", "it", "nl", "sv", "da", "nb", "nn", "fi", "is", "et", "lv", "lt", "pl", "cs", "sk",
    "sl", "hr", "sr", "bs", "mk", "bg", "ro", "hu", "el", "sq", "tr", "az", "uk", "ru", "be", "ka", "hy", "kk", "uz", "ar", "fa", "ur", "he",
    "hi", "bn", "mr", "ta", "te", "gu", "pa", "th", "vi", "km", "my", "zh", "ja", "ko", "tl", "sw", "am", "ca", "gl", "eu",
]
# fmt: on
# How a keep line may not stand to a phrase of any kind of noise: as if the site had printed it there.
AT_THE_START = ("line", "colon", "start")


@cache
def everything() -> PhraseIndex:
    return PhraseIndex.of(TABLES)


@cache
def turned() -> PhraseIndex:
    return PhraseIndex.of(TABLES[::-1])


def find(line: str, index: PhraseIndex) -> list[Hit]:
    trimmed = trim(fold(line))
    return index.find(trimmed, split_words([trimmed])[0])


def is_noise(kind: str) -> bool:
    return not kind.startswith(("body", "caption"))


def examples(key: str) -> pytest.MarkDecorator:
    lines = [pytest.param(table, line, id=f"{table.source} {number}") for table in TABLES for number, line in enumerate(getattr(table, key), 1)]
    return pytest.mark.parametrize(("table", "line"), lines)


by_file = pytest.mark.parametrize("code", list(FILES))
by_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.source)


@examples("match")
def test_a_match_line_fires_its_table(table: Table, line: str) -> None:
    assert find(line, PhraseIndex.of([table]))


@examples("match")
def test_a_match_line_fires_its_kind_with_all_languages_loaded(table: Table, line: str) -> None:
    assert table.kind in {hit.kind for hit in find(line, everything())}


@examples("keep")
def test_a_keep_line_fires_neither_its_kind_nor_noise_at_its_start(table: Table, line: str) -> None:
    wrong = [hit for hit in find(line, everything()) if hit.kind == table.kind or (is_noise(hit.kind) and hit.anchor in AT_THE_START)]
    assert not wrong


@examples("match")
def test_the_order_of_files_and_tables_means_nothing(table: Table, line: str) -> None:
    first, second = ({(hit.kind, hit.anchor) for hit in find(line, index)} for index in (everything(), turned()))
    assert first == second


@by_table
def test_a_table_has_two_lines_of_either_sort(table: Table) -> None:
    assert min(len(table.match), len(table.keep)) >= 2


@by_table
def test_no_phrase_stands_twice_under_one_anchor_of_a_table(table: Table) -> None:
    assert [phrase for phrase, count in Counter(table.phrases).items() if count > 1] == []


@by_table
def test_no_shipped_table_pins_or_names_a_host(table: Table) -> None:
    assert (table.effect, table.label, table.host) == (None, None, None)


@pytest.mark.parametrize("code", PROMISED)
def test_the_promised_languages_are_there(code: str) -> None:
    assert code in FILES


@by_file
def test_a_file_covers_every_kind(code: str) -> None:
    assert {table.kind for table in FILES[code].tables} >= set(KINDS)


@by_file
def test_a_file_has_enough_phrases(code: str) -> None:
    least = 400 if code in ("id", "en") else 60
    assert len({phrase for table in FILES[code].tables for _, phrase in table.phrases}) >= least


@by_file
def test_a_file_names_its_language(code: str) -> None:
    assert FILES[code].name.strip()


@by_file
def test_a_file_has_all_word_lists(code: str) -> None:
    assert set(FILES[code].words) == set(WORDS)


@by_file
def test_a_file_has_function_words(code: str) -> None:
    assert len(FILES[code].words["function"]) >= 40


def test_the_compiled_index_finds_what_the_files_say() -> None:
    line = "Baca juga: Harga Beras Naik di Tiga Kota"
    assert {(hit.kind, hit.anchor) for hit in find(line, load_phrases())} == {(hit.kind, hit.anchor) for hit in find(line, everything())}


NARROWED = [(("de",), "Baca juga: Harga Beras Naik", False), (("id",), "Baca juga: Harga Beras Naik", True), (("id",), "Share on Facebook", True)]


@pytest.mark.parametrize(("codes", "line", "found"), NARROWED)
def test_languages_narrow_the_phrases_and_never_switch_english_off(codes: tuple[str, ...], line: str, found: bool) -> None:
    assert bool(find(line, load_phrases(codes))) == found
