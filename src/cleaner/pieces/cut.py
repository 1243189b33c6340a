"""Cut a text that has lost its line breaks into pieces, at the ends of sentences and where a line break probably stood."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from typing import Any

from cleaner.pieces.atoms import Atoms, split_atoms
from cleaner.pieces.flat import FILE
from cleaner.pieces.gaps import Gaps
from cleaner.pieces.joints import LOOKS, UNIT
from cleaner.pieces.kinds import OPEN_BINS, SENTENCE_BINS
from cleaner.reading.text import SourceLine, read_markdown
from cleaner.rules.matching import PhraseIndex
from cleaner.rules.vocabulary import Language, Words

_SAMPLE = 400
_LIKELY, _SURE, _TITLE_END = 0.15, 0.6, 0.03
"""How likely a line break has to be: to cut at the likeliest gap within reach, to cut whatever stands near, to end a title behind a marker."""
_REACH = 25
"""Characters."""
_SHORTEST_TITLE, _LONGEST_TITLE = 4, 20
"""Words of a title behind a marker: nine in ten have as many, nine in ten no more."""


def cut_lines(text: str, lines: Sequence[SourceLine], phrases: PhraseIndex, words: Words, data: Mapping[str, Any] | None = None) -> list[SourceLine]:
    """Return the pieces of these lines, in order, with exact offsets; `data` are the fitted joints, those that ship where none are given."""
    atoms = split_atoms(text, lines, phrases)
    gaps = Gaps(atoms, language_of(atoms, words))
    chances = likelihoods(gaps, data or load_joints())
    pieces = _pieces(text, gaps, _kept(gaps, [1.0 if gaps.runs_into_phrase(index) else chance for index, chance in zip(gaps.candidates, chances, strict=True)]))
    if "](" in text or "# " in text:
        read_markdown(pieces)
    return pieces


def language_of(atoms: Atoms, words: Words) -> Language:
    """The language whose function words stand most often among the first atoms."""
    return words.of([[atom.folded.strip(".,:;!?\"'()") for atom in atoms.items[:_SAMPLE]]])


def likelihoods(gaps: Gaps, data: Mapping[str, Any]) -> list[float]:
    """How likely a line break stood at each candidate, 0 to 1."""
    columns = {look.name: look.see(gaps) for look in LOOKS}
    totals = [0] * len(gaps.candidates)
    for name, table in data["tables"].items():
        names = name.split(" × ")
        places = columns[names[0]]
        for other in names[1:]:
            width = _WIDTHS[other]
            places = [place * width + next_place for place, next_place in zip(places, columns[other], strict=True)]
        totals = [total + table[place] for total, place in zip(totals, places, strict=True)]
    return [1 / (1 + exp(-total / UNIT)) for total in totals]


_WIDTHS = {look.name: len(look.values) for look in LOOKS}


def _kept(gaps: Gaps, chances: Sequence[float]) -> list[tuple[int, str]]:
    """The gaps to cut at, each with the kind of its joint: line breaks, ends of sentences, and elsewhere the likeliest within reach."""
    items = gaps.atoms.items
    starts = [items[index].start for index in gaps.candidates]
    fixed = [items[index].opens or gaps.ends_sentence(index) for index in gaps.candidates]
    marked = _after_markers(gaps, fixed, chances)
    open_chances = [0.0 if is_fixed else chance for is_fixed, chance in zip(fixed, chances, strict=True)]
    kept = []
    for place, (index, chance) in enumerate(zip(gaps.candidates, chances, strict=True)):
        if items[index].opens:
            kept.append((index, "line"))
        elif fixed[place]:
            kept.append((index, f"sentence {1 + bisect_right(SENTENCE_BINS, chance)}"))
        elif marked.get(place, chance >= _SURE or (chance >= _LIKELY and not _outdone(place, starts, open_chances))):
            kept.append((index, f"open {1 + bisect_right(OPEN_BINS, chance)}"))
    return kept


def _after_markers(gaps: Gaps, fixed: Sequence[bool], chances: Sequence[float]) -> dict[int, bool]:
    """Behind a marker stands one title: of the gaps up to the next sure one, the likeliest ends it, the others do not."""
    decided: dict[int, bool] = {}
    title: list[int] = []
    inside = False
    for place, index in enumerate(gaps.candidates):
        if fixed[place] or chances[place] >= _SURE:
            decided.update(_title_end(gaps, title, chances))
            title, inside = [], gaps.phrase[index][1] == "teaser" and gaps.phrase[index][0] in ("colon", "line")
        elif inside:
            title.append(place)
    decided.update(_title_end(gaps, title, chances))
    return decided


def _title_end(gaps: Gaps, places: Sequence[int], chances: Sequence[float]) -> dict[int, bool]:
    """Which of the gaps behind a marker ends its title. Where none does and much follows, the marker stands alone."""
    behind = [place for place in places if gaps.ended[gaps.candidates[place]][1] == "teaser"]
    decided = {place: chances[place] >= _LIKELY for place in behind}
    first = gaps.candidates[behind[0]] if behind else gaps.candidates[places[0]] if places else 0
    inside = [place for place in places if gaps.candidates[place] - first >= _SHORTEST_TITLE]
    best = max(inside, key=lambda place: chances[place], default=-1)
    ended = best >= 0 and chances[best] >= _TITLE_END
    if behind and not ended and gaps.candidates[places[-1]] - gaps.candidates[places[0]] > _LONGEST_TITLE:
        decided[behind[0]] = True
    return {place: decided.get(place, ended and place == best) for place in places}


def _outdone(place: int, starts: Sequence[int], chances: Sequence[float]) -> bool:
    """Whether a likelier joint stands within reach."""
    own, at = chances[place], starts[place]
    near = range(max(0, place - _REACH // 2), min(len(starts), place + _REACH // 2 + 1))
    return any(chances[other] > own and abs(starts[other] - at) < _REACH for other in near)


def _pieces(text: str, gaps: Gaps, kept: Sequence[tuple[int, str]]) -> list[SourceLine]:
    items = gaps.atoms.items
    firsts = [(0, "line"), *kept] if items else []
    lasts = [index - 1 for index, _ in kept] + [len(items) - 1]
    return [
        SourceLine(items[first].start, items[last].end, text[items[first].start : items[last].end], joint=joint)
        for (first, joint), last in zip(firsts, lasts, strict=True)
    ] if items else []


@cache
def load_joints() -> Mapping[str, Any]:
    """Return the fitted joints that ship."""
    data: dict[str, Any] = json.loads(FILE.read_bytes())
    return data
