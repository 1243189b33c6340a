"""Split folded lines into words, in scripts with and without spaces."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from operator import add

# Letters of scripts that set no space between words: Thai and Lao, Burmese, Khmer, kana, Han.
SPACELESS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
# Vowel signs and other marks inside words of Indic scripts, which Python's \w leaves out; not their full stops.
_SIGNS = "\u0900-\u0963\u0970-\u0dff"
LETTERS = rf"\w{_SIGNS}{SPACELESS}"

# What a sentence ends with, script by script; the Burmese comma too, since it often stands for the full stop.
SENTENCE_MARKS = ".!?…。！？।॥؟۔။၊។៕።։՞"

# Blanks what is no part of a word in ASCII text: to split at blanks takes half the time of a pattern.
_BLANKED = "".join(char if char.isalnum() or char in "_\n" else " " for char in map(chr, range(128)))
_WORD = re.compile(rf"[\w{_SIGNS}]+")


@cache
def _spaceless() -> re.Pattern[str]:
    """A letter of these scripts; as the pattern below it takes two milliseconds to compile, so texts that need neither do without."""
    return re.compile(f"[{SPACELESS}]")


@cache
def _mixed_word() -> re.Pattern[str]:
    return re.compile(rf"[{SPACELESS}]+|(?:[^\W{SPACELESS}]|[{_SIGNS}])+")


def split_words(lines: Sequence[str]) -> list[list[str]]:
    """Return the words of each folded line; where the script sets no spaces, every pair of neighbouring letters.

    >>> split_words(["read also: 3 tips", "延伸阅读"])
    [['read', 'also', '3', 'tips'], ['延伸', '伸阅', '阅读']]
    """
    # All lines in ASCII are blanked as one text: each by itself would take thrice the time.
    plain = "\n".join([line if line.isascii() else "" for line in lines])
    if plain.count("\n") != len(lines) - 1:
        return [words for line in lines for words in split_words([line.replace("\n", " ")])]
    found = [line.split() for line in plain.translate(_BLANKED).split("\n")]
    for place, line in enumerate(lines):
        if not line.isascii():
            found[place] = _mixed(line) if _spaceless().search(line) else _WORD.findall(line)
    return found


def _mixed(line: str) -> list[str]:
    words: list[str] = []
    for word in _mixed_word().findall(line):
        if len(word) > 1 and _spaceless().match(word):
            words += map(add, word, word[1:])
        else:
            words.append(word)
    return words
