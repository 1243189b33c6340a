"""Pages as content management systems make them, each written here: the paragraphs come out as the page has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Label, clean
from cleaner.reading.page import read_page

FOLDER = Path(__file__).parent / "fixtures" / "pages"
PAGES = sorted(FOLDER.glob("*.html"))
DEPENDS_ON_THE_FIT = {
    "next-divs": "a standfirst and a short last line in blocks without names",
    "old-tables": "a title that is no heading, only bold",
}
"""What comes out of some pages and not of others, from fit to fit, and why."""
every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)


def expected(page: Path) -> dict[str, list[str]]:
    """What the page's `.txt` says: a paragraph a line; others with their label before a bar."""
    found: dict[str, list[str]] = {"body": [], "headline": [], "caption": []}
    for line in page.with_suffix(".txt").read_text(encoding="utf-8").splitlines():
        label, bar, text = line.partition(" | ")
        found[label if bar else "body"].append(text if bar else line)
    return found


def may_fail(page: Path, request: pytest.FixtureRequest) -> None:
    """Let the test fail on pages whose result is known to move with the fit."""
    if page.stem in DEPENDS_ON_THE_FIT:
        request.applymarker(pytest.mark.xfail(reason=DEPENDS_ON_THE_FIT[page.stem], strict=False))


@every_page
def test_every_paragraph_is_a_line_of_its_own(page: Path) -> None:
    lines = [line.text for line in read_page(page.read_bytes()).lines]
    assert [line for line in expected(page)["body"] if line not in lines] == []


@every_page
def test_no_paragraph_is_lost(page: Path, request: pytest.FixtureRequest) -> None:
    may_fail(page, request)
    body = [line.text for line in clean(page.read_bytes()).lines if line.label is Label.BODY]
    assert [line for line in expected(page)["body"] if line not in body] == []


@every_page
def test_little_else_comes_out(page: Path) -> None:
    """Two lines a page at most, and none of them long: which ones depends on the fit."""
    wanted = set(expected(page)["body"])
    others = [line.text for line in clean(page.read_bytes()).lines if line.label is Label.BODY and line.text not in wanted]
    assert len(others) <= 2
    assert all(len(line) < 60 for line in others)


@every_page
def test_the_headline_is_the_pages_own(page: Path, request: pytest.FixtureRequest) -> None:
    may_fail(page, request)
    assert clean(page.read_bytes()).headline.split("\n")[-1] == expected(page)["headline"][0]
