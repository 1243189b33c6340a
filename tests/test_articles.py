"""Whole articles with the label of each line in the gutter: clean ones lose nothing, the others come out exactly."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from cleaner import clean
from fixture_articles import FOLDERS, FixtureArticle, gutter, known_failures, read_fixture, read_fixtures, table, table_row

ARTICLES = [article for folder in FOLDERS for article in read_fixtures(folder)]
GOLDEN = [article for article in ARTICLES if article.name.startswith("golden/")]
KNOWN = known_failures()
YET_TO_COME = pytest.mark.xfail(strict=True, reason="stands in known_failures.txt; once it comes out, take it off that list")


def cases(clean_ones: bool) -> pytest.MarkDecorator:
    chosen = [pytest.param(article, id=str(article), marks=[YET_TO_COME] if article.name in KNOWN else []) for article in ARTICLES if article.is_clean == clean_ones]
    return pytest.mark.parametrize("article", chosen)


@cases(clean_ones=True)
def test_a_clean_article_loses_nothing(article: FixtureArticle) -> None:
    assert clean(article.text).body == article.text


@cases(clean_ones=False)
def test_every_line_is_what_the_gutter_says(article: FixtureArticle) -> None:
    assert gutter(clean(article.text)) == article.gutter


def test_known_failures_are_articles() -> None:
    assert KNOWN - {article.name for article in ARTICLES} == set()


def test_there_are_sixty_golden_articles() -> None:
    assert len(GOLDEN) >= 60


def test_golden_articles_are_of_thirty_languages() -> None:
    assert len({article.language for article in GOLDEN}) >= 30


@pytest.mark.parametrize("language", sorted({article.language for article in GOLDEN}))
def test_every_golden_language_has_a_clean_article(language: str) -> None:
    assert any(article.is_clean for article in GOLDEN if article.language == language)


@pytest.mark.parametrize("language", sorted({article.language for article in read_fixtures("articles")}))
def test_a_language_without_development_data_has_three_articles_of_either_sort(language: str) -> None:
    counts = Counter(article.is_clean for article in read_fixtures("articles") if article.language == language)
    assert min(counts[True], counts[False]) >= 3


WRONG = [
    pytest.param("# language: id\nbody Paragraf", "line 2", id="no bar"),
    pytest.param("# language: id\nbody     | a\n\nbody     | b", "line 3", id="blank line"),
    pytest.param("# language: id\nnoise    | a", "'noise    | a'", id="label"),
    pytest.param("# language: id\nbody     |  ", "label | text", id="no text"),
]


@pytest.mark.parametrize(("text", "named"), WRONG)
def test_a_broken_article_is_named(text: str, named: str, tmp_path: Path) -> None:
    path = tmp_path / "xx.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=r"xx\.txt") as caught:
        read_fixture(path)
    assert named in str(caught.value)


def test_a_line_is_split_at_the_first_bar_only(tmp_path: Path) -> None:
    path = tmp_path / "xx.txt"
    path.write_text("# language: en\nbody     | Home | News | # 1", encoding="utf-8")
    assert read_fixture(path).lines == ("Home | News | # 1",)


def test_the_table_of_scores_has_a_row_for_every_folder() -> None:
    assert {row.split(" | ")[0] for row in table() if " | all | " in row} == {f"| {folder}" for folder in FOLDERS}


SCORES = [
    ({"articles": 2, "exact": 1, "lines": 10, "right": 9, "noise stripped": 3, "noise kept": 1, "body kept": 6, "body characters kept": 600},
     "| golden | id | 2 | 10 | 90.0% | 0.00% | 0.857 | 1 |"),
    ({"articles": 1, "exact": 0, "lines": 4, "right": 2, "body stripped": 1, "body kept": 3, "body characters stripped": 100, "body characters kept": 300},
     "| golden | id | 1 | 4 | 50.0% | 25.00% | 0.000 | 0 |"),
    ({"articles": 1, "exact": 1, "lines": 4, "right": 4, "body kept": 4, "body characters kept": 300},
     "| golden | id | 1 | 4 | 100.0% | 0.00% | – | 1 |"),
]  # fmt: skip


@pytest.mark.parametrize(("counts", "row"), SCORES)
def test_a_row_of_the_table_says_what_was_counted(counts: dict[str, int], row: str) -> None:
    assert table_row("golden", "id", Counter(counts)) == row
