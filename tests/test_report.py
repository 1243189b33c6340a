"""The report on a run: from real output of the command to the page in a real browser."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hostile
from browsing import ANYTHING_LOADED, FITS, NARROW, WIDE, Browser
from cleaner import Cleaner, Label, Rules, SiteMemory
from cleaner.adapters.record import cleaned
from cleaner.report import ReportError, make_report
from cleaner.report.bounded import Frequent, Largest
from cleaner.report.tally import DOCUMENTS, LONGEST, NEAREST
from fixture_articles import read_fixtures

CLEANER = Cleaner()
FIXTURES = read_fixtures("golden")[:40]
RULES = '[ours."<b>hot"]\nwhy = "Our <i>marker</i>."\neffect = "always"\nlabel = "teaser"\nstart = ["Zumbrella"]\n'
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-c", "from cleaner.cli import app; app()", *arguments]
    return subprocess.run(run, capture_output=True, encoding="utf-8", cwd=folder, timeout=120, check=False)


def write_lines(path: Path, records: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def record(text: str, url: str | None = "https://www.a.example/1", cleaner: Cleaner = CLEANER, **fields: Any) -> dict[str, Any]:
    return {"url": url, "text": text, **fields, **cleaned(cleaner(text, url=url))}


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `cleaner run` wrote of forty articles on three sites, one broken line and one without a text."""
    folder = tmp_path_factory.mktemp("run")
    records = [{"url": f"https://www.site-{index % 3}.example/{index}", "text": fixture.text} for index, fixture in enumerate(FIXTURES)]
    lines = [*map(json.dumps, records), "{broken", json.dumps({"url": "https://www.site-0.example/x"})]
    (folder / "crawl.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = command("run", "crawl.jsonl", "-o", "out", folder=folder)
    assert done.returncode == 1, done.stderr
    return folder


@pytest.fixture(scope="module")
def page(run_folder: Path) -> Path:
    done = command("report", "out", "-o", "report.html", folder=run_folder)
    assert (done.returncode, done.stdout, "40 documents, 2 failures" in done.stderr) == (0, "", True), done.stderr
    return run_folder / "report.html"


# The figures


def total(browser: Browser, name: str) -> str:
    found: str = browser.run("return [...document.querySelectorAll('.totals dt')].find((dt) => dt.textContent === arguments[0]).nextElementSibling.textContent", name)
    return found


def test_the_totals_are_those_of_the_run(page: Path, run_folder: Path, browser: Browser) -> None:
    browser.open(page)
    manifest = json.loads((run_folder / "out/manifest.json").read_text(encoding="utf-8"))
    shown = [total(browser, name) for name in ("documents", "sites", "lines", "failures")]
    assert shown == [str(manifest["documents"]), "3", f"{sum(manifest['lines'].values()):,}", "2"]


def test_the_lines_by_label_are_those_of_the_run(page: Path, run_folder: Path, browser: Browser) -> None:
    manifest = json.loads((run_folder / "out/manifest.json").read_text(encoding="utf-8"))
    rows = browser.open(page).run("return [...document.querySelectorAll('#shares tbody tr')].map((row) => [...row.cells].slice(0, 2).map((cell) => cell.textContent))")
    assert rows == [[str(label), f"{manifest['lines'][label]:,}"] for label in Label if manifest["lines"].get(label)]


def test_the_line_removed_most_often_is_counted(tmp_path: Path) -> None:
    texts = ["A paragraph that stays, for it is long enough and ends as paragraphs do.\nShare on Facebook"] * 3 + ["Share on Facebook"]
    page = make_report([write_lines(tmp_path / "out.jsonl", [record(text) for text in texts])], CLEANER).page.decode()
    assert '<tr class="footer"><td>4</td>' in page


def test_sites_are_told_apart_and_names_of_one_site_are_not(tmp_path: Path) -> None:
    urls = ["https://www.a.example/1", "https://m.a.example/2", "http://A.example/3", "https://b.example/1", None]
    page = make_report([write_lines(tmp_path / "out.jsonl", [record("Text.", url) for url in urls])], CLEANER).page.decode()
    assert [f"<tr><th><bdi>{site}</bdi></th><td>{count}</td>" in page for site, count in (("a.example", 3), ("b.example", 1), ("(no address)", 1))] == [True] * 3


@pytest.mark.parametrize("form", ["jsonl.gz", "jsonl.zst", "parquet"])
def test_every_format_of_the_run_gives_the_same_report(form: str, page: Path, run_folder: Path) -> None:
    name = form.replace(".", "-")
    assert command("run", "crawl.jsonl", "-o", name, "--format", form, folder=run_folder).returncode == 1
    assert command("report", name, "-o", f"{name}.html", folder=run_folder).returncode == 0
    assert figures((run_folder / f"{name}.html").read_text(encoding="utf-8")) == figures(page.read_text(encoding="utf-8"))


def figures(page: str) -> str:
    return page[page.index('<dl class="totals">') : page.index('<section id="near">')]


def test_the_prefix_of_a_run_is_found(run_folder: Path, page: Path) -> None:
    assert command("run", "crawl.jsonl", "-o", "prefixed", "--prefix", "cleaner_", folder=run_folder).returncode == 1
    assert command("report", "prefixed", "-o", "prefixed.html", folder=run_folder).returncode == 0
    assert figures((run_folder / "prefixed.html").read_text(encoding="utf-8")) == figures(page.read_text(encoding="utf-8"))


def test_a_field_can_be_named(tmp_path: Path) -> None:
    found = {**record("Share on Facebook"), "story": "Share on Facebook"}
    del found["text"]
    write_lines(tmp_path / "out.jsonl", [found])
    assert command("report", "out.jsonl", "-o", "report.html", folder=tmp_path).returncode == 2
    assert command("report", "out.jsonl", "-o", "report.html", "--text-field", "story", folder=tmp_path).returncode == 0


# Where to look


def test_the_lines_nearest_the_threshold_are_those_that_are(tmp_path: Path) -> None:
    records = [record(fixture.text, f"https://a.example/{index}") for index, fixture in enumerate(FIXTURES)]
    page = make_report([write_lines(tmp_path / "out.jsonl", records)], CLEANER).page.decode()
    lines = {line.text: 1 - line.p_body for fixture in FIXTURES for line in CLEANER(fixture.text, url="https://a.example/").lines if line.label is Label.BODY}
    nearest = sorted(lines.values(), reverse=True)[:NEAREST]
    stayed = page[page.index("stayed, barely") : page.index("left, barely")]
    assert Counter(f"{leaving:.3f}" for leaving in nearest) == Counter(part[:5] for part in stayed.split("not body ")[1:])


def test_a_line_near_the_threshold_leads_to_its_document(page: Path, browser: Browser) -> None:
    link = browser.open(page).all("#near .found a")[0]
    said = link.text
    link.click()
    assert browser.run("return [document.activeElement.querySelector('.text').textContent, document.activeElement.closest('details').open]") == [said, True]


def test_the_documents_that_lost_most_come_first(page: Path, browser: Browser) -> None:
    shares = [float(share.text.removesuffix(" %")) for share in browser.open(page).all("#documents h3:first-of-type ~ details .share")[:DOCUMENTS]]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == DOCUMENTS


def test_documents_are_shown_with_reasons(page: Path, browser: Browser) -> None:
    browser.open(page).all("#documents summary")[0].click()
    browser.point_at(browser.all("#d0 .line.teaser, #d0 .line.footer")[0])
    assert browser.all("#d0 .why tr")


def test_a_document_without_an_article_is_shown_as_such(tmp_path: Path) -> None:
    page = make_report([write_lines(tmp_path / "out.jsonl", [record("Share on Facebook\nAdvertisement")])], CLEANER).page.decode()
    assert "flagged no article" in page
    assert 'id="d0"' in page[page.index("in which no article was found") : page.index("that hold the lines nearest")]


def test_another_cleaner_gives_no_reasons_and_says_so(tmp_path: Path) -> None:
    other = Cleaner(min_confidence=0.9)
    page = make_report([write_lines(tmp_path / "out.jsonl", [record("Share on Facebook", cleaner=other)])], CLEANER).page.decode()
    assert (page.count(other.fingerprint), 'class="why"' in page) == (2, False)


def test_the_options_of_the_run_give_the_reasons_back(tmp_path: Path) -> None:
    write_lines(tmp_path / "out.jsonl", [record("Share on Facebook", cleaner=Cleaner(min_confidence=0.9, language="de"))])
    done = command("report", "out.jsonl", "-o", "report.html", "--min-confidence", "0.9", "--language", "de", folder=tmp_path)
    assert (done.returncode, 'class="why"' in (tmp_path / "report.html").read_text(encoding="utf-8")) == (0, True)


def test_the_memory_of_the_run_gives_the_reasons_back(tmp_path: Path) -> None:
    pages = [(f"https://a.example/{number}", f"Story number {number}, told at some length here.\nShare on Facebook") for number in range(9)]
    memory = SiteMemory.from_pages(pages)
    memory.save(tmp_path / "memory")
    write_lines(tmp_path / "out.jsonl", [record(text, url, Cleaner(memory=memory)) for url, text in pages])
    done = command("report", "out.jsonl", "-o", "report.html", "--memory", "memory", folder=tmp_path)
    assert (done.returncode, 'class="why"' in (tmp_path / "report.html").read_text(encoding="utf-8")) == (0, True), done.stderr


def test_a_text_that_was_changed_after_the_run_gives_no_reasons(tmp_path: Path) -> None:
    changed = {**record("Share on Facebook\nAdvertisement"), "text": "Other lines\nthan those\nthat were cleaned"}
    page = make_report([write_lines(tmp_path / "out.jsonl", [changed])], CLEANER).page.decode()
    assert ("comes out differently" in page, 'class="why"' in page) == (True, False)


def test_a_document_too_long_for_the_page_is_named(tmp_path: Path) -> None:
    text = "Share on Facebook\nAdvertisement"
    long = {**record(text), "text": text + " " * LONGEST}
    page = make_report([write_lines(tmp_path / "out.jsonl", [long])], CLEANER).page.decode()
    assert ("too long to be shown here" in page, "out.jsonl, line 1" in page, len(page) < 100_000) == (True, True, True)


def test_a_run_that_is_not_finished_is_called_so(tmp_path: Path) -> None:
    write_lines(tmp_path / "part-00000.jsonl", [record("Share on Facebook")])
    (tmp_path / "manifest.json").write_text('{"state": "unfinished"}', encoding="utf-8")
    assert "is not finished" in make_report([str(tmp_path)], CLEANER).page.decode()


def test_failures_are_told_with_place_and_reason(page: Path, browser: Browser) -> None:
    browser.open(page).run("document.querySelector('#failures details').open = true")
    shown = browser.text("#failures")
    assert [part for part in ("line 41", "line 42", "not JSON", "no field 'text'") if part not in shown] == []


def test_the_report_is_the_same_every_time(run_folder: Path) -> None:
    made = [make_report([str(run_folder / "out")], CLEANER).page for _ in range(2)]
    assert made[0] == made[1]


# The page


@SIZES
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_it_fits_the_window(size: tuple[int, int], dark: bool, page: Path, browser: Browser) -> None:
    browser.open(page, size, dark).run("for (const details of document.querySelectorAll('details')) details.open = true")
    assert browser.run(FITS)


@SIZES
def test_nothing_is_loaded_and_nothing_is_complained_of(size: tuple[int, int], page: Path, browser: Browser) -> None:
    browser.complaints()
    browser.open(page, size)
    assert (browser.run(ANYTHING_LOADED), browser.complaints()) == ([], [])


def test_the_charts_tell_their_figures_to_who_points_or_listens(page: Path, browser: Browser) -> None:
    titles = browser.open(page).run("return [...document.querySelectorAll('#sites svg .bar title')].map((title) => title.textContent)")
    assert [title for title in titles if title.startswith("site-0.example: ") and title.endswith(" teaser")]


def test_the_names_in_the_charts_are_inside_them(page: Path, browser: Browser) -> None:
    script = "return [...document.querySelectorAll('svg text')].filter((text) => text.getBoundingClientRect().left < text.closest('svg').getBoundingClientRect().left).length"
    assert browser.open(page).run(script) == 0


def test_one_filter_is_for_all_documents(page: Path, browser: Browser) -> None:
    browser.open(page).run("for (const details of document.querySelectorAll('.document')) details.open = true")
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


def test_hostile_text_adds_no_element(hostile_page: Path, page: Path, browser: Browser) -> None:
    tags = "return [...new Set([...document.querySelectorAll('*')].map((element) => element.tagName))].sort()"
    assert set(browser.open(hostile_page).run(tags)) <= set(browser.open(page).run(tags))


def test_hostile_titles_are_shown_as_they_are(hostile_page: Path, browser: Browser) -> None:
    titles = browser.open(hostile_page).run("return [...document.querySelectorAll('.document summary bdi')].map((title) => title.textContent)")
    assert [line for line in hostile.LINES[:6] if line not in titles] == []


def test_a_rule_of_a_users_is_named_as_it_is(hostile_page: Path, browser: Browser) -> None:
    browser.open(hostile_page).all("#documents summary")[0].click()
    browser.point_at(browser.all(".document[open] .line.teaser")[0])
    assert "ours.toml [ours.<b>hot]" in browser.text(".document[open] .why table")


# What is wrong

WRONG = [
    ("part.jsonl", '{"url": "https://a.example", "text": "x"}', "part.jsonl, line 1: the record has no labels; write the output without --body-only"),
    ("part.jsonl", '{"text": "x", "labels": [{"start": 0, "label": "gone"}], "fingerprint": ""}', "part.jsonl, line 1: the labels are not those of this version"),
    ("part.jsonl", '{"text": "x", "labels": 3, "fingerprint": ""}', "part.jsonl, line 1: the labels are not those of this version"),
    ("part.jsonl", '{"labels": [], "fingerprint": ""}', "part.jsonl, line 1: the record has no text in 'text' or 'content'; name its field with --text-field"),
    ("part.jsonl", "{broken", "part.jsonl, line 1: not JSON"),
    ("part.jsonl", "", "part.jsonl: no records"),
    ("pages.csv", "text\nx", "pages.csv: a report is made of what cleaner run wrote, JSONL or Parquet"),
    ("part.parquet", "nonsense", "part.parquet, row 1: not a Parquet file"),
]


@pytest.mark.parametrize(("name", "content", "said"), WRONG, ids=lambda value: value[:40])
def test_what_is_no_output_gets_one_clear_line(name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = command("report", name, "-o", "report.html", folder=tmp_path)
    assert (done.returncode, said in done.stderr, done.stderr.count("\n"), (tmp_path / "report.html").exists()) == (2, True, 1, False), done.stderr


@pytest.mark.parametrize("arguments", [["none", "-o", "report.html"], ["out.jsonl", "-o", "none/report.html"], ["out.jsonl", "-o", "report.html", "--rules", "none.toml"]], ids=str)
def test_what_is_not_there_is_named(arguments: list[str], tmp_path: Path) -> None:
    write_lines(tmp_path / "out.jsonl", [record("Share on Facebook")])
    done = command("report", *arguments, folder=tmp_path)
    assert (done.returncode, done.stderr.startswith("cleaner: none"), "No such file" in done.stderr, done.stderr.count("\n")) == (2, True, True, 1)


@pytest.mark.parametrize(("missing", "extra"), [("pygal", "report"), ("fsspec", "report"), ("jinja2", "report")])
def test_what_is_not_installed_is_named_with_its_extra(missing: str, extra: str, tmp_path: Path) -> None:
    write_lines(tmp_path / "out.jsonl", [record("Share on Facebook")])
    run = [sys.executable, "-c", f"import sys; sys.modules[{missing!r}] = None; from cleaner.cli import app; app()", "report", "out.jsonl", "-o", "report.html"]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, f"cleaner: the report needs {missing}; install it with: pip install 'article-cleaner[{extra}]'\n")


def test_labels_that_do_not_fit_are_an_error_in_the_library_too(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="the record has no labels"):
        make_report([write_lines(tmp_path / "out.jsonl", [{"text": "x"}])], CLEANER)


# Bounds


@given(st.lists(st.integers(0, 20)), st.integers(1, 8))
def test_the_largest_are_kept_and_of_equals_the_first(keys: list[int], most: int) -> None:
    largest: Largest[int] = Largest(most)
    for place, key in enumerate(keys):
        assert largest.takes(key) or (key, -place) <= min((keys[kept], -kept) for kept in largest)
        largest.add(key, place)
    assert list(largest) == sorted(range(len(keys)), key=lambda place: (-keys[place], place))[:most]


@given(st.lists(st.sampled_from("abcdefghijkl")), st.integers(2, 8))
def test_counts_are_exact_or_too_low_by_no_more_than_is_said(seen: list[str], most: int) -> None:
    frequent: Frequent[str] = Frequent(most)
    for key in seen:
        frequent.add(key, "here")
    held, true = {key: counted.times for key, counted in frequent.top(most)}, Counter(seen)
    assert all(true[key] - frequent.error <= held.get(key, 0) <= true[key] for key in true)
    assert len(held) <= most


def test_a_line_of_several_sites_is_told_from_one_of_one() -> None:
    frequent: Frequent[str] = Frequent(9)
    for key, where in (("a", "x"), ("a", "y"), ("b", "x"), ("b", "x")):
        frequent.add(key, where)
    assert [seen.where for _, seen in frequent.top(2)] == [None, "x"]
