"""Pages that hold no article, whatever prose there is on them: lists of stories, and walls that ask for consent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cleaner.reading.blocks import Block
from cleaner.reading.naming import NAME_GROUPS
from cleaner.rules.links import leads_to
from cleaner.rules.page_document import PageDocument, upwards

_MOST = 0.8
"""Share of the body that stands in cards, or in a consent box, from which the page is nothing else."""
_CARD_LINES = 3
"""Body lines of a card at most: title, summary, date."""
_CARDS = 4
"""Cards side by side from which they are a list."""
_LONGEST_WALL = 2500
"""Characters of body from which it is no wall."""
_CONSENT = 1 << NAME_GROUPS.index("consent")
_WHOLE_PAGE = frozenset(("html", "body"))
"""Their classes say what was not asked yet, on any page."""
_ARTICLE = ("article", "news", "blog")
_STORY = leads_to.values.index("story")


def holds_article(document: PageDocument, kept: Sequence[bool]) -> bool:
    """Whether what is kept as body may be an article: not the cards of a front page, nor a wall that asks for consent, unless the page claims to be one."""
    if document.claimed_body or any(word in document.claims.kind.lower() for word in _ARTICLE):
        return True
    body = sum(length for length, stays in zip(document.lengths, kept, strict=True) if stays)
    return max(_in_cards(document, kept), _in_consent(document, kept)) < _MOST * body


def _in_cards(document: PageDocument, kept: Sequence[bool]) -> int:
    """Characters of the body that stand in cards: blocks side by side, each with a few lines and a link to a story of its own."""
    lines = Counter(home for home, stays in zip(document.homes, kept, strict=True) if stays)
    if all(count > _CARD_LINES for count in lines.values()):
        return 0
    stories = {home for home, seen, share in zip(document.homes, leads_to.look(document), document.shares, strict=True) if seen == _STORY and share > 0.5}
    cards = {home for home, count in lines.items() if count <= _CARD_LINES and home in stories}
    beside = Counter(_row(card) for card in cards)
    return sum(
        length
        for home, length, stays in zip(document.homes, document.lengths, kept, strict=True)
        if stays and home in cards and beside[_row(home)] >= _CARDS
    )


def _row(card: Block) -> tuple[Block | None, str]:
    return card.parent, card.tag


def _in_consent(document: PageDocument, kept: Sequence[bool]) -> int:
    """Characters of a short body in blocks named after consent, where a line of the page speaks of it too: names lie."""
    body = [(block, length) for block, length, stays in zip(document.blocks, document.lengths, kept, strict=True) if stays]
    if sum(length for _, length in body) > _LONGEST_WALL or not any(kind == "footer.legal" for hits in document.hits for kind, _, _ in hits):
        return 0
    return sum(length for block, length in body if any(above.names & _CONSENT for above in upwards(block) if above.tag not in _WHOLE_PAGE))
