"""The html track: which labelled lines are in the body that comes out of a page, beside public extractors, in one run.

    python benchmarks/html_track.py DEV --write docs/benchmark-html.md

DEV is a folder with `lines.jsonl` and `html/`. The row of `cleaner` is cross-validated by site: its weights never saw the site.
Times are those of what ships: CPU time, a page after the other, the first one twice. `--bodies FILE` takes what `tools/fit_page_weights.py --bodies FILE`
kept instead of fitting anew. `--write` writes the page of the docs, and its plot beside it.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean, quantiles

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from cleaner import Cleaner
from cleaner.cleaning import VERSION
from extractors import EXTRACTORS, Extract, page_bytes, ready
from fit_page_weights import bodies_of, lowest_threshold
from html_page import Row, table, write_page
from html_scores import HtmlTally, tally_html
from labelled import Labelled, digest, read_labelled, sample
from labelled_pages import read_pages
from page_validation import PAGE_SETTINGS, cross_validate_pages, observe_pages
from report import progress
from scores import interval, total

GROUPS = ("news", "web")


@dataclass
class Contender:
    """Bodies and times of one extractor."""

    name: str
    bodies: Mapping[str, str]
    seconds: Sequence[float]
    failed: int = 0


def run(name: str, extract: Extract, pages: Mapping[str, bytes]) -> Contender:
    """Take every page through an extractor; a page on which it fails has an empty body."""
    bodies, seconds, failed = {}, [], 0
    first = next(iter(pages))
    for page, content in [(first, pages[first]), *pages.items()]:
        start = time.process_time()
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                bodies[page] = extract(content)
        except Exception:
            bodies[page], failed = "", failed + 1
        seconds.append(time.process_time() - start)
    return Contender(name, bodies, seconds[1:], failed)


def cleaned(documents: Sequence[Labelled], folder: Path, pages: Mapping[str, bytes], kept: Path | None) -> Contender:
    """Bodies with weights fitted on other sites; times with the weights that ship."""
    if kept:
        stored = json.loads(kept.read_text(encoding="utf-8"))
        threshold, bodies = stored["min_confidence"], stored["bodies"]
    else:
        decided = cross_validate_pages(observe_pages(read_pages(documents, folder)), PAGE_SETTINGS)
        threshold = lowest_threshold(documents, decided)
        bodies = bodies_of(decided, threshold)
    cleaner = Cleaner()
    shipped = run("cleaner", lambda page: cleaner(page).body, pages)
    return Contender(f"cleaner {VERSION}, min_confidence {threshold:g}", bodies, shipped.seconds, shipped.failed)


def row(contender: Contender, documents: Sequence[Labelled]) -> Row:
    """What the table says of a contender."""
    tallies = tally_html(documents, lambda document: contender.bodies.get(document.page or "", ""))
    totals = {group: total(tallies[group].values(), HtmlTally) for group in GROUPS}
    intervals = {group: interval(tallies[group], lambda whole: whole.f1) for group in GROUPS}
    milliseconds = [1000 * second for second in contender.seconds]
    return Row(contender.name, totals, intervals, fmean(milliseconds), quantiles(milliseconds, n=100)[98], contender.failed)


def compare(documents: Sequence[Labelled], folder: Path, names: Sequence[str], kept: Path | None) -> Iterator[Row]:
    """The row of `cleaner`, then those of the extractors that are installed."""
    pages = {name: page_bytes(folder / name) for name in dict.fromkeys(document.page or "" for document in documents)}
    yield row(cleaned(documents, folder, pages, kept), documents)
    for name in names:
        progress(name)
        if found := ready(name):
            yield row(run(f"{name} {found[1]}", found[0], pages), documents)
        else:
            yield Row(f"{name}: not installed", {group: HtmlTally() for group in GROUPS})


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("dev", type=Path)
    arguments.add_argument("--documents", type=int, help="a sample of this many")
    arguments.add_argument("--only", nargs="*", help="these extractors beside cleaner")
    arguments.add_argument("--bodies", type=Path, metavar="FILE.json", help="the cross-validated bodies that the fit kept")
    arguments.add_argument("--write", type=Path, help="write the page of the docs, and its plot beside it")
    given = arguments.parse_args()
    documents = sample([document for document in read_labelled(given.dev / "lines.jsonl") if document.page], given.documents)
    rows = list(compare(documents, given.dev / "html", list(EXTRACTORS) if given.only is None else given.only, given.bodies))
    print(table(rows))
    if given.write:
        write_page(given.write, rows, documents, digest(given.dev / "lines.jsonl"))


if __name__ == "__main__":
    main()
