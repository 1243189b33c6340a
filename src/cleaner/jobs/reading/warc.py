"""WARC responses (HTML) and WET conversions (text), plain or gzip."""

from __future__ import annotations

from collections.abc import Iterator
from io import BufferedReader
from typing import Any, BinaryIO, NamedTuple, cast

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from cleaner.jobs.errors import Unreadable
from cleaner.jobs.opening import SMALL_BUFFER, decompressed
from cleaner.jobs.records import Bad, Raw, Record

PAGE_TYPES = ("text/html", "application/xhtml+xml")
MOST_BYTES = 128_000_000
"""A longer record is passed over by the reader."""


class Capture(NamedTuple):
    """One record of an archive."""

    id: str
    url: str | None
    date: str | None
    charset: str | None
    """Of a page: what its HTTP header says; None for text."""
    is_page: bool
    content: bytes


def read(stream: BinaryIO) -> Iterator[Raw | Bad]:
    """Read pages and texts; other records (requests, images, redirects) are no documents."""
    # Decompressed here: the archive reader takes a stream that was cut off for one that ended.
    kinds = WarcRecordType.response | WarcRecordType.conversion
    archive = ArchiveIterator(cast(Any, _Told(decompressed(stream))), record_types=kinds, parse_http=False, stream_detect=False, max_content_length=MOST_BYTES)
    for number, record in enumerate(archive, 1):
        try:
            capture = _capture(record)
        except (OSError, ValueError) as error:
            yield Bad(number, f"the record cannot be read: {error}")
            continue
        if capture:
            yield Raw(number, capture, len(capture.content))


class _Told:
    """A stream that tells its place, which the archive reader asks for and a compressed stream does not know."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = cast(BufferedReader, stream)
        self._place = 0

    def read(self, size: int = SMALL_BUFFER) -> bytes:
        data = self._stream.read1(min(size, SMALL_BUFFER))  # a longer read that fails behind good bytes would lose them
        self._place += len(data)
        return data

    def tell(self) -> int:
        return self._place


def _capture(record: WarcRecord) -> Capture | None:
    head = record.headers
    if record.record_type == WarcRecordType.response:
        record.parse_http(auto_decode="all")
        if not record.http_headers or record.http_headers.status_code != 200 or record.http_content_type not in PAGE_TYPES:
            return None
    is_page = record.record_type == WarcRecordType.response
    return Capture(head.get("WARC-Record-ID") or "", head.get("WARC-Target-URI"), head.get("WARC-Date"), record.http_charset if is_page else None, is_page, record.reader.read())


def decode(payload: Capture) -> Record:
    """Give the fields of a capture; the page itself stays in the archive."""
    head: dict[str, Any] = {"id": payload.id, "url": payload.url, "date": payload.date}
    if payload.is_page:
        return Record({**head, "html": decoded_page(payload.content, payload.charset)}, hidden="html")
    try:
        return Record({**head, "text": payload.content.decode("utf-8")})
    except UnicodeDecodeError as error:
        raise Unreadable(f"not UTF-8 at byte {error.start} of the text") from None


def decoded_page(content: bytes, charset: str | None) -> bytes | str:
    """Decode a page by what its header says; where that is nothing or wrong, the bytes stay, and the page itself tells."""
    try:
        return content.decode(charset) if charset else content
    except (LookupError, UnicodeDecodeError):
        return content
