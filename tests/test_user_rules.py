"""Rules of users: they inherit a kind's weight or pin a label, on all pages or one host, and the explanation names them."""

from __future__ import annotations

import time

import pytest

from cleaner import Article, Cleaner, Label, Rules, clean
from cleaner.rules.tables import EFFECTS, PINNED_LABELS

MARKER = "Zumbrella quandary"
"""Words that no language file knows."""
PROSE = "The council met on Monday evening to vote on the budget for the coming year, and after three hours of debate a narrow majority agreed to it."
OTHER = "Residents of the old town had asked for more buses on Sunday, but the mayor said that the council would not pay for them before the summer."
TEXT = f"{PROSE}\n{MARKER}: Ferry Sinks Off Tarakan\n{OTHER}"


def pinned(effect: str, label: str, phrase: str = f'start = ["{MARKER}"]', host: str = "") -> Rules:
    return Rules.parse(f'[ours.pin]\nwhy = "Test."\neffect = "{effect}"\nlabel = "{label}"\n{phrase}\n' + (f'host = "{host}"' if host else ""), "ours.toml")


def kind(name: str, phrase: str = f'start = ["{MARKER}"]') -> Rules:
    return Rules.parse(f'[{name}]\nwhy = "Test."\n{phrase}', "ours.toml")


def middle(article: Article) -> Label:
    return article.lines[1].label


def test_a_table_inherits_the_weight_of_its_kind() -> None:
    shipped = clean(TEXT.replace(MARKER, "Read also")).lines[1]
    ours = Cleaner(rules=kind("teaser.marker"))(TEXT).lines[1]
    weights = [{reason.weight for reason in line.reasons if reason.name == "teaser.marker"} for line in (shipped, ours)]
    assert weights[0] == weights[1]


def test_a_marker_of_ours_speaks_for_leaving() -> None:
    assert Cleaner(rules=kind("teaser.marker"))(TEXT).lines[1].p_body < clean(TEXT).lines[1].p_body


@pytest.mark.parametrize("label", PINNED_LABELS)
def test_always_gives_the_label(label: str) -> None:
    assert middle(Cleaner(rules=pinned("always", label))(TEXT)) == label


@pytest.mark.parametrize("label", PINNED_LABELS)
def test_never_takes_the_label_away(label: str) -> None:
    assert middle(Cleaner(rules=[kind("teaser.marker"), pinned("never", label)])(TEXT)) != label


@pytest.mark.parametrize("line", ["© 2024 Nusakini. All rights reserved.", "Share on Facebook", "Subscribe to our newsletter", "Read also: Ferry Sinks", PROSE])
def test_always_body_keeps_a_line_whatever_speaks_against_it(line: str) -> None:
    rules = pinned("always", "body", f'line = ["{line}"]')
    assert middle(Cleaner(rules=rules)(f"{PROSE}\n{line}\n{OTHER}")) is Label.BODY


@pytest.mark.parametrize("label", [label for label in PINNED_LABELS if label != "body"])
def test_always_strips_a_paragraph_whatever_speaks_for_it(label: str) -> None:
    assert middle(Cleaner(rules=pinned("always", label, 'start = ["Residents of"]'))(f"{PROSE}\n{OTHER}\n{PROSE}")) == label


@pytest.mark.parametrize("share", [0.01, 0.5, 0.99, 1.0])
def test_always_holds_at_every_threshold(share: float) -> None:
    assert middle(Cleaner(rules=pinned("always", "footer"), min_confidence=share)(TEXT)) is Label.FOOTER


def test_the_last_rule_given_counts() -> None:
    assert middle(Cleaner(rules=[pinned("always", "footer"), pinned("always", "promo")])(TEXT)) is Label.PROMO


def test_the_last_rule_counts_whatever_its_anchor() -> None:
    first, last = pinned("always", "footer", f'inside = ["{MARKER}"]'), pinned("always", "promo", f'start = ["{MARKER}"]')
    assert middle(Cleaner(rules=[first, last])(TEXT)) is Label.PROMO


HOSTS = [
    ("example.com", "https://example.com/news/1", True),
    ("example.com", "https://www.example.com/news/1", True),
    ("example.com", "https://news.example.com/1", True),
    ("example.com", "https://EXAMPLE.com:8080/1", True),
    ("example.com", "//example.com/1", True),
    ("example.com", "example.com/1", True),
    ("www.example.com", "https://www.example.com/1", True),
    ("Example.com", "https://example.com/1", True),
    ("example.com", "https://notexample.com/1", False),
    ("example.com", "https://example.com.evil.org/1", False),
    ("example.com", "https://example.org/example.com", False),
    ("news.example.com", "https://example.com/1", False),
    ("example.com", "http://[broken", False),
    ("example.com", "", False),
    ("example.com", None, False),
]


@pytest.mark.parametrize(("host", "url", "applies"), HOSTS)
def test_a_host_limits_a_rule_to_one_site_and_its_subdomains(host: str, url: str | None, applies: bool) -> None:
    assert (middle(Cleaner(rules=pinned("always", "promo", host=host))(TEXT, url=url)) is Label.PROMO) == applies


@pytest.mark.parametrize(("rules", "named"), [(kind("teaser.marker"), "ours.toml [teaser.marker]"), (pinned("always", "promo"), "ours.toml [ours.pin]")])
def test_the_explanation_names_file_and_table(rules: Rules, named: str) -> None:
    assert named in Cleaner(rules=rules)(TEXT).explain()


def test_the_reason_of_a_pinned_line_is_the_rule() -> None:
    (reason,) = Cleaner(rules=pinned("always", "promo"))(TEXT).lines[1].reasons
    assert (reason.name, reason.value) == ("pinned", "ours.toml [ours.pin]")


@pytest.mark.parametrize(("effect", "label", "sign"), [("always", "promo", 1), ("always", "body", -1), ("never", "body", 1)])
def test_the_weight_of_a_pin_has_its_sign(effect: str, label: str, sign: int) -> None:
    assert Cleaner(rules=pinned(effect, label))(TEXT).lines[1].reasons[0].weight * sign > 5


def test_rules_leave_other_lines_alone() -> None:
    assert Cleaner(rules=kind("teaser.marker", 'start = ["Quixotic flumes"]'))(TEXT).to_dict()["lines"] == clean(TEXT).to_dict()["lines"]


@pytest.mark.parametrize("effect", EFFECTS)
def test_a_gap_may_pin(effect: str) -> None:
    rules = pinned(effect, "footer", f'line = ["{MARKER}: {{any}} Tarakan"]')
    assert (middle(Cleaner(rules=rules)(TEXT)) is Label.FOOTER) == (effect == "always")


def test_many_gaps_take_no_more_than_linear_time() -> None:
    cleaner = Cleaner(rules=pinned("always", "footer", 'inside = ["a {any} a {any} a {any} a {any} b"]'))
    start = time.perf_counter()
    cleaner("a " * 300)
    assert time.perf_counter() - start < 2, "a linear search takes milliseconds"
