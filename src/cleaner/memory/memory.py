"""`SiteMemory`: what is known of the other pages of a site, in memory or on disk."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from os import PathLike
from pathlib import Path
from typing import Any

from cleaner.memory.pages import Counts, Page, count_pages, digest_pages, keep_pages, read_page
from cleaner.memory.sightings import Sightings, look_up
from cleaner.memory.store import FileStore, combine_digests
from cleaner.memory.writer import MemoryWriter
from cleaner.reading.addresses import page_key, site_of


class HeldStore:
    """A memory that is held in RAM: as many pages as the caller gave."""

    def __init__(self, pages: Iterable[Page]) -> None:
        by_site: dict[str, list[Page]] = {}
        for page in pages:
            by_site.setdefault(page.site, []).append(page)
        self._pages = {site: {page.key: page for page in keep_pages(by_site[site])} for site in sorted(by_site)}
        self._counts: dict[str, Counts] = {}

    @cached_property
    def fingerprint(self) -> str:
        return combine_digests((site, digest_pages(pages.values())) for site, pages in self._pages.items())

    def sites(self) -> list[str]:
        return list(self._pages)

    def size(self) -> tuple[int, int]:
        """How many sites there are, and how many pages are kept of them."""
        return len(self._pages), sum(map(len, self._pages.values()))

    def page(self, site: str, key: int) -> Page | None:
        return self._pages.get(site, {}).get(key)

    def pages(self, site: str) -> Iterator[Page]:
        return iter(self._pages.get(site, {}).values())

    def counts(self, site: str) -> Counts | None:
        if site in self._pages and site not in self._counts:
            self._counts[site] = count_pages(self._pages[site].values())
        return self._counts.get(site)


class SiteMemory:
    """What is known of the pages of sites: on how many pages of its site a line stands, and which titles other pages have.

    Made from pages (`from_pages`), read from disk (`load`), or learned page by page on disk (`writer`); given to
    `Cleaner(memory=…)`. It never changes. Of each site the 2,000 pages with the smallest hash of their address are kept, whatever the order in which
    they came. Two memories are equal if they keep the same pages. A memory that was loaded stays on disk, and is pickled as its path.

    >>> memory = SiteMemory.from_pages([("https://news.example/1", "Storm hits coast\\nSubscribe now"), ("https://news.example/2", "Subscribe now")])
    >>> memory
    SiteMemory(sites=1, pages=2)
    """

    def __init__(self, store: HeldStore | FileStore) -> None:
        self._store = store

    @classmethod
    def from_pages(cls, pages: Iterable[tuple[str, str] | tuple[str, str, str | None]]) -> SiteMemory:
        """Make a memory of `(url, text)` or `(url, text, title)`; pages without a host or without a line are passed over.

        It is held in RAM, about 10 bytes a line; for more than fits use `writer`.
        """
        return cls(HeldStore(filter(None, (read_page(*page) for page in pages))))

    @classmethod
    def load(cls, path: str | PathLike[str]) -> SiteMemory:
        """Open a memory on disk. Raises `OSError` where it cannot be read, `ValueError` where it is not a memory, or not finished."""
        return cls(FileStore(Path(path)))

    @classmethod
    def writer(cls, path: str | PathLike[str]) -> MemoryWriter:
        """Learn a memory on disk page by page, or go on with one; see `MemoryWriter`."""
        return MemoryWriter(path)

    def save(self, path: str | PathLike[str]) -> None:
        """Write the memory to a file, which appears only when it is whole. Raises `OSError` where it cannot be written."""
        target = Path(path)
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
            made = Path(folder) / target.name
            if isinstance(self._store, FileStore):
                shutil.copyfile(self._store.path, made)
            else:
                writer = MemoryWriter(made)
                writer.add_pages(self.pages())
                writer.finish()
            made.replace(target)

    def merge(self, other: SiteMemory) -> SiteMemory:
        """Return the memory of the pages of both, held in RAM; also `memory | other`. For more than fits use `writer` and its `add_pages`."""
        return SiteMemory(HeldStore(page for memory in (self, other) for page in memory.pages()))

    def __or__(self, other: object) -> SiteMemory:
        return self.merge(other) if isinstance(other, SiteMemory) else NotImplemented

    @property
    def fingerprint(self) -> str:
        """Digest of the pages that are kept."""
        return self._store.fingerprint

    def pages(self) -> Iterator[Page]:
        """What is kept of every page, by site and number."""
        for site in self._store.sites():
            yield from self._store.pages(site)

    def sightings(self, url: str | None, folded: Sequence[str], paragraphs: Sequence[bool]) -> Sightings | None:
        """What the other pages of its site tell of a document's folded lines; None where no other page is known."""
        site = site_of(url)
        counts = self._store.counts(site) if site and folded else None
        if url is None or counts is None:
            return None
        return look_up(counts, self._store.page(site, page_key(url)), lambda: self._store.pages(site), folded, paragraphs)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SiteMemory) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> tuple[Any, ...]:
        if isinstance(self._store, FileStore):
            return _reopen, (os.fspath(self._store.path.absolute()), self.fingerprint)
        return _hold, (tuple(self.pages()),)

    def __repr__(self) -> str:
        sites, pages = self._store.size()
        return f"SiteMemory(sites={sites}, pages={pages})"


def _hold(pages: tuple[Page, ...]) -> SiteMemory:
    return SiteMemory(HeldStore(pages))


def _reopen(path: str, fingerprint: str) -> SiteMemory:
    """Open a memory that another process had open. Raises `ValueError` where the file is no longer the same."""
    memory = SiteMemory.load(path)
    if memory.fingerprint != fingerprint:
        raise ValueError(f"{path}: the site memory has changed since; make the Cleaner anew")
    return memory
