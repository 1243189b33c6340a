"""Learn a site memory page by page, on disk: one writer, bounded memory, and after a crash it goes on where it was."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from os import PathLike
from pathlib import Path
from types import TracebackType
from typing import Self

from cleaner.memory.pages import MOST_PAGES, Page, count_pages, digest_pages, read_page
from cleaner.memory.store import FORM, LEARNING, SCHEMA, WHOLE, combine_digests, facts, open_database, plain_errors

# Pages that are held back and written together.
_BATCH = 5000
_UPSERT = """
insert into pages select id, ?, ?, ? from sites where name = ? on conflict (site, key) do update set lines = excluded.lines, titles = excluded.titles
where (excluded.lines, excluded.titles) > (lines, titles)
"""


class MemoryWriter:
    """Adds pages to a memory on disk; made by `SiteMemory.writer(path)`.

    A page that is added twice counts once, so a job may start anew at any earlier place. `commit(position)` makes all pages added
    so far durable together with the place in the input up to which they reach; after a crash `position` gives it back (None in a new memory, and in
    a whole one). Until
    `finish` the file cannot be loaded. Adding to a whole memory is allowed, and recounts only the sites that got new pages.

    Raises `ValueError` where the file is something else, or another writer has it open; `OSError` where it cannot be written.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self.skipped = 0
        """Pages without a host or without a line, which teach nothing."""
        self._waiting: list[Page] = []
        self._bars: dict[str, int] = {}
        """The largest number that is kept, of sites that are full."""
        with plain_errors(self.path):
            self._database = open_database(self.path, write=True)
            try:
                self.position = self._prepare()
            except BaseException:
                self._database.close()
                raise

    def add(self, url: str, text: str, title: str | None = None) -> None:
        """Add a page. `title` is its title where it is known; else its first line may be taken for one."""
        self.add_page(read_page(url, text, title))

    def add_page(self, page: Page | None) -> None:
        """Add a page that was read elsewhere, by `read_page` in a worker."""
        if page is None:
            self.skipped += 1
        elif page.key <= self._bars.get(page.site, page.key):
            self._waiting.append(page)
            if len(self._waiting) >= _BATCH:
                self._write(None)

    def add_pages(self, pages: Iterable[Page | None]) -> None:
        """Add the pages of another memory (`memory.pages()`), or of a worker."""
        for page in pages:
            self.add_page(page)

    def commit(self, position: str | None = None) -> None:
        """Make all pages added so far durable, and with them the caller's place in its input."""
        self._write(position)

    def finish(self) -> None:
        """Count what is not counted yet, make the file whole, and close it."""
        self._write(None)
        with plain_errors(self.path):
            last = 0
            while uncounted := self._uncounted(last):
                with self._transaction():
                    for last, name in uncounted:
                        self._count(last, name)
            self._make_whole()
        self.close()

    def close(self) -> None:
        """Close the file as it is. Pages added since the last commit may be lost."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def _prepare(self) -> str | None:
        # Exclusive: a second writer is told at once. A log that a crash left is folded in, and the file itself says that it is being learned,
        # before there is a log again: readers look at the file alone.
        self._set(("locking_mode = exclusive", "journal_mode = delete", "synchronous = normal"))
        with self._transaction():
            if not self._database.execute("select count(*) from sqlite_master").fetchone()[0]:
                for statement in filter(str.strip, SCHEMA.split(";")):
                    self._database.execute(statement)
                self._set_fact("form", FORM)
            known = facts(self._database, self.path)
            self._set_fact("state", LEARNING)
        self._set(("journal_mode = wal",))
        return known.get("position")

    def _write(self, position: str | None) -> None:
        """Write what waits, drop what is over the bound, and note the place, in one transaction."""
        pages = self._waiting
        with plain_errors(self.path), self._transaction():
            touched = sorted({page.site for page in pages})
            self._database.executemany("insert or ignore into sites (name) values (?)", [(site,) for site in touched])
            self._database.executemany(_UPSERT, [(page.key, page.lines, page.titles, page.site) for page in pages])
            for site in touched:
                self._drop(site)
            if position is not None:
                self._set_fact("position", position)
        self._waiting = []
        self.position = self.position if position is None else position

    def _drop(self, site: str) -> None:
        number = self._database.execute("select id from sites where name = ?", (site,)).fetchone()[0]
        self._database.execute("delete from counts where site = ?", (number,))
        bar = self._database.execute("select key from pages where site = ? order by key limit 1 offset ?", (number, MOST_PAGES - 1)).fetchone()
        if bar:
            self._bars[site] = bar[0]
            self._database.execute("delete from pages where site = ? and key > ?", (number, bar[0]))

    def _uncounted(self, last: int) -> list[tuple[int, str]]:
        query = "select id, name from sites where id > ? and not exists (select 1 from counts where site = id) order by id limit 200"
        return self._database.execute(query, (last,)).fetchall()

    def _count(self, site: int, name: str) -> None:
        pages = [Page(name, *row) for row in self._database.execute("select key, lines, titles from pages where site = ? order by key", (site,))]
        counts = count_pages(pages)
        columns = (column.tobytes() for column in (counts.lines, counts.line_pages, counts.titles, counts.title_pages))
        self._database.execute("insert into counts values (?, ?, ?, ?, ?, ?, ?, ?)", (site, len(pages), counts.pages, digest_pages(pages), *columns))

    def _make_whole(self) -> None:
        # Without a log beside it from here on: the file is whole when it says so.
        self._set(("journal_mode = delete", "synchronous = full"))
        fingerprint = combine_digests(self._database.execute("select name, digest from sites join counts on id = site order by name"))
        with self._transaction():
            self._database.execute("delete from facts where name = 'position'")
            self._set_fact("fingerprint", fingerprint)
            self._set_fact("state", WHOLE)

    def _set(self, pragmas: Iterable[str]) -> None:
        for pragma in pragmas:
            self._database.execute(f"pragma {pragma}").fetchone()

    def _set_fact(self, name: str, value: str) -> None:
        self._database.execute("insert into facts values (?, ?) on conflict (name) do update set value = excluded.value", (name, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._database.execute("begin immediate")
        try:
            yield
        except BaseException:
            if self._database.in_transaction:
                self._database.execute("rollback")
            raise
        self._database.execute("commit")
