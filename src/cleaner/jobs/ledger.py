"""What of a job is done: begun once, a receipt for every unit, finished once. A killed job goes on from here."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator
from typing import Any

from cleaner.cleaning import VERSION
from cleaner.jobs.cleaning import Outcome, Tally
from cleaner.jobs.errors import JobError
from cleaner.jobs.inputs import Input
from cleaner.jobs.job import Job
from cleaner.jobs.output import WORK, Output
from cleaner.jobs.records import Reject

MANIFEST = "manifest.json"
REJECTS = "rejects.jsonl"


def identity(inputs: list[Input], job: Job, fingerprint: str) -> dict[str, Any]:
    """What decides every byte of the output: a resumed job must not differ in it."""
    return {"version": VERSION, "fingerprint": fingerprint, "options": job.to_dict(), "inputs": [source.identity() for source in inputs]}


class Ledger:
    """The state of a job in its output folder."""

    def __init__(self, output: Output, of: dict[str, Any]) -> None:
        self.output = output
        self._identity = of
        self._shards: dict[int, dict[str, Any]] = {}
        self.tally = Tally()
        self.rejects = 0

    @property
    def done(self) -> frozenset[int]:
        """Numbers of the units that need not be done again."""
        return frozenset(self._shards)

    def is_finished(self, resume: bool) -> bool:
        """Whether there is nothing left to do. Raises `JobError` where to begin or to go on would lose or mix something."""
        try:
            there = self.output.read_json(MANIFEST)
        except OSError as error:
            raise JobError(f"{self.output.path}: {error.strerror or error}") from None
        if there is None:
            if self.output.sizes():
                raise JobError(f"{self.output.path}: holds files that are of no job; choose a folder that is new or empty")
            return False
        if not resume:
            raise JobError(f"{self.output.path}: holds {there['state']} output; --resume goes on where it was, or choose another folder")
        if changed := _changed(there, self._identity):
            raise JobError(f"{self.output.path}: --resume cannot go on, {changed}; choose another folder, or call it as before")
        if there["state"] == "finished":
            self._recall(there)
        return bool(there["state"] == "finished")

    def begin(self) -> None:
        """Begin the job, or take it up where it was."""
        if self.output.read_json(MANIFEST) is None:
            self.output.write_json(MANIFEST, {"state": "unfinished", **self._identity})
        else:
            self._take_up()

    def _recall(self, manifest: dict[str, Any]) -> None:
        self.tally = Tally.from_dict(manifest)
        self.rejects = manifest["rejects"]
        if self.output.sizes(WORK):
            self.output.remove_work()

    def _take_up(self) -> None:
        """Count what is done; throw away what was under way."""
        sizes = self.output.sizes()
        for name in self.output.sizes(WORK):
            receipt = self._receipt(int(name.removesuffix(".json"))) if name.endswith(".json") else None
            if receipt is None:
                if name != "lock":
                    self.output.remove(f"{WORK}/{name}")
            elif not receipt["name"] or sizes.get(receipt["name"]) == receipt["bytes"]:
                self._count(receipt)

    def _receipt(self, number: int) -> Any:
        return self.output.read_json(f"{WORK}/{number:05}.json")

    def commit(self, outcome: Outcome) -> None:
        """Let the shard of a unit appear, and note that it is done. Between the two a crash costs nothing: the unit is done again."""
        name = self.output.name(outcome.number) if outcome.partial else ""
        if name:
            self.output.publish(outcome.partial, name)
        rejects = [reject._asdict() for reject in outcome.rejects]
        receipt = {"number": outcome.number, "name": name, "bytes": outcome.size, **outcome.tally.to_dict(), "rejects": rejects}
        self.output.write(f"{WORK}/{outcome.number:05}.json", json.dumps(receipt).encode())
        self._count(receipt)

    def _count(self, receipt: dict[str, Any]) -> None:
        self.tally.add(Tally.from_dict(receipt))
        self.rejects += len(receipt["rejects"])
        self._shards[receipt["number"]] = {"name": receipt["name"], "documents": receipt["documents"], "bytes": receipt["bytes"]}

    def finish(self) -> None:
        """Write what was turned away and what was done; the job is over."""
        self.write_rejects()
        shards = [shard for _, shard in sorted(self._shards.items()) if shard["name"]]
        self.output.write_json(MANIFEST, {"state": "finished", **self._identity, **self.tally.to_dict(), "rejects": self.rejects, "shards": shards})
        self.output.remove_work()

    def write_rejects(self) -> None:
        """Write the rejects of all units that are done, in the order of the inputs."""
        if not self.rejects:
            return
        partial = f"{WORK}/{REJECTS}.new"
        with self.output.create(partial) as file:
            for number in sorted(self._shards):
                for reject in self._receipt(number)["rejects"]:
                    file.write(rejected(Reject(**reject)))
        self.output.settle(partial)
        self.output.publish(partial, REJECTS)


def rejected(reject: Reject) -> bytes:
    """One line of the rejects."""
    return json.dumps(reject._asdict()).encode() + b"\n"


def _changed(there: dict[str, Any], now: dict[str, Any]) -> str:
    """What differs between the job that was begun and this one."""
    if there["version"] != now["version"]:
        return f"it was begun by version {there['version']}, this is {now['version']}"
    if there["fingerprint"] != now["fingerprint"]:
        return f"the fingerprint has changed from {there['fingerprint']} to {now['fingerprint']}: other rules, memory, language, min_confidence or weights would decide the rest"
    options = [name for name, value in now["options"].items() if there["options"].get(name) != value]
    if options:
        return "the options differ: " + ", ".join(f"{name.replace('_', '-')} was {there['options'].get(name)!r}" for name in options)
    if there["inputs"] != now["inputs"]:
        before = [source["path"] for source in there["inputs"]]
        changed = [source["path"] for source in now["inputs"] if source not in there["inputs"]] or [path for path in before if path not in {s["path"] for s in now["inputs"]}]
        return f"the inputs have changed: {', '.join(changed[:3]) or 'their order'}"
    return ""


@contextlib.contextmanager
def locked(output: Output) -> Iterator[None]:
    """Keep a second job out of a local folder; the system frees the lock of a job that was killed."""
    try:
        import fcntl
    except ModuleNotFoundError:  # not on this system
        yield
        return
    if not output.is_local:
        yield
        return
    with output.create(f"{WORK}/lock") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise JobError(f"{output.path}: another job is at work there") from None
        yield
