"""Claims: what a page says of itself, in its title, its meta elements and its JSON-LD, held against each line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.reading.titles import letters
from cleaner.rules.engine import choice, flag, number
from cleaner.rules.page_document import PageDocument, PageRule

_SENTENCE = re.compile("[.!?。！？।…]+")
_SHORTEST = 12


@choice("not claimed", "outside", "too short", "inside")
def claimed_body(document: PageDocument) -> Sequence[str]:
    """Whether it stands in the `articleBody` of the page's JSON-LD."""
    body = document.claimed_body
    if len(body) < 200:
        return ["not claimed"] * len(document.lines)
    return ["too short" if len(text) < _SHORTEST else "inside" if text[:300] in body else "outside" for text in document.letters]


@number(0.01, 0.4, 0.7, 0.95)
def claimed_title(document: PageDocument) -> Sequence[float]:
    """How much of a title that the page claims it is."""
    return document.title_shares


@choice("no title", "before", "first", "here", "after 1-3", "after 4-9", "after 10+")
def beside_title(document: PageDocument) -> Sequence[str]:
    """Where it stands to the line that says the title: the first heading that does."""
    title = document.title_place
    if title is None:
        return ["no title"] * len(document.lines)
    return [_beside(place, title) for place in range(len(document.lines))]


def _beside(place: int, title: int) -> str:
    after = place - title
    return "before" if after < 0 else "here" if after == 0 else "after 1-3" if after < 4 else "after 4-9" if after < 10 else "after 10+"


@choice("none", "part", "whole")
def claimed_summary(document: PageDocument) -> Sequence[str]:
    """Whether it is the description that the page claims, or begins as it does."""
    summaries = [found for summary in document.claims.summaries[:5] if len(found := letters(summary)) >= _SHORTEST]
    return [_summary(text, summaries) if len(text) >= _SHORTEST else "none" for text in document.letters]


def _summary(text: str, summaries: Sequence[str]) -> str:
    if any(text == summary for summary in summaries):
        return "whole"
    return "part" if any(text[:60] in summary or summary[:60] in text for summary in summaries) else "none"


@flag
def claimed_author(document: PageDocument) -> Sequence[object]:
    """It is short and holds the name of an author that the page claims."""
    names = [found for author in document.claims.authors[:10] if len(found := letters(author)) >= 5]
    return [len(text) < 120 and any(name in text for name in names) for text in document.letters]


@choice("none", "article", "website", "other")
def claimed_kind(document: PageDocument) -> Sequence[str]:
    """What kind of page it claims to be."""
    kind = document.claims.kind.lower()
    found = "none" if not kind else "article" if "article" in kind or "news" in kind or "blog" in kind else "website" if kind == "website" else "other"
    return [found] * len(document.lines)


@choice("no", "later again", "copy")
def doubled(document: PageDocument) -> Sequence[str]:
    """Whether the same words stand in the page before it, or again later."""
    last = {text: place for place, text in enumerate(document.letters)}
    seen: set[str] = set()
    found = []
    for place, text in enumerate(document.letters):
        found.append("no" if len(text) < _SHORTEST else "copy" if text in seen else "later again" if last[text] > place else "no")
        seen.add(text)
    return found


@number(2, 3, 4, 6)
def scattered(document: PageDocument) -> Sequence[float]:
    """Behind how many different paragraphs it stands, figures aside: what a site puts in between again and again, not an article that the page holds twice."""
    return document.scattered


@flag
def said_elsewhere(document: PageDocument) -> Sequence[object]:
    """Each of its sentences stands in another, longer line: pull quotes, key points, teasers of the page itself."""
    sentences = [[found for part in _SENTENCE.split(text[:600]) if len(found := letters(part)) >= _SHORTEST] for text in document.texts]
    home: dict[str, int] = {}
    for place, parts in enumerate(sentences):
        for part in parts:
            if part not in home or document.lengths[place] > document.lengths[home[part]]:
                home[part] = place
    return [bool(parts) and all(document.lengths[home[part]] > 1.2 * document.lengths[place] for part in parts) for place, parts in enumerate(sentences)]


RULES: tuple[PageRule, ...] = (claimed_body, claimed_title, beside_title, claimed_summary, claimed_author, claimed_kind, doubled, scattered, said_elsewhere)
