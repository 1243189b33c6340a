"""Site: what other pages of the same site tell, where a site memory knows any; the document itself is never among them."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, flag, number

COUNTED = ("on_other_pages", "surely_on_other_pages")
"""Rules whose explanation gives the two counts."""
# Shares fall into bins by their lower bound at one standard error, so that 1 of 2 pages says less than 30 of 60.
_ERRORS = 1.0


@number(0.001, 0.03, 0.08, 0.15, 0.25, 0.4, 0.6)
def on_other_pages(document: Document) -> Sequence[float]:
    """Share of the other pages of its site on which the line stands."""
    return [seen / pages for seen, pages in _seen(document)]


@number(0.001, 0.01, 0.03, 0.07, 0.12, 0.2, 0.35, 0.55)
def surely_on_other_pages(document: Document) -> Sequence[float]:
    """The same share as far as the number of pages known makes it sure (the lower end of Wilson's interval)."""
    return [_sure(seen, pages) for seen, pages in _seen(document)]


@number(2, 3, 5, 9, 17, 33)
def pages_known(document: Document) -> Sequence[float]:
    """How many other pages of the site are known."""
    return [pages for _, pages in _seen(document)]


@flag
def title_of_another_page(document: Document) -> Sequence[object]:
    """Whether the line, or what follows its marker, is the title of another page of the site."""
    sightings = document.sightings
    return sightings.titles if sightings else [False] * len(document.lines)


def _seen(document: Document) -> list[tuple[int, int]]:
    """On how many pages each line stands, and of how many."""
    sightings = document.sightings
    return [(seen, sightings.pages) for seen in sightings.seen] if sightings else [(0, 1)] * len(document.lines)


def _sure(seen: int, pages: int) -> float:
    """Lower end of Wilson's interval for a share (Wilson 1927)."""
    share, square = seen / pages, _ERRORS**2
    middle = share + square / (2 * pages)
    reach = _ERRORS * sqrt(share * (1 - share) / pages + square / (4 * pages**2))
    return max(0.0, (middle - reach) / (1 + square / pages))


RULES: tuple[Rule, ...] = (on_other_pages, surely_on_other_pages, pages_known, title_of_another_page)
"""Rules of this family; they are asked only where a memory knows other pages of the site."""
