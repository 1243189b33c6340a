"""What users run today for this step beside `cleaner run`: the same crawl through each, one worker, in one run.

    python benchmarks/neighbours.py 5000 [--python 'dolma=OTHER/bin/python' …]

Prints a table. A rate is documents a second of processor time, of all processes of a job, from its start to its end with reading and writing: so
other work on the machine hardly changes it. "Start" is the same of a job of ten documents, and is taken off for the rate. A tool that does not
install beside `cleaner` runs by the interpreter that is named for it; one that cannot be run is named as such.
"""

from __future__ import annotations

import argparse
import gzip
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psutil

from crawl import documents, json_line
from neighbour_jobs import JOBS
from report import markdown_table, progress

FEW = 10
EVERY = 0.05


def main() -> None:
    """Measure and print."""
    given = parser().parse_args()
    pythons = dict(one.split("=", 1) for one in given.python)
    rows = [row(name, given.documents, pythons) for name in given.jobs]
    size = sum(len(text.encode()) for _, _, text in documents(given.documents)) / 1e6
    print(f"{given.documents:,} documents of `benchmarks/crawl.py`, {size:.1f} MB of text, one worker; load {os.getloadavg()[0]:.1f} at the end\n")
    print(markdown_table(["job", "start, s", "all, s of processor", "documents a second", "MB a second", "by the clock, s"], [each for each in rows if each]))


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("documents", type=int, help="how many documents")
    command.add_argument("--python", nargs="+", default=[], metavar="JOB=PYTHON", help="interpreters of tools that are installed elsewhere")
    command.add_argument("--jobs", nargs="+", choices=JOBS, default=list(JOBS), help="these only")
    return command


def row(name: str, count: int, pythons: Mapping[str, str]) -> list[str]:
    """Run a job on a few documents, then on all."""
    progress(name)
    python = pythons.get(name, sys.executable)
    start, whole = run(name, python, FEW), run(name, python, count)
    if not start or not whole:
        return [name, "could not be run here", *["–"] * 4]
    rate = (count - FEW) / max(whole[0] - start[0], 1e-3)
    size = sum(len(text.encode()) for _, _, text in documents(count)) / 1e6
    return [name, f"{start[0]:.1f}", f"{whole[0]:.1f}", f"{rate:,.0f}", f"{rate * size / count:.2f}", f"{whole[1]:.1f}"]


def run(name: str, python: str, count: int) -> tuple[float, float] | None:
    """Seconds of processor time and by the clock of one job; None where it fails."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile("w+") as printed:
        crawl, output = Path(folder, "crawl"), Path(folder, "output")
        (crawl / "documents").mkdir(parents=True)
        output.mkdir()
        with gzip.open(crawl / "documents/pages.jsonl.gz", "wb", 6) as file:
            file.writelines(json_line(*document) for document in documents(count))
        begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        process = psutil.Popen([python, str(Path(__file__).with_name("neighbour_jobs.py")), name, str(crawl), str(output)], stdout=printed, stderr=subprocess.STDOUT)
        seen, after = processor(process), resource.getrusage(resource.RUSAGE_CHILDREN)
        if process.returncode:
            printed.seek(0)
            progress(printed.read()[-2000:])
            return None
        # The system counts what ended between two looks, the looks what the job left to itself.
        return max(seen, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime), time.monotonic() - begun


def processor(process: psutil.Popen) -> float:
    """Seconds of processor time of a process and all that it starts, until it ends."""
    seconds: dict[tuple[int, float], float] = {}
    while process.poll() is None:
        for each in [process, *children(process)]:
            try:
                times = each.cpu_times()
                seconds[each.pid, each.create_time()] = times.user + times.system
            except psutil.NoSuchProcess:
                continue
        time.sleep(EVERY)
    return sum(seconds.values())


def children(process: psutil.Popen) -> list[psutil.Process]:
    """What a process has started; nothing where it has ended."""
    try:
        found: list[psutil.Process] = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return found


if __name__ == "__main__":
    main()
