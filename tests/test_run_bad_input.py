"""What is wrong with an input is said in one line with its place, and costs that place only."""

from __future__ import annotations

import functools
import gzip
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs_command import BODY, TEXT, json_lines, records, rejects, run, written

pa = pytest.importorskip("pyarrow")
pytest.importorskip("fastwarc")

GOOD = json_lines(records(1))
LONG = gzip.compress(os.urandom(1 << 14).hex().encode() + b"\n" + json_lines(records(3000)))

BAD_LINES = [
    pytest.param(b'{"text": "no end\n', "not JSON: Unterminated string starting at character 10 of the line", id="broken"),
    pytest.param(b"[1, 2]\n", "a JSON object is needed, this is an array", id="array"),
    pytest.param(b'"text"\n', "a JSON object is needed, this is a string", id="string"),
    pytest.param(b'{"text": 3}\n', "field 'text' holds a number, a text is needed", id="number"),
    pytest.param(b'{"text": null}\n', "field 'text' holds null, a text is needed", id="null"),
    pytest.param(b'{"text": ["a"]}\n', "field 'text' holds an array, a text is needed", id="list"),
    pytest.param(b'{"title": "a", "body": "b"}\n', "'content'; the record's fields are 'title', 'body': name the one with --text-field or --html-field", id="missing"),
    pytest.param(b"{}\n", "the record's fields are none", id="nothing"),
    pytest.param(b'{"text": "caf\xe9"}\n', "not UTF-8 at byte 13 of the line (0xe9); convert the file first, for example with iconv", id="latin-1"),
    pytest.param('{"text": "a"}'.encode("utf-16-le") + b"\n", "not JSON", id="utf-16"),
    pytest.param(b'{"text": "a", "body": "b"}\n', "the record has a field 'body' already, and nothing is overwritten: set another --prefix", id="taken"),
    pytest.param(b'{"text": ' + b"[" * 100_000 + b"\n", "not JSON", id="deep"),
]


@functools.cache
def folder_of_bad_lines() -> Path:
    """Run one job over all of them, each between good lines."""
    folder = Path(tempfile.mkdtemp())
    for param in BAD_LINES:
        (folder / f"{param.id}.jsonl").write_bytes(GOOD + b"\n" + param.values[0] + GOOD)
    done = run(*sorted(path.name for path in folder.glob("*.jsonl")), "-o", "out", folder=folder)
    assert done.returncode == 1
    return folder


@pytest.fixture(scope="module", autouse=True)
def _no_folder_stays() -> Iterator[None]:
    yield
    if folder_of_bad_lines.cache_info().currsize:
        shutil.rmtree(folder_of_bad_lines())


@pytest.mark.parametrize(("name", "reason"), [pytest.param(param.id, param.values[1], id=param.id) for param in BAD_LINES])
def test_a_bad_line_is_turned_away_with_place_and_reason(name: str, reason: str) -> None:
    found = [reject for reject in rejects(folder_of_bad_lines() / "out") if reject["input"] == f"{name}.jsonl"]
    assert [(reject["place"], reason in reject["reason"]) for reject in found][:1] == [("line 3", True)]


def test_the_lines_around_come_through() -> None:
    assert len(written(folder_of_bad_lines() / "out")) == 2 * len(BAD_LINES)


BAD_FILES = [
    pytest.param("cut.jsonl.gz", LONG[: len(LONG) // 2], "the compressed file ends early", id="truncated gzip"),
    pytest.param("cut.jsonl.zst", bytes(pa.compress(LONG, codec="zstd", asbytes=True))[:9000], "the compressed file ends early", id="truncated zstd"),
    pytest.param("bad.jsonl.gz", LONG[:5000] + b"\0" * 500 + LONG[5500:], "what stands behind this place was not read", id="damaged gzip"),
    pytest.param("no.parquet", b"hello", "not a Parquet file", id="no Parquet"),
    pytest.param("empty.parquet", b"", "not a Parquet file", id="empty Parquet"),
    pytest.param("no.warc.gz", gzip.compress(b"hello\n" * 100), "Invalid WARC header", id="no WARC"),
    pytest.param("short.csv", b"url,text\nhttps://a.example,Text\nonly one\n", "the header names 2 fields, this row holds 1", id="short row"),
    pytest.param("latin.csv", b"url,text\nhttps://a.example,caf\xe9 noir\n", "not UTF-8", id="CSV in Latin-1"),
    pytest.param("fields.csv", b"a,b\n1,2\n", "no field 'text' or 'html' or 'content'; the record's fields are 'a', 'b'", id="CSV without text"),
    pytest.param("latin.txt", b"caf\xe9 noir", "not UTF-8 at byte 3; convert it first, for example with iconv -f LATIN1 -t UTF-8", id="page in Latin-1"),
]


@pytest.mark.parametrize(("name", "content", "reason"), BAD_FILES)
def test_a_bad_file_costs_itself_only(name: str, content: bytes, reason: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    done = run(name, "good.jsonl", "-o", "out", folder=tmp_path)
    (found,) = rejects(tmp_path / "out")[-1:]
    assert (done.returncode, found["input"], reason in found["reason"], reason in done.stderr) == (1, name, True, True)
    assert written(tmp_path / "out")[-1]["body"].startswith(BODY)


def test_what_stands_before_the_cut_comes_through(tmp_path: Path) -> None:
    whole = gzip.compress(json_lines(records(3000)))
    (tmp_path / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    done = run("cut.jsonl.gz", "--dry-run", folder=tmp_path)
    (reject,) = [line for line in done.stderr.splitlines() if line.startswith("cleaner: ")]
    count = int(done.stderr.split("documents")[1].split()[0].replace(",", ""))
    assert (done.returncode, count > 1000, f"line {count + 1}:" in reject) == (1, True, True)


@pytest.mark.parametrize("name", ["empty.jsonl", "empty.csv", "empty.jsonl.gz", "empty.warc.gz"])
def test_an_empty_file_is_told_and_no_reject(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"")
    done = run(name, "-o", "out", folder=tmp_path)
    assert (done.returncode, done.stderr.splitlines()[0], rejects(tmp_path / "out")) == (0, f"cleaner: {name}: empty", [])


def test_a_job_that_brings_nothing_through_has_failed(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(b"{}\n{}\n")
    assert run("crawl.jsonl", "-o", "out", folder=tmp_path).returncode == 2


def test_rows_that_do_not_fit_the_columns_of_parquet(tmp_path: Path) -> None:
    rows = [{"text": TEXT, "n": 1}, {"text": TEXT, "n": 2}, {"text": TEXT, "n": "three"}, {"text": TEXT, "more": 1}]
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(rows))
    done = run("crawl.jsonl", "-o", "out", "--format", "parquet", "--shard-size", "2", folder=tmp_path)
    reasons = [reject["reason"] for reject in rejects(tmp_path / "out")]
    assert (done.returncode, "does not fit the columns" in reasons[0], "field 'more' is not among those" in reasons[1]) == (1, True, True)


def test_a_field_of_two_types_in_the_first_records_stops_parquet_at_once(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines([{"text": TEXT, "n": 1}, {"text": TEXT, "n": "three"}]))
    done = run("crawl.jsonl", "-o", "out", "--format", "parquet", folder=tmp_path)
    assert (done.returncode, "field 'n' holds values of several types" in done.stderr, "write JSON Lines" in done.stderr) == (2, True, True)


WRONG = [
    pytest.param(["none.jsonl", "-o", "out"], ["none.jsonl", "No such file or folder"], id="missing"),
    pytest.param(["crawl.jsonl"], ["-o", "--dry-run"], id="no output"),
    pytest.param(["crawl.dat", "-o", "out"], ["crawl.dat", "the suffix tells no format that is known", ".jsonl", "--from"], id="suffix"),
    pytest.param(["none", "-o", "out"], ["none", "No such file or folder"], id="missing folder"),
    pytest.param(["void", "-o", "out"], ["void", "holds no data file", "and no page"], id="empty folder"),
    pytest.param(["none-*.jsonl", "-o", "out"], ["none-*.jsonl", "no file matches"], id="pattern"),
    pytest.param(["crawl.jsonl", "-o", "full"], ["full", "holds files that are of no job", "new or empty"], id="used output"),
    pytest.param(["crawl.jsonl", "-o", "crawl.dat"], ["crawl.dat", "Not a directory"], id="output is a file"),
    pytest.param(["crawl.jsonl", "-o", "out.jsonl.gz"], ["out.jsonl.gz", "a folder", "-o out --format jsonl"], id="output is named as a file"),
    pytest.param(["-", "-o", "-", "--sample", "3"], ["--sample", "standard input"], id="sample of a stream"),
    pytest.param(["-", "-", "-o", "-"], ["standard input", "once"], id="standard input twice"),
    pytest.param(["-", "-o", "-", "--format", "parquet"], ["standard output", "Parquet"], id="Parquet in a stream"),
    pytest.param(["crawl.jsonl", "-o", "out", "--text-field", "a", "--html-field", "b"], ["--text-field", "--html-field"], id="two fields"),
    pytest.param(["crawl.jsonl", "-o", "out", "--language", "xx"], ["language='xx'"], id="language"),
    pytest.param(["crawl.jsonl", "-o", "out", "--rules", "none.toml"], ["none.toml", "No such file"], id="rules"),
    pytest.param(["-", "-o", "-", "--learn-memory", "new.memory"], ["--learn-memory", "standard input"], id="learning from a stream"),
    pytest.param(["crawl.jsonl", "-o", "out", "--memory", "none.memory"], ["none.memory", "no such site memory"], id="missing memory"),
    pytest.param(["crawl.jsonl", "-o", "out", "--memory", "crawl.dat"], ["crawl.dat", "not a site memory"], id="no memory"),
    pytest.param(["crawl.jsonl", "-o", "out", "--learn-memory", "crawl.dat"], ["crawl.dat", "not a site memory"], id="no memory to learn into"),
    pytest.param(["crawl.jsonl", "-o", "full", "--learn-memory", "new.memory"], ["full", "holds files that are of no job"], id="used output, before learning"),
    pytest.param(["crawl.jsonl", "-o", "out", "--memory", "a", "--learn-memory", "b"], ["--memory", "--learn-memory"], id="two memories"),
    pytest.param(["abc://bucket/crawl.jsonl", "-o", "out"], ["abc://bucket/crawl.jsonl", "abc"], id="unknown protocol"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_a_wrong_call_gets_one_clear_line_and_status_two(arguments: list[str], named: list[str], tmp_path: Path) -> None:
    for name in ("crawl.jsonl", "crawl.dat", "full/other.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(GOOD)
    (tmp_path / "void").mkdir()
    done = run(*arguments, folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n"), [part for part in named if part not in done.stderr]) == (2, "", 1, [])


def without_roots_rights() -> list[str]:
    """What has to stand before a command so that permissions count for it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if shutil.which("setpriv") else pytest.skip("root may do all")


CLOSED = [
    pytest.param("out", ["crawl.jsonl", "-o", "out/here"], "out/here: Permission denied", id="output"),
    pytest.param("crawl.jsonl", ["crawl.jsonl", "good.jsonl", "--dry-run"], "crawl.jsonl, the whole input: Permission denied", id="input"),
]


@pytest.mark.parametrize(("closed", "arguments", "said"), CLOSED)
def test_no_permission(closed: str, arguments: list[str], said: str, tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(GOOD)
    (tmp_path / "good.jsonl").write_bytes(GOOD)
    (tmp_path / "out").mkdir()
    (tmp_path / closed).chmod(0)
    done = run(*arguments, folder=tmp_path, before=without_roots_rights())
    (tmp_path / closed).chmod(0o700)
    assert (done.returncode, said in done.stderr) == (2 if closed == "out" else 1, True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 300 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", str(disk)], capture_output=True, check=False) if shutil.which("mount") else None
    if mounted is None or mounted.returncode:
        pytest.skip("a file system cannot be mounted here")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_stops_the_job_which_goes_on_when_there_is_room(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(records(600)))
    call = ["crawl.jsonl", "-o", small_disk / "out", "--shard-size", "50", "--resume"]
    full = run(*call, folder=tmp_path)
    assert (full.returncode, "No space left on device" in full.stderr, "--resume" in full.stderr, full.stderr.count("\n")) == (2, True, True, 1)
    subprocess.run(["mount", "-o", "remount,size=3m", str(small_disk)], check=True)
    again = run(*call, folder=tmp_path)
    assert (again.returncode, [row["id"] for row in written(small_disk / "out")]) == (0, list(range(600)))
    assert 0 < int(again.stderr.split(" were done before")[0].rsplit(None, 1)[1]) < 600


def test_rejects_tell_the_address(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines([{"url": "https://a.example/1", "text": 3}]) + GOOD)
    run("crawl.jsonl", "-o", "out", folder=tmp_path)
    reason = "field 'text' holds a number, a text is needed"
    assert json.loads((tmp_path / "out/rejects.jsonl").read_bytes()) == {"input": "crawl.jsonl", "place": "line 1", "url": "https://a.example/1", "reason": reason}
