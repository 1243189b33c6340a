"""One headline a page: what the page claims and what was decided, brought together."""

from __future__ import annotations

import pytest

from cleaner import Label, Line
from cleaner.page_headline import settle_headline

TITLES = ("Bridge closed until May | Westmouth Post", "Bridge closed until May")
BODY = "The harbour bridge in Westmouth will stay closed until the end of May, the council decided on Monday."


def lines(*rows: tuple[str, str]) -> list[Line]:
    """Lines of a page, ten characters' worth of offset apart."""
    return [Line(text, Label(label), 1000 * place, 1000 * place + len(text), 0.9, 0.9 if label == "body" else 0.1) for place, (label, text) in enumerate(rows)]


def labels(found: tuple[Line, ...]) -> list[str]:
    return [str(line.label) for line in found]


@pytest.mark.parametrize(
    ("rows", "headings", "expected"),
    [
        ([("headline", "Home » News » Bridge closed until May"), ("headline", "Bridge closed until May"), ("body", BODY)], [1], ["footer", "headline", "body"]),
        ([("headline", "Westmouth Post"), ("footer", "A"), ("footer", "B"), ("headline", "Bridge closed until May")], [0, 3], ["footer", "footer", "footer", "headline"]),
        ([("headline", "Harbour"), ("headline", "Bridge closed until May"), ("body", BODY)], [1], ["headline", "headline", "body"]),
        ([("headline", "Bridge closed until May"), ("body", BODY), ("headline", "Bridge closed until May")], [0], ["headline", "body", "footer"]),
        ([("footer", "Bridge closed until May"), ("body", BODY)], [0], ["headline", "body"]),
        ([("footer", "Bridge closed until May"), ("body", BODY)], [], ["headline", "body"]),
        ([("footer", "Bridge closed until May | Westmouth Post"), ("body", BODY)], [], ["footer", "body"]),
        ([("footer", "Bridge closed until May"), ("headline", "Bridge closed"), ("body", BODY)], [1], ["footer", "headline", "body"]),
        ([("body", BODY), ("teaser", "Bridge closed until May")], [], ["body", "teaser"]),
        ([("body", BODY), ("teaser", "Bridge closed until May")], [1], ["body", "teaser"]),
        ([("body", "Bridge closed until May"), ("body", BODY)], [0], ["body", "body"]),
        ([("footer", "Another story"), ("body", BODY)], [0], ["footer", "body"]),
    ],
    ids=[
        "breadcrumb", "site's name", "kicker", "said again", "heading taken for the frame", "no heading", "claimed once", "a heading comes first", "behind the body, no heading",
        "behind the body", "body stays", "no title",
    ],
)
def test_one_line_is_the_headline(rows: list[tuple[str, str]], headings: list[int], expected: list[str]) -> None:
    assert labels(settle_headline(lines(*rows), {1000 * place: 1 for place in headings}, TITLES)) == expected


def test_a_pinned_line_keeps_its_label() -> None:
    rows = lines(("headline", "Home » News » Bridge closed until May"), ("headline", "Bridge closed until May"), ("body", BODY))
    assert labels(settle_headline(rows, {1000: 1}, TITLES, {0})) == ["headline", "headline", "body"]


def test_a_page_without_lines() -> None:
    assert settle_headline([], {}, TITLES) == ()
