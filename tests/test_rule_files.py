"""Rule files: what is wrong stops at load, and the message names file, table, key and what is allowed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cleaner import RuleError, Rules
from cleaner.rules.kinds import ANCHORS, KINDS
from cleaner.rules.tables import EFFECTS, PINNED_LABELS, TABLE_KEYS, parse_rules, read_rule_file

HEAD = '[teaser.marker]\nwhy = "Test."\n'
PHRASE = 'line = ["Read also"]\n'

# What is wrong, and all that the message has to name.
WRONG = [
    pytest.param("[teaser.marker", ["not TOML"], id="not TOML"),
    pytest.param("name = 3", ["name", "a string"], id="name"),
    pytest.param("headlines = 'capitals'", ["headlines", "sentence", "title", "open"], id="headlines"),
    pytest.param("headlines = ['title']", ["headlines", "sentence", "title", "open"], id="list for headlines"),
    pytest.param("title = 'x'", ["'title'", "name", "[words]", "[teaser.marker]"], id="top key"),
    pytest.param("teaser = ['Read also']", ["'teaser'", "[teaser.marker]"], id="list for a group"),
    pytest.param("[teaser]\nmarker = 'Read also'", ["[teaser.marker]", "a table"], id="string for a table"),
    pytest.param("[teaser]\nwhy = 'x'\nline = ['Read also']", ["[teaser.why]", "a table named by kind"], id="table without a kind"),
    pytest.param(HEAD + PHRASE + "lines = ['x']", ["[teaser.marker]", "'lines'", *TABLE_KEYS], id="key of a table"),
    pytest.param("[teaser.makrer]\nwhy = 'x'\n" + PHRASE, ["[teaser.makrer]", "'teaser.makrer'", *KINDS, "effect"], id="kind"),
    pytest.param("[teaser.marker]\n" + PHRASE, ["[teaser.marker]", "why is missing", "one sentence"], id="no why"),
    pytest.param("[teaser.marker]\nwhy = ' '\n" + PHRASE, ["[teaser.marker]", "why is missing"], id="empty why"),
    pytest.param("[teaser.marker]\nwhy = 3\n" + PHRASE, ["[teaser.marker]", "why"], id="number for why"),
    pytest.param(HEAD, ["[teaser.marker]", "no phrase", *ANCHORS], id="no phrase"),
    pytest.param(HEAD + "line = []", ["[teaser.marker]", "no phrase", *ANCHORS], id="empty list"),
    pytest.param(HEAD + "line = 'Read also'", ["[teaser.marker] line", "a list of strings"], id="string for a list"),
    pytest.param(HEAD + "start = ['Read also', 3]", ["[teaser.marker] start", "a list of strings"], id="number in a list"),
    pytest.param(HEAD + PHRASE + "match = 'Read also: x'", ["[teaser.marker] match", "a list of strings"], id="string for match"),
    pytest.param(HEAD + PHRASE + "keep = {}", ["[teaser.marker] keep", "a list of strings"], id="table for keep"),
    pytest.param(HEAD + "line = ['...']", ["[teaser.marker] line", "'...'", "letter or digit"], id="no letter"),
    pytest.param(HEAD + "line = ['']", ["[teaser.marker] line", "''", "letter or digit"], id="empty phrase"),
    pytest.param(HEAD + "line = ['{any}']", ["[teaser.marker] line", "'{any}'", "letter or digit"], id="a gap alone"),
    pytest.param(HEAD + "start = ['\u0640']", ["[teaser.marker] start", "letter or digit"], id="a letter that folding takes away"),
    pytest.param(HEAD + "inside = ['Read {more}']", ["[teaser.marker] inside", "{number}", "{any}"], id="placeholder"),
    pytest.param(HEAD + 'inside = ["Read\\nalso"]', ["[teaser.marker] inside", "one line"], id="line break in a phrase"),
    pytest.param(HEAD + PHRASE + "effect = 'sometimes'\nlabel = 'footer'", ["[teaser.marker] effect", "'sometimes'", *EFFECTS], id="effect"),
    pytest.param(HEAD + PHRASE + "effect = ['always']\nlabel = 'footer'", ["[teaser.marker] effect", *EFFECTS], id="list for effect"),
    pytest.param(HEAD + PHRASE + "effect = 'always'\nlabel = 'foot'", ["[teaser.marker] label", "'foot'", *PINNED_LABELS], id="label"),
    pytest.param(HEAD + PHRASE + "effect = 'always'", ["[teaser.marker]", "effect and label go together"], id="effect without label"),
    pytest.param(HEAD + PHRASE + "label = 'footer'", ["[teaser.marker]", "effect and label go together"], id="label without effect"),
    pytest.param(HEAD + PHRASE + "host = 'https://example.com/a'", ["[teaser.marker] host", "https://example.com/a", '"example.com"'], id="address for a host"),
    pytest.param(HEAD + PHRASE + "host = ''", ["[teaser.marker] host", '"example.com"'], id="empty host"),
    pytest.param(HEAD + PHRASE + "host = ['example.com']", ["[teaser.marker] host", '"example.com"'], id="list of hosts"),
]


@pytest.mark.parametrize(("text", "named"), WRONG)
def test_an_error_names_file_table_key_and_what_is_allowed(text: str, named: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        Rules.parse(text, "ours.toml")
    assert [part for part in ["ours.toml", *named] if part not in str(caught.value)] == []


@pytest.mark.parametrize(("text", "named"), WRONG)
def test_an_error_is_one_line(text: str, named: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        Rules.parse(text, "ours.toml")
    assert "\n" not in str(caught.value)


WRONG_WORDS = [
    pytest.param("words = 'the a'", ["[words]", "function", "verbs"], id="string for the table"),
    pytest.param("[words]\nnouns = 'cat'", ["[words]", "'nouns'", "function", "verbs", "months"], id="key"),
    pytest.param("[words]\nverbs = ['is']", ["[words] verbs", "a string of words"], id="list for a string"),
]


@pytest.mark.parametrize(("text", "named"), WRONG_WORDS)
def test_an_error_in_word_lists_names_file_and_key(text: str, named: list[str]) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rules(text, "xx.toml")
    assert [part for part in ["xx.toml", *named] if part not in str(caught.value)] == []


def test_users_have_no_word_lists() -> None:
    with pytest.raises(RuleError, match=r"ours\.toml \[words\].*phrases only"):
        Rules.parse("[words]\nverbs = 'is'", "ours.toml")


def test_users_have_no_habit_of_headlines() -> None:
    with pytest.raises(RuleError, match=r"ours\.toml: headlines .*phrases only"):
        Rules.parse("headlines = 'title'", "ours.toml")


def test_a_rule_error_is_a_value_error() -> None:
    assert issubclass(RuleError, ValueError)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "latin.toml"
    path.write_bytes(b"# caf\xe9")
    with pytest.raises(RuleError, match=r"latin\.toml: not UTF-8 at byte 5"):
        Rules.load(path)


def test_a_language_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "xx.toml"
    path.write_bytes(b"# caf\xe9")
    with pytest.raises(RuleError, match=r"xx\.toml: not UTF-8 at byte 5"):
        read_rule_file(path)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"none\.toml"):
        Rules.load(tmp_path / "none.toml")


def test_an_empty_file_holds_no_rules() -> None:
    assert Rules.parse("").tables == ()


@pytest.mark.parametrize("table", ["teaser.marker", "newsroom.sign_off"])
def test_a_table_that_pins_may_have_any_name(table: str) -> None:
    rules = Rules.parse(f'[{table}]\nwhy = "Test."\n{PHRASE}effect = "never"\nlabel = "body"')
    assert (rules.tables[0].kind, rules.tables[0].effect, rules.tables[0].label) == (table, "never", "body")


def test_a_table_keeps_what_was_written() -> None:
    (table,) = parse_rules(HEAD + 'host = "example.com"\nstart = ["Read also"]\nend = ["(ed)"]\nmatch = ["Read also: x"]\nkeep = ["Read it."]', "ours.toml").tables
    assert (table.source, table.why, table.phrases, table.match, table.keep, table.host) == (
        "ours.toml [teaser.marker]", "Test.", (("start", "Read also"), ("end", "(ed)")), ("Read also: x",), ("Read it.",), "example.com",
    )  # fmt: skip


def test_a_file_that_is_loaded_is_named_without_its_folder(tmp_path: Path) -> None:
    path = tmp_path / "ours.toml"
    path.write_text(HEAD + PHRASE, encoding="utf-8")
    assert Rules.load(path).source == "ours.toml"


def test_rules_of_the_same_text_are_equal() -> None:
    assert Rules.parse(HEAD + PHRASE, "ours.toml") == Rules.parse(HEAD + PHRASE, "ours.toml")


@pytest.mark.parametrize("kind", KINDS)
def test_users_may_use_every_kind_that_ships(kind: str) -> None:
    assert re.match(r"ours \[", Rules.parse(f'[{kind}]\nwhy = "Test."\n{PHRASE}', "ours").tables[0].source)
