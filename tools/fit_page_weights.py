"""Fit the weights of pages: python tools/fit_page_weights.py DEV (a folder with lines.jsonl and html/)

Cross-validates by site to calibrate, to choose the threshold and to report; then fits on all pages and writes
`src/cleaner/page_weights.json`, with the date, the data's digest and the figures.
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

from cleaner.weights import PAGE_FILE  # noqa: E402
from fit_weights import readable  # noqa: E402
from html_scores import HtmlTallies, HtmlTally, tally_html  # noqa: E402
from labelled import Labelled, digest, read_labelled  # noqa: E402
from labelled_pages import read_pages  # noqa: E402
from page_validation import PAGE_SETTINGS, ValidatedPage, calibration, decide_first, fit_pages, last_table, observe_pages, settled  # noqa: E402
from scores import total  # noqa: E402

LEAST_FOUND = {"news": 0.98, "web": 0.95}
"""Share of the body lines that has to come out, by group: the threshold is the lowest that keeps to all."""
THRESHOLDS = [round(0.3 + 0.01 * step, 2) for step in range(69)]


def main() -> None:
    """Fit, report, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("dev", type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=PAGE_FILE)
    arguments.add_argument("--bodies", type=Path, metavar="FILE.json", help="keep the cross-validated bodies, for benchmarks/html_track.py --bodies")
    given = arguments.parse_args()
    documents = read_labelled(given.dev / "lines.jsonl")
    observed = observe_pages(read_pages(documents, given.dev / "html"))
    folds, first = decide_first(observed, PAGE_SETTINGS)
    decided = settled(folds, first, observed)
    threshold = lowest_threshold(documents, decided)
    figures = summary(score_pages(documents, decided, threshold))
    print(json.dumps({"min_confidence": threshold, **figures}, indent=1))
    if given.bodies:
        given.bodies.write_text(json.dumps({"min_confidence": threshold, "bodies": bodies_of(decided, threshold)}, ensure_ascii=False), encoding="utf-8")
    weights = fit_pages(observed, PAGE_SETTINGS)
    weights["tables"] |= last_table(first)
    stretch, shift = calibration(decided)
    about = {
        "fitted": datetime.date.today().isoformat(), "data": digest(given.dev / "lines.jsonl"), "pages": len(observed), "cross-validation by site": figures,
    }  # fmt: skip
    content = {"about": about, **weights, "calibration": {"stretch": stretch, "shift": shift}, "min_confidence": threshold}
    given.output.write_text(readable(content), encoding="utf-8")


def score_pages(documents: Sequence[Labelled], decided: Sequence[ValidatedPage], min_confidence: float) -> HtmlTallies:
    """Score cross-validated pages at a threshold; a page without a region has an empty body."""
    bodies = bodies_of(decided, min_confidence)
    return tally_html(documents, lambda document: bodies.get(document.page or "", ""))


def bodies_of(decided: Sequence[ValidatedPage], min_confidence: float) -> dict[str, str]:
    """The body of each page at a threshold, by the page's name."""
    return {item.observed.labelled.name: item.body(min_confidence) for item in decided}


def lowest_threshold(documents: Sequence[Labelled], decided: Sequence[ValidatedPage]) -> float:
    """The lowest threshold at which every group keeps enough of its body lines."""
    for threshold in THRESHOLDS:
        tallies = score_pages(documents, decided, threshold)
        if all(total(tallies[group].values(), HtmlTally).found >= least for group, least in LEAST_FOUND.items()):
            return threshold
    raise SystemExit(f"no threshold keeps {LEAST_FOUND} of the body lines")


def summary(tallies: HtmlTallies) -> dict[str, Any]:
    """The figures that go into the file, a row a group."""
    totals = {group: total(sites.values(), HtmlTally) for group, sites in sorted(tallies.items())}
    return {
        group: {"lines": whole.counts["body"] + whole.counts["noise"], "found": round(whole.found, 4), "left": round(whole.left, 4), "F1": round(whole.f1, 4)}
        for group, whole in totals.items()
    }


if __name__ == "__main__":
    main()
