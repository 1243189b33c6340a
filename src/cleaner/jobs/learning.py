"""The first pass of a job that learns: what stands on the pages of each site, into a site memory on disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cleaner.cleaning import Cleaner
from cleaner.jobs.errors import JobError
from cleaner.jobs.intake import Intake
from cleaner.jobs.opening import STANDARD
from cleaner.jobs.pool import Pool
from cleaner.jobs.worker import Settings
from cleaner.memory import MemoryWriter, SiteMemory


def learn(intake: Intake, path: Path, cleaner: Cleaner, processes: int, limit: float, show: Callable[[Intake], None]) -> Cleaner:
    """Learn from all records of a job into a file, new or from earlier crawls, and return the cleaner that knows it.

    Goes on where it was killed. Raises `JobError`.
    """
    if any(source.path == STANDARD for source in intake.inputs):
        raise JobError("--learn-memory reads the inputs twice, standard input can be read once: name a file")
    everything = Intake(intake.inputs, replace(intake.job, sample=None))
    try:
        with SiteMemory.writer(path) as writer:
            _learn(writer, everything, Pool(Settings(intake.job, cleaner, None, None, learning=True), processes, limit), show)
        memory = SiteMemory.load(path)
    except (OSError, ValueError) as error:
        raise JobError(str(error)) from None
    return cleaner.remembering(memory)


def _learn(writer: MemoryWriter, intake: Intake, pool: Pool, show: Callable[[Intake], None]) -> None:
    crawl = _digest(intake)
    begun = json.loads(writer.position or "{}")
    first = begun["units"] if begun.get("crawl") == crawl else 0
    if first is not None:
        done = set(range(first))
        for outcome in pool.outcomes(intake.units(frozenset(done)), lambda: show(intake)):
            writer.add_pages(outcome.pages)
            done.add(outcome.number)
            while first in done:
                first += 1
            writer.commit(json.dumps({"crawl": crawl, "units": first}))
        writer.commit(json.dumps({"crawl": crawl, "units": None}))
    writer.finish()


def _digest(intake: Intake) -> str:
    """What tells that a memory has learned from these inputs already, or in part."""
    content = [intake.job.to_dict(), [source.identity() for source in intake.inputs]]
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
