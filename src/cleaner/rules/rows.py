"""Rows: lists and tables of the article's own, and what tells them from the site's lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, flag, number

_COLONS = (":", "：")


@choice("none", "inside", "announced")
def listed(document: Document) -> Sequence[str]:
    """Whether it stands in a run of short lines, and whether a line ending with a colon announced that run."""
    found, state = [], "none"
    for index, paragraph in enumerate(document.paragraphs):
        if paragraph:
            state = "announced" if document.texts[index].endswith(_COLONS) else "none"
            found.append("none")
            continue
        found.append(state if state == "announced" else "inside" if index and not document.paragraphs[index - 1] else "none")
        if document.texts[index].endswith(_COLONS):
            state = "announced"
    return found


@number(1, 2, 3)
def alike_neighbours(document: Document) -> Sequence[float]:
    """How many of the two lines before and after open with the same word, or are cut alike (of like size, with the same last character's kind)."""
    first = [words[0] if words else "" for words in document.words]
    found = []
    lines = list(zip(first, document.closed, document.sizes, strict=True))
    for index, (word, closed, size) in enumerate(lines):
        near = lines[max(0, index - 2) : index] + lines[index + 1 : index + 3]
        found.append(len([None for other, shut, length in near if other == word or (shut == closed and 0.75 < length / size < 1.33)]))
    return found


@flag
def counted_on(document: Document) -> Sequence[object]:
    """The line is an item of a numbered or lettered list: it begins with a number or letter, and a line near by with the one before or after it."""
    numbers = [_item_number(text) for text in document.texts]
    return [value >= 0 and not {value - 1, value + 1}.isdisjoint(numbers[max(0, index - 4) : index + 5]) for index, value in enumerate(numbers)]


def _item_number(text: str) -> int:
    """The number that an item of a list begins with, 1,000 and more for letters; far from all others where there is none."""
    if number := _ITEM_NUMBER.match(text):
        return int(number[1])
    return 1000 + ord(letter[1].lower()) if (letter := _ITEM_LETTER.match(text)) else -9


@choice("words", "1", "2", "3+", "dated")
def same_form(document: Document) -> Sequence[str]:
    """How many of the six lines around a short line have its very form of figures and marks, as rows of a table, prices and scores have."""
    return [
        "dated" if alike > 1 and dated not in ("none", "time") else ("words", "1", "2", "3+")[min(3, alike)]
        for alike, dated in zip(document.alike_in_form, document.dates, strict=True)
    ]


@flag
def table_row(document: Document) -> Sequence[object]:
    """The line is a row of a table as Markdown writes it: bars at both ends."""
    return [text[0] == "|" and text[-1] == "|" for text in document.texts]


@flag
def introduces(document: Document) -> Sequence[object]:
    """The line ends with a colon and holds no phrase of the site's: it introduces what the article says next."""
    return [text.endswith(_COLONS) and not any(not kind.startswith("body") for kind, _, _ in hits) for text, hits in zip(document.texts, document.hits, strict=True)]


@choice("none", "labelled", "numbered", "of one form")
def own_rows(document: Document) -> Sequence[str]:
    """Three lines or more in a row that each put a value to a name, or are numbered, or have one form of figures and marks; none begins with a phrase of the site's."""
    found = ["none"] * len(document.texts)
    for name, alike in (("of one form", _of_one_form), ("numbered", _numbered), ("labelled", _labelled)):
        start = 0
        for index, row in enumerate([*alike(document), False]):
            if not row:
                if index - start >= _FEWEST_ROWS and not any(document.noisy[start:index]):
                    found[start:index] = [name] * (index - start)
                start = index + 1
    return found


def _labelled(document: Document) -> list[bool]:
    return [(":" in text or "：" in text) and size < _LONGEST_LABELLED and bool(_LABELLED.match(text)) for text, size in zip(document.texts, document.sizes, strict=True)]


def _numbered(document: Document) -> list[bool]:
    return [bool(_NUMBERED.match(text)) for text in document.texts]


def _of_one_form(document: Document) -> list[bool]:
    return [alike > 1 for alike in document.alike_in_form]


_FEWEST_ROWS = 3
_LONGEST_LABELLED = 400
_LABELLED = re.compile(r"[^\W\d_][^:：\n]{1,38}[:：] ?\S")
_NUMBERED = re.compile(r"[(\[#]?\d{1,3}[.)、．]")
_ITEM_LETTER = re.compile(r"[(\[]?([A-Za-zА-Га-г])[.)][ \t]?\S")
_ITEM_NUMBER = re.compile(r"[(\[#]?(\d{1,3})(?:[.):\]、．]|\s|$)")

RULES: tuple[Rule, ...] = (listed, alike_neighbours, counted_on, same_form, table_row, introduces, own_rows)
