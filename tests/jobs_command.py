"""Call `cleaner run` as a user does, for the tests."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

COMMAND = shutil.which("cleaner", path=str(Path(sys.executable).parent)) or "cleaner"
BODY = "The council met on Monday evening to vote on the budget for the coming year, and nobody was surprised by the result."
TEXT = f"{BODY}\nShare on Facebook"


def run(*arguments: object, stdin: bytes = b"", folder: Path | None = None, before: Iterable[str] = ()) -> subprocess.CompletedProcess[str]:
    """Run a job without a terminal, with one worker unless told otherwise."""
    more = [] if "--processes" in arguments else ["--processes", "1"]
    done = subprocess.run([*before, COMMAND, "run", *map(str, arguments), *more], input=stdin, capture_output=True, timeout=300, check=False, cwd=folder)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def records(count: int, **more: Any) -> list[dict[str, Any]]:
    """Some records of text."""
    return [{"id": number, "url": f"https://www.site-{number % 3}.example/{number}", "text": f"{TEXT} {number}", **more} for number in range(count)]


def json_lines(rows: Iterable[Mapping[str, Any]]) -> bytes:
    """As one object a line."""
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def written(folder: Path) -> list[dict[str, Any]]:
    """All records of the shards of a folder."""
    return [json.loads(line) for path in sorted(folder.glob("part-*.jsonl")) for line in path.read_bytes().splitlines()]


def rejects(folder: Path) -> list[dict[str, Any]]:
    """All rejects of a folder."""
    path = folder / "rejects.jsonl"
    return [json.loads(line) for line in path.read_bytes().splitlines()] if path.exists() else []


def files(folder: Path) -> dict[str, bytes]:
    """All files of a folder, by their path in it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
