"""`cleaner run`: formats in and out."""

from __future__ import annotations

import csv
import datetime
import gzip
import io
from pathlib import Path
from typing import Any

import pytest

from cleaner import clean
from cleaner.adapters.record import COLUMNS, cleaned
from jobs_command import BODY, TEXT, json_lines, records, run, written

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("fastwarc")

ROWS = records(25)


def as_csv() -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(ROWS[0]))
    writer.writeheader()
    writer.writerows(ROWS)
    return out.getvalue().encode()


def as_parquet() -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(ROWS), out)
    return out.getvalue()


def as_wet() -> bytes:
    return b"".join(gzip.compress(warc_record("conversion", "text/plain", row, row["text"].encode())) for row in ROWS)


def warc_record(kind: str, content_type: str, row: dict[str, Any], block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{row['id']}>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {row['url']}\r\n"
    return f"{head}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"


def zstd(data: bytes) -> bytes:
    return bytes(pa.compress(data, codec="zstd", asbytes=True))


INPUTS = {
    "crawl.jsonl": json_lines(ROWS),
    "crawl.jsonl.gz": gzip.compress(json_lines(ROWS)),
    "two-members.jsonl.gz": gzip.compress(json_lines(ROWS[:9])) + gzip.compress(json_lines(ROWS[9:])),
    "crawl.jsonl.zst": zstd(json_lines(ROWS)),
    "crawl.csv": as_csv(),
    "crawl.csv.gz": gzip.compress(as_csv()),
    "crawl.parquet": as_parquet(),
    "crawl.warc.wet.gz": as_wet(),
}


@pytest.mark.parametrize("name", INPUTS)
@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_every_format_comes_in_and_goes_out(name: str, form: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(INPUTS[name])
    done = run(tmp_path / name, "-o", tmp_path / "out", "--format", form)
    found = written(tmp_path / "out") if form == "jsonl" else pq.read_table(tmp_path / "out/part-00000.parquet").to_pylist()
    expected = [(row["url"], row["text"], dict(cleaned(clean(row["text"], url=row["url"])))) for row in ROWS]
    assert (done.returncode, done.stdout) == (0, "")
    assert [(row["url"], row["text"], {name: row[name] for name in COLUMNS}) for row in found] == expected


@pytest.mark.parametrize("form", ["jsonl.gz", "jsonl.zst"])
def test_shards_are_compressed_as_asked(form: str, tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run(tmp_path / "crawl.jsonl", "-o", tmp_path / "plain")
    run(tmp_path / "crawl.jsonl", "-o", tmp_path / "out", "--format", form)
    with pa.OSFile(str(tmp_path / f"out/part-00000.{form}")) as file, pa.CompressedInputStream(file, "gzip" if form.endswith("gz") else "zstd") as stream:
        assert stream.read() == (tmp_path / "plain/part-00000.jsonl").read_bytes()


def test_a_record_of_json_comes_out_as_it_came(tmp_path: Path) -> None:
    line = '{ "n": 1.50, "big": 123456789012345678901234567890, "text":"On and on." , "much": 1e400,"\\u00e9": null }'
    done = run("-", "-o", "-", stdin=line.encode())
    assert done.stdout.startswith(line.removesuffix("}").rstrip() + ', "body": ')


def test_parquet_keeps_its_types(tmp_path: Path) -> None:
    row = {"text": TEXT, "when": datetime.datetime(2026, 1, 2, 3, 4, 5, 6), "tags": ["a", None], "more": {"n": 1}, "raw": b"\x00\xff"}
    table = pa.Table.from_pylist([row, row])
    pq.write_table(table, tmp_path / "crawl.parquet")
    run(tmp_path / "crawl.parquet", "-o", tmp_path / "out", "--format", "parquet")
    assert pq.read_table(tmp_path / "out/part-00000.parquet").select(table.schema.names).equals(table)


def test_pages_of_a_folder(tmp_path: Path) -> None:
    for name in ("b.txt", "a/c.txt", "a/ignored.png"):
        (tmp_path / "pages" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "pages" / name).write_text(TEXT, encoding="utf-8")
    run("pages", "-o", "out", folder=tmp_path)
    assert [(row["file"], row["body"]) for row in written(tmp_path / "out")] == [("pages/a/c.txt", BODY), ("pages/b.txt", BODY)]


def test_a_folder_of_shards_is_an_input(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run("crawl.jsonl", "-o", "first", "--shard-size", "10", "--prefix", "first_", folder=tmp_path)
    done = run("first", "-o", "second", folder=tmp_path)
    assert (done.returncode, len(written(tmp_path / "second"))) == (0, len(ROWS))


def test_a_pattern_names_many_inputs(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"crawl-{number}.jsonl").write_bytes(json_lines(ROWS[number : number + 1]))
    run("crawl-*.jsonl", "-o", "out", folder=tmp_path)
    assert [row["id"] for row in written(tmp_path / "out")] == [0, 1, 2]


def test_standard_input_may_be_compressed() -> None:
    assert len(run("-", "-o", "-", stdin=gzip.compress(json_lines(ROWS))).stdout.splitlines()) == len(ROWS)
