"""Clean one unit and write its shard: what a worker does."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from cleaner.adapters.record import cleaned
from cleaner.article import Article, Flag, Label
from cleaner.cleaning import Cleaner
from cleaner.jobs.documents import Document, find_document, url_of
from cleaner.jobs.errors import Unreadable
from cleaner.jobs.job import Job
from cleaner.jobs.output import Output
from cleaner.jobs.reading import decoder
from cleaner.jobs.records import Record, Reject, Unit
from cleaner.jobs.shards import Shard, writing
from cleaner.memory import Page


@dataclass
class Tally:
    """What was counted."""

    documents: int = 0
    characters: int = 0
    removed: int = 0
    """Characters that left the body."""
    lines: Counter[str] = field(default_factory=Counter)
    """By label."""
    flags: Counter[str] = field(default_factory=Counter)

    def count(self, article: Article) -> None:
        """Add one article."""
        self.documents += 1
        for line in article.lines:
            length = line.end - line.start
            self.characters += length
            self.removed += 0 if line.label is Label.BODY else length
            self.lines[str(line.label)] += 1
        self.flags.update(map(str, article.flags))

    def add(self, other: Tally) -> None:
        """Add what was counted elsewhere."""
        self.documents += other.documents
        self.characters += other.characters
        self.removed += other.removed
        self.lines.update(other.lines)
        self.flags.update(other.flags)

    def to_dict(self) -> dict[str, Any]:
        """Return plain data, with its keys in order."""
        return {
            "documents": self.documents,
            "characters": self.characters,
            "removed": self.removed,
            "lines": dict(sorted(self.lines.items())),
            "flags": dict(sorted(self.flags.items())),
        }

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Tally:
        """Undo `to_dict`; other keys are passed over."""
        return cls(data["documents"], data["characters"], data["removed"], Counter(data["lines"]), Counter(data["flags"]))


@dataclass
class Outcome:
    """What became of one unit."""

    number: int
    tally: Tally = field(default_factory=Tally)
    rejects: list[Reject] = field(default_factory=list)
    partial: str = ""
    """Where the shard stands until the parent gives it its name; empty where no record came through."""
    size: int = 0
    """Bytes of the shard."""
    pages: list[Page] = field(default_factory=list)
    """What was learned, in a pass that learns."""
    failure: str = ""
    """Why the job cannot go on: the disk is full, the folder has gone."""


class Tools(NamedTuple):
    """What cleaning a unit takes, made once a worker."""

    job: Job
    cleaner: Cleaner
    output: Output | None
    schema: Any
    begin: Callable[[int], None]
    """Is told the index of the record that is read and cleaned now, and -1 when it is written."""


def clean_unit(unit: Unit, tools: Tools) -> Outcome:
    """Clean the records of a unit, write those that come through, and tell what became of them."""
    outcome = Outcome(unit.number)
    turned_away = [(bad.number, Reject(unit.input, unit.place(bad.number), None, bad.reason)) for bad in unit.bad]
    try:
        with _shard(unit, tools, outcome) as shard:
            for index, raw in enumerate(unit.records):
                if reject := _through(unit, index, tools, shard, outcome.tally):
                    turned_away.append((raw.number, reject))
        _settle(outcome, tools.output)
    except OSError as error:
        outcome.failure = error.strerror or str(error)
    outcome.rejects = [reject for _, reject in sorted(turned_away, key=lambda item: item[0])]
    return outcome


def read_document(unit: Unit, index: int, tools: Tools) -> tuple[Record, Document]:
    """Decode a record and find its document. Raises `Unreadable`, with the page's address where that could be read."""
    record = decoder(unit.format)(unit.records[index].payload)
    try:
        return record, find_document(record, tools.job.fields)
    except Unreadable as error:
        error.url = url_of(record, tools.job.fields)
        raise


def _through(unit: Unit, index: int, tools: Tools, shard: Shard, tally: Tally) -> Reject | None:
    """Bring one record through, or tell why not."""
    tools.begin(index)
    try:
        if index in unit.skip:
            raise Unreadable(unit.skip[index])
        record, document = read_document(unit, index, tools)
        article = _article(tools.cleaner, document)
        if tools.job.keep_flagged and document.kind == "text" and article.flags & _MUCH_OR_ALL:
            article = replace(article, lines=tuple(replace(line, label=Label.BODY, confidence=line.p_body) for line in article.lines))
        tools.begin(-1)
        _add(shard, record, document, article, tools.job)
    except Unreadable as error:
        return unit.reject(index, str(error), error.url)
    finally:
        tools.begin(-1)
    tally.count(article)
    return None


_MUCH_OR_ALL = frozenset((Flag.MUCH_REMOVED, Flag.NO_ARTICLE))


def _add(shard: Shard, record: Record, document: Document, article: Article, job: Job) -> None:
    try:
        shard.add(record, _shown(record, document, job), _columns(article, document, job))
    except Unreadable as error:
        error.url = document.url
        raise


def _article(cleaner: Callable[..., Article], document: Document) -> Article:
    try:
        return cleaner(document.content, url=document.url, kind=document.kind)
    except Exception as error:  # whatever it is, it is this record's, and the run goes on
        raise Unreadable(f"cleaning failed with {type(error).__name__}: {error}", document.url) from error


def _shown(record: Record, document: Document, job: Job) -> dict[str, Any]:
    return {name: value for name, value in record.shown.items() if not (job.body_only and name == document.field)}


def _columns(article: Article, document: Document, job: Job) -> dict[str, Any]:
    columns: dict[str, Any] = {"body": article.body} if job.body_only else dict(cleaned(article, html=document.kind == "html"))
    return {job.fields.prefix + name: value for name, value in columns.items()}


class _Nowhere:
    """The shard of a dry run."""

    def add(self, record: Record, shown: Mapping[str, Any], columns: Mapping[str, Any]) -> None:
        pass


@contextlib.contextmanager
def _shard(unit: Unit, tools: Tools, outcome: Outcome) -> Iterator[Shard]:
    if tools.output is None:
        yield _Nowhere()
        return
    outcome.partial = tools.output.partial(unit.number)
    with writing(tools.output.create(outcome.partial), tools.job.output_format, tools.schema) as shard:
        yield shard


def _settle(outcome: Outcome, output: Output | None) -> None:
    """Have the shard on the disk, not in its cache; a shard without records is none."""
    if output is None:
        return
    if not outcome.tally.documents:
        output.remove(outcome.partial)
        outcome.partial = ""
    else:
        outcome.size = output.settle(outcome.partial)
