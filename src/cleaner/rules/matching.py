"""Find phrases in folded lines: tens of thousands of phrases for a few look-ups a line.

All phrases stand in one dictionary. A whole line is one look-up. The start of a line is looked up once for each length that
a phrase with the same first character has, the end likewise. A phrase inside a line is looked for only where the line holds
its longest word. Nothing here backtracks, so the time is linear in the line's length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.reading.folding import fold
from cleaner.reading.wording import LETTERS, SPACELESS, split_words
from cleaner.rules.kinds import ANCHORS
from cleaner.rules.tables import Table

_JOINED = re.compile(f"[{LETTERS}]")
_UNJOINED = re.compile(f"[{SPACELESS}]")
_TRIM = re.compile(f"^[^{LETTERS}©]+|[^{LETTERS}©]+$")
_SEPARATOR = re.compile(r"\s*[:：|>»/·•՝፡፦፥៖】\]＝=ㅣ]|\s+-\s|\s*$")
_ENDS_SEPARATED = re.compile(r"[:：|>»/՝፡፦៖】＝=–—-]\s*$")

_ANCHORS = tuple(ANCHORS)
_COLON, _START, _END, _INSIDE = (_ANCHORS.index(name) for name in ("colon", "start", "end", "inside"))
ANY = "{any}"
"""Stands for any text in a user's phrase, up to 120 characters."""
_GAP = "[^\n]{0,120}"


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


def trim(folded: str) -> str:
    """Take off what is neither letter nor digit at both ends of a folded line: bullets, brackets, arrows, emoji, end marks."""
    return _TRIM.sub("", folded)


def fold_phrase(phrase: str) -> str:
    """Return a phrase in the form in which it stands in the index."""
    return trim(fold(phrase.replace("{number}", "0")))


class PhraseIndex:
    """All phrases of the tables given, ready to be found."""

    def __init__(self, tables: Iterable[Table | Shipped] = (), entries: Mapping[str, Sequence[int]] | None = None, digest: str = "") -> None:
        self.tables = list(tables)
        self.digest = digest
        # Phrase to its places: number of the table, times the count of anchors, plus the anchor.
        self.entries: dict[str, Sequence[int]] = dict(entries or {})
        self._patterns: list[tuple[re.Pattern[str], int, Table | Shipped]] = []
        if entries is None:
            for number, table in enumerate(self.tables):
                if isinstance(table, Table):
                    self._add(number, table)
        self._arrange()

    def with_tables(self, tables: Sequence[Table]) -> PhraseIndex:
        """Return an index that finds the phrases of these tables too."""
        index = PhraseIndex([*self.tables, *tables], self.entries, self.digest)
        for number, table in enumerate(tables, len(self.tables)):
            index._add(number, table)
        index._arrange()
        return index

    def _add(self, number: int, table: Table) -> None:
        for anchor, phrase in table.phrases:
            place = _ANCHORS.index("colon" if anchor == "start" and _ENDS_SEPARATED.search(phrase) else anchor)
            if ANY in phrase:
                self._patterns.append((_pattern(phrase, place), place, table))
            else:
                folded = fold_phrase(phrase)
                self.entries[folded] = (*self.entries.get(folded, ()), number * len(_ANCHORS) + place)

    def _arrange(self) -> None:
        heads, tails, inner = defaultdict(set), defaultdict(set), defaultdict(list)
        for phrase, places in self.entries.items():
            anchors = {place % len(_ANCHORS) for place in places}
            if _START in anchors or _COLON in anchors:
                heads[phrase[0]].add(len(phrase))
            if _END in anchors:
                tails[phrase[-1]].add(len(phrase))
            if _INSIDE in anchors:
                inner[max(split_words([phrase])[0], key=len)].append(phrase)
        self._heads = {first: tuple(sorted(lengths)) for first, lengths in heads.items()}
        self._tails = {last: tuple(sorted(lengths)) for last, lengths in tails.items()}
        self._inner = dict(inner)
        self._inner_words = frozenset(inner)

    def find(self, trimmed: str, words: Iterable[str]) -> list[Hit]:
        """Return what stands in a trimmed, folded line whose words are given."""
        if not trimmed:
            return []
        hits = [Hit(self.tables[place // len(_ANCHORS)].kind, "line", self.tables[place // len(_ANCHORS)]) for place in self.entries.get(trimmed, ())]
        for length in self._heads.get(trimmed[0], ()):
            if length < len(trimmed) and trimmed[:length] in self.entries and not _runs_on(trimmed, length):
                separated = _SEPARATOR.match(trimmed, length) is not None
                hits += self._hits(trimmed[:length], "colon" if separated else "start", (_COLON, _START) if separated else (_START,))
        for length in self._tails.get(trimmed[-1], ()):
            if length < len(trimmed) and trimmed[-length:] in self.entries and not _runs_on(trimmed, len(trimmed) - length):
                hits += self._hits(trimmed[-length:], "end", (_END,))
        for word in self._inner_words.intersection(words):
            for phrase in self._inner[word]:
                at = trimmed.find(phrase)
                if at >= 0 and phrase != trimmed and not (_runs_on(trimmed, at) or _runs_on(trimmed, at + len(phrase))):
                    hits += self._hits(phrase, "inside", (_INSIDE,))
        for pattern, place, table in self._patterns:
            if pattern.search(trimmed):
                hits.append(Hit(table.kind, _ANCHORS[place], table))
        return hits

    def _hits(self, phrase: str, anchor: str, allowed: tuple[int, ...]) -> list[Hit]:
        found = []
        for place in self.entries[phrase]:
            number, written = divmod(place, len(_ANCHORS))
            if written in allowed:
                found.append(Hit(self.tables[number].kind, anchor, self.tables[number]))
        return found

    def to_data(self) -> dict[str, Any]:
        """Return plain data from which the same index is made again without reading rule files."""
        return {"tables": [[table.source, table.kind] for table in self.tables], "entries": self.entries}


def _pattern(phrase: str, place: int) -> re.Pattern[str]:
    """A user's phrase with a gap: every part is literal, the gap is bounded, so the search is linear."""
    parts = _GAP.join(re.escape(fold(part.replace("{number}", "0"))) for part in phrase.strip().split(ANY))
    before = "" if place in (_END, _INSIDE) else "^"
    after = {"line": "$", "end": "$", "colon": r"(?=\s*[:：|>»/·•՝፡፦፥៖】\]＝=ㅣ]|\s+-\s|\s*$)"}.get(_ANCHORS[place], "")
    return re.compile(f"{before}{parts}{after}")


def _runs_on(text: str, at: int) -> bool:
    """Tell whether a word goes on across position `at`."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    return bool(_JOINED.match(before) and _JOINED.match(after)) and not (_UNJOINED.match(before) or _UNJOINED.match(after))
