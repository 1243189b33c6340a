"""`cleaner run INPUT… -o OUTPUT`: clean a crawl."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple, NoReturn

import typer

from cleaner import Cleaner
from cleaner.cli.deciding import PANEL, ConfidenceOption, LanguageOption, MemoryOption, RulesOption, cleaner_of
from cleaner.cli.exits import WRONG as FAILED
from cleaner.cli.exits import fail
from cleaner.jobs.job import RECORDS_A_SHARD, SECONDS_A_DOCUMENT, URL_FIELD, Fields, InputFormat, Job, OutputFormat

if TYPE_CHECKING:
    from cleaner.jobs.run import Result

STOPPED = 128 + signal.SIGINT
RESUMABLE = "; what is done stays, the same call with --resume goes on"
LEARN = "Read the inputs twice: learn the furniture of their sites into this site memory, new or from earlier crawls, then clean with it."

KEEP = "Leave a text untouched of which more than half, or all, would go; its flag stays: look at these."

INPUTS = (
    "Files (.jsonl, .csv, .parquet, .warc, .wet; also .gz and .zst), a folder of such files or of .html and .txt pages, "
    "[bold]-[/bold] for standard input; paths of fsspec (s3://…) where the driver is installed."
)
READ = "What is read"
WRITTEN = "What is written"
WORK = "How it runs"


def run(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT", help=INPUTS)],
    output: Annotated[str | None, typer.Option("-o", "--output", help="A new folder for the shards, or [bold]-[/bold] for standard output.", rich_help_panel=WRITTEN)] = None,
    output_format: Annotated[OutputFormat, typer.Option("--format", help="Format of the shards.", rich_help_panel=WRITTEN)] = OutputFormat.JSONL,
    body_only: Annotated[bool, typer.Option("--body-only", help="Write the body in place of the text that was read, and no labels.", rich_help_panel=WRITTEN)] = False,
    keep_flagged: Annotated[bool, typer.Option("--keep-flagged", help=KEEP, rich_help_panel=WRITTEN)] = False,
    prefix: Annotated[str, typer.Option(help="Set before the names of the columns that are added.", rich_help_panel=WRITTEN)] = "",
    shard_size: Annotated[int, typer.Option(min=1, help="Most records a shard.", rich_help_panel=WRITTEN)] = RECORDS_A_SHARD,
    source: Annotated[InputFormat | None, typer.Option("--from", help="Format of the inputs, where the suffix does not tell.", rich_help_panel=READ)] = None,
    text_field: Annotated[str | None, typer.Option(help="The field that holds plain text; without it the first of text, html, content.", rich_help_panel=READ)] = None,
    html_field: Annotated[str | None, typer.Option(help="The field that holds a page of HTML.", rich_help_panel=READ)] = None,
    url_field: Annotated[str, typer.Option(help="The field that holds the page's address.", rich_help_panel=READ)] = URL_FIELD,
    sample: Annotated[int | None, typer.Option(min=1, help="Clean that many records, drawn evenly; reads the inputs twice.", rich_help_panel=READ)] = None,
    only_host: Annotated[str | None, typer.Option(help="Clean the records of one host only, and of those below it.", rich_help_panel=READ)] = None,
    rules: RulesOption = None,
    language: LanguageOption = None,
    memory: MemoryOption = None,
    learn_memory: Annotated[Path | None, typer.Option(help=LEARN, rich_help_panel=PANEL)] = None,
    min_confidence: ConfidenceOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing, count only.", rich_help_panel=WORK)] = False,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a job that was stopped or killed; begins one where there is none.", rich_help_panel=WORK)] = False,
    processes: Annotated[int | None, typer.Option(min=1, help="Workers; without it one a core.", rich_help_panel=WORK)] = None,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds a document may take before it is turned away.", rich_help_panel=WORK)] = SECONDS_A_DOCUMENT,
) -> None:
    """Clean a crawl: the records come out as they came, with body, labels, counts and flags.

    What cannot be read or cleaned goes to rejects.jsonl in the output folder, with its place and the reason, and the job goes on.

    Exit status: 0 all well, 1 some rejects, 2 failed, 130 stopped; after the last two the same call with --resume goes on.
    """
    if output is None and not dry_run:
        fail("name a folder for the output with -o (or - for standard output), or count only with --dry-run")
    if text_field and html_field:
        fail("--text-field and --html-field exclude each other: a record is cleaned once")
    if memory and learn_memory:
        fail("--memory and --learn-memory exclude each other: what is learned adds to the memory that is there")
    job = Job(Fields(text_field, html_field, url_field, prefix), output_format, body_only, shard_size, sample, only_host, keep_flagged)
    cleaner = cleaner_of(rules, memory, language, min_confidence)
    call = Call(inputs, source, None if dry_run else output, job, cleaner, learn_memory, processes or _cores(), timeout, resume)
    raise typer.Exit(_status(call))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Call(NamedTuple):
    """What was asked for."""

    paths: list[str]
    source: InputFormat | None
    output: str | None
    job: Job
    cleaner: Cleaner
    learn: Path | None
    processes: int
    timeout: float
    resume: bool


def _status(call: Call) -> int:
    """Run the job; the status tells how it ended."""
    signal.signal(signal.SIGTERM, _stop)
    try:
        return _run(call)
    except ModuleNotFoundError as missing:
        fail(f"jobs need {missing.name}; install it with: pip install 'article-cleaner[jobs]'")
    except KeyboardInterrupt:
        print(f"cleaner: stopped{'' if call.output in (None, '-') else RESUMABLE}", file=sys.stderr)
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader has enough: no complaint when Python closes it
        return 0


def _stop(_signal: int, _frame: object) -> NoReturn:
    raise KeyboardInterrupt


def _run(call: Call) -> int:
    from rich.console import Console

    from cleaner.jobs.errors import JobError
    from cleaner.jobs.opening import told_by_drivers
    from cleaner.jobs.summary import notes, progress, summary

    console = Console(stderr=True)
    try:
        with progress(console) as show, told_by_drivers([*call.paths, call.output or ""]):
            result = _result(call, show)
    except JobError as error:
        fail(str(error))
    for line in notes(result, call.output):
        print(f"cleaner: {line}", file=sys.stderr)
    console.print(summary(result))
    return FAILED if result.rejects and not result.tally.documents else int(result.rejects > 0)


def _result(call: Call, show: Callable[..., None]) -> Result:
    from cleaner.jobs.inputs import find_inputs
    from cleaner.jobs.intake import Intake
    from cleaner.jobs.learning import learn
    from cleaner.jobs.run import Running, check_output, run_job

    inputs, cleaner = find_inputs(call.paths, call.source), call.cleaner
    if call.learn:
        if not call.resume:
            check_output(call.output)
        cleaner = learn(Intake(inputs, call.job), call.learn, cleaner, call.processes, call.timeout, show)
    return run_job(inputs, call.output, call.job, cleaner, Running(call.processes, call.timeout, call.resume, show))
