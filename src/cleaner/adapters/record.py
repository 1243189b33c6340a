"""What cleaning adds to a record: the one place that says so, for jobs and for every adapter.

A record is a document as a job carries it: a JSON object, a row of a table, an item of a crawl. It stays as it came; these
columns come beside its own:

| column | type | what |
|---|---|---|
| `body` | str | the article |
| `labels` | list of {`start`, `end`, `label`, `confidence`} | one a line, in the order of the text; offsets count characters |
| `counts` | {label: int} | lines per label; every label is there |
| `flags` | list of str | sorted; empty where there is nothing to look at |
| `fingerprint` | str | digest of what decided |
| `text` | str | only where a page of HTML was cleaned: the text that was read from it; the offsets point into it |

Where text was cleaned, the offsets point into the record's own field.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NotRequired, TypedDict

from cleaner.article import Article, Label

if TYPE_CHECKING:
    import pyarrow

COLUMNS = ("body", "labels", "counts", "flags", "fingerprint")
"""Names of the columns that are always added."""
READ_TEXT = "text"
"""Name of the column that is added where a page of HTML was cleaned."""
DIGITS = 4
"""Digits of a confidence: more would only say that platforms round differently."""


class LineLabel(TypedDict):
    """One line of a text."""

    start: int
    end: int
    label: str
    confidence: float


class Cleaned(TypedDict):
    """The columns, as `cleaned` gives them."""

    body: str
    labels: list[LineLabel]
    counts: dict[str, int]
    flags: list[str]
    fingerprint: str
    text: NotRequired[str]


def cleaned(article: Article, *, html: bool = False) -> Cleaned:
    """Give the columns that an article adds to its record, as plain data for JSON; `html` tells that a page was read.

    >>> from cleaner import clean
    >>> cleaned(clean("Share on Facebook"))["counts"]["footer"]
    1
    """
    columns = Cleaned(
        body=article.body,
        labels=[LineLabel(start=line.start, end=line.end, label=str(line.label), confidence=round(line.confidence, DIGITS)) for line in article.lines],
        counts=_counts(article),
        flags=sorted(map(str, article.flags)),
        fingerprint=article.fingerprint,
    )
    if html:
        columns["text"] = article.text
    return columns


def added(*, html: bool = False) -> tuple[str, ...]:
    """Names of the columns that are added to a record of text, or of HTML."""
    return (*COLUMNS, READ_TEXT) if html else COLUMNS


def taken(fields: Iterable[str], *, html: bool = False) -> tuple[str, ...]:
    """Which of a record's own fields have the name of a column that would be added: rename these first, nothing is overwritten.

    >>> taken(["url", "body", "text"])
    ('body',)
    """
    return tuple(name for name in added(html=html) if name in set(fields))


def arrow_fields(*, html: bool = False) -> list[pyarrow.Field]:
    """Give the columns as fields of an Arrow schema, in the order of `added`. Needs pyarrow."""
    import pyarrow as pa

    labels = pa.list_(pa.struct({"start": pa.int64(), "end": pa.int64(), "label": pa.string(), "confidence": pa.float64()}))
    types = {
        "body": pa.string(),
        "labels": labels,
        "counts": pa.struct({str(label): pa.int64() for label in Label}),
        "flags": pa.list_(pa.string()),
        "fingerprint": pa.string(),
        READ_TEXT: pa.string(),
    }
    return [pa.field(name, types[name]) for name in added(html=html)]


def _counts(article: Article) -> dict[str, int]:
    counts = {str(label): 0 for label in Label}
    for line in article.lines:
        counts[line.label] += 1
    return counts
