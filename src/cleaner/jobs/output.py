"""The output folder, local or remote: what appears in it is whole, and under its name only then.

    part-00000.jsonl …   the shards
    rejects.jsonl        records that did not come through, where there are any
    manifest.json        what the job is; at the end also what it did
    _work/               while a job is unfinished: shards under way, a receipt for each that is done, the lock
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, cast

from cleaner.jobs.errors import JobError
from cleaner.jobs.opening import BUFFER, file_system

WORK = "_work"


@dataclass(frozen=True)
class Output:
    """A folder by its path."""

    path: str
    suffix: str
    """Of the shards: `jsonl.gz`."""

    @cached_property
    def _place(self) -> tuple[Any, str]:
        fs, inner = file_system(self.path)
        return fs, inner.rstrip("/")

    @property
    def is_local(self) -> bool:
        """Whether the folder is on a file system of this machine."""
        fs, _ = self._place
        return "file" in (fs.protocol if isinstance(fs.protocol, tuple) else (fs.protocol,))

    def __reduce__(self) -> tuple[Any, ...]:
        return Output, (self.path, self.suffix)  # without the open file system

    def name(self, number: int) -> str:
        """The name of a shard."""
        return f"part-{number:05}.{self.suffix}"

    def partial(self, number: int) -> str:
        """A name for a shard under way; a worker of a killed job that still writes meets no other."""
        return f"{WORK}/{self.name(number)}.{os.getpid()}"

    def full(self, name: str) -> str:
        """The path of a name, for the file system."""
        return f"{self._place[1]}/{name}"

    def make(self) -> None:
        """Make the folder. Raises `JobError` where that is not allowed."""
        fs, _ = self._place
        try:
            fs.makedirs(self.full(WORK), exist_ok=True)
            self.write(f"{WORK}/probe", b"")
            self.remove(f"{WORK}/probe")
        except OSError as error:
            raise JobError(f"{self.path}: cannot write there: {error.strerror or error}") from None

    def create(self, name: str) -> BinaryIO:
        """Open a new file."""
        if self.is_local:
            return Path(self.full(name)).open("wb", BUFFER)
        return cast(BinaryIO, self._place[0].open(self.full(name), "wb"))

    def open(self, name: str) -> BinaryIO:
        """Open a file that is there."""
        return cast(BinaryIO, self._place[0].open(self.full(name), "rb"))

    def settle(self, name: str) -> int:
        """See that a file is on the disk; its bytes."""
        if self.is_local:
            _sync(self.full(name))
        return int(self._place[0].info(self.full(name))["size"])

    def publish(self, partial: str, name: str) -> None:
        """Give a whole file its name, in one step."""
        if self.is_local:
            final = Path(self.full(partial)).replace(self.full(name))
            _sync(str(final.parent))
            return
        fs, _ = self._place
        if fs.exists(self.full(name)):
            fs.rm(self.full(name))
        fs.mv(self.full(partial), self.full(name))

    def write(self, name: str, data: bytes) -> None:
        """Write a small file so that it appears whole."""
        partial = f"{WORK}/{name.rpartition('/')[2]}.{os.getpid()}.new"
        with self.create(partial) as file:
            file.write(data)
        self.settle(partial)
        self.publish(partial, name)

    def write_json(self, name: str, data: Any) -> None:
        """Write plain data as JSON that a person can read."""
        self.write(name, (json.dumps(data, indent=1, ensure_ascii=False) + "\n").encode())

    def read_json(self, name: str) -> Any:
        """Read JSON, or None where there is no such file."""
        try:
            with self.open(name) as file:
                return json.loads(file.read())
        except FileNotFoundError:
            return None

    def sizes(self, folder: str = "") -> dict[str, int]:
        """Names and bytes of the files in the folder, or in one in it."""
        fs, _ = self._place
        try:
            listed = fs.ls(self.full(folder).rstrip("/"), detail=True, refresh=True)
        except FileNotFoundError:
            return {}
        return {info["name"].rstrip("/").rpartition("/")[2]: int(info["size"] or 0) for info in listed if info["type"] == "file"}

    def remove(self, name: str) -> None:
        """Remove a file, where it is there."""
        fs, _ = self._place
        if fs.exists(self.full(name)):
            fs.rm(self.full(name))

    def remove_work(self) -> None:
        """Remove the folder of what was under way."""
        fs, _ = self._place
        fs.rm(self.full(WORK), recursive=True)


def _sync(path: str) -> None:
    """Have the system write a file, or a folder's names, to the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
