"""Phrases: what sites print around their articles, from the language files and the user's rules."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, number
from cleaner.rules.kinds import ANCHORS, KINDS
from cleaner.rules.matching import Hit
from cleaner.rules.shape import SIGNED

_FOUND = ("none", "inside", "end", "start", "colon", "line")
_STRENGTH = {anchor: place for place, anchor in enumerate(_FOUND)}
_GROUPS = ("none", "teaser", "credit", "footer", "promo", "body", "caption")


def _rule(kind: str) -> Rule:
    def look(document: Document) -> list[int]:
        return [max((_STRENGTH[anchor] for found, anchor, _ in hits if found == kind), default=0) if hits else 0 for hits in document.hits]

    return Rule(kind, f"A phrase that {KINDS[kind]}.", _FOUND, look)


def _group(hits: Sequence[Hit], least: int) -> str:
    """The group of the strongest phrase found, among those at least so strong."""
    best = max(hits, key=lambda hit: (_STRENGTH[hit[1]], hit[0]), default=None)
    return best[0].partition(".")[0] if best and _STRENGTH[best[1]] >= least else "none"


@choice(*_GROUPS)
def phrase_before(document: Document) -> Sequence[str]:
    """What a phrase at the beginning of the line before it says."""
    return ["none", *(_group(hits, _STRENGTH["start"]) for hits in document.hits)][: len(document.hits)]


@choice(*_GROUPS)
def phrase_after(document: Document) -> Sequence[str]:
    """What a phrase at the beginning of the line after it says."""
    return [*(_group(hits, _STRENGTH["start"]) for hits in document.hits[1:]), "none"][: len(document.hits)]


@choice(*_GROUPS)
def heading_above(document: Document) -> Sequence[str]:
    """What the nearest whole-line phrase above it says, within the same run of short lines."""
    found, last = [], "none"
    for paragraph, hits in zip(document.paragraphs, document.hits, strict=True):
        found.append("none" if paragraph else last)
        group = _group(hits, _STRENGTH["line"])
        last = "none" if paragraph else group if group != "none" else last
    return found


@number(1, 2, 3, 5)
def kinds_found(document: Document) -> Sequence[float]:
    """How many kinds of phrase the line holds, body and caption aside."""
    return [len({kind for kind, _, _ in hits if not kind.startswith(("body", "caption"))}) if hits else 0 for hits in document.hits]


@number(1, 2, 4, 8)
def marked_teasers(document: Document) -> Sequence[float]:
    """How many lines of the document begin with a teaser marker: the habit of the site."""
    marked = sum(any(kind == "teaser.marker" for kind, _, _ in hits) for hits in document.hits)
    return [marked] * len(document.hits)


@choice("none", "here", "1", "2-4", "5+")
def after_sign_off(document: Document) -> Sequence[str]:
    """How many lines above a credit or initials closed the article: a sign-off stands in the second half, and few paragraphs come after it."""
    found, distance = [], 0
    half = sum(document.lengths) / 2
    passed = 0
    for text, length, hits in zip(document.texts, document.lengths, document.hits, strict=True):
        passed += length
        signed = passed > half and (any(kind.startswith("credit") and _STRENGTH[anchor] >= _STRENGTH["colon"] for kind, anchor, _ in hits) or SIGNED.search(text[-40:]))
        distance = 1 if signed else distance + 1 if distance else 0
        found.append(("none", "here", "1", "2-4", "2-4", "2-4")[distance] if distance < 6 else "5+")
    return found


def _noisy(document: Document) -> list[bool]:
    """Lines that begin with, or are, a phrase that is neither body nor caption."""
    least = _STRENGTH["start"]
    return [any(_STRENGTH[anchor] >= least and not kind.startswith(("body", "caption")) for kind, anchor, _ in hits) for hits in document.hits]


@number(1, 2, 3, 5)
def phrases_around(document: Document) -> Sequence[float]:
    """How many of the four lines before and the four after begin with a phrase of the site's."""
    noisy = _noisy(document)
    return [sum(noisy[max(0, index - 4) : index]) + sum(noisy[index + 1 : index + 5]) for index in range(len(noisy))]


@number(1, 2, 3, 5, 9)
def since_phrase(document: Document) -> Sequence[float]:
    """How many lines above it the last line stands that begins with a phrase of the site's; 0 where none does."""
    found, distance = [], 0
    for noisy in _noisy(document):
        found.append(distance)
        distance = 1 if noisy else distance + 1 if distance else 0
    return found


@number(1, 2, 3, 5, 9)
def until_phrase(document: Document) -> Sequence[float]:
    """How many lines below it the next line stands that begins with a phrase of the site's; 0 where none does."""
    found, distance = [], 0
    for noisy in reversed(_noisy(document)):
        found.append(distance)
        distance = 1 if noisy else distance + 1 if distance else 0
    return found[::-1]


RULES: tuple[Rule, ...] = (*map(_rule, KINDS), phrase_before, phrase_after, heading_above, kinds_found, marked_teasers, after_sign_off, phrases_around, since_phrase, until_phrase)
assert set(ANCHORS) == set(_FOUND[1:])
