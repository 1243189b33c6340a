"""Find phrases in folded lines: tens of thousands of phrases for a few look-ups a line.

All phrases stand in one dictionary. A whole line is one look-up. The start of a line is looked up once for each length that
a phrase with the same first characters has, the end likewise. A phrase inside a line is looked for only where the line holds
its longest word. Nothing here backtracks, so the time is linear in the line's length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from cleaner.reading.folding import fold
from cleaner.reading.wording import LETTERS, split_words
from cleaner.rules.bounds import SEPARATOR, occurrences, runs_on, stands_whole
from cleaner.rules.gapped import ANY, Gapped, holds
from cleaner.rules.kinds import ANCHORS

if TYPE_CHECKING:
    from cleaner.rules.tables import Table

# What most lines end with; only where something else stands there too, the patterns are asked.
_USUAL = " .!?\"'():;,-*[]>|"
_ENDS_SEPARATED = r"[:：|>»/՝፡፦៖】＝=–—-]\s*$"

_ANCHORS = tuple(ANCHORS)
_LINE, _COLON, _START, _END, _INSIDE = range(len(_ANCHORS))
# Parts phrases in the compiled form: folding leaves none in a phrase that a language file could hold, and JSON need not escape it.
_PARTED = "\x7f"


class Hit(NamedTuple):
    """A phrase that was found in a line."""

    kind: str
    anchor: str
    """How it stands there: `line`, `colon`, `start`, `end` or `inside`."""
    table: Table | Shipped


class Shipped(NamedTuple):
    """What is kept of a shipped table once its phrases are in the index."""

    source: str
    kind: str
    host: None = None
    effect: None = None
    label: None = None


class Opening(NamedTuple):
    """A phrase that begins somewhere in a text without line breaks."""

    end: int
    """Where it ends in the text."""
    anchor: str
    """The strongest way in which it may stand there: `line`, `colon` or `start`."""
    kind: str


def trim(folded: str) -> str:
    """Take off what is neither letter nor digit at both ends of a folded line: bullets, brackets, arrows, emoji, end marks."""
    stripped = folded.strip(_USUAL)
    if stripped and stripped[0].isalnum() and stripped[-1].isalnum():
        return stripped
    return _trim_end(_trim_start(folded))


def _trim_start(folded: str) -> str:
    return re.sub(f"^[^{LETTERS}©]+", "", folded)


def _trim_end(folded: str) -> str:
    # From the end: a pattern that looks for the end of the line behind every mark takes the square of their number.
    kept = re.compile(f"[{LETTERS}©]")
    end = len(folded)
    while end and not kept.match(folded, end - 1):
        end -= 1
    return folded[:end]


@dataclass
class PhraseIndex:
    """All phrases of some tables, ready to be found."""

    tables: list[Table | Shipped] = field(default_factory=list)
    digest: str = ""
    entries: dict[str, Sequence[int]] = field(default_factory=dict)
    """Folded phrase to its places: number of the table times the count of anchors, plus the anchor."""
    heads: dict[str, Sequence[int]] = field(default_factory=dict)
    """First six characters, or all of a shorter phrase, to the lengths of phrases that stand at the start of a line."""
    tails: dict[str, Sequence[int]] = field(default_factory=dict)
    """Last three characters, or all of a shorter phrase, to the lengths of phrases that stand at the end of a line."""
    inner: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Longest word to the phrases that stand inside a line."""
    gapped: list[Gapped] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Iterable[Table], digest: str = "") -> PhraseIndex:
        """Make the index of these tables. Of a phrase that several have for one kind and anchor, the first is kept."""
        return cls(digest=digest).with_tables(tables)

    def with_tables(self, tables: Iterable[Table]) -> PhraseIndex:
        """Return an index that finds the phrases of these tables too."""
        inner = defaultdict(list, {word: list(phrases) for word, phrases in self.inner.items()})
        index = PhraseIndex(list(self.tables), self.digest, dict(self.entries), dict(self.heads), dict(self.tails), inner, list(self.gapped))
        for table in tables:
            index.tables.append(table)
            for anchor, phrase in table.phrases:
                index._add(_ANCHORS.index("colon" if anchor == "start" and re.search(_ENDS_SEPARATED, phrase) else anchor), fold(phrase.replace("{number}", "0")))
        return index

    def _add(self, anchor: int, folded: str) -> None:
        """Add a phrase of the last table."""
        number = len(self.tables) - 1
        if ANY in folded:
            first, *middle, last = folded.split(ANY)
            self.gapped.append(Gapped((_trim_start(first), *middle, _trim_end(last)), _ANCHORS[anchor], number))
            return
        phrase = trim(folded)
        places = self.entries.get(phrase, ())
        if any(place % len(_ANCHORS) == anchor and self._same(place // len(_ANCHORS), number) for place in places):
            return
        self.entries[phrase] = (*places, number * len(_ANCHORS) + anchor)
        if anchor in (_START, _COLON):
            _note(self.heads, phrase[:6], len(phrase))
        elif anchor == _END:
            _note(self.tails, phrase[-3:], len(phrase))
        elif anchor == _INSIDE and phrase not in self.inner[longest := max(split_words([phrase])[0], key=len)]:
            self.inner[longest].append(phrase)

    def _same(self, one: int, other: int) -> bool:
        """Whether two tables say the same of a line: one kind, no pin, no host."""
        first, second = self.tables[one], self.tables[other]
        return first.kind == second.kind and (first.host, first.effect) == (second.host, second.effect) == (None, None)

    def find(self, trimmed: str, words: Iterable[str]) -> list[Hit]:
        """Return what stands in a trimmed, folded line whose words are given, in the order of the tables."""
        if not trimmed:
            return []
        # Most lines hold nothing: what they pay is these look-ups. Written out, they take a third of the time of loops over sizes.
        entries, heads, tails = self.entries, self.heads, self.tails
        get = heads.get
        found = [(place // len(_ANCHORS), "line") for place in entries[trimmed]] if trimmed in entries else []
        for lengths in (get(trimmed[:6]), get(trimmed[:5]), get(trimmed[:4]), get(trimmed[:3]), get(trimmed[:2]), get(trimmed[:1])):
            if lengths:
                for length in lengths:
                    if (phrase := trimmed[:length]) in entries and length < len(trimmed) and not runs_on(trimmed, length):
                        separated = SEPARATOR.match(trimmed, length) is not None
                        found += self._found(phrase, "colon" if separated else "start", (_COLON, _START) if separated else (_START,))
        for lengths in (tails.get(trimmed[-3:]), tails.get(trimmed[-2:]), tails.get(trimmed[-1:])):
            if lengths:
                for length in lengths:
                    if (phrase := trimmed[-length:]) in entries and length < len(trimmed) and not runs_on(trimmed, len(trimmed) - length):
                        found += self._found(phrase, "end", (_END,))
        for word in self.inner.keys() & words:
            for phrase in self.inner[word]:
                if phrase in trimmed and phrase != trimmed and any(stands_whole(trimmed, at, phrase) for at in occurrences(trimmed, phrase)):
                    found += self._found(phrase, "inside", (_INSIDE,))
        if self.gapped:
            found += [(gapped.table, gapped.anchor) for gapped in self.gapped if holds(trimmed, gapped)]
        return [Hit(self.tables[number].kind, anchor, self.tables[number]) for number, anchor in sorted(found)] if found else []

    def opening(self, text: str, at: int) -> Opening | None:
        """Return the longest phrase for the start of a line, or for a whole one, that begins at `at` in folded text and ends with a word."""
        heads = self.openings
        lengths = {*heads.get(text[at : at + 3], ()), *heads.get(text[at : at + 2], ()), *heads.get(text[at : at + 1], ())}
        for length in sorted(lengths, reverse=True):
            phrase = text[at : at + length]
            if len(phrase) == length and phrase in self.entries and not runs_on(text, at + length):
                anchors = {place % len(_ANCHORS): place // len(_ANCHORS) for place in self.entries[phrase]}
                separated = SEPARATOR.match(text, at + length) is not None
                for anchor in (_COLON, _START) if separated else (_LINE, _START):
                    if anchor in anchors:
                        return Opening(at + length, "colon" if separated else _ANCHORS[anchor], self.tables[anchors[anchor]].kind)
                if separated and _LINE in anchors:
                    return Opening(at + length, "line", self.tables[anchors[_LINE]].kind)
        return None

    @cached_property
    def openings(self) -> dict[str, set[int]]:
        """As `heads`, and whole lines too."""
        found = defaultdict(set)
        for phrase, places in self.entries.items():
            if any(place % len(_ANCHORS) in (_LINE, _COLON, _START) for place in places):
                found[phrase[:3]].add(len(phrase))
        return dict(found)

    def _found(self, phrase: str, anchor: str, allowed: tuple[int, ...]) -> list[tuple[int, str]]:
        return [(place // len(_ANCHORS), anchor) for place in self.entries[phrase] if place % len(_ANCHORS) in allowed]

    def to_data(self) -> dict[str, Any]:
        """Return plain data from which `from_data` makes the same index without reading rule files."""
        return {
            "tables": [[table.source, table.kind] for table in self.tables],
            "entries": _by_value(self.entries),
            "heads": _by_value(self.heads),
            "tails": _by_value(self.tails),
            "inner": {word: _PARTED.join(phrases) for word, phrases in self.inner.items()},
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any], digest: str) -> Self:
        """Make an index of the data that `to_data` gave."""
        entries, heads, tails = (_by_key(data[name]) for name in ("entries", "heads", "tails"))
        inner = {word: phrases.split(_PARTED) for word, phrases in data["inner"].items()}
        return cls([Shipped(source, kind) for source, kind in data["tables"]], digest, entries, heads, tails, inner)


def _note(lengths: dict[str, Sequence[int]], key: str, length: int) -> None:
    known = lengths.get(key, ())
    if length not in known:
        lengths[key] = (*known, length)


def _by_value(keyed: Mapping[str, Iterable[int]]) -> list[list[Any]]:
    """Pairs of a value and all its keys in one string: a quarter of the time to load, and each value is kept once."""
    grouped: dict[tuple[int, ...], list[str]] = {}
    for key, numbers in keyed.items():
        grouped.setdefault(tuple(sorted(numbers)), []).append(key)
    return [[numbers, _PARTED.join(keys)] for numbers, keys in grouped.items()]


def _by_key(grouped: Iterable[tuple[Sequence[int], str]]) -> dict[str, Sequence[int]]:
    keyed: dict[str, Sequence[int]] = {}
    for numbers, keys in grouped:
        keyed.update(dict.fromkeys(keys.split(_PARTED), tuple(numbers)))
    return keyed
