"""Cards: blocks of one shape side by side, as comments, posts of a live blog and lists of stories are; what the others hold tells of each."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.reading.blocks import Block
from cleaner.rules.engine import number
from cleaner.rules.page_document import PageDocument, PageRule

_DATED = frozenset(("date", "both", "time"))
_STORY = 0.6


@number(0.01, 0.3, 0.6, 0.9)
def dated_cards(document: PageDocument) -> Sequence[float]:
    """Share of the cards beside it, its own among them, that hold a short line with a date or a time of day."""
    return _share(document, [date in _DATED for date in document.dates])


@number(0.01, 0.3, 0.6, 0.9)
def linked_cards(document: PageDocument) -> Sequence[float]:
    """Share of the cards beside it, its own among them, that hold a line which is mostly link."""
    return _share(document, [share >= _STORY for share in document.shares])


def _share(document: PageDocument, told: Sequence[bool]) -> list[float]:
    """For each line the share of the cards in its row that hold a line of which this was told; 0 for a line in none."""
    cards = document.cards
    rows: dict[tuple[Block | None, str], dict[Block, bool]] = {}
    for card, tells in zip(cards, told, strict=True):
        if card is not None:
            row = rows.setdefault((card.parent, card.shape), {})
            row[card] = row.get(card, False) or tells
    shares = {key: sum(row.values()) / len(row) for key, row in rows.items()}
    return [0.0 if card is None else shares[card.parent, card.shape] for card in cards]


RULES: tuple[PageRule, ...] = (dated_cards, linked_cards)
