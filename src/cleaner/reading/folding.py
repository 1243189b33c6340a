"""Fold text for comparison: case, accents, width, quotes, dashes, spaces, digits. What is folded is compared, never shown."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Combining marks of Latin, Greek and Cyrillic (headings in capitals often drop them), Hebrew points, Arabic vowel signs, tatweel, and what has no width.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u0610-\u061a\u0640\u064b-\u065f\u0670\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
_SAME = re.compile("[’‘ʼ´`ʻ′׳“”„«»‹›″״–—−‐‑‒―־ıأإآٱىیکةіൺ-ൿ]")
_AS = {
    **dict.fromkeys("’‘ʼ´`ʻ′׳", "'"),
    **dict.fromkeys("“”„«»‹›″״", '"'),
    **dict.fromkeys("–—−‐‑‒―־", "-"),
    "ı": "i",
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىی", "ي"),
    "ک": "ك",
    "ة": "ه",
    "і": "i",
    # Malayalam letters that older text writes with a joiner.
    **{"ൺ": "ണ്", "ൻ": "ന്", "ർ": "ര്", "ൽ": "ല്", "ൾ": "ള്", "ൿ": "ക്"},
}
_ASCII = bytes(range(128))
# Where more of a text is beyond ASCII, it is folded as a whole; below, every character by itself.
_FEW = 0.1
_JOINING = ("Mn", "Mc", "Me", "Nd", "Cs")
_DIGITS = re.compile(r"\d(?:[.,:/]?\d)*")
# A set of ten characters is found in two thirds of the time.
_ASCII_DIGITS = re.compile("[0-9](?:[.,:/]?[0-9])*")
_SPACES = re.compile(r"[^\S\n]{2,}|[^\S\n ]")
# Every white space but the common two that the normal form leaves: looking for each takes a tenth of the time of `_SPACES`.
_RARE_SPACES = "\t\v\f\r\x1c\x1d\x1e\x1f\x85\u1680\u2028\u2029"


def fold(text: str) -> str:
    """Return `text` in the form in which phrases and words are compared; line feeds stay where they are.

    >>> fold("LIRE  ÉGALEMENT : l’avis de 12,5 %")
    "lire egalement : l'avis de 0 %"
    """
    if text.isascii():
        text = _ASCII_DIGITS.sub("0", text.casefold())
    elif (each := _fold_each(text)) is not None:
        text = _ASCII_DIGITS.sub("0", each)
    else:
        text = _DIGITS.sub("0", _fold_whole(text))
    return _SPACES.sub(" ", text) if "  " in text or any(map(text.__contains__, _RARE_SPACES)) else text


def _fold_each(text: str) -> str | None:
    """Fold the few characters beyond ASCII one by one, in a third of the time; None where they are many, or melt with their neighbours."""
    beyond = text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    if len(beyond) > _FEW * len(text):
        return None
    for char in {"`", *beyond}:
        same = _fold_alone(char)
        if same is None:
            return None
        if same != char:
            text = text.replace(char, same)
    # What is left to fold is ASCII: as bytes that takes a fifth of the time.
    return text.encode().lower().decode()


def _fold_whole(text: str) -> str:
    text = unicodedata.normalize("NFKD", text.casefold())
    return _SAME.sub(_alike, unicodedata.normalize("NFC", _MARKS.sub("", text)))


@lru_cache(maxsize=4096)
def _fold_alone(char: str) -> str | None:
    """What a character comes out as in whatever company; None where that depends on its neighbours, for digits, and for what turns into capitals (™)."""
    kept = _MARKS.sub("", unicodedata.normalize("NFKD", char.casefold()))
    folded = _fold_whole(char)
    return folded if folded == folded.lower() and not any(map(_joins, kept)) else None


def _joins(char: str) -> bool:
    """Whether a character may melt with its neighbours in the normal form, as marks and the letters of Hangul do; whether it is a digit or half a character."""
    return not char.isascii() and (unicodedata.category(char) in _JOINING or "HANGUL" in unicodedata.name(char, ""))


def _alike(match: re.Match[str]) -> str:
    return _AS[match[0]]
