"""What a worker of any engine costs before its first document, and again with each task: measured in new processes."""

from __future__ import annotations

import json
import pickle
import statistics
import subprocess
import sys

from cleaner.adapters.arrow import BatchCleaner
from report import markdown_table, progress

STARTS = 7
"""How often a process is started; the median counts."""
_CODE = """
import json, pickle, sys, time
import pyarrow as pa
def resident():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmRSS")) / 1000
given, marks, memory = sys.stdin.buffer.read(), [time.perf_counter()], [resident()]
clean_batch = pickle.loads(given)
marks.append(time.perf_counter())
batch = pa.RecordBatch.from_pylist([{"text": "The council met on Monday to vote on the budget, and nobody was surprised by the result."}])
clean_batch(batch)
marks.append(time.perf_counter())
memory.append(resident())
for _ in range(100):
    pickle.loads(given)
marks.append(time.perf_counter())
loaded, first, again = (end - start for start, end in zip(marks, marks[1:]))
print(json.dumps([loaded, first, again / 100, memory[1] - memory[0]]))
"""


def start_table() -> str:
    """Seconds and memory of a worker's start, and the size of what is sent to it."""
    progress("starting workers")
    sent = pickle.dumps(BatchCleaner())
    runs = [json.loads(subprocess.run([sys.executable, "-c", _CODE], input=sent, capture_output=True, check=True).stdout) for _ in range(STARTS)]
    loaded, first, again, memory = (statistics.median(values) for values in zip(*runs, strict=True))
    rows = [
        ["sent to the worker", f"{len(sent):,} bytes"], ["unpickled, the package imported by it", f"{1000 * loaded:.0f} ms"],
        ["first document, the languages loaded by it", f"{1000 * first:.0f} ms"], ["memory of both", f"{memory:.0f} MB"],
        ["unpickled again, for the next task of the same worker", f"{1000 * again:.2f} ms"],
    ]  # fmt: skip
    return markdown_table(["one worker", "measured"], rows)
