"""Time of `clean` on ever longer texts: twice the text, twice the time. Prints a table and draws a plot.

The texts are made of invented words, as often used as words of a language are: paragraphs, with short lines between them. One
series doubles the characters up to 10 MB, the other the lines (short ones, as of a page that lists thousands of things) up to 200,000.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from math import log
from pathlib import Path
from statistics import linear_regression

from cleaner import Cleaner
from report import markdown_table, progress

DOUBLINGS = 7
MOST_CHARACTERS = 10_000_000
MOST_LINES = 200_000
ROUNDS = 3
"""How often a text is cleaned; the least processor time counts."""
_WORDS = 40_000
_PARAGRAPH, _SHORT = 30, 5

Point = tuple[int, int, float]
"""Characters, lines, seconds of processor time."""


def main() -> None:
    """Measure, print, draw."""
    given = parser().parse_args()
    words = _Words()
    series = {
        "paragraphs, doubled up to 10 MB": measured([words.text(size, _PARAGRAPH) for size in doubled(MOST_CHARACTERS // 195)]),
        "short lines, doubled up to 200,000": measured([words.text(size, _SHORT) for size in doubled(MOST_LINES)]),
    }
    for name, points in series.items():
        print(f"{name}: time grows with the size to the power of {exponent(points):.2f}\n\n{table(points)}\n")
    if given.plot:
        draw(series, given.plot)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the plot into this file (needs matplotlib)")
    return command


def doubled(most: int) -> list[int]:
    """Sizes that double up to the largest."""
    return [most >> step for step in range(DOUBLINGS, -1, -1)]


class _Words:
    """Invented words, the first ones the most frequent."""

    def __init__(self) -> None:
        self.random = random.Random(6)
        syllables = [one + other for one in "bdfgklmnprst" for other in "aeiou"]
        self.words = ["".join(self.random.choices(syllables, k=self.random.choice((1, 2, 3, 3, 4)))) for _ in range(_WORDS)]

    def text(self, lines: int, length: int) -> str:
        """A text of so many lines of about this many words; every sixth is short."""
        return "\n".join(self._line(length if place % 6 else _SHORT) for place in range(lines))

    def _line(self, length: int) -> str:
        ranks = (min(_WORDS, int(self.random.paretovariate(0.5))) - 1 for _ in range(self.random.randint(length - 2, length + 2)))
        return " ".join(self.words[rank] for rank in ranks).capitalize() + "."


def measured(texts: Sequence[str]) -> list[Point]:
    """Clean each text a few times."""
    cleaner = Cleaner()
    return [(len(text), text.count("\n") + 1, min(_timed(cleaner, text) for _ in range(ROUNDS))) for text in texts]


def _timed(cleaner: Cleaner, text: str) -> float:
    progress(f"{len(text):,} characters")
    started = time.process_time()
    cleaner(text)
    return time.process_time() - started


def table(points: Sequence[Point]) -> str:
    """A row for each text: how long it took, and how long a character took against the text half as long."""
    rows, before = [], None
    for characters, lines, seconds in points:
        each = seconds / characters
        rows.append([f"{characters:,}", f"{lines:,}", f"{seconds:.3f}", f"{characters / seconds:,.0f}", f"{each / before:.2f}" if before else "–"])
        before = each
    return markdown_table(["characters", "lines", "seconds", "characters a second", "time per character against half the text"], rows)


def exponent(points: Sequence[Point]) -> float:
    """The slope of seconds over characters, both in logarithms: 1 is linear, 2 a square."""
    sizes, seconds = [log(size) for size, _, _ in points], [log(taken) for _, _, taken in points]
    return linear_regression(sizes, seconds).slope


def draw(series: dict[str, list[Point]], path: Path) -> None:
    """Draw seconds over characters, both doubling, with the line on which time doubles with the text."""
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(7, 4.2))
    for name, points in series.items():
        sizes = [size for size, _, _ in points]
        line = axes.loglog(sizes, [seconds for _, _, seconds in points], "o-", label=name)[0]
        axes.loglog(sizes, [points[-1][2] * size / sizes[-1] for size in sizes], ":", color=line.get_color(), linewidth=1)
    axes.set_xlabel("characters")
    axes.set_ylabel("seconds (dotted: proportional to the text)")
    axes.grid(True, alpha=0.3)
    axes.legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


if __name__ == "__main__":
    main()
