"""The walkthroughs of the docs, done as they are written."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from cleaner import Label

ROOT = Path(__file__).parents[1]
PAGE, TEXT = ROOT / "examples/bridge.html", (ROOT / "examples/pasar-pagi.txt").read_text(encoding="utf-8")
COPIED = ("src", "tools", "benchmarks", "docs", "tests/test_phrases.py", "pyproject.toml")
CRAWL = [{"url": f"https://kabar.example/{number}", "text": f"Pasar {'lama ' * number}pindah\n{TEXT}", "title": ""} for number in range(3)]


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of a page of the docs in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / "docs" / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def sh(commands: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run commands as they stand, with the Python of the tests; lines that install something are left out."""
    kept = "\n".join(line for line in commands.splitlines() if not line.startswith("pip install"))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    run = {"args": ["sh", "-e", "-c", kept], "cwd": folder, "env": {**os.environ, "PATH": path, "COLUMNS": "200", **environment}}
    return subprocess.run(**run, capture_output=True, encoding="utf-8", timeout=300, check=False)


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository with the language file that the page gives."""
    copy = tmp_path_factory.mktemp("repository")
    for name in COPIED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__", "languages.json"))
        else:
            shutil.copy(ROOT / name, copy / name)
    (copy / "src/cleaner/languages/cy.toml").write_text(blocks("add-a-language.md", "toml")[0], encoding="utf-8")
    return copy


def test_a_language_is_added_as_the_page_says(welsh: Path) -> None:
    done = sh(blocks("add-a-language.md", "sh")[0], welsh, PYTHONPATH=str(welsh / "src"))
    assert (done.stdout, done.returncode) == (blocks("add-a-language.md", "text")[0], 0), done.stderr
    assert "\n| `cy` | Welsh | 5 | 0 |" in (welsh / "docs/languages.md").read_text(encoding="utf-8")


def test_the_tests_say_what_the_new_language_lacks(welsh: Path) -> None:
    done = sh(f"{blocks('add-a-language.md', 'sh')[1].rstrip()} -p no:cacheprovider", welsh, PYTHONPATH=str(welsh / "src"))
    assert set(re.findall(r"^FAILED \S+::(\w+)", done.stdout, re.MULTILINE)) == {"test_a_file_covers_every_kind", "test_a_file_has_enough_phrases"}, done.stdout


def test_rules_of_ones_own_pin_lines_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours.toml").write_text(blocks("your-own-rules.md", "toml")[0], encoding="utf-8")
    (tmp_path / "article.txt").write_text(f"{TEXT}\nThe newsroom\n", encoding="utf-8")
    done = sh(blocks("your-own-rules.md", "sh")[0], tmp_path)
    assert ("pinned: ours.toml [footer.newsroom]" in done.stdout, done.returncode) == (True, 0), done.stderr
    monkeypatch.chdir(tmp_path)
    article = run(blocks("your-own-rules.md", "python")[0], text=f"{TEXT}\nThe newsroom\n")["article"]
    assert (article.lines[-1].text, article.lines[-1].label) == ("The newsroom", Label.FOOTER)


def run(code: str, **given: Any) -> dict[str, Any]:
    """Run an example in Python with the names that it leaves to the reader."""
    names = dict(given)
    exec(compile(code, "example", "exec"), names)
    return names


def test_a_page_is_read_as_the_page_on_pages_says() -> None:
    article = run(blocks("html.md", "python")[0], page_bytes=PAGE.read_bytes())["article"]
    assert (article.headline, article.headline in article.body) == ("Harbour bridge closed until May", False)


def test_a_site_memory_is_learned_as_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    names = run(blocks("site-memory.md", "python")[0], crawl=CRAWL, text=TEXT)
    assert (tmp_path / "sites.memory").exists()
    (tmp_path / "sites.memory").unlink()
    run(blocks("site-memory.md", "python")[1], crawl=CRAWL, SiteMemory=names["SiteMemory"])
    assert names["SiteMemory"].load("sites.memory") == names["memory"]


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    """A folder with the crawl that the page on jobs names."""
    pytest.importorskip("pyarrow")
    with gzip.open(tmp_path / "crawl.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(row)}\n" for row in CRAWL)
    return tmp_path


def test_a_crawl_is_cleaned_and_reported_as_the_pages_say(crawl: Path) -> None:
    done = sh(blocks("report.md", "sh")[1], crawl)
    assert (done.returncode, "</html>" in (crawl / "report.html").read_text(encoding="utf-8")) == (0, True), done.stderr
    (shard,) = (crawl / "cleaned").glob("*.jsonl")
    assert len(shard.read_text(encoding="utf-8").splitlines()) == len(CRAWL)


@pytest.mark.parametrize("commands", blocks("jobs.md", "sh"), ids=lambda commands: str(commands).splitlines()[-1])
def test_the_commands_of_the_page_on_jobs_work(commands: str, crawl: Path) -> None:
    done = sh(commands, crawl)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr
