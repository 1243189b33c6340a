"""The page of the report in a real browser, and text that tries to run on it."""

from __future__ import annotations

from pathlib import Path

import pytest

import hostile
from browsing import ANYTHING_LOADED, FITS, NARROW, Browser
from cleaner import Cleaner, Rules
from cleaner.report import make_report
from reporting import SIZES, record, write_lines

RULES = '[ours."<b>hot"]\nwhy = "Our <i>marker</i>."\neffect = "always"\nlabel = "teaser"\nstart = ["Zumbrella"]\n'


@SIZES
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_fits_the_window(size: tuple[int, int], dark: bool, report_page: Path, browser: Browser) -> None:
    browser.open(report_page, size, dark).run("for (const details of document.querySelectorAll('details')) details.open = true")
    assert browser.run(FITS)


@SIZES
def test_nothing_is_loaded_and_nothing_is_complained_of(size: tuple[int, int], report_page: Path, browser: Browser) -> None:
    browser.complaints()
    browser.open(report_page, size)
    assert (browser.run(ANYTHING_LOADED), browser.complaints()) == ([], [])


def test_the_charts_tell_their_figures_to_who_points_or_listens(report_page: Path, browser: Browser) -> None:
    titles = browser.open(report_page).run("return [...document.querySelectorAll('#sites svg .bar title')].map((title) => title.textContent)")
    assert [title for title in titles if title.startswith("site-0.example: ") and title.endswith(" teaser")]


def test_the_names_in_the_charts_are_inside_them(report_page: Path, browser: Browser) -> None:
    script = "return [...document.querySelectorAll('svg text')].filter((text) => text.getBoundingClientRect().left < text.closest('svg').getBoundingClientRect().left).length"
    assert browser.open(report_page).run(script) == 0


def test_one_filter_is_for_all_documents(report_page: Path, browser: Browser) -> None:
    browser.open(report_page).run("for (const details of document.querySelectorAll('.document')) details.open = true")
    browser.all("#documents [name=body]")[0].click()
    assert browser.run("return [...document.querySelectorAll('.line.body')].filter((line) => line.offsetParent !== null).length") == 0


# Hostile text


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run whose every field tries to run: texts, titles, addresses, hosts, flags, fingerprints, reasons of failures, a rule's name."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "ours.toml").write_text(RULES, encoding="utf-8")
    cleaner = Cleaner(rules=Rules.load(folder / "ours.toml"))
    records = [record(f"Zumbrella {line}\nShare on Facebook", f"https://{hostile.HOST}/{index}", cleaner, title=line) for index, line in enumerate(hostile.LINES)]
    records += [record(hostile.HEADLINE, hostile.URL, cleaner) | {"fingerprint": line, "flags": [line]} for line in hostile.LINES[:4]]
    write_lines(folder / "part-00000.jsonl", records)
    write_lines(folder / "rejects.jsonl", [{"input": line, "place": line, "url": line, "reason": line} for line in hostile.LINES])
    (folder / "report.html").write_bytes(make_report([str(folder)], cleaner).page)
    return folder / "report.html"


@SIZES
def test_hostile_text_does_not_run_load_or_even_try(size: tuple[int, int], hostile_page: Path, browser: Browser) -> None:
    browser.complaints()
    browser.open(hostile_page, size).run("for (const details of document.querySelectorAll('details')) details.open = true")
    for line in [*browser.all("svg .line")[:1], *browser.all("li.line:first-child")[:6]]:
        browser.tap(line) if size == NARROW else browser.point_at(line)
    assert (browser.run("return window.ran === undefined"), browser.run(ANYTHING_LOADED), browser.complaints(), browser.run(FITS)) == (True, [], [], True)


def test_hostile_text_adds_no_element(hostile_page: Path, report_page: Path, browser: Browser) -> None:
    tags = "return [...new Set([...document.querySelectorAll('*')].map((element) => element.tagName))].sort()"
    assert set(browser.open(hostile_page).run(tags)) <= set(browser.open(report_page).run(tags))


def test_hostile_titles_are_shown_as_they_are(hostile_page: Path, browser: Browser) -> None:
    titles = browser.open(hostile_page).run("return [...document.querySelectorAll('.document summary bdi')].map((title) => title.textContent)")
    assert [line for line in hostile.LINES[:6] if line not in titles] == []


def test_a_rule_of_a_users_is_named_as_it_is(hostile_page: Path, browser: Browser) -> None:
    browser.open(hostile_page).all("#documents .document:has(.line.teaser) summary")[0].click()
    browser.point_at(browser.all(".document[open] .line.teaser")[0])
    assert "ours.toml [ours.<b>hot]" in browser.text(".document[open] .why table")


