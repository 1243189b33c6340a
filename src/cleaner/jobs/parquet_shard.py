"""Parquet out: one schema for the whole job, told by its first records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO, Self

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.adapters.record import arrow_fields
from cleaner.jobs.documents import find_document
from cleaner.jobs.errors import JobError, Unreadable
from cleaner.jobs.job import Job
from cleaner.jobs.records import Record, Unit

ROWS_A_GROUP = 1_000


class ParquetShard:
    """Rows of one schema; each is checked when it is added, so that one that does not fit is turned away alone."""

    def __init__(self, file: BinaryIO, schema: pa.Schema) -> None:
        self._schema = schema
        self._writer = pq.ParquetWriter(file, schema, compression="zstd")
        self._rows: list[pa.RecordBatch] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._flush()
        self._writer.close()

    def add(self, record: Record, shown: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
        if strange := [name for name in shown if name not in self._schema.names]:
            raise Unreadable(f"field {strange[0]!r} is not among those of the job's first records, which give Parquet its columns; JSONL takes any record")
        try:
            self._rows.append(self._row(record, shown, columns))
        except (pa.ArrowException, ValueError, TypeError) as error:
            raise Unreadable(f"does not fit the columns that the job's first records gave: {error}; JSONL takes any record") from None
        if len(self._rows) >= ROWS_A_GROUP:
            self._flush()

    def _row(self, record: Record, shown: Mapping[str, Any], columns: Mapping[str, Any]) -> pa.RecordBatch:
        if not isinstance(record.origin, pa.RecordBatch):
            return pa.RecordBatch.from_pylist([{**shown, **columns}], schema=self._schema)
        given = {name: record.origin.column(name) for name in shown}
        made = pa.RecordBatch.from_pylist([dict(columns)], schema=pa.schema([self._schema.field(name) for name in columns]))
        arrays = [given[field.name].cast(field.type) if field.name in given else _made(made, field) for field in self._schema]
        return pa.RecordBatch.from_arrays(arrays, schema=self._schema)

    def _flush(self) -> None:
        if self._rows:
            self._writer.write_table(pa.Table.from_batches(self._rows, self._schema).combine_chunks(), row_group_size=ROWS_A_GROUP)
            self._rows = []


def _made(made: pa.RecordBatch, field: pa.Field) -> pa.Array:
    return made.column(field.name) if field.name in made.schema.names else pa.nulls(1, field.type)


def output_schema(first: Unit, decode: Callable[[Any], Record], job: Job) -> pa.Schema:
    """Tell the columns of Parquet from a job's first records. Raises `JobError` where a field holds two types."""
    shown: dict[str, list[Any]] = {}
    html = False
    kept: pa.Schema | None = None
    for record, field, kind in _documents(first, decode, job):
        html = html or kind == "html"
        kept = record.origin.schema if isinstance(record.origin, pa.RecordBatch) else None
        for name, value in record.shown.items():
            if not (job.body_only and name == field):
                shown.setdefault(name, []).append(value)
    fields = [pa.field(name, kept.field(name).type if kept else _type(name, values)) for name, values in shown.items()]
    added = [field.with_name(job.fields.prefix + field.name) for field in arrow_fields(html=html) if not job.body_only or field.name == "body"]
    return pa.schema([*fields, *added])


def _documents(unit: Unit, decode: Callable[[Any], Record], job: Job) -> Iterable[tuple[Record, str, str]]:
    for raw in unit.records:
        try:
            record = decode(raw.payload)
            document = find_document(record, job.fields)
        except Unreadable:
            continue
        yield record, document.field, document.kind


def _type(name: str, values: list[Any]) -> pa.DataType:
    try:
        return _without_null(pa.array(values).type)
    except (pa.ArrowException, ValueError, TypeError) as error:
        raise JobError(f"field {name!r} holds values of several types, which one column of Parquet cannot: {error}; write JSON Lines") from None


def _without_null(found: pa.DataType) -> pa.DataType:
    """A type for what was empty in all records seen: text."""
    if pa.types.is_null(found):
        return pa.string()
    if pa.types.is_list(found):
        return pa.list_(_without_null(found.value_type))
    if pa.types.is_struct(found):
        return pa.struct([pa.field(field.name, _without_null(field.type)) for field in found])
    return found
