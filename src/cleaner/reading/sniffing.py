"""Is this text a page? `kind="auto"` asks; in doubt it is text."""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

# White space, comments, a doctype, an XML declaration: what may stand before a page.
_BEFORE = re.compile(r"(?:[\s\ufeff]++|<!--.*?-->|<\?xml[^>]{0,200}\?>)*+(<!doctype\s+html\b[^>]{0,500}>)?(?:\s++|<!--.*?-->)*+", re.I | re.S)
_ROOT = re.compile(r"<(?:html|head|body)[\s>]", re.I)
# What careless servers send before a page: scripts and styles, and the messages of PHP.
_STRAY = re.compile(
    r"(?:<(script|style)[\s>].*?</\1\s*>|<(?:link|meta|base)\s[^<>]*>|<!--.*?-->|\s++"
    r"|<br\s*/?>\s*<b>(?:Deprecated|Fatal error|Notice|Parse error|Strict Standards|Warning)</b>:[^\n]*?<br\s*/?>)++",
    re.I | re.S,
)
_INNER_ROOT = re.compile(r"(?:>\s*+|^[ \t]*+)<(?:!doctype\s+html|html|head|body)[\s>]", re.I | re.M)
_ENDS = re.compile(r"</(?:body|html)\s*>", re.I)
_ELEMENT = re.compile(r"<[a-z!]", re.I)
_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "main", "nav", "ol", "p", "pre", "section", "table", "ul",
))
_OPENS = re.compile(rf"<(?:{'|'.join(sorted(_BLOCKS))})[\s>/]", re.I)
_CLOSES = re.compile(rf"(?:</(?:{'|'.join(sorted(_BLOCKS))})\s*>|<hr\s*/?>|-->)\s*\Z", re.I)
_TAIL = 200


def is_page(text: str) -> bool:
    """Whether a text is HTML: it opens as a page does, after what servers send before one, or block elements make up all of it.

    >>> is_page("<!doctype html><title>A</title>"), is_page("<p>One</p>\\n<p>Two</p>"), is_page("<p> marks a paragraph.")
    (True, True, False)
    """
    before = _BEFORE.match(text)
    start = before.end() if before else 0
    if before and before[1]:
        return _ELEMENT.match(text, start) is not None
    if _ROOT.match(text, start):
        return True
    if (stray := _STRAY.match(text, start)) and text[stray.end() : stray.end() + 1] == "<" and (root := _INNER_ROOT.search(text, stray.end() - 1)):
        return _ENDS.search(text, root.end()) is not None
    return _OPENS.match(text, start) is not None and _CLOSES.search(text[-_TAIL:]) is not None and _blocks_throughout(text)


def _blocks_throughout(text: str) -> bool:
    parser = etree.HTMLParser(target=_Outside(), encoding="utf-8", huge_tree=True)
    parser.feed(text.replace("\0", " ").encode("utf-8", "replace"))
    return bool(parser.close())


class _Outside:
    """Notes whether text, or an element that is no block, stands outside all blocks."""

    def __init__(self) -> None:
        self.depth = 0
        self.blocks_only = True

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag in _BLOCKS or self.depth:
            self.depth += 1
        elif tag not in ("html", "body", "head"):
            self.blocks_only = False

    def end(self, tag: str) -> None:
        if self.depth:
            self.depth -= 1

    def data(self, text: str) -> None:
        if not self.depth and not text.isspace():
            self.blocks_only = False

    def close(self) -> bool:
        return self.blocks_only
