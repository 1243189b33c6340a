"""Fit what a site memory adds, on top of a chain that stays as it is.

The chain's own scores of each line are where the boosting starts, and its steps do not move. The trees see what the rules of the site saw of the
line, and of other rules only what they saw of lines that stand on other pages: so that nothing is learned here that the chain could have
learned without a memory. A tree asks at most two things, so what is fitted is again a sum of tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaner.rules import RULES, SITE_RULES, Evidence
from cleaner.weights import LABELS, Look
from fitting.boosting import Settings, curvature, margin, tree_options
from fitting.chain import Clamped, Floats, Packing, Steps, forward_backward
from fitting.tables import rounded
from fitting.trees import BINS, leaves

SEEN = "on_other_pages"
_OF_LINES = (SEEN, "surely_on_other_pages", "title_of_another_page")
# How many pages are known is asked of lines seen elsewhere alone: of all lines it would tell the few large sites of the data from the others.
_OF_SEEN_LINES = (
    "pages_known", "size", "casing", "end_mark", "opening", "several_sentences", "clause", "kinds_found", "substance", "dateline", "repeated", "among_paragraphs",
    "from_start", "way_through", "line_after", "table_row", "known_elsewhere", "run_of_short_lines",
)  # fmt: skip
ROUNDS = 80
VALUES = {rule.name: rule.values for rule in (*RULES, *SITE_RULES)}


@dataclass(frozen=True)
class Column:
    """One thing that a tree can ask: what a rule saw, or what it saw of lines that stand on other pages (0 of other lines)."""

    looks: tuple[Look, ...]

    def places(self, seen: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
        """What the tree is shown, for what its looks saw."""
        return seen[0] if len(seen) == 1 else np.where(seen[0] > 0, seen[1] + 1, 0)


def _column(*rules: str) -> Column:
    return Column(tuple(Look.parse(rule, VALUES) for rule in rules))


COLUMNS = (*(_column(rule) for rule in _OF_LINES), *(_column(SEEN, rule) for rule in _OF_SEEN_LINES))


@dataclass
class Part:
    """Documents whose chain is the same: of one fold, so that no chain scores what it was fitted on."""

    evidence: list[Evidence]
    allowed: Floats
    """One row a line, 1 for each label it may have."""
    sizes: Floats
    scores: Floats
    """What the chain says of each line, in nats."""
    steps: Steps
    lengths: list[int]


def fit_site(parts: Sequence[Part], settings: Settings, rounds: int = ROUNDS) -> dict[str, Any]:
    """Fit on documents of whose sites other pages are known; return the tables and the bias that are added to those of the chain."""
    columns = np.concatenate([_matrix(part) for part in parts]).astype(np.float32)
    trees = _boost(columns, parts, settings, rounds)
    return _tables(trees, settings.chains)


def _matrix(part: Part) -> NDArray[np.intp]:
    documents = ([column.places([np.asarray(look.column(seen)) for look in column.looks]) for column in COLUMNS] for seen in part.evidence)
    return np.concatenate([np.stack(rows, axis=1) for rows in documents])


def _boost(columns: NDArray[np.float32], parts: Sequence[Part], settings: Settings, rounds: int) -> list[lightgbm.Booster]:
    packings = [Packing(part.lengths) for part in parts]
    starts = np.cumsum([0, *(len(part.allowed) for part in parts)])
    labelled = [Clamped(part.allowed[packing.rows], packing) for part, packing in zip(parts, packings, strict=True)]
    margins = [margin(part.allowed, part.sizes, settings) for part in parts]

    def objective(scores: Floats, _: lightgbm.Dataset) -> tuple[Floats, Floats]:
        added = scores.reshape(len(columns), len(LABELS), order="F") if scores.ndim == 1 else scores
        slopes = np.empty_like(added)
        curves = np.empty_like(added)
        for place, (part, packing) in enumerate(zip(parts, packings, strict=True)):
            total = part.scores + added[starts[place] : starts[place + 1]]
            own = np.exp(total - total.max(1, keepdims=True))
            free = forward_backward((own * margins[place])[packing.rows], part.steps, packing).labels
            given = labelled[place].marginals(own[packing.rows], part.steps).labels
            rows = starts[place] + packing.rows
            slopes[rows], curves[rows] = free - given, curvature(free, settings)
        return slopes, curves

    data = lightgbm.Dataset(columns, label=np.zeros(len(columns)), params=BINS, free_raw_data=False)
    together = {"objective": objective, "interaction_constraints": _together()}
    return [lightgbm.train({**tree_options(settings, seed), **together}, data, rounds) for seed in range(1, settings.chains + 1)]


def _together() -> list[list[int]]:
    """Which columns a tree may ask together: two looks in all."""
    of_lines = range(len(_OF_LINES))
    return [*map(list, combinations(of_lines, 2)), *([COLUMNS.index(_column(SEEN)), number] for number in range(len(_OF_LINES), len(COLUMNS)))]


def _tables(boosted: Sequence[lightgbm.Booster], chains: int) -> dict[str, Any]:
    tables: dict[tuple[Look, ...], Floats] = {}
    for tree in (tree for trees in boosted for tree in trees.dump_model()["tree_info"]):
        for value, _, limits in leaves(tree["tree_structure"]):
            looks = tuple(dict.fromkeys(look for number in sorted(limits) for look in COLUMNS[number].looks))
            if looks:
                table = tables.setdefault(looks, np.zeros((*(len(look.values) for look in looks), len(LABELS))))
                table[..., tree["tree_index"] % len(LABELS)] += value / chains * _inside(looks, limits)
    return _content(tables)


def _inside(looks: tuple[Look, ...], limits: Mapping[int, tuple[float, float]]) -> NDArray[np.bool_]:
    """Which cells of a table of these looks fall into a leaf."""
    grid = dict(zip(looks, np.indices([len(look.values) for look in looks]), strict=True))
    inside = np.ones([len(look.values) for look in looks], dtype=bool)
    for number, (low, high) in limits.items():
        places = COLUMNS[number].places([grid[look] for look in COLUMNS[number].looks])
        inside &= (places > low) & (places <= high)
    return inside


def _content(tables: Mapping[tuple[Look, ...], Floats]) -> dict[str, Any]:
    """Tables as they are stored: the plain cell, the first, weighs nothing, and what it weighed goes into the bias."""
    bias = np.zeros(len(LABELS))
    stored = {}
    for looks, table in sorted(tables.items(), key=lambda item: (len(item[0]), [look.rule for look in item[0]])):
        plain = table[(0,) * len(looks)].copy()
        bias += plain
        cells = {" × ".join(look.values[at] for look, at in zip(looks, place, strict=True)): rounded(table[place] - plain) for place in np.ndindex(*table.shape[:-1])}
        if kept := {value: weights for value, weights in cells.items() if any(weights)}:
            stored[" × ".join(look.rule for look in looks)] = kept
    return {"bias": rounded(bias), "tables": stored}
