"""Calibrate: stretch and shift the log odds, so that of the lines given .9, nine in ten are right (Platt 1999)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def calibrate(p_body: Sequence[float], leaves: Sequence[bool], rounds: int = 50) -> tuple[float, float]:
    """Return stretch and shift that make the logistic of `stretch * log_odds + shift` likeliest, by Newton's method in short steps.

    `log_odds` are those of leaving the body, where the chance of staying is `p_body`; `leaves` tells what does.
    """
    share = np.clip(p_body, 1e-12, 1 - 1e-12)
    log_odds = np.log1p(-share) - np.log(share)
    design = np.stack([np.clip(log_odds, -12, 12), np.ones_like(log_odds)], axis=1)
    weights = np.array([1.0, 0.0])
    for _ in range(rounds):
        chance = 1 / (1 + np.exp(-np.clip(design @ weights, -30, 30)))
        slope = design.T @ (np.asarray(leaves, dtype=float) - chance)
        curve = (design * (chance * (1 - chance))[:, None]).T @ design + 1e-6 * np.eye(2)
        change = np.linalg.solve(curve, slope)
        weights = weights + change / max(1.0, 4 * float(np.abs(change).max()))
    return float(weights[0]), float(weights[1])
