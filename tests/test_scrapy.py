"""The Scrapy pipeline: items of every kind."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from pathlib import Path
from typing import Any

import attrs
import pytest
import scrapy
from scrapy.utils.test import get_crawler

from cleaner import Cleaner, RuleError
from cleaner.adapters.record import cleaned
from cleaner.adapters.scrapy import CleanPipeline
from cleaner.cleaning import KINDS

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
    given = page.encode() if as_bytes else page
    item, article = make_pipeline().process_item({"html": given}), Cleaner()(given, kind="html")
    assert item == {"html": given, **cleaned(article, html=True)}
    assert [item["text"][span["start"] : span["end"]] for span in item["labels"]] == [line.text for line in article.lines]


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
