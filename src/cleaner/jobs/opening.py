"""Open files by path, local or remote, and read through their compression."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, cast

import fsspec
import pyarrow as pa

from cleaner.jobs.errors import JobError

STANDARD = "-"
"""Standard input or output."""
BUFFER = 1 << 18
SMALL_BUFFER = 1 << 13
"""For what is decompressed: where a file was cut off, the last buffer is lost with it."""
MAGIC = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}


def file_system(path: str) -> tuple[Any, str]:
    """The file system of a path and the path in it. Raises `JobError` where its driver is not installed."""
    try:
        return cast("tuple[Any, str]", fsspec.core.url_to_fs(path))
    except ImportError as error:
        raise JobError(f"{path}: {error}") from None
    except ValueError as error:
        raise JobError(f"{path}: {error}; a local path or one of a driver of fsspec is needed") from None


@contextlib.contextmanager
def told_by_drivers(paths: Iterable[str]) -> Iterator[None]:
    """Turn what the driver of a store raises, whatever its class, into a `JobError`: a store that is not reached, a key that is refused."""
    try:
        yield
    except (JobError, OSError, ImportError):
        raise
    except Exception as error:
        if not (remote := [path for path in paths if "://" in path]):
            raise
        raise JobError(f"{', '.join(remote)}: {type(error).__name__}: {error}") from None


def open_input(path: str) -> BinaryIO:
    """Open a file, or standard input, for reading bytes as they are stored."""
    if path == STANDARD:
        return sys.stdin.buffer
    fs, inner = file_system(path)
    return cast(BinaryIO, fs.open(inner, "rb"))


def decompressed(stored: BinaryIO) -> BinaryIO:
    """Read through gzip or zstd, known by the first bytes. A stream that ends early raises `OSError` behind what could be read."""
    buffered = io.BufferedReader(cast(Any, stored), BUFFER) if not hasattr(stored, "peek") else stored
    head = cast(Any, buffered).peek(4)[:4]
    for magic, name in MAGIC.items():
        if head.startswith(magic):
            return cast(BinaryIO, io.BufferedReader(pa.CompressedInputStream(buffered, name), SMALL_BUFFER))
    return buffered
