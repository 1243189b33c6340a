"""The command, as a user calls it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from cleaner import Label, SiteMemory, clean

COMMAND = shutil.which("cleaner", path=str(Path(sys.executable).parent)) or "cleaner"
TEXT = (
    "The council met on Monday evening to vote on the budget for the coming year, and after three hours of debate a narrow majority agreed to it.\n"
    "Zumbrella: Ferry Sinks Off Tarakan\n"
    "Residents of the old town had asked for more buses on Sunday, but the mayor said that the council would not pay for them before the summer.\n"
    "Quidditor: Mira Tandon\n"
)
RULES = """
[ours.teaser]
why = "Our marker."
effect = "always"
label = "teaser"
colon = ["Zumbrella"]

[ours.editor]
why = "Our sign-off."
effect = "always"
label = "credit"
host = "example.com"
colon = ["Quidditor"]

[ours.prose]
why = "What stays."
effect = "always"
label = "body"
start = ["The council met", "Residents of"]
"""
FIRST, TEASER, SECOND, CREDIT = TEXT.splitlines()


@pytest.fixture
def article(tmp_path: Path) -> str:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return str(path)


@pytest.fixture
def rules(tmp_path: Path) -> str:
    path = tmp_path / "ours.toml"
    path.write_text(RULES, encoding="utf-8")
    return f"--rules={path}"


def run(*arguments: str, stdin: str | bytes = b"") -> subprocess.CompletedProcess[str]:
    """Run the command without a terminal, and read what it prints as UTF-8."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    done = subprocess.run([COMMAND, *arguments], input=given, capture_output=True, timeout=60, check=False)
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_it_prints_the_body(article: str, rules: str) -> None:
    assert run(article, rules, "--url", "https://example.com/1").stdout == f"{FIRST}\n{SECOND}\n"


def test_it_prints_what_clean_gives(article: str) -> None:
    assert run(article).stdout.rstrip() == clean(TEXT).body.rstrip()


@pytest.mark.parametrize("arguments", [["-"], []], ids=["dash", "nothing"])
def test_it_reads_standard_input(arguments: list[str], rules: str) -> None:
    assert run(*arguments, rules, stdin=TEXT).stdout.startswith(f"{FIRST}\n{SECOND}\n")


def test_it_reads_a_page_whose_encoding_only_the_page_tells(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{line.replace('mayor', 'maire de Besançon')}</p>" for line in (FIRST, SECOND))
    (tmp_path / "page.html").write_bytes(f'<!doctype html><meta charset="latin-1"><title>A vote</title><article>{paragraphs}</article>'.encode("latin-1"))
    assert "maire de Besançon" in run(str(tmp_path / "page.html"), "--part", "body").stdout


def test_it_cleans_with_a_site_memory(article: str, tmp_path: Path) -> None:
    memory = SiteMemory.from_pages((f"https://example.com/{number}", f"{'Very ' * number}long pages differ.\n{CREDIT}") for number in range(5))
    memory.save(tmp_path / "sites.memory")
    assert "seen on 5 of 5 pages" in run(article, "--memory", str(tmp_path / "sites.memory"), "--url", "https://example.com/new", "--explain").stdout


def test_show_prints_every_line_with_its_label(article: str, rules: str) -> None:
    assert run(article, rules, "--show").stdout.splitlines()[:3] == [f"body     | {FIRST}", f"teaser   | {TEASER}", f"body     | {SECOND}"]


def test_show_sets_no_colours_in_a_pipe(article: str) -> None:
    assert "\x1b" not in run(article, "--show").stdout


def test_explain_prints_why(article: str, rules: str) -> None:
    assert "pinned: ours.toml [ours.teaser]" in run(article, rules, "--explain").stdout


def test_json_is_the_plain_data(article: str) -> None:
    assert json.loads(run(article, "--json").stdout) == json.loads(json.dumps(clean(TEXT).to_dict()))


def test_json_keeps_letters_as_they_are() -> None:
    assert "Größe 本" in run("--json", stdin="Größe 本").stdout


PARTS = [("teasers", TEASER), ("credits", CREDIT), ("body", f"{FIRST}\n{SECOND}"), ("headline", ""), ("captions", "")]


@pytest.mark.parametrize(("part", "expected"), PARTS)
def test_part_prints_one_part_alone(part: str, expected: str, article: str, rules: str) -> None:
    assert run(article, rules, "--url", "https://example.com/1", "--part", part).stdout.rstrip("\n") == expected


@pytest.mark.parametrize("part", ["body", "headline", "teasers", "credits", "footer", "promos", "captions"])
def test_every_part_can_be_asked_for(part: str, article: str, rules: str) -> None:
    assert run(article, rules, "--part", part).returncode == 0


@pytest.mark.parametrize(("url", "fires"), [("https://news.example.com/1", True), ("https://example.org/1", False)])
def test_the_url_lets_rules_of_its_host_fire(url: str, fires: bool, article: str, rules: str) -> None:
    assert ("ours.toml [ours.editor]" in run(article, rules, "--explain", "--url", url).stdout) == fires


def test_min_confidence_is_passed_on(article: str) -> None:
    assert json.loads(run(article, "--json", "--min-confidence", "0.999").stdout)["fingerprint"] == clean(TEXT, min_confidence=0.999).fingerprint


def test_language_is_passed_on(article: str) -> None:
    assert json.loads(run(article, "--json", "--language", "id", "--language", "de-AT").stdout)["fingerprint"] == clean(TEXT, language=["id", "de"]).fingerprint


def test_a_byte_order_mark_is_no_text() -> None:
    assert run("--show", stdin=b"\xef\xbb\xbfText").stdout.endswith("| Text\n")


def test_a_found_body_is_status_zero(article: str, rules: str) -> None:
    assert run(article, rules).returncode == 0


NO_BODY = "Zumbrella: one\nZumbrella: two\n"


@pytest.mark.parametrize("text", ["", "\n\n", NO_BODY], ids=ascii)
def test_no_body_prints_nothing_and_is_status_one(text: str, rules: str) -> None:
    done = run(rules, stdin=text)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (1, "", "")


@pytest.mark.parametrize("mode", [["--show"], ["--json"], ["--explain"], ["--part", "teasers"]], ids=str)
def test_no_body_is_status_one_in_every_mode(mode: list[str], rules: str) -> None:
    assert run(rules, *mode, stdin=NO_BODY).returncode == 1


def broken_rules(folder: Path) -> str:
    (folder / "broken.toml").write_text("[teaser.marker]\nlines = ['x']", encoding="utf-8")
    return str(folder / "broken.toml")


WRONG = [
    pytest.param(["none.txt"], ["none.txt", "No such file"], id="missing file"),
    pytest.param(["."], [".", "Is a directory"], id="folder"),
    pytest.param(["latin.txt"], ["latin.txt", "not UTF-8 at byte 3", "iconv"], id="encoding"),
    pytest.param(["article.txt", "--show", "--json"], ["--show", "--explain", "--json", "--part"], id="two modes"),
    pytest.param(["article.txt", "--explain", "--part", "teasers"], ["--explain", "--part"], id="a mode and a part"),
    pytest.param(["article.txt", "--language", "xx"], ["language='xx'", "id", "zh"], id="language"),
    pytest.param(["article.txt", "--min-confidence", "2"], ["min_confidence=2", "above 0, up to 1"], id="threshold"),
    pytest.param(["article.txt", "--rules", "none.toml"], ["none.toml", "No such file"], id="missing rules"),
    pytest.param(["article.txt", "--rules", "broken.toml"], ["broken.toml [teaser.marker]", "'lines'", "why"], id="broken rules"),
    pytest.param(["article.txt", "--memory", "none.memory"], ["none.memory", "no such site memory"], id="missing memory"),
    pytest.param(["article.txt", "--rules", "latin.txt"], ["latin.txt", "not UTF-8 at byte 3"], id="encoding of rules"),
]


@pytest.mark.parametrize(("arguments", "named"), WRONG)
def test_what_is_wrong_gets_one_clear_line_and_status_two(arguments: list[str], named: list[str], tmp_path: Path, article: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken_rules(tmp_path)
    (tmp_path / "latin.txt").write_bytes(b"caf\xe9 noir")
    monkeypatch.chdir(tmp_path)
    done = run(*arguments)
    assert (done.returncode, done.stdout, done.stderr.count("\n"), [part for part in named if part not in done.stderr]) == (2, "", 1, [])


def test_input_in_a_bad_encoding_gets_one_clear_line() -> None:
    done = run(stdin=b"caf\xe9 noir")
    assert (done.returncode, done.stderr.count("\n"), "not UTF-8 at byte 3" in done.stderr) == (2, 1, True)


@pytest.mark.parametrize("arguments", [["--part", "nonsense"], ["--min-confidence", "much"], ["--nonsense"], ["one.txt", "two.txt"]], ids=str)
def test_a_wrong_call_is_status_two_without_a_traceback(arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout, "Traceback" in done.stderr, done.stderr != "") == (2, "", False, True)


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_is_status_zero(option: str) -> None:
    assert run(option).returncode == 0


@cache
def shown_help() -> str:
    return re.sub(r"\x1b\[[\d;]*m", "", run("--help").stdout).lower()


@pytest.mark.parametrize("said", ["--show", "--explain", "--json", "--part", "--url", "--language", "--min-confidence", "--rules", "--memory", "FILE", "Exit status"])
def test_help_tells_of_everything(said: str) -> None:
    assert said.lower() in shown_help()


@pytest.mark.parametrize("mode", [[], ["--show"], ["--json"], ["--explain"]], ids=str)
def test_a_pipe_that_is_closed_early_is_no_error(mode: list[str], rules: str) -> None:
    process = subprocess.Popen([COMMAND, rules, *mode], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdout.close()
    process.stdin.write((TEXT * 1000).encode())
    process.stdin.close()
    complaint = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), complaint) == (0, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
def test_show_sets_colours_on_a_terminal(article: str, rules: str) -> None:
    assert "\x1b[" in on_a_terminal([COMMAND, article, rules, "--show"])


def on_a_terminal(command: list[str]) -> str:
    """What the command prints when its output is a terminal."""
    reader, writer = os.openpty()
    environment = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "FORCE_COLOR")} | {"TERM": "xterm-256color"}
    subprocess.run(command, stdout=writer, stdin=subprocess.DEVNULL, env=environment, check=True, timeout=60)
    os.close(writer)
    shown = os.read(reader, 65536).decode()
    os.close(reader)
    return shown


def test_the_labels_of_the_command_are_those_of_the_library(article: str) -> None:
    assert {row.split()[0] for row in run(article, "--show").stdout.splitlines()} <= {str(label) for label in Label}
