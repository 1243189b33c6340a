"""Pages from the outside: what comes out of `clean`."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise
from math import log

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cleaner import Article, Cleaner, Flag, Label, Rules, clean, page_article

PARAGRAPHS = (
    "The harbour bridge in Westmouth will stay closed until the end of May, the city council decided on Monday after engineers found cracks in two of its pillars.",
    "Mayor Ana Ruiz said that the repair would cost 2.4 million and that the ferry would run every ten minutes while the bridge is closed to cars and lorries.",
    "“Nobody will have to walk around the whole bay,” Ruiz told the council. “The ferry is free for everyone who lives on the north shore.”",
    "Shopkeepers on the north shore fear that their customers will stay away. The council wants to decide in June whether they are to be compensated for their losses.",
)
STORIES = (
    "Rain floods three schools in the valley",
    "Old cinema on Market Street is for sale",
    "United lose again and look for a new coach",
    "Why the price of bread goes up this spring",
)
MENU = "".join(f'<li><a href="/{name.lower()}">{name}</a></li>' for name in ("News", "Sports", "Business", "Culture", "Weather", "Jobs"))


def page(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    """A page as newspapers make them."""
    teasers = "".join(f'<div class="card"><a href="/news/{place}-{story.lower().replace(" ", "-")}"><h3>{story}</h3></a></div>' for place, story in enumerate(STORIES))
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Harbour bridge closed until May | Westmouth Post</title>
        <meta property="og:title" content="Harbour bridge closed until May"><meta property="og:type" content="article"></head><body>
        <header><a href="/">Westmouth Post</a><nav><ul>{MENU}</ul></nav></header>
        <main><article><h1>Harbour bridge closed until May</h1><div class="byline">By <a href="/author/kim-li">Kim Li</a></div>
        <figure><img src="b.jpg"><figcaption>The bridge on Sunday. Photo: Jo Park</figcaption></figure>
        <div class="article-body">{"".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)}</div></article>
        <aside class="related"><h2>Read more</h2>{teasers}</aside></main>
        <footer><p>© 2024 Westmouth Post. All rights reserved.</p><a href="/privacy">Privacy</a></footer></body></html>"""


@pytest.fixture(scope="module")
def article() -> Article:
    return clean(page())


def test_the_body_is_the_paragraphs(article: Article) -> None:
    assert article.body.split("\n\n") == list(PARAGRAPHS)


def test_the_headline_is_found_and_not_in_the_body(article: Article) -> None:
    assert article.headline == "Harbour bridge closed until May"


def test_the_caption_is_no_body(article: Article) -> None:
    assert article.captions == ("The bridge on Sunday. Photo: Jo Park",)


def test_other_stories_are_teasers(article: Article) -> None:
    assert set(STORIES) <= set(article.teasers)


def test_lines_and_separators_give_the_text_back(article: Article) -> None:
    assert [article.text[line.start : line.end] for line in article.lines] == [line.text for line in article.lines]
    assert all(one.end <= other.start and not article.text[one.end : other.start].strip() for one, other in pairwise(article.lines))


def test_bytes_and_text_and_fields_give_the_same(article: Article) -> None:
    assert clean(page().encode()) == clean(page(), kind="html") == article


def test_kind_text_reads_a_page_as_text() -> None:
    assert clean(page(), kind="text").text == page()


def test_bytes_are_no_text() -> None:
    with pytest.raises(TypeError, match="decode the bytes"):
        clean(b"text", kind="text")


def test_a_page_of_menus_has_no_article() -> None:
    found = clean(f"<html><body><ul>{MENU * 9}</ul></body></html>")
    assert found.body == ""
    assert Flag.NO_ARTICLE in found.flags


def test_an_empty_page_has_no_article() -> None:
    assert clean(b"").flags == {Flag.NO_ARTICLE}


def test_an_article_has_no_flag(article: Article) -> None:
    assert not article.flags


def test_names_lie() -> None:
    """Body in an `<aside>` of class `teaser` stays, because it is the page's prose."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    found = clean(f'<html><body><ul>{MENU}</ul><h1>Harbour bridge closed</h1><aside class="teaser-content">{text}</aside><p>© Post</p></body></html>')
    assert all(paragraph in found.body for paragraph in PARAGRAPHS)


def test_raising_the_threshold_never_strips_more() -> None:
    kept = [set(clean(page(), min_confidence=share).body.split("\n\n")) for share in (0.2, 0.5, 0.9, 1.0)]
    assert all(one <= other for one, other in pairwise(kept))


def test_reasons_add_up(article: Article) -> None:
    for line in article.lines:
        assert sum(reason.weight for reason in line.reasons) == pytest.approx(log((1 - line.p_body) / line.p_body), abs=1e-6)


def test_a_rule_of_a_users_own_counts_on_pages() -> None:
    rules = Rules.parse('[post.shopkeepers]\nwhy = "Test."\neffect = "always"\nlabel = "promo"\nstart = ["Shopkeepers on the north shore"]', "ours.toml")
    assert PARAGRAPHS[3] in Cleaner(rules=rules)(page()).promos


def test_a_page_over_the_bound_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_article, "MOST_BYTES", 100)
    assert clean(page()).flags == {Flag.OVER_BOUND, Flag.NO_ARTICLE}


def test_a_region_over_the_bound_passes_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_article, "MOST_LINES", 3)
    found = clean(page())
    assert Flag.OVER_BOUND in found.flags
    assert all(paragraph in found.body for paragraph in PARAGRAPHS)


def test_text_does_not_pay_for_pages() -> None:
    code = "import sys; from cleaner import clean; clean('Plain text.'); assert not {'lxml', 'charset_normalizer', 'trafilatura'} & set(sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


HOSTILE = {
    "nested blocks": b"<div>" * 20_000 + b"<p>word</p>",
    "nested inline elements": b"<b><i>" * 10_000 + b"word",
    "nested tables": b"<table><tr><td>" * 5_000 + b"word",
    "attributes": b"<p " + b" ".join(b"a%d=1" % number for number in range(50_000)) + b">word",
    "one long attribute": b'<p class="' + b"byline " * 50_000 + b'">word',
    "entities": b"<p>" + b"&amp;&#65;&bogus;" * 50_000,
    "NULs": b"<p>a\0b</p>\0" * 2_000,
    "unclosed": b"<p><b><i><a href=x><li><td><div><h1>word " * 1_000,
    "bytes that are no text": b"<meta charset=utf-8>" + bytes(range(128, 256)) * 200,
    "an external entity": b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/hostname">]><html><p>&x;</p>',
    "deep JSON-LD": b'<script type="application/ld+json">' + b"[" * 50_000 + b"</script><p>word",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_pages_have_a_result(hostile: bytes) -> None:
    assert clean(hostile).lines


PIECES = (
    "<p>", "</p>", "<div class=related>", "</div>", "<a href=/x>", "</a>", "<li>", "<h2>", "<br>", "Some words of a line. ", "Read more", "©", "<table><tr><td>",
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_any_page_has_a_result(text: str) -> None:
    found = clean(text, kind="html")
    assert all(line.text == found.text[line.start : line.end] and line.label in Label for line in found.lines)


@pytest.mark.parametrize(
    "title",
    [
        '<div class="title">{}</div>', "<p>{}</p>", "<p><b>{}</b></p>", "<div>{}</div>", "<div><span class=t1>{}</span></div>",
        "<table><tr><td class=contentheading>{}</td></tr></table>", "<font size=5>{}</font><br>",
    ],
    ids=["class", "paragraph", "bold paragraph", "div", "span", "cell", "font"],
)
@pytest.mark.parametrize(
    "claim",
    [
        '<meta property="og:title" content="Harbour bridge closed until May">',
        '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Harbour bridge closed until May"}</script>',
    ],
    ids=["og:title", "JSON-LD"],
)
def test_a_title_that_is_no_heading_is_the_headline(title: str, claim: str) -> None:
    plain = f"""<html><head><title>Harbour bridge closed until May | Westmouth Post</title>{claim}</head><body><div id="top"><a href="/">Westmouth Post</a><ul>{MENU}</ul></div>
        <div id="content">{title.format("Harbour bridge closed until May")}<div>By Kim Li</div><div>{"".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)}</div></div>
        <div id="foot"><p>© 2024 Westmouth Post. All rights reserved.</p></div></body></html>"""
    found = clean(plain)
    assert found.headline == "Harbour bridge closed until May"
    assert [line.text for line in found.lines if line.label is Label.BODY and len(line.text) > 20] == list(PARAGRAPHS)
