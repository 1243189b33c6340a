"""Lines of a page while they are gathered, and as they were met."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cleaner.reading.blocks import Block

# White space that a browser shows as one space, and line breaks of other kinds, which would cut the line.
# No-break spaces of all widths go with it: who copies text from a browser gets plain ones.
_SPACES = re.compile("[ \t\n\r\f\v\x1c-\x1e\x85\u2028\u2029\u00a0\u2007\u202f]+")
_EDGE = "\t \x1f\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u205f\u2060\u3000\ufeff"
_UNSEEN = "\u00ad\u200c\u200d\u200e\u200f\u2061\u2062\u2063\ufe0f"
"""Joiners and other marks without a shape of their own: a line of nothing else is none."""
_FEW = 20
"""Characters from which a line is not asked whether it has any shape."""
CELL_GAP = "\0"
"""Stands between cells while a row is gathered; no page holds it by then."""


@dataclass(slots=True)
class RawLine:
    """A line of the page as it was met."""

    text: str
    block: Block
    links: list[tuple[str, int]]
    """Address and length of each link."""
    linked: int
    bold: int
    slanted: int
    names: int
    """Groups that inline elements name, where one holds the whole line."""
    prop: str
    image: bool
    """An image stands in it, or between it and the line before."""
    broken: bool
    """It begins behind a `<br>`, in the same block as the line before."""
    hidden: bool
    indent: str = ""
    """White space before it, in preformatted text."""


@dataclass(slots=True)
class Pending:
    """The line that is being gathered."""

    parts: list[str] = field(default_factory=list)
    links: list[tuple[str, int]] = field(default_factory=list)
    linked: int = 0
    bold: int = 0
    slanted: int = 0
    names: int = 0
    prop: str = ""
    broken: bool = False
    preformatted: bool = False
    begun: bool = False
    """It holds more than white space."""

    def gather(self, text: str, link: str | None, bold: bool, slanted: bool) -> None:
        """Add text that is more than white space."""
        self.parts.append(text)
        self.begun = True
        length = len(text)
        if link is not None:
            self.linked += length
            before = self.links.pop()[1] if self.links else 0
            self.links.append((link, before + length))
        self.bold += length * bold
        self.slanted += length * slanted

    @property
    def indent(self) -> str:
        """White space before preformatted text."""
        text = "".join(self.parts) if self.preformatted else ""
        return text[: len(text) - len(text.lstrip(" \t"))]

    def shown(self) -> str:
        """The text as a browser shows it, without white space at the ends: inside, white space is one space, unless it is preformatted."""
        if CELL_GAP in self.parts and not self.preformatted:
            return _row(self.parts)
        text = "".join(self.parts)
        text = (text if self.preformatted else _SPACES.sub(" ", text)).strip(_EDGE)
        return text if len(text) > _FEW or text.strip(_UNSEEN) else ""


def join_cells(cells: list[Pending]) -> Pending:
    """The line of a row: what its cells hold, with a tab between."""
    if len(cells) == 1:
        return cells[0]
    row = Pending(names=cells[0].names, prop=cells[0].prop, broken=cells[0].broken, begun=True)
    for cell in cells:
        row.parts += [*([CELL_GAP] if row.parts else []), *cell.parts]
        row.links += cell.links
        row.linked += cell.linked
        row.bold += cell.bold
        row.slanted += cell.slanted
    return row


def _row(parts: list[str]) -> str:
    """A row of a table: its cells with a tab between."""
    cells, cell = [], list[str]()
    for part in [*parts, CELL_GAP]:
        if part == CELL_GAP:
            if text := _SPACES.sub(" ", "".join(cell)).strip(_EDGE):
                cells.append(text)
            cell = []
        else:
            cell.append(part)
    return "\t".join(cells)
