"""What the fit does beside boosting: the order of values, and what is weighed last."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

pytest.importorskip("lightgbm", reason="the tools fit weights")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))
sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

import numpy as np

from cleaner.weights import BODY, LABELS
from copies import freed_of_noise
from fitting.boosting import SILENT, Training
from fitting.calibration import weigh_last
from fitting.observations import Column
from fitting.ordering import ordered
from fitting.tables import against
from labelled import Labelled

CHOICE = Column("opening before", "opening", -1, ("upper", "bullet", "dash", "edge"))
MEASURED = Column("size", "size", 0, ("<8", "8..15", ">=15"))
FOOTER = 4


def lines(*groups: tuple[tuple[int, int], int, int]) -> Training:
    """Lines with a place for the choice and the measure, so many of them footer, so many body."""
    rows = [(places, label) for places, footer, body in groups for label in [FOOTER] * footer + [BODY] * body]
    allowed = np.zeros((len(rows), len(LABELS)))
    allowed[range(len(rows)), [label for _, label in rows]] = 1
    return Training(np.array([places for places, _ in rows], dtype=np.float32), allowed, np.full(len(rows), 60.0), [len(rows)])


def test_values_of_a_choice_stand_in_the_order_of_the_share_that_leaves() -> None:
    data, columns = ordered(lines(((0, 2), 1, 9), ((1, 1), 9, 1), ((2, 0), 5, 5), ((-1, 0), 7, 3)), [CHOICE, MEASURED])
    assert columns[0].values == ("upper", "dash", "edge", "bullet")
    assert sorted(set(zip(data.values[:, 0], data.values[:, 1], strict=True))) == [(0, 2), (1, 0), (2, 0), (3, 1)]


def test_what_is_measured_keeps_its_order() -> None:
    given = lines(((0, 2), 1, 9), ((1, 1), 9, 1), ((2, 0), 9, 1))
    data, columns = ordered(given, [CHOICE, MEASURED])
    assert columns[1] == MEASURED
    assert (data.values[:, 1] == given.values[:, 1]).all()


def test_what_always_leaves_is_weighed_and_what_leaves_by_half_is_not() -> None:
    # A hundred lines that leave by half, as is thought of all; twenty of a kind that always leave; twenty of a kind that leave by half.
    leaves = [place % 2 == 0 for place in range(100)] + [True] * 20 + [place % 2 == 0 for place in range(20)]
    p_body = [0.2 if place % 4 < 2 else 0.8 for place in range(100)] + [0.5] * 40
    always, half, unseen = weigh_last(3, p_body, leaves, [0] * 100 + [1] * 20 + [2] * 20, [1.0] * 140)
    assert abs(always) > 2
    assert abs(half) < abs(always) / 5
    assert unseen == 0


def test_a_cell_against_body_keeps_what_it_says_of_other_labels() -> None:
    assert against([BODY], 1.5, [100, 0, 30, 0, 0, 0, 0]) == [-1400, 0, 30, 0, 0, 0, 0]
    assert against([BODY], 1.5) == [-1500, 0, 0, 0, 0, 0, 0]


def test_a_cell_against_some_labels_leaves_the_others_as_they_are() -> None:
    assert against(SILENT, 2.0) == [0, -2000, 0, 0, 0, 0, -2000]


def test_every_fifth_document_is_freed_of_all_but_its_body() -> None:
    rows = (("Menu", "F"), ("One.", "B"), ("Two.", "B"), ("Read also: x", "T"), ("Three.", "B"), ("© Post", "F"))
    documents = [Labelled(str(place), "post", "en", "news", "traf", None, rows) for place in range(6)]
    freed = list(freed_of_noise([*documents, *documents[:4], Labelled("short", "post", "en", "news", "traf", None, rows[:3])]))
    assert [document.id for document in freed] == ["0", "5"]
    assert [document.lines for document in freed] == [("One.", "Two.", "Three.")] * 2
