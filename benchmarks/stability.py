"""Is a cleaned text clean? `clean(clean(x).body).body == clean(x).body` on labelled documents, and why not where it is not.

    python benchmarks/stability.py LINES.jsonl [--show 20] [--every 1]
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cleaner import Article, Cleaner, Flag, Label, Line
from report import markdown_table

GOAL = 0.995


@dataclass(frozen=True)
class Twice:
    """A document that was cleaned, and its body that was cleaned again."""

    name: str
    group: str
    first: Article
    second: Article

    @property
    def is_stable(self) -> bool:
        return self.second.body == self.first.body

    @property
    def lost(self) -> list[Line]:
        """Lines that only the second pass takes away."""
        return [line for line in self.second.lines if line.label is not Label.BODY]

    @property
    def reason(self) -> str:
        """Why the second pass takes more, by what changed between the two."""
        if Flag.NO_ARTICLE in self.second.flags:
            return "nothing is left"
        if "\n" not in self.first.body.strip() and "\n" in self.first.text.strip():
            return "one line is left, which is cut as a text without line breaks"
        firsts = self.lost[0].start == self.second.lines[0].start
        lasts = self.lost[-1].end == self.second.lines[-1].end
        return "the first line" if firsts and not lasts else "the last line" if lasts and not firsts else "both ends" if firsts else "between"


def twice(documents: Iterable[dict[str, object]]) -> list[Twice]:
    clean = Cleaner()
    found = []
    for document in documents:
        first = clean("\n".join(document["lines"]), kind="text")  # type: ignore[arg-type]
        found.append(Twice(str(document["id"]), f"{document['genre']}, {document['extractor']}", first, clean(first.body, kind="text")))
    return found


def report(found: Sequence[Twice], show: int) -> str:
    groups: dict[str, list[Twice]] = defaultdict(list)
    for one in found:
        groups[one.group].append(one)
    unstable = [one for one in found if not one.is_stable]
    rows = [_row(name, groups[name]) for name in sorted(groups)]
    lost = sum(line.end - line.start for one in unstable for line in one.lost)
    reasons = Counter(one.reason for one in unstable)
    labels = Counter(str(line.label) for one in unstable for line in one.lost)
    parts = [
        markdown_table(("group", "documents", "not stable", "stable"), [*rows, _row("all", found)]),
        f"the second pass takes {lost:,} of {sum(len(one.first.body) for one in found):,} characters; goal {GOAL:.1%} of the documents",
        markdown_table(("what goes the second time", "documents"), _counted(reasons)),
        markdown_table(("as", "lines"), _counted(labels)),
    ]
    for one in unstable[:show]:
        went = (f"    {line.label} {line.p_body:.2f} (first {_before(one, line):.2f}) | {line.text[:110]}" for line in one.lost)
        parts.append("\n".join((f"{one.name} ({one.group}): {one.reason}", *went)))
    return "\n\n".join(parts)


def _row(name: str, found: Sequence[Twice]) -> tuple[str, ...]:
    return name, f"{len(found):,}", str(sum(not one.is_stable for one in found)), f"{_share(found):.2%}"


def _counted(counts: Counter[str]) -> list[tuple[str, str]]:
    return [(name, str(count)) for name, count in counts.most_common()]


def _share(found: Sequence[Twice]) -> float:
    return sum(one.is_stable for one in found) / len(found)


def _before(one: Twice, line: Line) -> float:
    """How likely the first pass took the line for body."""
    return next((other.p_body for other in one.first.lines if line.text in other.text), -1.0)


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("lines", type=Path, help="labelled documents, as of the benchmark")
    command.add_argument("--show", type=int, default=0, help="how many unstable documents to list with the lines that went (0)")
    command.add_argument("--every", type=int, default=1, help="take one document in so many (1)")
    given = command.parse_args()
    with given.lines.open(encoding="utf-8") as file:
        documents = [json.loads(line) for place, line in enumerate(file) if place % given.every == 0]
    print(report(twice(documents), given.show))


if __name__ == "__main__":
    main()
