"""Scores of labelled documents: strip precision and recall, body characters lost, perfect documents, with intervals by site.

The definitions are those of the data: body is kept; teaser, credit, footer and promo are stripped; headline, caption and
undecided lines are left out; a body line called headline or caption counts as lost. A blank line is in no article: it counts
as stripped.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from cleaner import Article, Label
from labelled import CODES, NEUTRAL, STRIPPED, Labelled

# Draws of a bootstrap: the bounds of an F1 on news move by .001 from one seed to the next.
_DRAWS = 1000


@dataclass
class Counted:
    """Counts that add up over documents."""

    counts: Counter[str] = field(default_factory=Counter)


T = TypeVar("T", bound=Counted)


class Tally(Counted):
    """Counts of lines and characters."""

    def add_lines(self, document: Labelled, predicted: Sequence[Label | None]) -> None:
        """Count one document whose lines, blank ones aside, got these labels; a line that got none is in no article."""
        labels = iter(predicted)
        right = [
            self._add_line(line, code, None if blank else next(labels)) for (line, code), blank in zip(document.rows, document.blank, strict=True)
        ]
        self.counts["documents"] += 1
        self.counts["perfect"] += all(right)

    def _add_line(self, line: str, code: str, label: Label | None) -> bool:
        """Count one line, and tell whether it is on the right side."""
        if code in NEUTRAL:
            return True
        stripped = label is not Label.BODY
        group = "noise" if code in STRIPPED else "body"
        for ending in ("", " stripped") if stripped else ("",):
            self.counts[f"{group}{ending}"] += 1
            self.counts[f"{group} chars{ending}"] += len(line)
        self.counts["right label"] += stripped and CODES[code] is label
        self.counts[f"{label} as {CODES[code]}"] += 1
        self.counts[f"{CODES[code]} in all"] += 1
        return stripped == (group == "noise")

    def add_characters(self, document: Labelled, stripped: bytearray) -> None:
        """Count one flattened document, of whose characters those marked were stripped: here a character counts as a line."""
        at = 0
        for line, code in document.rows:
            if code not in NEUTRAL:
                group = "noise" if code in STRIPPED else "body"
                hit = sum(stripped[at : at + len(line)])
                for unit in ("", " chars"):
                    self.counts[f"{group}{unit}"] += len(line)
                    self.counts[f"{group}{unit} stripped"] += hit
            at += len(line) + len(document.glue)
        self.counts["documents"] += 1

    @property
    def lines(self) -> int:
        """How many lines are scored."""
        return self.counts["body"] + self.counts["noise"]

    @property
    def precision(self) -> float:
        """Of what was stripped, the share that is noise."""
        return self.counts["noise stripped"] / max(1, self.counts["noise stripped"] + self.counts["body stripped"])

    @property
    def recall(self) -> float:
        """Of the noise, the share that was stripped."""
        return self.counts["noise stripped"] / max(1, self.counts["noise"])

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def lost(self) -> float:
        """Share of the body characters that were stripped."""
        return self.counts["body chars stripped"] / max(1, self.counts["body chars"])

    @property
    def left(self) -> float:
        """Share of the noise characters that were not stripped."""
        return 1 - self.counts["noise chars stripped"] / max(1, self.counts["noise chars"])

    @property
    def perfect(self) -> float:
        """Share of the documents with every line on the right side."""
        return self.counts["perfect"] / max(1, self.counts["documents"])

    @property
    def right_label(self) -> float:
        """Of the lines rightly stripped, the share with the right label."""
        return self.counts["right label"] / max(1, self.counts["noise stripped"])

    def of_label(self, label: Label) -> tuple[float, float]:
        """Precision and recall of one label, among the lines that are scored."""
        right = self.counts[f"{label} as {label}"]
        given = sum(count for name, count in self.counts.items() if name.startswith(f"{label} as "))
        return right / max(1, given), right / max(1, self.counts[f"{label} in all"])


def line_labels(article: Article, lines: Sequence[str]) -> list[Label | None]:
    """One label a line of the text that was joined with line feeds: that of most of its characters, whatever pieces it was cut into."""
    votes: list[Counter[Label]] = [Counter() for _ in lines]
    number, start = 0, 0
    for piece in article.lines:
        while start + len(lines[number]) < piece.start:
            start += len(lines[number]) + 1
            number += 1
        votes[number][piece.label] += piece.end - piece.start
    return [vote.most_common(1)[0][0] if vote else None for vote in votes]


Tallies = dict[str, dict[str, Tally]]
"""Group, then site, to its tally: sites are what the bootstrap draws."""
Figure = Callable[[Tally], float]
STRIP_F1: Figure = attrgetter("f1")
BODY_LOST: Figure = attrgetter("lost")


def tally(documents: Iterable[Labelled], add: Callable[[T, Labelled], None], kind: type[T] = Tally) -> dict[str, dict[str, T]]:
    """Count documents by group and site, in tallies of a kind."""
    tallies: dict[str, dict[str, T]] = defaultdict(lambda: defaultdict(kind))
    for document in documents:
        for group in document.groups:
            add(tallies[group][document.site], document)
    return tallies


def total(sites: Iterable[T], kind: type[T] = Tally) -> T:
    """Add tallies of a kind up."""
    whole = kind()
    for site in sites:
        whole.counts.update(site.counts)
    return whole


def interval(sites: Mapping[str, T], figure: Callable[[T], float], draws: int = _DRAWS) -> tuple[float, float]:
    """95 % bootstrap interval of a figure, drawing sites."""
    return _bounds(_resampled(sites, figure, draws))


def difference(sites: Mapping[str, Tally], others: Mapping[str, Tally], figure: Figure, draws: int = _DRAWS) -> tuple[float, float]:
    """95 % bootstrap interval of how much a figure is above another one's of the same sites, drawing the same sites for both."""
    if sites.keys() != others.keys():
        raise ValueError("the differences are paired by site: both sides need the same sites")
    return _bounds(_resampled(sites, figure, draws) - _resampled(others, figure, draws))


def _resampled(sites: Mapping[str, T], figure: Callable[[T], float], draws: int) -> NDArray[np.float64]:
    """The figure in each draw. The same number of sites gives the same draws."""
    names = sorted(set().union(*(site.counts for site in sites.values())))
    counts = np.array([[sites[site].counts[name] for name in names] for site in sorted(sites)])
    times = np.random.default_rng(0).multinomial(len(sites), np.full(len(sites), 1 / len(sites)), size=draws)
    kind = type(next(iter(sites.values())))
    return np.array([figure(kind(Counter(dict(zip(names, map(int, row), strict=True))))) for row in times @ counts])


def _bounds(figures: NDArray[np.float64]) -> tuple[float, float]:
    low, high = np.quantile(figures, (0.025, 0.975))
    return float(low), float(high)
