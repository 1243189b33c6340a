"""HTML to lines: what a reader sees of a page, in order, and what only the page knows about each line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from cleaner.reading.blocks import Block
from cleaner.reading.encoding import decode
from cleaner.reading.linked_data import Claims, read_claims
from cleaner.reading.raw_line import RawLine
from cleaner.reading.text import SourceLine
from cleaner.reading.walk import Walk

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_CLOSE = frozenset(("li", "tr", "dt", "dd", "td", "th", "option", "button"))
"""Blocks that stand on the next line; between others stands a blank one."""
_HIDDEN_MORE = 1
"""Hidden lines are read only where they hold this many times the prose that is shown: pages that a script or a button uncovers."""
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class PageLine(SourceLine):
    """A line of a page: where it stands in the text that was read, and what the page knows about it."""

    raw: RawLine = None  # type: ignore[assignment]

    @property
    def block(self) -> Block:
        return self.raw.block


@dataclass(frozen=True)
class Page:
    """A page that was read."""

    text: str
    lines: list[PageLine]
    claims: Claims
    address: str = ""
    """Where the page says it stands."""


def read_page(page: str | bytes) -> Page:
    """Read a page: its visible text, line by line.

    Paragraphs are set apart by a blank line; items of lists, rows of tables and lines that `<br>` breaks follow each other. Scripts,
    templates, forms' fields and hidden elements are left out. Any `str` or `bytes` has a result.

    >>> page = read_page("<nav><a href=/>Home</a></nav><p>Rain is <a href=/x>expected</a><b>!</b></p><ul><li>One</li><li>Two</li></ul>")
    >>> page.text
    'Home\\n\\nRain is expected!\\n\\nOne\\nTwo'
    """
    walk = _walk(page if isinstance(page, str) else decode(page))
    text, lines = _laid_out(_shown(walk.lines))
    claims = read_claims(walk.title, walk.metadata, walk.scripts)
    return Page(text, lines, claims, walk.metadata.get("og:url", ""))


def _walk(source: str) -> Walk:
    if "\0" in source:
        source = source.replace("\0", "\ufffd")
    walk = Walk()
    data = _SURROGATES.sub("\ufffd", source).encode() if not source.isascii() else source.encode()
    if data.strip():
        etree.fromstring(data, etree.HTMLParser(target=walk, encoding="utf-8", huge_tree=True, no_network=True))
    return walk


def _shown(lines: Sequence[RawLine]) -> list[RawLine]:
    shown = [line for line in lines if not line.hidden]
    if len(shown) < len(lines) and _prose(lines) > (_HIDDEN_MORE + 1) * _prose(shown):
        return list(lines)
    return shown


def _prose(lines: Sequence[RawLine]) -> int:
    return sum(len(line.text) for line in lines if len(line.text) > 100 and 2 * line.linked < len(line.text))


def _laid_out(raw: Sequence[RawLine]) -> tuple[str, list[PageLine]]:
    """Set the lines apart, and give them their place in the text."""
    parts: list[str] = []
    lines: list[PageLine] = []
    at, before = 0, None
    for line in raw:
        if before is not None:
            gap = "\n" if line.broken or (line.block.tag in _CLOSE and before.block.tag == line.block.tag) else "\n\n"
            parts.append(gap + line.indent)
            at += len(gap) + len(line.indent)
        parts.append(line.text)
        end = at + len(line.text)
        lines.append(PageLine(at, end, line.text, min(1.0, line.linked / len(line.text)), _HEADINGS.get(line.block.tag, 0), raw=line))
        at, before = end, line
    return "".join(parts), lines
