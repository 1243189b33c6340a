"""Cross-validation by site: fit on the other sites, then run the engine as it ships on the documents of the held-out ones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Protocol

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from cleaner import Label
from cleaner.decide import Decision, decide
from cleaner.reading.text import read_text
from cleaner.rules import RULES, Document, Evidence, observe
from cleaner.rules.lexicon import Lexicon
from cleaner.rules.shipped import languages, load_phrases, load_vocabulary
from cleaner.rules.vocabulary import Words
from cleaner.weights import BODY, LABELS, PHRASES, WITHOUT, Weights
from copies import copies, freed_of_noise
from fitting.boosting import SILENT, Settings, Training
from fitting.calibration import calibrate, shared_counts, weigh_last
from fitting.observations import COLUMNS, matrix
from fitting.tables import against, fit_tables
from labelled import CODES, FOLDS, Labelled, without_fold
from lexicons import fit_lexicons
from reextracted import reextract
from scores import Tallies, tally
from silver import FITTED, read_silver

VALUES = {rule.name: rule.values for rule in RULES}
LAST = "stamped"
"""The rule that is weighed last, on cross-validated decisions: what it sees is rare and nearly never body, and boosting stops at half a nat where other evidence says most."""


@dataclass
class Observed:
    """A labelled document and what the rules see in it."""

    document: Labelled
    evidence: Evidence

    @property
    def fold(self) -> int:
        return self.document.fold


Lexicons = Mapping[int, Lexicon]
"""For each fold a lexicon that never saw its sites."""


def observe_all(documents: Sequence[Labelled], lexicons: Lexicons | None = None) -> list[Observed]:
    """Let every rule look at every document once, with the lexicon of its fold, or with the one that ships."""
    index, words = load_phrases(), vocabularies(lexicons)
    return [Observed(document, observe(Document(read_text("\n".join(document.lines)), index, words(document)))) for document in documents]


def vocabularies(lexicons: Lexicons | None) -> Callable[[Labelled], Words]:
    """Give the words of a document: with the lexicon of its fold, or with the one that ships."""
    shipped = load_vocabulary()
    by_fold = {fold: replace(shipped, lexicon=lexicon) for fold, lexicon in (lexicons or {}).items()}
    return lambda document: by_fold.get(document.fold, shipped)


def training(observed: Sequence[Observed]) -> Training:
    """Put observed documents into the form that is fitted on."""
    values = np.concatenate([matrix(item.evidence, len(item.document.lines)) for item in observed])
    codes = "".join(item.document.codes for item in observed)
    allowed = np.array([[1.0 if CODES.get(code, label) is label else 0.0 for label in LABELS] for code in codes])
    sizes = np.array([len(line) for item in observed for line in item.document.lines], dtype=float)
    return Training(values, allowed, sizes, [len(item.document.lines) for item in observed])


def fit_weights(observed: Sequence[Observed], settings: Settings) -> dict[str, Any]:
    """Fit on these documents and return the data of a weights file, not yet calibrated."""
    weights = fit_tables(training(observed), settings, COLUMNS)
    return {**weights, "tables": {**weights["tables"], PHRASES: {"no": against(SILENT, settings.silent_bar_without_phrases)}}}


def with_copies(observed: Sequence[Observed], others: Sequence[Observed] = (), lexicons: Lexicons | None = None) -> list[Observed]:
    """Add the copies that are fitted on too, and the `others` as they are; these lend the copies headlines and tails."""
    made = copies([item.document for item in observed], [item.document for item in others])
    return [*observed, *others, *observe_all(list(made), lexicons)]


@dataclass
class Beside:
    """What is fitted on beside the labelled documents, and never measured."""

    articles: Sequence[Observed] = ()
    """Silver articles that were labelled."""
    pages: Sequence[Observed] = ()
    """Pages of the labelled documents as other extractors take them."""
    labelled: Sequence[Observed] = ()
    """The labelled documents, looked up whatever their language, as all that is fitted on."""
    freed: Sequence[Observed] = ()
    """Labelled documents without their noise, which the calibration is fitted on too."""
    lexicons: Lexicons | None = None
    """What documents are decided with."""

    @classmethod
    def read(cls, documents: Sequence[Labelled], silver: Path | None, pages: Path | None) -> Beside:
        """Observe them, as far as the files are given, and fit the lexicons of the folds."""
        lexicons = fit_lexicons(documents, silver)
        articles, copies = read_silver(silver, FITTED) if silver else (), reextract(documents, pages) if pages else ()
        fluent = _fluent(lexicons)
        freed = observe_all(list(freed_of_noise(documents)), lexicons)
        return cls(observe_all(articles, fluent), observe_all(copies, fluent), observe_all(documents, fluent), freed, lexicons)

    def fitted_on(self, observed: Sequence[Observed], held_out: int | None = None) -> list[Observed]:
        """All that weights are fitted on with these labelled documents, copies of them too, and nothing of the sites of the fold that is held out."""
        articles, pages, documents = (without_fold(items, held_out) for items in (self.articles, self.pages, self.labelled or observed))
        return [*with_copies(documents, articles, self.lexicons and _fluent(self.lexicons)), *pages]


def _fluent(lexicons: Lexicons) -> Lexicons:
    """The same lexicons, taken to know every language: the fit would see too few lines of the others without a score."""
    fluent = {fold: copy(lexicon) for fold, lexicon in lexicons.items()}
    for lexicon in fluent.values():
        lexicon.languages = frozenset(("", *languages()))
    return fluent


@dataclass
class Validated:
    """A document and what was decided of it with weights that never saw its site."""

    observed: Observed
    decision: Decision

    @property
    def fold(self) -> int:
        return self.observed.fold


def fit_folds(observed: Sequence[Observed], settings: Settings, beside: Beside | None = None) -> dict[int, dict[str, Any]]:
    """Fit the weights of every fold on the other folds' sites; the last rule and the calibration on what was decided, in the same way, of the other folds.

    What is `beside` is fitted on too, where its site is not of the fold.
    """
    return settled(*decide_first(observed, settings, beside), observed, (beside or Beside()).freed)


def decide_first(observed: Sequence[Observed], settings: Settings, beside: Beside | None = None) -> tuple[dict[int, dict[str, Any]], list[Validated]]:
    """Fit the weights of every fold on the other folds' sites, and decide its documents; neither the last rule nor the calibration are in them."""
    with get_context("fork").Pool() as pool:
        parts = [((beside or Beside()).fitted_on(observed, fold), settings) for fold in range(FOLDS)]
        folds = dict(enumerate(pool.starmap(fit_weights, parts, chunksize=1)))
    return folds, decide_all(folds, observed)


def settled(folds: Mapping[int, dict[str, Any]], first: Sequence[Validated], observed: Sequence[Observed], freed: Sequence[Observed] = ()) -> dict[int, dict[str, Any]]:
    """Add the last rule and the calibration to the weights of every fold; `first` is what was decided without them, `freed` what `Beside` says."""
    folds = {fold: with_last(weights, without_fold(first, fold)) for fold, weights in folds.items()}
    raw, clean = decide_all(folds, observed), decide_all(folds, freed)
    return {fold: {**weights, "calibration": calibrations(without_fold(raw, fold), without_fold(clean, fold))} for fold, weights in folds.items()}


def with_last(weights: dict[str, Any], first: Sequence[Validated]) -> dict[str, Any]:
    """Add what the last rule says against body, weighed on decisions that were made with what boosting gives it; equal sights of a document count as one."""
    rows = []
    for item in first:
        seen = item.observed.evidence[LAST]
        counts = shared_counts(seen)
        rows += [(item.decision.raw[index][BODY], code != "B", seen[index], counts[index]) for index, code in _known(item)]
    kinds, cells = VALUES[LAST][1:], weights["tables"].get(LAST, {})
    added = zip(kinds, weigh_last(len(kinds), *zip(*rows, strict=True)), strict=True)
    weighed = {kind: against([BODY], nats, cells.get(kind, (0,) * len(LABELS))) for kind, nats in added}
    return {**weights, "tables": {**weights["tables"], LAST: {**cells, **weighed}}}


def _known(item: Validated) -> Iterator[tuple[int, str]]:
    """The lines of a document whose label counts, and its code."""
    return ((index, code) for index, code in enumerate(item.observed.document.codes) if code in CODES)


def decide_all(folds: Mapping[int, dict[str, Any]], observed: Sequence[Observed]) -> list[Validated]:
    """Decide every document with the weights of its fold."""
    weights = {fold: Weights(data, VALUES) for fold, data in folds.items()}
    return [Validated(item, decide(item.evidence, len(item.document.lines), weights[item.document.fold], {})) for item in observed]


def calibrations(decided: Sequence[Validated], freed: Sequence[Validated] = ()) -> dict[str, Any]:
    """The calibration of a weights file, with one of its own for texts without any phrase of a site's, fitted on what was `freed` of noise too: many of these are clean."""
    with_phrases, without = [item for item in decided if _has_phrases(item)], [item for item in (*decided, *freed) if not _has_phrases(item)]
    (stretch, shift), (own_stretch, own_shift) = calibration(with_phrases), calibration(without)
    return {"stretch": stretch, "shift": shift, WITHOUT: {"stretch": own_stretch, "shift": own_shift}}


def _has_phrases(item: Validated) -> bool:
    return any(item.observed.evidence[PHRASES])


def calibration(decided: Sequence[Validated]) -> tuple[float, float]:
    """Fit the calibration on decisions that were made without their documents."""
    rows = [(item.decision.raw[index][BODY], code != "B") for item in decided for index, code in _known(item)]
    return calibrate(*zip(*rows, strict=True))


class Decided(Protocol):
    """A document, in lines or in pieces, and what was decided of each."""

    decision: Decision


def labels_at(item: Decided, min_confidence: float) -> list[Label]:
    """Label the lines or pieces of a document at a threshold, as `Cleaner` does."""
    decision = item.decision
    return [LABELS[decision.other_label(index)] if 1 - decision.p_body(index) >= min_confidence else Label.BODY for index in range(len(decision.raw))]


def score(decided: Sequence[Validated], min_confidence: float) -> Tallies:
    """Tally cross-validated documents at a threshold."""
    labels = {id(item.observed.document): labels_at(item, min_confidence) for item in decided}
    return tally((item.observed.document for item in decided), lambda tally, document: tally.add_lines(document, labels[id(document)]))
