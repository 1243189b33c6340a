"""What the rules of pages see, on pages written here: one observation a test."""

from __future__ import annotations

import pytest

from cleaner import clean
from cleaner.reading.page import read_page
from cleaner.rules.claims import scattered
from cleaner.rules.page_document import PageDocument, PageRule
from cleaner.rules.shipped import load_phrases, load_vocabulary

PARAGRAPHS = (
    "The ferry to the north shore will run every ten minutes from Monday on, the harbour office said, and it will cost nothing for those who live there.",
    "Engineers had found cracks in two pillars of the bridge in the first week of March, and since then lorries had to take the long way round the bay.",
    "Whether the shops on the quay will be paid for what they lose is to be decided in June, when the council meets again after the holidays.",
    "Until then a tent of the fire brigade stands at the end of the bridge, with a bed and a stove, for those who have to wait for the night boat.",
)


def seen(rule: PageRule, page: str) -> dict[str, str]:
    """What a rule sees on each line of a page; of lines that say the same, on the last one."""
    read = read_page(page)
    document = PageDocument(read.lines, load_phrases(), load_vocabulary(), read.claims)
    return {line.text: rule.values[value] for line, value in zip(read.lines, rule.look(document), strict=True)}


def between(*lines: str) -> str:
    """A page with a line behind each paragraph."""
    return "".join(f"<p>{paragraph}</p><div>{line}</div>" for paragraph, line in zip(PARAGRAPHS, lines, strict=False))


@pytest.mark.parametrize(
    ("lines", "value"),
    [
        (["Our app", "Our app", "Our app"], "3..4"),
        (["Slot number 1", "Slot number 2", "Slot number 3", "Slot number 4"], "4..6"),
        (["Our app", "Nothing", "Our app"], "2..3"),
        (["2019", "2020", "2021"], "<2"),
    ],
    ids=["word for word", "figures aside", "with others in between", "nothing but figures"],
)
def test_a_line_that_is_said_behind_several_paragraphs(lines: list[str], value: str) -> None:
    assert seen(scattered, between(*lines))[lines[0]] == value


def test_an_article_that_the_page_holds_twice_is_not_scattered() -> None:
    article = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS[:3])
    assert set(seen(scattered, f"<div>{article}</div><div>{article}</div><div>{article}</div>").values()) == {"<2"}


def test_what_is_scattered_speaks_against_body() -> None:
    notice = "This post is held on another site, and your settings keep it from being shown here."
    lines = clean(f"<html><body><article><h1>Ferry</h1>{between(*[notice] * 4)}</article></body></html>").lines
    assert min(reason.weight for line in lines if line.text == notice for reason in line.reasons if reason.name == "scattered") > 1
