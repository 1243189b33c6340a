"""The matcher: word boundaries, scripts without spaces, placeholders, anchors."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.matching import PhraseIndex, trim
from cleaner.rules.tables import parse_rules
from observing import any_text


def index(anchor: str, *phrases: str) -> PhraseIndex:
    """An index of one table whose phrases have this anchor."""
    return PhraseIndex.of(parse_rules(f'[teaser.marker]\nwhy = "Test."\n{anchor} = {json.dumps(phrases)}', "test").tables)


def anchors(phrases: PhraseIndex, line: str) -> list[str]:
    """How the phrases stand in the line."""
    trimmed = trim(fold(line))
    return [hit.anchor for hit in phrases.find(trimmed, split_words([trimmed])[0])]


ANCHORED = [
    # anchor, phrase, line, how it stands there ("" is: not at all)
    ("line", "Related", "Related", "line"),
    ("line", "Related", "RELATED:", "line"),
    ("line", "Related", "► [Related] …", "line"),
    ("line", "Related", "Related stories", ""),
    ("line", "Related", "Unrelated", ""),
    ("line", "Read also", "read\u00a0 also", "line"),
    ("start", "Read also", "Read also how it began", "start"),
    ("start", "Read also", "Read also", "line"),
    ("start", "Read also", "Read also: Prices rise", "colon"),
    ("start", "Read also", "Read alsop", ""),
    ("start", "Read also", "They read also the fine print", ""),
    ("colon", "Editor", "Editor: Ratna", "colon"),
    ("colon", "Editor", "Editor - Ratna", "colon"),
    ("colon", "Editor", "Editor | Ratna", "colon"),
    ("colon", "Editor", "Editor：陈", "colon"),
    ("colon", "Editor", "• Editor : Ratna", "colon"),
    ("colon", "Editor", "Editor", "line"),
    ("colon", "Editor", "Editor Ratna has left", ""),
    ("colon", "Editor", "Editor-in-chief Ratna has left", ""),
    ("colon", "Editor", "Editorial: The flood", ""),
    ("start", "Editor:", "Editor: Ratna", "colon"),
    ("start", "Editor:", "Editor Ratna has left", ""),
    ("end", "all rights reserved", "© 2024 Nusakini. All rights reserved.", "end"),
    ("end", "all rights reserved", "All rights reserved", "line"),
    ("end", "reserved", "The table was unreserved", ""),
    ("end", "reserved", "Reserved for guests", ""),
    ("inside", "subscribe to our newsletter", "Please subscribe to our newsletter today", "inside"),
    ("inside", "subscribe to our newsletter", "Subscribe to our newsletters today", ""),
    ("inside", "press and hold", "To save, press  and hold the key", "inside"),
    ("line", "{number} comments", "12 Comments", "line"),
    ("line", "{number} comments", "1.204 comments", "line"),
    ("line", "{number} comments", "comments", ""),
    ("line", "{number} min read", "5 MIN READ", "line"),
    ("start", "Page {number}", "Page 3 of 7", "start"),
    ("line", "Page {number} of {number}", "Page 3 of 17", "line"),
    ("start", "延伸阅读", "延伸阅读更多新闻", "start"),
    ("end", "点击观看", "视频请点击观看", "end"),
    ("inside", "订阅电子报", "现在就订阅电子报吧", "inside"),
    ("start", "อ่านเพิ่มเติม", "อ่านเพิ่มเติมข่าวน้ำท่วม", "start"),
    ("start", "और पढ़ें", "और पढ़ें: बाढ़", "colon"),
    ("start", "관련 기사", "관련 기사: 홍수", "colon"),
    ("start", "اقرأ أيضا", "اقرأ أيضًا: الفيضان", "colon"),
    ("line", "À lire aussi", "A LIRE AUSSI", "line"),
    ("line", "©", "©", "line"),
    ("start", "©", "© 2024 Nusakini", "start"),
]


@pytest.mark.parametrize(("anchor", "phrase", "line", "stands"), ANCHORED)
def test_how_a_phrase_stands_in_a_line(anchor: str, phrase: str, line: str, stands: str) -> None:
    assert anchors(index(anchor, phrase), line) == ([stands] if stands else [])


GAPS = [
    ("start", "Read {any} here", "Read the whole story here", True),
    ("start", "Read {any} here", "Read here", False),
    ("start", "Read {any} here", f"Read {'x' * 200} here", False),
    ("start", "Read {any} here", "We read the story here", False),
    ("inside", "Read {any} here", "You can read the story here today", True),
    ("line", "Tags {any}", "Tags flood, rain", True),
    ("line", "Photo {any} Nusakini", "Photo by Arif / Nusakini", True),
    ("line", "Photo {any} Nusakini", "Photo by Arif / Nusakini and others", False),
    ("end", "{number} of {any} shares", "That makes 12 of our shares", True),
    ("colon", "Read {any} today", "Read it today: Prices rise", True),
    ("colon", "Read {any} today", "Read it today and tomorrow", False),
    ("start", "C++ (a) {any} [b] c", "C++ (a) is not [b] c", True),
    ("line", "Read {any} here!", "Read the story here!", True),
]


@pytest.mark.parametrize(("anchor", "phrase", "line", "found"), GAPS)
def test_a_gap_stands_for_some_text(anchor: str, phrase: str, line: str, found: bool) -> None:
    assert bool(anchors(index(anchor, phrase), line)) == found


@pytest.mark.parametrize(("anchor", "phrase", "line"), [("inside", "art {any} show", "a smart new show"), ("start", "Read {any} here", "Read the heresy")])
def test_the_words_around_a_gap_match_whole(anchor: str, phrase: str, line: str) -> None:
    assert anchors(index(anchor, phrase), line) == []


def test_a_phrase_inside_a_line_is_found_behind_a_longer_word_that_begins_alike() -> None:
    assert anchors(index("inside", "press and hold"), "Express and hold, then press and hold") == ["inside"]


def test_a_table_added_later_is_found_beside_the_others() -> None:
    more = parse_rules('[promo.advert]\nwhy = "Test."\nline = ["Related"]', "more").tables
    trimmed = trim(fold("Related"))
    assert {hit.kind for hit in index("line", "Related").with_tables(more).find(trimmed, [trimmed])} == {"teaser.marker", "promo.advert"}


def test_adding_tables_leaves_the_first_index_as_it_was() -> None:
    first = index("line", "Related")
    first.with_tables(parse_rules('[promo.advert]\nwhy = "Test."\nline = ["Advert"]', "more").tables)
    assert anchors(first, "Advert") == []


def test_an_index_survives_being_written_as_plain_data() -> None:
    first = index("start", "Read also")
    data = json.loads(json.dumps(first.to_data()))
    assert anchors(PhraseIndex.from_data(data, "digest"), "Read also: one") == ["colon"]


@given(any_text.map(lambda text: trim(fold(text))), st.sampled_from(["line", "start", "colon", "end", "inside"]))
def test_any_line_can_be_searched(line: str, anchor: str) -> None:
    index(anchor, "Read also", "© Site", "{number} min", "延伸").find(line, split_words([line])[0])


@given(any_text)
def test_trimming_twice_is_trimming_once(text: str) -> None:
    assert trim(trim(fold(text))) == trim(fold(text))
