"""Cleaning and learning in a real local Spark session of two workers."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
import sysconfig
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("pyspark", reason="pyspark is not installed: pip install 'article-cleaner[spark]'")
if not shutil.which("java"):
    pytest.skip("Spark needs a Java runtime: apt-get install default-jre-headless", allow_module_level=True)

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession

from cleaner import Cleaner, SiteMemory
from cleaner.adapters import spark_memory
from cleaner.adapters.spark import mapper
from engine_pages import by_id, expected, kill_the_one_who_waits, pages, wait_to_be_killed_once

pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")
ROOT = Path(__file__).parents[1]
PAGES = pages()
# Digits do not tell lines apart.
LARGE = [{"url": f"https://large.example/{number}", "text": f"Seite {chr(0x4E00 + number)}\nImpressum"} for number in range(3000)]


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two workers; a task may fail four times, as on a cluster."""
    settings = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.driver.host": "127.0.0.1", "spark.sql.execution.arrow.maxRecordsPerBatch": "20"}
    with pytest.MonkeyPatch.context() as patch:
        # The workers run this interpreter, and find the modules of the tests.
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        patch.setenv("PYTHONPATH", str(Path(__file__).parent))
        session = SparkSession.builder.master("local[2,4]").config(map=settings).getOrCreate()
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()


@pytest.fixture(scope="module")
def crawl(spark: SparkSession) -> DataFrame:
    return spark.createDataFrame([(row["id"], row["url"], row["text"]) for row in PAGES], "id int, url string, text string").repartition(4)


@pytest.fixture(scope="module")
def memory(crawl: DataFrame) -> DataFrame:
    return spark_memory.site_memory(crawl).cache()


def rows(cleaned: DataFrame) -> list[dict[str, Any]]:
    return [row.asDict(recursive=True) for row in cleaned.collect()]


def test_every_row_comes_back_with_what_plain_clean_gives(crawl: DataFrame) -> None:
    clean_rows = mapper()
    assert by_id(rows(crawl.mapInArrow(clean_rows, clean_rows.schema(crawl.schema)))) == expected(PAGES, Cleaner())


def test_columns_of_other_types_stay(spark: SparkSession) -> None:
    given = spark.sql("select timestamp'2024-05-01 12:00:00' at, map('a', 1) tags, array(1.5d) scores, named_struct('deep', date'2024-01-01') nested, 'Hi' content")
    clean_rows = mapper(text="content")
    assert given.mapInArrow(clean_rows, clean_rows.schema(given.schema)).select(given.columns).collect() == given.collect()


def test_the_memory_is_the_one_that_is_made_from_the_pages(memory: DataFrame, tmp_path: Path) -> None:
    assert spark_memory.save_memory(memory, tmp_path / "memory") == here()


def test_the_memory_is_the_one_that_the_command_learns(memory: DataFrame, tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="the job runner is not installed: pip install 'article-cleaner[jobs]'")
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in PAGES if row["text"] is not None), encoding="utf-8")
    run = [sysconfig.get_path("scripts") + "/cleaner", "run", str(tmp_path / "pages.jsonl"), "-o", str(tmp_path / "cleaned"), "--learn-memory", str(tmp_path / "learned")]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    assert spark_memory.save_memory(memory, tmp_path / "memory") == SiteMemory.load(tmp_path / "learned")


def here() -> SiteMemory:
    return SiteMemory.from_pages((row["url"], row["text"]) for row in PAGES if row["url"] and row["text"])


def test_titles_are_learned_where_there_are_any(spark: SparkSession, tmp_path: Path) -> None:
    rows = [(f"https://a.example/{number}", f"Eins\nZwei {number}", "Der Rat tagt bis in die späte Nacht") for number in range(3)]
    learned = spark_memory.save_memory(spark_memory.site_memory(spark.createDataFrame(rows, "url string, text string, title string")), tmp_path / "memory")
    assert learned == SiteMemory.from_pages(rows)


def test_of_a_large_site_the_same_pages_are_kept(spark: SparkSession, tmp_path: Path) -> None:
    learned = spark_memory.save_memory(spark_memory.site_memory(spark.createDataFrame(LARGE)), tmp_path / "memory")
    assert (repr(learned), learned) == ("SiteMemory(sites=1, pages=2000)", SiteMemory.from_pages((row["url"], row["text"]) for row in LARGE))


def test_memories_of_two_crawls_merge_to_that_of_both(crawl: DataFrame, tmp_path: Path) -> None:
    first, second = (spark_memory.site_memory(crawl.where(f"id % 2 = {part}")) for part in (0, 1))
    assert spark_memory.save_memory(spark_memory.keep_pages(first.union(second)), tmp_path / "memory") == here()


@pytest.mark.parametrize("pages_a_part", [20_000, 20], ids=["sites whole", "sites cut in parts"])
def test_pages_are_cleaned_with_the_memory_of_their_site(crawl: DataFrame, memory: DataFrame, pages_a_part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark_memory, "PAGES_A_PART", pages_a_part)
    cleaned = rows(spark_memory.clean_with_memory(crawl, memory))
    assert by_id(cleaned, without=("fingerprint",)) == expected(PAGES, Cleaner(memory=here()), without=("fingerprint",))


def test_a_memory_on_disk_is_opened_by_the_workers(crawl: DataFrame, tmp_path: Path) -> None:
    here().save(tmp_path / "memory")
    clean_rows = mapper(memory=SiteMemory.load(tmp_path / "memory"))
    assert by_id(rows(crawl.mapInArrow(clean_rows, clean_rows.schema(crawl.schema)))) == expected(PAGES, Cleaner(memory=here()))


def struck(clean_rows: Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]], folder: Path) -> Callable[[Iterable[pa.RecordBatch]], Iterator[pa.RecordBatch]]:
    """The same function; the first worker that has done a batch waits to be killed."""

    def work(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in clean_rows(batches):
            yield batch
            wait_to_be_killed_once(folder)

    return work


def test_a_worker_that_is_killed_costs_nothing(crawl: DataFrame, tmp_path: Path) -> None:
    clean_rows = mapper()
    killer = threading.Thread(target=kill_the_one_who_waits, args=[tmp_path])
    killer.start()
    cleaned = rows(crawl.mapInArrow(struck(clean_rows, tmp_path), clean_rows.schema(crawl.schema)))
    killer.join()
    assert by_id(cleaned) == expected(PAGES, Cleaner())


def test_the_mapper_is_pickled_by_its_content() -> None:
    given = pa.RecordBatch.from_pylist([{"content": "Share on Facebook"}])
    clean_rows = mapper(text="content", language="id")
    assert [*pickle.loads(pickle.dumps(clean_rows))([given])] == [*clean_rows([given])]


def test_the_script_goes_from_parquet_to_parquet(crawl: DataFrame, spark: SparkSession, tmp_path: Path) -> None:
    crawl.write.parquet(str(tmp_path / "pages"))
    script = [str(ROOT / "examples/spark_clean.py"), str(tmp_path / "pages"), str(tmp_path / "cleaned")]
    settings = ["--master", "local[2]", "--conf", "spark.ui.enabled=false", "--conf", "spark.driver.host=127.0.0.1", "--conf", "spark.sql.shuffle.partitions=2"]
    done = subprocess.run([sysconfig.get_path("scripts") + "/spark-submit", *settings, *script], capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    cleaned = rows(spark.read.parquet(str(tmp_path / "cleaned")))
    assert by_id(cleaned, without=("fingerprint",)) == expected(PAGES, Cleaner(memory=here()), without=("fingerprint",))
