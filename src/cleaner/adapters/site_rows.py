"""Site memory in Arrow rows: from pages to what is kept of them, and from a stream of memories and pages, site after site, to clean pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from itertools import groupby
from typing import Any

import pyarrow as pa

from cleaner.adapters.arrow import BatchCleaner
from cleaner.cleaning import Cleaner
from cleaner.jobs.job import TITLE_FIELD
from cleaner.memory import Page, SiteMemory, read_page
from cleaner.memory.memory import HeldStore

KEPT = pa.schema({"site": pa.string(), "key": pa.int64(), "lines": pa.binary(), "titles": pa.binary()})
"""What is kept of one page: a row of a memory."""


class PageReader:
    """From rows with a text, an address and perhaps a title to rows of `KEPT`, as the job runner reads them; pages that teach nothing are left out."""

    def __init__(self, text: str, url: str, kind: str) -> None:
        self._text, self._url, self._kind = text, url, kind

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        cleaner = Cleaner()
        for batch in batches:
            titles = batch.column(TITLE_FIELD).to_pylist() if TITLE_FIELD in batch.schema.names else [None] * batch.num_rows
            rows = zip(batch.column(self._url).to_pylist(), batch.column(self._text).to_pylist(), titles, strict=True)
            pages = [read_page(url, self._read(cleaner, text), title) for url, text, title in rows if url is not None and text is not None]
            yield pa.RecordBatch.from_pylist([_row(page) for page in pages if page], KEPT)

    def _read(self, cleaner: Cleaner, text: Any) -> str:
        if isinstance(text, str) and self._kind == "text":
            return text
        return cleaner(text, kind="auto" if isinstance(text, bytes) else self._kind).text


class SiteStream:
    """Cleans a stream that is sorted by site and part, in which each part begins with the memory of its site. Holds one memory at a time.

    Rows have the columns `site`, `part`, `page` (a struct of key, lines and titles; null in rows that are to be cleaned) and
    `document` (a struct of the columns that come back, null in rows of a memory).
    """

    def __init__(self, text: str, url: str, kind: str, options: dict[str, Any]) -> None:
        self._columns, self._options = (text, url, kind), options

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        site = _Site(self._clean_batch, None)
        for batch in batches:
            cleaned = []
            for part, is_memory, rows in _runs(batch):
                if part != site.part:
                    site = _Site(self._clean_batch, part)
                if is_memory:
                    site.learn(rows)
                else:
                    cleaned.append(site.clean_batch(_documents(rows)))
            yield from pa.Table.from_batches(cleaned).combine_chunks().to_batches() if cleaned else ()

    def _clean_batch(self, memory: SiteMemory | None) -> BatchCleaner:
        text, url, kind = self._columns
        return BatchCleaner(text, url, memory, kind, **self._options)


class _Site:
    """One part of a site: the pages of its memory, and the function that cleans with them once they are all there."""

    def __init__(self, make: Callable[[SiteMemory | None], BatchCleaner], part: object) -> None:
        self.part = part
        self._make = make
        self._pages: list[Page] = []

    def learn(self, rows: pa.RecordBatch) -> None:
        sites, pages = rows.column("site").to_pylist(), rows.column("page").to_pylist()
        self._pages += [Page(site, page["key"], page["lines"], page["titles"]) for site, page in zip(sites, pages, strict=True)]

    @cached_property
    def clean_batch(self) -> BatchCleaner:
        return self._make(SiteMemory(HeldStore(self._pages)) if self._pages else None)


def _runs(batch: pa.RecordBatch) -> Iterator[tuple[object, bool, pa.RecordBatch]]:
    """Cut a batch where the part changes, and where the memory ends and the pages begin."""
    keys = zip(batch.column("site").to_pylist(), batch.column("part").to_pylist(), batch.column("page").is_valid().to_pylist(), strict=True)
    start = 0
    for (site, part, is_memory), run in groupby(keys):
        length = sum(1 for _ in run)
        yield (site, part), is_memory, batch.slice(start, length)
        start += length


def _documents(rows: pa.RecordBatch) -> pa.RecordBatch:
    column = rows.column("document")
    return pa.RecordBatch.from_arrays(column.flatten(), schema=pa.schema(list(column.type)))


def _row(page: Page) -> dict[str, Any]:
    return {"site": page.site, "key": page.key, "lines": page.lines, "titles": page.titles}
