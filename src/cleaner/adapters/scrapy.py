"""A step of a Scrapy project: every item leaves the pipeline with its article beside what it came with.

    ITEM_PIPELINES = {"cleaner.adapters.scrapy.CleanPipeline": 300}

Needs `pip install 'article-cleaner[scrapy]'`. Settings, all optional:

| setting | default | what |
|---|---|---|
| `CLEANER_TEXT_FIELD` | the first of `text`, `html`, `content` that an item has | field that holds plain text |
| `CLEANER_HTML_FIELD` | as above | field that holds the page, `str` or `bytes` |
| `CLEANER_URL_FIELD` | `url` | field that holds the page's address |
| `CLEANER_FIELDS` | all columns of `cleaner.adapters.record` that the item has room for | `{column: field}`: what is written, and where; a field named here is overwritten |
| `CLEANER_SHADOW` | `False` | count only: items stay as they are |
| `CLEANER_RULES`, `CLEANER_MEMORY`, `CLEANER_LANGUAGE`, `CLEANER_MIN_CONFIDENCE` | those of `Cleaner` | rule files and a site memory (paths), language tags, threshold |

An item that cannot be cleaned passes on as it came and is counted. Statistics, all below `cleaner/`: `items`, `lines/LABEL`,
`characters`, `characters_removed`, `flags/FLAG`, `unchanged/REASON`.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from itemadapter import ItemAdapter
from scrapy.crawler import Crawler
from scrapy.settings import BaseSettings
from scrapy.statscollectors import StatsCollector

from cleaner.adapters.record import COLUMNS, READ_TEXT, Cleaned, cleaned
from cleaner.cleaning import Cleaner
from cleaner.jobs.job import TEXT_FIELDS, URL_FIELD
from cleaner.memory import SiteMemory
from cleaner.rules.user import Rules

logger = logging.getLogger(__name__)


class Unchanged(Exception):
    """An item that passes on as it came; the first argument is the reason's name among the statistics, the second tells it to a person."""


@dataclass(frozen=True)
class ItemFields:
    """Names of the fields of an item; None looks for the usual ones, and writes what the item has room for."""

    text: str | None = None
    html: str | None = None
    url: str = URL_FIELD
    written: Mapping[str, str] | None = None

    def find(self, item: ItemAdapter) -> tuple[str, str]:
        """Return the field to clean and its kind, `text` or `html`. Raises `Unchanged`."""
        given = [(name, kind) for name, kind in ((self.text, "text"), (self.html, "html")) if name]
        for name, kind in given or TEXT_FIELDS:
            if item.get(name):
                if isinstance(item[name], str) or (kind == "html" and isinstance(item[name], bytes)):
                    return name, kind
                raise Unchanged("wrong_type", f"field {name!r} holds {type(item[name]).__name__}, a text is needed; name another with CLEANER_TEXT_FIELD or CLEANER_HTML_FIELD")
        raise Unchanged("no_text", "no text in it; name its field with CLEANER_TEXT_FIELD or CLEANER_HTML_FIELD")

    def targets(self, item: ItemAdapter, html: bool) -> dict[str, str]:
        """Return which column goes to which field. Raises `Unchanged` where one would be lost."""
        if self.written is not None:
            targets = {column: field for column, field in self.written.items() if html or column != READ_TEXT}
            if closed := [field for field in targets.values() if not _has_room(item, field)]:
                raise Unchanged("no_field", f"the class declares no field {', '.join(map(repr, closed))}, which CLEANER_FIELDS names")
            return targets
        targets = {column: column for column in (*COLUMNS, READ_TEXT)[: None if html else -1] if _has_room(item, column)}
        if "body" not in targets:
            raise Unchanged("no_field", "the class declares no field 'body': declare it, or name another with CLEANER_FIELDS = {'body': NAME}")
        if own := [field for field in targets.values() if item.get(field)]:
            raise Unchanged("field_taken", f"field {', '.join(map(repr, own))} holds something already, and nothing is overwritten: name others with CLEANER_FIELDS")
        return targets


class CleanPipeline:
    """Cleans items; see the module for the settings."""

    def __init__(self, cleaner: Cleaner, fields: ItemFields, stats: StatsCollector, *, shadow: bool = False) -> None:
        self.cleaner = cleaner
        self.fields = fields
        self.stats = stats
        self.shadow = shadow
        self._told: set[tuple[type, str]] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Make the pipeline of a crawler. Raises `ValueError` or `RuleError` for a setting that is wrong, so that the crawl does not start."""
        settings, stats = crawler.settings, crawler.stats
        if stats is None:
            raise ValueError("the crawler has no statistics yet: CleanPipeline is made by Scrapy when a crawl starts")
        cleaner = cleaner_of(settings)
        stats.set_value("cleaner/fingerprint", cleaner.fingerprint)
        return cls(cleaner, fields_of(settings), stats, shadow=settings.getbool("CLEANER_SHADOW"))

    def process_item(self, item: Any, spider: Any = None) -> Any:
        """Clean one item. Scrapy before 2.14 passes the spider, later ones do not."""
        try:
            self._clean(ItemAdapter(item))
        except Unchanged as reason:
            self._pass_on(type(item), *reason.args)
        return item

    def _clean(self, item: ItemAdapter) -> None:
        name, kind = self.fields.find(item)
        targets = {} if self.shadow else self.fields.targets(item, kind == "html")
        url = item.get(self.fields.url)
        article = self.cleaner(item[name], url=url if isinstance(url, str) else None, kind=kind)
        columns = cleaned(article, html=kind == "html")
        self._count(columns)
        for column, field in targets.items():
            item[field] = columns[column]  # type: ignore[literal-required]

    def _count(self, columns: Cleaned) -> None:
        self.stats.inc_value("cleaner/items")
        for label, count in columns["counts"].items():
            self.stats.inc_value(f"cleaner/lines/{label}", count)
        for flag in columns["flags"]:
            self.stats.inc_value(f"cleaner/flags/{flag.replace(' ', '_')}")
        sizes = [(span["label"], span["end"] - span["start"]) for span in columns["labels"]]
        self.stats.inc_value("cleaner/characters", sum(size for _, size in sizes))
        self.stats.inc_value("cleaner/characters_removed", sum(size for label, size in sizes if label != "body"))

    def _pass_on(self, kind: type, reason: str, said: str) -> None:
        """Count an item that stays as it is; the log says why once a class and reason, not a million times."""
        self.stats.inc_value(f"cleaner/unchanged/{reason}")
        if (kind, reason) not in self._told:
            self._told.add((kind, reason))
            logger.warning("An item of %s passed on as it came: %s", kind.__name__, said)


def cleaner_of(settings: BaseSettings) -> Cleaner:
    """Make the cleaner that the settings describe."""
    threshold, memory = settings.get("CLEANER_MIN_CONFIDENCE"), settings.get("CLEANER_MEMORY")
    return Cleaner(
        rules=[Rules.load(path) for path in settings.getlist("CLEANER_RULES")],
        memory=SiteMemory.load(memory) if memory else None,
        language=settings.getlist("CLEANER_LANGUAGE") or None,
        min_confidence=None if threshold is None else settings.getfloat("CLEANER_MIN_CONFIDENCE"),
    )


def fields_of(settings: BaseSettings) -> ItemFields:
    """Read the names of fields from the settings."""
    written = settings.getdict("CLEANER_FIELDS") or None
    if unknown := sorted(set(written or ()) - {*COLUMNS, READ_TEXT}):
        raise ValueError(f"CLEANER_FIELDS names {', '.join(map(repr, unknown))}; the columns are {', '.join((*COLUMNS, READ_TEXT))}")
    text, html = settings.get("CLEANER_TEXT_FIELD"), settings.get("CLEANER_HTML_FIELD")
    if text and html:
        raise ValueError("CLEANER_TEXT_FIELD and CLEANER_HTML_FIELD exclude each other: an item is cleaned once")
    return ItemFields(text, html, settings.get("CLEANER_URL_FIELD", URL_FIELD), written)


def _has_room(item: ItemAdapter, field: str) -> bool:
    """Whether an item can hold a field: a dict any, a class those that it declares."""
    declared = ItemAdapter.get_field_names_from_class(type(item.item))
    return declared is None or field in declared
