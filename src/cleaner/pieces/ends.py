"""Cut off what a paragraph's end runs into without a space: "… kata dia.Baca juga: …", "… berikutnya.Editor: Oki".

Only where a marker with a colon stands: a name inside a sentence is never cut.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from cleaner.reading.folding import fold
from cleaner.reading.text import SourceLine
from cleaner.rules.matching import PhraseIndex

_GLUED = re.compile(r"(?<=[.!?…)\]\"”’»]|[^\W\d_A-ZÀ-ÞА-Я])\(?(?=[A-ZÀ-ÞА-Я][^\W\d_]{2,})(?<![^\W\d_]\()")
_REACH, _SHORTEST, _LONGEST_PHRASE = 200, 60, 60
_KINDS = frozenset(("teaser.marker", "credit.author", "credit.editor", "credit.reporter", "credit.source"))


def cut_glued_ends(lines: Sequence[SourceLine], phrases: PhraseIndex) -> list[SourceLine]:
    """Return the lines, those whose end runs into a marker as two pieces; Markdown links and headings stay whole."""
    found: list[SourceLine] = []
    for line in lines:
        at = _joint(line.text, phrases) if ":" in line.text[-_REACH:] and len(line.text) == line.end - line.start >= _SHORTEST else 0
        if at:
            found.append(replace(line, end=line.start + at, text=line.text[:at]))
            found.append(replace(line, start=line.start + at, text=line.text[at:], joint="open 4"))
        else:
            found.append(line)
    return found


def _joint(text: str, phrases: PhraseIndex) -> int:
    """Where the first marker that something runs into begins, in the line's last characters; 0 where there is none."""
    for match in _GLUED.finditer(text, max(1, len(text) - _REACH)):
        opening = phrases.opening(fold(text[match.end() : match.end() + _LONGEST_PHRASE]), 0)
        if opening and opening.anchor == "colon" and opening.kind in _KINDS:
            return match.start()
    return 0
