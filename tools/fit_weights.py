"""Fit the weights that ship: python tools/fit_weights.py LINES.jsonl [--silver SILVER.jsonl.gz] [--pages FOLDER]

Cross-validates by site to calibrate, to choose the threshold and to report; then fits on all documents and writes
`src/cleaner/weights.json`, with the date, the data's digest and the figures.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

from cleaner.weights import FILE  # noqa: E402
from crossvalidation import Beside, Validated, calibrations, decide_all, decide_first, fit_weights, observe_all, score, settled, with_last  # noqa: E402
from fitting.boosting import Settings  # noqa: E402
from labelled import digest, read_labelled  # noqa: E402
from scores import Tallies, interval, total  # noqa: E402

MOST_LOST = {"news": 0.002, "indonesian": 0.002, "web": 0.004}
"""Share of the body characters that may be lost, by group: the threshold is the lowest that keeps to all."""
THRESHOLDS = [round(0.3 + 0.01 * step, 2) for step in range(70)]


def main() -> None:
    """Fit, report, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("lines", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=FILE)
    arguments.add_argument("--silver", type=Path, help="silver articles, of which the labelled ones are fitted on too")
    arguments.add_argument("--pages", type=Path, help="folder of the documents' pages, which are fitted on as other extractors take them too")
    arguments.add_argument("--folds", type=Path, help="keep the weights of the folds here; tools/fit_site_weights.py goes on from them")
    given = arguments.parse_args()
    documents = read_labelled(given.lines)
    beside = Beside.read(documents, given.silver, given.pages)
    observed = observe_all(documents, beside.lexicons)
    settings = Settings()
    boosted, first = decide_first(observed, settings, beside)
    folds = settled(boosted, first, observed, beside.freed)
    if given.folds:
        given.folds.write_text(json.dumps(folds), encoding="utf-8")
    decided = decide_all(folds, observed)
    threshold = lowest_threshold(decided)
    figures = summary(score(decided, threshold))
    print(json.dumps(figures, indent=1))
    weights = with_last(fit_weights(beside.fitted_on(observed), settings), first)
    about = {"fitted": datetime.date.today().isoformat(), "data": digest(given.lines), "documents": len(observed),
             "beside": [len(beside.articles), len(beside.pages)], "cross-validation by site": figures}
    content = {"about": about, **weights, "calibration": calibrations(decided, decide_all(folds, beside.freed)), "min_confidence": threshold}
    given.output.write_text(readable(content), encoding="utf-8")


def lowest_threshold(decided: Sequence[Validated]) -> float:
    """The lowest threshold at which no group loses more body than allowed."""
    return lowest_within(MOST_LOST, lambda threshold: score(decided, threshold))


def lowest_within(most_lost: Mapping[str, float], tallied: Callable[[float], Tallies]) -> float:
    """The lowest threshold at which none of these groups, as far as there are documents of it, loses a larger share of its body characters."""
    for threshold in THRESHOLDS:
        tallies = tallied(threshold)
        if all(total(tallies[group].values()).lost <= most for group, most in most_lost.items() if group in tallies):
            return threshold
    raise SystemExit(f"no threshold keeps the body loss within {most_lost}")


def summary(tallies: Tallies) -> dict[str, Any]:
    """The figures that go into the file, a row a group."""
    rows = {}
    for group, sites in sorted(tallies.items()):
        whole = total(sites.values())
        low, high = interval(sites, lambda tally: tally.f1)
        rows[group] = {
            "lines": whole.counts["body"] + whole.counts["noise"], "strip F1": round(whole.f1, 4), "interval": [round(low, 4), round(high, 4)],
            "body characters lost": round(whole.lost, 5), "perfect documents": round(whole.perfect, 4), "right label": round(whole.right_label, 4),
        }  # fmt: skip
    return rows


def readable(content: dict[str, Any]) -> str:
    """JSON with one row of weights a line."""
    head = {key: value for key, value in content.items() if key != "tables"}
    lines = ["{", *(f" {json.dumps(key)}: {json.dumps(value)}," for key, value in head.items()), ' "tables": {']
    tables = []
    for name, cells in content["tables"].items():
        rows = ",\n".join(f"   {json.dumps(value, ensure_ascii=False)}: {json.dumps(weights, separators=(',', ':'))}" for value, weights in cells.items())
        tables.append(f"  {json.dumps(name, ensure_ascii=False)}: {{\n{rows}\n  }}")
    return "\n".join([*lines, ",\n".join(tables), " }", "}", ""])


if __name__ == "__main__":
    main()
