"""Runs to report on: made by the command, or written line by line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from browsing import NARROW, WIDE
from cleaner import Cleaner
from cleaner.adapters.record import cleaned
from fixture_articles import read_fixtures

CLEANER = Cleaner()
FIXTURES = read_fixtures("golden")[:40]
SIZES = pytest.mark.parametrize("size", [WIDE, NARROW], ids=["wide", "narrow"])


def command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    run = [sys.executable, "-c", "from cleaner.cli import app; app()", *arguments]
    return subprocess.run(run, capture_output=True, encoding="utf-8", cwd=folder, timeout=120, check=False)


def write_lines(path: Path, records: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    return str(path)


def record(text: str, url: str | None = "https://www.a.example/1", cleaner: Cleaner = CLEANER, **fields: Any) -> dict[str, Any]:
    return {"url": url, "text": text, **fields, **cleaned(cleaner(text, url=url))}


@pytest.fixture(scope="session")
def run_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `cleaner run` wrote of forty articles on three sites, one broken line and one without a text."""
    folder = tmp_path_factory.mktemp("run")
    records = [{"url": f"https://www.site-{index % 3}.example/{index}", "text": fixture.text} for index, fixture in enumerate(FIXTURES)]
    lines = [*map(json.dumps, records), "{broken", json.dumps({"url": "https://www.site-0.example/x"})]
    (folder / "crawl.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = command("run", "crawl.jsonl", "-o", "out", folder=folder)
    assert done.returncode == 1, done.stderr
    return folder


@pytest.fixture(scope="session")
def report_page(run_folder: Path) -> Path:
    done = command("report", "out", "-o", "report.html", folder=run_folder)
    assert (done.returncode, done.stdout, "40 documents, 2 failures" in done.stderr) == (0, "", True), done.stderr
    return run_folder / "report.html"


