"""The track without line breaks: labelled documents on one line, cut into pieces, fitted and decided by pieces, scored by characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Any

import numpy as np

from cleaner import Label
from cleaner.decide import Decision, decide
from cleaner.pieces.atoms import split_atoms
from cleaner.pieces.cut import cut_lines, language_of
from cleaner.pieces.flat import is_flat
from cleaner.pieces.gaps import Gaps
from cleaner.pieces.join import runs
from cleaner.pieces.joints import LOOKS
from cleaner.reading.text import SourceLine, read_text
from cleaner.rules import RULES, Document, Evidence, observe
from cleaner.rules.shipped import load_phrases, load_vocabulary
from cleaner.weights import BODY, LABELS, PHRASES, Weights
from crossvalidation import labels_at
from fitting.boosting import Settings, Training
from fitting.calibration import calibrate
from fitting.joints import fit_joints
from fitting.observations import COLUMNS as ALL_COLUMNS
from fitting.observations import matrix, without_voice
from fitting.tables import fit_tables
from flat_copies import flat_copies
from labelled import CODES, FOLDS, Labelled, flat, without_fold
from scores import Tallies, tally

VALUES = {rule.name: rule.values for rule in RULES}
COLUMNS = without_voice(ALL_COLUMNS)
_PART = 0.15
"""A piece that spans lines may have the label of each line that makes up this share of it."""


@dataclass
class Cut:
    """A flattened document in pieces, and what the rules see in them."""

    document: Labelled
    lines: list[SourceLine]
    evidence: Evidence
    density: float
    """Latin characters that say as much as one of its script."""


@dataclass
class Fitted:
    """What is fitted for texts without line breaks: the joints, and the weights of the pieces."""

    joints: dict[str, Any]
    weights: dict[str, Any]


@dataclass
class DecidedPieces:
    """A flattened document and what was decided of its pieces with what never saw its site."""

    cut: Cut
    decision: Decision


def is_cut(document: Labelled) -> bool:
    """Whether a document has a flat form whose characters have labels, and that `clean` cuts."""
    return flat(document) is not None and is_flat(read_text(flattened(document)))


def flattened(document: Labelled) -> str:
    """The text of a document without its line breaks."""
    return document.glue.join(line for line, _ in document.rows)


def fit_gaps(documents: Sequence[Labelled]) -> dict[str, Any]:
    """Fit the joints on these documents."""
    seen, breaks = [], []
    for document in documents:
        text = flattened(document)
        atoms = split_atoms(text, read_text(text), load_phrases())
        gaps = Gaps(atoms, language_of(atoms, load_vocabulary()))
        starts = {start for start, _, _ in _spans(document)}
        seen.append(np.array([look.see(gaps) for look in LOOKS], dtype=np.float32).T)
        breaks.append(np.array([atoms.items[index].start in starts for index in gaps.candidates], dtype=bool))
    return fit_joints(np.concatenate(seen), np.concatenate(breaks))


def _spans(document: Labelled) -> list[tuple[int, int, str]]:
    """Where each line begins and ends in the flattened text, white space at its ends aside, and its code."""
    spans, at = [], 0
    for line, code in document.rows:
        begin = at + len(line) - len(line.lstrip())
        spans.append((begin, max(begin, at + len(line.rstrip())), code))
        at += len(line) + len(document.glue)
    return spans


def cut_all(documents: Sequence[Labelled], joints: dict[str, Any]) -> list[Cut]:
    """Cut documents into pieces, and let every rule look at these."""
    cuts = []
    for document in documents:
        text = flattened(document)
        lines = cut_lines(text, read_text(text), load_phrases(), load_vocabulary(), joints)
        seen = Document(lines, load_phrases(), load_vocabulary())
        cuts.append(Cut(document, lines, observe(seen), seen.density))
    return cuts


def codes_of(cut: Cut) -> list[Counter[str]]:
    """How many characters of each piece have each code."""
    spans, found, first = _spans(cut.document), [], 0
    for line in cut.lines:
        while spans[first][1] <= line.start:
            first += 1
        shares: Counter[str] = Counter()
        for begin, end, code in spans[first:]:
            if begin >= line.end:
                break
            shares[code] += min(end, line.end) - max(begin, line.start)
        found.append(shares)
    return found


def training(cuts: Sequence[Cut]) -> Training:
    """Put the pieces into the form that is fitted on."""
    values = np.concatenate([matrix(cut.evidence, len(cut.lines), COLUMNS) for cut in cuts])
    allowed = np.array([_allowed(shares) for cut in cuts for shares in codes_of(cut)])
    sizes = np.array([(line.end - line.start) * cut.density for cut in cuts for line in cut.lines])
    return Training(values, allowed, sizes, [len(cut.lines) for cut in cuts])


def _allowed(shares: Counter[str]) -> list[float]:
    codes = {code for code, count in shares.items() if count >= _PART * shares.total()}
    return [1.0 if any(CODES.get(code, label) is label for code in codes) else 0.0 for label in LABELS]


def fit_flat(documents: Sequence[Labelled], settings: Settings) -> Fitted:
    """Fit the joints and the weights of the pieces on these documents."""
    both = [*documents, *flat_copies(documents)]
    joints = fit_gaps(both)
    return Fitted(joints, fit_tables(training(cut_all(both, joints)), settings, COLUMNS))


def cross_validate_flat(documents: Sequence[Labelled], settings: Settings) -> list[DecidedPieces]:
    """Decide every document that can be flattened with joints and weights fitted on the other folds' sites, calibrated on these."""
    usable = [document for document in documents if is_cut(document)]
    parts = [(without_fold(usable, fold), [document for document in usable if document.fold == fold], settings) for fold in range(FOLDS)]
    with get_context("fork").Pool(2) as pool:
        folds = pool.starmap(_fold, parts, chunksize=1)
    decided = []
    for fold, (weights, _) in enumerate(folds):
        others = [item for other, (_, items) in enumerate(folds) if other != fold for item in items]
        stretch, shift = calibration(others)
        calibrated = Weights({**weights, "calibration": {"stretch": stretch, "shift": shift}}, VALUES)
        decided += [DecidedPieces(item.cut, decide(item.cut.evidence, len(item.cut.lines), calibrated, {})) for item in folds[fold][1]]
    return decided


def _fold(fitted_on: Sequence[Labelled], held_out: Sequence[Labelled], settings: Settings) -> tuple[dict[str, Any], list[DecidedPieces]]:
    fitted = fit_flat(fitted_on, settings)
    weights = Weights(fitted.weights, VALUES)
    cuts = cut_all(held_out, fitted.joints)
    decided = [decide(cut.evidence, len(cut.lines), weights, {}) for cut in cuts]
    return fitted.weights, [DecidedPieces(cut, _bare(decision)) for cut, decision in zip(cuts, decided, strict=True)]


def _bare(decision: Decision) -> Decision:
    """The decision without its weights, whose cached tables need not travel between processes."""
    return Decision(decision.weights, {}, {}, [], [], [], decision.raw)


def calibration(decided: Sequence[DecidedPieces]) -> tuple[float, float]:
    """Fit the calibration on decisions that were made without their documents."""
    rows = []
    for item in decided:
        for row, shares in zip(item.decision.raw, codes_of(item.cut), strict=True):
            code, count = shares.most_common(1)[0]
            if code in CODES and count > 0.8 * shares.total():
                rows.append((row[BODY], code != "B"))
    return calibrate(*zip(*rows, strict=True))


def score_flat(decided: Sequence[DecidedPieces], min_confidence: float, uncut: Sequence[Labelled] = ()) -> Tallies:
    """Tally flattened documents by characters, at a threshold; those in scripts that are not cut stay whole."""
    stripped = {id(item.cut.document): mark_stripped(item, min_confidence) for item in decided}
    stripped |= {id(document): bytearray(len(flattened(document))) for document in uncut}
    documents = [*(item.cut.document for item in decided), *uncut]
    return tally(documents, lambda one, document: one.add_characters(document, stripped[id(document)]))


def uncut(documents: Sequence[Labelled]) -> list[Labelled]:
    """The documents of the track that `clean` does not cut: it decides of them as of one line, and keeps it."""
    return [document for document in documents if flat(document) and not is_cut(document)]


def mark_stripped(item: DecidedPieces, min_confidence: float) -> bytearray:
    """Mark the characters of a flattened document that leave the body; pieces that `clean` gives back as one are marked as one.

    Without a phrase in any piece `clean` does not cut the text, and all of it stays.
    """
    marks = bytearray(len(flattened(item.cut.document)))
    if not any(item.cut.evidence[PHRASES]):
        return marks
    lines, labels = item.cut.lines, labels_at(item, min_confidence)
    for run in runs(lines, labels):
        if labels[run[0]] is not Label.BODY:
            start, end = lines[run[0]].start, lines[run[-1]].end
            marks[start:end] = b"\1" * (end - start)
    return marks
