"""Measure `cleaner run` on a crawl: rate, what its processes use, and what a second worker brings.

    python benchmarks/jobs.py CRAWL [REPEATS]        `benchmarks/crawl.py` makes crawls

Runs the job with one worker and with two, in turns, and prints a table. The rate of a row is that of its best run: other work on the machine
only ever slows a run. Memory is resident (VmHWM, VmRSS), the largest of all workers; "at a quarter" is that of the worker then.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

TICK = 0.25
CALL = [sys.executable, "-c", "from cleaner.cli import app; app()", "run"]


@dataclass
class Run:
    """What was seen of one run."""

    documents: int = 0
    seconds: float = 0.0
    processor: float = 0.0
    """Seconds of all processes."""
    parent: int = 0
    """Peak memory of the parent, KB."""
    workers: list[int] = field(default_factory=list)
    """Memory of the largest worker at every tick, KB."""
    peak: int = 0
    """Peak memory of the largest worker, KB."""


def memory(process: int, name: str) -> int:
    """A figure of a process, in KB; 0 where it is gone."""
    try:
        found = re.search(rf"^{name}:\s+(\d+)", Path(f"/proc/{process}/status").read_text(encoding="ascii"), re.MULTILINE)
    except OSError:
        return 0
    return int(found[1]) if found else 0


def workers(parent: int) -> list[int]:
    """The workers of a job."""
    listed = subprocess.run(["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "spawn_main" in line]


def measure(crawl: str, processes: int) -> Run:
    """Run the job once."""
    seen = Run()
    with tempfile.TemporaryDirectory() as folder:
        before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        job = subprocess.Popen([*CALL, crawl, "-o", f"{folder}/out", "--processes", str(processes)], stderr=subprocess.PIPE, text=True)
        while job.poll() is None:
            time.sleep(TICK)
            pids = workers(job.pid)
            seen.workers.append(max((memory(pid, "VmRSS") for pid in pids), default=0))
            seen.peak = max([seen.peak, *(memory(pid, "VmHWM") for pid in pids)])
            seen.parent = max(seen.parent, memory(job.pid, "VmHWM"))
        seen.seconds = time.monotonic() - begun
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        told = job.communicate()[1]
    seen.processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    seen.documents = int(re.search(r"^documents +([\d,]+)", told, re.MULTILINE)[1].replace(",", ""))  # type: ignore[index]
    return seen


def row(processes: int, runs: list[Run]) -> str:
    """One row of the table."""
    best = min(runs, key=lambda run: run.seconds)
    quarter = best.workers[len(best.workers) // 4] / 1024
    used = best.processor / best.documents * 1000
    return f"| {processes} | {best.documents / best.seconds:,.0f} | {best.seconds:.1f} | {used:.2f} | {quarter:.0f} | {best.peak / 1024:.0f} | {best.parent / 1024:.0f} |"


def main(crawl: str, repeats: int) -> None:
    """Measure and print."""
    runs: dict[int, list[Run]] = {1: [], 2: []}
    for _ in range(repeats):
        for processes in runs:
            runs[processes].append(measure(crawl, processes))
    print(f"{Path(crawl).name}: {runs[1][0].documents:,} documents, best of {repeats}\n")
    print("| workers | documents a second | seconds | processor time a document, ms | worker at a quarter, MB | worker at its peak, MB | parent, MB |")
    print("|--:|--:|--:|--:|--:|--:|--:|")
    for processes, seen in runs.items():
        print(row(processes, seen))
    one, two = (min(run.seconds for run in runs[processes]) for processes in runs)
    print(f"\nTwo workers are {one / two:.2f} times as fast as one.")


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 1)
