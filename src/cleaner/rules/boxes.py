"""Boxes: the largest block that a line shares with its like and not with the page's prose, as lists of stories, newsletters, bios stand in."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.reading.blocks import Block
from cleaner.reading.naming import NAME_GROUPS
from cleaner.rules.engine import choice, flag, number
from cleaner.rules.page_document import PageDocument, PageRule

_HEADS = ("none", "teaser", "credit", "footer", "promo", "body", "caption")
_AT_START = frozenset(("line", "colon", "start"))
_TELLING = tuple((1 << NAME_GROUPS.index(group), group) for group in ("comment", "subscribe", "author", "related", "advert", "share", "tags", "consent", "embed", "caption", "nav", "box", "cards"))
_APART = sum(1 << NAME_GROUPS.index(group) for group in ("comment", "subscribe", "related", "advert", "share", "tags", "consent", "nav"))


def _per_box(document: PageDocument, values: Sequence[float]) -> list[float]:
    """The sum of a value over each line's box."""
    sums: dict[Block | int, float] = {}
    for box, value in zip(document.boxes, values, strict=True):
        sums[box] = sums.get(box, 0.0) + value
    return [sums[box] for box in document.boxes]


@number(2, 3, 5, 9, 20)
def box_lines(document: PageDocument) -> Sequence[float]:
    """How many lines its box has."""
    return _per_box(document, [1] * len(document.lines))


@number(0.001, 0.05, 0.2, 0.5)
def box_prose(document: PageDocument) -> Sequence[float]:
    """Share of the page's prose that stands in its box."""
    prose = [size if prose else 0.0 for size, prose in zip(document.sizes, document.prose, strict=True)]
    whole = sum(prose) or 1.0
    return [share / whole for share in _per_box(document, prose)]


@number(0.05, 0.2, 0.4, 0.6, 0.8)
def box_links(document: PageDocument) -> Sequence[float]:
    """Share of the characters of its box that are links."""
    linked = _per_box(document, [min(raw.linked, length) for raw, length in zip(document.raws, document.lengths, strict=True)])
    return [part / whole for part, whole in zip(linked, _per_box(document, document.lengths), strict=True)]


@number(1, 2, 3, 5)
def box_stories(document: PageDocument) -> Sequence[float]:
    """How many different addresses the mostly linked lines of its box lead to."""
    found: dict[Block | int, set[str]] = {}
    for box, raw, share in zip(document.boxes, document.raws, document.shares, strict=True):
        if share > 0.5 and raw.links:
            found.setdefault(box, set()).add(raw.links[0][0])
    return [len(found.get(box, ())) for box in document.boxes]


@number(1, 2, 4)
def box_images(document: PageDocument) -> Sequence[float]:
    """How many lines of its box an image stands before."""
    return _per_box(document, [raw.image for raw in document.raws])


@choice(*_HEADS)
def box_head(document: PageDocument) -> Sequence[str]:
    """What a phrase at the beginning of the first line of its box says."""
    heads: dict[Block | int, str] = {}
    for box, hits in zip(document.boxes, document.hits, strict=True):
        if box not in heads:
            heads[box] = next((kind.partition(".")[0] for kind, anchor, _ in hits if anchor in _AT_START), "none")
    return [heads[box] for box in document.boxes]


@number(0.01, 0.15, 0.3, 0.6)
def box_phrases(document: PageDocument) -> Sequence[float]:
    """Share of the other lines of its box that begin with a phrase of the site's."""
    noisy = _per_box(document, document.noisy)
    lines = _per_box(document, [1] * len(document.lines))
    return [(whole - own) / max(1, count - 1) for whole, own, count in zip(noisy, document.noisy, lines, strict=True)]


@choice("none", *(group for _, group in _TELLING))
def box_named(document: PageDocument) -> Sequence[str]:
    """What a class or id of its box says, or of a block in it on the way down to the line: the first of a list of groups."""
    return [_said(names) for names in document.names_in_box]


@flag
def box_apart(document: PageDocument) -> Sequence[object]:
    """A class or id of its box, or of a block in it on the way down to the line, names what is no part of an article: consent, adverts, comments, menus."""
    return [names & _APART for names in document.names_in_box]


def _said(names: int) -> str:
    return next((group for bit, group in _TELLING if names & bit), "none")


@number(1, 2, 3, 5)
def box_depth(document: PageDocument) -> Sequence[float]:
    """How many blocks its box stands above it."""
    return [0 if isinstance(box, int) else block.depth - box.depth for block, box in zip(document.blocks, document.boxes, strict=True)]


RULES: tuple[PageRule, ...] = (box_lines, box_prose, box_links, box_stories, box_images, box_head, box_phrases, box_named, box_apart, box_depth)
