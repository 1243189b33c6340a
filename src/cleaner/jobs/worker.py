"""A worker process: takes units from its parent until there are none, or the parent is gone."""

from __future__ import annotations

import os
import signal
import threading
from dataclasses import replace
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from typing import Any, NamedTuple

from cleaner.cleaning import Cleaner
from cleaner.jobs.cleaning import Tools, clean_unit
from cleaner.jobs.job import InputFormat, Job
from cleaner.jobs.output import Output
from cleaner.jobs.pages import learn_unit
from cleaner.jobs.records import Unit


class Settings(NamedTuple):
    """What every worker of a job is given at its start."""

    job: Job
    cleaner: Cleaner
    output: Output | None
    schema: Any
    learning: bool = False
    """Whether pages are learned, and nothing is cleaned."""


def work(connection: Connection, at: Any, settings: Settings) -> None:
    """Clean units as they come. `at[0]` tells the parent, which has the clock, the index of the record under work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the parent decides
    threading.Thread(target=_leave_with_parent, daemon=True).start()

    def begin(index: int) -> None:
        at[0] = index

    tools = Tools(settings.job, settings.cleaner, settings.output, settings.schema, begin)
    do = learn_unit if settings.learning else clean_unit
    try:
        while (sent := connection.recv()) is not None:
            connection.send(do(unpacked(sent), tools))
    except (EOFError, ConnectionError):
        return


def _leave_with_parent() -> None:
    parent = parent_process()
    if parent:
        parent.join()
        os._exit(1)


def packed(unit: Unit) -> Unit:
    """Make a unit fit for the pipe."""
    if unit.format is not InputFormat.PARQUET or not unit.records:
        return unit
    from cleaner.jobs.reading.parquet import pack

    return replace(unit, records=[], arrow=pack(unit.records))


def unpacked(unit: Unit) -> Unit:
    """Undo `packed`."""
    if unit.arrow is None:
        return unit
    from cleaner.jobs.reading.parquet import unpack

    return replace(unit, records=unpack(unit.arrow), arrow=None)
