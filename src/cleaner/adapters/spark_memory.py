"""The site memory as Spark jobs: learn it from a DataFrame of pages, and clean each page with the memory of its own site.

    memory = site_memory(pages)                      rows (site, key, lines, titles); write them to Parquet and read them again
    cleaned = clean_with_memory(pages, memory)       no worker ever holds more than one site's memory

Hosts are skewed: a few have most of the pages. Both jobs spread a site over several tasks.

Learning keeps the 2,000 pages of a site whose number is smallest, so a page that is not among the 2,000 smallest of a *part* of its
site is not among those of the site. First the smallest of each part, at most 64 x 2,000 pages a site, then those of the site: the
same pages, to the bit, that `SiteMemory` keeps. Only hashes are shuffled, no text.

Cleaning sorts memory and pages together by site, memory first, and reads them as one stream. A site with many pages is cut
into parts of about 20,000, each with a copy of the memory.
"""

from __future__ import annotations

from os import PathLike
from typing import Any

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F  # noqa: N812 - as all of Spark's own documentation has it

from cleaner.adapters.site_rows import PageReader, SiteStream
from cleaner.adapters.spark import mapper
from cleaner.jobs.job import TITLE_FIELD
from cleaner.memory import Page, SiteMemory
from cleaner.memory.pages import MOST_PAGES
from cleaner.reading.addresses import site_of

MEMORY = "site string, key long, lines binary, titles binary"
"""Schema of a memory's rows: what is kept of one page."""
LEARNING_PARTS = 64
PAGES_A_PART = 20_000
"""A part of a site: its memory, at most 2,000 pages, is then a small addition to it."""


def site_memory(pages: DataFrame, text: str = "text", url: str = "url", kind: str = "text") -> DataFrame:
    """Learn the memory of all sites from their pages: rows of `MEMORY`, of each site at most 2,000. A column `title` is read if there is one."""
    read = [name for name in dict.fromkeys([text, url, TITLE_FIELD]) if name != TITLE_FIELD or name in pages.columns]
    return keep_pages(pages.select(*read).mapInArrow(PageReader(text, url, kind), MEMORY))


def keep_pages(rows: DataFrame) -> DataFrame:
    """Keep of each site the 2,000 pages with the smallest number, once each. Merges memories: `keep_pages(old.union(new))`."""
    parted = rows.withColumn("part", F.col("key") % LEARNING_PARTS).repartition("site", "part")
    # Of two rows of one page the one whose bytes are greater, as `cleaner.memory.keep_pages` has it.
    distinct = parted.groupBy("site", "part", "key").agg(F.max(F.struct("lines", "titles")).alias("page"))
    return _smallest(_smallest(distinct, "site", "part"), "site").select("site", "key", "page.lines", "page.titles")


def save_memory(memory: DataFrame, path: str | PathLike[str]) -> SiteMemory:
    """Write a memory to one file on the driver, as `SiteMemory.load` opens it. Rows are fetched a partition at a time."""
    writer = SiteMemory.writer(path)
    with writer:
        writer.add_pages(Page(row.site, row.key, bytes(row.lines), bytes(row.titles)) for row in memory.toLocalIterator())
        writer.finish()
    return SiteMemory.load(path)


def clean_with_memory(pages: DataFrame, memory: DataFrame, text: str = "text", url: str = "url", kind: str = "text", **options: Any) -> DataFrame:
    """Clean pages, each with the memory of its own site; rows come back in another order.

    Labels are those that a `Cleaner` with the whole memory gives. The fingerprint is that of a `Cleaner` with the memory of the
    page's site alone: it does not change when another site's pages do.
    """
    schema = mapper(text, url, None, kind, **options).schema(pages.schema)
    site = F.udf(site_of, "string", useArrow=True)(F.col(f"`{url}`"))
    documents = pages.select(site.alias("site"), F.xxhash64(text, url).alias("spread"), F.struct(*(F.col(f"`{name}`") for name in pages.columns)).alias("document"))
    return _by_site(documents, memory).mapInArrow(SiteStream(text, url, kind, options), schema)


def _by_site(documents: DataFrame, memory: DataFrame) -> DataFrame:
    """Memory and documents as `SiteStream` takes them."""
    sizes = documents.groupBy("site").count().where(F.col("count") > PAGES_A_PART)
    large = F.broadcast(sizes.select("site", F.ceil(F.col("count") / PAGES_A_PART).alias("parts")))
    parts = F.coalesce(F.col("parts"), F.lit(1))
    cut = documents.join(large, "site", "left").withColumn("part", F.pmod("spread", parts))
    copied = memory.join(large, "site", "left").withColumn("part", F.explode(F.sequence(F.lit(0).cast("long"), parts - 1)))
    rows = copied.select("site", "part", F.struct("key", "lines", "titles").alias("page")).unionByName(cut.select("site", "part", "document"), allowMissingColumns=True)
    return rows.repartition("site", "part").sortWithinPartitions("site", "part", F.col("page").isNull())


def _smallest(pages: DataFrame, *site: str) -> DataFrame:
    place = F.row_number().over(Window.partitionBy(*site).orderBy("key"))
    return pages.withColumn("place", place).where(F.col("place") <= MOST_PAGES).drop("place")
