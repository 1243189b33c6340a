"""Formats in: one module each, with `read` for the parent (input to raw records) and `decode` for a worker (raw to record)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import BinaryIO

from cleaner.jobs.inputs import Input
from cleaner.jobs.job import InputFormat
from cleaner.jobs.opening import open_input
from cleaner.jobs.records import Bad, Raw, Record

MODULES = {
    InputFormat.JSONL: "json_lines",
    InputFormat.CSV: "csv_rows",
    InputFormat.PARQUET: "parquet",
    InputFormat.WARC: "warc",
    InputFormat.PAGES: "pages",
}


def read(source: Input, opened: Callable[[BinaryIO], BinaryIO] = lambda stream: stream) -> Iterator[Raw | Bad]:
    """Read the records of an input; what breaks it off becomes its last item. `opened` sees the stream as it is stored."""
    module = importlib.import_module(f"{__name__}.{MODULES[source.format]}")
    number = -1
    try:
        if source.format is InputFormat.PAGES:
            yield from module.read(source)
            return
        with opened(open_input(source.path)) as stream:
            number = 0
            for item in module.read(stream):
                number = item.number
                yield item
    except (OSError, EOFError, ValueError) as error:
        yield Bad(number + 1, _broken_off(error))


def decoder(form: InputFormat) -> Callable[..., Record]:
    """The function that makes a record of what `read` gave. It raises `Unreadable`."""
    decode: Callable[..., Record] = importlib.import_module(f"{__name__}.{MODULES[form]}").decode
    return decode


def _broken_off(error: Exception) -> str:
    reason = (error.strerror if isinstance(error, OSError) and error.strerror else str(error)) or type(error).__name__
    if "truncated" in reason.lower():
        reason = "the compressed file ends early: it was cut off while it was written or copied"
    return f"{reason}; what stands behind this place was not read"
