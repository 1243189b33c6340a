"""Language: of what kinds of words a line is made, by the closed word lists of the document's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice

from cleaner.reading.folding import fold
from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, number

_WORD = re.compile(r"[^\W\d_]+")
_ASCII_WORD = re.compile("[A-Za-z]+")


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
    verbs, speech = document.language.verbs, document.language.speech
    return ["speech" if not speech.isdisjoint(words) else "verb" if not verbs.isdisjoint(words) else "none" for words in document.words]


@number(0.02, 0.25, 0.5, 0.8)
def strange_names(document: Document) -> Sequence[float]:
    """Share of the capitalised words, the first aside, that stand in no other line."""
    names = [_names(text) if len(text) < 220 else [] for text in document.texts]
    if not any(names):
        return [0.0] * len(names)
    every = fold("\n".join(chain.from_iterable(names))).split("\n")
    stems, spread = document.language.stems(every), document.spread
    strange = {name for name in every if len(name) > 2 and spread[stems.get(name, "")] <= 1}
    folded = iter(every)
    return [len([name for name in islice(folded, len(found)) if name in strange]) / len(found) if found else 0.0 for found in names]


def _names(text: str) -> list[str]:
    """The capitalised words but for the first word."""
    words = (_ASCII_WORD if text.isascii() else _WORD).findall(text)
    return [word for word in words[1:] if word[0].isupper()]


@number(0.01, 0.1, 0.2, 0.35)
def repeated_words(document: Document) -> Sequence[float]:
    """Share of the line's words that it says again, as lyrics, lists and laws do."""
    return [1 - len(distinct) / len(words) if len(words) > 3 else 0.0 for words, distinct in zip(document.words, document.distinct, strict=True)]


RULES: tuple[Rule, ...] = (
    function_words, first_word, clause, strange_names, repeated_words,
)  # fmt: skip
