"""The lexicon, and the rules that ask it; phrases of a group counted together."""

from __future__ import annotations

import json

import pytest

from cleaner.rules.kinds import SITE_GROUPS
from cleaner.rules.lexicon import FILE, Lexicon, load_lexicon
from observing import LATIN, OTHER_PARAGRAPH, PARAGRAPH, document, seen


def lexicon(**words: dict[str, int]) -> Lexicon:
    return Lexicon({group: {"bias": -1000, "words": words.get(group, {})} for group in SITE_GROUPS} | {"languages": ["en"]})


def test_a_line_scores_its_bias_and_its_words_over_the_root_of_their_number() -> None:
    told = lexicon(teaser={"read": 4000, "^read": 2000}, promo={"read": -3000})
    assert told.scores({"read", "now", "here"}, "read") == [-1.0 + 6.0 / 2, -1.0, -1.0, -1.0 - 3.0 / 2]
    assert told.scores({"read", "now", "here"}, "now") == [-1.0 + 4.0 / 2, -1.0, -1.0, -1.0 - 3.0 / 2]


def test_unknown_words_leave_the_bias() -> None:
    assert lexicon(teaser={"read": 4000}).scores({"ferry"}, "ferry") == [-1.0] * 4


def test_the_shipped_lexicon_tells_voices_apart() -> None:
    lines = ["Read more top videos", "Cookies and privacy", LATIN + LATIN + LATIN]
    assert seen("teaser_voice", lines)[0] in ("0.8..1.8", "1.8..3", ">=3")
    assert seen("footer_voice", lines)[1] in ("0.8..1.8", "1.8..3", ">=3")
    assert [seen(f"{group}_voice", lines)[2] for group in SITE_GROUPS] == ["<-5"] * 4


def test_a_language_that_the_lexicon_does_not_know_is_not_looked_up() -> None:
    lines = ["Soma zaidi", "Mkutano wa halmashauri ulifanyika jana na wananchi wengi walihudhuria kwa sababu ya bei ya maji ya mji huo."]
    assert document(lines).language.code == "sw"
    assert [seen(f"{group}_voice", lines) for group in SITE_GROUPS] == [["-2.2..-1.5"] * 2] * 4


def test_the_shipped_lexicon_is_small_and_readable() -> None:
    content = json.loads(FILE.read_text(encoding="utf-8"))
    assert FILE.stat().st_size < 100_000
    for group in SITE_GROUPS:
        assert 200 < len(content[group]["words"]) == content["about"]["words"][group] < 3000
    assert load_lexicon() is load_lexicon()


TOGETHER = [("Baca juga: Banjir di Kota", "teaser_phrase", "colon"), ("Share on Facebook", "footer_phrase", "line"), ("Nobody was hurt", "promo_phrase", "none")]


@pytest.mark.parametrize(("line", "rule", "expected"), TOGETHER)
def test_phrases_of_a_group_count_together(line: str, rule: str, expected: str) -> None:
    assert seen(rule, [PARAGRAPH, line, OTHER_PARAGRAPH])[1] == expected
