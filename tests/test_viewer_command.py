"""The command that writes the page of an article, and what of the page needs no browser."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from browsing import Browser
from cleaner.viewer import view_article, view_spans
from cleaner.viewer.page import percent
from viewing import ARTICLE, CLEANER, TEXT, shown_lines, write


def command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-c", "from cleaner.cli import app; app()", *arguments]
    return subprocess.run(run, capture_output=True, encoding="utf-8", cwd=folder, timeout=60, check=False)


def test_the_command_writes_the_page(tmp_path: Path, browser: Browser) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    done = command("article.txt", "--show", "-o", "page.html", "--url", "https://kabar.example/1", folder=tmp_path)
    browser.open(tmp_path / "page.html")
    assert (done.returncode, done.stdout, done.stderr, shown_lines(browser)) == (0, "", "", [line.text for line in ARTICLE.lines])


def test_the_page_is_the_same_every_time(tmp_path: Path) -> None:
    pages = [write(tmp_path, CLEANER(TEXT)).read_bytes() for _ in range(2)]
    assert pages[0] == pages[1]


WRONG = [
    (["article.txt", "-o", "page.html"], "--show"),
    (["article.txt", "--show", "-o", "none/page.html"], "none/page.html: No such file or directory"),
    (["article.txt", "--show", "-o", "article.txt"], "article.txt: this is the file that is cleaned"),
]


@pytest.mark.parametrize(("arguments", "said"), WRONG, ids=["without show", "no folder", "its own input"])
def test_what_is_wrong_gets_one_clear_line(arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(TEXT, encoding="utf-8")
    done = command(*arguments, folder=tmp_path)
    assert (done.returncode, said in done.stderr, done.stderr.count("\n")) == (2, True, 1)
    assert (tmp_path / "article.txt").read_text(encoding="utf-8") == TEXT


# What needs no browser


def test_lines_beyond_the_bound_are_counted() -> None:
    view = view_article(ARTICLE, title="", most_lines=3)
    assert (len(view.lines), view.more, sum(view.counts.values())) == (3, len(ARTICLE.lines) - 3, len(ARTICLE.lines))


@pytest.mark.parametrize(("share", "shown"), [(0.0999, "10 %"), (0.0994, "9.9 %"), (1.0, "100 %"), (0.99999, "99.9 %")])
def test_shares_are_written_as_people_read_them(share: float, shown: str) -> None:
    assert percent(share) == shown


LINKS = [("https://a.example/", True), ("http://a.example", True), ("javascript:alert(1)", False), ("data:text/html,x", False), ("http://[", False), (None, False)]


@pytest.mark.parametrize(("url", "link"), LINKS)
def test_only_addresses_of_the_web_become_links(url: str | None, link: bool) -> None:
    assert bool(view_spans("", [], title="", url=url).link) == link
