"""`clean` and `Cleaner`: what may be given, what comes back, and that it is always the same."""

from __future__ import annotations

import pickle
import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given, settings

import cleaner
from cleaner import Cleaner, Flag, Label, Rules, clean
from cleaner.reading import bounds
from fixture_articles import read_fixtures
from observing import PARAGRAPH, any_text

ARTICLES = [article.text for article in read_fixtures("golden")[::5]]
RULES = Rules.parse('[newsroom.sign_off]\nwhy = "Test."\neffect = "always"\nlabel = "footer"\nstart = ["Zumbrella"]', "ours.toml")


def test_the_public_names_are_these() -> None:
    assert cleaner.__all__ == ["Article", "Cleaner", "Flag", "Label", "Line", "Reason", "RuleError", "Rules", "SiteMemory", "clean"]


NO_TEXT = [None, 3, 1.5, ["text"], object()]


@pytest.mark.parametrize("text", NO_TEXT, ids=lambda text: type(text).__name__)
def test_what_is_no_text_is_a_type_error_that_names_its_type(text: Any) -> None:
    with pytest.raises(TypeError, match=rf"str.*not {type(text).__name__}"):
        clean(text)


WRONG_OPTIONS = [
    pytest.param({"language": "xx"}, ValueError, ["language='xx'", "choose from", "en", "id", "zh"], id="unknown language"),
    pytest.param({"language": ["id", "xx"]}, ValueError, ["language='xx'", "choose from"], id="unknown language among others"),
    pytest.param({"language": ""}, ValueError, ["language=''", "choose from"], id="empty language"),
    pytest.param({"language": 3}, TypeError, ["language", "str", "int"], id="number for a language"),
    pytest.param({"language": [3]}, (TypeError, ValueError), ["language", "3"], id="number among languages"),
    pytest.param({"min_confidence": 2}, ValueError, ["min_confidence=2", "above 0, up to 1"], id="threshold too high"),
    pytest.param({"min_confidence": 0}, ValueError, ["min_confidence=0", "above 0, up to 1"], id="threshold zero"),
    pytest.param({"min_confidence": -0.5}, ValueError, ["min_confidence=-0.5", "above 0, up to 1"], id="threshold below zero"),
    pytest.param({"min_confidence": float("nan")}, ValueError, ["min_confidence=nan", "above 0, up to 1"], id="threshold not a number"),
    pytest.param({"min_confidence": "0.5"}, ValueError, ["min_confidence='0.5'", "above 0, up to 1"], id="string for a threshold"),
    pytest.param({"min_confidence": True}, ValueError, ["min_confidence=True", "above 0, up to 1"], id="truth for a threshold"),
    pytest.param({"rules": "ours.toml"}, TypeError, ["rules", "Rules", "str", "Rules.load"], id="path for rules"),
    pytest.param({"rules": ["ours.toml"]}, TypeError, ["rules", "Rules", "str", "Rules.load"], id="path among rules"),
    pytest.param({"rules": 3}, TypeError, ["rules", "Rules", "int"], id="number for rules"),
    pytest.param({"kind": "htm"}, ValueError, ["kind='htm'", "'auto'", "'text'"], id="unknown kind"),
    pytest.param({"kind": None}, ValueError, ["kind=None", "'auto'", "'text'"], id="no kind"),
    pytest.param({"url": 3}, TypeError, ["url", "str or None", "int"], id="number for a url"),
    pytest.param({"threshold": 0.5}, TypeError, ["threshold"], id="unknown option"),
]


@pytest.mark.parametrize(("options", "error", "named"), WRONG_OPTIONS)
def test_a_wrong_option_is_named_with_what_is_allowed(options: dict[str, Any], error: type[Exception], named: list[str]) -> None:
    with pytest.raises(error) as caught:
        clean("Text.", **options)
    assert [part for part in named if part not in str(caught.value)] == []


@pytest.mark.parametrize("share", [1e-9, 0.5, 1, 1.0])
def test_a_threshold_is_above_zero_and_up_to_one(share: float) -> None:
    assert Cleaner(min_confidence=share).min_confidence == share


TAGS = [
    ("id", ("id",)),
    ("ID", ("id",)),
    ("id-ID", ("id",)),
    ("zh-Hant-TW", ("zh",)),
    ("pt_BR", ("pt",)),
    ("no", ("nb",)),
    (["fr", "de", "fr-CA"], ("de", "fr")),
    (("de",), ("de",)),
    ([], ()),
    (None, ()),
]


@pytest.mark.parametrize(("tag", "codes"), TAGS, ids=str)
def test_language_tags_come_in_many_forms(tag: Any, codes: tuple[str, ...]) -> None:
    assert Cleaner(language=tag).language == codes


ANY_TEXT = [
    pytest.param("", id="empty"),
    pytest.param("a", id="one character"),
    pytest.param("•", id="one bullet"),
    pytest.param(" ", id="one space"),
    pytest.param("\n\r\n\x85\u2028", id="line breaks"),
    pytest.param("\n" * 100_000, id="many line breaks"),
    pytest.param("\ud800", id="lone surrogate"),
    pytest.param("One \udfff two.\n\ud83d", id="lone surrogates"),
    pytest.param("\x00\x01", id="control characters"),
    pytest.param("word " * 200_000, id="a megabyte on one line"),
    pytest.param("a" * 1_000_000, id="a word of a megabyte"),
    pytest.param("a@" * 100_000, id="signs that a pattern could stumble over"),
    pytest.param("(a" * 100_000, id="brackets"),
    pytest.param("[a](" * 50_000, id="links that never end"),
    pytest.param("e" + "\u0301" * 100_000, id="marks"),
    pytest.param("\u200b" * 100_000, id="no width"),
    pytest.param("a" + " " * 200_000 + "b", id="spaces"),
    pytest.param("a: " * 60_000, id="colons"),
    pytest.param("Baca juga: x\n" * 3_000, id="a marker on every line"),
]


@pytest.mark.parametrize("text", ANY_TEXT)
def test_any_text_has_a_result(text: str) -> None:
    assert clean(text).text == text


@given(any_text)
@settings(max_examples=200)
def test_lines_and_separators_rebuild_any_text(text: str) -> None:
    article, rebuilt, end = clean(text), "", 0
    for line in article.lines:
        rebuilt += text[end : line.start] + line.text
        end = line.end
    assert (article.text, rebuilt + text[end:]) == (text, text)


@given(any_text)
@settings(max_examples=50)
def test_probabilities_are_probabilities(text: str) -> None:
    assert all(0 <= line.p_body <= 1 and 0 <= line.confidence <= 1 for line in clean(text).lines)


@pytest.mark.parametrize("text", ["", "\n\n", " \t\u200b"], ids=ascii)
def test_a_text_without_lines_has_no_article(text: str) -> None:
    article = clean(text)
    assert (article.lines, article.flags) == ((), frozenset({Flag.NO_ARTICLE}))


def flags(text: str) -> frozenset[Flag]:
    return Cleaner(rules=[RULES, Rules.parse('[a.b]\nwhy = "Test."\neffect = "always"\nlabel = "body"\nstart = ["The council"]')])(text).flags


FLAGGED = [
    pytest.param(f"Zumbrella one\nZumbrella {PARAGRAPH}", {Flag.NO_ARTICLE}, id="nothing left"),
    pytest.param(f"{PARAGRAPH}\nZumbrella {PARAGRAPH}", {Flag.MUCH_REMOVED}, id="more than half removed"),
    pytest.param(f"{PARAGRAPH}\nZumbrella", set(), id="little removed"),
    pytest.param(PARAGRAPH, set(), id="nothing removed"),
]


@pytest.mark.parametrize(("text", "expected"), FLAGGED)
def test_flags_tell_what_to_look_at(text: str, expected: set[Flag]) -> None:
    assert flags(text) == expected


NOISE = "Share on Facebook\n\n© 2024 Nusakini. All rights reserved.\n"
FLAT = f"{PARAGRAPH} {PARAGRAPH} {PARAGRAPH}"
BOUNDS = [
    pytest.param("MOST_CHARACTERS", 50, NOISE, id="characters"),
    pytest.param("MOST_LINES", 1, NOISE, id="lines"),
    pytest.param("MOST_LINES", 2, FLAT, id="pieces"),
    pytest.param("MOST_WORDS", 50, FLAT, id="words without line breaks"),
]


@pytest.mark.parametrize(("bound", "most", "text"), BOUNDS)
def test_a_text_over_a_bound_is_flagged_and_passes_unchanged(bound: str, most: int, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, bound, most)
    article = clean(text)
    assert (article.flags, article.body) == ({Flag.OVER_BOUND}, text)


def test_a_text_of_too_many_characters_still_has_its_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_CHARACTERS", 50)
    assert [line.label for line in clean(NOISE).lines] == [Label.BODY, Label.BODY]


def test_a_text_of_too_many_lines_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MOST_LINES", 1)
    assert [line.text for line in clean(f"\n {NOISE}").lines] == [NOISE.strip()]


def test_a_cleaner_does_not_change() -> None:
    with pytest.raises(AttributeError, match="make a new one"):
        Cleaner().min_confidence = 0.5


OPTIONS: list[dict[str, Any]] = [{}, {"min_confidence": 0.9}, {"language": "id"}, {"language": ["de", "fr"]}, {"rules": RULES}, {"rules": RULES, "min_confidence": 0.9}]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_the_same_options_make_an_equal_cleaner(options: dict[str, Any]) -> None:
    assert Cleaner(**options) == Cleaner(**options)


def test_other_options_make_another_cleaner() -> None:
    assert len({Cleaner(**options) for options in OPTIONS}) == len(OPTIONS)


ALIKE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"language": "id"}, {"language": ["id-ID"]}),
    ({"language": ["de", "fr"]}, {"language": ["fr", "de"]}),
    ({"min_confidence": 1}, {"min_confidence": 1.0}),
    ({"rules": RULES}, {"rules": [RULES]}),
    ({}, {"min_confidence": None}),
]


@pytest.mark.parametrize(("one", "other"), ALIKE, ids=str)
def test_options_that_mean_the_same_make_an_equal_cleaner(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert Cleaner(**one) == Cleaner(**other)


def test_an_article_carries_the_fingerprint_of_its_cleaner() -> None:
    assert clean("Text.").fingerprint == Cleaner().fingerprint


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_cleaner_that_was_pickled_is_equal(options: dict[str, Any]) -> None:
    assert pickle.loads(pickle.dumps(Cleaner(**options))) == Cleaner(**options)


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_a_cleaner_that_was_pickled_gives_the_same(options: dict[str, Any]) -> None:
    first = Cleaner(**options)
    again = pickle.loads(pickle.dumps(first))
    assert [again(text).to_dict() for text in ARTICLES] == [first(text).to_dict() for text in ARTICLES]


def test_clean_with_options_is_a_cleaner() -> None:
    assert clean(ARTICLES[0], min_confidence=0.6, language="id") == Cleaner(min_confidence=0.6, language="id")(ARTICLES[0])


HEAVY = ("trafilatura", "lxml", "typer", "rich", "numpy")
IMPORTS = f"import sys; before = set(sys.modules); from cleaner import clean; clean('One line.'); print(*sorted(set({HEAVY!r}) & (set(sys.modules) - before)))"


def test_plain_text_does_not_pay_for_html_or_the_command() -> None:
    assert subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True).stdout.split() == []
