"""Articles without line breaks: what was taken away, and that nothing else was."""

from __future__ import annotations

import pytest

from cleaner import Cleaner, Label, clean
from cleaner.weights import load_flat_weights
from fixture_articles import FIXTURES, FixtureArticle, read_fixture, read_fixtures

FLAT = sorted((FIXTURES / "flat").glob("*.txt"))
YET_TO_COME = frozenset(("de-news", "hi-news", "ja-news", "zh-news"))
"""Articles whose body does not come out exactly yet."""
CLEAN = [article for article in read_fixtures("golden") if article.is_clean]
HARMED = frozenset(("golden/en-lyrics.txt",))
"""Clean articles that lose body when their line breaks are taken out: its verses hold a phrase that sites print."""


def glue_of(name: str) -> str:
    """What joins the lines of an article: nothing where its head says so."""
    return "" if "# glue: none" in (FIXTURES / name).read_text(encoding="utf-8") else " "


def cases() -> list[object]:
    marks = pytest.mark.xfail(strict=True, reason="its body does not come out exactly yet")
    return [pytest.param(read_fixture(path), id=path.stem, marks=[marks] if path.stem in YET_TO_COME else []) for path in FLAT]


@pytest.mark.parametrize("article", cases())
def test_what_is_left_of_a_flat_article_is_its_body(article: FixtureArticle) -> None:
    glue = glue_of(article.name)
    body = [line for line, label in zip(article.lines, article.labels, strict=True) if label is Label.BODY]
    assert clean(glue.join(article.lines)).body == glue.join(body)


def clean_cases() -> list[object]:
    marks = pytest.mark.xfail(strict=True, reason="loses body without its line breaks")
    return [pytest.param(article, id=str(article), marks=[marks] if article.name in HARMED else []) for article in CLEAN]


@pytest.mark.parametrize("article", clean_cases())
def test_a_clean_article_without_line_breaks_loses_nothing(article: FixtureArticle) -> None:
    text = " ".join(article.lines)
    assert clean(text).body == text


@pytest.mark.parametrize(("cleaner", "threshold"), [(Cleaner(), load_flat_weights().min_confidence), (Cleaner(min_confidence=0.95), 0.95)], ids=["the default", "a given one"])
def test_flat_texts_have_a_default_threshold_of_their_own(cleaner: Cleaner, threshold: float) -> None:
    flat = read_fixture(FIXTURES / "flat" / "en-news.txt")
    assert cleaner(" ".join(flat.lines)).min_confidence == threshold
    assert cleaner("\n".join(flat.lines)).min_confidence == cleaner.min_confidence
