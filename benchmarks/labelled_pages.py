"""Labels for the lines of pages: labelled lines, as extractors took them, found again on the page that they came from."""

from __future__ import annotations

import gzip
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner import Label
from cleaner.reading.page import Page, PageLine, read_page
from labelled import CODES, Labelled

LABELS = tuple(Label)
ANY = frozenset(LABELS)
NOISE = ANY - {Label.BODY}
_WHITE = re.compile(r"\W+")
_LONG = 12
"""Letters from which a line is found wherever it stands; a shorter one only where a line begins."""
_LEADING = 8
"""Lines before the first labelled body line among which an extractor may have left out body, as standfirsts."""


def normal(text: str) -> str:
    """Text as the html track compares it: letters and digits alone."""
    return _WHITE.sub("", unicodedata.normalize("NFKC", text)).lower()


@dataclass
class LabelledPage:
    """A page as it was read, the documents that were labelled from it, and the labels that each line may have."""

    name: str
    page: Page
    documents: list[Labelled]
    allowed: list[frozenset[Label]]

    @property
    def site(self) -> str:
        return self.documents[0].site

    @property
    def fold(self) -> int:
        return self.documents[0].fold


def read_pages(documents: Sequence[Labelled], folder: Path) -> Iterator[LabelledPage]:
    """Read the pages of labelled documents and label their lines; `folder` holds the pages."""
    by_page = defaultdict(list)
    for document in documents:
        if document.page:
            by_page[document.page].append(document)
    for name, of_page in by_page.items():
        page = read_page(gzip.decompress((folder / name).read_bytes()))
        yield LabelledPage(name, page, of_page, allowed_labels(page.lines, of_page))


def allowed_labels(lines: Sequence[PageLine], documents: Sequence[Labelled]) -> list[frozenset[Label]]:
    """Which labels each line may have, by the documents labelled from its page."""
    keys = [normal(line.text) for line in lines]
    given: list[set[str]] = [set() for _ in lines]
    for document in documents:
        for place, code in _found_again(keys, document):
            given[place].add(code)
    body = [place for place, codes in enumerate(given) if "B" in codes]
    open_to = range(body[0] - _LEADING, body[-1] + 1) if body else range(0)
    said = {keys[place] for place in body if len(keys[place]) >= _LONG}
    beside = {lines[place].block.parent for place in body if len(keys[place]) >= 80}
    labels = []
    for place, (codes, line) in enumerate(zip(given, lines, strict=True)):
        maybe = (place in open_to and (place >= body[0] or len(line.text) > 80)) or (len(line.text) > 80 and line.block.parent in beside)
        labels.append(NOISE if not codes and keys[place] in said else _allowed(codes, maybe, line))
    return labels


def _found_again(keys: Sequence[str], document: Labelled) -> Iterator[tuple[int, str]]:
    """Places of the lines that hold labelled lines, or are held by one, with the code.

    Both sides are laid end to end; each labelled line is looked for from where the last one was found, then anywhere.
    """
    whole = "".join(keys)
    starts, at = [], 0
    for key in keys:
        starts.append(at)
        at += len(key)
    owner = [place for place, key in enumerate(keys) for _ in key]
    first = set(starts)
    last = 0
    for line, code in zip(document.lines, document.codes, strict=True):
        key = normal(line)
        if not key:
            continue
        found = _place(whole, key, last, first)
        if found < 0:
            continue
        last = found + len(key) if len(key) >= _LONG else last
        counted: dict[int, int] = defaultdict(int)
        for place in range(owner[found], owner[found + len(key) - 1] + 1):
            overlap = min(found + len(key), starts[place] + len(keys[place])) - max(found, starts[place])
            counted[place] += overlap
        for place, count in counted.items():
            if keys[place] and count >= 0.6 * len(keys[place]):
                yield place, code


def _place(whole: str, key: str, last: int, first: set[int]) -> int:
    """Where a labelled line stands; a short one only where a line begins."""
    for start in (last, 0):
        found = whole.find(key, start)
        while found >= 0 and len(key) < _LONG and found not in first:
            found = whole.find(key, found + 1)
        if found >= 0:
            return found
    return -1


def _allowed(codes: set[str], maybe: bool, line: PageLine) -> frozenset[Label]:
    if codes:
        labels = frozenset(CODES[code] for code in codes if code in CODES)
        return labels if labels and not codes & {"M", "X"} else ANY
    if line.block.tag == "figcaption":
        return frozenset((Label.CAPTION, Label.CREDIT))
    return ANY if maybe else NOISE
