"""Fragments: sentences that run over line breaks, as they do where an extractor breaks lines at links."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.rules.document import PARAGRAPH, Document
from cleaner.rules.engine import Rule, choice, flag, number, once


@choice("whole", "begins", "goes on", "both")
def fragment(document: Document) -> Sequence[str]:
    """Whether a sentence runs over the line break: the line before it has no end mark and it opens in lower case, or the same behind it."""
    before = _runs_over(document)
    return [("whole", "begins", "goes on", "both")[goes_on + 2 * begun] for begun, goes_on in zip(before, [*before[1:], False], strict=False)]


@number(1, 2, 4, 8)
def fragments(document: Document) -> Sequence[float]:
    """In how many places of the document a sentence runs over a line break: some extractors break lines at links."""
    return [sum(_runs_over(document))] * len(document.texts)


@once
def _runs_over(document: Document) -> list[bool]:
    opens = [text[0].islower() or text[0] in ",.;)" for text in document.texts]
    return [opened and not closed for opened, closed in zip(opens, [True, *document.closed], strict=False)]


@flag
def runs_into(document: Document) -> Sequence[object]:
    """A short line without end mark from which the sentence runs on, over a few more of its kind perhaps, into a longer one that ends with a mark."""
    texts, sizes, closed = document.texts, document.sizes, document.closed
    found = [False] * len(texts)
    for index in range(1, len(texts)):
        if closed[index] and sizes[index] >= _SENTENCE and _goes_on(texts[index]):
            before = index - 1
            while before >= max(0, index - _MOST_PARTS) and sizes[before] < PARAGRAPH and not closed[before]:
                found[before] = True
                before -= 1
    return found


def _goes_on(text: str) -> bool:
    return text[0].islower() or text[0] in ",.;)-–—"


_SENTENCE = 60
_MOST_PARTS = 6

RULES: tuple[Rule, ...] = (fragment, fragments, runs_into)
