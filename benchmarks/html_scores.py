"""Scores of the html track: which labelled lines are in the body that comes out of a page?"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from labelled import NEUTRAL, Labelled
from labelled_pages import normal
from scores import Counted, tally

_SHORTEST = 10
"""Letters below which a line is not looked for: it may stand anywhere."""


class HtmlTally(Counted):
    """Counts of labelled lines."""

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
    return tally((document for document in documents if document.page), lambda one, document: one.add(document, body_of(document)), HtmlTally)
