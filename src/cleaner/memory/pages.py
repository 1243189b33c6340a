"""What a site memory knows of one page, and of the pages of one site: pure functions, the same wherever they are computed.

    read_page(url, text)      one page: site, number, hashes of its lines and its title
    keep_pages(pages)         those of one site that are kept: the 2,000 with the smallest number
    count_pages(pages)        on how many of them each line stands, and each title

Lines are compared folded (case, accents, digits, marks at the ends), as phrases are, and kept as hashes of 64 bits. What is kept does
not depend on the order of the pages, nor on how they were parted: `keep_pages` of what was kept of two parts is `keep_pages` of both.
"""

from __future__ import annotations

import hashlib
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from cleaner.reading.addresses import page_key, site_of
from cleaner.reading.folding import fold
from cleaner.reading.text import read_text, shorten
from cleaner.rules.matching import trim

MOST_PAGES = 2000
"""Pages that are kept of a site: a share of 1 in 50 is then known within .6 points (two standard errors), and a site takes at most a few megabytes."""
HASH = 8
"""Bytes of a line's hash: among the 100,000 lines of a site two are taken for one with a chance of 1 in 4 billion."""
# UTF-8 bytes of a title, folded: shorter ones are names of sections, longer first lines are paragraphs (development data).
_TITLE = range(20, 400)
_LONGEST_TITLE = 180
# What parts a title from the name of its site.
_TITLE_MARKS = (" | ", " - ", " » ", " : ")


@dataclass(frozen=True, slots=True)
class Page:
    """What is kept of one page."""

    site: str
    key: int
    """Number of the address, 0 to 2**63 - 1; pages with the smallest are kept."""
    lines: bytes
    """The hashes of its lines, each once, in order of their bytes."""
    titles: bytes
    """The hashes of its title: as given, and without the site's name; empty where none is known."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often each line and each title stands on the pages of a site."""

    pages: int
    """Pages that differ in their lines: a text under two addresses counts once."""
    lines: array[int]
    """Hashes in ascending order."""
    line_pages: array[int]
    """On how many pages each line stands."""
    titles: array[int]
    title_pages: array[int]

    def of_line(self, number: int) -> int:
        """On how many pages this line stands."""
        return _look_up(self.lines, self.line_pages, number)

    def of_title(self, number: int) -> int:
        """On how many pages this is the title."""
        return _look_up(self.titles, self.title_pages, number)


def read_page(url: str, text: str, title: str | None = None) -> Page | None:
    """Return what is kept of a page; None where the address has no host, or the text no line.

    Where no `title` is given, the first line counts as one if it is as long as headlines are. What the engine calls a headline plays no part.
    Raises `TypeError` where the text or the title is no `str`.
    """
    for given in (text, title or ""):
        if not isinstance(given, str):
            raise TypeError(f"a page is an address, a text and, where known, a title, each a str, not {type(given).__name__}")
    return page_of_lines(url, [line.text for line in read_text(text)], title)


def page_of_lines(url: str, lines: Sequence[str], title: str | None = None) -> Page | None:
    """The same for a page whose lines are known, as those of `clean(page).lines`."""
    site, folded = site_of(url), fold_lines(lines)
    hashes = sorted({hash_line(line) for line in folded if line})
    if not site or not hashes:
        return None
    titles = _of_given(title) if title else title_lines(folded)
    return Page(site, page_key(url), b"".join(hashes), b"".join(map(hash_line, titles)))


def fold_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines in the form in which they are compared; those without a letter or digit are empty."""
    return [trim(line) for line in fold("\n".join(map(shorten, lines))).split("\n")] if lines else []


def title_lines(folded: Sequence[str]) -> list[str]:
    """The first line, where it can be a title."""
    return [line for line in folded[:1] if could_be_title(line)]


def could_be_title(folded: str) -> bool:
    """Whether a line is as long as headlines are."""
    return len(folded) <= _LONGEST_TITLE and len(folded.encode("utf-8", "surrogatepass")) in _TITLE


def _of_given(title: str) -> list[str]:
    folded = " ".join(fold_lines(title.splitlines()))
    parts = {folded, *(trim(folded.rpartition(mark)[0]) for mark in _TITLE_MARKS)}
    return sorted(filter(could_be_title, parts))


def hash_line(folded: str) -> bytes:
    """Hash of a folded line."""
    return hashlib.blake2b(folded.encode("utf-8", "surrogatepass"), digest_size=HASH).digest()


def numbers(hashes: bytes) -> array[int]:
    """The hashes as numbers."""
    return array("Q", hashes)


def keep_pages(pages: Iterable[Page]) -> list[Page]:
    """Return those pages of one site that are kept, by number. Of two that share an address, the one whose bytes are greater."""
    latest: dict[int, Page] = {}
    for page in pages:
        known = latest.get(page.key)
        if known is None or (page.lines, page.titles) > (known.lines, known.titles):
            latest[page.key] = page
    return [latest[key] for key in sorted(latest)[:MOST_PAGES]]


def count_pages(pages: Iterable[Page]) -> Counts:
    """Count the lines and titles of the pages kept of one site. Pages with the same lines count as one."""
    distinct = {page.lines: page.titles for page in pages}
    lines = Counter(chain.from_iterable(map(numbers, distinct)))
    titles = Counter(chain.from_iterable(map(numbers, distinct.values())))
    return Counts(len(distinct), *_columns(lines), *_columns(titles))


def digest_pages(pages: Iterable[Page]) -> str:
    """Digest of the pages kept of one site, given by number."""
    digest = hashlib.sha256()
    for page in pages:
        digest.update(b"%d %d %d " % (page.key, len(page.lines), len(page.titles)) + page.lines + page.titles)
    return digest.hexdigest()[:32]


def _columns(counter: Counter[int]) -> tuple[array[int], array[int]]:
    keys = array("Q", sorted(counter))
    return keys, array("H", map(counter.__getitem__, keys))


def _look_up(keys: array[int], values: array[int], key: int) -> int:
    place = bisect_left(keys, key)
    return values[place] if place < len(keys) and keys[place] == key else 0
