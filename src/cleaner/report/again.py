"""Clean the few documents that are shown once more, for their reasons: a record holds labels and confidence only."""

from __future__ import annotations

from dataclasses import dataclass

from cleaner.article import Article, Label
from cleaner.cleaning import Cleaner
from cleaner.report.records import Cleaned
from cleaner.report.tally import NEAREST, NearLines, Spotted
from cleaner.viewer import ArticleView, view_article, view_spans

MOST_LINES = 300
"""Of one document: three times the median scrape's menus, footer and all."""
ROUNDED = 1e-3
"""Records hold four digits; platforms may differ in the last."""
OTHER_CLEANER = "Decided by another cleaner ({}) than the present one: give its rules and options, or its version, to see the reasons."
OTHER_RESULT = "Cleaned again from this record it comes out differently, so the reasons are not shown: what was cleaned (a page, say) is not in the output."
TOO_LONG = "The document is too long to be shown here; it stands in {}."


@dataclass(frozen=True)
class NearLine:
    """A line near the threshold, as the report lists it."""

    text: str
    label: Label
    leaving: float | None
    """Probability that it is not body; None where only the label's own probability is known."""
    confidence: float
    index: int
    record: Cleaned


class Again:
    """Cleans documents once more where the cleaner is the one that decided them, and remembers the results."""

    def __init__(self, cleaner: Cleaner) -> None:
        self.cleaner = cleaner
        self._articles: dict[str, Article | None] = {}

    def article(self, record: Cleaned) -> Article | None:
        """Return the article, or None where it would not be the one that the record tells of."""
        if record.place not in self._articles:
            tellable = record.spans and record.fingerprint == self.cleaner.fingerprint
            self._articles[record.place] = self._clean(record) if tellable else None
        return self._articles[record.place]

    def _clean(self, record: Cleaned) -> Article | None:
        """Where both are there, it may be the text or the page that was cleaned; the labels tell."""
        for content, kind in ((record.text, "text"), (record.page, "html")):
            if content is not None:
                article = self.cleaner(content, url=record.url, kind=kind)
                if _is_of(article, record):
                    return article
        return None

    def view(self, record: Cleaned) -> ArticleView:
        """Return what the page shows of a record: with reasons where they can be told."""
        article = self.article(record)
        if article:
            return view_article(article, title=_title(record), url=record.url, most_lines=MOST_LINES)
        spans = [{"start": span.start, "end": span.end, "label": span.label, "confidence": span.confidence} for span in record.spans]
        return view_spans(
            record.text,
            spans,
            title=_title(record),
            url=record.url,
            flags=record.flags,
            notes=[self._note(record)],
            fingerprint=record.fingerprint,
            most_lines=MOST_LINES,
        )

    def _note(self, record: Cleaned) -> str:
        if not record.spans:
            return TOO_LONG.format(record.place)
        return OTHER_RESULT if record.fingerprint == self.cleaner.fingerprint else OTHER_CLEANER.format(record.fingerprint)

    def nearest(self, lines: NearLines) -> list[NearLine]:
        """Return the lines nearest the threshold: by the probability of leaving where it can be told, else by the label's own."""
        found = [self._near(spotted) for spotted in lines]
        return sorted(found, key=self._distance)[:NEAREST]

    def _distance(self, line: NearLine) -> float:
        return abs((line.confidence if line.leaving is None else line.leaving) - self.cleaner.threshold(line.record.kind))

    def _near(self, spotted: Spotted) -> NearLine:
        span, article = spotted.span, self.article(spotted.record)
        if article:
            leaving: float | None = 1 - article.lines[spotted.index].p_body
        else:
            leaving = 1 - span.confidence if span.label is Label.BODY else None
        return NearLine(spotted.text, span.label, leaving, span.confidence, spotted.index, spotted.record)


def _title(record: Cleaned) -> str:
    headline = next((record.text[span.start : span.end] for span in record.spans if span.label is Label.HEADLINE), None)
    return record.title or headline or record.url or record.place


def _is_of(article: Article, record: Cleaned) -> bool:
    """Tell whether an article is the one that a record tells of."""
    return len(article.lines) == len(record.spans) and all(
        (line.start, line.end, line.label) == (span.start, span.end, span.label) and abs(line.confidence - span.confidence) < ROUNDED
        for line, span in zip(article.lines, record.spans, strict=True)
    )
