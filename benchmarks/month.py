"""What a Common Crawl month would cost, from rates that are measured here: core-hours by step, and what is moved.

    python benchmarks/month.py LINES.jsonl --write docs/benchmark-month.md

Rates are documents a second of processor time on one core, so that a busy machine does not change them much. The crawl's figures are multiplied,
nothing else: what a cluster adds by waiting, by slow disks and by failures is not in them.
"""

from __future__ import annotations

import argparse
import gzip
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from cleaner import Cleaner
from cleaner.memory import read_page
from labelled import read_labelled, sample
from report import existing_file, markdown_table, progress

PAGES = 3_000_000_000
CORES = 1000
PAGES_OF_HTML = 200


@dataclass(frozen=True)
class Step:
    """One step of the plan, and how fast it is."""

    name: str
    rate: float | None
    """Documents a second on one core; None where it cannot be measured here."""


def main() -> None:
    """Measure, print, write."""
    given = parser().parse_args()
    documents = read_labelled(given.lines)
    texts = ["\n".join(document.lines) for document in documents]
    with_page = sample([document for document in documents if document.page], PAGES_OF_HTML)
    packed = [(given.lines.parent / "html" / str(document.page)).read_bytes() for document in with_page]
    page = write_page(texts, packed)
    print(page)
    if given.write:
        given.write.write_text(page, encoding="utf-8")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("lines", type=existing_file, metavar="LINES.jsonl", help="the labelled file; its pages are in html beside it")
    command.add_argument("--write", type=Path, metavar="FILE.md", help="write the page to this file too")
    return command


def steps(texts: Sequence[str], packed: Sequence[bytes]) -> list[Step]:
    """Measure each step."""
    pages, cleaner = [gzip.decompress(each) for each in packed], Cleaner()
    return [
        Step("unpack a page", rate(gzip.decompress, packed)),
        Step("extract its text with trafilatura", rate(extractor(), pages)),
        Step("clean the page itself: `clean(bytes)`", rate(cleaner, pages)),
        Step("clean its text: `clean(str)`", rate(cleaner, texts)),
        Step("read what the memory keeps of it", rate(lambda text: read_page("https://news.example/1", text), texts)),
    ]


def extractor() -> Callable[[bytes], object]:
    """trafilatura's default extraction."""
    try:
        extract: Callable[[bytes], object] = import_module("trafilatura").extract
    except ImportError:
        return _not_here
    return extract


def _not_here(page: bytes) -> object:
    raise TypeError("not installed")


def rate(work: Callable[[Any], object], given: Sequence[Any]) -> float | None:
    """Documents a second of processor time; None where the work is not to be had."""
    try:
        work(given[0])
    except TypeError as error:
        progress(f"left out: {error}")
        return None
    started = time.process_time()
    for each in given:
        work(each)
    return len(given) / (time.process_time() - started)


def write_page(texts: Sequence[str], packed: Sequence[bytes]) -> str:
    """The page of the docs."""
    text_bytes = sum(len(text.encode()) for text in texts) / len(texts)
    kept = [page for page in (read_page("https://news.example/1", text) for text in texts) if page]
    memory = sum(len(page.lines) + len(page.titles) + 8 for page in kept) / len(kept)
    moved = [
        ["pages as they were crawled", *_size(sum(map(len, packed)) / len(packed))], ["their text", *_size(text_bytes)],
        ["what the memory reads of them", *_size(memory)],
    ]  # fmt: skip
    parts = [
        "# A Common Crawl month, extrapolated", "Made by `python benchmarks/month.py LINES.jsonl --write docs/benchmark-month.md`; do not edit.",
        f"Measured: {len(texts):,} labelled documents ({sum(map(len, texts)) / len(texts):,.0f} characters each) and "
        f"{len(packed)} of their pages, Python {sys.version.split()[0]}, one core. Extrapolated: everything times {PAGES / 1e9:.0f} billion.",
        "## Cores and hours", markdown_table(["step", "measured, a core", f"{PAGES / 1e9:.0f} billion pages", f"on {CORES:,} cores"], map(_row, steps(texts, packed))),
        "## What is read and moved", markdown_table(["what", "measured, a page", f"{PAGES / 1e9:.0f} billion pages"], moved),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _row(step: Step) -> list[str]:
    if step.rate is None:
        return [step.name, "not measured", "–", "–"]
    hours = PAGES / step.rate / 3600
    return [step.name, f"{step.rate:,.0f} a second", f"{hours:,.0f} core-hours", f"{hours / CORES:.1f} hours"]


def _size(a_page: float) -> list[str]:
    return [f"{a_page:,.0f} bytes", f"{a_page * PAGES / 1e12:.1f} TB"]


if __name__ == "__main__":
    main()
