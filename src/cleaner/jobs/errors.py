"""What ends a job, and what ends a record only."""

from __future__ import annotations


class JobError(Exception):
    """The job cannot start or go on; the message says what to do. What was written stays, whole and resumable."""


class Unreadable(Exception):
    """One record cannot be read; the message is the reason that goes to the rejects."""
