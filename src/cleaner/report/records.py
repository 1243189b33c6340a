"""Records as a job wrote them, read back: the text, the labels, and whose page it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cleaner.adapters.record import READ_TEXT
from cleaner.article import Label
from cleaner.jobs.errors import Unreadable
from cleaner.jobs.inputs import Input, find_inputs
from cleaner.jobs.job import InputFormat
from cleaner.jobs.reading import decoder, read
from cleaner.jobs.records import NOUNS, Bad
from cleaner.reading.addresses import site_of

TEXT_FIELDS = ("text", "content")
"""Where the text stands, unless a field is named: what was read from a page comes first, for the offsets point into it."""
PAGE_FIELD = "html"
FORMATS = (InputFormat.JSONL, InputFormat.PARQUET)
LABELS: Mapping[str, Label] = {str(label): label for label in Label}


class ReportError(Exception):
    """What is given is no output of a job; the message says where, and what to do."""


@dataclass(frozen=True, slots=True)
class Span:
    """One line of a text, as it was labelled."""

    start: int
    end: int
    label: Label
    confidence: float


@dataclass(slots=True)
class Cleaned:
    """A record that was cleaned."""

    place: str
    text: str
    spans: tuple[Span, ...]
    site: str
    url: str | None
    title: str | None
    flags: tuple[str, ...]
    fingerprint: str
    kind: str
    """What was cleaned: `text` or `html`."""
    page: str | None
    """The page in HTML, where the record holds it."""


@dataclass(frozen=True)
class Names:
    """Names of a record's own fields; None looks for the usual ones."""

    text: str | None = None
    url: str = "url"


def read_outputs(paths: Iterable[str], names: Names) -> Iterator[Cleaned]:
    """Read the records of outputs: files, or folders of shards. Raises `ReportError` at the first that is no output, `JobError` for a path that is not there."""
    for source in find_inputs(list(paths), None):
        if source.format not in FORMATS:
            raise ReportError(f"{source.path}: a report is made of what cleaner run wrote, JSON Lines or Parquet")
        yield from _records(source, names)


def _records(source: Input, names: Names) -> Iterator[Cleaned]:
    decode = decoder(source.format)
    for raw in read(source):
        place = f"{source.path}, {NOUNS[source.format]} {raw.number}"
        if isinstance(raw, Bad):
            raise ReportError(f"{place}: {raw.reason}")
        try:
            fields = decode(raw.payload).fields
        except Unreadable as wrong:
            raise ReportError(f"{place}: {wrong}") from None
        yield as_cleaned(fields, names, place)


def as_cleaned(fields: Mapping[str, Any], names: Names, place: str) -> Cleaned:
    """Take what the report needs of a record. Raises `ReportError` where it was not cleaned."""
    prefix = _prefix(fields, place)
    text, url, page = _text(fields, names, prefix, place), fields.get(names.url), fields.get(PAGE_FIELD)
    url = url if isinstance(url, str) else None
    try:
        spans = tuple(Span(span["start"], span["end"], LABELS[span["label"]], span["confidence"]) for span in fields[f"{prefix}labels"])
    except (KeyError, TypeError):
        raise ReportError(f"{place}: the labels are not those of this version: start, end, label, confidence are needed") from None
    title = fields.get("title")
    return Cleaned(
        place=place,
        text=text,
        spans=spans,
        site=site_of(url),
        url=url,
        title=title if isinstance(title, str) and title.strip() else None,
        flags=tuple(map(str, fields.get(f"{prefix}flags") or ())),
        fingerprint=str(fields.get(f"{prefix}fingerprint") or ""),
        kind=_kind(list(fields), prefix),
        page=page if isinstance(page, str) else None,
    )


def _kind(names: list[str], prefix: str) -> str:
    """A text that was read from a page stands behind the other columns, a record's own text before them."""
    read, labels = f"{prefix}{READ_TEXT}", f"{prefix}labels"
    return "html" if read in names and names.index(read) > names.index(labels) else "text"


def _prefix(fields: Mapping[str, Any], place: str) -> str:
    """What the run set before the names of its columns."""
    for name in fields:
        if name.endswith("labels") and f"{name[:-6]}fingerprint" in fields:
            return name[:-6]
    if "labels" in fields:
        return ""
    raise ReportError(f"{place}: the record has no labels; write the output without --body-only")


def _text(fields: Mapping[str, Any], names: Names, prefix: str, place: str) -> str:
    looked_for = [names.text] if names.text else list(dict.fromkeys([f"{prefix}{READ_TEXT}", *TEXT_FIELDS]))
    for name in looked_for:
        if isinstance(text := fields.get(name), str):
            return text
    raise ReportError(f"{place}: the record has no text in {' or '.join(map(repr, looked_for))}; name its field with --text-field")
