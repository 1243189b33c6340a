"""Scores of the html track: which labelled lines are in the body that comes out of a page?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from labelled import NEUTRAL, Labelled
from labelled_pages import normal

_DRAWS = 1000
_SHORTEST = 10
"""Letters below which a line is not looked for: it may stand anywhere."""


@dataclass
class HtmlTally:
    """Counts of labelled lines."""

    counts: Counter[str] = field(default_factory=Counter)

    def add(self, document: Labelled, body: str) -> None:
        """Count the lines of one document, held against the body that came out of its page."""
        kept = "".join(normal(line) for line, code in zip(document.lines, document.codes, strict=True) if code == "B" or code in NEUTRAL)
        found = normal(body)
        for line, code in zip(document.lines, document.codes, strict=True):
            key = normal(line)
            if code in NEUTRAL or len(key) < _SHORTEST:
                continue
            inside = key in found
            if code == "B":
                self.counts.update({"body": 1, "found": inside, "characters": len(key), "characters found": len(key) * inside})
            elif key not in kept:
                self.counts.update({"noise": 1, "left": inside})

    @property
    def found(self) -> float:
        """Share of the body lines that came out."""
        return self.counts["found"] / max(1, self.counts["body"])

    @property
    def left(self) -> float:
        """Share of the noise lines that came out."""
        return self.counts["left"] / max(1, self.counts["noise"])

    @property
    def f1(self) -> float:
        """Of body lines found, and of found lines that are body."""
        precision = self.counts["found"] / max(1, self.counts["found"] + self.counts["left"])
        return 2 * precision * self.found / max(1e-9, precision + self.found)


HtmlTallies = dict[str, dict[str, HtmlTally]]


def tally_html(documents: Iterable[Labelled], body_of: Callable[[Labelled], str]) -> HtmlTallies:
    """Count documents that have a page, by group and site."""
    tallies: HtmlTallies = defaultdict(lambda: defaultdict(HtmlTally))
    for document in documents:
        if document.page:
            body = body_of(document)
            for group in document.groups:
                tallies[group][document.site].add(document, body)
    return tallies


def whole(sites: Iterable[HtmlTally]) -> HtmlTally:
    """Add tallies up."""
    total = HtmlTally()
    for site in sites:
        total.counts.update(site.counts)
    return total


def interval(sites: Mapping[str, HtmlTally], figure: Callable[[HtmlTally], float]) -> tuple[float, float]:
    """The 95 % bootstrap interval of a figure, drawing sites."""
    names = sorted(set().union(*(site.counts for site in sites.values())))
    counts = np.array([[site.counts[name] for name in names] for site in sites.values()])
    times = np.random.default_rng(0).multinomial(len(sites), np.full(len(sites), 1 / len(sites)), size=_DRAWS)
    figures = [figure(HtmlTally(Counter(dict(zip(names, map(int, row), strict=True))))) for row in times @ counts]
    low, high = np.quantile(figures, (0.025, 0.975))
    return float(low), float(high)
