"""The chain of lines in numpy: forward-backward over many documents at once, for fitting.

The same theory as in `cleaner.decide`. Documents are packed by time: first all first lines, then all second lines, the
longest documents first, so that every step is one product of matrices.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass
class Steps:
    """Log scores of steps from label to label, of first labels and of last ones."""

    step: Floats
    first: Floats
    last: Floats

    @classmethod
    def zero(cls, labels: int) -> Steps:
        return cls(np.zeros((labels, labels)), np.zeros(labels), np.zeros(labels))


@dataclass
class Packing:
    """Where each line of each document goes when documents are packed by time."""

    lengths: list[int]
    rows: NDArray[np.intp] = field(init=False)
    """Packed order: number of the line in document order."""
    starts: list[int] = field(init=False)
    counts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        lengths = np.asarray(self.lengths)
        order = np.argsort(-lengths, kind="stable")
        first = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        rows, self.starts, self.counts, at = [], [], [], 0
        for time in range(int(lengths.max())):
            active = order[lengths[order] > time]
            rows.append(first[active] + time)
            self.starts.append(at)
            self.counts.append(len(active))
            at += len(active)
        self.rows = np.concatenate(rows)


@dataclass
class Marginals:
    """What forward-backward gives: the probability of each label for each line, and expected counts of steps."""

    labels: Floats
    step: Floats
    first: Floats
    last: Floats


def forward_backward(own: Floats, steps: Steps, packing: Packing) -> Marginals:
    """Return the marginals for packed lines whose own factors (not logs) are given, one row a line."""
    step, first, last = np.exp(steps.step), np.exp(steps.first), np.exp(steps.last)
    forward, scale = np.empty_like(own), np.empty(len(own))
    before = np.empty(0)
    for time, (start, count) in enumerate(zip(packing.starts, packing.counts, strict=True)):
        rows = slice(start, start + count)
        message = own[rows] * (first if time == 0 else before[:count] @ step)
        scale[rows] = message.sum(1)
        before = forward[rows] = message / scale[rows][:, None]
    backward, expected, ended = np.empty_like(own), np.zeros_like(step), np.zeros_like(last)
    after, going = np.empty(0), 0
    for start, count in zip(reversed(packing.starts), reversed(packing.counts), strict=True):
        rows = slice(start, start + count)
        message = np.tile(last, (count, 1))
        if going:
            follow = slice(start + count, start + count + going)
            gone = own[follow] * after / scale[follow][:, None]
            message[:going] = gone @ step.T
            expected += forward[rows][:going].T @ gone
        if going < count:
            total = (forward[rows][going:] * last).sum(1, keepdims=True)
            ended += (forward[rows][going:] * last / total).sum(0)
            message[going:] = last / total
        backward[rows], after, going = message, message, count
    labels = forward * backward
    labels /= labels.sum(1, keepdims=True)
    return Marginals(labels, expected * step, labels[: packing.counts[0]].sum(0), ended)


class Clamped:
    """Marginals given the labels: counted once where every line of a document has one, computed where some are unknown."""

    def __init__(self, allowed: Floats, packing: Packing) -> None:
        document = np.empty(len(allowed), dtype=np.intp)
        for start, count in zip(packing.starts, packing.counts, strict=True):
            document[start : start + count] = np.arange(count)
        unknown = np.unique(document[allowed.sum(1) > 1])
        self._open = np.flatnonzero(np.isin(document, unknown))
        self._known = np.where(np.isin(document, unknown)[:, None], 0.0, allowed)
        self._counted = _count(self._known, packing)
        self._allowed = allowed[self._open]
        self._packing = None if not len(unknown) else _part(packing, unknown)

    def marginals(self, own: Floats, steps: Steps) -> Marginals:
        """Return the marginals of all lines, for factors in packed order."""
        if self._packing is None:
            return self._counted
        part = forward_backward(np.maximum(own[self._open] * self._allowed, 1e-300), steps, self._packing)
        labels = self._known.copy()
        labels[self._open] = part.labels
        counted = self._counted
        return Marginals(labels, counted.step + part.step, counted.first + part.first, counted.last + part.last)


def _count(known: Floats, packing: Packing) -> Marginals:
    step, last = np.zeros((known.shape[1], known.shape[1])), np.zeros(known.shape[1])
    for time, (start, count) in enumerate(zip(packing.starts, packing.counts, strict=True)):
        following = packing.counts[time + 1] if time + 1 < len(packing.counts) else 0
        step += known[start : start + following].T @ known[start + count : start + count + following]
        last += known[start + following : start + count].sum(0)
    return Marginals(known, step, known[: packing.counts[0]].sum(0), last)


def _part(packing: Packing, documents: NDArray[np.intp]) -> Packing:
    """The packing of some of the documents, by their numbers in packed order (the longest is 0)."""
    lengths = [sum(count > number for count in packing.counts) for number in documents]
    return Packing(lengths)
