"""Write the records of one unit as one shard: JSON Lines, plain or compressed, or Parquet."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO, Protocol, cast

from cleaner.jobs.errors import Unreadable
from cleaner.jobs.job import OutputFormat
from cleaner.jobs.records import Record

COMPRESSION = {OutputFormat.JSONL_GZ: "gzip", OutputFormat.JSONL_ZST: "zstd"}
ROWS_A_GROUP = 1_000


class Shard(Protocol):
    """Where the records of a unit go."""

    def add(self, record: Record, shown: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
        """Write the fields that are shown and the columns that are added. Raises `Unreadable` where the format cannot hold them."""


@contextlib.contextmanager
def writing(file: BinaryIO, form: OutputFormat, schema: Any) -> Iterator[Shard]:
    """Write a shard to an open file, and close both. `schema` (Arrow) is that of Parquet."""
    if form is OutputFormat.PARQUET:
        from cleaner.jobs.parquet_shard import ParquetShard

        with file, ParquetShard(file, schema) as rows:
            yield rows
    else:
        with _compressed(file, form) as stream:
            yield JsonLines(stream)


def _compressed(file: BinaryIO, form: OutputFormat) -> BinaryIO:
    if form not in COMPRESSION:
        return file
    import pyarrow as pa

    return cast(BinaryIO, pa.CompressedOutputStream(file, COMPRESSION[form]))


class JsonLines:
    """One object a line. A record that came as JSON stays as it came, byte for byte, with the columns behind its own fields."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def add(self, record: Record, shown: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
        added = _json(columns)
        if isinstance(record.origin, bytes) and shown.keys() == record.fields.keys():
            head = record.origin.strip().removesuffix(b"}")
            self._stream.write(b"%b, %b\n" % (head.rstrip(), added[1:]))
        else:
            self._stream.write(b"%b\n" % _json({**shown, **columns}))


def _json(data: Mapping[str, Any]) -> bytes:
    text = json.dumps(data, ensure_ascii=False, default=_plain)
    try:
        return text.encode()
    except UnicodeEncodeError:  # a lone surrogate is legal in JSON as an escape only
        return json.dumps(data, default=_plain).encode()


def _plain(value: object) -> str:
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    raise Unreadable(f"a field holds {type(value).__name__}, which JSON cannot hold; write --format parquet")
