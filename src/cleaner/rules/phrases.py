"""Phrases: what sites print around their articles, from the language files and the user's rules."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, flag, number, once
from cleaner.rules.kinds import ANCHORS, KINDS, SITE_GROUPS, is_sites
from cleaner.rules.matching import Hit
from cleaner.rules.signs import is_signed

_FOUND = ("none", "inside", "end", "start", "colon", "line")
_STRENGTH = {anchor: place for place, anchor in enumerate(_FOUND)}
_GROUPS = ("none", "teaser", "credit", "footer", "promo", "body", "caption")


def _rule(name: str, why: str, kinds: Sequence[str]) -> Rule:
    """How the strongest phrase of these kinds stands in the line."""

    def look(document: Document) -> list[int]:
        seen = [0] * len(document.hits)
        for kind in kinds:
            for index, anchor in document.found_of_kind.get(kind, ()):
                seen[index] = max(seen[index], _STRENGTH[anchor])
        return seen

    return Rule(name, why, _FOUND, look)


_OF_KINDS = tuple(_rule(kind, f"A phrase that {told}.", (kind,)) for kind, told in KINDS.items())
# What few sites print is told by what the group's other phrases taught.
_OF_GROUPS = tuple(_rule(f"{group}_phrase", f"A phrase of any {group} kind.", [kind for kind in KINDS if kind.startswith(f"{group}.")]) for group in SITE_GROUPS)


def _group(hits: Sequence[Hit], least: int) -> str:
    """The group of the strongest phrase found, among those at least so strong."""
    if not hits:
        return "none"
    best = max(hits, key=lambda hit: (_STRENGTH[hit[1]], hit[0]))
    return best[0].partition(".")[0] if _STRENGTH[best[1]] >= least else "none"


@choice(*_GROUPS)
def phrase_before(document: Document) -> Sequence[str]:
    """What a phrase at the beginning of the line before it says."""
    return ["none", *(_group(hits, _STRENGTH["start"]) for hits in document.hits)][: len(document.hits)]


@choice(*_GROUPS)
def phrase_after(document: Document) -> Sequence[str]:
    """What a phrase at the beginning of the line after it says."""
    return [*(_group(hits, _STRENGTH["start"]) for hits in document.hits[1:]), "none"][: len(document.hits)]


@choice(*_GROUPS, "stories", "tags")
def heading_above(document: Document) -> Sequence[str]:
    """What the nearest whole-line phrase above it says, within the same run of short lines; headings of other stories and of tags by name."""
    found, last = [], "none"
    for paragraph, hits in zip(document.paragraphs, document.hits, strict=True):
        found.append("none" if paragraph else last)
        last = "none" if paragraph else _heading(hits) or last
    return found


def _heading(hits: Sequence[Hit]) -> str:
    """What a line heads that is one whole phrase; the empty string where it is none."""
    kinds = {kind for kind, anchor, _ in hits if anchor == "line"}
    named = next((name for kind, name in _HEADINGS.items() if kind in kinds), "")
    return named or (_group(hits, _STRENGTH["line"]) if kinds else "")


_HEADINGS = {"teaser.heading": "stories", "footer.tags": "tags"}


@number(1, 2, 3, 5)
def kinds_found(document: Document) -> Sequence[float]:
    """How many kinds of phrase the line holds, body and caption aside."""
    return [len({kind for kind, _, _ in hits if is_sites(kind)}) if hits else 0 for hits in document.hits]


@flag
def phrases_in_text(document: Document) -> Sequence[object]:
    """Whether any line of the text holds a phrase of a site's, keywords behind a colon aside: without one, the text may well be clean."""
    return [document.holds_phrase] * len(document.texts)


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
        signed = passed > half and (any(kind.startswith("credit") and _STRENGTH[anchor] >= _STRENGTH["colon"] for kind, anchor, _ in hits) or is_signed(text))
        distance = 1 if signed else distance + 1 if distance else 0
        found.append(("none", "here", "1", "2-4", "2-4", "2-4")[distance] if distance < 6 else "5+")
    return found


@number(1, 2, 3, 5)
def phrases_around(document: Document) -> Sequence[float]:
    """How many of the four lines before and the four after begin with a phrase of the site's."""
    noisy = document.noisy
    if not any(noisy):
        return [0] * len(noisy)
    return [sum(noisy[max(0, index - 4) : index]) + sum(noisy[index + 1 : index + 5]) for index in range(len(noisy))]


@number(1, 2, 3, 5, 9)
def since_phrase(document: Document) -> Sequence[float]:
    """How many lines above it the last line stands that begins with a phrase of the site's; 0 where none does."""
    found, distance = [], 0
    for noisy in document.noisy:
        found.append(distance)
        distance = 1 if noisy else distance + 1 if distance else 0
    return found


@number(1, 2, 3, 5, 9)
def until_phrase(document: Document) -> Sequence[float]:
    """How many lines below it the next line stands that begins with a phrase of the site's; 0 where none does."""
    found, distance = [], 0
    for noisy in reversed(document.noisy):
        found.append(distance)
        distance = 1 if noisy else distance + 1 if distance else 0
    return found[::-1]


@number(1, 2, 3, 6)
def phrases_in_run(document: Document) -> Sequence[float]:
    """How many other lines of its run of short lines begin with a phrase of the site's; a list of the article's own has none."""
    return [others for others, _ in _others_in_run(document)]


@number(0.01, 0.15, 0.3, 0.6)
def phrase_share_of_run(document: Document) -> Sequence[float]:
    """Share of the other lines of its run of short lines that begin with a phrase of the site's."""
    return [others / max(1, size - 1) for others, size in _others_in_run(document)]


@once
def _others_in_run(document: Document) -> list[tuple[int, int]]:
    """How many other lines of its run are noisy, and how many lines the run has. Each run is summed once: runs may be as long as the text."""
    sums = [(noisy, sum(noisy)) for noisy in _runs(document)]
    return [(whole - own, len(noisy)) for noisy, whole in sums for own in noisy]


def _runs(document: Document) -> list[list[bool]]:
    """Which lines are noisy, run by run of short lines; a paragraph is a run of its own."""
    runs: list[list[bool]] = []
    before = True
    for noisy, paragraph in zip(document.noisy, document.paragraphs, strict=True):
        if before or paragraph:
            runs.append([])
        runs[-1].append(noisy)
        before = paragraph
    return runs


@choice("none", "1", "2-3", "4-8", "9-20")
def since_list_heading(document: Document) -> Sequence[str]:
    """How many lines above it a heading of a list of other stories stands."""
    found, distance = [], 0
    for hits in document.hits:
        found.append("none" if not distance or distance > 20 else "1" if distance == 1 else "2-3" if distance < 4 else "4-8" if distance < 9 else "9-20")
        heads = any(kind == "teaser.heading" and _STRENGTH[anchor] >= _STRENGTH["colon"] for kind, anchor, _ in hits)
        distance = 1 if heads else distance + 1 if distance else 0
    return found


def _site_words(group: str) -> tuple[Rule, Rule]:
    """Two rules: how many words of a line many phrases of the group share, and their share of its words without function words."""

    def count(document: Document) -> Sequence[float]:
        return document.site_words[group]

    def share(document: Document) -> Sequence[float]:
        counted = document.site_words[group]
        return [count / (content or 1) if count else 0.0 for count, content in zip(counted, document.content_words, strict=True)] if any(counted) else counted

    count.__name__, count.__doc__ = f"{group}_words", f"How many of its words stand in several {group} phrases of the language."
    share.__name__, share.__doc__ = f"{group}_words_share", f"Share of its words, function words aside, that stand in several {group} phrases of the language."
    return number_of(count), share_of(share)


number_of, share_of = number(1, 2, 3, 4, 6), number(0.01, 0.1, 0.2, 0.35, 0.5, 0.7)


RULES: tuple[Rule, ...] = (*_OF_KINDS, *_OF_GROUPS, phrase_before, phrase_after, heading_above, kinds_found, phrases_in_text, marked_teasers, after_sign_off, phrases_around, since_phrase, until_phrase, phrases_in_run, phrase_share_of_run, since_list_heading,
    *(rule for group in SITE_GROUPS for rule in _site_words(group)),
)
assert set(ANCHORS) == set(_FOUND[1:])
