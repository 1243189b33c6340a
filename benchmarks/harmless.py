"""Do no harm: what does `clean` take from documents that hold no noise at all?

    python benchmarks/harmless.py [--worst 10]

The two hundred documents of tests/fixtures/harmless were written for this, and committed before anything was run on them. All of their lines are
body; where the name of a file ends in `-titled`, its first line may be called headline as well.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cleaner import Cleaner, Label, Line

DOCUMENTS = Path(__file__).parents[1] / "tests" / "fixtures" / "harmless"
LOST_IN_ALL = 0.001
"""The share of all characters that may be lost; issue 6 names it, as it does the next."""
LOST_IN_ONE = 0.1
"""The share of its characters that any one document may lose."""
TITLED = "-titled"


@dataclass(frozen=True)
class Harm:
    """What one document lost."""

    name: str
    """`LANG-KIND` or `LANG-KIND-titled`, as the file is named."""
    lines: tuple[Line, ...]

    @property
    def language(self) -> str:
        return self.name.partition("-")[0]

    @property
    def kind(self) -> str:
        return self.name.removesuffix(TITLED).partition("-")[2]

    @cached_property
    def lost(self) -> tuple[Line, ...]:
        """The lines that did not stay, a title that was called headline aside."""
        titled = self.name.endswith(TITLED)
        return tuple(line for line in self.lines if line.label is not Label.BODY and not (titled and line.start == self.lines[0].start and line.label is Label.HEADLINE))

    @property
    def characters(self) -> int:
        """Characters of the lines, separators aside."""
        return _characters(self.lines)

    @property
    def share(self) -> float:
        """Characters lost of all characters, 0 to 1."""
        return _characters(self.lost) / self.characters


def _characters(lines: Iterable[Line]) -> int:
    return sum(line.end - line.start for line in lines)


def harms(folder: Path = DOCUMENTS) -> list[Harm]:
    """Clean every document of a folder with the default settings; sorted by name."""
    clean = Cleaner()
    return [Harm(path.stem, clean(path.read_text(encoding="utf-8"), kind="text").lines) for path in sorted(folder.glob("*.txt"))]


def share_lost(found: Sequence[Harm]) -> float:
    """Return the characters lost of the characters of all documents, 0 to 1."""
    return sum(_characters(one.lost) for one in found) / sum(one.characters for one in found)


def _grouped(found: Sequence[Harm], key: Callable[[Harm], str]) -> list[str]:
    """One row a group, the one that loses most on top."""
    groups: dict[str, list[Harm]] = defaultdict(list)
    for one in found:
        groups[key(one)].append(one)
    return [_row(name, groups[name]) for name in sorted(groups, key=lambda name: -share_lost(groups[name]))]


def _row(name: str, found: Sequence[Harm]) -> str:
    hurt = sum(bool(one.lost) for one in found)
    return f"{name:<14} {len(found):>4} documents, {hurt:>3} hurt, {sum(one.characters for one in found):>8,} characters, {share_lost(found):>7.2%} lost"


def _worst(found: Sequence[Harm], count: int) -> Iterable[str]:
    for one in sorted(found, key=lambda one: -one.share)[:count]:
        if one.lost:
            yield f"{one.name}: {one.share:.1%}"
            yield from (f"    {line.label} {line.confidence:.2f} | {line.text}" for line in one.lost)


def report(found: Sequence[Harm], worst: int) -> str:
    """Return all figures as text, the `worst` documents with the lines they lost at the end."""
    labels: dict[str, list[Line]] = defaultdict(list)
    for line in (line for one in found for line in one.lost):
        labels[line.label].append(line)
    return "\n".join(
        [
            _row("all", found),
            f"limit in all {LOST_IN_ALL:.1%}; documents over {LOST_IN_ONE:.0%}: {sum(one.share > LOST_IN_ONE for one in found)} (limit 0)",
            "\nby label given",
            *(f"{label:<14} {len(lines):>4} lines, {_characters(lines):>6,} characters" for label, lines in sorted(labels.items())),
            "\nby kind",
            *_grouped(found, lambda one: one.kind),
            "\nby language",
            *_grouped(found, lambda one: one.language),
            "\nworst documents",
            *_worst(found, worst),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--worst", type=int, default=10, help="how many documents to list with the lines they lost")
    print(report(harms(), parser.parse_args().worst))


if __name__ == "__main__":
    main()
