"""JSON Lines: one object a line, UTF-8."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from cleaner.jobs.errors import Unreadable
from cleaner.jobs.opening import decompressed
from cleaner.jobs.records import Bad, Raw, Record

MOST_BYTES = 128_000_000
"""A longer line is turned away unread: it would not fit a worker's memory, and its text is over the bound of `clean` by far."""
KINDS = {list: "an array", str: "a string", int: "a number", float: "a number", bool: "true or false", type(None): "null"}


def read(stream: BinaryIO) -> Iterator[Raw | Bad]:
    """Read lines; empty ones count but are no records."""
    lines = decompressed(stream)
    number = 0
    while line := lines.readline(MOST_BYTES):
        number += 1
        if len(line) == MOST_BYTES and not line.endswith(b"\n"):
            _pass_over(lines)
            yield Bad(number, f"the line is longer than {MOST_BYTES:,} bytes")
        elif line.strip():
            yield Raw(number, line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line, len(line))


def _pass_over(lines: BinaryIO) -> None:
    while (rest := lines.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def decode(payload: bytes) -> Record:
    """Parse one line."""
    try:
        found: Any = json.loads(payload.strip().decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start} of the line (0x{payload[error.start]:02x}); convert the file first, for example with iconv") from None
    except json.JSONDecodeError as error:
        raise Unreadable(f"not JSON: {error.msg.removesuffix(' at')} at character {error.pos + 1} of the line") from None
    except (RecursionError, ValueError) as error:
        raise Unreadable(f"not JSON that can be read: {error}") from None
    if not isinstance(found, dict):
        raise Unreadable(f"a JSON object is needed, this is {KINDS[type(found)]}")
    return Record(found, payload)
