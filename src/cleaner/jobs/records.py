"""Records on their way: as they were read, as a worker sees them, and those that are turned away."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from cleaner.jobs.job import InputFormat

BYTES_A_UNIT = 16_000_000
"""A unit ends with the record that reaches this: it bounds what the parent holds of pages, which are fifty times a text."""
NOUNS = {InputFormat.JSONL: "line", InputFormat.CSV: "row", InputFormat.PARQUET: "row", InputFormat.WARC: "record", InputFormat.PAGES: "file"}


class Raw(NamedTuple):
    """A record as its input holds it; a worker decodes it."""

    number: int
    """Its place in the input, from 1."""
    payload: Any
    size: int
    """Bytes, to bound a unit."""


class Bad(NamedTuple):
    """What a reader could not make a record of."""

    number: int
    reason: str


class Reject(NamedTuple):
    """A record that did not come through: where it stands, and why."""

    input: str
    place: str
    url: str | None
    reason: str


@dataclass
class Unit:
    """Records that are cleaned together and become one shard."""

    number: int
    input: str
    format: InputFormat
    records: list[Raw] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    skip: dict[int, str] = field(default_factory=dict)
    """Records, by index, that hung or killed a worker before, and the reason."""
    arrow: Any = None
    """The records, packed, while the unit goes through a pipe."""

    def place(self, number: int) -> str:
        """Name a place in the input."""
        return f"{NOUNS[self.format]} {number}" if number else "the whole input"

    def reject(self, index: int, reason: str, url: str | None = None) -> Reject:
        """Turn a record away."""
        raw = self.records[index]
        return Reject(self.input, raw.payload if self.format is InputFormat.PAGES else self.place(raw.number), url, reason)


@dataclass
class Record:
    """A record, decoded."""

    fields: dict[str, Any]
    origin: Any = None
    """What it was decoded from, where that can be written as it came: a line of JSON, a row of Arrow."""
    hidden: str = ""
    """A field that is read and not written: the page in an archive, which the archive keeps."""

    @property
    def shown(self) -> dict[str, Any]:
        """The fields that are written."""
        return {name: value for name, value in self.fields.items() if name != self.hidden}


def cut_units(number: int, path: str, form: InputFormat, read: Iterator[Raw | Bad], most: int) -> Iterator[Unit]:
    """Cut what was read from one input into units, numbered on from `number`."""
    unit, size = Unit(number, path, form), 0
    for item in read:
        if isinstance(item, Bad):
            unit.bad.append(item)
        else:
            unit.records.append(item)
            size += item.size
        if len(unit.records) + len(unit.bad) >= most or size >= BYTES_A_UNIT:
            yield unit
            unit, size = Unit(unit.number + 1, path, form), 0
    if unit.records or unit.bad:
        yield unit
