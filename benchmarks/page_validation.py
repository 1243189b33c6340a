"""Cross-validation of pages, by site: fit on the pages of other sites, then decide as `clean` does."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from cleaner import Label
from cleaner.decide import Decision, decide
from cleaner.reading.region import find_region
from cleaner.rules import Evidence
from cleaner.rules.page_document import PageDocument
from cleaner.rules.pages import PAGE_RULES, observe_page
from cleaner.rules.shipped import load_phrases, load_vocabulary
from cleaner.weights import BODY, LABELS, Weights
from fitting.boosting import Settings, Training
from fitting.calibration import calibrate, shared_counts, weigh_last
from fitting.observations import NEARBY, columns_of, matrix, without_voice
from fitting.tables import against, fit_tables
from labelled import FOLDS, without_fold
from labelled_pages import LabelledPage

PAGE_NEARBY = (*NEARBY, "block_tag", "leads_to", "linked", "prose_of_home", "prose_of_shape", "claimed_title", "image_before", "claimed_body", "bold", "slanted")
PAGE_SETTINGS = Settings(rounds=140, learning_rate=0.15, chains=2, pairs=150, cost=1.0, silent_bar=0.0, least_curvature=0.005)
LAST = "scattered"
"""The rule that is weighed last, on cross-validated decisions.

On most pages other evidence says as much, so that boosting gives it nothing, and pages on which nothing else tells keep such lines.
"""
_FROM = 2
"""The first of its values that tells: behind three paragraphs."""
COLUMNS = without_voice(columns_of([rule for rule in PAGE_RULES if rule.name != LAST], PAGE_NEARBY))
_LONGEST = 250
VALUES = {rule.name: rule.values for rule in PAGE_RULES}


@dataclass
class ObservedPage:
    """A labelled page, the region that is decided, and what the rules see in it."""

    labelled: LabelledPage
    region: range
    evidence: Evidence

    @property
    def fold(self) -> int:
        return self.labelled.fold


@dataclass
class ValidatedPage:
    """A page and what was decided of its region with weights that never saw its site."""

    observed: ObservedPage
    decision: Decision

    @property
    def fold(self) -> int:
        return self.observed.fold

    def body(self, min_confidence: float) -> str:
        """The lines that stay."""
        lines = self.observed.labelled.page.lines[self.observed.region.start : self.observed.region.stop]
        return "\n".join(line.text for index, line in enumerate(lines) if 1 - self.decision.p_body(index) < min_confidence)


def observe_pages(pages: Iterable[LabelledPage]) -> list[ObservedPage]:
    """Let every rule look at every page once; pages without a region hold nothing to decide."""
    phrases, words, observed = load_phrases(), load_vocabulary(), []
    for page in pages:
        region = find_region(page.page.lines, page.page.claims.titles)
        if region:
            document = PageDocument(page.page.lines[region.start : region.stop], phrases, words, page.page.claims, address=page.page.address)
            observed.append(ObservedPage(page, region, observe_page(document)))
    return observed


def fit_pages(observed: Sequence[ObservedPage], settings: Settings) -> dict[str, Any]:
    """Fit on these pages and return the data of a weights file, not yet calibrated."""
    return fit_tables(training(observed), settings, COLUMNS)


def training(observed: Sequence[ObservedPage]) -> Training:
    """Put observed pages into the form that is fitted on."""
    values = np.concatenate([matrix(item.evidence, len(item.region), COLUMNS) for item in observed])
    allowed = np.array([[1.0 if label in item.labelled.allowed[place] else 0.0 for label in LABELS] for item in observed for place in item.region])
    sizes = np.array([len(item.labelled.page.lines[place].text) for item in observed for place in item.region], dtype=float)
    return Training(values, allowed, sizes, [length for item in observed for length in _parts(len(item.region))])


def _parts(length: int) -> list[int]:
    """Long pages are fitted on in parts: the time of a round is that of the longest chain."""
    return [min(_LONGEST, length - at) for at in range(0, length, _LONGEST)]


def cross_validate_pages(observed: Sequence[ObservedPage], settings: Settings) -> list[ValidatedPage]:
    """Decide every page with weights fitted on the other folds' sites; the last rule and the calibration are fitted on the decisions of the other folds."""
    return settled(*decide_first(observed, settings), observed)


def decide_first(observed: Sequence[ObservedPage], settings: Settings) -> tuple[dict[int, dict[str, Any]], list[ValidatedPage]]:
    """Fit each fold's weights on the other folds' sites, and decide its pages; neither the last rule nor the calibration are in them."""
    with get_context("fork").Pool(2) as pool:
        parts = [(without_fold(observed, fold), settings) for fold in range(FOLDS)]
        folds = dict(enumerate(pool.starmap(fit_pages, parts, chunksize=1)))
    return folds, decide_pages(folds, observed)


def settled(folds: Mapping[int, dict[str, Any]], first: Sequence[ValidatedPage], observed: Sequence[ObservedPage]) -> list[ValidatedPage]:
    """Decide again with the last rule and the calibration."""
    folds = {fold: {**weights, "tables": {**weights["tables"], **last_table(without_fold(first, fold))}} for fold, weights in folds.items()}
    raw = decide_pages(folds, observed)
    for fold, weights in folds.items():
        stretch, shift = calibration(without_fold(raw, fold))
        weights["calibration"] = {"stretch": stretch, "shift": shift}
    return decide_pages(folds, observed)


def last_table(decided: Sequence[ValidatedPage]) -> dict[str, dict[str, list[int]]]:
    """The table of the last rule, weighed on decisions that were made without it: one weight for all values that tell; the lines of a page count as one."""
    rows = []
    for item in decided:
        seen = [int(value >= _FROM) for value in item.observed.evidence[LAST]]
        counts = shared_counts(seen)
        rows += [(item.decision.raw[index][BODY], leaves, seen[index], counts[index]) for index, leaves in _known(item)]
    (nats,) = weigh_last(1, *zip(*rows, strict=True))
    return {LAST: {value: against([BODY], nats) for value in VALUES[LAST][_FROM:]}}


def decide_pages(folds: Mapping[int, dict[str, Any]], observed: Sequence[ObservedPage]) -> list[ValidatedPage]:
    """Decide every page with the weights of its fold."""
    weights = {fold: Weights(data, VALUES) for fold, data in folds.items()}
    return [ValidatedPage(item, decide(item.evidence, len(item.region), weights[item.labelled.fold], {})) for item in observed]


def calibration(decided: Sequence[ValidatedPage]) -> tuple[float, float]:
    """Fit the calibration on lines that are known to be body, or known not to be."""
    return calibrate(*zip(*((item.decision.raw[index][BODY], leaves) for item in decided for index, leaves in _known(item)), strict=True))


def _known(item: ValidatedPage) -> Iterator[tuple[int, bool]]:
    """The lines of a page of which is known whether they leave the body."""
    for index, place in enumerate(item.observed.region):
        allowed = item.observed.labelled.allowed[place]
        if Label.BODY not in allowed or len(allowed) == 1:
            yield index, Label.BODY not in allowed
