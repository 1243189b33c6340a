"""Grow trees, and read them: what all fits have in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

BINS = {"max_bin": 63, "min_data_in_bin": 1, "verbose": -1}
"""A bin for each place of an observation."""
REPEATABLE = {"deterministic": True, "force_col_wise": True, "num_threads": 1, "verbose": -1}


class Leaf(NamedTuple):
    """A leaf of a tree."""

    value: float
    gain: float
    """Of the split above it, 0 where there is none."""
    limits: Mapping[int, tuple[float, float]]
    """Between which places, the lower one left out, each column has to be."""


def leaves(node: Mapping[str, Any], gain: float = 0.0, limits: Mapping[int, tuple[float, float]] | None = None) -> list[Leaf]:
    """The leaves below a node, from left to right."""
    limits = limits or {}
    if "split_feature" not in node:
        return [Leaf(node["leaf_value"], gain, limits)]
    column, threshold = node["split_feature"], node["threshold"]
    low, high = limits.get(column, (-np.inf, np.inf))
    left, right = {**limits, column: (low, min(high, threshold))}, {**limits, column: (max(low, threshold), high)}
    return leaves(node["left_child"], node["split_gain"], left) + leaves(node["right_child"], node["split_gain"], right)
