"""Texts that have lost their line breaks: which they are. What cuts them is imported when one comes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cleaner.reading.text import SourceLine
from cleaner.weights import FLAT_FILE

FILE = Path(__file__).with_name("joints.json")
"""The fitted joints that ship."""
FLAT = 1000
"""Characters a line, on average, from which a text counts as one without line breaks: of 2,165 labelled documents with theirs, three have more."""
LEAST = 200
"""A shorter text on one line is a line."""
_SAMPLED = 1000
# Thai and Lao, Burmese, Khmer: they part neither words nor sentences by marks, and a wrong cut there took whole paragraphs away.
_UNPARTED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"


def is_flat(lines: Sequence[SourceLine]) -> bool:
    """Whether a text has lost its line breaks, and is in a script in which they can be found again."""
    size = sum([line.end - line.start for line in lines])
    if size < max(LEAST, FLAT * (len(lines) if len(lines) > 1 else 0)):
        return False
    sample = lines[0].text[:_SAMPLED]
    return 3 * len(re.findall(_UNPARTED, sample)) < len(sample)


@cache
def flat_digest() -> str:
    """Digest of all that was fitted for texts without line breaks."""
    import hashlib  # with the first call

    return hashlib.sha256(FILE.read_bytes() + FLAT_FILE.read_bytes()).hexdigest()[:16]
