"""Memory of one process over many pages: it must stay flat.

    python benchmarks/page_memory.py DEV --pages 10000

DEV is a folder with `html/`; its pages are read again and again, each time with another number written into them, so that no cache can hold an
answer. Prints the resident memory every thousand pages, and the time of a page.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import re
import time
from itertools import cycle, islice
from pathlib import Path

import psutil

from cleaner import Cleaner
from report import markdown_table

_WORD = re.compile(rb"(?<=[a-z] )([a-z]{4,12})(?= [a-z])")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("dev", type=Path)
    arguments.add_argument("--pages", type=int, default=10_000)
    arguments.add_argument("--every", type=int, default=1_000)
    given = arguments.parse_args()
    files = sorted((given.dev / "html").iterdir())
    cleaner, process, rows = Cleaner(), psutil.Process(), []
    start = time.process_time()
    for number, file in enumerate(islice(cycle(files), given.pages), 1):
        page = gzip.decompress(file.read_bytes())
        cleaner(_WORD.sub(rb"\g<1>%d" % number, page, count=200))
        if number % given.every == 0:
            gc.collect()
            rows.append((f"{number:,}", f"{process.memory_info().rss / 1e6:.0f}", f"{1000 * (time.process_time() - start) / given.every:.1f}"))
            print(*rows[-1], flush=True)
            start = time.process_time()
    print(markdown_table(("pages", "MB resident", "ms of CPU a page"), rows))


if __name__ == "__main__":
    main()
