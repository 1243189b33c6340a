"""Sets of stems: bits and frozensets say the same."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.rules import observe, stems
from cleaner.rules.stems import StemSets
from fixture_articles import FixtureArticle, read_fixtures
from observing import document

KNOWN = [f"stem{place}" for place in range(40)]
some = st.frozensets(st.sampled_from([*KNOWN, "unknown"]))


@given(some, some)
@pytest.mark.parametrize("most", [1024, -1])
def test_sets_are_counted_as_sets(most: int, one: frozenset[str], other: frozenset[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stems, "_MOST_BITS", most)
        sets = StemSets(KNOWN)
    known = frozenset(KNOWN)
    first, second = sets.of(one), sets.of(other)
    assert sets.count(first & second) == len(one & other & known)
    assert sets.count(first | second) == len((one | other) & known)
    assert sets.count(first ^ second) == len((one ^ other) & known)


@pytest.mark.parametrize("article", read_fixtures("golden")[::7], ids=str)
def test_evidence_is_the_same_with_bits_and_with_sets(article: FixtureArticle, monkeypatch: pytest.MonkeyPatch) -> None:
    with_bits = observe(document(article.lines))
    monkeypatch.setattr(stems, "_MOST_BITS", -1)
    assert observe(document(article.lines)) == with_bits


def test_what_is_gathered_leaves_the_others_as_they_were() -> None:
    sets = StemSets([f"stem{place}" for place in range(stems._MOST_BITS + 1)])
    parts = [sets.of([f"stem{place}", f"stem{place + 1}"]) for place in range(5)]
    gathered = sets.gathering()
    for part in parts:
        gathered |= part
    assert sets.count(gathered) == 6
    assert [sets.count(one & other) for one, other in pairwise(parts)] == [1, 1, 1, 1]
