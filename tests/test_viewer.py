"""The page of one article in a real browser: what it shows, how it is walked, and that no text on it runs."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from selenium.webdriver.common.keys import Keys

import hostile
from browsing import ANYTHING_LOADED, FITS, NARROW, WIDE, Browser
from cleaner import Label
from cleaner.viewer import render_page, view_spans
from viewing import ARTICLE, CLEANER, shown_lines, write

SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])
SCHEMES = pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("article"), ARTICLE)


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("hostile"), CLEANER("\n".join(hostile.LINES)), hostile.HEADLINE, hostile.URL)


# What it shows


def test_every_line_is_shown_as_it_is(page: Path, browser: Browser) -> None:
    browser.open(page)
    assert shown_lines(browser) == [line.text for line in ARTICLE.lines]


def test_every_line_has_its_label_as_text(page: Path, browser: Browser) -> None:
    browser.open(page)
    assert [tag.text for tag in browser.all(".line .tag b")] == [str(line.label) for line in ARTICLE.lines]


def test_every_line_has_its_confidence(page: Path, browser: Browser) -> None:
    browser.open(page)
    assert [tag.text for tag in browser.all(".line .tag i")] == [f"{line.confidence:.2f}" for line in ARTICLE.lines]


def test_the_legend_counts_the_lines(page: Path, browser: Browser) -> None:
    labels = [line.label for line in ARTICLE.lines]
    expected = [f"{label} {labels.count(label)}" for label in Label if label in labels]
    assert [chip.text.replace("\n", " ") for chip in browser.open(page).all(".chip")] == expected


@SIZES
@SCHEMES
def test_it_fits_the_window(size: tuple[int, int], dark: bool, page: Path, browser: Browser) -> None:
    assert browser.open(page, size, dark).run(FITS)


def test_dark_is_dark_and_light_is_light(page: Path, browser: Browser) -> None:
    papers = [browser.open(page, dark=dark).run("return getComputedStyle(document.body).backgroundColor") for dark in (False, True)]
    assert papers == ["rgb(255, 255, 255)", "rgb(20, 23, 27)"]


CONTRAST = """
const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
const light = (colour, under) => {
  for (const fill of [under, colour]) { canvas.fillStyle = fill; canvas.fillRect(0, 0, 1, 1); }
  const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const paper = getComputedStyle(document.body).backgroundColor;
return [...document.querySelectorAll(".tag b, .tag i, .line .text")].map((text) => {
  const ground = light(getComputedStyle(text.closest(".line")).backgroundColor, paper);
  const ink = light(getComputedStyle(text).color, paper);
  return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
});
"""


@SCHEMES
def test_all_text_of_all_labels_can_be_read(dark: bool, tmp_path: Path, browser: Browser) -> None:
    """WCAG 2.2, 1.4.3: a contrast of 4.5 or more."""
    spans = [{"start": 0, "end": 4, "label": str(label), "confidence": 1.0} for label in Label]
    page = tmp_path / "labels.html"
    page.write_bytes(render_page("article.html", view=view_spans("text", spans, title="All labels")))
    assert min(browser.open(page, dark=dark).run(CONTRAST)) >= 4.5


# Why


def strongest(index: int) -> str:
    return max(ARTICLE.lines[index].reasons, key=lambda reason: abs(reason.weight)).name


def test_pointing_at_a_line_shows_its_reasons(page: Path, browser: Browser) -> None:
    browser.open(page).point_at(browser.all(".line")[2])
    assert (browser.text(".why .verdict .name"), browser.text(".why .quote"), browser.text(".why .rule")) == ("teaser", ARTICLE.lines[2].text, strongest(2))


def test_a_phrase_is_shown_with_the_file_that_holds_it(page: Path, browser: Browser) -> None:
    browser.open(page).point_at(browser.all(".line")[2])
    assert "id.toml [teaser.marker]" in browser.text(".why table")


def test_the_terms_that_are_shown_add_up(page: Path, browser: Browser) -> None:
    browser.open(page).point_at(browser.all(".line")[4])
    weights = [float(cell.text.replace("−", "-")) for cell in browser.all(".why .weight")]
    assert sum(weights) == pytest.approx(sum(reason.weight for reason in ARTICLE.lines[4].reasons), abs=0.005 * len(weights))


def test_the_keyboard_walks_from_line_to_line(page: Path, browser: Browser) -> None:
    browser.open(page).run("document.querySelector('.chip:last-of-type input').focus()")
    browser.press(Keys.TAB, Keys.ARROW_DOWN, Keys.ARROW_DOWN)
    assert browser.text(".why .quote") == ARTICLE.lines[2].text


def test_home_and_end_lead_to_the_first_and_last_line(page: Path, browser: Browser) -> None:
    browser.open(page).run("document.querySelector('.line').focus()")
    browser.press(Keys.END)
    last = browser.run("return document.activeElement.id")
    browser.press(Keys.HOME)
    assert (last, browser.run("return document.activeElement.id")) == (f"a-{len(ARTICLE.lines) - 1}", "a-0")


def test_the_focus_can_be_seen(page: Path, browser: Browser) -> None:
    browser.open(page).run("document.querySelector('.chip:last-of-type input').focus()")
    browser.press(Keys.TAB)
    assert browser.run("return getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_a_tap_opens_the_reasons_and_leaves_the_line_in_sight(page: Path, browser: Browser) -> None:
    line = browser.open(page, NARROW).all(".line")[14]
    browser.tap(line)
    panel, below = browser.run("return [document.querySelector('.why').getBoundingClientRect().top, arguments[0].getBoundingClientRect().bottom]", line)
    assert (browser.text(".why .quote"), 0 < below <= panel) == (ARTICLE.lines[14].text, True)


def test_on_a_phone_the_reasons_are_out_of_the_way_until_a_tap(page: Path, browser: Browser) -> None:
    assert not browser.open(page, NARROW).all(".why")[0].is_displayed()


@pytest.mark.parametrize("how", ["button", "escape"])
def test_the_reasons_can_be_closed_on_a_phone(how: str, page: Path, browser: Browser) -> None:
    browser.tap(browser.open(page, NARROW).all(".line")[2])
    if how == "button":
        browser.tap(browser.all(".why .close")[0])
    else:
        browser.press(Keys.ESCAPE)
    assert not browser.all(".why")[0].is_displayed()


# The filter


def test_unticking_a_label_hides_its_lines(page: Path, browser: Browser) -> None:
    browser.open(page).all("[name=footer]")[0].click()
    hidden = {line.find_element("css selector", ".tag b").get_attribute("textContent") for line in browser.all(".line") if not line.is_displayed()}
    assert hidden == {"footer"}


def test_the_keyboard_passes_over_hidden_lines(page: Path, browser: Browser) -> None:
    browser.open(page).all("[name=body]")[0].click()
    browser.press(Keys.TAB, Keys.TAB, Keys.TAB, Keys.TAB)
    assert browser.run("return document.activeElement.id") == "a-2"


# Hostile text


def test_hostile_lines_are_shown_as_they_are(hostile_page: Path, browser: Browser) -> None:
    browser.open(hostile_page)
    assert "\n".join(shown_lines(browser)).split() == "\n".join(hostile.LINES).split()


@SIZES
def test_hostile_text_does_not_run_load_or_even_try(size: tuple[int, int], hostile_page: Path, browser: Browser) -> None:
    browser.complaints()
    browser.open(hostile_page, size)
    for line in browser.all(".line"):
        browser.tap(line) if size == NARROW else browser.point_at(line)
    tried = browser.run("return [window.ran === undefined, document.querySelectorAll('.line :not(span, b, i)').length]")
    assert (tried, browser.run(ANYTHING_LOADED), browser.complaints()) == ([True, 0], [], [])


def test_hostile_text_adds_no_element(hostile_page: Path, page: Path, browser: Browser) -> None:
    tags = "return [...new Set([...document.querySelectorAll('*')].map((element) => element.tagName))].sort()"
    assert set(browser.open(hostile_page).run(tags)) <= {*browser.open(page).run(tags), "BDI"}


def test_a_hostile_address_is_no_link(hostile_page: Path, browser: Browser) -> None:
    assert browser.open(hostile_page).all("a") == []


def test_the_policy_stops_a_script_that_is_put_in(page: Path, browser: Browser, tmp_path: Path) -> None:
    """The second wall, tried alone: even markup that was not escaped would not run."""
    broken = tmp_path / "broken.html"
    broken.write_bytes(page.read_bytes().replace(b"</main>", f"</main><script>{hostile.RAN}</script>{hostile.LINES[0]}".encode()))
    browser.open(broken)
    assert (browser.run("return window.ran === undefined"), len(browser.complaints())) == (True, 3)


GEOMETRY = """
return [...document.querySelectorAll(".line")].map((line) => {
  const box = (element) => { const {left, right, top, bottom} = element.getBoundingClientRect(); return {left, right, top, bottom}; };
  return [box(line), box(line.querySelector(".tag")), box(line.querySelector(".text"))];
});
"""


def test_direction_marks_left_open_move_nothing_else(hostile_page: Path, browser: Browser) -> None:
    boxes = browser.open(hostile_page).run(GEOMETRY)
    assert [tag for line, tag, text in boxes if not line["left"] <= tag["left"] < tag["right"] <= text["left"] < text["right"] <= line["right"]] == []
    assert [upper for (upper, *_), (lower, *_) in pairwise(boxes) if upper["bottom"] > lower["top"] + 0.01] == []


@SIZES
def test_a_word_without_end_breaks(size: tuple[int, int], hostile_page: Path, browser: Browser) -> None:
    assert browser.open(hostile_page, size).run(FITS)


def test_a_lone_surrogate_becomes_a_replacement_character(tmp_path: Path, browser: Browser) -> None:
    browser.open(write(tmp_path, CLEANER("A text \ud800 with half a letter"), "half \udfff"))
    assert (shown_lines(browser), browser.text("h1")) == (["A text \ufffd with half a letter"], "half \ufffd")


def test_the_policy_names_the_script_of_the_page(page: Path, browser: Browser) -> None:
    browser.complaints()
    browser.open(page).point_at(browser.all(".line")[0])
    assert (browser.complaints(), bool(browser.all(".why .verdict"))) == ([], True)


def test_right_to_left_text_stands_at_the_right(tmp_path: Path, browser: Browser) -> None:
    browser.open(write(tmp_path, CLEANER("قال الوزير إن المشروع سيبدأ في الشهر المقبل، وإن كلفته لم تتغير منذ العام الماضي.")))
    assert browser.run("return getComputedStyle(document.querySelector('.line .text')).direction") == "rtl"
