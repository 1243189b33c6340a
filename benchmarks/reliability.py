"""Is a line that is given .9 right nine times in ten? Confidence against the share that is right, label by label."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cleaner import Label
from cleaner.weights import LABELS
from crossvalidation import Validated, labels_at
from labelled import CODES
from report import share

EDGES = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Where one bin of confidence ends and the next begins."""


@dataclass
class Bin:
    """Lines of one label whose confidence is about the same."""

    lines: int = 0
    right: int = 0
    confidence: float = 0.0
    """Sum over the lines."""

    def add(self, confidence: float, right: bool) -> None:
        """Count one line."""
        self.lines, self.right, self.confidence = self.lines + 1, self.right + right, self.confidence + confidence

    def __str__(self) -> str:
        """Mean confidence, share right, count of lines."""
        return f"{share(self.confidence / self.lines)} → {share(self.right / self.lines)} ({self.lines:,})" if self.lines else "–"


@dataclass
class Reliability:
    """The bins of one label."""

    bins: list[Bin] = field(default_factory=lambda: [Bin() for _ in range(len(EDGES) + 1)])

    def add(self, confidence: float, right: bool) -> None:
        """Count one line in its bin."""
        self.bins[bisect_right(EDGES, confidence)].add(confidence, right)

    @property
    def lines(self) -> int:
        """How many lines were counted."""
        return sum(one.lines for one in self.bins)

    @property
    def gap(self) -> float:
        """Expected calibration error: by how much confidence and share right differ, averaged over the lines (Naeini et al. 2015)."""
        return sum(abs(one.confidence - one.right) for one in self.bins) / max(1, self.lines)


def reliabilities(decided: Iterable[Validated], min_confidence: float) -> dict[str, Reliability]:
    """Return the bins of every label given, and those of leaving the body at all, over the lines whose label is known."""
    found: dict[str, Reliability] = defaultdict(Reliability)
    for item in decided:
        for index, (code, label) in enumerate(zip(item.observed.document.codes, labels_at(item, min_confidence), strict=True)):
            if gold := CODES.get(code):
                leaves = 1 - item.decision.p_body(index)
                found["not body"].add(leaves, gold is not Label.BODY)
                found[label].add(item.decision.probability(index, LABELS.index(label)), gold is label)
    return {name: found[name] for name in ("not body", *LABELS) if name in found}


def reliability_rows(found: dict[str, Reliability]) -> list[Sequence[str]]:
    """One row a label: its gap, and of each bin mean confidence, share right and count of lines."""
    return [(name, f"{bins.lines:,}", share(bins.gap), *map(str, bins.bins)) for name, bins in found.items()]


def bin_names() -> list[str]:
    """The bins, as the table's head names them."""
    return [f"below {EDGES[0]:g}", *(f"{low:g} to {high:g}" for low, high in pairwise(EDGES)), f"from {EDGES[-1]:g}"]
