"""Run a job from its inputs to its output."""

from __future__ import annotations

import contextlib
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from cleaner.cleaning import Cleaner
from cleaner.jobs.cleaning import Outcome, Tally
from cleaner.jobs.errors import JobError
from cleaner.jobs.inputs import Input
from cleaner.jobs.intake import Intake
from cleaner.jobs.job import Job, OutputFormat
from cleaner.jobs.ledger import Ledger, identity, locked
from cleaner.jobs.output import Output
from cleaner.jobs.pool import Pool
from cleaner.jobs.reading import decoder
from cleaner.jobs.records import Reject, Unit
from cleaner.jobs.worker import Settings

FILE_SUFFIXES = (*(f".{form}" for form in OutputFormat), ".gz", ".zst", ".json", ".csv")


@dataclass
class Result:
    """What a job did, while it does it and at its end."""

    tally: Tally = field(default_factory=Tally)
    rejects: int = 0
    first_rejects: list[Reject] = field(default_factory=list)
    """Some of them, to show."""
    resumed: int = 0
    """Documents that were done before."""
    seconds: float = 0.0
    slowest: list[tuple[float, str]] = field(default_factory=list)
    empty: list[str] = field(default_factory=list)
    """Inputs without a byte."""


@dataclass(frozen=True)
class Running:
    """How a job is run; nothing of it changes what comes out."""

    processes: int
    limit: float
    resume: bool = False
    show: Callable[[Intake, Result], None] = lambda _intake, _result: None
    """Is called often while the job runs."""


def check_output(output: str | None) -> None:
    """See that a job can begin there, before long work is done for it. Raises `JobError`."""
    if output not in (None, "-"):
        Ledger(_folder(output, "jsonl"), {}).is_finished(resume=False)


def run_job(inputs: list[Input], output: str | None, job: Job, cleaner: Cleaner, running: Running) -> Result:
    """Run a job; `output` is a folder, `-` for standard output, or None to count only. Raises `JobError`; what is done stays."""
    intake = Intake(inputs, job)
    result = Result(empty=[source.path for source in inputs if source.path != "-" and not source.size])
    begun = time.monotonic()
    with contextlib.ExitStack() as stack:
        sink = _sink(output, identity(inputs, job, cleaner.fingerprint), running.resume, result, stack)
        if sink is not None:
            try:
                _run(intake, job, cleaner, running, result, sink)
            except BrokenPipeError:
                raise
            except OSError as error:
                advice = "" if output in (None, "-") else "; what is done stays: mend that, and the same call with --resume goes on"
                raise JobError(f"{output}: {error.strerror or error}{advice}") from None
    result.seconds = time.monotonic() - begun
    return result


def _run(intake: Intake, job: Job, cleaner: Cleaner, running: Running, result: Result, sink: Sink) -> None:
    units = intake.units(sink.done)
    schema = None
    if job.output_format is OutputFormat.PARQUET and sink.output:
        schema, units = _schema(intake, job, sink.done)
    pool = Pool(Settings(job, cleaner, sink.output, schema), running.processes, running.limit)
    for outcome in pool.outcomes(units, lambda: running.show(intake, result)):
        sink.take(outcome)
        result.tally.add(outcome.tally)
        result.rejects += len(outcome.rejects)
        result.first_rejects += outcome.rejects[: max(0, 5 - len(result.first_rejects))]
        result.slowest = pool.slowest
    sink.finish()


def _schema(intake: Intake, job: Job, done: frozenset[int]) -> tuple[Any, Iterator[Unit]]:
    from cleaner.jobs.parquet_shard import output_schema

    units = intake.units()
    first = next(units, None)
    if first is None:
        return None, iter(())
    rest = (unit for unit in itertools.chain([first], units) if unit.number not in done)
    return output_schema(first, decoder(first.format), job), rest


def _folder(path: str, suffix: str) -> Output:
    if path.endswith(FILE_SUFFIXES):
        raise JobError(f"{path}: the output is a folder of shards, and this is the name of a file; try -o {path.partition('.')[0]} --format {suffix}, or -o - > {path}")
    return Output(path, suffix)


class Sink:
    """Where outcomes go: nowhere, as in a dry run."""

    output: Output | None = None
    done: frozenset[int] = frozenset()

    def take(self, outcome: Outcome) -> None:
        pass

    def finish(self) -> None:
        pass


class FolderSink(Sink):
    """Shards in a folder."""

    def __init__(self, ledger: Ledger) -> None:
        self.output = ledger.output
        self.done = ledger.done
        self._ledger = ledger

    def take(self, outcome: Outcome) -> None:
        self._ledger.commit(outcome)

    def finish(self) -> None:
        self._ledger.finish()


class StreamSink(Sink):
    """One stream, in the order of the inputs; a shard waits in a temporary folder until those before it are out."""

    def __init__(self, folder: Output) -> None:
        self.output = folder
        self._waiting: dict[int, Outcome] = {}
        self._next = 0

    def take(self, outcome: Outcome) -> None:
        self._waiting[outcome.number] = outcome
        while self._next in self._waiting:
            self._write(self._waiting.pop(self._next))
            self._next += 1

    def _write(self, outcome: Outcome) -> None:
        assert self.output
        for reject in outcome.rejects:
            print(f"cleaner: {reject.input}, {reject.place}: {reject.reason}", file=sys.stderr)
        if outcome.partial:
            with self.output.open(outcome.partial) as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
            self.output.remove(outcome.partial)


def _sink(output: str | None, of: dict[str, Any], resume: bool, result: Result, stack: contextlib.ExitStack) -> Sink | None:
    """Open where outcomes go; None where all is done already."""
    if output is None:
        return Sink()
    suffix = of["options"]["format"]
    if output == "-":
        if suffix == OutputFormat.PARQUET:
            raise JobError("Parquet cannot be written to standard output; name a folder with -o")
        folder = Output(stack.enter_context(tempfile.TemporaryDirectory(prefix="cleaner-")), suffix)
        folder.make()
        return StreamSink(folder)
    ledger = Ledger(_folder(output, suffix), of)
    finished = ledger.is_finished(resume)
    if not finished:
        ledger.output.make()
        stack.enter_context(locked(ledger.output))
        ledger.begin()
    result.tally.add(ledger.tally)
    result.rejects, result.resumed = ledger.rejects, ledger.tally.documents
    return None if finished else FolderSink(ledger)


