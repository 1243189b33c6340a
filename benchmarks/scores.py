"""Scores of labelled documents: strip precision and recall, body characters lost, perfect documents, with intervals by site.

The definitions are those of the data: body is kept; teaser, credit, footer and promo are stripped; headline, caption and
undecided lines are left out; a body line called headline or caption counts as lost.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from cleaner import Article, Label

from labelled import CODES, NEUTRAL, STRIPPED, Labelled


@dataclass
class Tally:
    """Counts of lines and characters, which add up over documents."""

    counts: Counter[str] = field(default_factory=Counter)

    def add_lines(self, document: Labelled, predicted: Sequence[Label]) -> None:
        """Count one document whose lines got these labels."""
        perfect = True
        for line, code, label in zip(document.lines, document.codes, predicted, strict=True):
            if code in NEUTRAL:
                continue
            stripped = label is not Label.BODY
            group = "noise" if code in STRIPPED else "body"
            self.counts[group] += 1
            self.counts[f"{group} chars"] += len(line)
            if stripped:
                self.counts[f"{group} stripped"] += 1
                self.counts[f"{group} chars stripped"] += len(line)
                self.counts["right label"] += group == "noise" and CODES[code] is label
                self.counts[f"{label} as {CODES[code]}"] += 1
            self.counts[f"{CODES[code]} in all"] += 1
            perfect &= stripped == (group == "noise")
        self.counts["documents"] += 1
        self.counts["perfect"] += perfect

    def add_characters(self, document: Labelled, stripped: bytearray) -> None:
        """Count one flattened document, of whose characters those marked were stripped."""
        at = 0
        for line, code in zip(document.lines, document.codes, strict=True):
            if code not in NEUTRAL:
                group = "noise" if code in STRIPPED else "body"
                hit = sum(stripped[at : at + len(line)])
                for unit in ("", " chars"):
                    self.counts[f"{group}{unit}"] += len(line)
                    self.counts[f"{group}{unit} stripped"] += hit
            at += len(line) + len(document.glue)

    @property
    def precision(self) -> float:
        stripped = self.counts["noise stripped"] + self.counts["body stripped"]
        return self.counts["noise stripped"] / stripped if stripped else 0.0

    @property
    def recall(self) -> float:
        return self.counts["noise stripped"] / max(1, self.counts["noise"])

    @property
    def f1(self) -> float:
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    @property
    def lost(self) -> float:
        """Share of the body characters that were stripped."""
        return self.counts["body chars stripped"] / max(1, self.counts["body chars"])

    @property
    def perfect(self) -> float:
        return self.counts["perfect"] / max(1, self.counts["documents"])

    @property
    def right_label(self) -> float:
        """Of the lines rightly stripped, the share with the right label."""
        return self.counts["right label"] / max(1, self.counts["noise stripped"])

    def of_label(self, label: Label) -> tuple[float, float]:
        """Precision and recall of one label, among the lines that are scored."""
        right = self.counts[f"{label} as {label}"]
        given = sum(count for name, count in self.counts.items() if name.startswith(f"{label} as "))
        return right / max(1, given), right / max(1, self.counts[f"{label} in all"])


def line_labels(article: Article, lines: Sequence[str]) -> list[Label]:
    """One label a line of the text that was joined with line feeds: that of most of its characters, whatever pieces it was cut into."""
    votes: list[Counter[Label]] = [Counter() for _ in lines]
    number, start = 0, 0
    for piece in article.lines:
        while start + len(lines[number]) < piece.start:
            start += len(lines[number]) + 1
            number += 1
        votes[number][piece.label] += piece.end - piece.start
    return [vote.most_common(1)[0][0] if vote else Label.BODY for vote in votes]


Tallies = dict[str, dict[str, Tally]]
"""Group, then site, to its tally: sites are what the bootstrap draws."""


def tally(documents: Iterable[Labelled], add: Callable[[Tally, Labelled], None]) -> Tallies:
    """Count documents by group and site."""
    tallies: Tallies = defaultdict(lambda: defaultdict(Tally))
    for document in documents:
        for group in document.groups:
            add(tallies[group][document.site], document)
    return tallies


def total(sites: Iterable[Tally]) -> Tally:
    """Add tallies up."""
    whole = Tally()
    for site in sites:
        whole.counts.update(site.counts)
    return whole


def interval(sites: dict[str, Tally], figure: Callable[[Tally], float], draws: int = 300) -> tuple[float, float]:
    """95 % bootstrap interval of a figure, drawing sites."""
    chance, names = random.Random(0), sorted(sites)
    figures = sorted(figure(total(sites[name] for name in chance.choices(names, k=len(names)))) for _ in range(draws))
    return figures[int(0.025 * draws)], figures[int(0.975 * draws)]
