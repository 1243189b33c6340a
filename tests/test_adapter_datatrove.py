"""The step for datatrove in real local pipelines."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("datatrove", reason="datatrove is not installed: pip install 'article-cleaner[datatrove]'")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader, WarcReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner import Cleaner, Label, SiteMemory, clean
from cleaner.adapters.datatrove import CleanArticles
from cleaner.adapters.record import cleaned
from cleaner.cleaning import KINDS
from engine_pages import pages

# warcio leaves its temporary file to the collector.
pytestmark = [pytest.mark.filterwarnings("ignore::DeprecationWarning"), pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")]
# datatrove's reader passes over documents without a text.
PAGES = [{**row, "id": str(row["id"])} for row in pages() if row["text"]]


def work(folder: Path, reader: Any, step: CleanArticles, tasks: int = 2) -> list[dict[str, Any]]:
    """Run reader, step and a writer of JSONL in two processes, and return what was written."""
    writer = JsonlWriter(str(folder / "cleaned"), compression=None, expand_metadata=True)
    LocalPipelineExecutor([reader, step, writer], tasks=tasks, workers=2, logging_dir=str(folder / "logs"), skip_completed=False).run()
    return [json.loads(line) for path in sorted((folder / "cleaned").iterdir()) for line in path.read_text(encoding="utf-8").splitlines()]


def expected(cleaner: Cleaner) -> list[dict[str, Any]]:
    """What is written of each page; datatrove leaves out what is empty."""
    rows = []
    for page in PAGES:
        columns: dict[str, Any] = {**cleaned(cleaner(page["text"], url=page["url"]))}
        rows.append({"id": page["id"], "text": columns.pop("body"), "url": page["url"], **columns, "uncleaned": page["text"]})
    return [{key: value for key, value in row.items() if value or key != "text"} for row in rows]


@pytest.fixture
def crawl(tmp_path: Path) -> JsonlReader:
    """The pages in two files."""
    (tmp_path / "crawl").mkdir()
    for part in (0, 1):
        lines = (json.dumps(page, ensure_ascii=False) for page in PAGES[part::2])
        (tmp_path / f"crawl/{part}.jsonl").write_text("\n".join(lines), encoding="utf-8")
    return JsonlReader(str(tmp_path / "crawl"))


def by_number(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(({key: value for key, value in row.items() if key != "file_path"} for row in rows), key=lambda row: int(row["id"]))


def test_every_document_goes_on_with_what_plain_clean_gives(crawl: JsonlReader, tmp_path: Path) -> None:
    assert by_number(work(tmp_path, crawl, CleanArticles())) == expected(Cleaner())


def test_the_memory_is_asked_about_each_address(crawl: JsonlReader, tmp_path: Path) -> None:
    memory = SiteMemory.from_pages((page["url"], page["text"]) for page in PAGES if page["url"])
    assert by_number(work(tmp_path, crawl, CleanArticles(memory=memory))) == expected(Cleaner(memory=memory))


def test_lines_are_counted_by_label(crawl: JsonlReader, tmp_path: Path) -> None:
    rows = work(tmp_path, crawl, CleanArticles())
    (step,) = [step["stats"] for step in json.loads((tmp_path / "logs/stats.json").read_text()) if "cleaner" in step["name"]]
    totals = {label: step[label]["total"] if isinstance(step[label], dict) else step[label] for label in Label}
    assert totals == {label: sum(row["counts"][label] for row in rows) for label in Label}


def test_from_warc_to_jsonl(tmp_path: Path) -> None:
    (tmp_path / "crawl").mkdir()
    (tmp_path / "crawl/pages.warc.wet.gz").write_bytes(wet(PAGES[0]["text"]))
    (row,) = work(tmp_path, WarcReader(str(tmp_path / "crawl")), CleanArticles(), tasks=1)
    assert (row["text"], row["url"]) == (Cleaner()(PAGES[0]["text"]).body, "https://news.example/1")


@pytest.mark.skipif("html" not in KINDS, reason="this version does not read pages")
def test_pages_are_read_where_the_caller_says_so() -> None:
    page = f"<!doctype html><html><body><article><p>{PAGES[0]['text'].splitlines()[0]}</p></article></body></html>"
    (document,) = CleanArticles(kind="html").run([Document(page, "1")])
    assert (document.text, document.metadata["uncleaned"]) == (clean(page, kind="html").body, clean(page, kind="html").text)


def wet(text: str) -> bytes:
    """A file of extracted text as Common Crawl writes it, with one record."""
    warcio = pytest.importorskip("warcio.warcwriter", reason="datatrove's WarcReader needs warcio")
    for name in ("cchardet", "magic"):
        pytest.importorskip(name, reason=f"datatrove's WarcReader needs {name}")
    made = BytesIO()
    writer = warcio.WARCWriter(made, gzip=True)
    headers = {"WARC-Identified-Payload-Type": "text/plain"}
    payload = BytesIO(text.encode())
    writer.write_record(writer.create_warc_record("https://news.example/1", "conversion", payload=payload, warc_content_type="text/plain", warc_headers_dict=headers))
    return made.getvalue()
