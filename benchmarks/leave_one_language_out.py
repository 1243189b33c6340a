"""What a language file is worth where nothing was fitted on its language: a row for each language, with its file and without it.

For every language: fit on the documents of all other languages, then decide its documents twice, with all language files and
without its own (neither its phrases nor its words). Calibration and threshold are those of the weights that ship. Phrases let more leave, and some body with it, so
the documents are decided with the file once more, at the lowest threshold from that one on at which no more body is lost than without it.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.rules.matching import PhraseIndex
from cleaner.rules.shipped import compile_languages, languages, read_languages
from cleaner.rules.vocabulary import Words
from cleaner.weights import FILE as WEIGHTS
from crossvalidation import Lexicons, Observed, decide_all, fit_weights, observe_all, score
from fit_weights import THRESHOLDS
from fitting.boosting import Settings
from fitting.observations import observe_lines
from labelled import FOLDS, Labelled, bare, digest, read_labelled
from lexicons import fit_lexicons
from report import between, existing_file, markdown_table, percent, progress, share
from scores import STRIP_F1, Tally, difference, total

LEAST_DOCUMENTS = 10
FILES = {"no": ("nb", "nn")}
"""Languages of the data whose files bear other codes."""


@dataclass
class Measured:
    """The tallies of one language by site: with its file, with it where no more body is lost than without, and without."""

    language: str
    including: dict[str, Tally]
    as_careful: dict[str, Tally]
    without: dict[str, Tally]

    @property
    def row(self) -> list[str]:
        """The language's row in the table."""
        ours, careful, bereft = (total(tallies.values()) for tallies in (self.including, self.as_careful, self.without))
        gain = difference(self.as_careful, self.without, STRIP_F1)
        return [
            self.language, f"{ours.counts['documents']:,}", f"{ours.lines:,}", share(bereft.f1), percent(bereft.lost), share(ours.f1), percent(ours.lost),
            share(careful.f1), percent(careful.lost), between(gain, signed), "yes" if self.is_better else "no",
        ]  # fmt: skip

    @property
    def is_better(self) -> bool:
        """Whether more noise leaves with the file than without it where no more body does."""
        careful, bereft = total(self.as_careful.values()), total(self.without.values())
        return careful.f1 > bereft.f1 and careful.lost <= bereft.lost


def main() -> None:
    """Measure language by language, print, write."""
    given = parser().parse_args()
    documents = read_labelled(given.lines)
    chosen = given.languages or frequent(documents)
    settings = replace(Settings(), rounds=given.rounds, chains=1)
    measured = list(measure(documents, chosen, settings))
    page = write_page(measured, digest(given.lines), settings.rounds)
    if given.write:
        given.write.write_text(page, encoding="utf-8")
    print(page)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("lines", type=existing_file, metavar="LINES.jsonl", help="the labelled file")
    command.add_argument("--languages", nargs="+", metavar="CODE", help=f"these languages only (default: all with {LEAST_DOCUMENTS} documents or more)")
    command.add_argument("--rounds", type=int, default=Settings().rounds, metavar="COUNT", help="boosting rounds of each fit (default: those of the weights that ship)")
    command.add_argument("--write", type=Path, metavar="FILE.md", help="write the table to this file too")
    return command


def frequent(documents: Sequence[Labelled]) -> list[str]:
    """The languages with enough documents, the most frequent first."""
    counted = Counter(document.lang for document in documents)
    return [language for language, count in counted.most_common() if count >= LEAST_DOCUMENTS]


def measure(documents: Sequence[Labelled], chosen: Sequence[str], settings: Settings) -> Iterator[Measured]:
    """Fit without each language in turn, lexicons and weights."""
    copies = [copy for document in documents if (copy := bare(document))]
    for place, language in enumerate(chosen, 1):
        progress(f"{place} of {len(chosen)}: fitting without {language}")
        lexicons = fit_lexicons([document for document in documents if document.lang != language], None)
        others = observe_all([document for document in (*documents, *copies) if document.lang != language], lexicons)
        weights = fit_weights(others, settings) | shipped_threshold()
        own = observe_all([document for document in documents if document.lang == language], lexicons)
        measured = compare(language, own, observed_without(own, FILES.get(language, (language,)), lexicons), weights)
        progress(" | ".join(measured.row))
        yield measured


def compare(language: str, own: Sequence[Observed], bereft: Sequence[Observed], weights: dict[str, Any]) -> Measured:
    """Decide the documents of a language as they were observed with its file, and without it; tally the first at two thresholds."""
    least, folds = weights["min_confidence"], dict.fromkeys(range(FOLDS), weights)
    decided = decide_all(folds, own)
    without = score(decide_all(folds, bereft), least)["all"]
    most = total(without.values()).lost
    tallied = [score(decided, threshold)["all"] for threshold in THRESHOLDS if threshold >= least]
    as_careful = next((tallies for tallies in tallied if total(tallies.values()).lost <= most), tallied[-1])
    return Measured(language, tallied[0], as_careful, without)


@cache
def shipped_threshold() -> dict[str, Any]:
    """Calibration and threshold of the weights that ship."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {key: data[key] for key in ("calibration", "min_confidence")}


def observed_without(observed: Sequence[Observed], codes: Collection[str], lexicons: Lexicons) -> list[Observed]:
    """Observe documents anew as if these languages had no file."""
    if missing := set(codes) - set(languages()):
        raise SystemExit(f"there is no language file {', '.join(sorted(missing))}")
    index = PhraseIndex.of(table for code, file in _files().items() if code not in codes for table in file.tables)
    lists = {code: lists for code, lists in _word_lists().items() if code not in codes}
    words = {fold: Words.of_lists(lists, lexicon) for fold, lexicon in lexicons.items()}
    return [Observed(item.document, observe_lines(item.document.lines, index, words[item.document.fold])) for item in observed]


_files = cache(read_languages)


@cache
def _word_lists() -> Any:
    return compile_languages()["words"]


def signed(value: float) -> str:
    """A difference of shares, with its sign."""
    return f"{value:+.3f}".replace("0.", ".", 1)


def write_page(measured: Sequence[Measured], data: str, rounds: int) -> str:
    """The table, the languages that gain most first, with what it says."""
    head = ["language", "documents", "lines", "F1 without its file", "body lost", "F1 with it", "body lost"]
    head += ["F1 with it, as careful", "body lost", "gain, 95 % interval (paired)", "better, no more lost"]
    ordered = sorted(measured, key=lambda one: total(one.without.values()).f1 - total(one.as_careful.values()).f1)
    good = sum(one.is_better for one in measured)
    return (
        f"Data `{data}`, one chain of {rounds} rounds a fit. {good} of {len(measured)} languages: F1 is higher with the file where no more body is lost.\n\n"
        f"{markdown_table(head, [one.row for one in ordered])}\n"
    )


if __name__ == "__main__":
    main()
