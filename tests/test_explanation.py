"""Explanations: the reasons are what decided, no more and no less, and a person can read them."""

from __future__ import annotations

import json
import pickle
import re
from functools import cache
from math import exp, log
from typing import Any

import pytest
from hypothesis import given, settings

from cleaner import Article, Label, Line, Reason, clean
from cleaner.weights import FILE
from fixture_articles import FixtureArticle, read_fixtures
from observing import any_text, document

FIXTURES = read_fixtures("golden")[::4] + read_fixtures("articles")[::10] + read_fixtures("seedlike")[::6]
by_article = pytest.mark.parametrize("fixture", FIXTURES, ids=str)
WEIGHTS = json.loads(FILE.read_bytes())
TERMS = {"bias", "lines before", "lines after", "other labels", "calibration"}
"""The terms of a decision that are no table of evidence."""


@cache
def cleaned(fixture: FixtureArticle) -> Article:
    return clean(fixture.text)


def odds(line: Line) -> float:
    """Log odds of leaving the body."""
    return log((1 - line.p_body) / line.p_body)


@by_article
def test_the_reasons_add_up_to_the_decision(fixture: FixtureArticle) -> None:
    lines = cleaned(fixture).lines
    assert [sum(reason.weight for reason in line.reasons) for line in lines] == [pytest.approx(odds(line), abs=1e-6) for line in lines]


@by_article
def test_the_decision_can_be_replayed_from_the_reasons(fixture: FixtureArticle) -> None:
    lines = cleaned(fixture).lines
    assert [1 / (1 + exp(sum(reason.weight for reason in line.reasons))) for line in lines] == [pytest.approx(line.p_body, rel=1e-9) for line in lines]


@by_article
def test_the_labels_can_be_replayed_from_the_reasons(fixture: FixtureArticle) -> None:
    share = WEIGHTS["min_confidence"]
    lines = cleaned(fixture).lines
    assert [1 - 1 / (1 + exp(sum(reason.weight for reason in line.reasons))) >= share for line in lines] == [line.label is not Label.BODY for line in lines]


def weight_in_file(reason: Reason, label: Label) -> float:
    """What the shipped file says that this evidence adds for a label, against body."""
    place, body = WEIGHTS["labels"].index(label), WEIGHTS["labels"].index(Label.BODY)
    row = WEIGHTS["bias"] if reason.name == "bias" else WEIGHTS["tables"][reason.name][reason.value.partition(" (")[0]]
    return float(row[place] - row[body]) / 1000


@by_article
def test_the_weight_of_evidence_is_that_of_the_shipped_file(fixture: FixtureArticle) -> None:
    seen = [(reason, line.label) for line in cleaned(fixture).lines if line.label is not Label.BODY for reason in line.reasons if reason.name not in TERMS - {"bias"}]
    assert [reason.weight for reason, _ in seen] == [pytest.approx(weight_in_file(reason, label)) for reason, label in seen]


@by_article
def test_no_reason_stands_twice(fixture: FixtureArticle) -> None:
    names = [[reason.name for reason in line.reasons] for line in cleaned(fixture).lines]
    assert [sorted(set(line)) for line in names] == [sorted(line) for line in names]


@by_article
def test_the_other_labels_add_what_six_labels_can(fixture: FixtureArticle) -> None:
    terms = [reason.weight for line in cleaned(fixture).lines for reason in line.reasons if reason.name == "other labels"]
    assert all(-1e-6 <= term <= log(6) + 1e-6 for term in terms)


@by_article
def test_calibration_is_a_stretch_and_a_shift(fixture: FixtureArticle) -> None:
    """Where certainty was not bounded: that shows as no line in these articles."""
    lines = cleaned(fixture).lines
    held = document(fixture.lines).holds_phrase
    calibration = WEIGHTS["calibration"] if held else WEIGHTS["calibration"]["without phrases"]
    stretch, shift = calibration["stretch"], calibration["shift"]
    before = [sum(reason.weight for reason in line.reasons if reason.name != "calibration") for line in lines]
    assert [odds(line) for line in lines] == [pytest.approx(stretch * raw + shift, abs=1e-6) for raw in before]


@by_article
def test_reasons_are_the_same_at_every_look(fixture: FixtureArticle) -> None:
    assert [line.reasons for line in clean(fixture.text).lines] == [line.reasons for line in cleaned(fixture).lines]


@by_article
def test_reasons_survive_pickling(fixture: FixtureArticle) -> None:
    article = clean(fixture.text)
    assert [line.reasons for line in pickle.loads(pickle.dumps(article)).lines] == [line.reasons for line in article.lines]


@by_article
def test_an_article_that_was_pickled_is_equal(fixture: FixtureArticle) -> None:
    article = clean(fixture.text)
    assert pickle.loads(pickle.dumps(article)) == article


def without_stripped(article: Article) -> str:
    """The text with the spans of the stripped lines taken out, from the last to the first."""
    text = article.text
    for line in reversed(article.lines):
        if line.label is not Label.BODY:
            text = text[: line.start] + text[line.end :]
    return text


@by_article
def test_dropping_the_stripped_lines_from_the_text_gives_the_body(fixture: FixtureArticle) -> None:
    article = cleaned(fixture)
    assert without_stripped(article).split() == article.body.split()


@given(any_text)
@settings(max_examples=50)
def test_the_reasons_of_any_text_add_up(text: str) -> None:
    lines = clean(text).lines
    assert [sum(reason.weight for reason in line.reasons) for line in lines] == [pytest.approx(odds(line), abs=1e-6) for line in lines]


HEAD = re.compile(r"(?P<label>[a-z]+) +(?P<confidence>[01]\.\d\d)  (?P<text>.*)")
TERM = re.compile(r" {9} *(?P<weight>[+-]\d+\.\d\d)  (?P<what>.*)")


def explained(article: Article) -> list[tuple[dict[str, Any], list[tuple[float, str]]]]:
    """An explanation, read back: the head of each line, and its terms."""
    found: list[tuple[dict[str, Any], list[tuple[float, str]]]] = []
    for row in article.explain().splitlines():
        if term := TERM.fullmatch(row):
            found[-1][1].append((float(term["weight"]), term["what"]))
        else:
            head = HEAD.fullmatch(row)
            assert head, f"neither a line nor a term: {row!r}"
            found.append((head.groupdict(), []))
    return found


@by_article
def test_an_explanation_shows_every_line_with_its_label(fixture: FixtureArticle) -> None:
    article = cleaned(fixture)
    assert [head["label"] for head, _ in explained(article)] == [line.label for line in article.lines]


@by_article
def test_an_explanation_shows_how_sure_the_label_is(fixture: FixtureArticle) -> None:
    article = cleaned(fixture)
    assert [head["confidence"] for head, _ in explained(article)] == [f"{line.confidence:.2f}" for line in article.lines]


@by_article
def test_an_explanation_shows_the_terms_that_count(fixture: FixtureArticle) -> None:
    article = cleaned(fixture)
    shown = [{what.partition(": ")[0] for _, what in terms} for _, terms in explained(article)]
    assert [{reason.name for reason in line.reasons if abs(reason.weight) >= 0.1} - names for line, names in zip(article.lines, shown, strict=True)] == [set()] * len(shown)


@by_article
def test_an_explanation_makes_no_term_up(fixture: FixtureArticle) -> None:
    article = cleaned(fixture)
    said = [{(round(reason.weight, 2), f"{reason.name}: {reason.value}" if reason.value else reason.name) for reason in line.reasons} for line in article.lines]
    assert [set(terms) - reasons for (_, terms), reasons in zip(explained(article), said, strict=True)] == [set()] * len(said)


@by_article
def test_an_explanation_shows_the_largest_terms_first(fixture: FixtureArticle) -> None:
    sizes = [[abs(weight) for weight, _ in terms] for _, terms in explained(cleaned(fixture))]
    assert sizes == [sorted(terms, reverse=True) for terms in sizes]


def test_a_long_line_is_shown_in_part() -> None:
    (head, _), *_ = explained(clean("word " * 100))
    assert head["text"] == ("word " * 15) + "…"


def test_an_empty_text_has_an_empty_explanation() -> None:
    assert clean("").explain() == ""


def test_a_phrase_that_fired_is_named_with_its_file_and_table() -> None:
    article = clean("The council met on Monday evening to vote on the budget for the coming year.\nBaca juga: Harga Beras Naik di Tiga Kota\nNobody was surprised by the result.")
    assert "id.toml [teaser.marker]" in article.explain()
