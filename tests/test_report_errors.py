"""What the report says of what it cannot read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cleaner.report import ReportError, make_report
from reporting import CLEANER, command, record, write_lines

WRONG = [
    ("part.jsonl", '{"url": "https://a.example", "text": "x"}', "part.jsonl, line 1: the record has no labels; write the output without --body-only"),
    ("part.jsonl", '{"text": "x", "labels": [{"start": 0, "label": "gone"}], "fingerprint": ""}', "part.jsonl, line 1: the labels are not those of this version"),
    ("part.jsonl", '{"text": "x", "labels": 3, "fingerprint": ""}', "part.jsonl, line 1: the labels are not those of this version"),
    ("part.jsonl", '{"labels": [], "fingerprint": ""}', "part.jsonl, line 1: the record has no text in 'text' or 'content'; name its field with --text-field"),
    ("part.jsonl", "{broken", "part.jsonl, line 1: not JSON"),
    ("part.jsonl", "", "part.jsonl: no records"),
    ("pages.csv", "text\nx", "pages.csv: a report is made of what cleaner run wrote, JSON Lines or Parquet"),
    ("part.parquet", "nonsense", "part.parquet, row 1: not a Parquet file"),
]


@pytest.mark.parametrize(("name", "content", "said"), WRONG, ids=lambda value: value[:40])
def test_what_is_no_output_gets_one_clear_line(name: str, content: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    done = command("report", name, "-o", "report.html", folder=tmp_path)
    assert (done.returncode, said in done.stderr, done.stderr.count("\n"), (tmp_path / "report.html").exists()) == (2, True, 1, False), done.stderr


@pytest.mark.parametrize("arguments", [["none", "-o", "report.html"], ["out.jsonl", "-o", "none/report.html"], ["out.jsonl", "-o", "report.html", "--rules", "none.toml"]], ids=str)
def test_what_is_not_there_is_named(arguments: list[str], tmp_path: Path) -> None:
    write_lines(tmp_path / "out.jsonl", [record("Share on Facebook")])
    done = command("report", *arguments, folder=tmp_path)
    assert (done.returncode, done.stderr.startswith("cleaner: none"), "No such file" in done.stderr, done.stderr.count("\n")) == (2, True, True, 1)


@pytest.mark.parametrize(("missing", "extra"), [("pygal", "report"), ("fsspec", "report"), ("jinja2", "report")])
def test_what_is_not_installed_is_named_with_its_extra(missing: str, extra: str, tmp_path: Path) -> None:
    write_lines(tmp_path / "out.jsonl", [record("Share on Facebook")])
    run = [sys.executable, "-c", f"import sys; sys.modules[{missing!r}] = None; from cleaner.cli import app; app()", "report", "out.jsonl", "-o", "report.html"]
    done = subprocess.run(run, capture_output=True, encoding="utf-8", cwd=tmp_path, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (2, f"cleaner: the report needs {missing}; install it with: pip install 'article-cleaner[{extra}]'\n")


def test_labels_that_do_not_fit_are_an_error_in_the_library_too(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="the record has no labels"):
        make_report([write_lines(tmp_path / "out.jsonl", [{"text": "x"}])], CLEANER)


