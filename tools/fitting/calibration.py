"""Calibrate: stretch and shift the log odds, so that of the lines given .9, nine in ten are right (Platt 1999)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np

from fitting.chain import Floats


def calibrate(p_body: Sequence[float], leaves: Sequence[bool], rounds: int = 50) -> tuple[float, float]:
    """Return stretch and shift that make the logistic of `stretch * log_odds + shift` likeliest, by Newton's method in short steps.

    `log_odds` are those of leaving the body, where the chance of staying is `p_body`; `leaves` tells what does.
    """
    log_odds = _log_odds(p_body)
    stretch, shift = _newton(np.stack([log_odds, np.ones_like(log_odds)], axis=1), leaves, np.ones_like(log_odds), np.full(2, 1e-6), rounds)
    return stretch, shift


def weigh_last(kinds: int, p_body: Sequence[float], leaves: Sequence[bool], seen: Sequence[int], counts: Sequence[float], rounds: int = 60) -> list[float]:
    """Return the nats against body that each of so many kinds of observation adds to decisions that were made without it.

    `seen` tells what was seen on each line: 0 is nothing, the kinds are 1, 2, …; `counts` what each line counts for, by
    `shared_counts`. A weak prior of a standard deviation of three nats keeps them finite.
    """
    log_odds = _log_odds(p_body)
    design = np.stack([log_odds, np.ones_like(log_odds), *(np.equal(seen, kind + 1).astype(float) for kind in range(kinds))], axis=1)
    stretch, _, *added = _newton(design, leaves, np.asarray(counts, dtype=float), np.array([1e-6, 1e-6] + kinds * [0.1]), rounds)
    return [nats / stretch for nats in added]


def shared_counts(seen: Sequence[int]) -> list[float]:
    """What each line of a document counts for in `weigh_last`: lines that say the same count as one, those that say nothing one each."""
    times = Counter(seen)
    return [1 / times[kind] if kind else 1.0 for kind in seen]


def _log_odds(p_body: Sequence[float]) -> Floats:
    share = np.clip(p_body, 1e-12, 1 - 1e-12)
    return np.clip(np.log1p(-share) - np.log(share), -12, 12)


def _newton(design: Floats, leaves: Sequence[bool], counts: Floats, ridge: Floats, rounds: int) -> list[float]:
    """Fit a logistic regression by Newton's method in short steps, beginning with the first column as it is."""
    weights = np.zeros(design.shape[1])
    weights[0] = 1.0
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (counts * (np.asarray(leaves, dtype=float) - chance)) - ridge * weights * (ridge > 1e-6)
        curve = (design * (counts * chance * (1 - chance))[:, None]).T @ design + np.diag(ridge)
        change = np.linalg.solve(curve, slope)
        weights = weights + change / max(1.0, 4 * float(np.abs(change).max()))
    return [float(weight) for weight in weights]
