"""The Scrapy pipeline: items of every kind through a real pipeline, and the example project on a real crawl over loopback."""

from __future__ import annotations

import functools
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import attrs
import pytest
import scrapy
from scrapy.utils.test import get_crawler

from cleaner import Cleaner, RuleError
from cleaner.adapters.record import COLUMNS, cleaned
from cleaner.adapters.scrapy import CleanPipeline
from cleaner.cleaning import KINDS
from cleaner.report import make_report

PROJECT = Path(__file__).parents[1] / "examples/scrapy_news"
TEXT = "The council met on Monday evening to vote on the budget for the coming year, and nobody was surprised by the result.\nShare on Facebook"
EXPECTED = cleaned(Cleaner()(TEXT))
needs_pages = pytest.mark.skipif("html" not in KINDS, reason="this version reads no pages yet")


@dataclass
class DataclassItem:
    text: str
    url: str = ""
    html: str = ""
    body: str = ""
    labels: list[Any] = dataclass_field(default_factory=list)


class ScrapyItem(scrapy.Item):
    text = scrapy.Field()
    body = scrapy.Field()
    labels = scrapy.Field()


@attrs.define
class AttrsItem:
    text: str
    body: str | None = None
    labels: list[Any] | None = None


class Narrow(scrapy.Item):
    text = scrapy.Field()


def make_pipeline(**settings: Any) -> CleanPipeline:
    return CleanPipeline.from_crawler(get_crawler(settings_dict=settings))


def counted(pipeline: CleanPipeline) -> dict[str, Any]:
    return {name.removeprefix("cleaner/"): value for name, value in pipeline.stats.get_stats().items() if name.startswith("cleaner/")}


# Items


def test_a_dict_gets_every_column_and_keeps_what_it_had() -> None:
    assert make_pipeline().process_item({"text": TEXT, "own": 1}) == {"text": TEXT, "own": 1, **EXPECTED}


@pytest.mark.parametrize("kind", [DataclassItem, ScrapyItem, AttrsItem], ids=lambda kind: kind.__name__)
def test_an_item_of_a_class_gets_what_its_class_declares(kind: type) -> None:
    item = make_pipeline().process_item(kind(text=TEXT))
    read = item.__getitem__ if isinstance(item, scrapy.Item) else functools.partial(getattr, item)
    assert (type(item), read("body"), read("labels")) == (kind, EXPECTED["body"], EXPECTED["labels"])


def test_the_same_item_comes_out() -> None:
    item = {"text": TEXT}
    assert make_pipeline().process_item(item) is item


def test_older_versions_pass_the_spider() -> None:
    assert make_pipeline().process_item({"text": TEXT}, scrapy.Spider("any"))["body"] == EXPECTED["body"]


def test_the_address_lets_rules_of_its_host_fire(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text('[ours.marker]\nwhy = "Ours."\neffect = "always"\nlabel = "promo"\nhost = "a.example"\nstart = ["The council met"]\n', encoding="utf-8")
    pipeline = make_pipeline(CLEANER_RULES=[str(tmp_path / "ours.toml")], CLEANER_URL_FIELD="link")
    first = [pipeline.process_item({"text": TEXT, "link": link})["labels"][0]["label"] for link in ("https://a.example/1", "https://b.example/1")]
    assert first == ["promo", "body"]


@pytest.mark.parametrize("fields", [{"text": None, "content": TEXT}, {"content": TEXT}, {"text": "", "content": TEXT}], ids=str)
def test_the_first_usual_field_that_holds_something_is_cleaned(fields: dict[str, Any]) -> None:
    assert make_pipeline().process_item(dict(fields))["body"] == EXPECTED["body"]


def test_a_field_can_be_named() -> None:
    assert make_pipeline(CLEANER_TEXT_FIELD="story").process_item({"text": "other", "story": TEXT})["body"] == EXPECTED["body"]


def test_columns_can_be_named_and_what_is_not_named_is_not_written() -> None:
    assert make_pipeline(CLEANER_FIELDS={"body": "article"}).process_item({"text": TEXT}) == {"text": TEXT, "article": EXPECTED["body"]}


def test_a_field_that_is_named_is_overwritten() -> None:
    assert make_pipeline(CLEANER_FIELDS={"body": "text"}).process_item({"text": TEXT}) == {"text": EXPECTED["body"]}


@needs_pages
@pytest.mark.parametrize("as_bytes", [False, True])
def test_a_page_gets_the_text_that_was_read(as_bytes: bool) -> None:
    page = "<html><body><article>" + "".join(f"<p>{line}</p>" for line in TEXT.splitlines()) + "</article></body></html>"
    item = make_pipeline().process_item({"html": page.encode() if as_bytes else page})
    assert {*COLUMNS, "text"} <= item.keys()
    assert [item["text"][span["start"] : span["end"]] for span in item["labels"] if span["label"] == "body"] == [TEXT.splitlines()[0]]


# What is counted


def test_lines_and_characters_are_counted() -> None:
    pipeline = make_pipeline()
    for _ in range(2):
        pipeline.process_item({"text": TEXT})
    sizes = {span["label"]: span["end"] - span["start"] for span in EXPECTED["labels"]}
    found = counted(pipeline)
    assert {name: found[name] for name in ("items", "characters", "characters_removed")} == {
        "items": 2,
        "characters": 2 * sum(sizes.values()),
        "characters_removed": 2 * (sum(sizes.values()) - sizes["body"]),
    }
    assert {label: found[f"lines/{label}"] for label in EXPECTED["counts"]} == {label: 2 * number for label, number in EXPECTED["counts"].items()}


def test_flags_are_counted() -> None:
    pipeline = make_pipeline()
    pipeline.process_item({"text": "Share on Facebook"})
    assert counted(pipeline)["flags/no_article"] == 1


def test_the_fingerprint_stands_among_the_statistics() -> None:
    assert counted(make_pipeline())["fingerprint"] == Cleaner().fingerprint


def test_shadow_counts_and_leaves_items_as_they_are() -> None:
    shadow, light = make_pipeline(CLEANER_SHADOW=True), make_pipeline()
    assert shadow.process_item({"text": TEXT}) == {"text": TEXT}
    light.process_item({"text": TEXT})
    assert counted(shadow) == counted(light)


def test_shadow_needs_no_room_in_the_item() -> None:
    pipeline = make_pipeline(CLEANER_SHADOW=True)
    pipeline.process_item(Narrow(text=TEXT))
    assert counted(pipeline)["items"] == 1


# What passes on as it came

UNCHANGED = [
    ({"title": "no text"}, "no_text", "CLEANER_TEXT_FIELD"),
    ({"text": 3}, "wrong_type", "field 'text' holds int"),
    ({"text": TEXT.encode()}, "wrong_type", "field 'text' holds bytes"),
    ({"text": TEXT, "body": "raw"}, "field_taken", "field 'body' holds something already"),
    (Narrow(text=TEXT), "no_field", "declares no field 'body'"),
]


@pytest.mark.parametrize(("item", "reason", "said"), UNCHANGED, ids=[reason for _, reason, _ in UNCHANGED])
def test_what_cannot_be_cleaned_passes_on_and_is_counted(item: Any, reason: str, said: str, caplog: pytest.LogCaptureFixture) -> None:
    pipeline, before = make_pipeline(), dict(item)
    caplog.clear()
    for _ in range(3):
        assert dict(pipeline.process_item(item)) == before
    assert (counted(pipeline)[f"unchanged/{reason}"], "items" in counted(pipeline)) == (3, False)
    assert [said in logged.getMessage() for logged in caplog.records] == [True]


def test_a_named_field_that_the_class_does_not_declare_is_told() -> None:
    pipeline = make_pipeline(CLEANER_FIELDS={"body": "article"})
    pipeline.process_item(ScrapyItem(text=TEXT))
    assert counted(pipeline)["unchanged/no_field"] == 1


# Settings

WRONG: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"CLEANER_MIN_CONFIDENCE": "2"}, ValueError, "min_confidence=2.0 is out of range"),
    ({"CLEANER_LANGUAGE": "xx"}, ValueError, "language='xx' is not known"),
    ({"CLEANER_FIELDS": {"bodies": "x"}}, ValueError, "CLEANER_FIELDS names 'bodies'; the columns are body, labels"),
    ({"CLEANER_TEXT_FIELD": "a", "CLEANER_HTML_FIELD": "b"}, ValueError, "exclude each other"),
]


@pytest.mark.parametrize(("settings", "error", "said"), WRONG, ids=lambda value: str(value)[:40])
def test_a_wrong_setting_stops_the_start(settings: dict[str, Any], error: type[Exception], said: str) -> None:
    with pytest.raises(error, match=re.escape(said)):
        make_pipeline(**settings)


def test_a_broken_rule_file_stops_the_start(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text("[teaser.marker]\nlines = ['x']", encoding="utf-8")
    with pytest.raises(RuleError, match=re.escape("broken.toml [teaser.marker]")):
        make_pipeline(CLEANER_RULES=[str(tmp_path / "broken.toml")])


def test_settings_from_the_command_line_are_text() -> None:
    pipeline = make_pipeline(CLEANER_MIN_CONFIDENCE="0.9", CLEANER_LANGUAGE="id,de", CLEANER_FIELDS='{"body": "article"}')
    assert (pipeline.cleaner, pipeline.fields.written) == (Cleaner(min_confidence=0.9, language=["id", "de"]), {"body": "article"})


# The example project


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
