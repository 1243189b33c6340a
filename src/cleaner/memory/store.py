"""The file of a site memory: an SQLite database, opened for reading by many processes at once, written by one.

Tables: `pages` (what is kept of each page, in order of site and number), `counts` (a row a site, made of its pages), `sites` (their
names) and `facts` (form, state, fingerprint, the writer's place in its input). A reader loads the counts of one site at a time.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from cleaner.memory.pages import Counts, Page

FORM = "1"
WHOLE, LEARNING = "whole", "learning"
SCHEMA = """
create table facts (name text primary key, value text not null) without rowid;
create table sites (id integer primary key, name text not null unique);
create table pages (site integer not null, key integer not null, lines blob not null, titles blob not null, primary key (site, key)) without rowid;
create table counts (site integer primary key, kept integer not null, pages integer not null, digest text not null, lines blob, line_pages blob, titles blob, title_pages blob);
"""
# Sites whose counts a thread keeps at hand: of full sites 16 take about 20 MB.
_AT_HAND = 16


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Say what SQLite says of a file in the caller's words: `ValueError` where it is another file or in use, `OSError` where it cannot be read or written."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise ValueError(f"{path}: another writer has this memory open; a memory has one writer at a time") from None
        raise OSError(f"{path}: {error}") from None
    except sqlite3.DatabaseError as error:
        raise ValueError(f"{path}: not a site memory ({error})") from None


def open_database(path: Path, *, write: bool = False) -> sqlite3.Connection:
    """Open the file of a memory; raises as `plain_errors` says, and `FileNotFoundError` where there is none to read."""
    if not write and not path.is_file():
        raise FileNotFoundError(2, "no such site memory", str(path))
    address = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro&immutable=1'}"
    with plain_errors(path):
        # A connection is used by the thread that opened it, and closed by whichever ends last.
        connection = sqlite3.connect(address, timeout=0, uri=True, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("select count(*) from sqlite_master").fetchone()
        except BaseException:
            connection.close()
            raise
    return connection


def facts(connection: sqlite3.Connection, path: Path) -> dict[str, str]:
    """The facts of a memory's file. Raises `ValueError` where the file is none, or of another form."""
    try:
        found = dict(connection.execute("select name, value from facts"))
    except sqlite3.DatabaseError:
        found = {}
    if found.get("form") != FORM:
        raise ValueError(f"{path}: not a site memory of this version; learn it anew")
    return found


def combine_digests(sites: Iterable[tuple[str, str]]) -> str:
    """The fingerprint of a memory, of the names and digests of its sites, given by name."""
    digest = hashlib.sha256()
    for name, pages in sites:
        digest.update(f"{len(name)} {name} {pages} ".encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


class Reader:
    """A connection of one thread, with the counts of the sites that were asked for last."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.process = os.getpid()
        self._at_hand: OrderedDict[str, Counts | None] = OrderedDict()

    def __del__(self) -> None:
        self.connection.close()

    def counts(self, site: str) -> Counts | None:
        """The counts of a site; None where it is not known."""
        if site in self._at_hand:
            self._at_hand.move_to_end(site)
        else:
            self._at_hand[site] = read_counts(self.connection, site)
            if len(self._at_hand) > _AT_HAND:
                self._at_hand.popitem(last=False)
        return self._at_hand[site]


class FileStore:
    """A whole memory on disk, read only. Nothing is opened before the first question; every thread and process opens its own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        connection = open_database(path)
        try:
            known = facts(connection, path)
        finally:
            connection.close()
        if known["state"] != WHOLE:
            raise ValueError(f"{path}: this memory is still being learned; finish it first (SiteMemory.writer(path) goes on where it was)")
        self.fingerprint = known["fingerprint"]
        self._local = threading.local()

    def sites(self) -> list[str]:
        return [name for (name,) in self._reader().connection.execute("select name from sites join counts on id = site order by name")]

    def size(self) -> tuple[int, int]:
        """How many sites there are, and how many pages are kept of them."""
        sites, pages = self._reader().connection.execute("select count(*), coalesce(sum(kept), 0) from counts").fetchone()
        return sites, pages

    def page(self, site: str, key: int) -> Page | None:
        row = self._reader().connection.execute("select lines, titles from pages where site = (select id from sites where name = ?) and key = ?", (site, key)).fetchone()
        return Page(site, key, *row) if row else None

    def pages(self, site: str) -> Iterator[Page]:
        rows = self._reader().connection.execute("select key, lines, titles from pages where site = (select id from sites where name = ?) order by key", (site,))
        return (Page(site, *row) for row in rows)

    def counts(self, site: str) -> Counts | None:
        return self._reader().counts(site)

    def _reader(self) -> Reader:
        """This thread's reader; a process that was forked opens its own."""
        reader: Reader | None = getattr(self._local, "reader", None)
        if reader is None or reader.process != os.getpid():
            reader = self._local.reader = Reader(open_database(self.path))
        return reader


def read_counts(connection: sqlite3.Connection, site: str) -> Counts | None:
    """The counts of a site; None where it is not known."""
    query = "select pages, lines, line_pages, titles, title_pages from counts where site = (select id from sites where name = ?)"
    row: tuple[Any, ...] | None = connection.execute(query, (site,)).fetchone()
    return Counts(row[0], array("Q", row[1]), array("H", row[2]), array("Q", row[3]), array("H", row[4])) if row else None
