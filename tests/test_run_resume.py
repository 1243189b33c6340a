"""A job that is killed, stopped or hindered goes on where it was, and comes out as if nothing had been."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from jobs_command import COMMAND, files, json_lines, records, rejects, run, written

pytest.importorskip("pyarrow")
pytest.importorskip("fastwarc")

CALL = ["crawl.jsonl", "-", "-o", "out", "--shard-size", "20", "--processes", "2"]
COUNT = 600
LAST = json_lines(records(1))
"""What comes through standard input behind the crawl: a job is not over before its test closes that."""
pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and named pipes")


def lay(folder: Path) -> Path:
    """Lay down a crawl, some of whose lines are broken."""
    lines = json_lines(records(COUNT)).splitlines(keepends=True)
    lines[7::50] = [b"broken\n"] * len(lines[7::50])
    (folder / "crawl.jsonl").write_bytes(b"".join(lines))
    os.utime(folder / "crawl.jsonl", (0, 0))  # the time of change tells a job whether an input is the same
    return folder


@pytest.fixture
def crawl(tmp_path: Path) -> Path:
    return lay(tmp_path)


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the job writes when nothing comes between."""
    folder = lay(tmp_path_factory.mktemp("undisturbed"))
    assert complete(folder).returncode == 1
    return files(folder / "out")


def start(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([COMMAND, "run", *CALL, *more], cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)


def complete(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """Run the job to its end."""
    return run(*CALL, *more, folder=folder, stdin=LAST)


def wait_for_shards(folder: Path, count: int) -> None:
    """Wait until a job has come that far."""
    end = time.monotonic() + 120
    while len(list(folder.glob("part-*"))) < count:
        assert time.monotonic() < end
        time.sleep(0.01)


def workers(parent: int) -> list[int]:
    listed = subprocess.run(["ps", "-ww", "-o", "pid=,args=", "--ppid", str(parent)], capture_output=True, text=True, check=False).stdout
    return [int(line.split()[0]) for line in listed.splitlines() if "spawn_main" in line]


def end(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Give a job the rest of its input, if it still lives, and wait for its end."""
    _, said = process.communicate(LAST if process.stdin else None, timeout=120)
    return process.returncode, said.decode()


@pytest.mark.parametrize("shards", [(1,), (1, 4, 9)], ids=str)
def test_a_killed_job_comes_out_the_same(shards: tuple[int, ...], crawl: Path, undisturbed: dict[str, bytes]) -> None:
    for count in shards:
        process = start(crawl, "--resume")
        wait_for_shards(crawl / "out", count)
        process.kill()
        end(process)
    assert json.loads((crawl / "out/manifest.json").read_bytes())["state"] == "unfinished"
    assert complete(crawl, "--resume").returncode == 1
    assert files(crawl / "out") == undisturbed


def test_a_killed_worker_is_replaced(crawl: Path, undisturbed: dict[str, bytes]) -> None:
    process = start(crawl)
    wait_for_shards(crawl / "out", 2)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    assert end(process)[0] == 1
    assert files(crawl / "out") == undisturbed


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_stopped_job_goes_on(sent: signal.Signals, crawl: Path, undisturbed: dict[str, bytes]) -> None:
    process = start(crawl)
    wait_for_shards(crawl / "out", 2)
    os.killpg(process.pid, sent)  # as a terminal does: to the workers too
    status, said = end(process)
    assert (status, said) == (130, "cleaner: stopped; what is done stays, the same call with --resume goes on\n")
    complete(crawl, "--resume")
    assert files(crawl / "out") == undisturbed


def test_workers_do_not_outlive_a_killed_job(crawl: Path) -> None:
    process = start(crawl)
    wait_for_shards(crawl / "out", 1)
    left = workers(process.pid)
    process.kill()
    end(process)
    deadline = time.monotonic() + 120
    while any(Path(f"/proc/{pid}").exists() and "Z" not in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1][:3] for pid in left):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert left


def test_every_shard_that_is_there_is_whole(crawl: Path, undisturbed: dict[str, bytes]) -> None:
    process = start(crawl)
    wait_for_shards(crawl / "out", 3)
    process.kill()
    end(process)
    found = files(crawl / "out")
    assert all(undisturbed[name] == content for name, content in found.items() if name.startswith("part-"))


def test_a_shard_that_was_lost_is_made_anew(crawl: Path, undisturbed: dict[str, bytes]) -> None:
    process = start(crawl)
    wait_for_shards(crawl / "out", 3)
    process.kill()
    end(process)
    min((crawl / "out").glob("part-*")).unlink()
    complete(crawl, "--resume")
    assert files(crawl / "out") == undisturbed


def test_a_finished_job_is_not_run_again(crawl: Path, undisturbed: dict[str, bytes]) -> None:
    complete(crawl)
    again = run(*CALL, "--resume", folder=crawl)
    assert (again.returncode, files(crawl / "out") == undisturbed, f"{COUNT - 12 + 1:,} were done before" in again.stderr) == (1, True, True)


def test_resume_begins_where_there_is_nothing(crawl: Path, undisturbed: dict[str, bytes]) -> None:
    complete(crawl, "--resume")
    assert files(crawl / "out") == undisturbed


def change_input(folder: Path) -> None:
    with (folder / "crawl.jsonl").open("ab") as file:
        file.write(json_lines(records(1)))


def no_change(folder: Path) -> None:
    pass


CHANGES = [
    pytest.param(no_change, [], ["holds unfinished output", "--resume", "another folder"], id="no --resume"),
    pytest.param(no_change, ["--resume", "--min-confidence", "0.95"], ["the fingerprint has changed from"], id="threshold"),
    pytest.param(no_change, ["--resume", "--language", "de"], ["the fingerprint has changed from"], id="language"),
    pytest.param(no_change, ["--resume", "--body-only"], ["the options differ: body-only was False"], id="option"),
    pytest.param(no_change, ["--resume", "--shard-size", "7"], ["the options differ: shard-size was 20"], id="shard size"),
    pytest.param(change_input, ["--resume"], ["the inputs have changed: crawl.jsonl"], id="input"),
]


@pytest.fixture
def killed(crawl: Path) -> Path:
    """The folder of a job that was killed."""
    process = start(crawl)
    wait_for_shards(crawl / "out", 1)
    process.kill()
    end(process)
    return crawl


@pytest.mark.parametrize(("change", "more", "said"), CHANGES)
def test_what_would_mix_two_jobs_is_refused(change: object, more: list[str], said: list[str], killed: Path) -> None:
    assert callable(change)
    change(killed)
    before = files(killed / "out")
    done = run(*CALL, *more, folder=killed)
    assert (done.returncode, done.stderr.count("\n"), [part for part in said if part not in done.stderr]) == (2, 1, [])
    assert {name: content for name, content in before.items() if name.startswith("part-")}.items() <= files(killed / "out").items()


def test_two_jobs_do_not_share_a_folder(crawl: Path) -> None:
    process = start(crawl)
    wait_for_shards(crawl / "out", 1)
    second = run(*CALL, "--resume", folder=crawl)
    assert (second.returncode, "another job is at work there" in second.stderr) == (2, True)
    assert end(process)[0] == 1


def hang(folder: Path) -> None:
    """A page that never comes to an end: a pipe that nobody writes to."""
    for number in range(5):
        (folder / f"pages/{number}.txt").parent.mkdir(exist_ok=True)
        (folder / f"pages/{number}.txt").write_text("The council met on Monday evening.", encoding="utf-8")
    (folder / "pages/2.txt").unlink()
    os.mkfifo(folder / "pages/2.txt")


def test_a_document_that_hangs_goes_to_the_rejects(tmp_path: Path) -> None:
    hang(tmp_path)
    done = run("pages", "-o", "out", "--timeout", "1", folder=tmp_path)
    assert (done.returncode, [row["file"] for row in written(tmp_path / "out")]) == (1, [f"pages/{number}.txt" for number in (0, 1, 3, 4)])
    assert [(reject["place"], reject["reason"]) for reject in rejects(tmp_path / "out")] == [("pages/2.txt", "not done after 1 s (--timeout)")]


def test_a_document_that_kills_its_worker_twice_goes_to_the_rejects(tmp_path: Path) -> None:
    hang(tmp_path)
    process = subprocess.Popen([COMMAND, "run", "pages", "-o", "out", "--processes", "1"], cwd=tmp_path, stderr=subprocess.PIPE)
    killed: set[int] = set()
    deadline = time.monotonic() + 120
    while len(killed) < 2 and time.monotonic() < deadline:
        for pid in set(workers(process.pid)) - killed:
            if "wait_for_partner" in waits(pid):
                os.kill(pid, signal.SIGKILL)
                killed.add(pid)
        time.sleep(0.05)
    assert end(process)[0] == 1
    assert [(reject["place"], "died twice (signal SIGKILL)" in reject["reason"]) for reject in rejects(tmp_path / "out")] == [("pages/2.txt", True)]


def waits(pid: int) -> str:
    """What a process waits for, where the system tells."""
    try:
        return Path(f"/proc/{pid}/wchan").read_text(encoding="ascii")
    except OSError:
        return ""


def test_a_reader_that_has_enough_is_no_error(crawl: Path) -> None:
    process = subprocess.Popen([COMMAND, "run", "crawl.jsonl", "-o", "-"], cwd=crawl, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    process.stdout.readline()
    process.stdout.close()
    assert process.wait(timeout=120) == 0
    assert process.stderr
    assert b"Traceback" not in process.stderr.read()
    process.stderr.close()
