"""Fit what ships for texts without line breaks: python tools/fit_flat_weights.py LINES.jsonl

Cross-validates by site to calibrate, to choose the threshold and to report; then fits on all documents and writes
`src/cleaner/pieces/joints.json` and `src/cleaner/flat_weights.json`, with the date, the data's digest and the figures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

import crossvalidation  # noqa: E402, F401  (sets the path of the fit)
from cleaner.pieces.flat import FILE as JOINTS_FILE  # noqa: E402
from cleaner.weights import FLAT_FILE  # noqa: E402
from fit_weights import lowest_within, readable, summary  # noqa: E402
from fitting.boosting import Settings  # noqa: E402
from flattened import DecidedPieces, calibration, cross_validate_flat, fit_flat, is_cut, score_flat, uncut  # noqa: E402
from labelled import Labelled, digest, read_labelled  # noqa: E402
from scores import Tallies  # noqa: E402

SETTINGS = Settings(rounds=260, chains=3, cost=1.0, silent_bar=0.0, least_curvature=0.005)
MOST_LOST = {"news": 0.004, "indonesian": 0.005, "web": 0.005}
"""Share of the body characters that may be lost, by group: the threshold is the lowest that keeps to all."""


def main() -> None:
    """Fit, report, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("lines", type=Path)
    given = arguments.parse_args()
    documents = read_labelled(given.lines)
    decided = cross_validate_flat(documents, SETTINGS)
    threshold = lowest_threshold(decided, uncut(documents))
    figures = flat_summary(score_flat(decided, threshold, uncut(documents)))
    print(json.dumps({"min_confidence": threshold, **figures}, indent=1), flush=True)
    fitted = fit_flat([document for document in documents if is_cut(document)], SETTINGS)
    stretch, shift = calibration(decided)
    about = {"fitted": datetime.date.today().isoformat(), "data": digest(given.lines), "flat, cross-validation by site": figures}
    content = {"about": about, **fitted.weights, "calibration": {"stretch": stretch, "shift": shift}, "min_confidence": threshold}
    FLAT_FILE.write_text(readable(content), encoding="utf-8")
    JOINTS_FILE.write_text(readable_joints(fitted.joints), encoding="utf-8")


def lowest_threshold(decided: Sequence[DecidedPieces], whole: Sequence[Labelled]) -> float:
    """The lowest threshold at which no group loses more body than allowed."""
    return lowest_within(MOST_LOST, lambda threshold: score_flat(decided, threshold, whole))


def flat_summary(tallies: Tallies) -> dict[str, Any]:
    """The figures by characters: of documents, lines and labels there is nothing to say."""
    rows = summary(tallies)
    return {group: {"characters": row["lines"], **{name: row[name] for name in ("strip F1", "interval", "body characters lost")}} for group, row in rows.items()}


def readable_joints(joints: dict[str, Any]) -> str:
    """JSON with one table a line."""
    rows = ",\n".join(f"  {json.dumps(name, ensure_ascii=False)}: {json.dumps(table, separators=(',', ':'))}" for name, table in joints["tables"].items())
    return f'{{\n "tables": {{\n{rows}\n }}\n}}\n'


if __name__ == "__main__":
    main()
