"""Documents that hold no noise at all keep (nearly) every character."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from harmless import LOST_IN_ALL, LOST_IN_ONE, Harm, harms, share_lost


@pytest.fixture(scope="module")
def found() -> list[Harm]:
    return harms()


def test_two_hundred_documents_in_twenty_languages_are_measured(found: list[Harm]) -> None:
    assert set(Counter(one.language for one in found).values()) == {10}
    assert len(found) == 200


def test_no_document_is_shorter_than_eight_lines(found: list[Harm]) -> None:
    assert min(len(one.lines) for one in found) >= 8


def test_a_thousandth_of_the_characters_may_be_lost_in_all(found: list[Harm]) -> None:
    assert share_lost(found) <= LOST_IN_ALL


def test_no_document_loses_more_than_a_tenth(found: list[Harm]) -> None:
    assert {one.name: f"{one.share:.1%}" for one in found if one.share > LOST_IN_ONE} == {}
