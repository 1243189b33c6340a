"""Clean a crawl with Spark, from Parquet to Parquet: learn the memory of its sites, then clean every page with the memory of its own site.

    spark-submit --master 'local[2,4]' examples/spark_clean.py pages.parquet cleaned.parquet
    spark-submit examples/spark_clean.py pages.parquet cleaned.parquet --memory memory.parquet --known last-month/memory.parquet

The input has the columns `url` and `text`; all its columns come back, with those of cleaning beside them. `--memory` keeps what was learned, for
the next crawl to be given as `--known`. On a cluster each worker needs the package and its extra: pip install 'article-cleaner[spark]'.
"""

from __future__ import annotations

import argparse

from pyspark.sql import DataFrame, SparkSession

from cleaner.adapters.spark_memory import clean_with_memory, keep_pages, site_memory


def main() -> None:
    given = parser().parse_args()
    spark = SparkSession.builder.appName("cleaner").getOrCreate()
    try:
        pages = spark.read.parquet(given.input)
        memory = learn(spark, site_memory(pages, text=given.text, url=given.url), given.memory or f"{given.output}.memory", given.known)
        clean_with_memory(pages, memory, text=given.text, url=given.url).write.parquet(given.output)
    finally:
        spark.stop()


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("input", help="Parquet of pages")
    command.add_argument("output", help="Parquet to write; must not exist")
    command.add_argument("--text", default="text", help="column of the texts (default: text)")
    command.add_argument("--url", default="url", help="column of the addresses (default: url)")
    command.add_argument("--memory", help="Parquet to write the memory to; must not exist (default: OUTPUT.memory)")
    command.add_argument("--known", help="Parquet of an earlier crawl's memory, to be merged")
    return command


def learn(spark: SparkSession, memory: DataFrame, path: str, known: str | None) -> DataFrame:
    """Write the memory before it is used: a task that is done again must not learn it again."""
    if known:
        memory = keep_pages(memory.unionByName(spark.read.parquet(known)))
    memory.write.parquet(path)
    return spark.read.parquet(path)


if __name__ == "__main__":
    main()
