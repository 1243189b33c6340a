"""Measure stores for a site memory: python benchmarks/site_memory.py [PAGES] [--store sqlite|duckdb]

Made-up pages of 25 lines, five of them from the site's furniture, on sites whose sizes fall off as in a crawl. Each store learns them in
batches, counts, and is asked for all lines of documents in random order, as workers ask. DuckDB keeps a row a line and counts by `group by`;
SQLite is `cleaner.memory` as it ships. Both get hashes, since folding and hashing the text is the same work for both.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cleaner import SiteMemory
from cleaner.memory import Page

LINES, FURNITURE, SITES = 25, 5, 2000
BATCH = 20_000
ASKED = 2000


def made_up(count: int) -> Iterator[Page]:
    """The same pages whenever they are asked for."""
    chance = random.Random(0)
    for _ in range(count):
        site = f"site{int(SITES * chance.random() ** 3)}.example"
        furniture = random.Random(site)
        lines = {furniture.randbytes(8) if chance.random() < 0.8 else chance.randbytes(8) for _ in range(FURNITURE)}
        lines |= {chance.randbytes(8) for _ in range(LINES - len(lines))}
        yield Page(site, chance.getrandbits(63), b"".join(sorted(lines)), chance.randbytes(8))


def main() -> None:
    """Run one store in this process, so that its peak memory is its own."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("pages", type=int, nargs="?", default=400_000)
    arguments.add_argument("--store", choices=("sqlite", "duckdb"), default="sqlite")
    given = arguments.parse_args()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "memory"
        learned, counted, looked_up = {"sqlite": sqlite, "duckdb": duckdb}[given.store](path, given.pages)
        size = path.stat().st_size
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{given.store}: {given.pages * LINES:,} lines of {given.pages:,} pages: learned in {learned:.1f} s of CPU, counted in {counted:.1f} s")
    print(f"{1e3 * looked_up / ASKED:.2f} ms of CPU a document looked up, {size / 1e6:.0f} MB on disk, peak {peak / 1e3:.0f} MB ({before / 1e3:.0f} before)")


def sqlite(path: Path, count: int) -> tuple[float, float, float]:
    """The store that ships."""
    spent = generating(count)
    start = time.process_time()
    with SiteMemory.writer(path) as writer:
        writer.add_pages(made_up(count))
        writer.commit()
        learned = time.process_time() - start - spent
        start = time.process_time()
        writer.finish()
    counted = time.process_time() - start
    store = SiteMemory.load(path)._store
    asked = list(made_up(ASKED))
    start = time.process_time()
    for page in asked:
        counts = store.counts(page.site)
        store.page(page.site, page.key)
        for at in range(0, len(page.lines), 8):
            counts and counts.of_line(int.from_bytes(page.lines[at : at + 8], "little"))
    return learned, counted, time.process_time() - start


def duckdb(path: Path, count: int) -> tuple[float, float, float]:
    """A row a line, counted by the engine, looked up through an index; pages over the bound are dropped before counting."""
    import duckdb as engine  # type: ignore[import-not-found,unused-ignore]
    import numpy as np

    spent = generating(count)
    database = engine.connect(str(path))
    database.execute("set threads = 2")
    database.execute("create table lines (site varchar, page bigint, line ubigint)")
    start = time.process_time()
    batch: list[Page] = []
    for page in (*made_up(count), None):
        if page:
            batch.append(page)
        if len(batch) == BATCH or (batch and page is None):
            sites = np.repeat(np.array([one.site for one in batch], dtype=object), [len(one.lines) // 8 for one in batch])
            keys = np.repeat(np.array([one.key for one in batch]), [len(one.lines) // 8 for one in batch])
            rows = {"site": sites, "page": keys, "line": np.frombuffer(b"".join(one.lines for one in batch), dtype=np.uint64)}
            database.register("rows", rows)
            database.execute("insert into lines select * from rows")
            batch = []
    learned = time.process_time() - start - spent
    start = time.process_time()
    kept = "select site, page from (select distinct site, page from lines) qualify row_number() over (partition by site order by page) <= 2000"
    database.execute(f"create table counts as select site, line, count(*) n from lines semi join ({kept}) using (site, page) group by site, line order by site, line")
    database.execute("create table pages as select site, count(distinct page) n from lines group by site")
    database.execute("create index by_line on counts (line)")
    database.execute("checkpoint")
    counted = time.process_time() - start
    asked = list(made_up(ASKED // 10))
    start = time.process_time()
    for page in asked:
        numbers = list(memoryview(page.lines).cast("Q"))
        database.execute(f"select line, n from counts where site = ? and line in ({','.join(map(str, numbers))})", [page.site]).fetchall()
    return learned, counted, 10 * (time.process_time() - start)


def generating(count: int) -> float:
    """Seconds of CPU that making the pages takes, to be taken off."""
    start = time.process_time()
    for _ in made_up(count):
        pass
    return time.process_time() - start


if __name__ == "__main__":
    main()
