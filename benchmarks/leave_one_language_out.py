"""What a language file is worth where nothing was fitted on its language: a row for each language, with its file and without it.

For every language: fit on the documents of all other languages, then decide its documents twice, with all language files and
without its own (neither its phrases nor its words). Calibration and threshold are those of the weights that ship.
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
    """The tallies of one language by site, with its file and without it."""

    language: str
    including: dict[str, Tally]
    without: dict[str, Tally]

    @property
    def row(self) -> list[str]:
        """The language's row in the table."""
        ours, bereft = total(self.including.values()), total(self.without.values())
        gain = difference(self.including, self.without, STRIP_F1)
        kept = "yes" if ours.f1 > bereft.f1 and ours.lost <= bereft.lost else "no"
        return [
            self.language, f"{ours.counts['documents']:,}", f"{ours.lines:,}", share(ours.f1), share(bereft.f1), between(gain, signed),
            percent(ours.lost), percent(bereft.lost), kept,
        ]  # fmt: skip


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
        measured = Measured(language, tallied(own, weights), tallied(observed_without(own, FILES.get(language, (language,)), lexicons), weights))
        progress(" | ".join(measured.row))
        yield measured


@cache
def shipped_threshold() -> dict[str, Any]:
    """Calibration and threshold of the weights that ship."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return {key: data[key] for key in ("calibration", "min_confidence")}


def tallied(observed: Sequence[Observed], weights: dict[str, Any]) -> dict[str, Tally]:
    """Decide documents with these weights and tally them by site."""
    return score(decide_all(dict.fromkeys(range(FOLDS), weights), observed), weights["min_confidence"])["all"]


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
    head = ["language", "documents", "lines", "F1 with its file", "F1 without", "gain, 95 % interval (paired)"]
    head += ["body lost with", "body lost without", "better, no more lost"]
    ordered = sorted(measured, key=lambda one: total(one.without.values()).f1 - total(one.including.values()).f1)
    good = sum(one.row[-1] == "yes" for one in measured)
    return (
        f"Data `{data}`, one chain of {rounds} rounds a fit. {good} of {len(measured)} languages: F1 is higher with the file, and no more body is lost.\n\n"
        f"{markdown_table(head, [one.row for one in ordered])}\n"
    )


if __name__ == "__main__":
    main()
