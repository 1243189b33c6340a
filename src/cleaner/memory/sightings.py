"""What the other pages of its site tell of a document's lines: the document itself, and other copies of it, taken out."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from cleaner.memory.pages import Counts, Page, could_be_title, hash_line, numbers

# The order of the bytes in an array of numbers.
_ORDER = sys.byteorder
# A title that more pages bear is the name of a column or a section.
_MOST_BEARERS = 2
# A paragraph on more pages than this, and than this share, is the site's; one on fewer may be a copy of the article.
_FEW, _FEW_SHARE = 2, 0.1
# A page with at least this share of a document's own paragraphs is the same article, whatever its address.
_SAME_ARTICLE = 0.5
# What may stand before a title in a line: "Read also: …".
_MARKER = re.compile(r"^[^:|>»]{1,40}[:|>»]\W*")


@dataclass(frozen=True, slots=True)
class Sightings:
    """What other pages of the site tell; one item a line."""

    pages: int
    """How many other pages of the site are known, 1 or more."""
    seen: list[int]
    """On how many of them each line stands."""
    titles: list[bool]
    """Whether the line, or what follows its marker, is the title of one of them."""


def look_up(counts: Counts, own: Page | None, pages: Callable[[], Iterable[Page]], folded: Sequence[str], paragraphs: Sequence[bool]) -> Sightings | None:
    """Return what other pages tell of these lines; None where no other page is known.

    `own` is the page kept under the document's address, `pages` gives all that are kept of the site, `folded` are the
    lines as `fold_lines` gives them, `paragraphs` tells which of them are long.
    """
    hashes = [hash_line(line) if line else b"" for line in folded]
    out = {own.lines: own} if own else {}
    seen = _seen(counts, out.values(), hashes)
    if story := _story(seen, counts.pages - len(out), hashes, paragraphs):
        out |= {page.lines: page for page in pages() if _same_article(page, story)}
        seen = _seen(counts, out.values(), hashes)
    others = counts.pages - len(out)
    return Sightings(others, seen, _titles(counts, out.values(), folded)) if others > 0 else None


def _seen(counts: Counts, out: Iterable[Page], hashes: Sequence[bytes]) -> list[int]:
    held = Counter(chain.from_iterable(numbers(page.lines) for page in out))
    found = [int.from_bytes(one, _ORDER) if one else -1 for one in hashes]
    return [counts.of_line(number) - held[number] if number >= 0 else 0 for number in found]


def _story(seen: Sequence[int], pages: int, hashes: Sequence[bytes], paragraphs: Sequence[bool]) -> frozenset[int]:
    """The document's own paragraphs, those that the site prints everywhere aside; empty unless at least half of them stand on other pages too."""
    own = {hashes[place]: seen[place] for place, long in enumerate(paragraphs) if long and hashes[place] and seen[place] <= max(_FEW, _FEW_SHARE * pages)}
    known = sum(count > 0 for count in own.values())
    return frozenset(int.from_bytes(one, _ORDER) for one in own) if known and known >= _SAME_ARTICLE * len(own) else frozenset()


def _same_article(page: Page, story: frozenset[int]) -> bool:
    return len(story.intersection(numbers(page.lines))) >= _SAME_ARTICLE * len(story)


def _titles(counts: Counts, out: Iterable[Page], folded: Sequence[str]) -> list[bool]:
    """Which lines are titles of other pages; a line like the document's first is its own title."""
    own = Counter(chain.from_iterable(numbers(page.titles) for page in out))
    first = next(iter(folded), "")

    def is_title(line: str) -> bool:
        if line == first or not could_be_title(line):
            return False
        number = int.from_bytes(hash_line(line), _ORDER)
        return 0 < counts.of_title(number) - own[number] <= _MOST_BEARERS

    return [is_title(line) or is_title(_MARKER.sub("", line)) for line in folded]
