"""Fold text for comparison: case, accents, width, quotes, dashes, spaces, digits. What is folded is compared, never shown."""

from __future__ import annotations

import re
import unicodedata

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
# Quotes and dashes that stand in most texts of any language, and the ellipsis, as they come out below: many texts hold
# nothing else beyond ASCII, and are spared the rest.
_FREQUENT = tuple((char, "..." if char == "…" else _AS[char]) for char in "’‘“”–—„«»…`")
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
    text = text.casefold()
    if not text.isascii():
        for char, same in _FREQUENT:
            text = text.replace(char, same)
        if not text.isascii():
            text = unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFKD", text)))
            text = _SAME.sub(_alike, text)
    text = (_ASCII_DIGITS if text.isascii() else _DIGITS).sub("0", text)
    return _SPACES.sub(" ", text) if "  " in text or any(map(text.__contains__, _RARE_SPACES)) else text


def _alike(match: re.Match[str]) -> str:
    return _AS[match[0]]
