"""Signs: what a line holds that a pattern can name: dates, addresses, initials, prices, numbers of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, flag, number

_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{2}){1,2}\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}\b|(?:19|20)\d\d ?[年년]|\d{1,2} ?[月월] ?\d{1,2}"
)


_TIME = re.compile(r"\b[0-2]?\d[:.h][0-5]\d\b")


_WEB = re.compile(r"https?://|www\.|\b[\w.-]{1,60}\.(?:com|org|net|info|id|co|de|fr|es|it|pl|ru|uk|tv)\b|[\w.+-]{1,60}@[\w-]{1,60}\.", re.I)


# What an address holds that prose does not: a quick look that spares most lines the slow one.
_DOTTED = re.compile(r"\.(?:[^\W\d_]|(?<=www\.))", re.I)


_SIGNED = re.compile(r"[(\[*][A-Za-z]{1,5}(?:[/.,;-] ?[A-Za-z*]{1,5}){0,4}[)\]*]\W*$")


@number(0.001, 0.15, 0.4, 0.7)
def digits(document: Document) -> Sequence[float]:
    """Share of the characters that are digits."""
    return [_count_digits(text[:200]) / min(200, len(text)) if numeric else 0.0 for text, numeric in zip(document.texts, document.numeric, strict=True)]


def _count_digits(text: str) -> int:
    return sum(map(text.count, "0123456789")) if text.isascii() else sum(map(str.isdigit, text))


@choice("none", "date", "time", "both")
def date(document: Document) -> Sequence[str]:
    """Whether a short line holds a date or a time of day."""
    return [
        _date(text, words, document) if numeric and len(text) < 160 else "none"
        for text, words, numeric in zip(document.texts, document.words, document.numeric, strict=True)
    ]


def _date(text: str, words: list[str], document: Document) -> str:
    dated = bool(_DATE.search(text)) or ("0" in words and not document.months.isdisjoint(words))
    timed = bool(_TIME.search(text))
    return "both" if dated and timed else "date" if dated else "time" if timed else "none"


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


# A capital right behind a small letter, a mark or a number: a quick look that spares most lines the slow one.
_JOINT = re.compile(r"[A-ZÀ-ÞА-Я](?:(?<=[a-zà-ÿа-яё.!?)\d].)|(?<=\d .))")


_ITEM_NUMBER = re.compile(r"[(\[#]?(\d{1,3})(?:[.):\]、．]|\s|$)")


@choice("none", "place", "sourced")
def dateline(document: Document) -> Sequence[str]:
    """Whether a paragraph opens with a place and a dash (JAKARTA – …), or with a site or agency too (BERLIN (dpa) - …, JAKARTA, SITE.com – …)."""
    return [_dateline(text) if size > 60 and _DASH.search(text, 0, 130) else "none" for text, size in zip(document.texts, document.sizes, strict=True)]


_DASH = re.compile("[-–—]")


_SOURCED = re.compile(r"\.[a-z]{2,4}\b|[(,]", re.I)


def _dateline(text: str) -> str:
    match = _DATELINE.match(text)
    if not match or (not _CAPITALS.match(match[0]) and "(" not in match[0]):
        return "none"
    return "sourced" if _SOURCED.search(match[0]) else "place"


@choice("words", "date alone", "no letters", "price")
def substance(document: Document) -> Sequence[str]:
    """Whether the line says anything: nothing but a date and a time, a price, or no letters at all."""
    return [_substance(text, words, document) for text, words in zip(document.texts, document.words, strict=True)]


def _substance(text: str, words: list[str], document: Document) -> str:
    if len(text) > 70:
        return "words"
    if len(text) < 25 and _PRICE.fullmatch(text):
        return "price"
    if not _LETTER.search(text):
        return "date alone" if _DATE.search(text) or _TIME.search(text) else "no letters"
    calendar, function = document.calendar, document.language.function
    if any(len(word) > 3 and word not in calendar and word not in function and not word.isdigit() for word in words):
        return "words"
    return "date alone" if sum(word.isdigit() or word in calendar for word in words) > 1 else "words"


@number(1, 2, 4)
def glued_joints(document: Document) -> Sequence[float]:
    """How often a word runs into the next sentence or heading without a space: RandomEditor."""
    return [len(_GLUED.findall(text)) if _JOINT.search(text) else 0 for text in document.texts]


@flag
def counted_on(document: Document) -> Sequence[object]:
    """The line is an item of a numbered list: it begins with a number, and a line near by with the one before or after it."""
    numbers = [int(match[1]) if (match := _ITEM_NUMBER.match(text)) else -9 for text in document.texts]
    return [value >= 0 and not {value - 1, value + 1}.isdisjoint(numbers[max(0, index - 4) : index + 5]) for index, value in enumerate(numbers)]


@flag
def table_row(document: Document) -> Sequence[object]:
    """The line is a row of a table as Markdown writes it: bars at both ends."""
    return [text[0] == "|" and text[-1] == "|" for text in document.texts]


@flag
def data_left_over(document: Document) -> Sequence[object]:
    """The line holds data that a script left in the text: a quoted name, a colon, a value."""
    return ['": ' in text or '":"' in text or '":{' in text for text in document.texts]


RULES: tuple[Rule, ...] = (
    digits, date, web_address, initials_at_end, copyright_sign, linked, heading_mark, dateline, substance, glued_joints, counted_on, table_row, data_left_over,
)  # fmt: skip
