"""Topic: does the line talk about what this article talks about, and do the paragraphs around it go on as if it were not there?

A subheading announces what the next paragraphs say; a teaser names another story while the paragraphs around it continue
each other. All measures count stems of content words; in scripts without spaces, pairs of letters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, number, once
from cleaner.rules.stems import StemSet

# The share of a line without content words: none of its words can be found anywhere.
_NOTHING = -1.0
_LETTERS = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_THAI = re.compile("[\u0e00-\u0eff]")


def _share(part: int, whole: int) -> float:
    return part / whole if whole else _NOTHING


def _shares(document: Document, others: Sequence[StemSet]) -> list[float]:
    """For each line the share of its content words that stand in another set of stems."""
    count = document.stem_sets.count
    return [count(own & other) / whole if whole else _NOTHING for own, other, whole in zip(document.shared, others, document.stem_counts, strict=True)]


@number(0, 0.001, 0.26, 0.51, 0.76, 1)
def known_elsewhere(document: Document) -> Sequence[float]:
    """Share of its content words that stand in other lines too."""
    spread, size = document.spread, document.stem_sets.count
    return [
        _share(size(shared) if repeats == 1 else sum(spread[stem] > repeats for stem in stems), count)
        for shared, stems, count, repeats in zip(document.shared, document.stems, document.stem_counts, document.repeats, strict=True)
    ]


@number(1, 2, 3, 4, 6, 9)
def strange_words(document: Document) -> Sequence[float]:
    """How many of its content words stand nowhere else in the document."""
    return [count - shared for count, shared in zip(document.stem_counts, map(document.stem_sets.count, document.shared), strict=True)]


@number(0, 0.001, 0.2, 0.4, 0.7)
def known_before(document: Document) -> Sequence[float]:
    """Share of its content words that stand in the paragraph before it."""
    return _shared(document, document.previous_paragraph)


@number(0, 0.001, 0.2, 0.4, 0.7)
def taken_up(document: Document) -> Sequence[float]:
    """Share of its content words that the next paragraph takes up."""
    return _shared(document, document.next_paragraph)


def _shared(document: Document, others: Sequence[int]) -> list[float]:
    """Share of the content words of each line that stand in another one; the index of that is given, -1 for none."""
    shares = _shares(document, [document.shared[other] for other in others])
    return [share if other >= 0 else _NOTHING for share, other in zip(shares, others, strict=True)]


@number(1, 2, 3)
def announced(document: Document) -> Sequence[float]:
    """How many of its content words the next paragraph has and no line before it had."""
    stems, size = document.shared, document.stem_sets.count
    seen, found = document.stem_sets.gathering(), []
    for own, other in zip(stems, document.next_paragraph, strict=True):
        both = own & stems[other]
        found.append(size(both ^ (both & seen)) if other >= 0 else 0)
        seen |= own
    return found


@number(0, 1, 2, 3, 5)
def around_continues(document: Document) -> Sequence[float]:
    """How many content words the paragraphs before and after share."""
    stems, size = document.shared, document.stem_sets.count
    return [
        size(stems[before] & stems[after]) if before >= 0 and after >= 0 else -1
        for before, after in zip(document.previous_paragraph, document.next_paragraph, strict=True)
    ]


@number(0, 0.001, 0.2, 0.4, 0.7)
def like_the_opening(document: Document) -> Sequence[float]:
    """Share of its content words that stand in the first three lines."""
    opening = reduce(or_, document.shared[:3], document.stem_sets.of(()))
    shares = _shares(document, [opening] * len(document.lines))
    return [_NOTHING] * len(shares[:3]) + shares[3:]


@number(0, 0.001, 0.2, 0.4)
def main_words(document: Document) -> Sequence[float]:
    """Share of its content words that stand in three lines or more, and in a tenth of all: what the article is about."""
    least = max(3, len(document.lines) / 10)
    main = document.stem_sets.of(stem for stem, lines in document.common.items() if lines >= least)
    return _shares(document, [main] * len(document.lines))


@choice("none", "cased", "uncased", "spaceless")
def script(document: Document) -> Sequence[str]:
    """Whether the document's script has capitals, and spaces between words."""
    sample = document.beginning[:2000]
    name = "spaceless" if document.density > 2 or _THAI.search(sample, 0, 200) else _script(sample)
    return [name] * len(document.lines)


def _script(sample: str) -> str:
    latin = sample.encode("ascii", "ignore")
    if 2 * (len(latin) - len(latin.translate(None, _LETTERS))) > len(sample):
        return "cased"
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


@once
def known_shares(document: Document) -> list[float]:
    """Share of each line's content words that stand in another line of the document's first half."""
    half, passed, inside = sum(document.lengths) / 2, 0, 0
    for length in document.lengths:
        inside += passed < half
        passed += length
    once, twice = document.stem_sets.gathering(), document.stem_sets.gathering()
    for stems in document.shared[:inside]:
        twice |= stems & once
        once |= stems
    return _shares(document, [twice] * inside + [once] * (len(document.lines) - inside))


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
    nothing = document.stem_sets.of(())
    stems = [nothing, nothing, *document.shared, nothing, nothing]
    near = zip(stems, stems[1:], stems[3:], stems[4:], strict=False)
    return _shares(document, [one | two | three | four for one, two, three, four in near])


RULES: tuple[Rule, ...] = (known_elsewhere, strange_words, known_before, taken_up, announced, around_continues, like_the_opening, main_words, script, known_from_first_half, phrases_since_topic, shared_with_neighbours)
