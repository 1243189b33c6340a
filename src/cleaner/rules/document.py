"""What the rules look at: the lines of one document in columns, each thing computed once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING

from cleaner.reading.addresses import host_of
from cleaner.reading.folding import fold
from cleaner.reading.text import SourceLine, shorten
from cleaner.reading.wording import SENTENCE_MARKS, split_words
from cleaner.rules.dates import date_kind
from cleaner.rules.kinds import is_sites
from cleaner.rules.matching import Hit, PhraseIndex, trim
from cleaner.rules.row_forms import alike_in_form
from cleaner.rules.stems import StemSet, StemSets
from cleaner.rules.vocabulary import Words

if TYPE_CHECKING:
    from cleaner.memory import Sightings, SiteMemory

# How many Latin characters say as much as one of the script: Han and kana about 2.5, Hangul 1.8 (parallel news texts).
_DENSE, _HANGUL = "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]", "[\uac00-\ud7a3]"
_SAMPLE = 4000
_ENDS = tuple(f"{SENTENCE_MARKS}:：\"”»’)")
_AT_START = frozenset(("start", "colon", "line"))
_LIST_HEADINGS = frozenset(("teaser.heading", "footer.tags"))
_LONGEST_DATED = 160
PARAGRAPH = 110
"""Size from which a line counts as a paragraph: nine in ten teasers are shorter, two in three body lines longer (development data)."""


class Document:
    """The lines of a document, in columns. Every list has one item a line."""

    def __init__(self, lines: Sequence[SourceLine], phrases: PhraseIndex, words: Words, url: str | None = None, memory: SiteMemory | None = None) -> None:
        self.lines = lines
        self.texts = [shorten(line.text) for line in lines]
        self.lengths = [len(line.text) for line in lines]
        self.whole = "\n".join(self.texts)
        self.folded = fold(self.whole).split("\n") if lines else []
        self.trimmed = [trim(line) for line in self.folded]
        self.words = split_words(self.folded)
        self.phrases = phrases
        self.url, self.memory = url, memory
        self.host = host_of(url)
        self.language = words.of(self.words)
        self.lexicon = words.lexicon
        self.calendar = words.calendar
        self.months = words.months

    @cached_property
    def beginning(self) -> str:
        """The first characters of the document, without line breaks: they tell its script."""
        return "".join(self.texts[:_SAMPLE])[:_SAMPLE]

    @cached_property
    def density(self) -> float:
        """Latin characters that say as much as one character of this document's script."""
        sample = self.beginning
        if 3 * (len(sample) - len(sample.encode("ascii", "ignore"))) < len(sample):
            return 1.0
        # Compiled here (and kept by `re`): sets of so many letters take milliseconds, and most documents need none.
        dense, hangul = len(re.findall(_DENSE, sample)), len(re.findall(_HANGUL, sample))
        if max(dense, hangul) * 3 < len(sample):
            return 1.0
        return 2.5 if dense >= hangul else 1.8

    @cached_property
    def sizes(self) -> list[float]:
        """Length in Latin characters' worth."""
        density = self.density
        return [length * density for length in self.lengths]

    @cached_property
    def paragraphs(self) -> list[bool]:
        return [size >= PARAGRAPH for size in self.sizes]

    @cached_property
    def closed(self) -> list[bool]:
        """Whether each line ends with a mark, as a sentence does."""
        return [text.endswith(_ENDS) for text in self.texts]

    @cached_property
    def distinct(self) -> list[frozenset[str]]:
        """The words of each line, each once."""
        return list(map(frozenset, self.words))

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the document, each once."""
        return frozenset().union(*self.distinct)

    @cached_property
    def numeric(self) -> list[bool]:
        """Whether each line holds a digit: folding leaves one 0 of every number."""
        return ["0" in line for line in self.folded]

    @cached_property
    def hits(self) -> list[list[Hit]]:
        """The phrases found in each line, those of pinning rules aside. Keywords behind a colon are the author's, as under an abstract, where nothing else is a site's."""
        found = [[hit for hit in hits if hit.table.effect is None] if hits else hits for hits in self._found]
        if all(_is_keywords(hit) for hits in found for hit in hits if is_sites(hit.kind)):
            return [[hit for hit in hits if not is_sites(hit.kind)] if hits else hits for hits in found]
        return found

    @property
    def holds_phrase(self) -> bool:
        """Whether any line holds a phrase of a site's: one that is neither body nor caption."""
        return any(is_sites(kind) for hits in self.hits for kind, _, _ in hits)

    @cached_property
    def found_of_kind(self) -> dict[str, list[tuple[int, str]]]:
        """For each kind of phrase that stands anywhere: in which lines, and how it stands there."""
        found: dict[str, list[tuple[int, str]]] = {}
        for index, hits in enumerate(self.hits):
            for kind, anchor, _ in hits:
                found.setdefault(kind, []).append((index, anchor))
        return found

    @cached_property
    def site_words(self) -> dict[str, list[int]]:
        """How many words of each line several phrases of a group share, by group."""
        return {group: [len(words & own) if words else 0 for words in self._said] for group, own in self.language.site.items()}

    @cached_property
    def _said(self) -> list[frozenset[str]]:
        """The words of each line that several phrases share."""
        # Of the long list those that the document has: a line is held against few words in no time.
        said = self.vocabulary & self.language.said
        return [words & said for words in self.distinct]

    @cached_property
    def content_words(self) -> list[int]:
        """How many different words each line has that are no function words; 0 where several phrases share none of its words."""
        function = self.language.function
        return [len(words) - len(words & function) if said else 0 for words, said in zip(self.distinct, self._said, strict=True)]

    @cached_property
    def noisy(self) -> list[bool]:
        """Lines that begin with, or are, a phrase that is neither body nor caption, and the short lines under a heading of stories or tags."""
        found, listed = [], False
        for paragraph, hits in zip(self.paragraphs, self.hits, strict=True):
            listed = not paragraph and (listed or any(anchor == "line" and kind in _LIST_HEADINGS for kind, anchor, _ in hits))
            found.append(listed or (bool(hits) and any(anchor in _AT_START and is_sites(kind) for kind, anchor, _ in hits)))
        return found

    @cached_property
    def dates(self) -> list[str]:
        """For each short line: does it hold a date, a time, both, or open with a date? See `date_kind`."""
        return [
            date_kind(text, words, self.months) if numeric and len(text) < _LONGEST_DATED else "none"
            for text, words, numeric in zip(self.texts, self.words, self.numeric, strict=True)
        ]

    @cached_property
    def alike_in_form(self) -> list[int]:
        """How many of the six lines around each line have its form of figures and marks. See `alike_in_form`."""
        return alike_in_form(self.texts)

    @cached_property
    def _found(self) -> list[list[Hit]]:
        # Few words of a document stand in phrases that are looked for inside lines.
        inner = self.phrases.inner.keys() & self.vocabulary
        found = [self.phrases.find(trimmed, words & inner) for trimmed, words in zip(self.trimmed, self.distinct, strict=True)]
        return [[hit for hit in hits if self._applies(hit.table.host)] if hits else hits for hits in found]

    def _applies(self, host: str | None) -> bool:
        return host is None or self.host == host or self.host.endswith(f".{host}")

    @cached_property
    def pins(self) -> dict[int, tuple[str, bool, str]]:
        """Lines that a rule with an effect pins: the label, whether it must or must not be, and the rule; the last rule counts."""
        pinning = ((index, hit.table) for index, hits in enumerate(self._found) for hit in hits)
        return {index: (table.label, table.effect == "always", table.source) for index, table in pinning if table.effect and table.label}

    @cached_property
    def sightings(self) -> Sightings | None:
        """What the other pages of its site tell; None where no memory is given, or none knows another page."""
        return self.memory.sightings(self.url, self.trimmed, self.paragraphs) if self.memory else None

    @cached_property
    def stems(self) -> list[frozenset[str]]:
        """The content words of each line, cut to their stems."""
        known = self.language.stems(self.vocabulary)
        return [frozenset(filter(None, map(known.get, words))) for words in self.distinct]

    @cached_property
    def stem_counts(self) -> list[int]:
        """How many different stems each line has."""
        return list(map(len, self.stems))

    @cached_property
    def common(self) -> dict[str, int]:
        """Of the stems that stand in several lines, in how many."""
        return {stem: lines for stem, lines in self.spread.items() if lines > 1}

    @cached_property
    def stem_sets(self) -> StemSets:
        """Sets of the stems that stand in several lines."""
        return StemSets(self.common)

    @cached_property
    def shared(self) -> list[StemSet]:
        """Of the stems of each line, those that stand in other lines too."""
        return list(map(self.stem_sets.of, self.stems))

    @cached_property
    def spread(self) -> Counter[str]:
        """In how many lines each stem stands."""
        return Counter(chain.from_iterable(self.stems))

    @cached_property
    def previous_paragraph(self) -> list[int]:
        """Index of the nearest paragraph before each line, -1 where there is none."""
        found, last = [], -1
        for index, paragraph in enumerate(self.paragraphs):
            found.append(last)
            if paragraph:
                last = index
        return found

    @cached_property
    def next_paragraph(self) -> list[int]:
        """Index of the nearest paragraph after each line, -1 where there is none."""
        found, last = [], -1
        for index in range(len(self.paragraphs) - 1, -1, -1):
            found.append(last)
            if self.paragraphs[index]:
                last = index
        return found[::-1]

    @cached_property
    def repeats(self) -> list[int]:
        """How often the line stands in the document."""
        counted = Counter(self.trimmed)
        return [counted[line] for line in self.trimmed]


def _is_keywords(hit: Hit) -> bool:
    return hit.kind == "footer.tags" and hit.anchor == "colon"
