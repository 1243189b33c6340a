"""Tell a person how a job goes, and what it did."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cleaner.article import Label
from cleaner.jobs.intake import Intake
from cleaner.jobs.run import Result


@contextmanager
def progress(console: Console) -> Iterator[Callable[..., None]]:
    """Show rate, share removed and time left on a terminal; nothing elsewhere."""
    if not console.is_terminal:
        yield lambda _intake, _result=None: None
        return
    columns = (BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TextColumn("{task.fields[told]}"), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as shown:
        task = shown.add_task("", total=None, told="reading")

        def show(intake: Intake, result: Result | None = None) -> None:
            told = _told(result, shown.tasks[task].elapsed or 0) if result else "learning the sites"
            shown.update(task, completed=intake.position, total=intake.size or None, told=told)

        yield show


def _told(result: Result, seconds: float) -> str:
    new = result.tally.documents - result.resumed
    return f"{result.tally.documents:,} documents · {new / max(seconds, 0.1):,.0f}/s · {share(result):.1%} removed · {result.rejects:,} rejects"


def notes(result: Result, output: str | None) -> Iterator[str]:
    """What a person should look at, a line each."""
    for path in result.empty:
        yield f"{path}: empty"
    if result.rejects and output != "-":
        for reject in result.first_rejects:
            yield f"{reject.input}, {reject.place}: {reject.reason}"
        if output:
            yield f"{result.rejects:,} rejects, all with place and reason in {output}/rejects.jsonl"


def share(result: Result) -> float:
    """Share of the characters that left the body, 0 to 1."""
    return result.tally.removed / max(1, result.tally.characters)


def summary(result: Result) -> Table:
    """What a job did, as a table."""
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column()
    table.add_column(justify="right")
    table.add_column()
    new = result.tally.documents - result.resumed
    rate = f"{new / result.seconds:,.0f} a second, {result.seconds:,.1f} s" if result.seconds and new else ""
    table.add_row("documents", f"{result.tally.documents:,}", rate + (f"; {result.resumed:,} were done before" if result.resumed else ""))
    table.add_row("rejects", f"{result.rejects:,}", "")
    table.add_row("characters", f"{result.tally.characters:,}", f"{share(result):.2%} removed")
    for label in Label:
        table.add_row(f"{label} lines", f"{result.tally.lines[label]:,}", "")
    for flag, count in sorted(result.tally.flags.items()):
        table.add_row(f"“{flag}”", f"{count:,}", "documents")
    for seconds, place in result.slowest:
        table.add_row("slow", f"{seconds:.1f} s", place)
    return table
