"""Texts made to break a cleaner, at a small part of their size: a result that loses nothing, in bounded time. `benchmarks/hostile_texts.py` does the full sizes."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import RuleError, Rules, clean
from cleaner.rules.shipped import load_phrases
from observing import PARAGRAPH, any_text

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from hostile_texts import TEXTS, bound
from invariants import Broken, check, check_same, check_time, check_told

SCALE = 0.001
BUSY = 4.0
"""A machine that runs other tests too is that much slower."""


@pytest.fixture(scope="module", autouse=True)
def _loaded() -> None:
    """What ships is loaded once, and not on the clock."""
    clean("One line.", kind="text")
    clean("word " * 100, kind="text")


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_has_a_result_that_loses_nothing_in_bounded_time(name: str) -> None:
    text = TEXTS[name](SCALE)
    article = clean(text, kind="text")
    check(article, text)
    check_time(lambda: clean(text, kind="text"), BUSY * bound(text, article.flags))


PIECES = st.sampled_from(sorted(load_phrases().entries)[::97]) | st.sampled_from([": ", "\n", "\n\n", ". ", " ", "© ", "2024", "[a](b)", "# ", "\u202e", "字", "กข"])
composed = st.lists(PIECES | st.text(max_size=9), max_size=60).map("".join)
"""Phrases that ship, between what stands around phrases."""


@given(any_text | composed)
@settings(max_examples=150)
def test_every_text_keeps_the_invariants(text: str) -> None:
    article = clean(text, kind="text")
    check(article, text)
    check_told(article)
    check_same(article, clean(text, kind="text"))


TAGS = st.sampled_from([
    "<p>", "</p>", "<div class=teaser>", "<h1>", "<li><a href=/a-b-c>", "</a>", "<br>", "<table><tr><td>", "<!--", "<script>", "<pre>", "&amp;", "<aside>", "<title>", "\0",
])  # fmt: skip
pages = st.lists(TAGS | st.text(max_size=9) | st.just(f"{PARAGRAPH} "), max_size=40).map("".join)


@given(pages)
@settings(max_examples=80)
def test_every_page_keeps_the_invariants(page: str) -> None:
    article = clean(page, kind="html")
    check(article)
    check_told(article)
    check_same(article, clean(page, kind="html"))


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_keep_the_invariants(page: bytes) -> None:
    check(clean(page))


KEYS = st.sampled_from([
    '[a.b]', '[teaser.marker]', 'why = "x"', 'start = ["a"]', 'inside = ["{any} a {number}"]', 'effect = "always"', 'label = "footer"', "[", "]", "{", '"', "=", "\n", "é",
])  # fmt: skip
rule_files = st.lists(KEYS | st.text(max_size=5), max_size=12).map("\n".join) | st.text()


@given(rule_files)
@settings(max_examples=150)
def test_a_rule_file_is_read_or_a_rule_error_of_one_line(text: str) -> None:
    said = ""
    try:
        Rules.parse(text)
    except RuleError as error:
        said = str(error)
    assert "\n" not in said


def test_the_oracle_sees_a_body_that_is_not_made_of_its_lines() -> None:
    article = clean("One line that stays, as it is a sentence of some length, and another.\nShare on Facebook")
    vars(article)["body"] = "Something else."
    with pytest.raises(Broken):
        check(article)
