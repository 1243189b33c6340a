"""The same documents through plain `clean`, `cleaner run` and every engine: are the labels the same, and what does each cost?

    python benchmarks/engines.py 20000 --write docs/benchmark-engines.md

Two workers each, where an engine has workers. Processor time is that of the whole family of processes, start and all, so it tells what is paid for
however busy the machine is. With Spark and with Ray Data the job is done once more, and a worker killed in the middle of it.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil
import pyarrow as pa
import pyarrow.parquet as pq

from crawl import documents
from engine_jobs import JOBS, PARTS, WORKERS
from report import markdown_table, progress
from worker_start import start_table

PACKAGES = {"Arrow": "pyarrow", "Spark": "pyspark", "Ray Data": "ray", "datatrove": "datatrove", "Hugging Face datasets": "datasets"}
IN_ONE_PROCESS = ("plain clean", "Arrow")
WORKER_NAMES = {"Spark": "pyspark.daemon", "Ray Data": "ray::MapWorker"}
"""What the command line of an engine's workers holds."""
BUSY = 5.0
"""Seconds of processor time after which a worker is in the middle of its work: more than its start takes, less than its share of the crawl."""
EVERY = 0.2
HEAD = ["engine", "ready after", "then", "work, plain = 1", "processor, all", "processor, plain = 1", "largest worker", "documents with other labels"]


@dataclass
class Done:
    """What one job took, and what came out."""

    name: str
    start: float
    work: float
    processor: float
    memory: float
    """Largest resident memory of one worker, in MB."""
    labels: dict[str, bytes]
    """A digest of each document's labels, by its id."""
    killed: int = 0


def main() -> None:
    """Measure, print, write; exit status 1 where labels differ."""
    given = parser().parse_args()
    with tempfile.TemporaryDirectory() as folder:
        write_crawl(Path(folder), given.documents)
        done = [run(name, Path(folder)) for name in given.engines]
        killed = [run(name, Path(folder), kill=True) for name in given.engines if name in WORKER_NAMES]
    page = write_page(given.documents, done, killed)
    print(page)
    if given.write:
        given.write.write_text(page, encoding="utf-8")
    reference = done[0].labels
    sys.exit(0 if all(each.labels == reference for each in [*done, *killed]) else "the labels differ")


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("documents", type=int, help="how many documents")
    command.add_argument("--engines", nargs="+", choices=JOBS, default=list(JOBS), help="these only; the first is what the others are held against")
    command.add_argument("--write", type=Path, metavar="FILE.md", help="write the page to this file too")
    return command


def write_crawl(folder: Path, count: int) -> None:
    """Write the crawl as JSONL and as Parquet."""
    pages = pa.Table.from_pylist([{"id": identifier, "url": url, "text": text} for identifier, url, text in documents(count)])
    with (folder / "pages.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(page, ensure_ascii=False) + "\n" for page in pages.to_pylist())
    (folder / "parquet").mkdir()
    size = -(-count // PARTS)
    for part in range(PARTS):
        pq.write_table(pages.slice(part * size, size), folder / f"parquet/{part:02}.parquet")


def run(name: str, crawl: Path, *, kill: bool = False) -> Done:
    """Run one job in a process of its own, and watch it."""
    progress(f"{name}{', with a worker killed' if kill else ''}")
    with tempfile.TemporaryDirectory() as output:
        command = [sys.executable, str(Path(__file__).with_name("engine_jobs.py")), name, str(crawl), output]
        with tempfile.TemporaryFile("w+") as printed:
            process = psutil.Popen(command, stdout=printed, stderr=subprocess.STDOUT)
            watch = Watch(process, WORKER_NAMES[name] if kill else None)
            watch.until_it_ends()
            printed.seek(0)
            if process.returncode:
                sys.exit(f"{name} failed with {process.returncode}:\n{printed.read()}")
            seconds = next(json.loads(line) for line in reversed(printed.read().splitlines()) if line.startswith('{"start"'))
        labels = dict(read_labels(Path(output)))
    return Done(name, seconds["start"], seconds["work"], watch.processor, watch.memory, labels, watch.killed)


class Watch:
    """The processor time of a process and all that it starts; kills one worker once, if asked to."""

    def __init__(self, process: psutil.Process, victim: str | None) -> None:
        self._process, self._victim = process, victim
        self._seconds: dict[tuple[int, float], float] = {}
        self.memory = 0.0
        self.killed = 0

    @property
    def processor(self) -> float:
        return sum(self._seconds.values())

    def until_it_ends(self) -> None:
        """Look at all of them a few times a second."""
        while self._process.poll() is None:
            for each in [self._process, *self._process.children(recursive=True)]:
                with contextlib.suppress(psutil.NoSuchProcess):
                    self._look_at(each)
            time.sleep(EVERY)

    def _look_at(self, process: psutil.Process) -> None:
        times = process.cpu_times()
        self._seconds[process.pid, process.create_time()] = times.user + times.system
        command = " ".join(process.cmdline())
        if "java" not in command and "raylet" not in command:
            self.memory = max(self.memory, process.memory_info().rss / 1e6)
        if self._victim and self._victim in command and not self.killed and times.user > BUSY:
            process.send_signal(signal.SIGKILL)
            self.killed = 1


def read_labels(output: Path) -> Iterator[tuple[str, bytes]]:
    """A digest of the labels of every document in the folder; a document that stands there twice is an error."""
    seen = set()
    for row in _rows(output):
        if row["id"] in seen:
            sys.exit(f"{row['id']} came out twice")
        seen.add(row["id"])
        labels = [[line["start"], line["end"], line["label"], line["confidence"]] for line in row["labels"]]
        yield row["id"], blake2b(json.dumps(labels).encode(), digest_size=8).digest()


def _rows(output: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(output.rglob("*.parquet")):
        if "cache" not in path.parts:
            yield from pq.read_table(path, columns=["id", "labels"]).to_pylist()
    for path in sorted(output.rglob("*.jsonl")):
        if path.name not in ("rejects.jsonl", "ledger.jsonl") and "logs" not in path.parts:
            yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def write_page(count: int, done: list[Done], killed: list[Done]) -> str:
    """The page of the docs."""
    reference = done[0]
    rows = [_row(each, reference) for each in done]
    deaths = [[each.name, str(each.killed), f"{len(each.labels):,}", _same(each, reference), f"{each.start + each.work:.1f} s", _undisturbed(each, done)] for each in killed]
    parts = [
        "# The engines, measured", f"Made by `python benchmarks/engines.py {count} --write docs/benchmark-engines.md`; do not edit.",
        f"{count:,} documents made from the articles of the tests (`benchmarks/crawl.py`), Python {sys.version.split()[0]}, {os.cpu_count()} cores, {WORKERS} workers but for "
        f"{' and '.join(IN_ONE_PROCESS)}; each job cut into {PARTS} parts. One run, one engine after the other.",
        "## The same labels, and what they cost", markdown_table(HEAD, rows),
        "*work*: seconds times workers. *processor*: of all processes of the job, from start to end, with reading and writing, which plain clean does not do.",
        "## A worker killed", f"One worker is sent SIGKILL from outside once it has used {BUSY:.0f} seconds of processor time.",
        markdown_table(["engine", "workers killed", "documents", "documents with other labels", "took", "undisturbed"], deaths),
        "## The start of a worker", start_table(),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


def _row(each: Done, reference: Done) -> list[str]:
    name = f"{each.name} ({version(PACKAGES[each.name])})" if each.name in PACKAGES else each.name
    workers = 1 if each.name in IN_ONE_PROCESS else WORKERS
    work, processor = each.work * workers / reference.work, each.processor / reference.processor
    seconds = [f"{each.start:.1f} s", f"{each.work:.1f} s", f"{work:.2f}", f"{each.processor:.1f} s", f"{processor:.2f}"]
    return [name, *seconds, f"{each.memory:.0f} MB", _same(each, reference)]


def _same(each: Done, reference: Done) -> str:
    """How many documents differ, are missing, or should not be there."""
    return str(sum(each.labels.get(name) != reference.labels.get(name) for name in each.labels.keys() | reference.labels.keys()))


def _undisturbed(each: Done, done: list[Done]) -> str:
    (whole,) = [other for other in done if other.name == each.name]
    return f"{whole.start + whole.work:.1f} s"


if __name__ == "__main__":
    main()
