"""The body: what stays of a text and of the white space around what was cut."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cleaner import Article, Label, Line
from cleaner.reading.text import read_text
from observing import any_text


def labelled(text: str, labels: list[Label]) -> Article:
    """An article whose lines have these labels, the last one repeated for the lines that are left."""
    lines = read_text(text)
    labels = labels[: len(lines)] + labels[-1:] * (len(lines) - len(labels))
    return Article(text, tuple(Line(text[line.start : line.end], label, line.start, line.end, 1.0, 1.0) for line, label in zip(lines, labels, strict=True)), frozenset(), "")


CODES = {"B": Label.BODY, "H": Label.HEADLINE, "T": Label.TEASER, "C": Label.CREDIT, "F": Label.FOOTER, "P": Label.PROMO, "I": Label.CAPTION}


def body(text: str, codes: str) -> str:
    return labelled(text, [CODES[code] for code in codes]).body


CUTS = [
    pytest.param("a\nx\nb", "BTB", "a\nb", id="one line between two"),
    pytest.param("a\n\nx\n\nb", "BTB", "a\n\nb", id="a paragraph between two"),
    pytest.param("a\nx\n\nb", "BTB", "a\n\nb", id="the longer separator remains, behind the cut"),
    pytest.param("a\n\nx\nb", "BTB", "a\n\nb", id="the longer separator remains, before the cut"),
    pytest.param("a\nx\n\n\ny\n\nb", "BTFB", "a\n\n\nb", id="the longest of three"),
    pytest.param("a\n \nx\n\t\nb", "BTB", "a\n \nb", id="the first of equals"),
    pytest.param("a\r\n\r\nx\n\nb", "BTB", "a\r\n\r\nb", id="a pair of characters is one line break"),
    pytest.param("a\r\nx\n\nb", "BTB", "a\n\nb", id="one break of two characters is less than two of one"),
    pytest.param("a\u2028x\nb", "BTB", "a\u2028b", id="line breaks count alike"),
    pytest.param("a  \n\tx\nb", "BTB", "a  \n\tb", id="white space at the ends goes with the separator"),
    pytest.param("\n\nx\n\n\na", "TB", "\n\na", id="before the first line the text's own white space remains"),
    pytest.param("x\n\n\na", "TB", "a", id="nothing stands before a text that begins with its first line"),
    pytest.param("a\n\n\nx\n", "BT", "a\n", id="behind the last line the text's own white space remains"),
    pytest.param("a\n\n\nx", "BT", "a", id="nothing stands behind a text that ends with its last line"),
    pytest.param(" \nx\na\ny\n\t", "TBF", " \na\n\t", id="both ends"),
    pytest.param("x\ny", "TF", "", id="everything cut"),
    pytest.param("h\na\ni\nb", "HBIB", "a\nb", id="headline and caption are not the body"),
    pytest.param("a\nx\nb\n\nc", "BTBB", "a\nb\n\nc", id="other gaps stay"),
]


@pytest.mark.parametrize(("text", "codes", "expected"), CUTS)
def test_what_remains_of_a_gap(text: str, codes: str, expected: str) -> None:
    assert body(text, codes) == expected


@given(any_text)
def test_with_nothing_cut_the_body_is_the_text(text: str) -> None:
    assume(read_text(text))
    assert body(text, "B") == text


labels = st.lists(st.sampled_from(Label), min_size=1)


@given(any_text, labels)
def test_body_lines_stand_in_the_body_unchanged_and_in_order(text: str, given_labels: list[Label]) -> None:
    article = labelled(text, given_labels)
    assert [article.body[line.start : line.end] for line in read_text(article.body)] == [line.text for line in article.lines if line.label is Label.BODY]


@given(any_text, labels)
def test_cutting_the_body_again_changes_nothing(text: str, given_labels: list[Label]) -> None:
    first = labelled(text, given_labels).body
    assume(first)
    assert body(first, "B") == first


@given(any_text, labels)
def test_str_of_an_article_is_its_body(text: str, given_labels: list[Label]) -> None:
    article = labelled(text, given_labels)
    assert str(article) == article.body


@given(any_text, labels)
def test_every_line_stands_in_one_part(text: str, given_labels: list[Label]) -> None:
    article = labelled(text, given_labels)
    parts = [*article.teasers, *article.credits, *article.footer, *article.promos, *article.captions]
    kept = [line.text for line in article.lines if line.label in (Label.BODY, Label.HEADLINE)]
    assert sorted(parts + kept) == sorted(line.text for line in article.lines)


PARTS = [("teasers", Label.TEASER), ("credits", Label.CREDIT), ("footer", Label.FOOTER), ("promos", Label.PROMO), ("captions", Label.CAPTION)]


@pytest.mark.parametrize(("part", "label"), PARTS)
def test_a_part_is_a_tuple_of_its_lines(part: str, label: Label) -> None:
    assert getattr(labelled("a\nx\nb\ny", [Label.BODY, label, Label.BODY, label]), part) == ("x", "y")


def test_the_headline_is_a_string_of_its_lines() -> None:
    assert labelled("Kicker\nTitle\na", [Label.HEADLINE, Label.HEADLINE, Label.BODY]).headline == "Kicker\nTitle"


def test_a_text_without_headline_has_an_empty_one() -> None:
    assert labelled("a", [Label.BODY]).headline == ""


def test_an_article_does_not_change() -> None:
    article = labelled("a", [Label.BODY])
    with pytest.raises(AttributeError):
        article.text = "b"  # type: ignore[misc]


def test_plain_data_holds_what_decided() -> None:
    assert set(labelled("a\nx", [Label.BODY, Label.TEASER]).to_dict()) == {"body", "headline", "lines", "flags", "fingerprint"}


def test_plain_data_gives_each_line_its_place() -> None:
    line = labelled("a\nx", [Label.BODY, Label.TEASER]).to_dict()["lines"][1]
    assert (line["text"], line["label"], line["start"], line["end"]) == ("x", "teaser", 2, 3)
