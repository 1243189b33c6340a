"""What ends a job, and what ends a record only."""

from __future__ import annotations


class JobError(Exception):
    """The job cannot start or go on; the message says what to do. What was written stays, whole and resumable."""


class Unreadable(Exception):
    """One record cannot be read; the message is the reason that goes to the rejects, `url` the page's address where it is known."""

    def __init__(self, reason: str, url: str | None = None) -> None:
        super().__init__(reason)
        self.url = url
