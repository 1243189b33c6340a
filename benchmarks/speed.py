"""Speed of `clean` on one core, beside datatrove's C4 filter and trafilatura on the same documents in the same run; start and memory.

Every contender does all documents in turn, several rounds over; the round with the least processor time counts. Contenders that are not installed are
named as such. Start and memory are measured in new processes.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from cleaner import Cleaner
from cleaner.rules.shipped import COMPILED, digest
from labelled import read_labelled, sample
from report import existing_file, markdown_table, progress

STARTS = 11
"""How often a process is started; the median counts."""


@dataclass(frozen=True)
class Page:
    """What the contenders are given of one document: its lines as one text, and the page they were taken from."""

    text: str
    html: bytes


Work = Callable[[Page], object]


def ready_clean() -> Work:
    """`Cleaner()` as it ships, on the text."""
    cleaner = Cleaner()
    return lambda page: cleaner(page.text)


def ready_c4(**options: int) -> Work:
    """datatrove's C4 filter on the text."""
    data, rule = import_module("datatrove.data"), import_module("datatrove.pipeline.filters").C4QualityFilter(**options)

    def work(page: Page) -> object:
        return rule.filter(data.Document(text=page.text, id=""))

    # The sentence counter is imported at the first sentence.
    work(Page("One sentence is here. Another one is there.", b""))
    return work


def ready_trafilatura() -> Work:
    """trafilatura's default extraction, on the page."""
    extract: Callable[[bytes], object] = import_module("trafilatura").extract
    return lambda page: extract(page.html)


FASTER = {"datatrove C4QualityFilter": 20, "trafilatura, from the page": 40}
"""How many times as fast as these `clean` is meant to be."""
CONTENDERS: Mapping[str, Callable[[], Work]] = {
    "cleaner": ready_clean,
    "datatrove C4QualityFilter": ready_c4,
    "datatrove C4QualityFilter, no sentence count": lambda: ready_c4(min_num_sentences=-1),
    "trafilatura, from the page": ready_trafilatura,
}


def main() -> None:
    """Measure and print."""
    given = parser().parse_args()
    on_one_core()
    folder = given.pages or given.lines.parent / "html"
    documents = sample([document for document in read_labelled(given.lines) if document.page], given.documents)
    pages = [Page("\n".join(document.lines), gzip.decompress((folder / str(document.page)).read_bytes())) for document in documents]
    seconds = race(pages, given.rounds)
    print(f"Python {sys.version.split()[0]}, one core; {len(pages):,} documents, {sum(len(page.text) for page in pages):,} characters of text.\n")
    print(throughput(pages, seconds))
    print(f"\n{start_table([page.text for page in pages])}\n\n{_note()}".rstrip())


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("lines", type=existing_file, metavar="LINES.jsonl", help="the labelled file; its documents that have a page are used")
    command.add_argument("--pages", type=Path, metavar="FOLDER", help="where the pages are, compressed with gzip (default: html beside the labelled file)")
    command.add_argument("--documents", type=int, metavar="COUNT", help="draw this many documents only")
    command.add_argument("--rounds", type=int, default=3, metavar="COUNT", help="how often each contender does all documents (default: 3)")
    return command


def on_one_core() -> None:
    """Keep this process, and those it starts, on one core, where the system can do that."""
    os.environ |= {"OMP_NUM_THREADS": "1"}
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def race(pages: Sequence[Page], rounds: int) -> dict[str, float | None]:
    """Seconds of each contender's fastest round; None for what is not installed."""
    ready: dict[str, Work] = {}
    seconds: dict[str, float | None] = {}
    for name, make in CONTENDERS.items():
        seconds[name] = None
        try:
            ready[name] = make()
        except ImportError as error:
            progress(f"{name} is left out: {error}")
    for number in range(1, rounds + 1):
        for name, work in ready.items():
            progress(f"round {number} of {rounds}: {name}")
            seconds[name] = min(seconds[name] or float("inf"), _timed(work, pages))
    return seconds


def _timed(work: Work, pages: Sequence[Page]) -> float:
    started = time.process_time()
    for page in pages:
        work(page)
    return time.process_time() - started


def throughput(pages: Sequence[Page], seconds: Mapping[str, float | None]) -> str:
    """Documents and characters of text a second, and how many times as fast `clean` is."""
    rows = []
    ours, characters = seconds["cleaner"] or 0.0, sum(len(page.text) for page in pages)
    for name, taken in seconds.items():
        package = name.split()[0].strip(",")
        figures = [f"{len(pages) / taken:,.0f}", f"{characters / taken:,.0f}", f"{taken / ours:.3g} ×"] if taken else ["not installed", "–", "–"]
        shown = f"{name} ({version('article-cleaner' if package == 'cleaner' else package)})" if taken else name
        rows.append([shown, *figures, f"{FASTER[name]} ×" if name in FASTER else "–"])
    return markdown_table(["what", "documents a second", "characters of text a second", "cleaner is so many times as fast", "goal"], rows)


# Peak resident memory of the process itself: ru_maxrss would be that of the process it was started from, if larger.
_PEAK = """
def peak():
    try:
        return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM")) / 1024
    except OSError:
        return None
"""
_START = f"""
import json, sys, time
{_PEAK}
texts = json.load(sys.stdin)
peaks, started = [peak()], time.perf_counter()
from cleaner import clean
imported = time.perf_counter()
peaks.append(peak())
clean(texts[0])
called = time.perf_counter()
peaks.append(peak())
for text in texts[1:]:
    clean(text)
print(json.dumps([imported - started, called - imported, *peaks, peak()]))
"""


def start_table(texts: Sequence[str]) -> str:
    """Import time, first call and memory, each beside what is asked for."""
    progress("starting processes")
    run(_START, texts[:1])
    bare = statistics.median(_wall("pass") for _ in range(STARTS))
    imported = statistics.median(_wall("import cleaner") for _ in range(STARTS)) - bare
    first = statistics.median(run(_START, texts[:1])[1] or 0.0 for _ in range(STARTS))
    _, _, *peaks = run(_START, texts)
    memory = [f"{peak:.0f} MB" if peak else "not measured" for peak in peaks]
    rows = [
        ["interpreter's start", f"{1000 * bare:.0f} ms", "–"], ["import cleaner, beyond that", f"{1000 * imported:.0f} ms", "50 ms"],
        ["first call", f"{1000 * first:.0f} ms", "100 ms"], ["memory: interpreter and texts", memory[0], "–"], ["memory: after the import", memory[1], "–"],
        ["memory: after the first call", memory[2], "80 MB"], [f"memory: peak after {len(texts):,} documents", memory[3], "–"],
    ]  # fmt: skip
    return markdown_table(["start", "measured", "goal"], rows)


def _environment() -> dict[str, str]:
    """That of this process, in which Python keeps the bytecode it compiled: an installer leaves it behind, and so do all runs but the first."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(code: str, texts: Sequence[str]) -> list[float | None]:
    """Run code in a new process that reads the texts, and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], input=json.dumps(texts), capture_output=True, text=True, check=True, env=_environment())
    found: list[float | None] = json.loads(done.stdout)
    return found


def _wall(code: str) -> float:
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, env=_environment())
    return time.perf_counter() - started


def _note() -> str:
    fresh = COMPILED.exists() and json.loads(COMPILED.read_bytes())["digest"] == digest()
    return "" if fresh else "The compiled language files are stale, so the first call reads all TOML files: build the wheel, then measure."


if __name__ == "__main__":
    main()
