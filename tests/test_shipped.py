"""The compiled languages are used only where they are those of the files."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from cleaner.rules import shipped

FILE = 'name = "Test"\n[words]\nfunction = "the of"\n[footer.share]\nwhy = "Test."\nline = ["{}"]\n'


@pytest.fixture
def compiled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one language, and its compiled form beside it."""
    folder = tmp_path / "languages"
    folder.mkdir()
    monkeypatch.setattr(shipped, "FOLDER", folder)
    monkeypatch.setattr(shipped, "COMPILED", tmp_path / "languages.json")
    write(folder / "en.toml", "Share this", -100)
    shipped.COMPILED.write_text(json.dumps(shipped.compile_languages()), encoding="utf-8")
    return folder / "en.toml"


@pytest.fixture(autouse=True)
def fresh() -> object:
    """What is kept for the process is forgotten before and after each test."""
    caches = (shipped.digest, shipped.languages, shipped._data)
    for kept in caches:
        kept.cache_clear()
    yield
    for kept in caches:
        kept.cache_clear()


def write(path: Path, phrase: str, seconds: float) -> None:
    """Write a language file as if so many seconds after now."""
    path.write_text(FILE.format(phrase), encoding="utf-8")
    at = path.stat().st_mtime + seconds
    os.utime(path, (at, at))


def entries() -> str:
    """The phrases that are loaded."""
    shipped.digest.cache_clear()
    return json.dumps(shipped._data()["entries"])


def test_the_compiled_form_is_used_without_reading_the_files(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "digest", lambda: pytest.fail("the files were read"))
    assert "share this" in json.dumps(shipped._data()["entries"])


@pytest.mark.parametrize(("phrase", "seconds"), [("Share that", 100), ("Share it now", -100)], ids=["newer", "of another size"])
def test_an_edited_file_counts_at_once(compiled: Path, phrase: str, seconds: float) -> None:
    write(compiled, phrase, seconds)
    assert phrase.lower() in entries()


def test_a_file_that_is_newer_and_the_same_needs_no_compiling(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(compiled, "Share this", 100)
    monkeypatch.setattr(shipped, "compile_languages", lambda: pytest.fail("compiled anew"))
    assert "share this" in entries()


def test_another_form_is_compiled_anew(compiled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "FORM", "another")
    monkeypatch.setattr(shipped, "compile_languages", lambda: {"entries": ["anew"]})
    assert "anew" in entries()
