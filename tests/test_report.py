"""The report on a run: from real output of the command to figures, lines and documents."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from browsing import Browser
from cleaner import Cleaner, Label, SiteMemory
from cleaner.report import make_report
from cleaner.report.tally import DOCUMENTS, LONGEST, NEAREST
from reporting import CLEANER, FIXTURES, command, record, write_lines

# The figures


def total(browser: Browser, name: str) -> str:
    found: str = browser.run("return [...document.querySelectorAll('.totals dt')].find((dt) => dt.textContent === arguments[0]).nextElementSibling.textContent", name)
    return found


def test_the_totals_are_those_of_the_run(report_page: Path, run_folder: Path, browser: Browser) -> None:
    browser.open(report_page)
    manifest = json.loads((run_folder / "out/manifest.json").read_text(encoding="utf-8"))
    shown = [total(browser, name) for name in ("documents", "sites", "lines", "failures")]
    assert shown == [str(manifest["documents"]), "3", f"{sum(manifest['lines'].values()):,}", "2"]


def test_the_lines_by_label_are_those_of_the_run(report_page: Path, run_folder: Path, browser: Browser) -> None:
    manifest = json.loads((run_folder / "out/manifest.json").read_text(encoding="utf-8"))
    rows = browser.open(report_page).run("return [...document.querySelectorAll('#shares tbody tr')].map((row) => [...row.cells].slice(0, 2).map((cell) => cell.textContent))")
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
def test_every_format_of_the_run_gives_the_same_report(form: str, report_page: Path, run_folder: Path) -> None:
    name = form.replace(".", "-")
    assert command("run", "crawl.jsonl", "-o", name, "--format", form, folder=run_folder).returncode == 1
    assert command("report", name, "-o", f"{name}.html", folder=run_folder).returncode == 0
    assert figures((run_folder / f"{name}.html").read_text(encoding="utf-8")) == figures(report_page.read_text(encoding="utf-8"))


def figures(page: str) -> str:
    return page[page.index('<dl class="totals">') : page.index('<section id="near">')]


def test_the_prefix_of_a_run_is_found(run_folder: Path, report_page: Path) -> None:
    assert command("run", "crawl.jsonl", "-o", "prefixed", "--prefix", "cleaner_", folder=run_folder).returncode == 1
    assert command("report", "prefixed", "-o", "prefixed.html", folder=run_folder).returncode == 0
    assert figures((run_folder / "prefixed.html").read_text(encoding="utf-8")) == figures(report_page.read_text(encoding="utf-8"))


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


def test_a_line_near_the_threshold_leads_to_its_document(report_page: Path, browser: Browser) -> None:
    link = browser.open(report_page).all("#near .found a")[0]
    said = link.text
    link.click()
    assert browser.run("return [document.activeElement.querySelector('.text').textContent, document.activeElement.closest('details').open]") == [said, True]


def test_the_documents_that_lost_most_come_first(report_page: Path, browser: Browser) -> None:
    shares = [float(share.text.removesuffix(" %")) for share in browser.open(report_page).all("#documents h3:first-of-type ~ details .share")[:DOCUMENTS]]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == DOCUMENTS


def test_documents_are_shown_with_reasons(report_page: Path, browser: Browser) -> None:
    browser.open(report_page).all("#documents summary")[0].click()
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


def test_failures_are_told_with_place_and_reason(report_page: Path, browser: Browser) -> None:
    browser.open(report_page).run("document.querySelector('#failures details').open = true")
    shown = browser.text("#failures")
    assert [part for part in ("line 41", "line 42", "not JSON", "no field 'text'") if part not in shown] == []


def test_the_report_is_the_same_every_time(run_folder: Path) -> None:
    made = [make_report([str(run_folder / "out")], CLEANER).page for _ in range(2)]
    assert made[0] == made[1]


