"""Learning a site memory on disk: resumed after a kill it is the same, it has one writer, and wrong files are refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import SiteMemory
from cleaner.memory import writer as of_writer

TEXT = "Story {0} number\nShare this\nA line of {1} words in {0} again"
PAGES = [(f"https://{site}.example/{number}", TEXT.format(site, ["one", "two", "three"][number % 3])) for number in range(60) for site in ("ash", "oak", "yew")]
MEMORY = SiteMemory.from_pages(PAGES)


def learn(path: Path, pages: list[tuple[str, str]]) -> SiteMemory:
    writer = SiteMemory.writer(path)
    for url, text in pages:
        writer.add(url, text)
    writer.finish()
    return SiteMemory.load(path)


def test_what_is_learned_on_disk_is_what_is_held(tmp_path: Path) -> None:
    assert learn(tmp_path / "memory", PAGES) == MEMORY


@pytest.mark.parametrize("batch", [1, 7, 1000])
def test_the_size_of_batches_and_the_bound_change_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    monkeypatch.setattr(of_writer, "_BATCH", batch)
    monkeypatch.setattr("cleaner.memory.pages.MOST_PAGES", 10)
    monkeypatch.setattr(of_writer, "MOST_PAGES", 10)
    learned = learn(tmp_path / "memory", PAGES)
    assert learned == SiteMemory.from_pages(PAGES)
    assert repr(learned) == "SiteMemory(sites=3, pages=30)"


def test_a_whole_memory_can_learn_more(tmp_path: Path) -> None:
    learn(tmp_path / "memory", PAGES[:50])
    assert learn(tmp_path / "memory", PAGES[40:]) == MEMORY


def test_memories_on_disk_are_merged_by_a_writer(tmp_path: Path) -> None:
    parts = [learn(tmp_path / f"{number}", PAGES[number::3]) for number in range(3)]
    with SiteMemory.writer(tmp_path / "all") as writer:
        for part in parts:
            writer.add_pages(part.pages())
        writer.finish()
    assert SiteMemory.load(tmp_path / "all") == MEMORY


def test_the_place_in_the_input_is_kept_with_the_pages(tmp_path: Path) -> None:
    writer = SiteMemory.writer(tmp_path / "memory")
    assert writer.position is None
    for url, text in PAGES[:20]:
        writer.add(url, text)
    writer.commit("20")
    writer.add(*PAGES[20])
    writer.close()
    again = SiteMemory.writer(tmp_path / "memory")
    assert again.position == "20"
    for url, text in PAGES[20:]:
        again.add(url, text)
    again.finish()
    assert SiteMemory.load(tmp_path / "memory") == MEMORY


LEARN = """
import sys
from cleaner import SiteMemory
from test_memory_writer import PAGES
writer = SiteMemory.writer(sys.argv[1])
start = int(writer.position or 0)
for number in range(start, len(PAGES)):
    writer.add(*PAGES[number])
    if number % 3 == 2:
        writer.commit(str(number + 1))
        print(number, flush=True)
        sys.stdin.readline()
writer.finish()
"""


def killed_after(path: Path, lines: int) -> None:
    """Learn in another process, and kill it at some moment behind its commit of this number."""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    with subprocess.Popen([sys.executable, "-c", LEARN, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin
        assert process.stdout
        for _ in range(lines):
            process.stdout.readline()
            process.stdin.write(b"\n")
            process.stdin.flush()
        process.send_signal(signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="kills as POSIX does")
def test_after_kills_it_goes_on_where_it_was(tmp_path: Path) -> None:
    path = tmp_path / "memory"
    for lines in (1, 5, 12, 9, 3):
        killed_after(path, lines)
    with pytest.raises(ValueError, match="still being learned; finish it first"):
        SiteMemory.load(path)
    writer = SiteMemory.writer(path)
    assert writer.position is not None
    assert int(writer.position) >= 3
    for url, text in PAGES[int(writer.position) :]:
        writer.add(url, text)
    writer.finish()
    assert SiteMemory.load(path) == MEMORY
    assert sorted(one.name for one in tmp_path.iterdir()) == ["memory"]


def test_a_memory_has_one_writer(tmp_path: Path) -> None:
    with SiteMemory.writer(tmp_path / "memory"), pytest.raises(ValueError, match="another writer has this memory open"):
        SiteMemory.writer(tmp_path / "memory")


def test_pages_that_teach_nothing_are_counted(tmp_path: Path) -> None:
    with SiteMemory.writer(tmp_path / "memory") as writer:
        writer.add("/relative", "A line")
        writer.add("https://ash.example/", " \n ")
        writer.add(*PAGES[0])
        assert writer.skipped == 2


def test_a_file_that_is_something_else_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("Not a memory. " * 100)
    for opened in (SiteMemory.load, SiteMemory.writer):
        with pytest.raises(ValueError, match=r"notes.txt: not a site memory"):
            opened(tmp_path / "notes.txt")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"no such site memory.*nothing"):
        SiteMemory.load(tmp_path / "nothing")


LONG_PAGES = [(url, "\n".join(f"{url} {letter}" for letter in "abcdefghijklmnopqrstuvwxyz")) for url, _ in PAGES]


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    with SiteMemory.writer(tmp_path / "memory") as writer:
        writer._database.execute("pragma max_page_count = 12").fetchone()
        for url, text in LONG_PAGES:
            writer.add(url, text)
        with pytest.raises(OSError, match=r"memory: database or disk is full"):
            writer.commit("180")
        assert writer.position is None
        writer._database.execute("pragma max_page_count = 1000").fetchone()
        writer.finish()
    assert SiteMemory.load(tmp_path / "memory") == SiteMemory.from_pages(LONG_PAGES)


def test_a_whole_memory_has_no_place_in_an_input(tmp_path: Path) -> None:
    with SiteMemory.writer(tmp_path / "memory") as writer:
        writer.add(*PAGES[0])
        writer.commit("1")
        writer.finish()
    with SiteMemory.writer(tmp_path / "memory") as writer:
        assert writer.position is None


def test_a_page_is_text() -> None:
    with pytest.raises(TypeError, match=r"each a str, not NoneType"):
        SiteMemory.from_pages([("https://ash.example/", None)])  # type: ignore[list-item]


def test_a_folder_that_is_missing_is_told(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="memory"):
        SiteMemory.writer(tmp_path / "no" / "memory")
    with pytest.raises(OSError, match="no"):
        MEMORY.save(tmp_path / "no" / "memory")


def test_readers_take_no_lock(tmp_path: Path) -> None:
    learn(tmp_path / "memory", PAGES)
    readers = [SiteMemory.load(tmp_path / "memory") for _ in range(3)]
    assert [list(reader.pages()) for reader in readers] == [list(MEMORY.pages())] * 3
