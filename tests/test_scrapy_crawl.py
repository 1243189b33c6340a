"""The example project on a real crawl over loopback."""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.cleaning import KINDS
from cleaner.report import make_report

PROJECT = Path(__file__).parents[1] / "examples/scrapy_news"
needs_pages = pytest.mark.skipif("html" not in KINDS, reason="this version reads no pages yet")


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(PROJECT / "site")))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def crawl(spider: str, site: str, output: Path, *settings: str) -> tuple[list[dict[str, Any]], str]:
    """Crawl the site with the project as it stands, warnings of deprecation being errors; the items and the log."""
    options = [option for setting in settings for option in ("-s", setting)]
    run = [sys.executable, "-W", "error::scrapy.exceptions.ScrapyDeprecationWarning", "-m", "scrapy", "crawl", spider, "-a", f"start={site}", "-O", str(output), *options]
    done = subprocess.run(run, cwd=PROJECT, capture_output=True, encoding="utf-8", timeout=120, check=False, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    assert (done.returncode, "Traceback" in done.stderr, "cleaner.adapters" in done.stderr) == (0, False, True), done.stderr
    return [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()], done.stderr


def statistic(log: str, name: str) -> int:
    found = re.search(rf"'{re.escape(name)}': (\d+)", log)
    return int(found[1]) if found else 0


@pytest.fixture(scope="module")
def crawled(site: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[list[dict[str, Any]], str]:
    return crawl("news", site, tmp_path_factory.mktemp("crawl") / "stories.jsonl")


def test_every_story_of_the_site_is_there(crawled: tuple[list[dict[str, Any]], str]) -> None:
    assert sorted(story["url"].rpartition("/")[2] for story in crawled[0]) == sorted(path.name for path in PROJECT.glob("site/*.html") if path.name != "index.html")


def test_the_stories_lose_their_teasers_and_keep_their_prose(crawled: tuple[list[dict[str, Any]], str]) -> None:
    for story in crawled[0]:
        paragraphs = [line for line in story["text"].splitlines() if len(line) > 100]
        assert "Read also" in story["text"]
        assert "Read also" not in story["body"]
        assert [line for line in paragraphs if line not in story["body"]] == []


def test_the_bodies_are_those_of_the_library(crawled: tuple[list[dict[str, Any]], str]) -> None:
    assert [story["body"] for story in crawled[0]] == [Cleaner()(story["text"], url=story["url"]).body for story in crawled[0]]


def test_the_log_ends_with_what_was_counted(crawled: tuple[list[dict[str, Any]], str]) -> None:
    teasers = sum(span["label"] == "teaser" for story in crawled[0] for span in story["labels"])
    assert (statistic(crawled[1], "cleaner/items"), statistic(crawled[1], "cleaner/lines/teaser")) == (len(crawled[0]), teasers)


def test_a_shadow_crawl_counts_the_same_and_leaves_the_items(site: str, tmp_path: Path, crawled: tuple[list[dict[str, Any]], str]) -> None:
    stories, log = crawl("news", site, tmp_path / "stories.jsonl", "CLEANER_SHADOW=1")
    assert {story["body"] for story in stories} == {""}
    assert statistic(log, "cleaner/characters_removed") == statistic(crawled[1], "cleaner/characters_removed") > 0


@needs_pages
def test_a_crawl_of_pages_leaves_the_reading_to_the_pipeline(site: str, tmp_path: Path) -> None:
    stories, _ = crawl("pages", site, tmp_path / "stories.jsonl")
    assert [story["url"] for story in stories if "Read also" in story["body"] or "Imprint" in story["body"] or "<" in story["body"]] == []
    assert all(len(story["body"]) > 300 for story in stories)


def test_what_a_crawl_wrote_can_be_reported_on(crawled: tuple[list[dict[str, Any]], str], tmp_path: Path) -> None:
    (tmp_path / "stories.jsonl").write_text("".join(json.dumps(story) + "\n" for story in crawled[0]), encoding="utf-8")
    assert make_report([str(tmp_path / "stories.jsonl")], Cleaner()).documents == len(crawled[0])
