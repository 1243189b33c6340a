"""What is counted while the records go by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from cleaner.article import Flag, Label
from cleaner.report.bounded import Frequent, Largest
from cleaner.report.records import Cleaned, Span

MOST_SITES = 50_000
"""Sites that are counted apart; those that come later are counted together. A tenth of this is much for one crawl."""
MOST_TEXTS = 100_000
"""Different removed lines that are counted at once."""
MOST_OF_A_LINE = 200
"""Longer lines are counted by their beginning."""
DOCUMENTS = 15
"""Documents that are shown of a kind."""
NEAREST = 15
"""Lines nearest the threshold that are shown, on each side."""
POOL = 4 * NEAREST
"""Lines that are kept for that: how near a removed line is shows exactly only when it is cleaned again."""
LONGEST = 300_000
"""Characters; a longer document is counted and named, not shown: the page would not open."""
BINS = 20
OTHER_SITES = "other sites"


@dataclass
class Amounts:
    """How much of something was read and removed."""

    documents: int = 0
    characters: int = 0
    """Of all lines, body and removed."""
    lines: Counter[Label] = field(default_factory=Counter)
    removed: Counter[Label] = field(default_factory=Counter)
    """Characters that left the body, by label."""

    @property
    def share(self) -> float:
        """Share of the characters that left the body, 0 to 1."""
        return self.removed.total() / self.characters if self.characters else 0.0

    def share_of(self, label: Label) -> float:
        """The part of it that one label took."""
        return self.removed[label] / self.characters if self.characters else 0.0


@dataclass(frozen=True, slots=True)
class Spotted:
    """A line worth looking at, and the record that holds it."""

    record: Cleaned
    index: int

    @property
    def span(self) -> Span:
        return self.record.spans[self.index]

    @property
    def text(self) -> str:
        return self.record.text[self.span.start : self.span.end]


class Tally:
    """Counts over all records, and the few that are kept to be shown."""

    def __init__(self, threshold: Callable[[str], float]) -> None:
        self._threshold = threshold
        self.thresholds: dict[str, float] = {}
        """Those that decided, by what was cleaned: `text`, `html`."""
        self.all = Amounts()
        self.sites: dict[str, Amounts] = {}
        self.shares = [0] * BINS
        """Documents by removed share: from 0 to 1 in equal steps."""
        self.flags: Counter[str] = Counter()
        self.fingerprints: Counter[str] = Counter()
        self.removed_lines: Frequent[tuple[Label, str]] = Frequent(MOST_TEXTS)
        self.most_removed: Largest[Cleaned] = Largest(DOCUMENTS)
        self.without_article: Largest[Cleaned] = Largest(DOCUMENTS)
        self.near_kept = NearLines(POOL)
        self.near_removed = NearLines(POOL)

    def add(self, record: Cleaned) -> None:
        """Count a record, and keep it where it is worth showing."""
        own = _amounts(record.spans)
        if record.kind not in self.thresholds:
            self.thresholds[record.kind] = self._threshold(record.kind)
        for amounts in (self.all, self._site(record.site)):
            amounts.documents += 1
            amounts.characters += own.characters
            amounts.lines.update(own.lines)
            amounts.removed.update(own.removed)
        self.shares[min(int(own.share * BINS), BINS - 1)] += 1
        self.flags.update(record.flags)
        self.fingerprints[record.fingerprint] += 1
        self._keep(record, own)
        self._add_lines(record)

    def _keep(self, record: Cleaned, own: Amounts) -> None:
        if not own.removed:
            return
        kept = self.without_article if Flag.NO_ARTICLE in record.flags else self.most_removed
        kept.add((own.share, own.removed.total()), record if len(record.text) <= LONGEST else replace(record, text="", spans=(), page=None))

    def _site(self, site: str) -> Amounts:
        if site not in self.sites and len(self.sites) >= MOST_SITES:
            site = OTHER_SITES
        return self.sites.setdefault(site, Amounts())

    def _add_lines(self, record: Cleaned) -> None:
        threshold = self.thresholds[record.kind]
        for index, span in enumerate(record.spans):
            if span.label is Label.BODY:
                self.near_kept.add(abs(1 - span.confidence - threshold), record, index)
                continue
            self.near_removed.add(abs(span.confidence - threshold), record, index)
            self.removed_lines.add((span.label, record.text[span.start : min(span.end, span.start + MOST_OF_A_LINE)]), record.site)


class NearLines:
    """The lines nearest the threshold, each text once."""

    def __init__(self, most: int) -> None:
        self._nearest: Largest[Spotted] = Largest(most)
        self._texts: set[str] = set()

    def add(self, distance: float, record: Cleaned, index: int) -> None:
        """Keep the line if it is among the nearest and its text is new."""
        if not self._nearest.takes(-distance) or len(record.text) > LONGEST:
            return
        line = Spotted(record, index)
        if line.text not in self._texts:
            self._nearest.add(-distance, line)
            self._texts = {spotted.text for spotted in self._nearest}

    def __iter__(self) -> Iterator[Spotted]:
        return iter(self._nearest)


def _amounts(spans: tuple[Span, ...]) -> Amounts:
    own = Amounts(1)
    for span in spans:
        size = span.end - span.start
        own.lines[span.label] += 1
        own.characters += size
        if span.label is not Label.BODY:
            own.removed[span.label] += size
    return own
