"""Which line of a page is its headline: what the page claims and what was decided line by line, brought together.

The decision looks at each line for itself, so a breadcrumb that ends with the title, a player that repeats it and a site's name
set as a heading may each be called headline. One is: the one that says a claimed title best, a heading before others. Others
remain only beside it, as kickers do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from cleaner.article import Label, Line
from cleaner.reading.titles import letters, share_of_title, title_letters

_SAYS = 0.7
"""Share of a claimed title from which a heading that was stripped as something else is taken for the headline."""
_AGREED = 0.995
"""The share of a line that is a title which the page claims twice: only then may it be no heading."""
_BESIDE = 2
"""Lines before and after the headline that may belong to it."""


def settle_headline(lines: Sequence[Line], headings: Mapping[int, int], titles: Sequence[str], pinned: Set[int] = frozenset()) -> tuple[Line, ...]:
    """Return the lines with one headline, and what stands beside it. Body lines stay body.

    `headings` gives the level of those lines, by offset, that are headings; `titles` are those that the page claims; `pinned` are
    the offsets of lines whose label a user's rule gives: they keep it.
    """
    known = title_letters(titles)
    shares = {place: _share(line, known) for place, line in enumerate(lines) if line.label is not Label.BODY and (line.label is Label.HEADLINE or line.start in headings)}
    first = next((place for place, line in enumerate(lines) if line.label is Label.BODY and line.start not in headings), len(lines))
    chosen = [place for place, share in shares.items() if lines[place].label is Label.HEADLINE or (share >= _SAYS and place < first and lines[place].start not in pinned)]
    if not chosen:
        shares = {place: _share(line, known) for place, line in enumerate(lines[:first]) if line.label is not Label.BODY and line.start not in pinned}
        chosen = [place for place, share in shares.items() if share >= _AGREED]
    if not chosen:
        return tuple(lines)
    best = max(chosen, key=lambda place: (round(shares[place], 1), lines[place].start in headings, -headings.get(lines[place].start, 9), place))
    return tuple(line if line.start in pinned else _settled(line, place, best, lines[best]) for place, line in enumerate(lines))


def _share(line: Line, titles: Sequence[str]) -> float:
    """How much of a claimed title a line is. Sites put their name around the title, so what two titles share counts as the title."""
    text = letters(line.text)
    common = [title for title in titles if any(title in other and title != other for other in titles)]
    return max(share_of_title(text, common), 0.99 * share_of_title(text, titles))


def _settled(line: Line, place: int, best: int, headline: Line) -> Line:
    if place == best:
        return line if line.label is Label.HEADLINE else _relabelled(line, Label.HEADLINE)
    if line.label is not Label.HEADLINE:
        return line
    beside = abs(place - best) <= _BESIDE and letters(headline.text) not in letters(line.text) and letters(line.text) not in letters(headline.text)
    return line if beside else _relabelled(line, Label.FOOTER)


def _relabelled(line: Line, label: Label) -> Line:
    """The line with another label, at the probability that it is no body."""
    return replace(line, label=label, confidence=1 - line.p_body)
