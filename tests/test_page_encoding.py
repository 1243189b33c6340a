"""Bytes of a page to text, whatever the page says of itself."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.reading.encoding import decode

GERMAN = "<p>Größere Übung für Schüler</p>"
RUSSIAN = "<html><head><title>Новости</title></head><body><p>" + "Городской совет собрался в понедельник, чтобы обсудить бюджет на следующий год. " * 6 + "</p></body></html>"
OLD = '<meta http-equiv=Content-Type content="text/html; charset=windows-1251">'
JAPANESE = "<p>市議会は月曜日に予算を可決した。</p>"
ROWS: list[tuple[str, bytes, str]] = [
    ("plain UTF-8", GERMAN.encode(), GERMAN),
    ("a byte order mark", codecs.BOM_UTF8 + GERMAN.encode(), GERMAN),
    ("UTF-16 with a mark", GERMAN.encode("utf-16"), GERMAN),
    ("UTF-16 without", GERMAN.encode("utf-16-le"), GERMAN),
    ("Latin-1 declared", f"<meta charset=iso-8859-1>{GERMAN}".encode("cp1252"), f"<meta charset=iso-8859-1>{GERMAN}"),
    ("declared in the old way", f"{OLD}{RUSSIAN}".encode("cp1251"), f"{OLD}{RUSSIAN}"),
    ("Latin-1 declared, UTF-8 sent", f"<meta charset=latin1>{GERMAN}".encode(), f"<meta charset=latin1>{GERMAN}"),
    ("UTF-8 declared, Windows sent", f"<meta charset=utf-8>{RUSSIAN}".encode("cp1251"), f"<meta charset=utf-8>{RUSSIAN}"),
    ("nothing declared", RUSSIAN.encode("cp1251"), RUSSIAN),
    ("Shift JIS", f"<meta charset=Shift_JIS>{JAPANESE}".encode("cp932"), f"<meta charset=Shift_JIS>{JAPANESE}"),
    ("ISO 2022", f"<meta charset=iso-2022-jp>{JAPANESE}".encode("iso2022_jp"), f"<meta charset=iso-2022-jp>{JAPANESE}"),
    ("GB 2312, with a letter that only its successor has", "<meta charset=gb2312><p>朱镕基</p>".encode("gb18030"), "<meta charset=gb2312><p>朱镕基</p>"),
    ("an encoding that does not exist", f"<meta charset=utf-99>{GERMAN}".encode(), f"<meta charset=utf-99>{GERMAN}"),
    ("a codec that is none of text", f"<meta charset=rot13>{GERMAN}".encode(), f"<meta charset=rot13>{GERMAN}"),
    ("one broken character", GERMAN.encode() * 20 + b"\xe9", GERMAN * 20 + "\ufffd"),
    ("nothing", b"", ""),
]


@pytest.mark.parametrize(("page", "text"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_bytes_become_text(page: bytes, text: str) -> None:
    assert decode(page) == text


@given(st.binary(max_size=200))
def test_any_bytes_have_a_text(page: bytes) -> None:
    assert isinstance(decode(page), str)
