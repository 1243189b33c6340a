"""`kind="auto"`: in doubt it is text."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from cleaner.reading.encoding import decode
from cleaner.reading.sniffing import is_page

PAGES = [
    "<!DOCTYPE html><html><body><p>a</p></body></html>",
    "  \n<!-- made by hand -->\n<!doctype html>\n<title>A</title><p>a",
    '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>',
    "<html>a</html>",
    "\ufeff<HTML LANG=de><BODY>a",
    "<body class=x>a",
    "<head><title>a</title></head><p>b",
    "<p>One</p>\n<p>Two <a href=x>link</a></p>",
    "<article><h1>One</h1><p>Two</p></article>",
    "<div>a</div><!-- end -->",
    "<script src=a.js></script>\n<style>p {}</style>\n<!DOCTYPE html>\n<html><body><p>a</p></body></html>\n<script>b()</script>",
    "<style>p {}</style>\n<div id=ad>a</div>\n<html><body><p>a</p></body></html>",
    "<br />\n<b>Warning</b>:  session_start(): no disk in <b>/www/a.php</b> on line <b>3</b><br />\n<!doctype html><html><body>a</body></html>",
    "\r\n<meta charset=utf-8>\r\n<html>\r\n<body>a</body>\r\n</html>",
    "<section><h2>One</h2>\n\nTwo</section>\n<footer>Three</footer>\n",
    "<html xmlns='http://www.w3.org/1999/xhtml'><head/><body>a</body></html>",
]
TEXTS = [
    "",
    "Plain text.",
    "<p> marks a paragraph, and <div> a block.",
    "<html> is the root element of a page.</html> closes it"[6:],
    "The tag <p>One</p> is a paragraph.",
    "<p>One</p> and then text that goes on outside.",
    "<b>Bold</b> words open this text.",
    "<John> wrote: hello\n<Kim> wrote: hi",
    '<?xml version="1.0"?><rss><channel><title>a</title></channel></rss>',
    '<rss version="2.0"><item>a</item></rss>',
    "<svg><text>a</text></svg>",
    "# Title\n\n<div align=center>logo</div>\n\nText of the page, with **bold**.",
    "<div align=center>logo</div>\n\n# Title\n\nText of the page.",
    "> <p>quoted</p>",
    "From: a@example.org\nSubject: <html>\n\n<html><body>a</body></html>",
    "<3 this story</p>",
    "< p >spaced</ p >",
    "<a href=x>link</a>",
    "<table>",
    "<script> goes into the head:\n\n<html>\n<head>\n</head>\n</html>",
    "<script>alert(1)</script> was what they typed into the form, and the page showed <html> and </html>.",
    "<script>alert(1)</script>\n<p>was what they typed into the form.",
    "<br>\n<b>Warning</b>: wet paint.\n<html></html>",
    "Here is the page:\n\n<html><body><p>a</p></body></html>",
    "```html\n<!doctype html>\n<p>a</p>\n```",
    "Content-Type: text/html\n\n<html><body>a</body></html>",
    "- <div>one</div>\n- <div>two</div>",
    '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"><title>a</title></feed>',
    "<urlset><url><loc>https://example.org/</loc></url></urlset>",
    "<kim@example.org> wrote:\n> <p>quoted</p>",
    "<p>One</p>\n\nTwo, outside.\n\n<p>Three</p>",
    "&lt;p&gt;One&lt;/p&gt;",
    "<!-- a note --> and then text",
]


@pytest.mark.parametrize("text", PAGES)
def test_a_page_is_seen(text: str) -> None:
    assert is_page(text)


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_is_no_page(text: str) -> None:
    assert not is_page(text)


def test_every_development_page_is_one() -> None:
    folder = Path(__file__).parents[2] / "shared" / "data" / "dev" / "html"
    if not folder.exists():
        pytest.skip("the development data is not here")
    assert not [page.name for page in sorted(folder.glob("*.gz")) if not is_page(decode(gzip.decompress(page.read_bytes())))]


def test_every_development_document_is_text() -> None:
    lines = Path(__file__).parents[2] / "shared" / "data" / "dev" / "lines.jsonl"
    if not lines.exists():
        pytest.skip("the development data is not here")
    with lines.open(encoding="utf-8") as file:
        assert not [row["id"] for row in map(json.loads, file) if is_page("\n".join(row["lines"]))]
