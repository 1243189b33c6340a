"""Put the values of what is named, not measured, into an order that a tree can cut.

A tree asks whether a place is below a limit. For a choice with k values the best of all 2^(k-1) - 1 cuts is among the k - 1 that follow the share of
the one class in each value (Fisher 1958; Breiman and others 1984, section 4.2.2), here the share of lines that leave the body.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from cleaner.weights import BODY
from fitting.boosting import Training
from fitting.observations import Column

# Lines of the average share that are added to those of each value, so that rare ones are no extremes.
_PRIOR = 1.0


def ordered(data: Training, columns: Sequence[Column]) -> tuple[Training, list[Column]]:
    """Return the same lines and observations, the values of every choice in the order of the share of their lines that leave the body."""
    values, leaves = data.values.copy(), 1 - data.allowed[:, BODY]
    known = data.allowed.sum(1) == 1
    share = float(leaves[known].mean())
    in_order = []
    for number, column in enumerate(columns):
        if column.is_measured:
            in_order.append(column)
            continue
        seen = data.values[:, number]
        shares = [_share(leaves[known & (seen == place)], share) for place in column.places]
        order = sorted(range(len(shares)), key=shares.__getitem__)
        for new, old in enumerate(order):
            values[seen == column.places[old], number] = new
        # Without a shift an edge is a value as all others.
        in_order.append(replace(column, shift=0, values=tuple(column.values[old] for old in order)))
    return replace(data, values=values), in_order


def _share(leaves: NDArray[np.float64], prior: float) -> float:
    return (float(leaves.sum()) + _PRIOR * prior) / (len(leaves) + _PRIOR)
