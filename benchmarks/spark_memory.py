"""The site memory as Spark jobs: is it the memory that one process learns, are the labels the same, and what is shuffled?

    python benchmarks/spark_memory.py 20000 --write docs/benchmark-spark-memory.md

The crawl of `benchmarks/crawl.py`, whose largest site has a ninth of it, through a local Spark of two workers; parts of a site have 1,000 pages here,
so that sites are cut.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyspark.sql import DataFrame, SparkSession

from cleaner import Cleaner, SiteMemory
from cleaner.adapters import spark_memory
from cleaner.adapters.record import cleaned
from cleaner.adapters.spark import mapper
from crawl import documents
from engines import read_labels, write_crawl
from report import markdown_table, progress

PAGES_A_PART = 1000


@dataclass
class Step:
    """What one job of Spark took."""

    name: str
    seconds: float
    shuffled: int
    """Bytes written for other tasks, compressed as Spark does."""


class Session:
    """A local Spark that measures its jobs."""

    def __init__(self) -> None:
        os.environ["PYSPARK_PYTHON"] = sys.executable
        settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.sql.shuffle.partitions": "8", "spark.sql.files.openCostInBytes": "0"}
        self.spark = SparkSession.builder.master("local[2,4]").config(map=settings).getOrCreate()
        self.spark.sparkContext.setLogLevel("OFF")
        self.steps: list[Step] = []

    def write(self, name: str, make: Callable[[], DataFrame], path: Path) -> DataFrame:
        """Do a job, write what it makes, and note what it took."""
        progress(name)
        shuffled, started = self._shuffled(), time.perf_counter()
        make().write.parquet(str(path))
        self.steps.append(Step(name, time.perf_counter() - started, self._shuffled() - shuffled))
        return self.spark.read.parquet(str(path))

    def _shuffled(self) -> int:
        store = self.spark.sparkContext._jsc.sc().statusStore()
        executors = store.executorList(False)
        return sum(executors.apply(number).totalShuffleWrite() for number in range(executors.size()))


def main() -> None:
    """Measure, print, write; exit status 1 where something differs."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("documents", type=int, help="how many documents")
    command.add_argument("--write", type=Path, metavar="FILE.md", help="write the page to this file too")
    given = command.parse_args()
    spark_memory.PAGES_A_PART = PAGES_A_PART
    with tempfile.TemporaryDirectory() as folder:
        page, same = measure(Path(folder), given.documents)
    print(page)
    if given.write:
        given.write.write_text(page, encoding="utf-8")
    sys.exit(0 if same else "the memories or the labels differ")


def measure(folder: Path, count: int) -> tuple[str, bool]:
    """The page, and whether all was the same."""
    write_crawl(folder, count)
    session = Session()
    pages, clean_rows = session.spark.read.parquet(str(folder / "parquet")), mapper()
    session.write("cleaned without a memory", lambda: pages.mapInArrow(clean_rows, clean_rows.schema(pages.schema)), folder / "cleaned")
    memory = session.write("memory learned", lambda: spark_memory.site_memory(pages), folder / "memory")
    session.write("cleaned, each page with the memory of its site", lambda: spark_memory.clean_with_memory(pages, memory), folder / "remembered")
    learned = spark_memory.save_memory(memory, folder / "memory.sqlite")
    session.spark.stop()
    alone = SiteMemory.from_pages((url, text) for _, url, text in documents(count))
    different = count_different(folder, alone, count)
    stored = sum(path.stat().st_size for path in (folder / "memory").glob("*.parquet"))
    return write_page(count, session.steps, learned, alone == learned, different, stored), alone == learned and not different


def count_different(folder: Path, memory: SiteMemory, count: int) -> int:
    """How many documents have other labels than a `Cleaner` with the whole memory gives."""
    progress("the same in one process")
    remembering = Cleaner(memory=memory)
    (folder / "alone").mkdir()
    with (folder / "alone/cleaned.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": name, **cleaned(remembering(text, url=url))}) + "\n" for name, url, text in documents(count))
    ours, theirs = dict(read_labels(folder / "alone")), dict(read_labels(folder / "remembered"))
    return sum(ours.get(name) != theirs.get(name) for name in ours.keys() | theirs.keys())


def write_page(count: int, steps: list[Step], learned: SiteMemory, same: bool, different: int, stored: int) -> str:
    """The page of the docs."""
    first = steps[0].seconds
    rows = [[step.name, f"{step.seconds:.1f} s", f"{step.seconds / first:.2f}", f"{step.shuffled / count:,.0f} bytes"] for step in steps]
    parts = [
        "# Site memory in Spark, measured", f"Made by `python benchmarks/spark_memory.py {count} --write docs/benchmark-spark-memory.md`; do not edit.",
        f"{count:,} documents of `benchmarks/crawl.py`, two workers, from Parquet to Parquet; sites cut into parts of {PAGES_A_PART:,} pages. One run.",
        markdown_table(["job", "took", "first = 1", "shuffled, a document"], rows),
        f"The memory ({learned!r}) {'equals' if same else 'DIFFERS FROM'} the one that one process learns, fingerprint {learned.fingerprint}; as "
        f"Parquet it takes {stored / count:,.0f} bytes a document. Documents with other labels than a `Cleaner` with the whole memory gives: {different}.",
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
