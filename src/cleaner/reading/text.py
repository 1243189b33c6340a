"""Text to lines: every line break that Python knows, exact offsets, nothing lost."""

from __future__ import annotations

import re
from dataclasses import dataclass

# White space and what has no width, at a line's ends: these belong to the separators. Not the joiners, which shape letters and emoji.
_EDGE = "\t \x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
EDGES = _EDGE + "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
"""The same with what str.splitlines() splits at."""

_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\(([^()\s]{1,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?)(?: \"[^\"\n]{0,300}\")?\)")
_HEADING = re.compile(r"(#{1,6})[ \t]+(?=\S)")

# A longer line is looked at through its two ends: the time stays bounded, and what labels a line stands there.
_HEAD, _TAIL = 1500, 500


@dataclass(slots=True)
class SourceLine:
    """One line as it was read: where it stands, what a reader sees of it, and what its markup tells."""

    start: int
    end: int
    text: str
    """What a reader sees: the source without Markdown's links and heading marks."""
    link_share: float | None = None
    """Share of the visible characters that are links, 0 to 1; None where the source cannot tell."""
    heading: int = 0
    """Heading level 1 to 6; 0 is none."""
    joint: str = "line"
    """What parts it from the line before: a line break, or a joint of this kind inside a line (see `cleaner.pieces`)."""


def read_text(text: str) -> list[SourceLine]:
    """Return the lines of plain text or Markdown that hold anything but white space, in order.

    >>> [(line.start, line.end, line.text) for line in read_text("One\\r\\n  Two \\n\\n")]
    [(0, 3, 'One'), (7, 10, 'Two')]
    """
    lines, at = [], 0
    for raw in text.splitlines(keepends=True):
        shown = raw.rstrip(EDGES)
        if shown:
            end = at + len(shown)
            shown = shown.lstrip(_EDGE)
            lines.append(SourceLine(end - len(shown), end, shown))
        at += len(raw)
    if "](" in text or "# " in text:
        read_markdown(lines)
    return lines


def shorten(line: str) -> str:
    """Return what is looked at of a line: all of it, or the two ends of a very long one."""
    return line if len(line) <= _HEAD + _TAIL else line[:_HEAD] + " " + line[-_TAIL:]


def read_markdown(lines: list[SourceLine]) -> None:
    """Take links and heading marks out of what is seen, and keep what they tell. Only where the text holds links or headings of this form."""
    linked = any("](" in line.text and _LINK.search(line.text) for line in lines)
    for line in lines:
        if mark := _HEADING.match(line.text):
            line.heading = len(mark[1])
            line.text = line.text[mark.end() :]
        if linked:
            anchors = [match[1] for match in _LINK.finditer(line.text)]
            seen = _LINK.sub(r"\1", line.text) if anchors else line.text
            line.link_share = min(1.0, sum(map(len, anchors)) / max(1, len(seen.strip())))
            line.text = seen.strip() or line.text
