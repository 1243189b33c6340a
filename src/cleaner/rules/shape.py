"""Shape: what a line looks like, whatever it says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from cleaner.reading.wording import SENTENCE_MARKS
from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, flag, number, once

_CLOSERS = "\"'”’»)]}』」）】›“"
_BARS = re.compile(r" [|•·/>»] |[|•·»›]")
_BAR = re.compile("[|•·/>»›]")
_SPEECH_MARKS = re.compile("[\"“”„«»「」『』]")
_INNER_END = re.compile(r"[.!?…。！？।؟۔](?:(?<=[。！？।؟۔])|[\"'”’»)]? +[\"'“‘«(¿¡]?[^\W\d_])")


@number(8, 15, 25, 40, 55, 75, 100, 140, 200, 300)
def size(document: Document) -> Sequence[float]:
    """How long the line is, in Latin characters' worth."""
    return document.sizes


@number(300, 420, 600, 1000)
def great_size(document: Document) -> Sequence[float]:
    """The same for long lines: one of half a page is hardly ever the site's."""
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
        if inner in SENTENCE_MARKS and inner:
            return "sentence" if inner != "?" else "question"
        return "bracket" if last in ")]}）】" else "quote"
    if last in "?؟？;" and last != ";":
        return "question"
    if last in "!！":
        return "exclamation"
    if text.endswith(("...", "…")):
        return "ellipsis"
    if last in SENTENCE_MARKS:
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
    return casings(document)


@once
def casings(document: Document) -> list[str]:
    """The casing of every line."""
    return [_casing(text) for text in document.texts]


_LONG_WORD = re.compile(r"([^\W\d_])[^\W\d_]{3,}")
# The same for texts that hold no letter but these: a set that is spelled out is matched in half the time.
_LATIN = "A-Za-zª²³µ¹º¼-¾À-ÖØ-öø-ɏ"
_LONG_LATIN_WORD = re.compile(f"([{_LATIN}])[{_LATIN}]{{3,}}")
_BEYOND_LATIN = re.compile("[^\0-ɏ\u2010-\u2027]")
# How much of a line tells its casing.
_CASED = 200


def _casing(text: str) -> str:
    pattern = _LONG_LATIN_WORD if not _BEYOND_LATIN.search(text, 0, _CASED) else _LONG_WORD
    initials = pattern.findall(text, 0, _CASED)
    # Most lines are sentences: the first word at most has a capital.
    joined = "".join(initials)
    if joined[1:].islower() and joined[0].isupper():
        return "sentence"
    if not initials:
        return "uncased" if any(letter.isalpha() and letter.lower() == letter.upper() for letter in text[:20]) else "short"
    cased = joined if joined.isascii() else "".join([initial for initial in initials if initial.isupper() or initial.islower()])
    if not cased:
        return "uncased"
    if cased.isupper() and _in_capitals(text):
        return "capitals"
    rest = cased[1:]
    if not rest:
        return "short" if cased.isupper() else "lower"
    share = len(list(filter(str.isupper, rest))) / len(rest)
    if share >= 0.8:
        return "title"
    if share >= 0.45:
        return "mixed"
    return "sentence" if cased[0].isupper() else "lower"


def _in_capitals(text: str) -> bool:
    """Whether all long words are; their first letters are already known to be."""
    return all(match[0].isupper() for match in _LONG_WORD.finditer(text, 0, _CASED) if match[1].isupper())


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


@flag
def names_only(document: Document) -> Sequence[object]:
    """Two to five words, all capitalised: a person's name, a place, a menu entry."""
    return [_names_only(text) for text in document.texts]


def _names_only(text: str) -> bool:
    if len(text) > 60:
        return False
    found = text.split()
    return 2 <= len(found) <= 5 and all(word[0].isupper() for word in found) and text[-1].isalnum()


@number(1, 2, 3, 5)
def colons(document: Document) -> Sequence[float]:
    """How many colons stand inside the line: lists of facts have several, titles one at most."""
    return [len(_COLON.findall(text[:-1])) if ":" in text or "：" in text else 0 for text in document.texts]


_COLON = re.compile(r"[:：](?!//)(?:(?<=[^\W\d].)|(?<=[^\W\d]\s.))")


@number(1, 2, 4, 7)
def joined_by_comma(document: Document) -> Sequence[float]:
    """How many parts of a list of names or things the line has: short parts between commas."""
    return [_short_parts(text) if text.count(",") + text.count("、") > 1 else 0 for text in document.texts]


def _short_parts(text: str) -> int:
    if not text.isascii():
        text = text.replace("、", ",").replace("，", ",").replace("،", ",")
    return len([part for part in text.split(",") if len(part) < 30])


RULES: tuple[Rule, ...] = (
    size, great_size, words, end_mark, opening, casing, bars, quotation, several_sentences, colon_inside, commas, names_only, colons, joined_by_comma,
)  # fmt: skip
