"""Rules: each has its sentence and its values, sees what its name says, and does not mind the others."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import assume, given

from cleaner import rules
from cleaner.reading.text import read_text
from cleaner.rules import RULES, Document, Rule, observe
from cleaner.rules.kinds import KINDS
from cleaner.rules.shipped import load_phrases, load_vocabulary
from observing import BY_NAME, LATIN, OTHER_PARAGRAPH, PARAGRAPH, any_text, document, seen

every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)


@every_rule
def test_a_rule_says_in_a_sentence_what_it_sees(rule: Rule) -> None:
    assert re.fullmatch(r"[A-Z].{15,}\.", rule.why)


@every_rule
def test_a_rule_sees_one_of_several_named_values(rule: Rule) -> None:
    assert len(set(rule.values)) == len(rule.values) > 1


@every_rule
def test_a_rule_has_a_name_that_weights_can_be_filed_under(rule: Rule) -> None:
    assert rule.name.replace(".", "_").isidentifier()


@every_rule
@pytest.mark.parametrize("text", ["a", "•", "\ud800", "©\n©", f"{PARAGRAPH}\nx\n{OTHER_PARAGRAPH}"], ids=ascii)
def test_a_rule_sees_one_thing_in_every_line(rule: Rule, text: str) -> None:
    values = seen(rule.name, text.split("\n"))
    assert len(values) == len(read_text(text))


def test_no_name_stands_twice() -> None:
    assert [name for name, count in Counter(rule.name for rule in RULES).items() if count > 1] == []


def test_every_kind_of_phrase_is_a_rule() -> None:
    assert set(KINDS) <= set(BY_NAME)


@given(any_text)
def test_rules_look_at_any_text(text: str) -> None:
    lines = read_text(text)
    assume(lines)
    evidence = observe(Document(lines, load_phrases(), load_vocabulary()))
    assert {len(column) for column in evidence.values()} == {len(lines)}


MIXED = [PARAGRAPH, "Ferry Sinks Off Tarakan", OTHER_PARAGRAPH, "Editor: Mira Tandon", "- Sumatra", "- Jawa", "Share on Facebook"]


def test_evidence_does_not_depend_on_the_order_of_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    before = observe(document(MIXED))
    monkeypatch.setattr(rules, "RULES", RULES[::-1])
    assert observe(document(MIXED)) == before


@every_rule
def test_a_rule_sees_the_same_alone(rule: Rule) -> None:
    assert list(rule.look(document(MIXED))) == observe(document(MIXED))[rule.name]


def test_looking_twice_sees_the_same() -> None:
    twice = document(MIXED)
    assert observe(twice) == observe(twice)


SIZES = [("Berita", "<8"), ("延伸阅读更多新闻", "15..25"), ("관련 기사 더 보기 오늘", "15..25")]


@pytest.mark.parametrize(("line", "size"), SIZES)
def test_size_counts_what_the_script_says_in_a_letter(line: str, size: str) -> None:
    assert seen("size", [line]) == [size]


SCRIPTS = [
    (LATIN, "cased"),
    ("Ο Δήμος ενέκρινε τον προϋπολογισμό", "cased"),
    ("अदालत ने फैसला सुनाया", "uncased"),
    ("أقر المجلس الميزانية الجديدة", "uncased"),
    ("시의회는 월요일 저녁에 모였다", "uncased"),
    ("市议会周一晚上开会表决", "spaceless"),
    ("ศาลตัดสินเมื่อวันจันทร์", "spaceless"),
    ("12 – 34", "none"),
]


@pytest.mark.parametrize(("line", "script"), SCRIPTS)
def test_script_tells_capitals_and_spaces(line: str, script: str) -> None:
    assert seen("script", [line]) == [script]


PHRASE_GROUPS = [
    (["Read also: Ferry Sinks", "x"], "phrase_before", ["none", "teaser"]),
    (["x", "Share on Facebook"], "phrase_after", ["footer", "none"]),
    (["Related articles", "Ferry Sinks", "Harbour Closed", PARAGRAPH, "x"], "heading_above", ["none", "stories", "stories", "none", "none"]),
    (["Tags:", "ferry", "harbour"], "heading_above", ["none", "tags", "tags"]),
    (["Related articles", "Ferry Sinks", PARAGRAPH, "x"], "since_phrase", ["<1", "1..2", "1..2", "2..3"]),
    ([PARAGRAPH, "Share on Facebook", "x"], "since_phrase", ["<1", "<1", "1..2"]),
    (["x", "y", "Share on Facebook"], "until_phrase", ["2..3", "1..2", "<1"]),
    (["Share on Facebook", "x", PARAGRAPH, "y"], "phrases_in_run", ["<1", "1..2", "<1", "<1"]),
    (["Share on Facebook", "x"], "phrase_share_of_run", ["<0.01", ">=0.6"]),
    (["Related articles", "Ferry Sinks", "Harbour Closed"], "since_list_heading", ["none", "1", "2-3"]),
    (["Share on Facebook", PARAGRAPH], "phrases_in_text", ["yes", "yes"]),
    (["x", PARAGRAPH], "phrases_in_text", ["no", "no"]),
    ([PARAGRAPH, "Keywords: ferry, harbour"], "phrases_in_text", ["no", "no"]),
    ([PARAGRAPH, "Keywords: ferry, harbour"], "footer_phrase", ["none", "none"]),
    ([PARAGRAPH, "Keywords: ferry, harbour", "Share on Facebook"], "footer_phrase", ["none", "colon", "line"]),
    (["Read also: one", PARAGRAPH, "Read also: two"], "marked_teasers", ["2..4", "2..4", "2..4"]),
    ([PARAGRAPH, OTHER_PARAGRAPH, "Editor: Mira", "x", "y"], "after_sign_off", ["none", "none", "here", "1", "2-4"]),
]


@pytest.mark.parametrize(("lines", "rule", "expected"), PHRASE_GROUPS)
def test_what_phrases_tell_of_their_neighbours(lines: list[str], rule: str, expected: list[str]) -> None:
    assert seen(rule, lines) == expected


ROWS = [
    ("dates_in_run", ["03/11/2025", "Ferry sinks", PARAGRAPH], ["0.3..0.6", "0.3..0.6", "<0.01"]),
    ("dates_in_run", ["Dawn 04:28", "Noon 11:58", "Dusk 17:49"], ["<0.01", "<0.01", "<0.01"]),
    ("date", ["Monday, 03/11/2025 09:25 Ferry sinks off the northern harbour", "03/11/2025"], ["opens", "date"]),
]


@pytest.mark.parametrize(("rule", "lines", "expected"), ROWS)
def test_rows_of_one_form_and_dated_lists_are_told(rule: str, lines: list[str], expected: list[str]) -> None:
    assert seen(rule, lines) == expected


def test_phrases_are_counted_since_the_last_paragraph_on_the_topic() -> None:
    lines = [PARAGRAPH, PARAGRAPH, "Share on Facebook", "x", "Read also: y"]
    assert seen("phrases_since_topic", lines) == ["here", "here", "1", "1", "2"]


KIND_LINES = [
    ("teaser.marker", "Baca juga: Kapal Tenggelam", "colon"),
    ("teaser.heading", "Most read", "line"),
    ("credit.editor", "Editor: Ratna", "colon"),
    ("credit.reading_time", "5 min read", "line"),
    ("footer.share", "Share on Facebook", "line"),
    ("promo.advert", "Advertisement", "line"),
    ("teaser.marker", "They read the fine print.", "none"),
]


@pytest.mark.parametrize(("kind", "line", "stands"), KIND_LINES)
def test_a_kind_sees_how_its_phrase_stands(kind: str, line: str, stands: str) -> None:
    assert seen(kind, [line]) == [stands]
