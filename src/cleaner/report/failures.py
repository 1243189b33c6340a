"""What a run turned away: `rejects.jsonl`, which stands beside its shards."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from cleaner.jobs.opening import file_system
from cleaner.report.bounded import Frequent, Seen

REJECTS = "rejects.jsonl"
SHOWN = 50
MOST_REASONS = 10_000
_NUMBER = re.compile(r"\d[\d,.]*|0x[0-9a-f]+")


@dataclass
class Failures:
    """Records that did not come through."""

    count: int = 0
    reasons: Frequent[str] = field(default_factory=lambda: Frequent(MOST_REASONS))
    """By reason; numbers in a reason are taken as one."""
    examples: list[dict[str, Any]] = field(default_factory=list)
    """The first of them: `input`, `place`, `url`, `reason`."""

    def add(self, reject: dict[str, Any]) -> None:
        """Count one."""
        self.count += 1
        self.reasons.add(_NUMBER.sub("…", str(reject.get("reason", ""))), str(reject.get("input", "")))
        if len(self.examples) < SHOWN:
            self.examples.append({name: reject.get(name) for name in ("input", "place", "url", "reason")})

    def top(self) -> list[tuple[str, Seen]]:
        """Give the commonest reasons."""
        return self.reasons.top(SHOWN)


def read_failures(paths: Iterable[str]) -> Failures:
    """Read the rejects beside the outputs; a run without any leaves none."""
    failures = Failures()
    for reject in (reject for path in dict.fromkeys(map(_beside, paths)) for reject in _rejects(path)):
        failures.add(reject)
    return failures


def _beside(path: str) -> str:
    fs, inner = file_system(path)
    folder = path.rstrip("/") if fs.isdir(inner) else str(PurePosixPath(path).parent) if "://" not in path else path.rpartition("/")[0]
    return f"{folder}/{REJECTS}"


def _rejects(path: str) -> Iterator[dict[str, Any]]:
    fs, inner = file_system(path)
    if not fs.exists(inner):
        return
    with fs.open(inner, "rb") as stream:
        for line in stream:
            yield json.loads(line)
