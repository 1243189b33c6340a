"""Fit what a site memory adds: python tools/fit_site_weights.py LINES.jsonl SILVER.jsonl.gz FOLDS.json

Runs after `tools/fit_weights.py LINES.jsonl --folds FOLDS.json`, whose weights it leaves as they are, and writes
`src/cleaner/site_weights.json`. The memory is made of the labelled documents and the unlabelled articles of their sites; the labels
play no part in it, and a document is never its own witness. Each document is scored by the fold of the chain that never saw its site, and
validated by additions that never saw it either.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

from cleaner import SiteMemory  # noqa: E402
from cleaner.decide import decide  # noqa: E402
from cleaner.reading.text import read_text  # noqa: E402
from cleaner.rules import Document, observe  # noqa: E402
from cleaner.rules.shipped import load_phrases  # noqa: E402
from cleaner.weights import LABELS, SITE_FILE, Weights, add_site, load_weights  # noqa: E402
from crossvalidation import Lexicons, Observed, Validated, calibrations, score, vocabularies  # noqa: E402
from fit_weights import MOST_LOST, readable, summary  # noqa: E402
from fitting.boosting import Settings  # noqa: E402
from fitting.chain import Steps  # noqa: E402
from fitting.site import SEEN, VALUES, Part, fit_site  # noqa: E402
from fitting.site_pages import address, site_pages  # noqa: E402
from labelled import CODES, FOLDS, Labelled, read_labelled, without_fold  # noqa: E402
from lexicons import fit_lexicons  # noqa: E402
from scores import BODY_LOST, STRIP_F1, Tallies, difference, total  # noqa: E402

Folds = Mapping[int, Mapping[str, Any]]
LOWER = [0.05 * step for step in range(41)]
"""By how much the calibration is lowered, in nats, until the body is as safe as without a memory."""


def main() -> None:
    """Validate, report, fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("lines", "silver", "folds"):
        arguments.add_argument(name, type=Path)
    arguments.add_argument("-o", "--output", type=Path, default=SITE_FILE)
    given = arguments.parse_args()
    documents = read_labelled(given.lines)
    memory = SiteMemory.from_pages(site_pages(documents, given.silver))
    folds = {int(fold): data for fold, data in json.loads(given.folds.read_text(encoding="utf-8")).items()}
    observed = [item for item in observe_all(documents, memory, fit_lexicons(documents, given.silver)) if SEEN in item.evidence]
    settings = Settings()
    threshold = load_weights().min_confidence
    without, added = decided(folds, observed), fit_folds(folds, observed, settings)
    lower, with_memory = guarded(folds, added, observed, score(without, threshold), threshold)
    figures = compare(score(without, threshold), score(with_memory, threshold))
    print(json.dumps(figures, indent=1))
    fitted = lowered(calibrations(decided(folds, observed, added)), lower)
    about = {"fitted": datetime.date.today().isoformat(), "on": load_weights().digest, "documents": len(observed), "of": len(documents), "cross-validation by site": figures}
    content = {"about": about, **fit_site(parts(folds, observed), settings), "calibration": fitted}
    given.output.write_text(readable(content), encoding="utf-8")


def observe_all(documents: Sequence[Labelled], memory: SiteMemory, lexicons: Lexicons) -> list[Observed]:
    """Let every rule look at every document; those of the site where the memory knows other pages."""
    index, words = load_phrases(), vocabularies(lexicons)
    return [Observed(one, observe(Document(read_text("\n".join(one.lines)), index, words(one), address(one), memory))) for one in documents]


def parts(folds: Folds, observed: Sequence[Observed]) -> list[Part]:
    """The documents to fit on, fold by fold, each scored by the chain that never saw its site."""
    return [_part(Weights(data, VALUES), held) for fold, data in sorted(folds.items()) if (held := [item for item in observed if item.document.fold == fold])]


def _part(weights: Weights, observed: Sequence[Observed]) -> Part:
    scores = [np.log(decide(item.evidence, len(item.document.lines), weights, {}).own) for item in observed]
    codes = "".join(item.document.codes for item in observed)
    allowed = np.array([[1.0 if CODES.get(code, label) is label else 0.0 for label in LABELS] for code in codes])
    sizes = np.array([len(line) for item in observed for line in item.document.lines], dtype=float)
    steps = Steps(np.log(weights.step), np.log(weights.first), np.log(weights.last))
    return Part([item.evidence for item in observed], allowed, sizes, np.concatenate(scores), steps, [len(item.document.lines) for item in observed])


def fit_folds(folds: Folds, observed: Sequence[Observed], settings: Settings) -> dict[int, dict[str, Any]]:
    """Fit what is added to every fold on the other folds' sites, and calibrate it on what was decided, in the same way, of the other folds."""
    plain = {"calibration": {"stretch": 1.0, "shift": 0.0}}
    added = {fold: {**fit_site(parts(folds, without_fold(observed, fold)), settings), **plain} for fold in range(FOLDS)}
    raw = decided(folds, observed, added)
    for fold, data in added.items():
        data["calibration"] = calibrations(without_fold(raw, fold))
    return added


def guarded(folds: Folds, added: Folds, observed: Sequence[Observed], without: Tallies, threshold: float) -> tuple[float, list[Validated]]:
    """Lower the shift of the calibration until neither news nor web lose more body with a memory than without; return by how much, and what is then decided."""
    for lower in LOWER:
        found = decided(folds, observed, {fold: {**data, "calibration": lowered(data["calibration"], lower)} for fold, data in added.items()})
        tallies = score(found, threshold)
        if all(total(tallies[group].values()).lost <= total(without[group].values()).lost for group in MOST_LOST):
            print(f"calibration lowered by {lower:.2f}", file=sys.stderr)
            return lower, found
    raise SystemExit(f"with a memory more body is lost than without, whatever the calibration: {', '.join(MOST_LOST)}")


def lowered(calibration: Mapping[str, Any], lower: float) -> dict[str, Any]:
    """The calibration, also that of texts without phrases, with the shift lowered."""
    return {name: lowered(value, lower) if isinstance(value, Mapping) else value - lower * (name == "shift") for name, value in calibration.items()}


def decided(folds: Folds, observed: Sequence[Observed], added: Folds | None = None) -> list[Validated]:
    """Decide every document by the chain that never saw its site, with what a memory adds to it, where that is given."""
    weights = {fold: Weights(add_site(data, added[fold]) if added else data, VALUES) for fold, data in folds.items()}
    return [Validated(item, decide(item.evidence, len(item.document.lines), weights[item.document.fold], {})) for item in observed]


def compare(without: Tallies, with_memory: Tallies) -> dict[str, Any]:
    """The figures of both, a row a group, and the interval of their difference, paired by site."""
    rows, plain = {}, summary(without)
    for group, known in summary(with_memory).items():
        rows[group] = {
            **known, "without": {name: plain[group][name] for name in ("strip F1", "body characters lost", "perfect documents", "right label")},
            "more F1": [round(bound, 4) for bound in difference(with_memory[group], without[group], STRIP_F1)],
            "more lost": [round(bound, 5) for bound in difference(with_memory[group], without[group], BODY_LOST)],
            "documents": total(with_memory[group].values()).counts["documents"],
        }  # fmt: skip
    return rows


if __name__ == "__main__":
    main()
