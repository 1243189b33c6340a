"""The page of the docs that compares extractors on the html track: a table and a plot."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from html_scores import HtmlTally
from labelled import Labelled
from report import between, markdown_table, share

HEAD = (
    "", "news: found", "left", "F1", "95 % interval", "web: found", "left", "F1", "95 % interval", "ms a page", "p99", "failed",
)  # fmt: skip
PAGE = """# Pages: the html track

Made by `python benchmarks/html_track.py DEV --write docs/benchmark-html.md`; do not edit.

Data `{data}`: {documents:,} labelled documents, taken from {pages:,} pages. All extractors got the same bytes, in one run, one page after the other on one core,
with Python {python}. The row of `cleaner` is cross-validated by site in 5 folds: no page is decided with weights that saw its site, and the threshold is the default. Its times are
those of what ships, all times are CPU time. Intervals are 95 % bootstrap intervals of F1, drawing sites.

- *found*: of the lines labelled body, those whose letters stand in the body that came out. *left*: of the lines labelled teaser, credit, footer, promo, those that stand in it.
- *F1*: of found lines among body lines, and body lines among the lines that came out. Headlines, captions and undecided lines are left out, and lines under 10 letters.
- *failed*: pages on which the extractor raised an error; their body is empty.

{table}

![Body lines found, and noise lines left, on news pages]({plot})
"""


@dataclass
class Row:
    """What the table says of an extractor."""

    name: str
    totals: Mapping[str, HtmlTally]
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    milliseconds: float = 0.0
    slowest: float = 0.0
    """The time that 99 of 100 pages stay below, in milliseconds."""
    failed: int = 0


def table(rows: Sequence[Row]) -> str:
    """The table in Markdown."""
    return markdown_table(HEAD, [_cells(row) for row in rows])


def _cells(row: Row) -> tuple[str, ...]:
    if not row.intervals:
        return (row.name,) + ("–",) * (len(HEAD) - 1)
    figures = [cell for group, total in row.totals.items() for cell in (share(total.found), share(total.left), share(total.f1), between(row.intervals[group]))]
    return (row.name, *figures, f"{row.milliseconds:.1f}", f"{row.slowest:.0f}", str(row.failed))


def write_page(path: Path, rows: Sequence[Row], documents: Sequence[Labelled], data: str) -> None:
    """Write the page, and the plot beside it."""
    plot = path.with_suffix(".svg")
    pages = len({document.page for document in documents})
    path.write_text(
        PAGE.format(data=data, documents=len(documents), pages=pages, python=platform.python_version(), table=table(rows), plot=plot.name), encoding="utf-8"
    )
    draw([row for row in rows if row.intervals], plot)


def draw(rows: Sequence[Row], path: Path) -> None:
    """Draw what each extractor finds of the body of news pages, over the noise that it leaves."""
    import matplotlib

    matplotlib.rcParams["svg.hashsalt"] = "cleaner"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(figsize=(8, 5))
    for row in rows:
        total = row.totals["news"]
        mark = axes.scatter(total.left, total.found, s=40 + 4 * row.milliseconds, alpha=0.6)
        axes.annotate(row.name.split(",")[0] if row.name.startswith("cleaner") else row.name, (total.left, total.found), xytext=(6, 6), textcoords="offset points", fontsize=8)
        mark.set_edgecolor("black")
    axes.set_xlabel("noise lines left (left is better)")
    axes.set_ylabel("body lines found (up is better)")
    axes.set_title("News pages; the larger the dot, the more time a page takes")
    axes.grid(True, alpha=0.3)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
