"""The decision: exact against every labelling there is, exact sums, pins, thresholds, and no order of tables."""

from __future__ import annotations

import json
from itertools import pairwise, product
from math import exp, log
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, Label
from cleaner.decide import Decision, decide
from cleaner.rules import RULES, observe
from cleaner.sums import EDGE, Look, pack, unpack
from cleaner.weights import BODY, FILE, LABELS, UNIT, Table, Weights
from fixture_articles import FixtureArticle, read_fixtures
from observing import any_text, document

VALUES = {"size": ("short", "long"), "mark": ("none", "dot", "colon")}
TABLES = ["size", "mark", "size before", "mark after", "size × mark", "mark × size before"]
ARTICLES = read_fixtures("golden")[::6]

nats = st.integers(-5000, 5000)
row = st.lists(nats, min_size=len(LABELS), max_size=len(LABELS))


def values_of(table: str) -> list[str]:
    """Everything a table can see."""
    looks = [Look.parse(part, VALUES).values for part in table.split(" × ")]
    return list(looks[0]) if len(looks) == 1 else [" × ".join(pair) for pair in product(*looks)]


def blank() -> dict[str, Any]:
    """Weights that say nothing."""
    zeros = [0] * len(LABELS)
    calibration = {"stretch": 1.0, "shift": 0.0}
    return {"labels": list(LABELS), "tables": {}, "bias": zeros, "step": [zeros] * 7, "first": zeros, "last": zeros, "calibration": calibration, "min_confidence": 0.5}


@st.composite
def fitted(draw: st.DrawFn) -> Weights:
    """Weights of any size for all the tables above."""
    tables = {table: {value: draw(row) for value in values_of(table)} for table in TABLES}
    steps = [draw(row) for _ in LABELS]
    return Weights({**blank(), "tables": tables, "bias": draw(row), "step": steps, "first": draw(row), "last": draw(row)}, VALUES)


lines = st.lists(st.tuples(st.integers(0, 1), st.integers(0, 2)), min_size=1, max_size=3)
evidence = lines.map(lambda lines: {"size": [size for size, _ in lines], "mark": [mark for _, mark in lines]})
Evidence = dict[str, list[int]]


def own_scores(seen: Evidence, weights: Weights, index: int) -> list[float]:
    """The sum of what a line's evidence adds, a label each: straight from the definition."""
    rows = [table.weights[table.column(seen)[index]] for table in weights.tables]
    return [(bias + sum(cells)) / UNIT for bias, *cells in zip(weights.bias, *rows, strict=True)]


def score(labels: tuple[int, ...], own: list[list[float]], weights: Weights) -> float:
    """The probability of a labelling, but for the norm."""
    steps = [log(weights.step[before][after]) for before, after in pairwise(labels)]
    ends = log(weights.first[labels[0]]) + log(weights.last[labels[-1]])
    return exp(ends + sum(steps) + sum(scores[label] for label, scores in zip(labels, own, strict=True)))


def by_brute_force(seen: Evidence, weights: Weights) -> list[list[float]]:
    """The probability of each label for each line, from every labelling there is."""
    own = [own_scores(seen, weights, index) for index in range(len(seen["size"]))]
    labellings = {labels: score(labels, own, weights) for labels in product(range(len(LABELS)), repeat=len(own))}
    whole = sum(labellings.values())
    return [[sum(labellings[labels] for labels in labellings if labels[index] == label) / whole for label in range(len(LABELS))] for index in range(len(own))]


@given(evidence, fitted())
@settings(max_examples=40)
def test_forward_and_backward_give_what_all_labellings_give(seen: Evidence, weights: Weights) -> None:
    raw = decide(seen, len(seen["size"]), weights, {}).raw
    assert raw == [pytest.approx(expected, rel=1e-9, abs=1e-12) for expected in by_brute_force(seen, weights)]


@given(evidence, fitted())
@settings(max_examples=40)
def test_the_labels_of_a_line_share_one_probability(seen: Evidence, weights: Weights) -> None:
    decision = decide(seen, len(seen["size"]), weights, {})
    sums = [sum(decision.probability(index, label) for label in range(len(LABELS))) for index in range(len(decision.raw))]
    assert sums == [pytest.approx(1)] * len(sums)


PINS = [(label, must) for label in LABELS for must in (True, False)]


@pytest.mark.parametrize(("label", "must"), PINS)
@pytest.mark.parametrize("nats", [-60_000, 0, 60_000])
def test_a_pin_decides_whatever_the_evidence(label: Label, must: bool, nats: int) -> None:
    bias = [nats if name is label else 0 for name in LABELS]
    weights = Weights({**blank(), "bias": bias}, VALUES)
    raw = decide({}, 1, weights, {0: (label, must, "ours")}).raw[0]
    assert (max(raw) == raw[LABELS.index(label)]) == must


bounded = st.integers(1 - 2**20, 2**20 - 1)


@given(st.lists(st.lists(bounded, min_size=7, max_size=7), min_size=1, max_size=300))
def test_packed_rows_add_up_exactly(rows: list[list[int]]) -> None:
    assert unpack(sum(map(pack, rows))) == tuple(sum(column) for column in zip(*rows, strict=True))


@pytest.mark.parametrize("weight", [2**20, -(2**20)])
def test_a_weight_that_could_run_over_its_field_is_refused(weight: int) -> None:
    with pytest.raises(ValueError, match="fit them anew"):
        pack([0, 0, weight, 0, 0, 0, 0])


@given(evidence, fitted())
@settings(max_examples=20)
def test_the_order_of_tables_means_nothing(seen: Evidence, weights: Weights) -> None:
    before = decide(seen, len(seen["size"]), weights, {}).raw
    weights.tables.reverse()
    assert decide(seen, len(seen["size"]), weights, {}).raw == before


def decided(article: FixtureArticle, data: dict[str, Any]) -> Decision:
    return decide(observe(document(article.lines)), len(article.lines), Weights(data, {rule.name: rule.values for rule in RULES}), {})


@pytest.mark.parametrize("article", ARTICLES, ids=str)
def test_the_order_of_tables_in_the_weights_file_means_nothing(article: FixtureArticle) -> None:
    data = json.loads(FILE.read_bytes())
    turned = {**data, "tables": dict(reversed(data["tables"].items()))}
    assert decided(article, turned).raw == decided(article, data).raw


LOOKS = [("size", [0, 1, 1]), ("size before", [2, 0, 1]), ("size after", [1, 1, 2])]


@pytest.mark.parametrize(("name", "column"), LOOKS)
def test_a_look_sees_this_line_or_a_neighbour(name: str, column: list[int]) -> None:
    assert Look.parse(name, VALUES).column({"size": [0, 1, 1]}) == column


def test_beyond_the_ends_a_neighbour_is_the_edge() -> None:
    assert Look.parse("size before", VALUES).values[-1] == EDGE


def test_two_looks_see_pairs() -> None:
    table = Table("size × mark", {}, VALUES)
    assert [table.values[place] for place in table.column({"size": [0, 1], "mark": [2, 0]})] == ["short × colon", "long × none"]


def test_weights_for_what_no_rule_sees_are_refused() -> None:
    with pytest.raises(ValueError, match=r"size.*'huge'.*fit the weights anew"):
        Table("size", {"huge": [0] * 7}, VALUES)


def test_weights_for_other_labels_are_refused() -> None:
    with pytest.raises(ValueError, match="other labels"):
        Weights({**blank(), "labels": ["body", "noise"]}, VALUES)


SHARES = [0.01, 0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.97, 0.99, 0.999, 1.0]
CLEANERS = [Cleaner(min_confidence=share) for share in SHARES]


def stripped(text: str) -> list[set[int]]:
    """The places of the lines that leave the body, from the lowest threshold to the highest."""
    return [{line.start for line in cleaner(text).lines if line.label is not Label.BODY} for cleaner in CLEANERS]


@pytest.mark.parametrize("article", ARTICLES, ids=str)
def test_raising_the_threshold_strips_no_more_of_an_article(article: FixtureArticle) -> None:
    levels = stripped(article.text)
    assert all(higher <= lower for lower, higher in pairwise(levels))


@given(any_text)
@settings(max_examples=50)
def test_raising_the_threshold_strips_no_more_of_any_text(text: str) -> None:
    levels = stripped(text)
    assert all(higher <= lower for lower, higher in pairwise(levels))


@pytest.mark.parametrize("article", ARTICLES, ids=str)
def test_a_line_leaves_exactly_where_the_threshold_says(article: FixtureArticle) -> None:
    lines = Cleaner(min_confidence=0.6)(article.text).lines
    assert [line.label is not Label.BODY for line in lines] == [1 - line.p_body >= 0.6 for line in lines]


@pytest.mark.parametrize("article", ARTICLES, ids=str)
def test_probabilities_do_not_depend_on_the_threshold(article: FixtureArticle) -> None:
    low, high = ([line.p_body for line in cleaner(article.text).lines] for cleaner in (CLEANERS[0], CLEANERS[-1]))
    assert low == high


@pytest.mark.parametrize("article", ARTICLES, ids=str)
def test_a_line_that_leaves_gets_the_likeliest_of_the_other_labels(article: FixtureArticle) -> None:
    decision = decided(article, json.loads(FILE.read_bytes()))
    labels = [line.label for line in CLEANERS[0](article.text).lines]
    likeliest = [max(LABELS[1:], key=lambda label: row[LABELS.index(label)]) for row in decision.raw]
    assert labels == [label if label is Label.BODY else other for label, other in zip(labels, likeliest, strict=True)]


def test_body_is_the_first_label() -> None:
    assert LABELS[BODY] is Label.BODY


def test_texts_without_a_phrase_have_their_own_calibration() -> None:
    without = {"stretch": 0.5, "shift": -1.0}
    weights = Weights({**blank(), "calibration": {"stretch": 1.0, "shift": 1.0, "without phrases": without}}, VALUES)
    assert weights.calibration({"phrases_in_text": [1, 1, 1]}) == (1.0, 1.0)
    assert weights.calibration({"phrases_in_text": [0, 0, 0]}) == (0.5, -1.0)
    assert Weights(blank(), VALUES).calibration({}) == (1.0, 0.0)
