"""Decide what every line is, from evidence alone.

The lines of a document form a chain. Every line has a score for each label: the sum of what its evidence adds. Every pair
of neighbours has a score for each pair of labels. The probability of a labelling is proportional to exp(sum of scores): a
linear-chain conditional random field (Lafferty, McCallum, Pereira 2001). One forward and one backward pass over the chain
give the exact probability of each label for each line (Rabiner 1989, section III).

    forward[i][l]  = own[i][l] * sum over k of forward[i-1][k] * step[k][l]
    backward[i][l] = sum over k of step[l][k] * own[i+1][k] * backward[i+1][k]
    p[i][l]        ∝ forward[i][l] * backward[i][l]

What a line's evidence adds is looked up in tables (see `cleaner.weights`).

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

from cleaner.article import Reason
from cleaner.weights import BODY, LABELS, UNIT, Weights

Pin = tuple[str, bool, str]
"""A label, whether it must or must not be, and the name of the rule that says so."""

# Certainty is bounded: no probability is 0 or 1, and log odds stay finite.
_LEAST = 1e-12
_MOST_ODDS = 40.0
# A label whose sum is further below the best one's is held at exp(-60): the factors of a line stay far from zero.
_LEAST_SUM = 59_000
_OTHERS = tuple(place for place in range(len(LABELS)) if place != BODY)


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

    @cached_property
    def _leaving(self) -> list[float]:
        """Calibrated log odds that each line leaves the body."""
        stretch, shift = self.weights.calibration(self.evidence)
        return [stretch * _log_odds(row) + shift for row in self.raw]

    @cached_property
    def _p_body(self) -> list[float]:
        return [1 / (1 + exp(min(odds, _MOST_ODDS))) for odds in self._leaving]

    def p_body(self, index: int) -> float:
        """Calibrated probability that the line is body."""
        return self._p_body[index]

    def probability(self, index: int, label: int) -> float:
        """Calibrated probability of a label; the labels that leave the body share what body does not have."""
        p_body = self._p_body[index]
        if label == BODY:
            return p_body
        others = 1 - self.raw[index][BODY]
        return (1 - p_body) * self.raw[index][label] / others if others > 0 else 0.0

    def other_label(self, index: int) -> int:
        """The likeliest label but body."""
        row = self.raw[index]
        return max(_OTHERS, key=row.__getitem__)

    def reasons(self, index: int) -> tuple[Reason, ...]:
        """Terms that add up to the log odds of leaving the body: for the line's likeliest other label against body."""
        label = self.other_label(index)
        terms = [Reason("bias", "", _against(self.weights.bias, label))]
        terms += [
            Reason(table.name, table.values[column[index]], _against(table.weights[column[index]], label))
            for table, column in zip(self.weights.tables, self.columns, strict=True)
        ]
        if index in self.pins:
            return (Reason("pinned", self.pins[index][2], self._leaving[index]),)
        forward, backward = self.forward[index], self.backward[index]
        terms.append(Reason("lines before", "", log(forward[label] / forward[BODY])))
        terms.append(Reason("lines after", "", log(backward[label] / backward[BODY])))
        odds = _log_odds(self.raw[index])
        terms.append(Reason("other labels", "", odds - sum(term.weight for term in terms)))
        terms.append(Reason("calibration", "", self._leaving[index] - odds))
        return tuple(term for term in terms if term.weight)


def _against(weights: Sequence[int], label: int) -> float:
    return (weights[label] - weights[BODY]) / UNIT


def _log_odds(row: Sequence[float]) -> float:
    body = row[BODY]
    return log(max(1 - body, _LEAST) / max(body, _LEAST))


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
    return list(map(_factors, weights.sums.rows(evidence, count)))


def _factors(sums: Sequence[int]) -> list[float]:
    most = max(sums)
    top = most / UNIT
    if most - min(sums) < _LEAST_SUM:
        return [exp(total / UNIT - top) for total in sums]
    return [exp(max(total / UNIT - top, -60.0)) for total in sums]


def _messages(own: Sequence[Sequence[float]], message: list[float], steps: Sequence[Sequence[float]]) -> list[list[float]]:
    """What the lines before say of each line, its own evidence not among it; of the lines turned round, what the lines after say."""
    messages = []
    for row in own:
        messages.append(message)
        a, b, c, d, e, f, g = map(mul, message, row)
        # The seven products written out take a third of the time of a loop, and this is the innermost one.
        message = [a * t + b * u + c * v + d * w + e * x + f * y + g * z for t, u, v, w, x, y, z in steps]
        total = sum(message)
        message = [value / total for value in message]
    return messages


def _normal(row: list[float]) -> list[float]:
    total = sum(row)
    return [value / total for value in row]
