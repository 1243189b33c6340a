"""What the rules of pages see, on pages written here: one observation a test."""

from __future__ import annotations

import pytest

from cleaner.reading.page import read_page
from cleaner.rules.cards import dated_cards, linked_cards
from cleaner.rules.page_document import PageDocument, PageRule
from cleaner.rules.repeats import opens_alike, scattered
from cleaner.rules.sections import from_title
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


def test_lines_that_open_alike_behind_several_paragraphs() -> None:
    found = seen(opens_alike, between("Also worth it: Old cinema for sale", "Also worth it: United lose again", "Also worth it: Bread goes up"))
    assert found["Also worth it: United lose again"] == "3..4"
    assert found[PARAGRAPHS[0]] == "<2"


def test_how_far_from_the_title_a_line_stands() -> None:
    page = f"""<title>Bridge closed until May</title><p>Westmouth</p><div><header><h1>Bridge closed until May</h1><p>The ferry is free.</p></header>
        <div><div><p>{PARAGRAPHS[0]}</p></div></div></div>"""
    found = seen(from_title, page)
    assert found["Westmouth"] == ">=8"
    assert found["Bridge closed until May"] == "<1"
    assert found["The ferry is free."] == "1..3"
    assert found[PARAGRAPHS[0]] == "5..6"


def test_no_title_is_far_from_everything() -> None:
    assert set(seen(from_title, f"<h1>Bridge closed</h1><p>{PARAGRAPHS[0]}</p>").values()) == {">=8"}


def comments(*dates: str) -> str:
    """An article, and what readers said on these dates."""
    said = "".join(f"<li class=c><p>I was there, number {place}.</p><p>{date}</p></li>" for place, date in enumerate(dates))
    return f"<div><p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p></div><ol>{said}</ol>"


@pytest.mark.parametrize(
    ("dates", "value"),
    [
        (["12.03.2024 10:15", "13.03.2024", "14:02"], ">=0.9"),
        (["12.03.2024", "once", "again"], "0.3..0.6"),
        (["one", "two", "three"], "<0.01"),
        (["12.03.2024", "13.03.2024"], "<0.01"),
    ],
    ids=["each", "some", "none", "two are no row"],
)
def test_cards_with_dates(dates: list[str], value: str) -> None:
    found = seen(dated_cards, comments(*dates))
    assert found["I was there, number 0."] == value
    assert found[PARAGRAPHS[0]] == "<0.01"


def test_cards_with_links() -> None:
    cards = "".join(f"<div class=c><p>Summary of story {place}</p><a href=/s/{place}>Story {place}</a></div>" for place in range(4))
    found = seen(linked_cards, f"<div><p>{PARAGRAPHS[0]}</p></div><section>{cards}</section>")
    assert found["Summary of story 1"] == ">=0.9"
    assert found[PARAGRAPHS[0]] == "<0.01"
