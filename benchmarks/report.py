"""What the benchmarks print: tables in Markdown, figures in one form, progress on the error stream."""

from __future__ import annotations

import sys
import time
from argparse import ArgumentTypeError
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

_STARTED = time.monotonic()


def markdown_table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Return a table; all columns but the first `left` are set flush right.

    >>> print(markdown_table(["what", "F1"], [["ours", ".90"]]))
    | what | F1 |
    | --- | ---: |
    | ours | .90 |
    """
    lines = [head, [*["---"] * left, *["---:"] * (len(head) - left)], *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def share(value: float) -> str:
    """A share between 0 and 1, to three places.

    >>> share(0.8956), share(1)
    ('.896', '1.000')
    """
    return f"{value:.3f}".removeprefix("0")


def percent(value: float) -> str:
    """A small share in per cent, to two places.

    >>> percent(0.00234)
    '0.23 %'
    """
    return f"{value:.2%}".replace("%", " %")


def between(bounds: tuple[float, float], form: Callable[[float], str] = share) -> str:
    """An interval.

    >>> between((0.91, 0.95))
    '.910 to .950'
    """
    return f"{form(bounds[0])} to {form(bounds[1])}"


def existing_file(name: str) -> Path:
    """Type of a command line's argument: the path of a file that is there."""
    path = Path(name)
    if not path.is_file():
        raise ArgumentTypeError(f"there is no file {name}")
    return path


def progress(message: str) -> None:
    """Say what is being done, and since when, on the error stream."""
    print(f"[{time.monotonic() - _STARTED:6.1f} s] {message}", file=sys.stderr, flush=True)
