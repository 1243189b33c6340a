"""How the command ends when something is wrong: one line on standard error, and a status."""

from __future__ import annotations

import sys
from typing import NoReturn

import typer

WRONG = 2
"""The input or an option is wrong, or the work could not be done."""


def fail(message: str, status: int = WRONG) -> NoReturn:
    """Say what is wrong in one line, and leave with a status."""
    print(f"cleaner: {message}", file=sys.stderr)
    raise typer.Exit(status)
