"""The articles of the tests: read them, run the engine on them, say how it does.

    python tests/fixture_articles.py                          print the table of scores
    python tests/fixture_articles.py --write-known-failures   list anew the articles that do not come out exactly

A file is one article: header lines that begin with `#`, then `label | text`, one line of the article a line, split at the
first ` | ` only. `golden/` holds what has to come out exactly; `articles/` and `seedlike/` were written without a look at the
engine and measure it. `known_failures.txt` names the files of any folder that do not come out exactly yet; a file that starts
to has to leave that list.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cleaner import Article, Label, clean

ROOT = Path(__file__).parents[1]
FIXTURES = ROOT / "tests/fixtures"
FOLDERS = ("golden", "articles", "seedlike")
KNOWN_FAILURES = FIXTURES / "known_failures.txt"
NOISE = (Label.TEASER, Label.CREDIT, Label.FOOTER, Label.PROMO)
"""What should be stripped. Headlines and captions count in `lines right` only, as in the benchmark."""
HEAD = "# Articles that do not come out exactly as their gutter says. Written by: python tests/fixture_articles.py --write-known-failures\n"


@dataclass(frozen=True)
class FixtureArticle:
    """One article, and what each of its lines is."""

    name: str
    """Folder and file: `golden/id-news.txt`."""
    language: str
    shape: str
    labels: tuple[Label, ...]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def is_clean(self) -> bool:
        """Whether every line is body."""
        return set(self.labels) == {Label.BODY}

    @property
    def gutter(self) -> list[str]:
        """The lines as the file shows them."""
        return [f"{label:<8} | {line.strip()}" for label, line in zip(self.labels, self.lines, strict=True)]

    def __str__(self) -> str:
        return self.name.removesuffix(".txt")


def read_fixtures(folder: str) -> list[FixtureArticle]:
    """Read all articles of a folder, in the order of their names."""
    return [read_fixture(path) for path in sorted((FIXTURES / folder).glob("*.txt"))]


def read_fixture(path: Path) -> FixtureArticle:
    """Read one article. Raises `ValueError` with file and line where it is not as described above."""
    name = f"{path.parent.name}/{path.name}"
    head: dict[str, str] = {}
    rows: list[tuple[Label, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").rstrip("\n").split("\n"), 1):
        if line.startswith("#") and not rows:
            key, _, value = line.lstrip("# ").partition(": ")
            head[key] = value
        else:
            rows.append(_row(line, f"{name}, line {number}"))
    return FixtureArticle(name, head["language"], head.get("shape", ""), tuple(label for label, _ in rows), tuple(line for _, line in rows))


def _row(line: str, where: str) -> tuple[Label, str]:
    label, bar, text = line.partition(" | ")
    if not bar or label.strip() not in tuple(Label) or not text.strip():
        raise ValueError(f"{where}: has to be `label | text`, with one of {', '.join(Label)}; not {line!r}")
    return Label(label.strip()), text


def gutter(article: Article) -> list[str]:
    """The lines of a result as a fixture file shows them."""
    return [f"{line.label:<8} | {line.text}" for line in article.lines]


def comes_out(fixture: FixtureArticle) -> bool:
    """Whether the engine labels every line as the gutter says."""
    return gutter(clean(fixture.text)) == fixture.gutter


def known_failures() -> frozenset[str]:
    """Names of the articles that are known not to come out exactly."""
    lines = KNOWN_FAILURES.read_text(encoding="utf-8").splitlines() if KNOWN_FAILURES.exists() else []
    return frozenset(line for line in lines if line and not line.startswith("#"))


def write_known_failures() -> None:
    """List the articles that do not come out exactly now."""
    names = [fixture.name for folder in FOLDERS for fixture in read_fixtures(folder) if not comes_out(fixture)]
    KNOWN_FAILURES.write_text(HEAD + "".join(f"{name}\n" for name in names), encoding="utf-8")
    print(f"{KNOWN_FAILURES.relative_to(ROOT)}: {len(names)} articles")


def count(fixture: FixtureArticle) -> Counter[str]:
    """Count one article: lines by what they are and whether they were stripped, and body characters likewise."""
    counts = Counter(articles=1, exact=comes_out(fixture))
    for line, right in zip(clean(fixture.text).lines, fixture.labels, strict=True):
        group = "noise" if right in NOISE else str(right)
        stripped = " stripped" if line.label is not Label.BODY else " kept"
        counts.update(["lines", group + stripped])
        counts[f"{group} characters{stripped}"] += len(line.text)
        counts["right"] += line.label is right
    return counts


def table() -> Iterator[str]:
    """The scores by folder and language, as Markdown."""
    yield "| folder | language | articles | lines | lines right | body characters lost | strip F1 | exact articles |"
    yield "|---|---|--:|--:|--:|--:|--:|--:|"
    for folder in FOLDERS:
        by_language: dict[str, Counter[str]] = defaultdict(Counter)
        for fixture in read_fixtures(folder):
            by_language[fixture.language].update(count(fixture))
        yield table_row(folder, "all", sum(by_language.values(), Counter()))
        for language, counts in sorted(by_language.items()):
            yield table_row(folder, language, counts)


def table_row(folder: str, language: str, counts: Counter[str]) -> str:
    """One row of the table."""
    wrong = counts["noise kept"] + counts["body stripped"]
    f1 = 2 * counts["noise stripped"] / (2 * counts["noise stripped"] + wrong) if counts["noise stripped"] + wrong else None
    lost = counts["body characters stripped"] / max(1, counts["body characters stripped"] + counts["body characters kept"])
    shown = "–" if f1 is None else f"{f1:.3f}"
    return f"| {folder} | {language} | {counts['articles']} | {counts['lines']} | {counts['right'] / max(1, counts['lines']):.1%} | {lost:.2%} | {shown} | {counts['exact']} |"


def main(arguments: list[str]) -> None:
    """Do what the arguments ask for."""
    if arguments == ["--write-known-failures"]:
        write_known_failures()
    elif not arguments:
        print("\n".join(table()))
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
