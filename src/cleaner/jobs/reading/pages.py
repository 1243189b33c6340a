"""A folder of pages: .html and .txt files, each one record."""

from __future__ import annotations

from collections.abc import Iterator

from cleaner.jobs.errors import Unreadable
from cleaner.jobs.inputs import Input
from cleaner.jobs.opening import open_input
from cleaner.jobs.records import Raw, Record


def read(source: Input) -> Iterator[Raw]:
    """Name the files; a worker opens them."""
    for number, name in enumerate(source.files or ("",), 1):
        yield Raw(number, f"{source.path.rstrip('/')}/{name}" if name else source.path, 0)


def decode(payload: str) -> Record:
    """Read one file."""
    try:
        with open_input(payload) as file:
            content = file.read()
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from None
    if not payload.lower().endswith(".txt"):
        return Record({"file": payload, "html": content}, hidden="html")
    try:
        return Record({"file": payload, "text": content.decode("utf-8-sig")})
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start}; convert it first, for example with iconv -f LATIN1 -t UTF-8") from None
