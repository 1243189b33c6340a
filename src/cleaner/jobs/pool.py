"""The parent's side of the workers: hand out units, watch the clock, replace what hangs or dies.

The only clock of a job is here. A worker tells the index of the record it is at in a word of shared memory; a record that
stays there longer than the limit has its worker killed, and goes to the rejects when the unit is done anew. A worker that dies
on a record gets a second chance with it (the system may have killed it for another's memory), then the record goes too.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from typing import Any

from cleaner.jobs.cleaning import Outcome
from cleaner.jobs.errors import JobError
from cleaner.jobs.feed import Feed
from cleaner.jobs.records import Unit
from cleaner.jobs.worker import Settings, packed, work

TICK = 0.05
"""Seconds between two looks at the clock."""
CHANCES = 2
"""How often a worker may die on the same record, or outside of any, before that is taken for its fault."""
SLOW = 0.2
"""Seconds from which a document counts among the slowest: below, a few ticks tell nothing."""
SHOWN_SLOW = 5


@dataclass
class Worker:
    """One process, and what it is at."""

    process: Any
    connection: Connection
    at: Any
    unit: Unit | None = None
    seen: int = -1
    since: float = 0.0

    def look(self, now: float) -> tuple[int, float]:
        """The record that the worker was at until now and for how long; notices when it went on."""
        record, spent = self.seen, now - self.since
        if self.at[0] != self.seen:
            self.seen, self.since = self.at[0], now
        return record, spent


@dataclass
class Pool:
    """Workers of one job."""

    settings: Settings
    processes: int
    limit: float
    slowest: list[tuple[float, str]] = field(default_factory=list)
    """Seconds and place of the documents that took longest, longest first."""
    _workers: list[Worker] = field(default_factory=list)
    _again: list[Unit] = field(default_factory=list)
    _deaths: Counter[tuple[int, int]] = field(default_factory=Counter)

    def outcomes(self, units: Iterator[Unit], ticked: Callable[[], None] = lambda: None) -> Iterator[Outcome]:
        """Clean units; outcomes come in the order in which they are done. Raises `OSError` where a shard cannot be written."""
        feed = Feed(units)
        try:
            while True:
                self._hand_out(feed)
                if not (busy := [worker for worker in self._workers if worker.unit]) and feed.is_over and not self._again:
                    return
                yield from self._received(busy)
                self._watch(busy)
                ticked()
        finally:
            feed.stop()
            self.close()

    def _hand_out(self, feed: Feed) -> None:
        """Give every idle worker a unit; workers start when there is something for them."""
        while len([worker for worker in self._workers if worker.unit]) < self.processes:
            unit = self._again.pop() if self._again else feed.take()
            if unit is None:
                return
            worker = next((worker for worker in self._workers if not worker.unit), None) or self._start()
            worker.unit, worker.seen, worker.since = unit, -1, time.monotonic()
            try:
                worker.connection.send(packed(unit))
            except OSError:
                self._died(worker)

    def _start(self) -> Worker:
        context = multiprocessing.get_context("spawn")  # forked, a worker would hold the pipes of the others open
        ours, theirs = context.Pipe()
        at = context.RawArray("q", [-1])
        process = context.Process(target=work, args=(theirs, at, self.settings), daemon=True)
        with _interrupt_held_back():  # inherited: Ctrl-C must not reach a worker that is starting
            process.start()
        theirs.close()
        self._workers.append(Worker(process, ours, at))
        return self._workers[-1]

    def _received(self, busy: list[Worker]) -> Iterator[Outcome]:
        ready = wait([worker.connection for worker in busy], TICK)
        for worker in busy:
            if worker.connection not in ready:
                continue
            try:
                outcome = worker.connection.recv()
            except (EOFError, OSError):
                self._died(worker)
                continue
            self._look(worker)
            worker.unit = None
            if outcome.failure:
                raise OSError(outcome.failure)
            yield outcome

    def _watch(self, busy: list[Worker]) -> None:
        for worker in busy:
            if worker.unit is None:
                continue
            record, spent = self._look(worker)
            if record >= 0 and worker.seen == record and spent > self.limit:
                self._hung(worker, record)

    def _look(self, worker: Worker) -> tuple[int, float]:
        """See which record a worker is at; one that it left after long is noted."""
        record, spent = worker.look(time.monotonic())
        if worker.unit and record >= 0 and worker.seen != record and spent > SLOW:
            found = worker.unit.reject(record, "")
            self.slowest = sorted([*self.slowest, (spent, f"{found.input}, {found.place}")], reverse=True)[:SHOWN_SLOW]
        return record, spent

    def _hung(self, worker: Worker, record: int) -> None:
        unit = self._replaced(worker)
        unit.skip[record] = f"not done after {self.limit:g} s (--timeout)"
        self._again.append(unit)

    def _died(self, worker: Worker) -> None:
        record = worker.at[0]
        unit = self._replaced(worker)
        self._deaths[unit.number, record] += 1
        if self._deaths[unit.number, record] >= CHANCES:
            how = f"the worker died twice ({_ending(worker.process.exitcode)})"
            if record < 0:
                raise JobError(f"{how} on {unit.input}, outside of any record; is there enough memory?")
            unit.skip[record] = f"{how} on this record"
        self._again.append(unit)

    def _replaced(self, worker: Worker) -> Unit:
        worker.process.kill()
        worker.process.join()
        worker.connection.close()
        self._workers.remove(worker)
        assert worker.unit
        return worker.unit

    def close(self) -> None:
        """End all workers at once; what they had under way is nowhere yet."""
        for worker in self._workers:
            worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.connection.close()
        self._workers.clear()


@contextlib.contextmanager
def _interrupt_held_back() -> Iterator[None]:
    """Let Ctrl-C wait, not vanish, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # started with the first worker, it would let Ctrl-C through to that one
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _ending(code: int | None) -> str:
    return f"signal {signal.Signals(-code).name}" if code is not None and code < 0 else f"status {code}"
