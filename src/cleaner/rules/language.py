"""Language: of what kinds of words a line is made, by the closed word lists of the document's language."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, islice

from cleaner.reading.folding import fold
from cleaner.rules.document import Document
from cleaner.rules.engine import Rule, choice, number

_UPPER = re.compile(r"[^\W\d_]+")


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


@number(0.01, 0.1, 0.2, 0.35)
def repeated_words(document: Document) -> Sequence[float]:
    """Share of the line's words that it says again, as lyrics, lists and laws do."""
    return [1 - len(distinct) / len(words) if len(words) > 3 else 0.0 for words, distinct in zip(document.words, document.distinct, strict=True)]


RULES: tuple[Rule, ...] = (
    function_words, first_word, clause, strange_names, repeated_words,
)  # fmt: skip
