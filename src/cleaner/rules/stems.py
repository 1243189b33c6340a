"""Sets of stems that are quick to compare: which content words do two lines share?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from typing import Any

# Up to how many stems are told apart by bits: those of a line take 128 bytes at most, and a long document stays in bounds.
_MOST_BITS = 1024

StemSet = Any
"""A set of stems, which takes `&`, `|` and `^`: the bits of an integer, or a frozenset."""


class StemSets:
    """Sets of some known stems of one document.

    Few stems make the bits of an integer, where an intersection takes a tenth of the time of a set's; of many, the integers
    would be long.
    """

    __slots__ = ("_bits", "_few", "_known", "count")

    def __init__(self, stems: Collection[str]) -> None:
        self._few = few = len(stems) <= _MOST_BITS
        self._bits = {stem: 1 << place for place, stem in enumerate(stems)} if few else {}
        self._known = frozenset(stems)
        self.count: Callable[[StemSet], int] = int.bit_count if few else len
        """How many stems a set has."""

    def gathering(self) -> StemSet:
        """An empty set to which others are added by `|=`, in place where it may grow long."""
        return 0 if self._few else set()

    def of(self, stems: Iterable[str]) -> StemSet:
        """The set of those of different stems that are known."""
        known = self._known.intersection(stems)
        return sum(map(self._bits.__getitem__, known)) if self._few else known
