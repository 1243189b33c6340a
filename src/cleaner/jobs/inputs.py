"""The inputs of a job: which files, in which format, and what tells that they have not changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from cleaner.jobs.errors import JobError
from cleaner.jobs.job import InputFormat
from cleaner.jobs.opening import STANDARD, file_system

OWN = ("rejects.jsonl", "manifest.json")
"""What a job writes beside its shards: no input, where a folder of shards is one."""
PAGE_SUFFIXES = (".html", ".htm", ".txt")


SUFFIXES = {
    ".jsonl": InputFormat.JSONL,
    ".ndjson": InputFormat.JSONL,
    ".csv": InputFormat.CSV,
    ".parquet": InputFormat.PARQUET,
    ".warc": InputFormat.WARC,
    ".wet": InputFormat.WARC,
    **dict.fromkeys(PAGE_SUFFIXES, InputFormat.PAGES),
}


@dataclass(frozen=True)
class Input:
    """One source of records: a file, standard input, or a folder of pages."""

    path: str
    format: InputFormat
    size: int = 0
    """Bytes as stored; 0 where it is not known."""
    state: str = ""
    """What changes when the content does: time of change or tag of the store."""
    files: tuple[str, ...] = ()
    """Of a folder of pages: their paths in it, sorted; of a page that is named alone, nothing."""

    def identity(self) -> dict[str, Any]:
        """What a resumed job compares."""
        return {"path": self.path, "format": str(self.format), "bytes": self.size, "state": self.state}


def find_inputs(paths: list[str], given: InputFormat | None) -> list[Input]:
    """Find the inputs that paths name. Raises `JobError` for what is not there, cannot be read, or is of no known format."""
    found = [one for path in paths for one in _find(path, given)]
    if len([one for one in found if one.path == STANDARD]) > 1:
        raise JobError("standard input can be read once only: name - once")
    return found


def _find(path: str, given: InputFormat | None) -> list[Input]:
    if path == STANDARD:
        return [Input(STANDARD, given or InputFormat.JSONL)]
    fs, inner = file_system(path)
    try:
        if "*" in path and not fs.exists(inner):
            return _matching(path, fs, inner, given)
        info = fs.info(inner)
        return _in_folder(path, fs, inner, given) if info["type"] == "directory" else [_file(path, info, given)]
    except FileNotFoundError as error:
        cause = f" ({error.__cause__})" if error.__cause__ else ""  # of a store that cannot be reached, say
        raise JobError(f"{path}: No such file or folder{cause}") from None
    except PermissionError:
        raise JobError(f"{path}: Permission denied") from None


def _matching(path: str, fs: Any, inner: str, given: InputFormat | None) -> list[Input]:
    found = [_file(fs.unstrip_protocol(name) if "://" in path else name, info, given) for name, info in sorted(fs.glob(inner, detail=True).items())]
    if not found:
        raise JobError(f"{path}: no file matches")
    return found


def _file(path: str, info: dict[str, Any], given: InputFormat | None) -> Input:
    form = given or _format(path)
    if form is None:
        raise JobError(f"{path}: the suffix tells no format that is known ({', '.join(SUFFIXES)}; each also with .gz or .zst); name it with --from")
    return Input(path, form, info.get("size") or 0, _state(info))


def _format(path: str) -> InputFormat | None:
    name = PurePosixPath(path.partition("?")[0])
    suffix = (name.with_suffix("") if name.suffix in (".gz", ".zst") else name).suffix
    return SUFFIXES.get(suffix.lower())


def _in_folder(path: str, fs: Any, inner: str, given: InputFormat | None) -> list[Input]:
    """The data files of a folder; where it holds none, its pages, those in folders below too."""
    listed = {PurePosixPath(info["name"]).name: info for info in fs.ls(inner, detail=True) if info["type"] == "file"}
    data = {name: info for name, info in listed.items() if _format(name) not in (None, InputFormat.PAGES) and name not in OWN and not name.startswith((".", "_"))}
    if data and given is not InputFormat.PAGES:
        return [_file(f"{path.rstrip('/')}/{name}", info, given) for name, info in sorted(data.items())]
    return [_pages(path, fs, inner)]


def _pages(path: str, fs: Any, inner: str) -> Input:
    root = PurePosixPath(inner)
    found = {str(PurePosixPath(name).relative_to(root)): info for name, info in fs.find(inner, detail=True).items() if name.endswith(PAGE_SUFFIXES)}
    if not found:
        raise JobError(f"{path}: the folder holds no data file ({', '.join(SUFFIXES)}) and no page")
    names = sorted(found)
    digest = hashlib.sha256(repr([(name, found[name].get("size"), _state(found[name])) for name in names]).encode()).hexdigest()[:16]
    return Input(path, InputFormat.PAGES, sum(info.get("size") or 0 for info in found.values()), digest, tuple(names))


def _state(info: dict[str, Any]) -> str:
    return str(next((info[key] for key in ("mtime", "ETag", "etag", "LastModified", "last_modified", "updated") if info.get(key)), ""))
