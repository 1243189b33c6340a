"""Marks: how a word is cased, and what it ends and begins with, as the end and the start of a line may."""

from __future__ import annotations

import re

from cleaner.reading.wording import SENTENCE_MARKS, SPACELESS

_CLOSERS = "\"'”’»)]}』」）】›“"
_BULLETS = "•·*●▪■◆○‣⁃∙◦✓✔➢▽▼▲△★☆※►▶→>|｜»←◎"
_SPACELESS = re.compile(f"[{SPACELESS}]")
# What stands before a name or a number, with a full stop that ends no sentence; shorter ones in capitals are known by their shape.
_BEFORE_NAMES = frozenset((
    "prof", "dr", "mr", "mrs", "st", "dipl", "dott", "dna", "doç", "yrd", "öğr", "uzm", "arş", "rev", "hon", "gov", "sen", "rep", "gen", "col",
    "capt", "sgt", "insp", "supt", "bzw", "ca", "vgl", "sog", "phil", "univ", "komb", "drs", "drg", "mgr", "ing", "inż", "abp", "hr", "fr", "проф",
    "доц", "ген", "гр", "ул", "бул", "св", "им", "акад", "тов",
))
CASES = ("lower", "cap", "capitals", "digit", "uncased", "spaceless", "sign")
LEFT = ("lower", "cap", "capitals", "digit", "uncased", "spaceless", "sentence", "abbreviation", "ordinal", "question", "colon", "comma", "bracket", "quote", "dash", "bar", "sign")
RIGHT = ("lower", "cap", "capitals", "digit", "uncased", "spaceless", "quote", "bracket", "dash", "bullet", "hash", "at", "web", "sign", "none")


def case_of(word: str) -> str:
    """How a word is cased, by its letters."""
    for letter in word:
        if letter.isalpha() or letter > "\u0300":
            if letter.islower():
                return "lower"
            if letter.isupper():
                return "capitals" if len(word) > 1 and word.isupper() and sum(map(str.isalpha, word)) > 1 else "cap"
            return "spaceless" if _SPACELESS.match(letter) else "uncased"
        if letter.isdigit():
            return "digit"
    return "sign"


def left_of(word: str) -> str:
    """What a word ends with, as the end of a line may."""
    last = word[-1]
    if last.isalnum():
        case = case_of(word)
        return "digit" if last.isdigit() else case
    inner = word.rstrip(_CLOSERS)[-1:]
    if inner and inner in SENTENCE_MARKS:
        return _stop(word) if inner == "." and last == "." else "question" if inner in "?!？！؟" else "sentence"
    if last in ")]}）】":
        return "bracket"
    if last in _CLOSERS:
        return "quote"
    if last in ":：":
        return "colon"
    if last in ",،，、":
        return "comma"
    if last in "-–—−":
        return "dash"
    if last in "|•·/>»›｜":
        return "bar"
    return case_of(word) if ord(last) > 0x300 else "sign"


def _stop(word: str) -> str:
    stem = word[:-1].lstrip("(\"'“„«[")
    if stem.isdigit():
        return "ordinal" if len(stem) < 3 else "sentence"
    if (len(stem) < 2 and not stem.isdigit()) or (len(stem) < 4 and stem[0].isupper()) or "." in stem or stem.lower() in _BEFORE_NAMES:
        return "abbreviation"
    return "sentence"


def right_of(word: str) -> str:
    """What a word begins with, as the start of a line may."""
    first = word[0]
    if first in "\"'“”„«»‘’「『¿¡‹":
        return "quote"
    if first in "([{（【［《〈":
        return "bracket"
    if first in "-–—−":
        return "dash"
    if first in _BULLETS:
        return "bullet"
    if first == "#":
        return "hash"
    if first == "@":
        return "at"
    if word.startswith(("http", "www.")):
        return "web"
    return case_of(word)
