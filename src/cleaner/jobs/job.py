"""What a job is told to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

TEXT_FIELDS = (("text", "text"), ("html", "html"), ("content", "text"))
"""Fields that are looked for, in this order, and what they hold."""
URL_FIELD = "url"
TITLE_FIELD = "title"
"""The field that holds a page's title, where a record has one: what a memory learns from."""
RECORDS_A_SHARD = 1_000
"""A second or two of work for a worker: what a crash costs at most, and small enough to keep all workers busy."""
SECONDS_A_DOCUMENT = 60.0
"""A thousand times what a long document takes; a page that needs more is broken or hostile."""


class InputFormat(StrEnum):
    """What an input holds."""

    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    WARC = "warc"
    PAGES = "pages"


class OutputFormat(StrEnum):
    """How shards are written."""

    JSONL = "jsonl"
    JSONL_GZ = "jsonl.gz"
    JSONL_ZST = "jsonl.zst"
    PARQUET = "parquet"


@dataclass(frozen=True)
class Fields:
    """Names of the fields of a record; None looks for the usual ones."""

    text: str | None = None
    html: str | None = None
    url: str = URL_FIELD
    prefix: str = ""
    """Set before the names of the columns that are added."""


@dataclass(frozen=True)
class Job:
    """What decides the content of the output, besides the inputs and the cleaner."""

    fields: Fields = Fields()
    output_format: OutputFormat = OutputFormat.JSONL
    body_only: bool = False
    records_a_shard: int = RECORDS_A_SHARD
    sample: int | None = None
    only_host: str | None = None
    keep_flagged: bool = False
    """Leave a text untouched of which more than half, or all, would go."""

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, to compare a resumed job with what was begun."""
        return {
            "text_field": self.fields.text,
            "html_field": self.fields.html,
            "url_field": self.fields.url,
            "prefix": self.fields.prefix,
            "format": str(self.output_format),
            "body_only": self.body_only,
            "shard_size": self.records_a_shard,
            "sample": self.sample,
            "only_host": self.only_host,
            "keep_flagged": self.keep_flagged,
        }
