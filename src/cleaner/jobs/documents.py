"""Which field of a record is the document, and whether it can be cleaned."""

from __future__ import annotations

from typing import Any, NamedTuple

from cleaner.adapters.record import taken
from cleaner.jobs.errors import Unreadable
from cleaner.jobs.job import TEXT_FIELDS, Fields
from cleaner.jobs.records import Record

TYPES = {type(None): "null", bool: "true or false", int: "a number", float: "a number", list: "an array", dict: "an object", bytes: "bytes"}


class Document(NamedTuple):
    """What is cleaned of a record."""

    field: str
    content: Any
    """A str; of a page also bytes."""
    kind: str
    """`text` or `html`."""
    url: str | None


def find_document(record: Record, fields: Fields) -> Document:
    """Find what to clean in a record. Raises `Unreadable` for a record without a text, or with fields that would be overwritten."""
    name, kind = _field(record, fields)
    content = record.fields[name]
    if not isinstance(content, str) and not (kind == "html" and isinstance(content, bytes)):
        raise Unreadable(f"field {name!r} holds {TYPES.get(type(content), type(content).__name__)}, a text is needed")
    if own := taken((field.removeprefix(fields.prefix) for field in record.shown if field.startswith(fields.prefix)), html=kind == "html"):
        names = ", ".join(repr(fields.prefix + field) for field in own)
        raise Unreadable(f"the record has a field {names} already, and nothing is overwritten: set another --prefix for what is added, for example cleaner_")
    return Document(name, content, kind, url_of(record, fields))


def _field(record: Record, fields: Fields) -> tuple[str, str]:
    given = [(name, kind) for name, kind in ((fields.text, "text"), (fields.html, "html")) if name]
    for name, kind in given or TEXT_FIELDS:
        if name in record.fields:
            return name, kind
    there = ", ".join(map(repr, list(record.fields)[:12])) or "none"
    wanted = " or ".join(repr(name) for name, _ in given or TEXT_FIELDS)
    raise Unreadable(f"no field {wanted}; the record's fields are {there}: name the one with --text-field or --html-field")


def url_of(record: Record, fields: Fields) -> str | None:
    """The page's address, where the record has one."""
    url = record.fields.get(fields.url)
    return url if isinstance(url, str) and url else None
