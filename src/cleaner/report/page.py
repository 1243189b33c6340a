"""Make the report: read, count, clean the few that are shown again, fill the template."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cleaner.article import Label
from cleaner.cleaning import Cleaner
from cleaner.jobs.opening import file_system
from cleaner.report.again import Again, NearLine
from cleaner.report.charts import label_chart, share_chart, site_chart
from cleaner.report.failures import Failures, read_failures
from cleaner.report.records import Cleaned, Names, ReportError, read_outputs
from cleaner.report.tally import Amounts, Tally
from cleaner.viewer import ArticleView, render_page

CHARTED_SITES = 12
LISTED_SITES = 200
FEWEST_DOCUMENTS = 5
"""A site with fewer is no finding yet: one odd page makes its share."""
REMOVED_LINES = 40
USUAL_NAMES = Names()


@dataclass(frozen=True)
class Shown:
    """A document in the report, and the anchor that leads to it."""

    id: str
    view: ArticleView


@dataclass(frozen=True)
class Report:
    """What was made, and what to say of it in one line."""

    page: bytes
    documents: int
    failures: int


def make_report(outputs: Sequence[str], cleaner: Cleaner, names: Names = USUAL_NAMES) -> Report:
    """Make the page of a run's outputs: files or folders of JSON Lines or Parquet, as `cleaner run` writes them.

    Reasons are shown where `cleaner` is the one that decided: pass it the rules and options of the run. Raises
    `ReportError` where a record is no output, `JobError` where there is no such file.
    """
    tally = Tally(cleaner.threshold)
    for record in read_outputs(outputs, names):
        tally.add(record)
    if not tally.all.documents:
        raise ReportError(f"{', '.join(outputs)}: no records; the report needs what cleaner run wrote")
    failures = read_failures(outputs)
    return Report(_render(outputs, tally, failures, Again(cleaner)), tally.all.documents, failures.count)


def _render(outputs: Sequence[str], tally: Tally, failures: Failures, again: Again) -> bytes:
    near = {"stayed": again.nearest(tally.near_kept), "left": again.nearest(tally.near_removed)}
    shown = _Documents(again)
    groups = {"removed": shown.add_all(tally.most_removed), "none": shown.add_all(tally.without_article)}
    groups["near"] = shown.add_all(line.record for line in [*near["stayed"], *near["left"]])
    return render_page(
        "report.html",
        package="cleaner.report",
        outputs=outputs,
        tally=tally,
        thresholds=_thresholds(tally),
        cleaner=again.cleaner,
        notes=[*_unfinished(outputs), *_other_cleaners(tally, again.cleaner)],
        charts=_charts(tally),
        sites=_largest_sites(tally)[:LISTED_SITES],
        removed_lines=tally.removed_lines.top(REMOVED_LINES),
        near=near,
        anchor=shown.anchor,
        groups=groups,
        shown_counts=_sum(document.view.counts for group in groups.values() for document in group),
        failures=failures,
    )


class _Documents:
    """The documents that are shown, each once."""

    def __init__(self, again: Again) -> None:
        self._again = again
        self._ids: dict[str, str] = {}

    def add_all(self, records: Iterable[Cleaned]) -> list[Shown]:
        """View those that are not shown yet."""
        return [self._shown(record) for record in records if record.place not in self._ids]

    def _shown(self, record: Cleaned) -> Shown:
        self._ids[record.place] = f"d{len(self._ids)}"
        return Shown(self._ids[record.place], self._again.view(record))

    def anchor(self, line: NearLine) -> str:
        """Where a line stands on the page."""
        return f"{self._ids[line.record.place]}-{line.index}"


def _charts(tally: Tally) -> dict[str, Any]:
    largest = _largest_sites(tally)
    losing = sorted((entry for entry in largest if entry[1].documents >= FEWEST_DOCUMENTS), key=lambda entry: -entry[1].share)
    return {
        "labels": label_chart(tally.all),
        "shares": share_chart(tally.shares),
        "largest": site_chart(largest[:CHARTED_SITES]),
        "losing": site_chart(losing[:CHARTED_SITES]) if len(largest) > CHARTED_SITES and losing else None,
    }


def _largest_sites(tally: Tally) -> list[tuple[str, Amounts]]:
    return sorted(tally.sites.items(), key=lambda entry: (-entry[1].documents, entry[0]))


def _thresholds(tally: Tally) -> str:
    """The threshold, or one for texts and one for pages where these differ."""
    if len(set(tally.thresholds.values())) == 1:
        return str(*set(tally.thresholds.values()))
    return f"{tally.thresholds['text']} (of a page: {tally.thresholds['html']})"


def _sum(counts: Iterable[Any]) -> dict[Label, int]:
    total: dict[Label, int] = {}
    for one in counts:
        for label, number in one.items():
            total[label] = total.get(label, 0) + number
    return {label: total[label] for label in Label if label in total}


def _unfinished(outputs: Iterable[str]) -> list[str]:
    """Say which runs are not at their end: the report tells of what stands there so far."""
    notes = []
    for path in outputs:
        fs, inner = file_system(path)
        manifest = f"{inner.rstrip('/')}/manifest.json"
        if fs.exists(manifest) and json.loads(fs.cat_file(manifest)).get("state") != "finished":
            notes.append(f"The run in {path} is not finished; this is what it wrote so far. cleaner run --resume goes on.")
    return notes


def _other_cleaners(tally: Tally, cleaner: Cleaner) -> list[str]:
    others = {name: count for name, count in tally.fingerprints.items() if name != cleaner.fingerprint}
    if not others:
        return []
    names = ", ".join(f"{name or 'unknown'} ({count:,})" for name, count in others.items())
    return [f"Documents decided by another cleaner than the present one ({cleaner.fingerprint}), shown without reasons: {names}. Give the run's rules and options to see them."]
