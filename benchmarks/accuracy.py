"""Accuracy on a labelled file, cross-validated by site, beside the published line rules: tables in Markdown on standard output.

Every document is decided with weights that were fitted on other sites. The figures are those of the data's own definitions
(`labelled.py`, `scores.py`), on three tracks: lines as they are, `bare` without the markers before teasers, `flat` without
line breaks.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from crossvalidation import Beside, Validated, decide_all, fit_folds, observe_all, score
from fit_flat_weights import SETTINGS as FLAT_SETTINGS
from fit_flat_weights import flat_summary
from fit_flat_weights import lowest_threshold as lowest_flat_threshold
from fit_weights import lowest_threshold, summary
from fitting.boosting import Settings
from flattened import DecidedPieces, cross_validate_flat, score_flat, uncut
from labelled import FOLDS, Labelled, bare, digest, read_labelled, sample
from report import existing_file, progress
from scores import Tallies
from sections import beside_line_rules, by_confidence, by_label, by_language, by_threshold, by_track

TRACKS = ("lines", "bare", "flat")


@dataclass
class Run:
    """What was decided of the documents, track by track, with weights that never saw their sites."""

    documents: list[Labelled]
    decided: dict[str, list[Validated]]
    """The tracks `lines` and `bare`."""
    flat: list[DecidedPieces]
    min_confidence: float
    flat_min_confidence: float

    @property
    def tallies(self) -> dict[str, Tallies]:
        """The tallies of every track at the threshold."""
        found = {track: score(self.decided[track], self.min_confidence) for track in ("lines", "bare")}
        return {**found, "flat": score_flat(self.flat, self.flat_min_confidence, uncut(self.documents))}


def main() -> None:
    """Cross-validate, print, write."""
    given = parser().parse_args()
    documents = sample(read_labelled(given.lines), given.documents)
    data = digest(given.lines) + (f", {len(documents)} documents drawn" if given.documents else "")
    settings = replace(Settings(), rounds=given.rounds) if given.rounds else Settings()
    beside = Beside.read(documents, given.silver, given.pages)
    folds = {int(fold): weights for fold, weights in json.loads(given.folds.read_text(encoding="utf-8")).items()} if given.folds else None
    run = cross_validated(documents, settings, given.min_confidence, beside, folds)
    tallies = run.tallies
    if given.json:
        figures = {"data": data, "documents": len(documents), "min_confidence": run.min_confidence, **figures_of(tallies)}
        given.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    page = write_page(run, tallies, data, as_given(run, read_labelled(given.lines, disputed=None)))
    if given.write:
        given.write.parent.mkdir(parents=True, exist_ok=True)
        given.write.write_text(page, encoding="utf-8")
    print(page)
    progress("done")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("lines", type=existing_file, metavar="LINES.jsonl", help="the labelled file")
    command.add_argument("--silver", type=existing_file, metavar="SILVER.jsonl.gz", help="silver articles; the labelled ones are fitted on too")
    command.add_argument("--pages", type=Path, metavar="FOLDER", help="the documents' pages, which are fitted on as other extractors take them too")
    kept = "weights of the folds, as tools/fit_weights.py --folds keeps them, instead of fitting them anew; with the same --silver"
    command.add_argument("--folds", type=existing_file, metavar="FOLDS.json", help=kept)
    command.add_argument("--write", type=Path, metavar="FILE.md", help="write the tables to this file too, for example docs/benchmark-accuracy.md")
    command.add_argument("--json", type=Path, metavar="FILE.json", help="write the figures that gate.py checks to this file")
    lowest = "the lowest that keeps news within its body loss, as in the fit"
    command.add_argument("--min-confidence", type=float, metavar="SHARE", help=f"measure at this threshold (default: {lowest})")
    command.add_argument("--documents", type=int, metavar="COUNT", help="draw this many documents only, to try things out")
    command.add_argument("--rounds", type=int, metavar="COUNT", help="boosting rounds of each fit (default: those of the weights that ship)")
    return command


def cross_validated(
    documents: list[Labelled], settings: Settings, min_confidence: float | None, beside: Beside, folds: dict[int, dict[str, Any]] | None = None
) -> Run:
    """Observe all tracks, fit fold by fold where no weights of the folds are given, decide."""
    progress(f"observing {len(documents)} documents")
    observed = observe_all(documents, beside.lexicons)
    copies = [copy for document in documents if (copy := bare(document))]
    if folds is None:
        progress(f"fitting {FOLDS} folds")
        folds = fit_folds(observed, settings, beside)
    lines, bare_ones = decide_all(folds, observed), decide_all(folds, observe_all(copies, beside.lexicons))
    progress(f"cutting texts without line breaks, fitting {FOLDS} folds of them")
    pieces = cross_validate_flat(documents, replace(FLAT_SETTINGS, rounds=min(settings.rounds, FLAT_SETTINGS.rounds)))
    progress("choosing the threshold, scoring")
    threshold, flat_threshold = min_confidence or lowest_threshold(lines), min_confidence or lowest_flat_threshold(pieces, uncut(documents))
    return Run(documents, {"lines": lines, "bare": bare_ones}, pieces, threshold, flat_threshold)


def as_given(run: Run, documents: Sequence[Labelled]) -> Tallies:
    """The tallies of the lines with the labels as given, the disputed ones too."""
    given = {document.id: document for document in documents}
    decided = [replace(item, observed=replace(item.observed, document=given[item.observed.document.id])) for item in run.decided["lines"]]
    return score(decided, run.min_confidence)


def figures_of(tallies: dict[str, Tallies]) -> dict[str, Any]:
    """The figures in the form of the weights' own, for the gate."""
    return {
        "cross-validation by site": summary(tallies["lines"]),
        "bare, cross-validation by site": summary(tallies["bare"]),
        "flat, cross-validation by site": flat_summary(tallies["flat"]),
    }


_PAGE = """# Accuracy

Made by `python benchmarks/accuracy.py LINES.jsonl --write docs/benchmark-accuracy.md`; do not edit.

Data {digest}: {documents:,} documents, {lines:,} lines, {sites:,} sites, {languages} languages. Cross-validated by site in {folds} folds: no document is decided with
weights that saw its site. `min_confidence` is {threshold:.2f}, on the track *flat* {flat_threshold:.2f}. Intervals are 95 % bootstrap intervals, drawing sites.

- *precision, recall, F1*: of lines stripped (teaser, credit, footer, promo); headlines, captions and undecided lines are left out.
- *body lost*: characters of body lines that were stripped, of all their characters; a body line called headline or caption counts as lost.
- *perfect documents*: every line on the right side. *right label*: of the lines rightly stripped.
- tracks: *lines* as they are; *bare*: documents with marked teasers, the marker before each teaser taken off; *flat*: line breaks taken out, scored by characters.

## By track and group

{by_track}

## With the labels as given

Above, lines whose label is plainly wrong by the definitions of the data count as undecided; `benchmarks/disputed.tsv` lists them with the reason.
With all labels as they were given:

{as_given}

## By label

Precision / recall (lines that have the label).

{by_label}

## By language

The track *lines*, in languages with ten documents and more. Most have few sites: a difference between two of them says little.

{by_language}

## Is the confidence right?

In each bin: mean confidence → share right (lines). *not body* is `1 - p_body`, over all lines: what `min_confidence` is compared with. *gap*: by how much confidence
and share right differ, averaged over the lines.

{by_confidence}

## What other values of `min_confidence` do

{by_threshold}

## Beside the published line rules

The same lines; cleaner as above, cross-validated.

{line_rules}
"""


def write_page(run: Run, tallies: dict[str, Tallies], data: str, given: Tallies) -> str:
    """Put the page together."""
    lines = run.decided["lines"]
    return _PAGE.format(
        digest=f"`{data}`", documents=len(run.documents), lines=sum(len(document.rows) for document in run.documents), folds=FOLDS,
        sites=len({document.site for document in run.documents}), languages=len({document.lang for document in run.documents}), threshold=run.min_confidence,
        flat_threshold=run.flat_min_confidence,
        by_track=by_track(tallies), as_given=by_track({"lines": given}), by_label=by_label({track: tallies[track] for track in ("lines", "bare")}),
        by_language=by_language(lines, run.min_confidence), by_confidence=by_confidence(lines, run.min_confidence), by_threshold=by_threshold(lines, run.min_confidence),
        line_rules=beside_line_rules(run.documents, tallies["lines"]),
    )  # fmt: skip


if __name__ == "__main__":
    main()
