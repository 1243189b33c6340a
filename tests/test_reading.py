"""Reading text: exact offsets, every line break, white space in the separators, Markdown, nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.reading.folding import fold
from cleaner.reading.text import SourceLine, read_text
from cleaner.reading.wording import split_words
from observing import any_text

LINE_BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
MARGINS = ["\t", " ", "\u00a0", "\u1680", "\u2003", "\u200a", "\u200b", "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff", "\x1f", " \t\u00a0\u200b "]
BULLETS = ["- ", "* ", "• ", "– ", "▪ ", "1. ", "(a) ", "► ", "✔ "]


def only(text: str) -> SourceLine:
    (line,) = read_text(text)
    return line


def cut(text: str) -> list[str]:
    return [text[line.start : line.end] for line in read_text(text)]


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_a_line_ends_at_every_line_break_python_knows(line_break: str) -> None:
    assert cut(f"one{line_break}two") == ["one", "two"]


@pytest.mark.parametrize("line_break", LINE_BREAKS, ids=ascii)
def test_blank_lines_are_separators(line_break: str) -> None:
    assert cut(f"{line_break * 3}one{line_break} {line_break}two{line_break}") == ["one", "two"]


@pytest.mark.parametrize("margin", MARGINS, ids=ascii)
def test_white_space_at_the_ends_belongs_to_the_separators(margin: str) -> None:
    line = only(f"{margin}one two{margin}")
    assert (line.start, line.end, line.text) == (len(margin), len(margin) + 7, "one two")


@pytest.mark.parametrize("margin", MARGINS, ids=ascii)
def test_white_space_inside_a_line_stays(margin: str) -> None:
    assert only(f"one{margin}two").text == f"one{margin}two"


@pytest.mark.parametrize("joiner", ["\u200c", "\u200d"], ids=ascii)
def test_joiners_at_the_ends_belong_to_the_line(joiner: str) -> None:
    assert only(f"می{joiner}").text == f"می{joiner}"


@pytest.mark.parametrize("bullet", BULLETS)
def test_a_bullet_belongs_to_its_line(bullet: str) -> None:
    assert cut(f"one\n {bullet}two") == ["one", f"{bullet}two"]


@pytest.mark.parametrize("text", ["", " ", "\n", "\r\n\r\n", "\u2028\x85", "\ufeff", "\u200b\n\u200b", "\t\u00a0\n"], ids=ascii)
def test_a_text_of_white_space_has_no_lines(text: str) -> None:
    assert read_text(text) == []


@pytest.mark.parametrize("text", ["\ud800", "one \udfff two", "\udc80\udc81"], ids=ascii)
def test_a_lone_surrogate_is_a_letter_like_others(text: str) -> None:
    assert cut(text) == [text]


def test_a_line_of_a_megabyte_is_one_line() -> None:
    assert only("word " * 200_000).end == 999_999


def test_a_hundred_thousand_lines_are_a_hundred_thousand_lines() -> None:
    assert len(read_text("line\n" * 100_000)) == 100_000


@given(any_text)
def test_lines_and_separators_rebuild_the_text(text: str) -> None:
    rebuilt, end = "", 0
    for line in read_text(text):
        rebuilt += text[end : line.start] + text[line.start : line.end]
        end = line.end
    assert rebuilt + text[end:] == text


@given(any_text)
def test_lines_stand_in_order_and_never_overlap(text: str) -> None:
    bounds = [bound for line in read_text(text) for bound in (line.start, line.end)]
    assert bounds == sorted(bounds)


@given(any_text)
def test_no_line_is_empty_or_holds_a_line_break(text: str) -> None:
    assert all(len(line.splitlines()) == 1 for line in cut(text))


@given(any_text)
def test_the_lines_are_those_of_splitlines_that_hold_anything(text: str) -> None:
    margins = "".join(MARGINS)
    expected = [kept for line in text.splitlines() if (kept := line.strip(margins + "\u2000\u2001\u2002\u2004\u2005\u2006\u2007\u2008\u2009"))]
    assert cut(text) == expected


MARKDOWN = [
    pytest.param("[Prices rise again](https://example.com/1)", "Prices rise again", 1.0, 0, id="link alone"),
    pytest.param("Read [more](/a) here", "Read more here", 4 / 14, 0, id="link inside"),
    pytest.param("[one](/1) and [two](/2)", "one and two", 6 / 11, 0, id="two links"),
    pytest.param("![A harbour](https://example.com/a.jpg)", "A harbour", 1.0, 0, id="image"),
    pytest.param('[Title](/a "on hover")', "Title", 1.0, 0, id="link with a title"),
    pytest.param("[Wasp](https://example.com/Wasp_(insect))", "Wasp", 1.0, 0, id="brackets in the address"),
    pytest.param("# The flood", "The flood", None, 1, id="first heading"),
    pytest.param("###### The flood", "The flood", None, 6, id="last heading"),
    pytest.param("####### The flood", "####### The flood", None, 0, id="seven marks are no heading"),
    pytest.param("#flood # 2", "#flood # 2", None, 0, id="hashtag"),
    pytest.param("## [The flood](/flood)", "The flood", 1.0, 2, id="heading that is a link"),
    pytest.param("[1] (see below)", "[1] (see below)", None, 0, id="no link"),
    pytest.param("[](/a)](", "](", 0.0, 0, id="link without text"),
    pytest.param("[a\nb](/c)", "[a", None, 0, id="link across lines"),
]


@pytest.mark.parametrize(("raw", "shown", "share", "heading"), MARKDOWN)
def test_markdown_is_evidence_and_not_text(raw: str, shown: str, share: float | None, heading: int) -> None:
    line = read_text(raw)[0]
    assert (line.text, line.link_share, line.heading) == (shown, None if share is None else pytest.approx(share), heading)


@pytest.mark.parametrize("raw", [case.values[0] for case in MARKDOWN if "\n" not in str(case.values[0])])
def test_offsets_of_markdown_point_at_its_source(raw: str) -> None:
    assert cut(f"before\n  {raw} \nafter") == ["before", raw, "after"]


def test_a_line_without_links_says_so_where_others_have_some() -> None:
    assert [line.link_share for line in read_text("[one](/1)\ntwo")] == [1.0, 0.0]


def test_plain_text_cannot_tell_links() -> None:
    assert only("Share on Facebook").link_share is None


folded_lines = st.lists(st.text(st.characters(exclude_characters="\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029", exclude_categories=())), min_size=1)


@given(folded_lines)
def test_folding_keeps_lines_apart(lines: list[str]) -> None:
    assert fold("\n".join(lines)).split("\n") == [fold(line) for line in lines]


FOLDED = [
    ("LIRE AUSSI", "lire aussi"),
    ("L’équipe", "l'equipe"),
    ("Ｒｅａｄ　ａｌｓｏ", "read also"),
    ("«Так»", '"так"'),
    ("12.500,75", "0"),
    ("DİYARBAKIR", "diyarbakir"),
    ("أخبار", "اخبار"),
    ("Straße", "strasse"),
    ("read\u00a0\u2003also", "read also"),
    ("adver\u00adtise\u200bment", "advertisement"),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_folding_takes_away_what_does_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


WORDS = [
    ("read also: 3 tips", ["read", "also", "3", "tips"]),
    ("अंतिम समाचार।", ["अंतिम", "समाचार"]),
    ("延伸阅读", ["延伸", "伸阅", "阅读"]),
    ("字", ["字"]),
    ("ข่าว", ["ข่", "่า", "าว"]),
    ("iphone 新品", ["iphone", "新品"]),
    ("", []),
]


@pytest.mark.parametrize(("line", "words"), WORDS)
def test_words_in_scripts_with_and_without_spaces(line: str, words: list[str]) -> None:
    assert split_words([line]) == [words]
