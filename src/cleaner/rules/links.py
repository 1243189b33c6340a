"""Links: how many a line of a page has, where they lead, and how linked the lines around it are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence

from cleaner.rules.engine import choice, number
from cleaner.rules.page_document import PageDocument, PageRule, registered_name

_SHARING = re.compile(r"(?:facebook|twitter|x|whatsapp|linkedin|pinterest|reddit|telegram|t|instagram|youtube|tiktok|vk|threads|bsky|flipboard|tumblr|weibo|line)\.(?:com|me|net|app|ru|org)$")
_TAGGED = re.compile(r"/(?:tags?|topics?|themen?|thema|category|categories|kategorien?|keywords?|etiquetas?|temas?|sujets?|schlagworte?|tagged|label|hashtag|indeks?|search)(?:/|\?|$)", re.I)
_PERSON = re.compile(r"/(?:authors?|autor(?:en|es)?|auteurs?|people|person|profiles?|staff|writers?|contributors?|by|users?|redaktion|team|journalists?|autori|penulis|reporter)(?:/|\?|$)", re.I)
_STORY = re.compile(r"(?:[-_][^/-]+){3}|\d{5}|\.s?html?$|/20\d\d/")
_WHOLE = 0.95
_VALUES = ("none", "anchor", "contact", "sharing", "elsewhere", "tag", "person", "story", "section")


@number(1, 2, 3, 6)
def links(document: PageDocument) -> Sequence[float]:
    """How many links the line has."""
    return [len(raw.links) for raw in document.raws]


@choice(*_VALUES)
def leads_to(document: PageDocument) -> Sequence[str]:
    """Where its longest link leads: another story, a tag, an author, a section of the site, elsewhere."""
    return [_leads_to(max(raw.links, key=lambda link: link[1])[0], document.own_host) if raw.links else "none" for raw in document.raws]


@choice("no", *_VALUES[1:])
def lone_link(document: PageDocument) -> Sequence[str]:
    """Where a line leads that is one link from end to end, and stands between lines that are not: another story put among the paragraphs."""
    whole = [share >= _WHOLE for share in document.shares]
    beside = zip([False, *whole], whole, [*whole[1:], False], strict=False)
    alone = [one and not before and not after and len(raw.links) == 1 for (before, one, after), raw in zip(beside, document.raws, strict=True)]
    return [_leads_to(raw.links[0][0], document.own_host) if one else "no" for one, raw in zip(alone, document.raws, strict=True)]


def _leads_to(address: str, own: str) -> str:
    address = address.strip()[:500]
    if not address or address[0] == "#" or address.startswith("javascript:"):
        return "anchor"
    if address.startswith(("mailto:", "tel:", "whatsapp:", "sms:")):
        return "contact"
    path = address
    if "//" in address[:8]:
        host, _, path = address.partition("//")[2].partition("/")
        host = host.partition(":")[0].lower()
        if registered_name(host) != own:
            return "sharing" if _SHARING.search(host) else "elsewhere"
        path = f"/{path}"
    if _TAGGED.search(path):
        return "tag"
    if _PERSON.search(path):
        return "person"
    return "story" if _STORY.search(path.partition("?")[0]) else "section"


@number(0.05, 0.2, 0.4, 0.6, 0.8, 0.95)
def linked_around(document: PageDocument) -> Sequence[float]:
    """Mean link share of the three lines before and the three after it."""
    shares = document.shares
    return [_mean([*shares[max(0, place - 3) : place], *shares[place + 1 : place + 4]]) for place in range(len(shares))]


@number(0.01, 0.2, 0.35, 0.55, 0.8)
def prose_around(document: PageDocument) -> Sequence[float]:
    """Share of the four lines before and the four after it that are prose."""
    prose = document.prose
    return [_mean([*prose[max(0, place - 4) : place], *prose[place + 1 : place + 5]]) for place in range(len(prose))]


@number(0.05, 0.2, 0.4, 0.6, 0.8)
def links_of_home(document: PageDocument) -> Sequence[float]:
    """Share of the characters that are links in the block that holds it and its like."""
    return _share_of_links(document, document.homes)


@number(0.05, 0.2, 0.4, 0.6, 0.8)
def links_of_shape(document: PageDocument) -> Sequence[float]:
    """Share of the characters that are links in all lines of the same tag and class."""
    return _share_of_links(document, [(block.shape, block.parent.shape if block.parent else "") for block in document.blocks])


@number(2, 3, 5, 9, 20)
def lines_of_shape(document: PageDocument) -> Sequence[float]:
    """How many lines stand in elements of the same tag and class, in elements of the same tag and class."""
    shapes = [(block.shape, block.parent.shape if block.parent else "") for block in document.blocks]
    counted = Counter(shapes)
    return [counted[shape] for shape in shapes]


def _share_of_links(document: PageDocument, groups: Sequence[Hashable]) -> list[float]:
    whole, linked = Counter[Hashable](), Counter[Hashable]()
    for group, length, raw in zip(groups, document.lengths, document.raws, strict=True):
        whole[group] += length
        linked[group] += min(raw.linked, length)
    return [linked[group] / whole[group] for group in groups]


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


RULES: tuple[PageRule, ...] = (links, leads_to, lone_link, linked_around, prose_around, links_of_home, links_of_shape, lines_of_shape)
