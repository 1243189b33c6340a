"""Generate a crawl from the articles of the tests: as many documents as asked for, of varied sites, the same every time.

    python benchmarks/crawl.py 100000 crawl.jsonl.gz       JSON Lines: id, url, text
    python benchmarks/crawl.py 100000 crawl.warc.wet.gz    WET: conversion records of text
    python benchmarks/crawl.py 10000 crawl.warc.gz         WARC: responses, each line of an article a paragraph of a page

A document is a fixture with two or three sentences of other fixtures of its language put between its lines, so that hardly two are alike.
Sites have from one page to thousands: site n takes a share of 1/n.
"""

from __future__ import annotations

import gzip
import html
import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import IO

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from fixture_articles import FOLDERS, FixtureArticle, read_fixtures

SITES = 500
SEED = 0
LEVEL = 6


def documents(count: int) -> Iterator[tuple[str, str, str]]:
    """Yield id, address and text."""
    drawn = random.Random(SEED)
    fixtures = [fixture for folder in FOLDERS for fixture in read_fixtures(folder)]
    by_language: dict[str, list[FixtureArticle]] = defaultdict(list)
    for fixture in fixtures:
        by_language[fixture.language].append(fixture)
    for number in range(count):
        site = int(SITES ** drawn.random())
        fixture = drawn.choice(fixtures)
        lines = list(fixture.lines)
        for _ in range(drawn.randint(2, 3)):
            lines.insert(drawn.randint(0, len(lines)), drawn.choice(drawn.choice(by_language[fixture.language]).lines))
        yield f"doc-{number:07}", f"https://www.site-{site:03}.example/{fixture.language}/{number}", "\n".join(lines)


def json_line(identifier: str, url: str, text: str) -> bytes:
    """One object a line."""
    return json.dumps({"id": identifier, "url": url, "text": text}, ensure_ascii=False).encode() + b"\n"


def wet_record(identifier: str, url: str, text: str) -> bytes:
    """One conversion record, a gzip member of its own, as Common Crawl writes them."""
    return _record("conversion", "text/plain", identifier, url, text.encode())


def warc_record(identifier: str, url: str, text: str) -> bytes:
    """One response, a gzip member of its own."""
    lines = text.split("\n")
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in lines)
    page_head = f"<head><meta charset='utf-8'><title>{html.escape(lines[0])}</title></head>"
    page = f"<!doctype html><html>{page_head}<body><nav><a href='/'>Home</a></nav><article>{paragraphs}</article></body></html>"
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    return _record("response", "application/http; msgtype=response", identifier, url, head + page.encode())


def _record(kind: str, content_type: str, identifier: str, url: str, block: bytes) -> bytes:
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:{identifier}>\r\nWARC-Date: 2026-01-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
    record = f"{head}Content-Type: {content_type}\r\nContent-Length: {len(block)}\r\n\r\n".encode() + block + b"\r\n\r\n"
    return gzip.compress(record, LEVEL, mtime=0)


def write(count: int, path: Path) -> None:
    """Write a crawl in the format that the name tells."""
    make = json_line if ".jsonl" in path.name else wet_record if ".wet" in path.name else warc_record
    with _opened(path) as file:
        for document in documents(count):
            file.write(make(*document))


def _opened(path: Path) -> IO[bytes]:
    return gzip.open(path, "wb", LEVEL) if path.name.endswith(".jsonl.gz") else path.open("wb")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write(int(sys.argv[1]), Path(sys.argv[2]))
