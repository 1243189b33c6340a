"""One job of `engines.py`: the crawl through one engine with two workers, in a process of its own.

    python benchmarks/engine_jobs.py ENGINE CRAWL OUTPUT

CRAWL is a folder with the same pages as `pages.jsonl` and in `parquet/`. The last line printed is JSON: the seconds until the engine was ready
(`start`), and from there until all was cleaned and written (`work`).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

WORKERS = 2
PARTS = 16
"""Tasks a job is cut into."""


class Clock:
    """Seconds of a job: until the engine is ready, and from there until the end."""

    def __init__(self) -> None:
        self._marks = [time.perf_counter()]

    def mark(self) -> None:
        """Tell that the engine is ready, then that the work is done; what comes later does not count."""
        self._marks.append(time.perf_counter())

    def seconds(self) -> dict[str, float]:
        start, ready, done = self._marks[:3]
        return {"start": ready - start, "work": done - ready}


class Job(Protocol):
    """Clean the crawl into the folder."""

    def __call__(self, crawl: Path, output: Path, clock: Clock) -> None: ...


def plain(crawl: Path, output: Path, clock: Clock) -> None:
    """A `Cleaner` in a loop, in one process, nothing written: what the others are held against."""
    from cleaner import Cleaner
    from cleaner.adapters.record import cleaned

    pages = [json.loads(line) for line in (crawl / "pages.jsonl").read_text(encoding="utf-8").splitlines()]
    cleaner = Cleaner()
    clock.mark()
    articles = [cleaner(page["text"], url=page["url"]) for page in pages]
    clock.mark()
    with (output / "cleaned.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps({"id": page["id"], **cleaned(article)}) + "\n" for page, article in zip(pages, articles, strict=True))


def arrow(crawl: Path, output: Path, clock: Clock) -> None:
    """`clean_batch` on one Parquet file after the other, in one process."""
    import pyarrow.parquet as pq

    from cleaner.adapters.arrow import BatchCleaner

    clean_batch = BatchCleaner()
    clock.mark()
    for path in sorted((crawl / "parquet").iterdir()):
        pq.write_table(clean_batch(pq.read_table(path)), output / path.name)
    clock.mark()


def cleaner_run(crawl: Path, output: Path, clock: Clock) -> None:
    """`cleaner run`."""
    from cleaner.cli import app

    clock.mark()
    app(["run", str(crawl / "pages.jsonl"), "-o", str(output / "cleaned"), "--processes", str(WORKERS)], standalone_mode=False)
    clock.mark()


def spark(crawl: Path, output: Path, clock: Clock) -> None:
    """`mapInArrow`, from Parquet to Parquet."""
    import os

    from pyspark.sql import SparkSession

    from cleaner.adapters.spark import mapper

    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {"spark.ui.enabled": "false", "spark.driver.host": "127.0.0.1", "spark.sql.files.minPartitionNum": str(PARTS), "spark.sql.files.openCostInBytes": "0"}
    session = SparkSession.builder.master(f"local[{WORKERS},4]").config(map=settings).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    clock.mark()
    pages, clean_rows = session.read.parquet(str(crawl / "parquet")), mapper()
    pages.mapInArrow(clean_rows, clean_rows.schema(pages.schema)).write.parquet(str(output / "cleaned"))
    clock.mark()
    session.stop()


def ray(crawl: Path, output: Path, clock: Clock) -> None:
    """Ray Data's `map_batches`, from Parquet to Parquet; a third slot is for reading and writing."""
    import ray

    from cleaner.adapters.arrow import BatchCleaner

    ray.init(num_cpus=WORKERS + 1, include_dashboard=False, log_to_driver=False)
    ray.data.DataContext.get_current().enable_progress_bars = False
    clock.mark()
    pages = ray.data.read_parquet(str(crawl / "parquet"), override_num_blocks=PARTS)
    pages.map_batches(BatchCleaner, batch_format="pyarrow", batch_size=512, concurrency=WORKERS).write_parquet(str(output / "cleaned"))
    clock.mark()
    ray.shutdown()


def datatrove(crawl: Path, output: Path, clock: Clock) -> None:
    """A local pipeline, from JSONL to JSONL."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleaner.adapters.datatrove import CleanArticles

    steps = [ParquetReader(str(crawl / "parquet")), CleanArticles(), JsonlWriter(str(output / "cleaned"), compression=None, expand_metadata=True)]
    clock.mark()
    LocalPipelineExecutor(steps, tasks=PARTS, workers=WORKERS, logging_dir=str(output / "logs")).run()
    clock.mark()


def datasets(crawl: Path, output: Path, clock: Clock) -> None:
    """Hugging Face datasets' `map` in two processes."""
    from datasets import load_dataset

    from cleaner.adapters.arrow import BatchCleaner

    pages = load_dataset("parquet", data_files=str(crawl / "parquet/*.parquet"), split="train", cache_dir=str(output / "cache"))
    clock.mark()
    pages.with_format("arrow").map(BatchCleaner(), batched=True, num_proc=WORKERS).to_parquet(str(output / "cleaned.parquet"))
    clock.mark()


JOBS: Mapping[str, Job] = {
    "plain clean": plain,
    "Arrow": arrow,
    "cleaner run": cleaner_run,
    "Spark": spark,
    "Ray Data": ray,
    "datatrove": datatrove,
    "Hugging Face datasets": datasets,
}


if __name__ == "__main__":
    clock = Clock()
    JOBS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]), clock)
    print(json.dumps(clock.seconds()))
