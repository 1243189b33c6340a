"""Counters and lists whose size does not grow."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from cleaner.report.bounded import Frequent, Largest


@given(st.lists(st.integers(0, 20)), st.integers(1, 8))
def test_the_largest_are_kept_and_of_equals_the_first(keys: list[int], most: int) -> None:
    largest: Largest[int] = Largest(most)
    for place, key in enumerate(keys):
        assert largest.takes(key) or (key, -place) <= min((keys[kept], -kept) for kept in largest)
        largest.add(key, place)
    assert list(largest) == sorted(range(len(keys)), key=lambda place: (-keys[place], place))[:most]


@given(st.lists(st.sampled_from("abcdefghijkl")), st.integers(2, 8))
def test_counts_are_exact_or_too_low_by_no_more_than_is_said(seen: list[str], most: int) -> None:
    frequent: Frequent[str] = Frequent(most)
    for key in seen:
        frequent.add(key, "here")
    held, true = {key: counted.times for key, counted in frequent.top(most)}, Counter(seen)
    assert all(true[key] - frequent.error <= held.get(key, 0) <= true[key] for key in true)
    assert len(held) <= most


def test_a_line_of_several_sites_is_told_from_one_of_one() -> None:
    frequent: Frequent[str] = Frequent(9)
    for key, where in (("a", "x"), ("a", "y"), ("b", "x"), ("b", "x")):
        frequent.add(key, where)
    assert [seen.where for _, seen in frequent.top(2)] == [None, "x"]
