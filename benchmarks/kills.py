"""Kill a job at random moments, resume it, and compare its output with that of an undisturbed run, byte for byte.

    python benchmarks/kills.py INPUT [KILLS]

Every kill is a SIGKILL: of the job's parent, or of one of its workers (every third time). Prints one line a kill, then the comparison.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SEED = 0
OPTIONS = ["--shard-size", "200", "--format", "jsonl.gz"]


def command(crawl: str, output: Path, *more: str) -> list[str]:
    """The call of a job."""
    return [sys.executable, "-c", "from cleaner.cli import app; app()", "run", crawl, "-o", str(output), *OPTIONS, *more]


def digests(folder: Path) -> dict[str, str]:
    """Digest of every file of a folder, by its path in it."""
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.rglob("*")) if path.is_file()}


def workers(parent: int) -> list[int]:
    """Processes that a job has started."""
    listed = subprocess.run(["ps", "-o", "pid=", "--ppid", str(parent)], capture_output=True, text=True, check=False).stdout
    return [int(pid) for pid in listed.split()]


def kill_once(process: subprocess.Popen[bytes], number: int) -> str:
    """Kill the job, or a worker of it, which it has to survive."""
    if number % 3 == 2 and (found := workers(process.pid)):
        os.kill(found[-1], signal.SIGKILL)
        return "worker"
    process.kill()
    process.wait()
    return "job"


def disturbed(crawl: str, output: Path, kills: int, seconds: float) -> None:
    """Run a job to its end through that many kills; each comes within its share of the time that a run takes."""
    drawn = random.Random(SEED)
    process = subprocess.Popen(command(crawl, output, "--resume"), stderr=subprocess.DEVNULL)
    number = 0
    while number < kills:
        time.sleep(drawn.uniform(0.1, 1.6) * seconds / kills)
        if process.poll() is not None:
            sys.exit(f"the job was over after {number} kills: take a larger input")
        what = kill_once(process, number)
        number += 1
        print(f"kill {number}: {what}, {len(list(output.glob('part-*')))} shards there", flush=True)
        if what == "job":
            process = subprocess.Popen(command(crawl, output, "--resume"), stderr=subprocess.DEVNULL)
    if status := process.wait():
        sys.exit(f"the resumed job ended with status {status}")


def main(crawl: str, kills: int) -> None:
    """Run the job undisturbed, then disturbed, and compare."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.monotonic()
        subprocess.run(command(crawl, folder / "undisturbed"), stderr=subprocess.DEVNULL, check=True)
        seconds = time.monotonic() - begun
        disturbed(crawl, folder / "disturbed", kills, seconds)
        expected, found = digests(folder / "undisturbed"), digests(folder / "disturbed")
        print(f"{len(expected)} files, {sum(path.stat().st_size for path in (folder / 'undisturbed').iterdir()):,} bytes: {'the same' if expected == found else 'DIFFERENT'}")
        sys.exit(expected != found)


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) == 3 else 10)
