"""Bytes of a page to text: byte order mark, valid UTF-8, what the page declares, then detection."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DECLARED = re.compile(rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*["']?\s*([\w:.-]{1,40})""", re.I)
_DECLARED_WITHIN = 8192
"""How far in a declaration counts; the standard says 1,024 bytes, pages say otherwise."""
_DETECTED_ON = 20_000
"""Bytes that detection looks at: it takes a few milliseconds for these."""
# What browsers take a name for, where Python takes it at its word (WHATWG Encoding Standard, names and labels).
_TAKEN_FOR = {
    "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252", "us-ascii": "cp1252", "ansi": "cp1252",
    "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs", "x-gbk": "gb18030", "utf8": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
}  # fmt: skip
_ESCAPED = ("iso2022", "iso-2022", "hz")
_ASCII = bytes(range(128))
_MOST_BROKEN = 0.002
"""Share of characters that may be broken for a declared encoding still to count: cut-off characters, a pasted line."""


def decode(page: bytes) -> str:
    """Return the text of a page as it came from the wire. Bytes that are no text become U+FFFD.

    Valid UTF-8 counts before what the page declares: text in another encoding is hardly ever valid UTF-8 by chance, and pages
    that lie mostly are UTF-8 by now.
    """
    for mark, name in _MARKS:
        if page.startswith(mark):
            return page.decode(name, "replace").removeprefix("\ufeff")
    if wide := _wide(page):
        return page.decode(wide, "replace")
    declared = _declared(page)
    if not declared.startswith(_ESCAPED):
        try:
            return page.decode("utf-8")
        except UnicodeDecodeError:
            pass
    if declared and declared != "utf-8":
        text = page.decode(declared, "replace")
        if text.count("\ufffd") <= _MOST_BROKEN * len(text):
            return text
    text = page.decode("utf-8", "replace")
    # Of broken characters, few beside whole ones are slips of a page in UTF-8; many are another encoding.
    if text.count("\ufffd") < 0.2 * len(page.translate(None, _ASCII)):
        return text
    return page.decode(_detected(page), "replace")


def _wide(page: bytes) -> str:
    """UTF-16 without a mark: every other byte of the first tag is zero."""
    start = page[:200].lstrip()[:8]
    return "utf-16-be" if start[:1] == b"\0" and start[1:2] == b"<" and start[2:3] == b"\0" else "utf-16-le" if start[:1] == b"<" and start[1:2] == b"\0" == start[3:4] else ""


def _declared(page: bytes) -> str:
    match = _DECLARED.search(page, 0, _DECLARED_WITHIN)
    if not match:
        return ""
    name = match[1].decode("ascii", "replace").lower()
    name = _TAKEN_FOR.get(name, name)
    try:
        codecs.lookup(name)
        b"".decode(name)
    except (LookupError, ValueError):
        return ""
    return name


def _detected(page: bytes) -> str:
    # Markup is ASCII and says nothing: the bytes from the first foreign one on do.
    first = next((place for place, byte in enumerate(page) if byte > 127), 0)
    best = from_bytes(page[first : first + _DETECTED_ON]).best()
    name = best.encoding if best else "cp1252"
    return "cp1252" if name in ("ascii", "utf_8") else name
