"""A page to an article: read, find the region, observe, decide; the frame around the region is told apart without rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log

from cleaner.article import Article, Flag, Label, Line, Reason
from cleaner.cleaning import build_article, pass_through
from cleaner.decide import decide
from cleaner.page_headline import settle_headline
from cleaner.page_kind import holds_article
from cleaner.reading.page import PageLine, read_page
from cleaner.reading.region import find_region
from cleaner.rules.matching import PhraseIndex
from cleaner.rules.page_document import PageDocument
from cleaner.rules.pages import load_page_weights, observe_page
from cleaner.rules.shipped import load_vocabulary

MOST_BYTES = 64_000_000
"""A longer page is not read: the result is empty, with `Flag.OVER_BOUND`. A hundred times the longest of the development pages."""
MOST_LINES = 50_000
"""A region of more lines passes through undecided, with `Flag.OVER_BOUND`."""
LEAST_BODY = 140
"""Size of the body, in Latin characters, below which a page counts as one without an article."""
_P_BODY_OUTSIDE = 0.002
"""Share of lines outside the region that are body (development pages)."""
_TITLE = 25
"""Characters from which a linked line in the frame is a story's title rather than an entry of a menu."""


def clean_page(page: str | bytes, phrases: PhraseIndex, url: str | None, min_confidence: float, fingerprint: str) -> Article:
    """Clean a page, of which a line leaves the body where it is not body with at least `min_confidence`."""
    if len(page) > MOST_BYTES:
        return Article("", (), frozenset({Flag.OVER_BOUND, Flag.NO_ARTICLE}), fingerprint)
    read = read_page(page)
    region = find_region(read.lines, read.claims.titles)
    inside = read.lines[region.start : region.stop]
    if len(inside) > MOST_LINES:
        return _framed(pass_through(read.text, inside, fingerprint), read.lines, region)
    weights = load_page_weights()
    document = PageDocument(inside, phrases, load_vocabulary(), read.claims, url, read.address)
    decision = decide(observe_page(document), len(inside), weights, document.pins)
    article = build_article(read.text, document, decision, min_confidence, fingerprint)
    kept = [line.label is Label.BODY for line in article.lines]
    size = sum(length for length, stays in zip(document.sizes, kept, strict=True) if stays)
    flags = frozenset[Flag]() if size >= LEAST_BODY and holds_article(document, kept) else frozenset({Flag.NO_ARTICLE})
    framed = _framed(replace(article, flags=flags), read.lines, region)
    headings = {line.start: line.heading for line in read.lines if line.heading}
    return replace(framed, lines=settle_headline(framed.lines, headings, read.claims.titles, {inside[index].start for index in document.pins}))


def _framed(article: Article, lines: Sequence[PageLine], region: range) -> Article:
    """Put the lines before and after the region round those that were decided."""
    return replace(article, lines=(*map(_outside, lines[: region.start]), *article.lines, *map(_outside, lines[region.stop :])))


def _outside(line: PageLine) -> Line:
    linked = (line.link_share or 0.0) > 0.5
    label = Label.TEASER if linked and len(line.text) >= _TITLE else Label.FOOTER
    return Line(line.text, label, line.start, line.end, 1 - _P_BODY_OUTSIDE, _P_BODY_OUTSIDE, _why_outside)


def _why_outside() -> tuple[Reason, ...]:
    return (Reason("outside", "far from the page's prose", log((1 - _P_BODY_OUTSIDE) / _P_BODY_OUTSIDE)),)
