"""Decide what every line is, from evidence alone.

The lines of a document form a chain. Every line has a score for each label: the sum of what its evidence adds. Every pair
of neighbours has a score for each pair of labels. The probability of a labelling is proportional to exp(sum of scores): a
linear-chain conditional random field (Lafferty, McCallum, Pereira 2001). One forward and one backward pass over the chain
give the exact probability of each label for each line (Rabiner 1989, section III).

    forward[i][l]  = own[i][l] * sum over k of forward[i-1][k] * step[k][l]
    backward[i][l] = sum over k of step[l][k] * own[i+1][k] * backward[i+1][k]
    p[i][l]        ∝ forward[i][l] * backward[i][l]

Evidence is looked up in tables: a table belongs to one rule, to one rule on the line before or after, or to two of those
together, and gives seven weights, one a label, for what was seen. The weights are integers, in thousandths of a nat, and the
sum of integers does not depend on the order of the rules. All seven are packed into one integer, so that a line's scores
are one `sum`; and what is seen on most lines, the first value of every rule, is summed once for all (see `Sums`).

At the end the log odds of leaving the body are calibrated: stretched and shifted, so that of the lines given .9, nine in ten
are right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from math import exp, log
from operator import mul
from typing import Any

from cleaner.article import Label, Reason

LABELS = tuple(Label)
Pin = tuple[str, bool, str]
"""A label, whether it must or must not be, and the name of the rule that says so."""
BODY = LABELS.index(Label.BODY)
UNIT = 1000.0
"""Weights are stored in thousandths of a nat."""
EDGE = "edge"
"""What a rule sees of the line before the first, or after the last."""

# Seven fields of 40 bits; the offset keeps every field positive through thousands of additions of weights below 2**24.
_BITS, _OFFSET = 40, 1 << 24
_MASK = (1 << _BITS) - 1
_SHIFTS = tuple(_BITS * place for place in range(len(LABELS)))
# Certainty is bounded: no probability is 0 or 1, and log odds stay finite.
_LEAST = 1e-12
_MOST_ODDS = 40.0
_OTHERS = tuple(place for place in range(len(LABELS)) if place != BODY)


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


@dataclass(frozen=True)
class Decision:
    """The probability of every label for every line, and all that is needed to say why."""

    weights: Weights
    evidence: Mapping[str, list[int]]
    """What every rule saw on each line."""
    pins: Mapping[int, Pin]
    """Lines that a user's rule pins: label, whether it must or must not be, and the rule's name."""
    own: list[list[float]]
    forward: list[list[float]]
    backward: list[list[float]]
    """Messages from the lines before and after: how they speak for each label of this line."""
    raw: list[list[float]]
    """Probabilities before calibration."""

    @cached_property
    def columns(self) -> tuple[list[int], ...]:
        """One column a table: what it saw on each line. Only reasons need them."""
        return tuple(table.column(self.evidence) for table in self.weights.tables)

    def p_body(self, index: int) -> float:
        """Calibrated probability that the line is body."""
        return 1 / (1 + exp(min(self._leaving(index), _MOST_ODDS)))

    def probability(self, index: int, label: int) -> float:
        """Calibrated probability of a label; the labels that leave the body share what body does not have."""
        p_body = self.p_body(index)
        if label == BODY:
            return p_body
        others = 1 - self.raw[index][BODY]
        return (1 - p_body) * self.raw[index][label] / others if others > 0 else 0.0

    def other_label(self, index: int) -> int:
        """The likeliest label but body."""
        row = self.raw[index]
        return max(_OTHERS, key=row.__getitem__)

    def _leaving(self, index: int) -> float:
        return self.weights.stretch * _log_odds(self.raw[index]) + self.weights.shift

    def reasons(self, index: int) -> tuple[Reason, ...]:
        """Terms that add up to the log odds of leaving the body: for the line's likeliest other label against body."""
        label = self.other_label(index)
        terms = [Reason("bias", "", _against(self.weights.bias, label))]
        terms += [
            Reason(table.name, table.values[column[index]], _against(table.weights[column[index]], label))
            for table, column in zip(self.weights.tables, self.columns, strict=True)
        ]
        if index in self.pins:
            return (Reason("pinned", self.pins[index][2], self._leaving(index)),)
        forward, backward = self.forward[index], self.backward[index]
        terms.append(Reason("lines before", "", log(forward[label] / forward[BODY])))
        terms.append(Reason("lines after", "", log(backward[label] / backward[BODY])))
        odds = _log_odds(self.raw[index])
        terms.append(Reason("other labels", "", odds - sum(term.weight for term in terms)))
        terms.append(Reason("calibration", "", self._leaving(index) - odds))
        return tuple(term for term in terms if term.weight)


def _against(weights: Sequence[int], label: int) -> float:
    return (weights[label] - weights[BODY]) / UNIT


def _log_odds(row: Sequence[float]) -> float:
    return log(max(1 - row[BODY], _LEAST) / max(row[BODY], _LEAST))


def decide(evidence: Mapping[str, list[int]], count: int, weights: Weights, pins: Mapping[int, Pin]) -> Decision:
    """Return the probability of every label for each of `count` lines. `pins` are lines whose label is given, or forbidden."""
    own = _own(evidence, count, weights)
    for index, (pinned, must, _) in pins.items():
        own[index] = _pinned(own[index], [(label == pinned) == must for label in LABELS])
    forward = _messages(own, weights.first, weights.step_back)
    backward = _messages(own[::-1], weights.last, weights.step)[::-1]
    raw = [_normal(list(map(mul, map(mul, row, before), after))) for row, before, after in zip(own, forward, backward, strict=True)]
    return Decision(weights, evidence, pins, own, forward, backward, raw)


def _pinned(factors: Sequence[float], allowed: Sequence[bool]) -> list[float]:
    """The factors of a line that may have these labels only, whatever its evidence says: again the largest is 1."""
    most = max(compress(factors, allowed))
    return [factor / most if may_be else _LEAST for factor, may_be in zip(factors, allowed, strict=True)]


def _own(evidence: Mapping[str, list[int]], count: int, weights: Weights) -> list[list[float]]:
    """What each line's own evidence says: factors, the largest 1."""
    offset, rows = weights.sums.offset, []
    for total in weights.sums.totals(evidence, count):
        scores = [(((total >> shift) & _MASK) - offset) / UNIT for shift in _SHIFTS]
        most = max(scores)
        rows.append([exp(max(score - most, -60.0)) for score in scores])
    return rows


def _messages(own: Sequence[Sequence[float]], message: list[float], steps: Sequence[Sequence[float]]) -> list[list[float]]:
    """What the lines before say of each line, its own evidence not among it; of the lines turned round, what the lines after say."""
    messages = []
    for row in own:
        messages.append(message)
        a, b, c, d, e, f, g = map(mul, message, row)
        # The seven products written out take a third of the time of a loop, and this is the innermost one.
        message = _normal([a * t + b * u + c * v + d * w + e * x + f * y + g * z for t, u, v, w, x, y, z in steps])
    return messages


def _normal(row: list[float]) -> list[float]:
    total = sum(row)
    return [value / total for value in row]
