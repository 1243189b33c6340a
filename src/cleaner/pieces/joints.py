"""Joints: what is seen at a gap, look by look.

Like rules of lines, each look names what it sees, and tables of weights say what looks together count; the sum is the log odds
that a line break stood there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from cleaner.pieces.gaps import Gaps
from cleaner.pieces.look import Look, choice, number
from cleaner.pieces.marks import CASES, LEFT, RIGHT

UNIT = 100.0
"""Weights are stored in hundredths of a nat."""


@choice(*LEFT)
def left(gaps: Gaps) -> Sequence[str]:
    """What the atom before it ends with."""
    return [gaps.left[index - 1] for index in gaps.candidates]


@choice(*RIGHT)
def right(gaps: Gaps) -> Sequence[str]:
    """What the atom after it begins with."""
    return [gaps.right[index] for index in gaps.candidates]


@choice(*RIGHT)
def second(gaps: Gaps) -> Sequence[str]:
    """What the second atom after it begins with."""
    kinds = [*gaps.right, "none"]
    return [kinds[index + 1] for index in gaps.candidates]


@choice(*LEFT, "none")
def right_end(gaps: Gaps) -> Sequence[str]:
    """What the atom after it ends with."""
    return [gaps.left[index] for index in gaps.candidates]


@choice(*CASES, "none")
def left_case(gaps: Gaps) -> Sequence[str]:
    """How the atom before it is cased."""
    return [gaps.case[index - 1] for index in gaps.candidates]


@choice(*CASES, "none")
def before_left(gaps: Gaps) -> Sequence[str]:
    """How the second atom before it is cased."""
    return [gaps.case[index - 2] if index > 1 else "none" for index in gaps.candidates]


def _wording(gaps: Gaps, word: str) -> str:
    language = gaps.language
    return "function" if word in language.function else "speech" if word in language.speech else "verb" if word in language.verbs else "content"


@choice("function", "speech", "verb", "content")
def left_word(gaps: Gaps) -> Sequence[str]:
    """What kind of word stands before it."""
    return [_wording(gaps, gaps.words[index - 1]) for index in gaps.candidates]


@choice("function", "speech", "verb", "content")
def right_word(gaps: Gaps) -> Sequence[str]:
    """What kind of word stands after it."""
    return [_wording(gaps, gaps.words[index]) for index in gaps.candidates]


@choice("function", "speech", "verb", "content")
def second_word(gaps: Gaps) -> Sequence[str]:
    """What kind of word the second after it is."""
    words = [*gaps.words, ""]
    return [_wording(gaps, words[index + 1]) for index in gaps.candidates]


@choice("no capital", "always", "also small", "small before")
def small_elsewhere(gaps: Gaps) -> Sequence[str]:
    """Whether the capitalised word after it is written small elsewhere in the text."""
    small = Counter(word for word, case in zip(gaps.words, gaps.case, strict=True) if case == "lower")
    found = []
    for index in gaps.candidates:
        if gaps.case[index] != "cap":
            found.append("no capital")
        else:
            times = small[gaps.words[index]]
            found.append("always" if not times else "also small" if times == 1 else "small before")
    return found


@number(1, 2, 4)
def starts_elsewhere(gaps: Gaps) -> Sequence[float]:
    """How often else the word after it begins a sentence."""
    starts = Counter(gaps.words[index + 1] for index in range(len(gaps.words) - 1) if gaps.left[index] in ("sentence", "question"))
    own = [gaps.left[index - 1] in ("sentence", "question") for index in gaps.candidates]
    return [starts[gaps.words[index]] - itself for index, itself in zip(gaps.candidates, own, strict=True)]


@choice("small", "small to title", "title to small", "title", "title to name", "name", "none")
def turn(gaps: Gaps) -> Sequence[str]:
    """How the casing turns here: the three words before it and the three after, function words not counted."""
    cased = [index for index, case in enumerate(gaps.case) if case in ("lower", "cap", "capitals") and gaps.words[index] not in gaps.language.function]
    high = [gaps.case[index] != "lower" for index in cased]
    found = []
    for index in gaps.candidates:
        at = bisect_left(cased, index)
        before, after = sum(high[max(0, at - 3) : at]), high[at : at + 4]
        if len(after) < 2:
            found.append("none")
        elif before >= 3:
            found.append("title" if sum(after) > 2 else "title to name" if after[1] else "title to small")
        else:
            found.append("small to title" if sum(after) > 2 else "name" if after[1] else "small")
    return found


@number(1, 2)
def pair_elsewhere(gaps: Gaps) -> Sequence[float]:
    """How often else the two words around it stand together."""
    pairs = Counter(pairwise(gaps.words))
    return [pairs[gaps.words[index - 1], gaps.words[index]] - 1 for index in gaps.candidates]


@number(1, 2, 3, 4, 6, 9)
def capitals_before(gaps: Gaps) -> Sequence[float]:
    """How many capitalised words, function words not counted, run up to it."""
    run, runs = 0, [0]
    for index, case in enumerate(gaps.case):
        if gaps.left[index] in ("sentence", "question", "colon") or (case == "lower" and gaps.words[index] not in gaps.language.function):
            run = 0
        elif case in ("cap", "capitals"):
            run += 1
        runs.append(run)
    return [runs[index] for index in gaps.candidates]


@number(1, 2, 3, 4, 6)
def small_after(gaps: Gaps) -> Sequence[float]:
    """How many words in small letters follow the word after it."""
    run, runs = 0, []
    for case in reversed(gaps.case):
        runs.append(run)
        run = run + 1 if case == "lower" else 0
    runs.reverse()
    return [runs[index] for index in gaps.candidates]


@number(2, 3, 4, 6, 9, 13, 20, 35)
def since_mark(gaps: Gaps) -> Sequence[float]:
    """How many atoms stand between it and the last end of a sentence."""
    distance, found = 0, [0]
    for left_kind in gaps.left:
        distance = 0 if left_kind in ("sentence", "question") else distance + 1
        found.append(distance)
    return [found[index] for index in gaps.candidates]


@number(1, 2, 3, 4, 6, 9, 13, 20, 35)
def until_mark(gaps: Gaps) -> Sequence[float]:
    """How many atoms stand between it and the next end of a sentence."""
    distance, found = 0, []
    for left_kind in reversed(gaps.left):
        distance = 0 if left_kind in ("sentence", "question") else distance + 1
        found.append(distance)
    found.reverse()
    return [found[index] for index in gaps.candidates]


_ANCHORED = ("none", "start", "line", "colon")
_GROUPS = ("none", "teaser", "credit", "footer", "promo", "body", "caption")


@choice(*_ANCHORED)
def phrase_here(gaps: Gaps) -> Sequence[str]:
    """Whether a phrase of the site's begins after it."""
    return [gaps.phrase[index][0] for index in gaps.candidates]


@choice(*_GROUPS)
def phrase_group(gaps: Gaps) -> Sequence[str]:
    """Which group of phrases it belongs to."""
    return [group if (group := gaps.phrase[index][1]) in _GROUPS else "none" for index in gaps.candidates]


@number(1, 2, 3, 4)
def phrase_size(gaps: Gaps) -> Sequence[float]:
    """How many atoms the phrase has."""
    return [gaps.phrase[index][2] for index in gaps.candidates]


@choice(*_ANCHORED)
def phrase_ended(gaps: Gaps) -> Sequence[str]:
    """Whether a phrase of the site's ends right before it."""
    return [gaps.ended[index][0] for index in gaps.candidates]


@choice(*_GROUPS)
def phrase_ended_group(gaps: Gaps) -> Sequence[str]:
    """Which group of phrases that one belongs to."""
    return [group if (group := gaps.ended[index][1]) in _GROUPS else "none" for index in gaps.candidates]


@number(0, 2, 4, 7, 11, 17, 26)
def since_phrase(gaps: Gaps) -> Sequence[float]:
    """How many atoms ago a phrase of the site's began, with no end of a sentence since; below 0 where none did."""
    distance, found = -1, []
    for index in range(len(gaps.texts)):
        found.append(distance)
        if gaps.phrase[index][0] in ("colon", "line"):
            distance = 1
        elif gaps.left[index] in ("sentence",):
            distance = -1
        elif distance >= 0:
            distance += 1
    return [found[index] for index in gaps.candidates]


@number(0.02, 0.08, 0.15, 0.22, 0.3, 0.4, 0.6)
def capitals_in_text(gaps: Gaps) -> Sequence[float]:
    """Share of the cased words that are capitalised: high in German and in menus."""
    small, capital = gaps.case.count("lower"), gaps.case.count("cap")
    return [capital / max(1, small + capital)] * len(gaps.candidates)


@choice("space", "glued")
def gap(gaps: Gaps) -> Sequence[str]:
    """Whether a space stands here."""
    return ["glued" if gaps.atoms.items[index].glued else "space" for index in gaps.candidates]


@choice("cased", "uncased", "spaceless")
def script(gaps: Gaps) -> Sequence[str]:
    """What script the text is in."""
    counted = Counter(gaps.case)
    best = max(("lower", "uncased", "spaceless"), key=counted.__getitem__)
    return [{"lower": "cased"}.get(best, best)] * len(gaps.candidates)


LOOKS: tuple[Look, ...] = (
    left, right, second, right_end, left_case, before_left, left_word, right_word, second_word, small_elsewhere, starts_elsewhere, turn, pair_elsewhere, capitals_before,
    small_after,
    since_mark, until_mark, phrase_here, phrase_group, phrase_size, phrase_ended, phrase_ended_group, since_phrase, capitals_in_text, gap, script,
)  # fmt: skip
