"""`cleaner run` on pages of HTML: from an archive, a folder, a field, an address; cleaned as `clean` cleans a page."""

from __future__ import annotations

import functools
import gzip
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from cleaner import Cleaner
from cleaner.adapters.record import cleaned
from cleaner.report import make_report
from cleaner.report.records import Names, read_outputs
from jobs_command import json_lines, records, rejects, run, written

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")
pytest.importorskip("fastwarc")

PROSE = (
    "The café on the corner of the square has opened again after eleven weeks, and on its first evening every table was taken by half past six.",
    "The owner said that she had not expected so many people, and that the kitchen ran out of bread before the last guests had been served.",
    "The council will decide in March whether the square stays closed to cars, as the shops around it have asked for in a letter.",
)
URL = "https://www.news.example/2026/cafe"
PAGE = (
    "<!doctype html><html><head>{meta}<title>Café opens again - The News</title></head><body><nav><a href='/'>Home</a> <a href='/sport'>Sport</a></nav>"
    f"<article><h1>Café opens again</h1>{''.join(f'<p>{line}</p>' for line in PROSE)}</article>"
    "<aside><a href='/storm'>Storm takes the roofs of forty houses in the north</a></aside><footer>© 2026 The News. All rights reserved.</footer></body></html>"
)
BYTES = PAGE.format(meta="<meta charset=utf-8>").encode()
CLEANER = Cleaner()


def expected(page: bytes | str, url: str | None = URL) -> dict[str, Any]:
    """What a record of this page gets."""
    return dict(cleaned(CLEANER(page, url=url, kind="html"), html=True))


def archive(*pages: tuple[str, bytes]) -> bytes:
    """A WARC of responses with these types."""
    found = b""
    for number, (content_type, body) in enumerate(pages):
        block = f"HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\n\r\n".encode() + body
        head = f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:{number}>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {URL}\r\n"
        found += gzip.compress(f"{head}Content-Type: application/http; msgtype=response\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n")
    return found


def columns(row: dict[str, Any]) -> dict[str, Any]:
    """The columns that were added."""
    return {name: row[name] for name in expected(BYTES)}


def test_the_page_is_one_that_loses_its_frame() -> None:
    assert (expected(BYTES)["body"].split("\n\n")[-1], [word for word in ("Home", "Storm", "rights") if word in expected(BYTES)["body"]]) == (PROSE[-1], [])


LATIN = PAGE.format(meta="").encode("latin-1")
CAPTURES = [
    pytest.param("text/html; charset=utf-8", BYTES, id="UTF-8"),
    pytest.param("text/html; charset=iso-8859-1", LATIN, id="encoding of the header"),
    pytest.param("text/html", PAGE.format(meta="<meta charset=latin1>").encode("latin-1"), id="encoding of the page"),
    pytest.param("application/xhtml+xml", BYTES, id="XHTML"),
]


@pytest.mark.parametrize(("content_type", "page"), CAPTURES)
def test_a_page_of_an_archive(content_type: str, page: bytes, tmp_path: Path) -> None:
    (tmp_path / "crawl.warc.gz").write_bytes(archive((content_type, page), ("image/png", b"\x89PNG")))
    done = run("crawl.warc.gz", "-o", "out", folder=tmp_path)
    (row,) = written(tmp_path / "out")
    assert (done.returncode, list(row)[:3], row["url"], columns(row)) == (0, ["id", "url", "date"], URL, expected(BYTES))


def test_an_archive_that_is_cut_off_gives_what_stands_before(tmp_path: Path) -> None:
    whole = archive(*[("text/html", BYTES)] * 50)
    (tmp_path / "crawl.warc.gz").write_bytes(whole[: len(whole) - 200])
    done = run("crawl.warc.gz", "-o", "out", folder=tmp_path)
    count = len(written(tmp_path / "out"))
    assert (done.returncode, 40 <= count < 50) == (1, True)
    assert [(reject["place"], "ends early" in reject["reason"]) for reject in rejects(tmp_path / "out")] == [(f"record {count + 1}", True)]


def test_a_field_that_holds_pages(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines([{"url": URL, "html": BYTES.decode()}]))
    run("crawl.jsonl", "-o", "out", folder=tmp_path)
    (row,) = written(tmp_path / "out")
    assert (row["html"], columns(row)) == (BYTES.decode(), expected(BYTES.decode()))


def test_a_column_of_bytes(tmp_path: Path) -> None:
    pq.write_table(pa.table({"url": [URL], "page": [BYTES]}), tmp_path / "crawl.parquet")
    run("crawl.parquet", "-o", "out", "--html-field", "page", "--format", "parquet", folder=tmp_path)
    (row,) = pq.read_table(tmp_path / "out/part-00000.parquet").to_pylist()
    assert (row["page"], columns(row)) == (BYTES, expected(BYTES))


def test_a_folder_of_pages(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.html").write_bytes(BYTES)
    (tmp_path / "pages/b.htm").write_bytes(PAGE.format(meta="<meta charset=latin1>").encode("latin-1"))
    run("pages", "-o", "out", folder=tmp_path)
    assert [columns(row) for row in written(tmp_path / "out")] == [expected(BYTES, None)] * 2


def test_a_text_that_looks_like_a_page_stays_text(tmp_path: Path) -> None:
    row = json.loads(run("-", "-o", "-", stdin=json_lines([{"text": BYTES.decode()}])).stdout)
    as_text = json.loads(json.dumps(cleaned(CLEANER(BYTES.decode(), kind="text"))))
    assert {name: row[name] for name in as_text} == as_text
    assert as_text["labels"][0]["start"] == 0  # where the markup begins: nothing was read out of it


def test_body_only_leaves_the_page_out() -> None:
    done = run("-", "-o", "-", "--body-only", stdin=json_lines([{"url": URL, "html": BYTES.decode()}]))
    assert json.loads(done.stdout) == {"url": URL, "body": expected(BYTES)["body"]}


def test_the_report_tells_pages_from_texts_and_shows_the_reasons_of_both(tmp_path: Path) -> None:
    rows = [{"url": URL, "html": BYTES.decode()}, *records(1)]
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(rows))
    run("crawl.jsonl", "-o", "out", folder=tmp_path)
    assert [record.kind for record in read_outputs([str(tmp_path / "out")], Names())] == ["html", "text"]
    assert "without reasons" not in make_report([str(tmp_path / "out")], CLEANER).page.decode()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """A web server on loopback that serves the folder."""
    serve = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(SimpleHTTPRequestHandler, directory=str(tmp_path)))
    thread = threading.Thread(target=serve.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serve.server_port}"
    serve.shutdown()
    thread.join()
    serve.server_close()


def test_an_address_is_an_input(server: str, tmp_path: Path) -> None:
    pytest.importorskip("aiohttp")
    (tmp_path / "crawl.warc.gz").write_bytes(archive(("text/html", BYTES)))
    (tmp_path / "crawl.jsonl.gz").write_bytes(gzip.compress(json_lines(records(3))))
    done = run(f"{server}/crawl.warc.gz", f"{server}/crawl.jsonl.gz", "-o", "out", folder=tmp_path)
    assert (done.returncode, [row["url"] for row in written(tmp_path / "out")]) == (0, [URL, *(row["url"] for row in records(3))])
    assert run(f"{server}/none.jsonl", "--dry-run").stderr.startswith(f"cleaner: {server}/none.jsonl: No such file or folder")
