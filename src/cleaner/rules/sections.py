"""Sections: what the heading says under which a line of a page stands, by the blocks that hold both; and the signature that ends an article."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.reading.blocks import Block, holds
from cleaner.rules.engine import choice, flag, number
from cleaner.rules.page_document import PageDocument, PageRule
from cleaner.rules.signs import is_signed

_KINDS = {"teaser.heading": "stories", "teaser.marker": "stories", "footer.tags": "tags", "footer.comments": "comments", "credit.bio": "author", "credit.author": "author"}
_GROUPS = {"teaser": "stories", "credit": "author", "footer": "footer", "promo": "promo", "body": "body"}
_AT_START = frozenset(("line", "colon", "start"))
_LONGEST = 120
_SIGNATURE = 24
_MOST_STEPS = 40
_MOST_OPEN = 12
"""Sections within sections that are kept apart; pages have four or five."""


@choice("none", "title", "plain", "body", "stories", "tags", "comments", "author", "footer", "promo")
def section_head(document: PageDocument) -> Sequence[str]:
    """What the nearest heading above it says that heads the block in which it stands: other stories, comments, the author; a heading without a phrase is plain."""
    return [said for said, _ in _sections(document)]


@number(1, 2, 4, 8, 20)
def since_section_head(document: PageDocument) -> Sequence[float]:
    """How many lines above it that heading stands; 0 where there is none."""
    return [since for _, since in _sections(document)]


@flag
def signature(document: PageDocument) -> Sequence[object]:
    """It is short and nothing but initials in brackets, as desks sign."""
    return [len(text) < _SIGNATURE and text[0] in "([*" and is_signed(text) for text in document.texts]


def _sections(document: PageDocument) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    open_sections: list[tuple[Block, str, int]] = []
    for place, block in enumerate(document.blocks):
        while open_sections and not holds(open_sections[-1][0], block):
            open_sections.pop()
        found.append((open_sections[-1][1], place - open_sections[-1][2]) if open_sections else ("none", 0))
        if (said := _said(document, place)) and place + 1 < len(document.blocks):
            scope = _shared(block, document.blocks[place + 1])
            open_sections = [*(one for one in open_sections[-_MOST_OPEN:] if one[0] is not scope), (scope, said, place)]
    return found


def _said(document: PageDocument, place: int) -> str:
    """What a line says that is a heading, by its element or because it is nothing but a phrase that heads a list; the empty string for others."""
    line, hits = document.lines[place], document.hits[place]
    if line.heading and len(line.text) <= _LONGEST:
        if document.title_shares[place] >= 0.7:
            return "title"
        kinds = [kind for kind, anchor, _ in hits if anchor in _AT_START]
        return next((_KINDS[kind] for kind in kinds if kind in _KINDS), "") or next((_GROUPS[kind.partition(".")[0]] for kind in kinds if kind.partition(".")[0] in _GROUPS), "plain")
    return next((_KINDS[kind] for kind, anchor, _ in hits if anchor == "line" and kind in _KINDS), "")


def _shared(one: Block, other: Block) -> Block:
    """The lowest block that holds both, as far up as rules look."""
    for _ in range(2 * _MOST_STEPS):
        if one is other or one.parent is None or other.parent is None:
            break
        one, other = (one.parent, other) if one.depth > other.depth else (one, other.parent) if other.depth > one.depth else (one.parent, other.parent)
    return one


RULES: tuple[PageRule, ...] = (section_head, since_section_head, signature)
