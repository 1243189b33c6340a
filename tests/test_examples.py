"""The scripts of examples/, as a reader would run them. The Scrapy project and the Spark script have tests of their own."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import clean

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
PAGE, TEXT = EXAMPLES / "bridge.html", EXAMPLES / "pasar-pagi.txt"


def run(script: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-W", "error", str(EXAMPLES / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120, check=False)


def test_a_page_is_printed_with_its_headline() -> None:
    done, article = run("clean_page.py", PAGE), clean(PAGE.read_bytes())
    assert (done.stdout, done.returncode) == (f"{article.headline}\n{article.credits[0]}\n\n{article.body}\n", 0), done.stderr


def test_a_page_without_an_article_is_said_to_be_one(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("<!doctype html><title>Nothing</title>", encoding="utf-8")
    done = run("clean_page.py", tmp_path / "empty.html")
    assert (done.stdout, done.returncode, "no article on this page" in done.stderr) == ("", 1, True)


def test_a_folder_gets_a_body_for_every_file(tmp_path: Path) -> None:
    (tmp_path / "pages/more").mkdir(parents=True)
    (tmp_path / "pages/bridge.html").write_bytes(PAGE.read_bytes())
    (tmp_path / "pages/more/pasar-pagi.txt").write_bytes(TEXT.read_bytes())
    done = run("clean_folder.py", tmp_path / "pages", tmp_path / "bodies")
    bodies = {name: (tmp_path / "bodies" / f"{name}.body.txt").read_text(encoding="utf-8") for name in ("bridge.html", "more/pasar-pagi.txt")}
    assert bodies == {"bridge.html": clean(PAGE.read_bytes()).body, "more/pasar-pagi.txt": clean(TEXT.read_text(encoding="utf-8")).body}
    assert (done.stderr, done.returncode, len(done.stdout.splitlines())) == ("", 0, 2)


def test_a_column_gets_bodies_beside_it(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    text = TEXT.read_text(encoding="utf-8")
    with (tmp_path / "stories.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["url", "text"], ["https://kabar.example/1", text]])
    done = run("clean_column.py", tmp_path / "stories.csv", tmp_path / "cleaned.csv")
    with (tmp_path / "cleaned.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    article = clean(text)
    assert (row["body"], row["teasers"], done.returncode) == (article.body, str(len(article.teasers)), 0), done.stderr
