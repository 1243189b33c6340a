"""Fit the scores of the chain by gradient boosting (TreeCRF: Dietterich, Ashenfelter, Bulatov 2004), as tables.

Every tree asks at most two things, so the sum of all trees is a sum of tables: one for each observation, one for each pair of
observations that trees combined. A first round finds the pairs that gain most; a second one fits with these alone, so that
what ships stays small.

The objective is the likelihood of the labels, with a margin (Gimpel and Smith 2010) that grows with the length of a body
line: to take a body line for anything else costs as much as the characters that would be lost.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaner.article import Label
from cleaner.weights import LABELS
from fitting.chain import Clamped, Floats, Packing, Steps, forward_backward
from fitting.trees import BINS, REPEATABLE

SILENT = (LABELS.index(Label.HEADLINE), LABELS.index(Label.CAPTION))
"""Labels that leave the body and count as no noise."""


@dataclass(frozen=True)
class Settings:
    """What was tried and chosen by cross-validation; the log of attempts has the figures."""

    rounds: int = 420
    learning_rate: float = 0.1
    pairs: int = 120
    """How many pairs of observations get a table."""
    least_lines: int = 8
    """Lines that a leaf needs."""
    cost: float = 1.5
    """Exponent of the margin: a body line of n characters gets (1 + n / 60) ** cost."""
    silent_cost: float = 2.5
    """More margin, in nats, against headline and caption: taking body for these is a loss that nobody asked for."""
    silent_bar: float = 1.5
    """Nats taken off the bias of headline and caption when all is fitted: they need clear evidence."""
    silent_bar_without_phrases: float = 2.0
    """Nats taken off them besides in texts without any phrase of a site's, which may have been cleaned before: a standfirst without its headline looks like one."""
    ridge: float = 5.0
    least_curvature: float = 1e-3
    """Least second derivative that a line counts for: what is sure already drives weights on, without bound where this is small."""
    chains: int = 3
    """How many chains are averaged, fitted with other samples of lines and columns: one alone moves F1 by half a point with its seed."""


@dataclass
class Training:
    """Labelled lines to fit on, in document order."""

    values: NDArray[np.float32]
    """One column an observation: the place among its values."""
    allowed: Floats
    """One row a line, 1 for each label it may have; all of them where the label is not known."""
    sizes: Floats
    """Length of each line in characters."""
    lengths: list[int]
    """How many lines each document has."""


@dataclass
class Chain:
    """A fitted chain: trees that give scores, a bias, steps. Several sets of trees are averaged."""

    trees: list[lightgbm.Booster]
    bias: Floats
    steps: Steps


def fit_chain(data: Training, settings: Settings) -> Chain:
    """Fit in two rounds: one chain with all pairs, then several with the best ones, and return their average."""
    first = _boost(data, settings, None, settings.rounds // 2, seed=0)
    pairs = best_pairs(first.trees[0], settings.pairs)
    chains = [_boost(data, settings, pairs, settings.rounds, seed) for seed in range(1, settings.chains + 1)]
    steps = (np.mean([getattr(chain.steps, name) for chain in chains], axis=0) for name in ("step", "first", "last"))
    bias = first.bias.copy()
    bias[list(SILENT)] -= settings.silent_bar
    return Chain([trees for chain in chains for trees in chain.trees], bias, Steps(*steps))


def best_pairs(trees: lightgbm.Booster, count: int) -> list[tuple[int, int]]:
    """Return the pairs of columns whose combination gained most."""
    gains: Counter[tuple[int, int]] = Counter()
    for tree in trees.dump_model()["tree_info"]:
        root = tree["tree_structure"]
        for side in ("left_child", "right_child"):
            child = root.get(side, {})
            if "split_feature" in child and child["split_feature"] != root["split_feature"]:
                gains[min(root["split_feature"], child["split_feature"]), max(root["split_feature"], child["split_feature"])] += child["split_gain"]
    return [pair for pair, _ in gains.most_common(count)]


def _boost(data: Training, settings: Settings, pairs: list[tuple[int, int]] | None, rounds: int, seed: int) -> Chain:
    packing = Packing(data.lengths)
    allowed = data.allowed[packing.rows]
    labels = allowed.shape[1]
    bias = np.log(allowed.sum(0) / allowed.sum())
    steps = Steps.zero(labels)
    margins = margin(allowed, data.sizes[packing.rows], settings)
    labelled = Clamped(allowed, packing)

    def objective(scores: Floats, _: lightgbm.Dataset) -> tuple[Floats, Floats]:
        total = scores.reshape(len(allowed), labels, order="F") if scores.ndim == 1 else scores
        own = np.exp(total + bias - (total + bias).max(1, keepdims=True))
        free, given = forward_backward(own * margins, steps, packing), labelled.marginals(own, steps)
        for name in ("step", "first", "last"):
            expected, counted = getattr(free, name), getattr(given, name)
            setattr(steps, name, getattr(steps, name) - 0.5 * (expected - counted + getattr(steps, name)) / ((expected + counted) / 2 + 20))
        return free.labels - given.labels, curvature(free.labels, settings)

    options = {**tree_options(settings, seed), "objective": objective}
    if pairs is not None:
        options["interaction_constraints"] = [list(pair) for pair in pairs] + [[column] for column in range(data.values.shape[1])]
    columns = lightgbm.Dataset(data.values[packing.rows], label=np.zeros(len(allowed)), params=BINS)
    return Chain([lightgbm.train(options, columns, rounds)], bias, steps)


def tree_options(settings: Settings, seed: int) -> dict[str, Any]:
    """What LightGBM is told of the trees, the objective aside: each asks two things, and adds to the score of one label."""
    return {
        "num_class": len(LABELS), "learning_rate": settings.learning_rate, "num_leaves": 4, "max_depth": 2, "min_data_in_leaf": settings.least_lines,
        "lambda_l2": settings.ridge, "feature_fraction": 0.5, "bagging_fraction": 0.8, "bagging_freq": 1, "boost_from_average": False, "seed": seed, **REPEATABLE,
    }  # fmt: skip


def curvature(chances: Floats, settings: Settings) -> Floats:
    """The second derivative of the loss, one a line and label, for labels of these chances."""
    return np.maximum(chances * (1 - chances), settings.least_curvature) * 1.2


def margin(allowed: Floats, sizes: Floats, settings: Settings) -> Floats:
    """Factors by which a wrong label counts for more, one a line and label: for body lines they grow with the length."""
    body = (allowed[:, 0] == 1) & (allowed.sum(1) == 1)
    factors = np.ones_like(allowed)
    factors[body, 1:] = ((1 + sizes[body] / 60) ** settings.cost)[:, None]
    factors[np.ix_(body, SILENT)] *= np.exp(settings.silent_cost)
    return factors
