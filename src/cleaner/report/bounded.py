"""Counters and lists whose size does not grow with what they see."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from heapq import heappush, heapreplace
from itertools import count
from operator import itemgetter
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Key = TypeVar("Key", bound=Hashable)


class Largest(Generic[Item]):
    """The items with the largest keys; of equals those that came first."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._order = count(0, -1)
        self._heap: list[tuple[Any, int, Item]] = []

    def takes(self, key: Any) -> bool:
        """Tell whether an item with this key would be kept."""
        return len(self._heap) < self.most or key > self._heap[0][0]

    def add(self, key: Any, item: Item) -> None:
        """Keep the item if its key is among the largest."""
        if len(self._heap) < self.most:
            heappush(self._heap, (key, next(self._order), item))
        elif key > self._heap[0][0]:
            heapreplace(self._heap, (key, next(self._order), item))

    def __iter__(self) -> Iterator[Item]:
        """Give the items, the largest first."""
        return (item for _, _, item in sorted(self._heap, key=itemgetter(0, 1), reverse=True))


@dataclass(slots=True)
class Seen:
    """How often something was seen, and where: the one place, or None for several."""

    times: int
    where: str | None


class Frequent(Generic[Key]):
    """How often each key was seen, exact until more than `most` keys are held; then those seen least are dropped, and `error` tells by how much a count may be too low.

    Lossy counting (Manku and Motwani 2002) with a cut at half of the keys instead of a fixed bucket.
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.error = 0
        self._seen: dict[Key, Seen] = {}

    def add(self, key: Key, where: str) -> None:
        """Count one."""
        if seen := self._seen.get(key):
            seen.times += 1
            if seen.where != where:
                seen.where = None
            return
        self._seen[key] = Seen(1, where)
        if len(self._seen) > self.most:
            self._cut()

    def top(self, most: int) -> list[tuple[Key, Seen]]:
        """Give the keys that were seen most; of equals those that came first."""
        return sorted(self._seen.items(), key=_times, reverse=True)[:most]

    def _cut(self) -> None:
        ordered = self.top(len(self._seen))
        kept = ordered[: self.most // 2]
        self.error += ordered[len(kept)][1].times
        # Order of first sight is kept, so that equals come out as they came in.
        names = {key for key, _ in kept}
        self._seen = {key: seen for key, seen in self._seen.items() if key in names}


def _times(entry: tuple[Any, Seen]) -> int:
    return entry[1].times
