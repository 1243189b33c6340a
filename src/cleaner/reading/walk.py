"""Walk through a page once, as its parser meets it, and gather lines.

The parser calls `start`, `data` and `end`; no tree is built. So the time is linear in the length of the page, and depth of
nesting, which trees pay for by recursion, costs nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cleaner.reading.blocks import INLINE, SKIPPED, VOID, Block, is_hidden
from cleaner.reading.naming import groups_named
from cleaner.reading.raw_line import Pending, RawLine, join_cells

_PREFORMATTED = re.compile("[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CELLS = frozenset(("td", "th"))
_NO_ATTRIBUTES: Mapping[str, str] = {}
_BOLD = frozenset(("b", "strong"))
_SLANTED = frozenset(("i", "em", "cite"))


@dataclass(slots=True)
class _Open:
    """An element that is open."""

    tag: str
    block: Block | None = None
    """The block that goes on when it ends; None for elements inside a line."""
    hides: bool = False


class Walk:
    """The target of a parser: gathers lines, metadata and JSON-LD."""

    def __init__(self) -> None:
        self.lines: list[RawLine] = []
        self.metadata: dict[str, str] = {}
        self.scripts: list[str] = []
        self.title = ""
        self._root = Block("body", None, {})
        self._block = self._root
        self._open: list[_Open] = []
        self._line = self._aside = Pending()
        self._cells: list[tuple[Pending, Block]] = []
        """Cells of the row that is open, each of one line, with their blocks."""
        self._paragraph: tuple[Pending, Block] | None = None
        """The paragraph that is all the open cell holds so far, while this is not cut into lines."""
        self._cut = False
        self._skipping: list[str] = []
        self._keeping: list[str] | None = None
        self._hidden = 0
        self._image = False
        self._link: str | None = None
        self._ended_link: str | None = None
        self._bold = self._slanted = self._preformatted = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._skipping:
            if tag not in VOID:
                self._skip(tag, attributes)
            return
        # The parser's own empty mapping looks a key up by raising an error: that is slow, and most elements have no attributes.
        attributes = attributes or _NO_ATTRIBUTES
        if tag in INLINE:
            self._start_inline(tag, attributes)
        elif tag == "br":
            self._flush()
            self._line.broken = True
        elif tag in SKIPPED:
            self._skip(tag, attributes)
        elif tag == "img":
            self._image = True
        elif tag == "meta":
            self._read_meta(attributes)
        elif tag in _CELLS and self._block.tag == "tr":
            self._cut = False
            self._open_block(tag, attributes)
        elif tag in VOID:
            if tag == "hr":
                self._flush()
        else:
            self._start_block(tag, attributes)

    def end(self, tag: str) -> None:
        if self._skipping:
            self._end_skipped(tag)
            return
        if tag in VOID or not self._open:
            return
        element = self._open.pop()
        if element.block is not None:
            self._end_block(tag, element.block)
            self._preformatted -= element.tag == "pre"
        elif tag == "a":
            self._ended_link, self._link = self._link, None
        else:
            self._bold -= tag in _BOLD
            self._slanted -= tag in _SLANTED
        if element.hides:
            self._show()

    def _end_block(self, tag: str, above: Block) -> None:
        """A cell of one line waits for its row to end; one that blocks or breaks cut into lines is no part of a row."""
        row = tag in _CELLS and above.tag == "tr"
        held = (row or (tag == "p" and above.tag in _CELLS)) and not (self._cut or self._hidden or (self._paragraph and self._line.begun))
        if not held:
            self._flush()
        elif line := self._paragraph or self._held():
            self._paragraph = None if row else line
            self._cells += [line] if row else []
        self._block = above

    def _held(self) -> tuple[Pending, Block] | None:
        """The line that was gathered, with its block, instead of adding it."""
        line, self._line = self._line, Pending()
        return (line, self._block) if line.begun else None

    def data(self, text: str) -> None:
        if self._skipping:
            if self._keeping is not None:
                self._keeping.append(text)
            return
        if self._preformatted:
            self._gather_preformatted(text)
        elif text:
            self._gather(text)

    def close(self) -> Walk:
        self._flush()
        return self

    def _start_inline(self, tag: str, attributes: Mapping[str, str]) -> None:
        hides = tag == "noscript" or (bool(attributes) and is_hidden(attributes))
        if hides:
            self._hide()
        line = self._line
        if tag == "a":
            address = attributes.get("href", "")
            if self._ended_link is not None and self._ended_link != address:
                line.parts.append(" ")
            self._link = address
            line.links.append((address, 0))
        elif tag in _BOLD:
            self._bold += 1
        elif tag in _SLANTED:
            self._slanted += 1
        if attributes and not line.begun:
            named = attributes.get("class")
            line.names |= groups_named(named[:500]) if named else 0
            line.prop = line.prop or attributes.get("itemprop", "")[:40] or ("time" if tag == "time" else "")
        self._open.append(_Open(tag, None, hides))

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag != "p" or self._block.tag not in _CELLS or self._cut or self._line.begun or self._paragraph:
            self._flush()
        self._open_block(tag, attributes)
        self._preformatted += tag == "pre"

    def _open_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        hides = bool(attributes) and is_hidden(attributes)
        if hides:
            self._hide()
        self._open.append(_Open(tag, self._block, hides))
        self._block = Block(tag, self._block, attributes)

    def _hide(self) -> None:
        """Lay the line aside in which something hidden stands: it goes on behind."""
        if not self._hidden:
            self._aside, self._line = self._line, Pending()
        self._hidden += 1

    def _show(self) -> None:
        if self._hidden == 1:
            self._flush_line()
            self._line = self._aside
        self._hidden -= 1

    def _skip(self, tag: str, attributes: Mapping[str, str]) -> None:
        if not self._skipping:
            wanted = (tag == "title" and not self.title) or (tag == "script" and "ld+json" in attributes.get("type", ""))
            self._keeping = [] if wanted else None
        self._skipping.append(tag)

    def _end_skipped(self, tag: str) -> None:
        if tag not in VOID:
            self._skipping.pop()
        if not self._skipping and self._keeping is not None:
            text = "".join(self._keeping)
            if tag == "title":
                self.title = text[:1000]
            else:
                self.scripts.append(text)
            self._keeping = None

    def _read_meta(self, attributes: Mapping[str, str]) -> None:
        name = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if name and len(name) < 60 and "content" in attributes:
            self.metadata.setdefault(name.lower(), attributes["content"][:2000])

    def _gather(self, text: str) -> None:
        if not text or text.isspace():
            self._line.parts.append(text)
            return
        self._ended_link = None
        self._line.gather(text, self._link, self._bold > 0, self._slanted > 0)

    def _gather_preformatted(self, text: str) -> None:
        first, *rest = _PREFORMATTED.split(text)
        self._line.preformatted = True
        self._gather(first)
        for part in rest:
            self._flush()
            self._line.broken = self._line.preformatted = True
            self._gather(part)

    def _flush(self) -> None:
        if not self._hidden:
            self._flush_row()
        self._flush_line()

    def _flush_row(self) -> None:
        """The row has ended: its cells are one line. In a cell that goes on they are lines of their own: the table is there for the layout."""
        self._cut = True
        if self._cells or self._paragraph:
            cells = [*self._cells, *([self._paragraph] if self._paragraph else [])]
            self._cells, self._paragraph = [], None
            if self._block.tag == "tr" and (len(cells) > 1 or cells[0][1].tag in _CELLS):
                cells = [(join_cells([line for line, _ in cells]), self._block)]
            for line, block in cells:
                self._add(line, block)

    def _flush_line(self) -> None:
        line = self._line
        self._ended_link = None
        if line.begun:
            self._line = Pending()
            self._add(line, self._block)
        elif line.parts or line.names or line.links or line.prop:
            self._line = Pending()

    def _add(self, line: Pending, block: Block) -> None:
        text = line.shown()
        if text:
            broken = line.broken and bool(self.lines) and self.lines[-1].block is block
            self.lines.append(RawLine(text, block, line.links, line.linked, line.bold, line.slanted, line.names, line.prop, self._image, broken, self._hidden > 0, line.indent))
            self._image = False
