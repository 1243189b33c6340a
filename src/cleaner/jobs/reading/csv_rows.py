"""CSV: the first row names the fields; UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from cleaner.jobs.errors import Unreadable
from cleaner.jobs.opening import decompressed
from cleaner.jobs.records import Bad, Raw, Record

MOST_CHARACTERS = 100_000_000
"""The module's own bound, 131,072, is below a long page."""


def read(stream: BinaryIO) -> Iterator[Raw | Bad]:
    """Read rows behind the header; quoted fields may hold line breaks."""
    csv.field_size_limit(MOST_CHARACTERS)
    # Bytes that are not UTF-8 must not break the file off: they come through as surrogates, and `decode` turns the row away.
    rows = csv.reader(io.TextIOWrapper(decompressed(stream), "utf-8-sig", errors="surrogateescape", newline=""))
    header = tuple(next(rows, ()))
    try:
        for number, row in enumerate(rows, 1):
            if row:
                yield Raw(number, (header, row), sum(map(len, row)))
    except csv.Error as error:
        raise ValueError(f"not CSV: {error} (line {rows.line_num})") from None


def decode(payload: tuple[tuple[str, ...], list[str]]) -> Record:
    """Name the fields of one row."""
    header, row = payload
    if len(row) != len(header):
        raise Unreadable(f"the header names {len(header)} fields, this row holds {len(row)}")
    try:
        "".join(row).encode()
    except UnicodeEncodeError:
        raise Unreadable("not UTF-8; convert the file first, for example with iconv") from None
    return Record(dict(zip(header, row, strict=True)))
