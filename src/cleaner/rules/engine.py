"""The small engine that runs rules: each looks at one thing in every line of a document and names what it sees.

A rule is a function from a `Document` to one value a line. The values are few and named, so that every rule is a table of
weights: a number falls into a bin, a word names itself, a flag is there or not.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any, Generic, TypeVar

from cleaner.rules.document import Document

Seen = TypeVar("Seen", bound=Document)
"""What a rule looks at: any document, or only one that was read from a page."""
Found = TypeVar("Found")


@dataclass(frozen=True)
class RuleOn(Generic[Seen]):
    """One observation that can be made of every line."""

    name: str
    why: str
    values: tuple[str, ...]
    """Names of what it can see; the first is the plain case."""
    look: Callable[[Seen], list[int]]
    """Gives the place in `values`, one a line."""


Rule = RuleOn[Document]


def flag(function: Callable[[Seen], Sequence[object]]) -> RuleOn[Seen]:
    """Make a rule of a function that says yes or no of every line."""

    def look(document: Seen) -> list[int]:
        return [1 if seen else 0 for seen in function(document)]

    return RuleOn(function.__name__, _why(function), ("no", "yes"), look)


def number(*edges: float) -> Callable[[Callable[[Seen], Sequence[float]]], RuleOn[Seen]]:
    """Make a rule of a function that measures every line: bin 0 is below the first edge, the last from the last edge on."""
    names = (f"<{edges[0]:g}", *(f"{low:g}..{high:g}" for low, high in pairwise(edges)), f">={edges[-1]:g}")

    def decorate(function: Callable[[Seen], Sequence[float]]) -> RuleOn[Seen]:
        place = partial(bisect_right, edges)

        def look(document: Seen) -> list[int]:
            measured = function(document)
            # Many rules see the same on all lines: nothing, or something of the whole document.
            if measured and measured[0] == measured[-1] and measured.count(measured[0]) == len(measured):
                return [place(measured[0])] * len(measured)
            return list(map(place, measured))

        return RuleOn(function.__name__, _why(function), names, look)

    return decorate


def choice(*values: str) -> Callable[[Callable[[Seen], Sequence[str]]], RuleOn[Seen]]:
    """Make a rule of a function that names one of `values` for every line."""
    places = {value: place for place, value in enumerate(values)}

    def decorate(function: Callable[[Seen], Sequence[str]]) -> RuleOn[Seen]:
        def look(document: Seen) -> list[int]:
            return list(map(places.__getitem__, function(document)))

        return RuleOn(function.__name__, _why(function), values, look)

    return decorate


def once(function: Callable[[Document], Found]) -> Callable[[Document], Found]:
    """Keep with the document what a function finds there: several rules ask for it."""
    name = f"{function.__module__}.{function.__name__}"

    def found(document: Document) -> Found:
        kept = document.__dict__
        if name not in kept:
            kept[name] = function(document)
        result: Found = kept[name]
        return result

    return found


def _why(function: Callable[..., Any]) -> str:
    return " ".join((function.__doc__ or "").split())
