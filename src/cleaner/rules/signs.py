"""Signs: what a line holds that a pattern can name: dates, addresses, initials, prices, numbers of a list."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, flag, number, once

_WEB = re.compile(r"https?://|www\.|\b[\w.-]{1,60}\.(?:com|org|net|info|id|co|de|fr|es|it|pl|ru|uk|tv)\b|[\w.+-]{1,60}@[\w-]{1,60}\.", re.I)


# What an address holds that prose does not: a quick look that spares most lines the slow one.
_DOTTED = re.compile(r"\.(?:[^\W\d_]|(?<=www\.))", re.I)


_SIGNED = re.compile(r"[(\[*][A-Za-z]{1,5}(?:[/.,;-] ?[A-Za-z*]{1,5}){0,4}[)\]*]\W*$")


@number(0.001, 0.15, 0.4, 0.7)
def digits(document: Document) -> Sequence[float]:
    """Share of the characters that are digits."""
    return [_count_digits(text[:200]) / min(200, len(text)) if numeric else 0.0 for text, numeric in zip(document.texts, document.numeric, strict=True)]


def _count_digits(text: str) -> int:
    return len(text) - len(text.encode().translate(None, b"0123456789")) if text.isascii() else sum(map(str.isdigit, text))


@choice("none", "date", "time", "both", "opens")
def date(document: Document) -> Sequence[str]:
    """Whether a short line holds a date or a time of day, or opens with a date and goes on, as items of news lists do."""
    return document.dates


@number(0.01, 0.15, 0.3, 0.6)
def dates_in_run(document: Document) -> Sequence[float]:
    """Share of the lines of its run of short lines that hold a date: lists of other stories have many, timetables times only."""
    shares, start = [0.0] * len(document.dates), 0
    for index, paragraph in enumerate([*document.paragraphs, True]):
        if paragraph:
            dated = sum(kind not in ("none", "time") for kind in document.dates[start:index])
            shares[start:index] = [dated / max(1, index - start)] * (index - start)
            start = index + 1
    return shares


@flag
def web_address(document: Document) -> Sequence[object]:
    """A short line holds a web or mail address."""
    return [_WEB.search(text) if len(text) < 200 and ("@" in text or "://" in text or _DOTTED.search(text)) else None for text in document.texts]


@flag
def initials_at_end(document: Document) -> Sequence[object]:
    """The line ends with initials in brackets, as agencies and desks sign: (nds/krs)."""
    return [is_signed(text) for text in document.texts]


def is_signed(text: str) -> bool:
    """Whether a line ends with initials in brackets."""
    end = text[-40:]
    return ("(" in end or "[" in end or "*" in end) and _SIGNED.search(end) is not None


@choice("none", "inside", "opens")
def copyright_sign(document: Document) -> Sequence[str]:
    """Whether a short line opens with, or holds, the copyright sign."""
    return _copyright_signs(document)


@once
def _copyright_signs(document: Document) -> list[str]:
    return [_copyright_sign(text) if len(text) < 250 else "none" for text in document.texts]


_SIGN = re.compile(r"\W{0,3}(?:©|ⓒ|\([cC]\) )")


def _copyright_sign(text: str) -> str:
    return "opens" if _SIGN.match(text) else "inside" if "©" in text or "ⓒ" in text else "none"


@choice("unknown", "none", "part", "most", "whole")
def linked(document: Document) -> Sequence[str]:
    """How much of the line is links, where the source tells."""
    return [_linked(line.link_share) for line in document.lines]


def _linked(share: float | None) -> str:
    if share is None:
        return "unknown"
    return "none" if share == 0 else "part" if share < 0.5 else "most" if share < 0.95 else "whole"


@choice("none", "first", "second", "lower")
def heading_mark(document: Document) -> Sequence[str]:
    """The heading level that the markup gives."""
    return [("none", "first", "second", "lower")[min(3, line.heading)] for line in document.lines]


_DATELINE = re.compile(
    r"(?:[^\W\d_][^\n–—|:!?]{1,48}?)(?:,[^\n–—]{2,30})?(?: ?\([^()\n]{2,30}\))?\s?(?:--?|–|—)\s?(?=[\"“«„'‘(]?[^\W\d_])"
)


_CAPITALS = re.compile(r"[^\W\d_a-zа-яё]{3,}")


_LETTER = re.compile(r"[^\W\d_]")


_PRICE = re.compile(r"\W*(?:[$€£¥₩₹]|US\$|Rp\.?|EUR|USD|CHF|kr|zł|Kč|TL|₺)? ?\d[\d.,\xa0 ]*(?:[$€£¥₩₹₺]|EUR|USD|CHF|kr\.?|zł|Kč|TL|Ft|руб\.?|грн|円|元)\W*|\W*(?:[$€£¥₩₹]|Rp\.?) ?\d[\d.,]*\W*")


_GLUED = re.compile(r"[a-zà-ÿа-яё][A-ZÀ-ÞА-Я][a-zà-ÿа-яё]|[a-zа-я]\d+ ?[A-ZА-Я][a-zа-я]|[a-z.!?]\)?[A-Z][a-z]+:")


# A word with a capital right behind a small letter or a number, or, with a colon, a mark: a quick look that spares most lines the slow one.
_JOINT = re.compile(r"[A-ZÀ-ÞА-Я](?=[a-zà-ÿа-яё])(?:(?<=[a-zà-ÿа-яё\d].)|(?<=\d .)|(?<=[.!?)].)(?=[a-z]+:))")




@choice("none", "place", "sourced", "parts")
def dateline(document: Document) -> Sequence[str]:
    """Whether a paragraph opens with a place and a dash (JAKARTA – …), or with a site or agency too (BERLIN (dpa) - …, JAKARTA, SITE.com – …), or the line is a part of that, broken off."""
    found = [_dateline(text) if size > 60 and ("-" in text[:130] or "–" in text[:130] or "—" in text[:130]) else "none" for text, size in zip(document.texts, document.sizes, strict=True)]
    for index in _dateline_parts(document):
        found[index] = "parts"
    return found


_DASHES, _FIRST_LINES, _MOST_PARTS, _LONGEST_PART = "-–—", 8, 3, 40


def _dateline_parts(document: Document) -> Iterable[int]:
    """The short lines before a dash that stands at the beginning of a text: Jakarta, -, a paragraph; Jakarta (, Site.com, ), — a paragraph; or all of it on one line."""
    texts = document.texts
    for index in range(1, min(_FIRST_LINES, len(texts))):
        if texts[index] in _DASHES and index + 1 < len(texts) and document.paragraphs[index + 1]:
            first, last = index - 1, index
        elif texts[index][0] in _DASHES and texts[index - 1] == ")":
            first = next((place for place in range(index - 2, max(-1, index - 2 - _MOST_PARTS), -1) if texts[place].endswith("(")), index)
            last = index - 1
        else:
            if _is_place(texts[index - 1], document.paragraphs[index] and _DASHED.match(texts[index]) is not None):
                yield index - 1
            continue
        if not document.closed[first] and len(texts[first]) < _LONGEST_PART:
            yield from range(first, last + 1)


def _is_place(text: str, before_dash: bool) -> bool:
    """Whether a line is a place with its dash (Jakarta -), or, before a paragraph that a dash opens, with the site or agency (Jakarta (Site.com))."""
    return len(text) < _LONGEST_PLACE and text[0].isalpha() and (text[-1] in _DASHES or (before_dash and text[-1] == ")" and "(" in text))


_LONGEST_PLACE = 55
_DASHED = re.compile(r"[-–—]{1,2}\s?[^\W\d_]")
_SOURCED = re.compile(r"\.[a-z]{2,4}\b|[(,]", re.I)


def _dateline(text: str) -> str:
    match = _DATELINE.match(text)
    if not match or (not _CAPITALS.match(match[0]) and "(" not in match[0]):
        return "none"
    return "sourced" if _SOURCED.search(match[0]) else "place"


@choice("words", "date alone", "no letters", "price")
def substance(document: Document) -> Sequence[str]:
    """Whether the line says anything: nothing but a date or a time, a price, or no letters at all."""
    return _substances(document)


@once
def _substances(document: Document) -> list[str]:
    return [
        _substance(text, words, date, document) if len(text) <= 70 else "words"
        for text, words, date in zip(document.texts, document.words, document.dates, strict=True)
    ]


# Words that a date may have beside figures and the calendar's: "at", "o'clock", the time zone. In scripts without spaces pairs of letters are words.
_BESIDE_DATE = 6


def _substance(text: str, words: list[str], date: str, document: Document) -> str:
    if len(text) < 25 and _PRICE.fullmatch(text):
        return "price"
    if not _LETTER.search(text):
        return "no letters" if date == "none" else "date alone"
    calendar, function = document.calendar, document.language.function
    others = [word for word in words if word not in calendar and not word.isdigit()]
    if len(others) > _BESIDE_DATE or len(words) - len(others) < 2 or any(len(word) > 3 and word not in function for word in others):
        return "words"
    return "date alone"


@choice("no", "moment", "moments", "initials", "copyright")
def stamped(document: Document) -> Sequence[str]:
    """Whether the line is what sites stamp on their pages: a date with year and time and nothing else, several of these in a row, initials in brackets, the copyright sign before a name."""
    found = [_stamped(*seen) for seen in zip(document.texts, _substances(document), document.dates, _copyright_signs(document), strict=True)]
    for index, pair in enumerate(pairwise(found)):
        if pair in (("moment", "moment"), ("moments", "moment")):
            found[index] = found[index + 1] = "moments"
    return found


# Embedded posts are stamped with the time first: 9:11 AM - 17 Nov 2019. Spans of time are when something takes place, sums belong to a table.
_NO_STAMP = re.compile(r"\W{0,3}[0-2]?\d[:.][0-5]\d(?: ?[ap]\.?m\.?)? [-–·] |.*[～〜~$€£¥₹]", re.I)
_YEAR = re.compile(r"(?<!\d)(?:19|20|25)\d\d(?!\d)")
_LONGEST_HOLDER = 120


def _stamped(text: str, substance: str, date: str, sign: str) -> str:
    if substance == "date alone":
        return "moment" if date == "both" and _YEAR.search(text) and not _NO_STAMP.match(text) else "no"
    if sign == "opens" and len(text) < _LONGEST_HOLDER:
        return "copyright"
    return "initials" if text[0] in "([" and _SIGNED.fullmatch(text) else "no"


@number(1, 2, 4)
def glued_joints(document: Document) -> Sequence[float]:
    """How often a word runs into the next sentence or heading without a space: RandomEditor."""
    return [len(_GLUED.findall(text)) if _JOINT.search(text) else 0 for text in document.texts]


@flag
def data_left_over(document: Document) -> Sequence[object]:
    """The line holds data that a script left in the text: a quoted name, a colon, a value."""
    if '":' not in document.whole:
        return [False] * len(document.texts)
    return ['": ' in text or '":"' in text or '":{' in text for text in document.texts]


RULES: tuple[Rule, ...] = (
    digits, date, dates_in_run, web_address, initials_at_end, copyright_sign, linked, heading_mark, dateline, substance, stamped, glued_joints,
    data_left_over,
)  # fmt: skip
