"""The fitted numbers: tables of evidence, steps from label to label, calibration; and how tables are summed.

A table belongs to one rule, to one rule on the line before or after, or to two of those together, and gives seven weights,
one a label, for what was seen. The weights are integers, in thousandths of a nat, and the sum of integers does not depend on
the order of the rules. All seven are packed into one integer, so that a line's scores are one sum; and what is seen on most
lines, the first value of every rule, is summed once for all (see `Sums`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress
from math import exp
from pathlib import Path
from typing import Any

from cleaner.article import Label
from cleaner.rules import RULES

FILE = Path(__file__).with_name("weights.json")
FLAT_FILE = Path(__file__).with_name("weights_flat.json")
"""The weights for the pieces of texts that have lost their line breaks."""
LABELS = tuple(Label)
BODY = LABELS.index(Label.BODY)
UNIT = 1000.0
"""Weights are stored in thousandths of a nat."""
EDGE = "edge"
"""What a rule sees of the line before the first, or after the last."""

# Seven fields of 40 bits; the offset keeps every field positive through thousands of additions of weights below 2**24.
_BITS, _OFFSET = 40, 1 << 24
MASK = (1 << _BITS) - 1
SHIFTS = tuple(_BITS * place for place in range(len(LABELS)))


def pack(weights: Sequence[int]) -> int:
    """Pack seven weights into one integer that adds up field by field."""
    return sum((weight + _OFFSET) << (_BITS * place) for place, weight in enumerate(weights))


_ZEROS = pack([0] * len(LABELS))


@dataclass(frozen=True, slots=True)
class Look:
    """One factor of a table: a rule, on this line (0), the one before (-1) or after (1)."""

    rule: str
    shift: int
    values: tuple[str, ...]

    @classmethod
    def parse(cls, name: str, values: Mapping[str, Sequence[str]]) -> Look:
        """Read `size`, `size before` or `size after`; `values` gives what each rule can see."""
        rule, _, where = name.partition(" ")
        shift = {"": 0, "before": -1, "after": 1}[where]
        return cls(rule, shift, (*values[rule], EDGE) if shift else tuple(values[rule]))

    def column(self, evidence: Mapping[str, list[int]]) -> list[int]:
        """What it sees on each line, as places in `values`."""
        column = evidence[self.rule]
        if self.shift == 0:
            return column
        edge = len(self.values) - 1
        return [edge, *column[:-1]] if self.shift < 0 else [*column[1:], edge]


class Table:
    """The weights of one look, or of two together."""

    def __init__(self, name: str, cells: Mapping[str, Sequence[int]], values: Mapping[str, Sequence[str]]) -> None:
        self.name = name
        self.looks = tuple(Look.parse(part, values) for part in name.split(" × "))
        names = self.looks[0].values if len(self.looks) == 1 else [f"{one} × {other}" for one in self.looks[0].values for other in self.looks[1].values]
        if unknown := set(cells) - set(names):
            raise ValueError(f"weights of {name}: the rule sees no {sorted(unknown)}; fit the weights anew")
        self.values = tuple(names)
        self.weights = tuple(tuple(cells.get(value, (0,) * len(LABELS))) for value in names)
        self.packed = tuple(pack(cells[value]) if value in cells else _ZEROS for value in names)

    def column(self, evidence: Mapping[str, list[int]]) -> list[int]:
        """What it sees on each line, as places in `values`."""
        first = self.looks[0].column(evidence)
        if len(self.looks) == 1:
            return first
        width = len(self.looks[1].values)
        return [one * width + other for one, other in zip(first, self.looks[1].column(evidence), strict=True)]


class Sums:
    """All tables, arranged for few additions a line.

    A table of two looks is split into what the first look adds where the second sees its plain case, the reverse, and a rest
    where neither is plain. Then every look adds one number, all plain cases together are one number for the whole document,
    and a rule that sees nothing in a document costs nothing. The sums are those of the tables, to the last digit.
    """

    def __init__(self, tables: Sequence[Table], bias: Sequence[int]) -> None:
        self.plain = pack(bias) + sum(table.packed[0] for table in tables)
        self.offset = _OFFSET * (len(tables) + 1)
        added: dict[Look, list[int]] = {}
        self.pairs: list[tuple[int, int, list[list[int]]]] = []
        """Places of two looks in `looks`, and what they add together, beyond what each adds."""
        for table in tables:
            one, other = table.looks[0], table.looks[-1]
            width = len(other.values) if len(table.looks) > 1 else 1
            rows = [table.packed[at : at + width] for at in range(0, len(table.packed), width)]
            _add(added, one, [row[0] for row in rows])
            if len(table.looks) > 1:
                _add(added, other, rows[0])
                self.pairs.append((list(added).index(one), list(added).index(other), _rest(rows)))
        self.looks: list[tuple[Look, list[int]]] = list(added.items())
        """What each look adds to the plain case, value by value."""

    def totals(self, evidence: Mapping[str, list[int]], count: int) -> list[int]:
        """The packed sum of all weights, one a line."""
        columns = [look.column(evidence) for look, _ in self.looks]
        seen = [list(compress(range(count), column)) for column in columns]
        terms = [(added, column, lines) for (_, added), column, lines in zip(self.looks, columns, seen, strict=True) if lines]
        # What most lines have is looked up for all of them at once, the rest line by line.
        often = [map(added.__getitem__, column) for added, column, lines in terms if 2 * len(lines) > count]
        totals = list(map(sum, zip([self.plain] * count, *often, strict=True)))
        for added, column, lines in terms:
            if 2 * len(lines) <= count:
                for line in lines:
                    totals[line] += added[column[line]]
        for one, other, rest in self.pairs:
            first, second = columns[one], columns[other]
            for line in min(seen[one], seen[other], key=len):
                totals[line] += rest[first[line]][second[line]]
        return totals


def _add(added: dict[Look, list[int]], look: Look, packed: Sequence[int]) -> None:
    so_far = added.get(look) or [0] * len(packed)
    added[look] = [before + cell - packed[0] for before, cell in zip(so_far, packed, strict=True)]


def _rest(rows: Sequence[Sequence[int]]) -> list[list[int]]:
    """What is left of each cell without what its row and its column add by themselves."""
    return [[cell - row[0] - plain + rows[0][0] for cell, plain in zip(row, rows[0], strict=True)] for row in rows]


class Weights:
    """The fitted numbers: tables of evidence, steps from label to label, calibration."""

    def __init__(self, data: Mapping[str, Any], values: Mapping[str, Sequence[str]], digest: str = "") -> None:
        if tuple(data["labels"]) != tuple(map(str, LABELS)):
            raise ValueError("the weights were fitted for other labels; fit them anew")
        self.tables = [Table(name, cells, values) for name, cells in data["tables"].items()]
        self.bias: tuple[int, ...] = tuple(data["bias"])
        self.sums = Sums(self.tables, self.bias)
        self.step = [[exp(weight / UNIT) for weight in row] for row in data["step"]]
        self.step_back = list(zip(*self.step, strict=True))
        """The same by the label that is stepped to."""
        self.first = [exp(weight / UNIT) for weight in data["first"]]
        self.last = [exp(weight / UNIT) for weight in data["last"]]
        self.stretch: float = data["calibration"]["stretch"]
        self.shift: float = data["calibration"]["shift"]
        self.min_confidence: float = data["min_confidence"]
        """The threshold at which the figures of the fit were measured."""
        self.digest = digest


@cache
def load_weights(file: Path = FILE) -> Weights:
    """Return the weights that ship, checked against the rules there are."""
    raw = file.read_bytes()
    data: dict[str, Any] = json.loads(raw)
    return Weights(data, {rule.name: rule.values for rule in RULES}, hashlib.sha256(raw).hexdigest()[:16])
