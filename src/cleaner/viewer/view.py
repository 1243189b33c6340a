"""What the page shows of an article: its lines, how much of it each label took, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

from cleaner.article import Article, Label, Line, Reason

NEAR = 0.1
"""A line whose probability of leaving the body is this close to the threshold is marked: another page of the site may fall on the other side."""
MOST_TERMS = 24
"""A line has about a hundred terms, most of them next to nothing; the strongest are shown, the rest is summed. A dozen read well, two are enough for most lines."""
MOST_LINES = 5_000
"""Further lines are counted, not shown: a browser lays out so many at once, and the longest labelled article has 150."""
LEAST_WEIGHT = 0.05
"""The same bound as in `Article.explain`."""


@dataclass(frozen=True)
class Why:
    """The strongest terms of a decision, and the sum of those that are not shown."""

    leaving: float
    """Probability that the line is not body, 0 to 1."""
    terms: tuple[Reason, ...]
    others: int
    others_weight: float


@dataclass(frozen=True)
class LineView:
    text: str
    label: Label
    confidence: float
    near: bool
    """Close to the threshold, on either side."""
    why: Why | None


@dataclass(frozen=True)
class ArticleView:
    """An article as the page shows it. `title` and `url` come from the page's author, as do the lines: the templates escape them."""

    title: str
    lines: tuple[LineView, ...]
    removed: float
    """Share of the characters that left the body, 0 to 1."""
    counts: Mapping[Label, int]
    """Lines by label; labels that no line has are left out."""
    min_confidence: float | None = None
    url: str | None = None
    flags: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    """What a reader has to know about this view, such as missing reasons."""
    more: int = 0
    """Lines that are left out at the end."""
    fingerprint: str = field(default="")

    @property
    def link(self) -> str | None:
        """The address, where it is one that a browser may be sent to."""
        return self.url if self.url and _scheme(self.url) in ("http", "https") else None

    @property
    def has_reasons(self) -> bool:
        return any(line.why for line in self.lines)


def view_article(article: Article, *, title: str, url: str | None = None, most_lines: int = MOST_LINES) -> ArticleView:
    """Return what the page shows of an article that was just cleaned, reasons included.

    `most_lines`: further lines are counted but not shown.
    """
    shown = tuple(_line_view(line, article.min_confidence) for line in islice(article.lines, most_lines))
    return ArticleView(
        title=title,
        lines=shown,
        removed=removed_share((line.label, line.end - line.start) for line in article.lines),
        counts=count_labels(line.label for line in article.lines),
        min_confidence=article.min_confidence,
        url=url,
        flags=tuple(sorted(map(str, article.flags))),
        more=len(article.lines) - len(shown),
        fingerprint=article.fingerprint,
    )


def view_spans(
    text: str,
    spans: Iterable[Mapping[str, Any]],
    *,
    title: str,
    url: str | None = None,
    flags: Iterable[str] = (),
    notes: Iterable[str] = (),
    fingerprint: str = "",
    most_lines: int = MOST_LINES,
) -> ArticleView:
    """Return what the page shows of a record that was cleaned before: `start`, `end`, `label` and `confidence` of each line; reasons are not in it."""
    labelled = [(Label(span["label"]), span) for span in spans]
    shown = tuple(LineView(text[span["start"] : span["end"]], label, span["confidence"], False, None) for label, span in islice(labelled, most_lines))
    return ArticleView(
        title=title,
        lines=shown,
        removed=removed_share((label, span["end"] - span["start"]) for label, span in labelled),
        counts=count_labels(label for label, _ in labelled),
        url=url,
        flags=tuple(flags),
        notes=tuple(notes),
        more=len(labelled) - len(shown),
        fingerprint=fingerprint,
    )


def removed_share(sizes: Iterable[tuple[Label, int]]) -> float:
    """Share of the lines' characters that is not body, 0 to 1; 0 where there are none."""
    body = removed = 0
    for label, size in sizes:
        if label is Label.BODY:
            body += size
        else:
            removed += size
    return removed / (body + removed) if body + removed else 0.0


def count_labels(labels: Iterable[Label]) -> dict[Label, int]:
    """Lines by label, in the order of `Label`."""
    found = list(labels)
    return {label: found.count(label) for label in Label if label in found}


def _line_view(line: Line, min_confidence: float) -> LineView:
    leaving = 1 - line.p_body
    return LineView(line.text, line.label, line.confidence, abs(leaving - min_confidence) < NEAR, _why(line.reasons, leaving))


def _why(reasons: Iterable[Reason], leaving: float) -> Why:
    ordered = sorted(reasons, key=lambda reason: -abs(reason.weight))
    terms = tuple(reason for reason in ordered[:MOST_TERMS] if abs(reason.weight) >= LEAST_WEIGHT)
    rest = ordered[len(terms) :]
    return Why(leaving, terms, len(rest), sum(reason.weight for reason in rest))


def _scheme(url: str) -> str:
    try:
        return urlsplit(url).scheme
    except ValueError:
        return ""
