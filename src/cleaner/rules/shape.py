"""Shape: what a line looks like, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice

from cleaner.reading.folding import fold
from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, flag, number

_UPPER = re.compile(r"[^\W\d_]+")
_SENTENCE_END = ".!?…。！？।॥؟۔።၊။։՞"
_CLOSERS = "\"'”’»)]}』」）】›“"
_DATE = re.compile(
    r"\b\d{1,2}[./-]\d{1,2}[./-](?:\d{2}){1,2}\b|\b(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}\b|(?:19|20)\d\d ?[年년]|\d{1,2} ?[月월] ?\d{1,2}"
)
_TIME = re.compile(r"\b[0-2]?\d[:.h][0-5]\d\b")
_WEB = re.compile(r"https?://|www\.|\b[\w.-]{1,60}\.(?:com|org|net|info|id|co|de|fr|es|it|pl|ru|uk|tv)\b|[\w.+-]{1,60}@[\w-]{1,60}\.", re.I)
# What an address holds that prose does not: a quick look that spares most lines the slow one.
_DOTTED = re.compile(r"\.(?:[^\W\d_]|(?<=www\.))", re.I)
_SIGNED = re.compile(r"[(\[*][A-Za-z]{1,5}(?:[/.,;-] ?[A-Za-z*]{1,5}){0,4}[)\]*]\W*$")
_BARS = re.compile(r" [|•·/>»] |[|•·»›]")
_BAR = re.compile("[|•·/>»›]")
_SPEECH_MARKS = re.compile("[\"“”„«»「」『』]")
_INNER_END = re.compile(r"[.!?…。！？।؟۔](?:(?<=[。！？।؟۔])|[\"'”’»)]? +[\"'“‘«(¿¡]?[^\W\d_])")


@number(8, 15, 25, 40, 55, 75, 100, 140, 200, 300)
def size(document: Document) -> Sequence[float]:
    """How long the line is, in Latin characters' worth."""
    return document.sizes


@number(2, 3, 4, 6, 8, 11, 15, 22, 40)
def words(document: Document) -> Sequence[float]:
    """How many words the line has; in scripts without spaces, pairs of letters."""
    return [len(words) for words in document.words]


@choice("none", "sentence", "quote", "colon", "ellipsis", "comma", "bracket", "question", "exclamation", "digit", "other")
def end_mark(document: Document) -> Sequence[str]:
    """What mark the line ends with."""
    return [_end_mark(text) for text in document.texts]


def _end_mark(text: str) -> str:
    last = text[-1]
    if last.isalpha():
        return "none"
    if last in _CLOSERS:
        inner = text.rstrip(_CLOSERS + " ")[-1:]
        if inner in _SENTENCE_END and inner:
            return "sentence" if inner != "?" else "question"
        return "bracket" if last in ")]}）】" else "quote"
    if last in "?؟？;" and last != ";":
        return "question"
    if last in "!！":
        return "exclamation"
    if text.endswith(("...", "…")):
        return "ellipsis"
    if last in _SENTENCE_END:
        return "sentence"
    if last in ":：":
        return "colon"
    if last in ",;，、；،":
        return "comma"
    return "digit" if last.isdigit() else "none" if last.isalnum() or (ord(last) > 0x300 and not last.isspace() and last not in "►▶→➜»") else "other"


@choice("upper", "lower", "uncased", "digit", "bullet", "quote", "bracket", "dash", "hash", "at", "number", "symbol")
def opening(document: Document) -> Sequence[str]:
    """What the line begins with."""
    return [_opening(text) for text in document.texts]


_NUMBERED = re.compile(r"\d{1,3}[.)、] ?")


def _opening(text: str) -> str:
    first = text[0]
    if first.isalpha():
        return "upper" if first.isupper() else "lower" if first.islower() else "uncased"
    if first.isdigit():
        return "number" if _NUMBERED.match(text) else "digit"
    if first in "-–—−":
        return "dash"
    if first in "•·*●▪■◆○‣⁃∙◦✓✔➢":
        return "bullet"
    if first in "\"'“”„«»‘’「『¿¡":
        return "quote"
    if first in "([{（【［":
        return "bracket"
    return {"#": "hash", "@": "at"}.get(first, "symbol")


@choice("sentence", "title", "capitals", "mixed", "lower", "uncased", "short")
def casing(document: Document) -> Sequence[str]:
    """How the words are cased: as a sentence, as a title, all in capitals."""
    return [_casing(text) for text in document.texts]


_LONG_WORD = re.compile(r"([^\W\d_])[^\W\d_]{3,}")


def _casing(text: str) -> str:
    initials = _LONG_WORD.findall(text, 0, 400)
    if not initials:
        return "uncased" if any(letter.isalpha() and letter.lower() == letter.upper() for letter in text[:20]) else "short"
    upper = [initial.isupper() for initial in initials if initial.isupper() or initial.islower()]
    if not upper:
        return "uncased"
    if all(upper) and _in_capitals(text):
        return "capitals"
    rest = upper[1:]
    if not rest:
        return "short" if upper[0] else "lower"
    share = sum(rest) / len(rest)
    if share >= 0.8:
        return "title"
    if share >= 0.45:
        return "mixed"
    return "sentence" if upper[0] else "lower"


def _in_capitals(text: str) -> bool:
    """Whether all long words are; their first letters are already known to be."""
    return all(match[0].isupper() for match in _LONG_WORD.finditer(text, 0, 400) if match[1].isupper())


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


@number(1, 2, 3, 5)
def bars(document: Document) -> Sequence[float]:
    """How many bars, dots or arrows divide the line, as in menus."""
    return [len(_BARS.findall(text)) if len(text) < 400 and _BAR.search(text) else 0 for text in document.texts]


@choice("none", "inside", "opens", "whole")
def quotation(document: Document) -> Sequence[str]:
    """Whether the line holds words in quotation marks."""
    return [_quotation(text) for text in document.texts]


def _quotation(text: str) -> str:
    first = _SPEECH_MARKS.search(text)
    if not first:
        return "none"
    if first.start():
        return "inside"
    return "whole" if _SPEECH_MARKS.match(text.rstrip(".,!? ")[-1:]) else "opens"


@flag
def several_sentences(document: Document) -> Sequence[object]:
    """Another sentence begins inside the line."""
    return [_INNER_END.search(text) for text in document.texts]


@flag
def colon_inside(document: Document) -> Sequence[object]:
    """A colon stands inside a short line, as after a kicker or a name."""
    return [len(text) < 160 and (": " in text[:-1] or "：" in text[:-1] or " - " in text or " – " in text) for text in document.texts]


@number(1, 2, 3)
def commas(document: Document) -> Sequence[float]:
    """How many commas the line has."""
    return [text.count(",") + (0 if text.isascii() else text.count("、") + text.count("，") + text.count("،")) for text in document.texts]


@number(0.001, 0.15, 0.3, 0.45)
def function_words(document: Document) -> Sequence[float]:
    """Share of the words that are function words of the document's language."""
    known = document.language.function.__contains__
    return [sum(map(known, words[:60])) / max(1, min(60, len(words))) for words in document.words]


@choice("none", "function", "digit", "content")
def first_word(document: Document) -> Sequence[str]:
    """Whether the first word is a function word."""
    function = document.language.function
    return ["none" if not words else "function" if words[0] in function else "digit" if words[0].isdigit() else "content" for words in document.words]


@choice("none", "verb", "speech")
def clause(document: Document) -> Sequence[str]:
    """Whether the line holds a common finite verb, or a verb of reporting."""
    verbs, speech = document.language.verbs, document.language.speech
    return ["speech" if not speech.isdisjoint(words) else "verb" if not verbs.isdisjoint(words) else "none" for words in document.words]


@flag
def names_only(document: Document) -> Sequence[object]:
    """Two to five words, all capitalised: a person's name, a place, a menu entry."""
    return [_names_only(text) for text in document.texts]


def _names_only(text: str) -> bool:
    if len(text) > 60:
        return False
    found = text.split()
    return 2 <= len(found) <= 5 and all(word[0].isupper() for word in found) and text[-1].isalnum()


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


@number(0.02, 0.25, 0.5, 0.8)
def strange_names(document: Document) -> Sequence[float]:
    """Share of the capitalised words, the first aside, that stand in no other line."""
    spread, stem = document.spread, document.language.stem
    names = [[word for word in _UPPER.findall(text)[1:] if word[0].isupper()] if len(text) < 220 else [] for text in document.texts]
    folded = iter(fold("\n".join(chain.from_iterable(names))).split("\n"))
    shares = []
    for found in names:
        strange = sum(spread[stem(name)] <= 1 for name in islice(folded, len(found)) if len(name) > 2)
        shares.append(strange / len(found) if found else 0.0)
    return shares


@number(1, 2, 3, 5)
def colons(document: Document) -> Sequence[float]:
    """How many colons stand inside the line: lists of facts have several, titles one at most."""
    return [len(_COLON.findall(text[:-1])) if ":" in text or "：" in text else 0 for text in document.texts]


_COLON = re.compile(r"[^\W\d]\s?[:：](?!//)")


@number(0.01, 0.1, 0.2, 0.35)
def repeated_words(document: Document) -> Sequence[float]:
    """Share of the line's words that it says again, as lyrics, lists and laws do."""
    return [1 - len(distinct) / len(words) if len(words) > 3 else 0.0 for words, distinct in zip(document.words, document.distinct, strict=True)]


@number(1, 2, 4, 7)
def joined_by_comma(document: Document) -> Sequence[float]:
    """How many parts of a list of names or things the line has: short parts between commas."""
    return [sum(len(part) < 30 for part in _COMMA.split(text)) if text.count(",") + text.count("、") > 1 else 0 for text in document.texts]


_COMMA = re.compile("[,、，،]")


@flag
def table_row(document: Document) -> Sequence[object]:
    """The line is a row of a table as Markdown writes it: bars at both ends."""
    return [text[0] == "|" and text[-1] == "|" for text in document.texts]


RULES: tuple[Rule, ...] = (
    size, words, end_mark, opening, casing, digits, date, web_address, initials_at_end, bars, quotation, several_sentences, colon_inside, commas,
    function_words, first_word, clause, names_only, copyright_sign, linked, heading_mark, dateline, substance, glued_joints, counted_on, strange_names, colons, repeated_words, joined_by_comma, table_row,
)  # fmt: skip
