"""What the rules see in labelled documents, as columns of numbers to fit on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cleaner.reading.text import read_text
from cleaner.rules import RULES, Document, Evidence, observe, voice
from cleaner.rules.matching import PhraseIndex
from cleaner.rules.vocabulary import Words
from cleaner.sums import EDGE
from cleaner.weights import PHRASES

VOICES = tuple(rule.name for rule in voice.RULES)
# Rules that are also asked about the line before and the line after.
NEARBY = (
    "size", "end_mark", "opening", "casing", "date", "quotation", "clause", "names_only", "several_sentences", "taken_up", "known_elsewhere",
    "web_address", "bars", "digits", "first_word", "copyright_sign", "repeated", "kinds_found", "substance", "stamped", "known_from_first_half",
    *VOICES,
)  # fmt: skip
SHIFTS = {"before": -1, "after": 1}


class Named(Protocol):
    """What the columns need to know of a rule."""

    @property
    def name(self) -> str: ...

    @property
    def values(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Column:
    """One observation: a rule on the line itself, or on a neighbour."""

    name: str
    rule: str
    shift: int
    values: tuple[str, ...]

    @property
    def is_measured(self) -> bool:
        """Whether the values have an order of their own: bins of a number, or no and yes."""
        return self.values[0].startswith("<") or len(self.values) == 2

    @property
    def places(self) -> tuple[int, ...]:
        """The numbers that stand for the values in the matrix: an edge comes before all others."""
        count = len(self.values)
        return tuple(range(count)) if not self.shift else (*range(count - 1), -1)


def columns_of(rules: Sequence[Named], nearby: Sequence[str]) -> tuple[Column, ...]:
    """The observations of these rules: each on the line itself, and those `nearby` on its neighbours too; what is the same on all lines of a text is none."""
    rules = [rule for rule in rules if rule.name != PHRASES]
    return tuple(Column(rule.name, rule.name, 0, rule.values) for rule in rules) + tuple(
        Column(f"{rule.name} {where}", rule.name, shift, (*rule.values, EDGE)) for where, shift in SHIFTS.items() for rule in rules if rule.name in nearby
    )


COLUMNS = columns_of(RULES, NEARBY)


def without_voice(columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns for fits that are validated without lexicons of their own: the one that ships saw all sites."""
    return tuple(column for column in columns if column.rule not in VOICES)


def observe_lines(lines: Sequence[str], phrases: PhraseIndex, words: Words) -> Evidence:
    """Return what the rules see in the lines of a document."""
    return observe(Document(read_text("\n".join(lines)), phrases, words))


def matrix(evidence: Evidence, count: int, columns: Sequence[Column] = COLUMNS) -> NDArray[np.float32]:
    """Return one row a line, one column an observation."""
    own = np.array([evidence[column.rule] for column in columns if not column.shift], dtype=np.float32).T
    moved = []
    for column in columns:
        if column.shift:
            seen = np.full(count, -1, dtype=np.float32)
            source = evidence[column.rule]
            if column.shift < 0:
                seen[1:] = source[:-1]
            else:
                seen[:-1] = source[1:]
            moved.append(seen)
    return np.concatenate([own, np.array(moved).T], axis=1)
