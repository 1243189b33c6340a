"""Turn boosted trees into the tables that `cleaner.decide` reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from cleaner.weights import LABELS, UNIT
from fitting.boosting import Chain, Settings, Training, fit_chain
from fitting.chain import Floats
from fitting.observations import Column
from fitting.ordering import ordered
from fitting.trees import leaves

Tables = dict[tuple[int, ...], Floats]
"""Column numbers, one or two, to an array with an axis for each and one for the label."""


def fit_tables(data: Training, settings: Settings, columns: Sequence[Column]) -> dict[str, Any]:
    """Fit a chain and return the data of a weights file, not yet calibrated."""
    data, columns = ordered(data, columns)
    chain = fit_chain(data, settings)
    seen = [np.where(data.values[:, number] < 0, len(column.values) - 1, data.values[:, number]).astype(int) for number, column in enumerate(columns)]
    return {**weights_data(chain, columns, seen), "calibration": {"stretch": 1.0, "shift": 0.0}, "min_confidence": 0.5}


def weights_data(chain: Chain, columns: Sequence[Column], seen: Sequence[np.ndarray]) -> dict[str, Any]:
    """Return the data of a weights file, calibration aside. `seen` is what the columns saw, to find the plain cases."""
    tables = _tables(chain, columns)
    bias = chain.bias + sum(_plain(table, [seen[number] for number in numbers]) for numbers, table in tables.items())
    return {
        "labels": [str(label) for label in LABELS],
        "bias": rounded(bias),
        "first": rounded(chain.steps.first),
        "last": rounded(chain.steps.last),
        "step": [rounded(row) for row in chain.steps.step],
        "tables": {
            " × ".join(columns[number].name for number in numbers): cells
            for numbers, table in sorted(tables.items(), key=lambda item: (len(item[0]), item[0]))
            if (cells := _cells(table, [columns[number].values for number in numbers]))
        },
    }


def _tables(chain: Chain, columns: Sequence[Column]) -> Tables:
    tables: Tables = {}
    for tree in (tree for trees in chain.trees for tree in trees.dump_model()["tree_info"]):
        label = tree["tree_index"] % len(LABELS)
        for value, _, limits in leaves(tree["tree_structure"]):
            numbers = tuple(sorted(limits))
            if not numbers:
                continue
            table = tables.setdefault(numbers, np.zeros((*(len(columns[number].values) for number in numbers), len(LABELS))))
            table[(*np.ix_(*(np.flatnonzero(_within(columns[number], *limits[number])) for number in numbers)), label)] += value / len(chain.trees)
    return tables


def _within(column: Column, low: float, high: float) -> np.ndarray:
    places = np.asarray(column.places)
    return (places > low) & (places <= high)


def _plain(table: Floats, seen: Sequence[np.ndarray]) -> Floats:
    """Take the weights of the commonest cell off the whole table, so that the plain case weighs nothing, and return them."""
    shape = table.shape[:-1]
    commonest = np.unravel_index(np.bincount(np.ravel_multi_index(tuple(seen), shape)).argmax(), shape)
    plain = table[commonest].copy()
    table -= plain
    return plain


def _cells(table: Floats, values: Sequence[Sequence[str]]) -> dict[str, list[int]]:
    cells = {}
    for place in np.ndindex(*table.shape[:-1]):
        weights = rounded(table[place])
        if any(weights):
            cells[" × ".join(names[at] for names, at in zip(values, place, strict=True))] = weights
    return cells


def against(labels: Sequence[int], nats: float, cell: Sequence[int] = (0,) * len(LABELS)) -> list[int]:
    """A cell that takes so many nats off these labels, beside what it says already."""
    return [weight - round(nats * UNIT) if place in labels else weight for place, weight in enumerate(cell)]


def rounded(weights: Floats) -> list[int]:
    """Weights as they are stored."""
    return [round(float(weight) * UNIT) for weight in weights]
