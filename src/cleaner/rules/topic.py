"""Topic: does the line talk about what this article talks about, and do the paragraphs around it go on as if it were not there?

A subheading announces what the next paragraphs say; a teaser names another story while the paragraphs around it continue
each other. All measures count stems of content words; in scripts without spaces, pairs of letters.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain
from operator import and_

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, number

# The share of a line without content words: none of its words can be found anywhere.
_NOTHING = -1.0
_THAI = re.compile("[\u0e00-\u0eff]")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else _NOTHING


@number(0, 0.001, 0.26, 0.51, 0.76, 1)
def known_elsewhere(document: Document) -> Sequence[float]:
    """Share of its content words that stand in other lines too."""
    spread, lone = document.spread, document.lone_stems
    return [
        _share(len(stems - lone) if repeats == 1 else sum(spread[stem] > repeats for stem in stems), len(stems))
        for stems, repeats in zip(document.stems, document.repeats, strict=True)
    ]


@number(1, 2, 3, 4, 6, 9)
def strange_words(document: Document) -> Sequence[float]:
    """How many of its content words stand nowhere else in the document."""
    lone = document.lone_stems
    return [len(stems & lone) for stems in document.stems]


@number(0, 0.001, 0.2, 0.4, 0.7)
def known_before(document: Document) -> Sequence[float]:
    """Share of its content words that stand in the paragraph before it."""
    return [_shared(document, index, other) for index, other in enumerate(document.previous_paragraph)]


@number(0, 0.001, 0.2, 0.4, 0.7)
def taken_up(document: Document) -> Sequence[float]:
    """Share of its content words that the next paragraph takes up."""
    return [_shared(document, index, other) for index, other in enumerate(document.next_paragraph)]


def _shared(document: Document, index: int, other: int) -> float:
    stems = document.stems[index]
    return _share(len(stems & document.stems[other]), len(stems)) if other >= 0 else _NOTHING


@number(1, 2, 3)
def announced(document: Document) -> Sequence[float]:
    """How many of its content words the next paragraph has and no line before it had."""
    seen: set[str] = set()
    found = []
    for index, other in enumerate(document.next_paragraph):
        stems = document.stems[index]
        found.append(len((stems & document.stems[other]) - seen) if other >= 0 else 0)
        seen |= stems
    return found


@number(0, 1, 2, 3, 5)
def around_continues(document: Document) -> Sequence[float]:
    """How many content words the paragraphs before and after share."""
    return [
        len(document.stems[before] & document.stems[after]) if before >= 0 and after >= 0 else -1
        for before, after in zip(document.previous_paragraph, document.next_paragraph, strict=True)
    ]


@number(0, 0.001, 0.2, 0.4, 0.7)
def like_the_opening(document: Document) -> Sequence[float]:
    """Share of its content words that stand in the first three lines."""
    opening = frozenset().union(*document.stems[:3])
    return [_share(len(stems & opening), len(stems)) if index > 2 else _NOTHING for index, stems in enumerate(document.stems)]


@number(0, 0.001, 0.2, 0.4)
def main_words(document: Document) -> Sequence[float]:
    """Share of its content words that stand in three lines or more, and in a tenth of all: what the article is about."""
    least = max(3, len(document.lines) / 10)
    main = {stem for stem, lines in document.spread.items() if lines >= least}
    return [_share(len(stems & main), len(stems)) for stems in document.stems]


@choice("none", "cased", "uncased", "spaceless")
def script(document: Document) -> Sequence[str]:
    """Whether the document's script has capitals, and spaces between words."""
    sample = "".join(document.texts)[:2000]
    name = "spaceless" if document.density > 2 or _THAI.search(sample, 0, 200) else _script(sample)
    return [name] * len(document.lines)


def _script(sample: str) -> str:
    cased = {letter: letter != letter.swapcase() for letter in set(sample) if letter.isalpha()}
    if not any(cased.values()):
        return "uncased" if cased else "none"
    if all(cased.values()):
        return "cased"
    letters = [cased[letter] for letter in sample if letter in cased]
    return "cased" if sum(letters) * 2 > len(letters) else "uncased"


@number(0, 0.1, 0.2, 0.3, 0.45, 0.65)
def known_from_first_half(document: Document) -> Sequence[float]:
    """Share of its content words that stand in another line of the document's first half: the article itself, whatever follows it."""
    return known_shares(document)


def known_shares(document: Document) -> list[float]:
    """Share of each line's content words that stand in another line of the document's first half."""
    half, passed, inside = sum(document.lengths) / 2, 0, 0
    for length in document.lengths:
        inside += passed < half
        passed += length
    first = Counter(chain.from_iterable(document.stems[:inside]))
    once = frozenset(first)
    twice = frozenset(stem for stem, count in first.items() if count > 1)
    return [_share(len(stems & (twice if index < inside else once)), len(stems)) for index, stems in enumerate(document.stems)]


@choice("none yet", "here", "0", "1", "2", "3+")
def phrases_since_topic(document: Document) -> Sequence[str]:
    """How many lines begin with a phrase of the site's since the last paragraph that speaks of the first half's topic: whether the article may be over."""
    found, count = [], -1
    shares = known_shares(document)
    for paragraph, share, noisy in zip(document.paragraphs, shares, document.noisy, strict=True):
        here = paragraph and share >= _ON_TOPIC and not noisy
        count = 0 if here else count + noisy if count >= 0 else -1
        found.append("none yet" if count < 0 else "here" if here else ("0", "1", "2", "3+")[min(3, count)])
    return found


_ON_TOPIC = 0.25


@number(0, 0.05, 0.15, 0.3, 0.5)
def shared_with_neighbours(document: Document) -> Sequence[float]:
    """Share of its content words that the two lines before or the two lines after it have too."""
    stems = document.stems
    nothing = frozenset[str]()
    # What each line shares with the next, and with the one after that; two lines before the first share nothing.
    one = [nothing, nothing, *map(and_, stems, stems[1:]), nothing]
    two = [nothing, nothing, *map(and_, stems, stems[2:]), nothing, nothing]
    return [_share(len(one[index + 1] | one[index + 2] | two[index] | two[index + 2]), len(own)) for index, own in enumerate(stems)]


RULES: tuple[Rule, ...] = (known_elsewhere, strange_words, known_before, taken_up, announced, around_continues, like_the_opening, main_words, script, known_from_first_half, phrases_since_topic, shared_with_neighbours)
