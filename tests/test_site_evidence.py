"""Evidence from other pages: what the rules see, that it counts only where a memory knows the site, and that an explanation says so."""

from __future__ import annotations

import json
from math import log

import pytest

from cleaner import Cleaner, SiteMemory, clean
from cleaner.reading.text import read_text
from cleaner.rules import RULES, SITE_RULES, Document, observe
from cleaner.rules.shipped import load_phrases, load_vocabulary
from cleaner.weights import SITE_FILE, load_weights
from observing import OTHER_PARAGRAPH, PARAGRAPH

STREETS = ["Acorn", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Ginkgo", "Hazel", "Ivy", "Juniper", "Kapok", "Larch"]
FURNITURE = "Kudos and hellos from all of us"


def article(street: str, *more: str) -> str:
    first = PARAGRAPH.replace("the budget", f"a school in {street} Street")
    second = OTHER_PARAGRAPH.replace("the old town", f"{street} Street")
    return "\n".join([f"{street} Street waits for its new school", first, second, *more])


def pages(count: int, *more: str) -> list[tuple[str, str]]:
    return [(f"https://www.news.example/{street}", article(street, *more)) for street in STREETS[:count]]


MEMORY = SiteMemory.from_pages(pages(12, FURNITURE))
URL = "https://news.example/a-new-page"
TEXT = article("Zelkova", "Cedar Street waits for its new school", FURNITURE)
EVIDENCE = [
    ("on_other_pages", ["<0.001", "<0.001", "<0.001", "0.08..0.15", ">=0.6"]),
    ("surely_on_other_pages", ["<0.001", "<0.001", "<0.001", "0.03..0.07", ">=0.55"]),
    ("pages_known", ["9..17"] * 5),
    ("title_of_another_page", ["no", "no", "no", "yes", "no"]),
]


def document(text: str, url: str | None, memory: SiteMemory | None) -> Document:
    return Document(read_text(text), load_phrases(), load_vocabulary(), url, memory)


@pytest.mark.parametrize(("rule", "values"), EVIDENCE)
def test_the_rules_see_what_other_pages_tell(rule: str, values: list[str]) -> None:
    found = next(one for one in SITE_RULES if one.name == rule)
    assert [found.values[place] for place in found.look(document(TEXT, URL, MEMORY))] == values


@pytest.mark.parametrize("rule", SITE_RULES, ids=lambda rule: rule.name)
def test_without_a_memory_every_rule_sees_its_plain_case(rule: object) -> None:
    assert rule.look(document(TEXT, URL, None)) == [0] * 5  # type: ignore[attr-defined]


def test_the_rules_are_asked_only_where_the_site_is_known() -> None:
    asked = {rule.name for rule in RULES}
    assert observe(document(TEXT, "https://other.example/", MEMORY)).keys() == asked
    assert observe(document(TEXT, URL, MEMORY)).keys() == asked | {rule.name for rule in SITE_RULES}


def test_a_line_that_all_pages_have_is_likelier_to_leave() -> None:
    plain, known = clean(TEXT, url=URL).lines[-1], clean(TEXT, url=URL, memory=MEMORY).lines[-1]
    assert known.p_body < plain.p_body / 2


def test_another_pages_title_is_likelier_to_leave() -> None:
    plain, known = clean(TEXT, url=URL).lines[-2], clean(TEXT, url=URL, memory=MEMORY).lines[-2]
    assert known.p_body < plain.p_body


def test_paragraphs_of_the_article_stay() -> None:
    assert [line.label for line in clean(TEXT, url=URL, memory=MEMORY).lines[1:3]] == ["body", "body"]


STANDING = ["Kettle on, slippers on, see you next Sunday.", "Over to you.", "And that, dear readers, is how the week went in our little town by the river."]


@pytest.mark.parametrize("phrase", STANDING)
def test_a_columnists_standing_phrase_stays(phrase: str) -> None:
    others = [(f"https://news.example/{street}{number}", article(f"{street}{'abcd'[number]}", *[phrase] * (number == 0))) for street in STREETS for number in range(4)]
    assert clean(article("Zelkova", phrase), url=URL, memory=SiteMemory.from_pages(others)).lines[-1].label == "body"


def test_the_page_itself_in_the_memory_changes_nothing() -> None:
    with_itself = MEMORY | SiteMemory.from_pages([(URL, TEXT)])
    assert clean(TEXT, url=URL, memory=with_itself).lines == clean(TEXT, url=URL, memory=MEMORY).lines


def test_an_explanation_says_on_how_many_pages_a_line_was_seen() -> None:
    assert "seen on 12 of 12 pages of this site" in clean(TEXT, url=URL, memory=MEMORY).explain()


@pytest.mark.parametrize("index", range(5))
def test_the_terms_add_up_with_a_memory(index: int) -> None:
    line = clean(TEXT, url=URL, memory=MEMORY).lines[index]
    assert sum(reason.weight for reason in line.reasons) == pytest.approx(log((1 - line.p_body) / line.p_body))


def test_the_additional_weights_were_fitted_on_the_weights_that_ship() -> None:
    on = json.loads(SITE_FILE.read_bytes())["about"]["on"]
    assert on == load_weights().digest, "run python tools/fit_site_weights.py after tools/fit_weights.py"


def test_all_additional_weights_need_the_memory() -> None:
    names = {rule.name for rule in SITE_RULES}
    looks = [{look.partition(" ")[0] for look in table.split(" × ")} for table in json.loads(SITE_FILE.read_bytes())["tables"]]
    assert looks
    assert all(rules & names for rules in looks)


def test_without_a_memory_nothing_of_it_enters_the_fingerprint() -> None:
    assert Cleaner().fingerprint == Cleaner(memory=None).fingerprint
    assert load_weights().digest != load_weights(with_site=True).digest
