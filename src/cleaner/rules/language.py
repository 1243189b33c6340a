"""Language: of what kinds of words a line is made, by the closed word lists of the document's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain

from cleaner.reading.folding import fold
from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, number
from cleaner.rules.shape import casings

_WORD = re.compile(r"[^\W\d_]+")
# Words of ASCII that begin with a capital: behind the capital it is asked that no letter stands before it, so that only capitals are looked at.
_ASCII_NAME = re.compile("[A-Z](?<![A-Za-z].)[A-Za-z]*")
_NO_LETTERS = "".join(char for char in map(chr, range(128)) if not char.isalpha())


@number(0.001, 0.15, 0.3, 0.45)
def function_words(document: Document) -> Sequence[float]:
    """Share of the words that are function words of the document's language."""
    known = document.language.function.__contains__
    return [len(list(filter(known, words[:60]))) / min(60, len(words)) if words else 0.0 for words in document.words]


@choice("none", "function", "digit", "content")
def first_word(document: Document) -> Sequence[str]:
    """Whether the first word is a function word."""
    function = document.language.function
    return ["none" if not words else "function" if words[0] in function else "digit" if words[0].isdigit() else "content" for words in document.words]


@choice("none", "verb", "speech")
def clause(document: Document) -> Sequence[str]:
    """Whether the line holds a common finite verb, or a verb of reporting."""
    verbs, speech = document.language.verbs & document.vocabulary, document.language.speech & document.vocabulary
    return ["speech" if not speech.isdisjoint(words) else "verb" if not verbs.isdisjoint(words) else "none" for words in document.distinct]


@number(0.02, 0.25, 0.5, 0.8)
def strange_names(document: Document) -> Sequence[float]:
    """Share of the capitalised words, the first aside, that stand in no other line."""
    names = [_names(text) if len(text) < 220 else [] for text in document.texts]
    if not any(names):
        return [0.0] * len(names)
    each = list(set(chain.from_iterable(names)))
    folded = fold("\n".join(each)).split("\n")
    stems, spread = document.language.stems(folded), document.spread
    strange = {name for name, word in zip(each, folded, strict=True) if len(word) > 2 and spread.get(stems.get(word, ""), 0) <= 1}
    return [len(list(filter(strange.__contains__, found))) / len(found) if found else 0.0 for found in names]


def _names(text: str) -> list[str]:
    """The capitalised words but for the first word."""
    if not text.isascii():
        return [word for word in _WORD.findall(text)[1:] if word[0].isupper()]
    names = _ASCII_NAME.findall(text)
    return names[1:] if names and text.lstrip(_NO_LETTERS).startswith(names[0]) else names


@choice("open", "as headlines", "mixed", "otherwise")
def cased_as_headlines(document: Document) -> Sequence[str]:
    """Whether the line is cased as headlines are in the document's language: as titles in Indonesian, as sentences (without a full stop) in most others; open for rows of lists, and where papers differ, as in English."""
    habit = document.language.headlines
    if habit == "open":
        return ["open"] * len(document.texts)
    stops = _FULL_STOPS if habit == "sentence" else ""
    return [
        "open" if size > _LONGEST_HEADLINE or text[-1] in stops or _ROW.match(text) else _BY_HABIT.get((habit, casing), "open")
        for text, casing, size in zip(document.texts, casings(document), document.sizes, strict=True)
    ]


_LONGEST_HEADLINE = 150
_FULL_STOPS = ".…։:"
# Rows of a list are cased in their own way: numbered ones, and those that name several values.
_ROW = re.compile(r"\d{1,3}[.)] |[^:]*:[^:]*[^\d:]:")
_BY_HABIT = {
    ("title", "title"): "as headlines", ("title", "mixed"): "mixed", ("title", "sentence"): "otherwise", ("title", "lower"): "otherwise",
    ("sentence", "title"): "otherwise", ("sentence", "mixed"): "mixed", ("sentence", "sentence"): "as headlines", ("sentence", "lower"): "as headlines",
}  # fmt: skip


@number(0.01, 0.1, 0.2, 0.35)
def repeated_words(document: Document) -> Sequence[float]:
    """Share of the line's words that it says again, as lyrics, lists and laws do."""
    return [1 - len(distinct) / len(words) if len(words) > 3 else 0.0 for words, distinct in zip(document.words, document.distinct, strict=True)]


RULES: tuple[Rule, ...] = (
    function_words, first_word, clause, strange_names, cased_as_headlines, repeated_words,
)  # fmt: skip
