"""Put pieces together again that belong together: a text is cut only where something is taken away, or where labels part."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from cleaner.article import Label
from cleaner.pieces.kinds import LIKELY
from cleaner.reading.text import SourceLine


def runs(lines: Sequence[SourceLine], labels: Sequence[Label]) -> list[range]:
    """Return which neighbouring pieces are one line of the result, as ranges of their numbers, in order.

    Pieces are one where they have one label and stood in one line of the source. Where a line break is likely, two neighbours with one label
    are two things, as two teasers are; body goes on over all but line breaks.
    """
    starts = [
        index
        for index, (line, label) in enumerate(zip(lines, labels, strict=True))
        if not index or label is not labels[index - 1] or (line.joint == "line" if label is Label.BODY else line.joint in LIKELY)
    ]
    return [range(start, end) for start, end in pairwise([*starts, len(lines)])]
