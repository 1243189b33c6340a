"""Fit how likely a line break stood at each gap of a text without line breaks: boosted trees of three looks, summed up as tables.

A first round finds the sets of looks that gain most, a second one fits with these alone, so that what ships stays small.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaner.pieces.joints import LOOKS, UNIT
from fitting.trees import BINS, REPEATABLE, leaves

ROUNDS, SETS, DEPTH = 250, 70, 3
_OPTIONS = {
    "objective": "binary", "learning_rate": 0.15, "num_leaves": 2**DEPTH, "max_depth": DEPTH, "min_data_in_leaf": 20, "lambda_l2": 5, "feature_fraction": 0.6,
    "seed": 0, **REPEATABLE,
}  # fmt: skip


def fit_joints(seen: NDArray[np.float32], breaks: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the data of a joints file. `seen` has a row a gap and a column a look, `breaks` tells where a line break stood."""
    columns = lightgbm.Dataset(seen, label=breaks, params=BINS, free_raw_data=False)
    first = lightgbm.train(_OPTIONS, columns, ROUNDS // 2)
    sets = _best_sets(first)
    trees = lightgbm.train({**_OPTIONS, "interaction_constraints": [list(one) for one in sets]}, columns, ROUNDS)
    tables: dict[tuple[int, ...], NDArray[np.float64]] = {}
    for tree in trees.dump_model()["tree_info"]:
        for value, _, limits in leaves(tree["tree_structure"]):
            numbers = tuple(sorted(limits))
            table = tables.setdefault(numbers, np.zeros([len(LOOKS[number].values) for number in numbers]))
            table[np.ix_(*(_within(number, *limits[number]) for number in numbers))] += value
    return {"tables": {" × ".join(LOOKS[number].name for number in numbers): np.rint(table * UNIT).astype(int).ravel().tolist() for numbers, table in sorted(tables.items())}}


def _best_sets(trees: lightgbm.Booster) -> list[tuple[int, ...]]:
    """The sets of three looks whose splits gained most."""
    gains: Counter[tuple[int, ...]] = Counter()
    for tree in trees.dump_model()["tree_info"]:
        for _, gain, limits in leaves(tree["tree_structure"]):
            gains[tuple(sorted(limits))] += gain
    return [numbers for numbers, _ in gains.most_common(SETS)]


def _within(number: int, low: float, high: float) -> NDArray[np.intp]:
    places = np.arange(len(LOOKS[number].values))
    return np.flatnonzero((places > low) & (places <= high))
