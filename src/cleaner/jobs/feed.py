"""Read units ahead in a thread, so that the parent can watch its workers while a slow input is read."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator

from cleaner.jobs.records import Unit

AHEAD = 2
"""Units that are read before a worker asks."""


class Feed:
    """The units of an iterator, without waiting for one."""

    def __init__(self, units: Iterator[Unit]) -> None:
        self._queue: queue.Queue[Unit | BaseException | None] = queue.Queue(AHEAD)
        self._stopped = threading.Event()
        self.is_over = False
        """Whether the last unit was taken."""
        threading.Thread(target=self._read, args=(units,), daemon=True).start()

    def take(self) -> Unit | None:
        """The next unit, or None where none is there yet. Raises what reading raised."""
        if self.is_over:
            return None
        try:
            item = self._queue.get(timeout=0.01)
        except queue.Empty:
            return None
        if isinstance(item, BaseException):
            raise item
        self.is_over = item is None
        return item

    def stop(self) -> None:
        """Read no further."""
        self._stopped.set()

    def _read(self, units: Iterator[Unit]) -> None:
        try:
            for unit in units:
                self._put(unit)
                if self._stopped.is_set():
                    return
            self._put(None)
        except BaseException as error:
            self._put(error)

    def _put(self, item: Unit | BaseException | None) -> None:
        while not self._stopped.is_set():
            try:
                self._queue.put(item, timeout=0.1)
            except queue.Full:
                continue
            return
