"""`cleaner run`: options, and how it ends. Formats stand in `test_run_formats.py`."""

from __future__ import annotations

import contextlib
import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from cleaner import Cleaner, SiteMemory, clean
from jobs_command import BODY, COMMAND, TEXT, files, json_lines, records, rejects, run

pytest.importorskip("pyarrow")
pytest.importorskip("fastwarc")

ROWS = records(25)


@pytest.mark.parametrize("processes", [1, 3])
def test_output_is_the_same_however_many_workers(processes: int, tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run("crawl.jsonl", "-o", "one", "--shard-size", "4", folder=tmp_path)
    run("crawl.jsonl", "-o", "more", "--shard-size", "4", "--processes", processes, folder=tmp_path)
    assert files(tmp_path / "one") == files(tmp_path / "more")


def test_standard_output_is_in_order() -> None:
    done = run("-", "-o", "-", "--shard-size", "2", "--processes", "3", stdin=json_lines(ROWS))
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [row["id"] for row in ROWS]


def test_body_only_puts_the_body_in_place_of_the_text() -> None:
    done = run("-", "-o", "-", "--body-only", stdin=json_lines(ROWS[:1]))
    assert json.loads(done.stdout) == {"id": 0, "url": ROWS[0]["url"], "body": clean(ROWS[0]["text"]).body}


def test_a_text_of_which_all_would_go_can_be_kept() -> None:
    text = "Share on Facebook\n\n© 2024 Westmouth Post. All rights reserved."
    gone, kept = (json.loads(run("-", "-o", "-", *options, stdin=json_lines([{"text": text}])).stdout) for options in ([], ["--keep-flagged"]))
    assert (gone["body"], gone["flags"]) == ("", ["no article"])
    assert (kept["body"], kept["flags"], {row["label"] for row in kept["labels"]}) == (text, ["no article"], {"body"})


@pytest.mark.parametrize(("field", "options"), [("content", []), ("article", ["--text-field", "article"])])
def test_fields_have_names(field: str, options: list[str]) -> None:
    assert json.loads(run("-", "-o", "-", *options, stdin=json_lines([{field: TEXT}])).stdout)["body"] == BODY


def test_a_prefix_keeps_names_apart() -> None:
    found = json.loads(run("-", "-o", "-", "--text-field", "body", "--prefix", "clean_", stdin=json_lines([{"body": TEXT}])).stdout)
    assert (found["body"], found["clean_body"]) == (TEXT, BODY)


def test_only_one_host_is_cleaned() -> None:
    found = [json.loads(line)["id"] for line in run("-", "-o", "-", "--only-host", "www.Site-1.example", stdin=json_lines(ROWS)).stdout.splitlines()]
    assert found == [row["id"] for row in ROWS if "site-1." in row["url"]]


def test_a_sample_is_drawn_and_the_same_again(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    drawn = [run("crawl.jsonl", "-o", "-", "--sample", "5", folder=tmp_path).stdout for _ in range(2)]
    assert (drawn[0], len(drawn[0].splitlines())) == (drawn[1], 5)


def test_a_sample_of_one_host(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    found = run("crawl.jsonl", "-o", "-", "--sample", "5", "--only-host", "site-2.example", folder=tmp_path).stdout.splitlines()
    assert [json.loads(line)["url"].split("/")[2] for line in found] == ["www.site-2.example"] * 5


def test_a_dry_run_writes_nothing_and_counts(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    done = run("crawl.jsonl", "--dry-run", "-o", "out", folder=tmp_path)
    assert (done.returncode, [path.name for path in tmp_path.iterdir()], "footer lines" in done.stderr) == (0, ["crawl.jsonl"], True)


def test_options_of_the_cleaner_are_passed_on(tmp_path: Path) -> None:
    done = run("-", "-o", "-", "--language", "de", "--min-confidence", "0.9", stdin=json_lines(ROWS[:1]))
    assert json.loads(done.stdout)["fingerprint"] == Cleaner(language="de", min_confidence=0.9).fingerprint


def test_rules_of_ones_own_see_the_url(tmp_path: Path) -> None:
    rules = '[ours.share]\nwhy = "Ours."\neffect = "always"\nlabel = "caption"\nhost = "site-1.example"\nstart = ["Share on"]\n'
    (tmp_path / "ours.toml").write_text(rules, encoding="utf-8")
    done = run("-", "-o", "-", "--rules", tmp_path / "ours.toml", stdin=json_lines(ROWS[:2]))
    assert [json.loads(line)["counts"]["caption"] for line in done.stdout.splitlines()] == [0, 1]


def test_a_memory_that_is_learned_is_the_one_that_cleans(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    learned = run("crawl.jsonl", "-o", "-", "--learn-memory", "sites.memory", "--processes", "2", folder=tmp_path).stdout
    loaded = run("crawl.jsonl", "-o", "-", "--memory", "sites.memory", folder=tmp_path).stdout
    memory = SiteMemory.from_pages((row["url"], row["text"]) for row in ROWS)
    assert (learned, json.loads(learned.splitlines()[0])["fingerprint"]) == (loaded, Cleaner(memory=memory).fingerprint)


def test_a_memory_is_not_learned_twice_from_the_same_crawl(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    outputs = [run("crawl.jsonl", "-o", "-", "--learn-memory", "sites.memory", folder=tmp_path).stdout for _ in range(2)]
    assert outputs[0] == outputs[1]


def test_a_sample_is_cleaned_with_what_the_whole_crawl_teaches(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run("crawl.jsonl", "-o", "-", "--sample", "1", "--learn-memory", "sites.memory", folder=tmp_path)
    assert SiteMemory.load(tmp_path / "sites.memory") == SiteMemory.from_pages((row["url"], row["text"]) for row in ROWS)


def test_the_manifest_tells_what_was_done(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run("crawl.jsonl", "-o", "out", "--shard-size", "20", folder=tmp_path)
    manifest = json.loads((tmp_path / "out/manifest.json").read_bytes())
    assert (manifest["state"], manifest["documents"], manifest["fingerprint"]) == ("finished", len(ROWS), Cleaner().fingerprint)
    assert [shard["documents"] for shard in manifest["shards"]] == [20, 5]


def test_nothing_is_left_of_the_work(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run("crawl.jsonl", "-o", "out", folder=tmp_path)
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.json", "part-00000.jsonl"]


def test_a_log_stays_quiet(tmp_path: Path) -> None:
    done = run("-", "-o", "-", stdin=json_lines(ROWS))
    assert ("\x1b" in done.stderr, done.stderr.splitlines()[0].split()[:2]) == (False, ["documents", "25"])


def test_a_terminal_shows_how_far_the_job_is(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty")
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    ours, theirs = pty.openpty()
    process = subprocess.Popen([COMMAND, "run", "crawl.jsonl", "-o", "out", "--processes", "1"], cwd=tmp_path, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "120"})
    os.close(theirs)
    shown = read_all(ours)
    assert (process.wait(), re.findall(r"25 documents · \d+/s · [\d.]+% removed · 0 rejects", shown) != [], re.search(r"documents +25 ", shown) is not None) == (0, True, True)


def read_all(terminal: int) -> str:
    """What a terminal was sent, without its control codes."""
    found = b""
    with contextlib.suppress(OSError):  # how Linux says that the other side has closed it
        while part := os.read(terminal, 1 << 16):
            found += part
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", found.decode())


def test_a_lone_surrogate_is_no_reject() -> None:
    done = run("-", "-o", "-", stdin=b'{"text": "\\ud800 and on"}')
    assert (done.returncode, json.loads(done.stdout)["text"]) == (0, "\ud800 and on")


def test_rejects_do_not_exist_where_there_are_none(tmp_path: Path) -> None:
    (tmp_path / "crawl.jsonl").write_bytes(json_lines(ROWS))
    run("crawl.jsonl", "-o", "out", folder=tmp_path)
    assert rejects(tmp_path / "out") == []
