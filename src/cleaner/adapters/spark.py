"""Clean the rows of a Spark DataFrame, through Arrow: no shuffle, no driver, one pass.

    clean_rows = mapper(text="content")
    cleaned = pages.mapInArrow(clean_rows, clean_rows.schema(pages.schema))

Where the memory of all sites is too large for one worker, `cleaner.adapters.spark_memory` brings each site's to its pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

try:
    from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_type
    from pyspark.sql.types import StructType
except ModuleNotFoundError as missing:  # pragma: no cover - seen in the test of the bare wheel
    raise ModuleNotFoundError(f"cleaner.adapters.spark needs {missing.name}; install it with: pip install 'article-cleaner[spark]'", name=missing.name) from None

import pyarrow as pa

from cleaner.adapters.arrow import BatchCleaner
from cleaner.memory import SiteMemory


class Mapper:
    """What `mapInArrow` takes: a function from batches to batches that is pickled by its content and built once a task."""

    def __init__(self, clean_batch: BatchCleaner) -> None:
        self._clean_batch = clean_batch

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        return map(self._clean_batch, batches)

    def schema(self, given: StructType) -> StructType:
        """Return the schema of what comes out for rows of this one. Raises as `clean_batch` does."""
        columns = self._clean_batch.columns
        # Types of columns that are not read do not matter here; some have no Arrow type without the session's time zone.
        read = [pa.field(field.name, to_arrow_type(field.dataType) if field.name in (columns.text, columns.url) else pa.null()) for field in given]
        added = self._clean_batch.schema(pa.schema(read))
        return StructType([*given, *from_arrow_schema(pa.schema(list(added)[len(given) :]))])


def mapper(text: str = "text", url: str = "url", memory: SiteMemory | None = None, kind: str = "text", **options: Any) -> Mapper:
    """Return the function for `DataFrame.mapInArrow`; columns and options as in `cleaner.adapters.arrow.clean_batch`.

    A `memory` that was loaded from a file is sent as its path, which every worker has to reach; one that is held in RAM is sent whole.
    """
    return Mapper(BatchCleaner(text, url, memory, kind, **options))
