"""Parquet: rows stay Arrow, so that every type comes out as it came."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from cleaner.jobs.errors import Unreadable
from cleaner.jobs.records import Bad, Raw, Record

ROWS_A_BATCH = 256
"""Rows decoded at once: pages of 100 KB make 25 MB of it."""


def read(stream: BinaryIO) -> Iterator[Raw | Bad]:
    """Read rows, each a record batch of one."""
    try:
        file = pq.ParquetFile(stream)
    except pa.ArrowInvalid as error:
        raise ValueError(f"not a Parquet file: {error}") from None
    number = 0
    for batch in file.iter_batches(batch_size=ROWS_A_BATCH):
        size = batch.nbytes // max(1, batch.num_rows)
        for index in range(batch.num_rows):
            number += 1
            yield Raw(number, batch.slice(index, 1), size)


def pack(rows: list[Raw]) -> tuple[list[tuple[int, int]], bytes]:
    """Make rows fit for a pipe: one Arrow stream instead of a pickle of every slice, which would carry the whole batch."""
    table = pa.Table.from_batches([row.payload for row in rows]).combine_chunks()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return [(row.number, row.size) for row in rows], sink.getvalue().to_pybytes()


def unpack(packed: tuple[list[tuple[int, int]], bytes]) -> list[Raw]:
    """Undo `pack`."""
    places, data = packed
    batches = pa.ipc.open_stream(data).read_all().combine_chunks().to_batches()
    rows = [batch.slice(index, 1) for batch in batches for index in range(batch.num_rows)]
    return [Raw(number, row, size) for (number, size), row in zip(places, rows, strict=True)]


def decode(payload: Any) -> Record:
    """Give the fields of one row as Python values."""
    try:
        return Record(payload.to_pylist()[0], payload)
    except ValueError as error:
        raise Unreadable(f"a value has no counterpart in Python: {error}") from None
