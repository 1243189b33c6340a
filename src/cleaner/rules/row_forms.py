"""The form of a row: what is left of a line when words and numbers are taken as one thing each."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST_ROW = 120
_WORDS = re.compile(r"[^\W\d_]+(?:[- '’&/][^\W\d_]+)*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_PLAIN = frozenset(("w", "w w", "w?", "w!", "w.", "w, w"))


def alike_in_form(texts: Sequence[str]) -> list[int]:
    """For each line, how many of the six around it have its very form; 0 for long lines and for those that are nothing but words."""
    forms = [_form(text) if len(text) < _LONGEST_ROW else "" for text in texts]
    return [forms[max(0, index - 3) : index + 4].count(form) - 1 if form else 0 for index, form in enumerate(forms)]


def _form(text: str) -> str:
    """The line with one letter for each run of words and one digit for each number; empty where it is nothing but words."""
    form = _NUMBER.sub("0", _WORDS.sub("w", text))
    return form if form not in _PLAIN else ""
