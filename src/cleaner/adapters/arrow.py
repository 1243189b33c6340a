"""Clean the rows of an Arrow batch or table: the one function that serves Spark, Ray Data, Hugging Face datasets, and whoever has Arrow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

try:
    import pyarrow as pa
except ModuleNotFoundError:  # pragma: no cover - seen in the test of the bare wheel
    raise ModuleNotFoundError("cleaner.adapters.arrow needs pyarrow; install it with: pip install 'article-cleaner[arrow]'", name="pyarrow") from None

from cleaner.adapters.record import Cleaned, arrow_fields, cleaned, taken
from cleaner.cleaning import Cleaner
from cleaner.memory import SiteMemory

Rows = TypeVar("Rows", pa.RecordBatch, pa.Table)
KINDS = ("text", "html")
LONG = ("body", "text")
"""Columns that hold whole texts."""


class BatchCleaner:
    """`clean_batch`, configured once: what a worker holds. Called with a batch; does not change; pickled by its content.

    The first one in a process loads the languages, further ones cost nothing. Ray Data takes the class, Hugging Face datasets an object of it.
    Options as in `clean_batch`.
    """

    __slots__ = ("cleaner", "columns")

    def __init__(self, text: str = "text", url: str = "url", memory: SiteMemory | None = None, kind: str = "text", **options: Any) -> None:
        self.cleaner = Cleaner(memory=memory, **options)
        self.columns = Columns(text, url, kind)

    def __call__(self, batch: Rows) -> Rows:
        """Clean one batch; see `clean_batch`."""
        if isinstance(batch, pa.Table):
            return pa.Table.from_batches([self._clean(part) for part in batch.to_batches()], self.schema(batch.schema))
        if isinstance(batch, pa.RecordBatch):
            return self._clean(batch)
        raise TypeError(f"a pyarrow RecordBatch or Table is cleaned, not {type(batch).__name__}")

    def schema(self, given: pa.Schema) -> pa.Schema:
        """Return the schema of what comes out for batches of this one. Raises as `clean_batch` does."""
        self.columns.check(given)
        added = arrow_fields(html=self.columns.are_pages(given))
        if not _is_small(given.field(self.columns.text).type):
            # Its texts may be too many for the offsets of `string`; so may their bodies.
            added = [field.with_type(pa.large_string()) if field.name in LONG else field for field in added]
        return pa.schema([*given, *added], given.metadata)

    def _clean(self, batch: pa.RecordBatch) -> pa.RecordBatch:
        schema = self.schema(batch.schema)
        rows = [self._clean_row(*row, html=self.columns.are_pages(batch.schema)) for row in self.columns.rows(batch)]
        fields = [schema.field(index) for index in range(len(batch.schema), len(schema))]
        added = [pa.array([row and row.get(field.name) for row in rows], field.type) for field in fields]
        return pa.RecordBatch.from_arrays([*batch.columns, *added], schema=schema)

    def _clean_row(self, text: Any, url: str | None, *, html: bool) -> Cleaned | None:
        """The columns of one row; None where it has no text."""
        if text is None:
            return None
        kind = "auto" if isinstance(text, bytes) else self.columns.kind
        return cleaned(self.cleaner(text, url=url, kind=kind), html=html)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, BatchCleaner) and (self.cleaner, self.columns) == (other.cleaner, other.columns)

    def __hash__(self) -> int:
        return hash((self.cleaner, self.columns))


def clean_batch(batch: Rows, text: str = "text", url: str = "url", memory: SiteMemory | None = None, kind: str = "text", **options: Any) -> Rows:
    """Return the same rows with the columns of `cleaner.adapters.record` beside their own.

    Parameters
    ----------
    batch : a `RecordBatch` or `Table` of any number of rows, in any number of chunks.
    text : name of the column that holds the articles: strings of any Arrow type are text; binary is HTML, as it came from the wire.
    url : name of the column that holds the addresses; without a column `url` no row has one.
    memory, options : those of `clean`; with many batches keep a `BatchCleaner` instead.
    kind : `"text"`, or `"html"` where strings hold pages.

    A row without text (null) has null in every new column. The offsets in `labels` count characters, not bytes. `body` is
    `large_string` where a batch of the texts may hold more than 2 GiB: all types but `string` and `binary`.

    Raises `ValueError` where a column is missing, stands there twice, would be overwritten, or holds a string that is not UTF-8;
    `TypeError` where a column holds no strings; and what `clean` raises.

    >>> batch = pa.RecordBatch.from_pylist([{"text": "The council met on Monday to vote on the budget, and nobody was surprised by the result.\\nShare on Facebook"}])
    >>> clean_batch(batch)["body"].to_pylist()
    ['The council met on Monday to vote on the budget, and nobody was surprised by the result.']
    """
    return BatchCleaner(text, url, memory, kind, **options)(batch)


@dataclass(frozen=True)
class Columns:
    """Which columns are read, and how."""

    text: str
    url: str
    kind: str

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"kind={self.kind!r} is not known; choose one of {', '.join(map(repr, KINDS))}: a column says what it holds")

    def check(self, schema: pa.Schema) -> None:
        """Raise where a batch of this schema cannot be cleaned."""
        for name in (self.text, self.url):
            found = schema.get_all_field_indices(name)
            if len(found) > 1:
                raise ValueError(f"the batch has {len(found)} columns {name!r}; name them apart first")
            if not found and name != "url":
                raise ValueError(f"the batch has no column {name!r}; it has {', '.join(map(repr, schema.names)) or 'none at all'}")
            if found and not _is_read(schema.field(name).type, binary=name == self.text):
                raise TypeError(f"column {name!r} holds {schema.field(name).type}; texts and addresses are strings, pages binary")
        if names := taken(schema.names, html=self.are_pages(schema)):
            raise ValueError(f"the batch already has {', '.join(map(repr, names))}, which cleaning would add; rename or drop it first")

    def are_pages(self, schema: pa.Schema) -> bool:
        """Whether the texts are pages of HTML."""
        return self.kind == "html" or _is_binary(_value_type(schema.field(self.text).type))

    def rows(self, batch: pa.RecordBatch) -> Iterable[tuple[Any, Any]]:
        """Text and address of each row."""
        urls = _values(batch, self.url) if self.url in batch.schema.names else [None] * batch.num_rows
        return zip(_values(batch, self.text), urls, strict=True)


def _values(batch: pa.RecordBatch, name: str) -> list[Any]:
    try:
        found: list[Any] = batch.column(name).to_pylist()
    except UnicodeDecodeError as error:
        raise ValueError(f"column {name!r} holds a string that is not UTF-8 ({error.reason}); decode it first, in Spark with make_valid_utf8") from None
    return found


def _is_read(kind: pa.DataType, *, binary: bool) -> bool:
    values = _value_type(kind)
    strings = (pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null)
    return any(is_type(values) for is_type in strings) or (binary and _is_binary(values))


def _is_small(kind: pa.DataType) -> bool:
    """Whether a batch of this type holds 2 GiB at most."""
    return any(is_type(kind) for is_type in (pa.types.is_string, pa.types.is_binary, pa.types.is_null))


def _is_binary(values: pa.DataType) -> bool:
    return any(is_type(values) for is_type in (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_binary_view))


def _value_type(kind: pa.DataType) -> pa.DataType:
    return kind.value_type if pa.types.is_dictionary(kind) else kind
