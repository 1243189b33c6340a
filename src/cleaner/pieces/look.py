"""A look: one thing that is seen at a gap, made from a function by `choice` or `number`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cleaner.pieces.gaps import Gaps


@dataclass(frozen=True, slots=True)
class Look:
    """One thing that is seen at a gap."""

    name: str
    values: tuple[str, ...]
    see: Callable[[Gaps], list[int]]
    """Gives the place in `values`, one a candidate."""


def choice(*values: str) -> Callable[[Callable[[Gaps], Sequence[str]]], Look]:
    places = {value: place for place, value in enumerate(values)}

    def decorate(function: Callable[[Gaps], Sequence[str]]) -> Look:
        return Look(function.__name__, values, lambda gaps: list(map(places.__getitem__, function(gaps))))

    return decorate


def number(*edges: float) -> Callable[[Callable[[Gaps], Sequence[float]]], Look]:
    names = (f"<{edges[0]:g}", *(f"{low:g}..{high:g}" for low, high in pairwise(edges)), f">={edges[-1]:g}")

    def decorate(function: Callable[[Gaps], Sequence[float]]) -> Look:
        return Look(function.__name__, names, lambda gaps: [bisect_right(edges, value) for value in function(gaps)])

    return decorate
