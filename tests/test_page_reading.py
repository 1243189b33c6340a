"""Pages to lines: what a reader sees, as the page has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.reading.page import read_page
from cleaner.reading.text import read_text

LINES: list[tuple[str, str, list[str]]] = [
    ("a link stays in its sentence", "<p>Mayor <a href=/m>Ana Ruiz</a>, who won, <em>spoke</em>.</p>", ["Mayor Ana Ruiz, who won, spoke."]),
    ("no space is invented", "<p><span>R</span>ain<b>!</b></p>", ["Rain!"]),
    ("no space is lost", "<p>one<b> two </b>three</p>", ["one two three"]),
    ("line feeds in the source are spaces", "<p>one\n   two\r\nthree</p>", ["one two three"]),
    ("no-break spaces are spaces, as when copied from a browser", "<p>&nbsp;12&nbsp;km :&nbsp; «&#8239;oui&#8239;»&nbsp;</p>", ["12 km : « oui »"]),
    ("entities", "<p>Fish &amp; chips &lt;3 &#8211; &eacute;</p>", ["Fish & chips <3 – é"]),
    ("br breaks", "<p>one<br>two<br/><br/>three</p>", ["one", "two", "three"]),
    ("blocks break", "<div>one<p>two</p>three</div>", ["one", "two", "three"]),
    ("unknown elements are blocks", "<x-card>one</x-card><x-card>two</x-card>", ["one", "two"]),
    ("list items", "<ul><li>one<ul><li>two</li></ul><li>three</ul>", ["one", "two", "three"]),
    ("a row is a line", "<table><tr><th>Team<td>Points</tr><tr><td>Ajax<td> 3 </td></tr></table>", ["Team\tPoints", "Ajax\t3"]),
    ("a table for the layout is none", "<table><tr><td>Home<br>News<td>Frost hits<br><br>Trees froze.<td>Ads</table>", ["Home", "News", "Frost hits", "Trees froze.", "Ads"]),
    ("a hidden cell", "<table><tr><td>Ajax<td style='display:none'>no<td>3</tr></table>", ["Ajax\t3"]),
    ("links in cells", "<table><tr><td><a href=/a>Ajax</a><td><a href=/b>3</a></tr></table>", ["Ajax\t3"]),
    ("a cell that holds blocks is none", "<table><tr><td><p>one</p><p>two</p></td><td>three</td></tr></table>", ["one", "two", "three"]),
    ("a cell that holds one paragraph is a cell", "<table><tr><td><p>Ajax</p></td><td> <p><b>3</b></p> </td></tr><tr><td><p>PSV</p><td>1</table>", ["Ajax\t3", "PSV\t1"]),
    ("an empty paragraph in a cell", "<table><tr><td><p>Ajax</p></td><td><p>&nbsp;</p></td><td><p>3</p></td></tr></table>", ["Ajax\t3"]),
    ("a cell that goes on behind its paragraph", "<table><tr><td>Ajax</td><td><p>won</p>again</td></tr></table>", ["Ajax", "won", "again"]),
    ("a cell that begins before its paragraph", "<table><tr><td>Ajax</td><td>again<p>won</p></td></tr></table>", ["Ajax", "again", "won"]),
    ("a paragraph that a table follows in its cell", "<table><tr><td><p>a</p><table><tr><td><p>b</p><td>c</table><td>d</table>", ["a", "b\tc", "d"]),
    ("a paragraph that is broken in its cell", "<table><tr><td><p>a</p><td><p>b<br>c</p></table>", ["a", "b", "c"]),
    ("a hidden paragraph in a cell", "<table><tr><td><p>a</p><td style='display:none'><p>no</p><td>b</table>", ["a\tb"]),
    ("definitions", "<dl><dt>Tea<dd>A drink.</dl>", ["Tea", "A drink."]),
    ("details", "<details><summary>More</summary>Hidden until opened.</details>", ["More", "Hidden until opened."]),
    ("captions", "<figure><img src=x alt=Alt><figcaption>A boat. <small>Photo: Kim</small></figcaption></figure>", ["A boat. Photo: Kim"]),
    ("preformatted", "<pre>if a:\n    b()\n\nc()</pre>", ["if a:", "b()", "c()"]),
    ("spaces inside preformatted text", "<pre>a  =  1</pre>", ["a  =  1"]),
    ("scripts, styles, templates", "<p>a</p><script>var x='<p>no</p>'</script><style>p{}</style><template><p>no</p></template><p>b</p>", ["a", "b"]),
    ("forms' fields", "<p>a</p><select><option>no</select><textarea>no</textarea>", ["a"]),
    ("frames and drawings", "<p>a</p><iframe>no</iframe><svg><title>no</title><text>no</text></svg><p>b</p>", ["a", "b"]),
    ("hidden elements", "<p>a</p><p hidden>no</p><div style='display: none'><p>no</p></div><p>b</p>", ["a", "b"]),
    ("hidden inside a line", "<p>one <span style='display:none'>no</span>two</p>", ["one two"]),
    ("for screen readers only", "<h2 class='visually-hidden'>no</h2><p>a</p>", ["a"]),
    ("noscript", "<p>a<noscript><img src=x>no</noscript> b</p>", ["a b"]),
    ("comments", "<p>a<!-- no -->b</p>", ["ab"]),
    ("links of a menu", "<div><a href=/a>One</a><a href=/b>Two</a></div>", ["One Two"]),
    ("a link broken in two", "<p><a href=/a>Bund</a><a href=/a>esrat</a></p>", ["Bundesrat"]),
    ("unclosed everything", "<p>one<p>two<b>three<div>four", ["one", "twothree", "four"]),
    ("a button is no part of the sentence", "<p>one</p><button>Share</button>", ["one", "Share"]),
    ("a line without a shape", "<p>a</p><p>\u200c</p><div>\u00ad</div><p>b\u200cc</p>", ["a", "b\u200cc"]),
    ("line separators of other kinds", "<p>one\u2028two\x0bthree</p>", ["one two three"]),
]


@pytest.mark.parametrize(("page", "lines"), [row[1:] for row in LINES], ids=[row[0] for row in LINES])
def test_a_page_is_read_as_it_is_seen(page: str, lines: list[str]) -> None:
    assert [line.text for line in read_page(page).lines] == lines


def test_paragraphs_are_set_apart_and_items_follow_each_other() -> None:
    assert read_page("<p>a</p><p>b<br>c</p><ul><li>d<li>e</ul>").text == "a\n\nb\nc\n\nd\ne"


def test_preformatted_text_keeps_its_indentation() -> None:
    assert read_page("<pre>if a:\n    b()</pre>").text == "if a:\n    b()"


def test_a_page_that_a_script_uncovers_is_read() -> None:
    text = "The council met on Monday. " * 8
    assert [line.text for line in read_page(f"<div style='display:none'><p>{text}</p></div>").lines] == [text.strip()]


def test_claims_are_read() -> None:
    page = read_page(
        """<title>Rain | Daily</title><meta property="og:title" content="Rain"><meta name="description" content="It rained.">
        <script type="application/ld+json">{"@graph": [{"@type": "NewsArticle", "headline": "Rain", "articleBody": "It did.", "author": [{"name": "Kim Li"}]}]}</script>"""
    )
    assert page.claims.titles == ("Rain | Daily", "Rain")
    assert page.claims.summaries == ("It rained.",)
    assert page.claims.bodies == ("It did.",)
    assert page.claims.authors == ("Kim Li",)


def test_broken_json_is_no_claim() -> None:
    assert read_page('<script type="application/ld+json">{"headline": </script><p>a</p>').claims.bodies == ()


MARKS = st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<br>", "<a href=x>", "</a>", "<li>", "<td>", "<table>", "<tr>", "<pre>", "</pre>", "<!--", "-->", "&amp;", "<b>", "<"])


@given(st.lists(st.one_of(MARKS, st.text(max_size=8)), max_size=30).map("".join))
def test_lines_and_offsets_agree_for_any_page(page: str) -> None:
    read = read_page(page)
    assert [read.text[line.start : line.end] for line in read.lines] == [line.text for line in read.lines]
    assert [(line.start, line.end) for line in read_text(read.text)] == [(line.start, line.end) for line in read.lines]
