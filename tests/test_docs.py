"""The docs: generated pages are fresh, links lead somewhere, and what is shown of the engine is what it does."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from cleaner import Label, RuleError, Rules
from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules import RULES
from cleaner.rules.matching import Hit, PhraseIndex, trim
from cleaner.rules.shipped import languages, read_languages
from cleaner.rules.tables import EFFECTS, TABLE_KEYS, parse_rules

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tools"), str(ROOT / "benchmarks")]

import pages  # noqa: E402
import write_outputs  # noqa: E402
import write_rules_page  # noqa: E402
from html_page import Row, table  # noqa: E402
from html_scores import HtmlTally  # noqa: E402
from sections import by_language  # noqa: E402

PAGES = {path.relative_to(ROOT).as_posix(): path for path in [*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]}
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\((?!https?:)([^()\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)


def read(name: str) -> str:
    return PAGES[name].read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    """The fenced blocks of a page in one language."""
    return re.findall(rf"^```{language}\n(.*?)^```", read(name), re.MULTILINE | re.DOTALL)


def links(text: str) -> set[str]:
    """Where a page leads to within the repository."""
    return set(_LINK.findall(_FENCE.sub("", text)))


def anchors(text: str) -> set[str]:
    """What a link into a page may name: its headings, in the form in which they become anchors."""
    headings = _HEADING.findall(_FENCE.sub("", text))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_pages_made_from_the_rules_are_fresh() -> None:
    assert pages.stale(write_rules_page.made()) == [], "run python tools/write_rules_page.py"


def test_outputs_and_figures_in_the_pages_are_fresh() -> None:
    assert pages.stale(write_outputs.made()) == [], "run python tools/write_outputs.py"


def test_a_language_of_the_benchmark_gets_its_score(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    row = "| `cy` | 12 | 3 | 400 | .900 | .800 | .847 | 0.25 % | .500 |"
    head = by_language([], 0.5)
    assert head.splitlines()[0].count("|") == row.count("|")
    monkeypatch.setattr(write_rules_page, "ROOT", tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/benchmark-accuracy.md").write_text(f"## By label\n\n| `xx` | 1 |\n\n## By language\n\n{head}\n{row}\n\n## More\n", encoding="utf-8")
    assert write_rules_page.scores_by_language() == {"cy": (".847", "0.25 %")}


def test_the_extractors_that_were_run_stand_beside_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    nothing = {"news": HtmlTally(), "web": HtmlTally()}
    measured, missing = Row("ours", nothing, dict.fromkeys(nothing, (0.25, 0.5)), milliseconds=2.0), Row("another", nothing)
    monkeypatch.setattr(write_outputs, "ROOT", tmp_path)
    monkeypatch.setattr(write_outputs, "PAGES", tmp_path / "docs/benchmark-html.md")
    write_outputs.PAGES.parent.mkdir()
    write_outputs.PAGES.write_text(f"# Pages\n\n{table([measured, missing])}\n", encoding="utf-8")
    rows = write_outputs.pages_beside().splitlines()[2:]
    assert (rows[0].startswith("| ours | "), rows[0].endswith(" | 2.0 |"), rows[1:]) == (True, True, ["", "[All of it](docs/benchmark-html.md)."])


def test_a_page_that_says_something_else_is_stale(tmp_path: Path) -> None:
    fresh, old = tmp_path / "fresh.md", tmp_path / "old.md"
    for path in (fresh, old):
        path.write_text(path.stem, encoding="utf-8")
    assert pages.stale({fresh: "fresh", old: "new", tmp_path / "missing.md": ""}) == [old, tmp_path / "missing.md"]


@pytest.mark.parametrize("name", PAGES)
def test_every_link_leads_somewhere(name: str) -> None:
    found = [link.partition("#") for link in links(read(name))]
    targets = [(PAGES[name].parent / path if path else PAGES[name], anchor) for path, _, anchor in found]
    lost = [f"{path.name}#{anchor}" for path, anchor in targets if not path.exists() or (anchor and anchor not in anchors(path.read_text(encoding="utf-8")))]
    assert lost == []


def test_the_site_builds_with_every_link_and_anchor_checked(tmp_path: Path) -> None:
    pytest.importorskip("mkdocs", reason="pip install --group docs")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(tmp_path / "site")]
    done = subprocess.run(build, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=300, check=False, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    assert (done.returncode, "WARNING" in done.stderr) == (0, False), done.stderr


@pytest.mark.parametrize("name", sorted(PAGES.keys() - {"README.md"}))
def test_some_other_page_leads_to_every_page(name: str) -> None:
    assert [other for other, path in PAGES.items() for link in links(read(other)) if other != name and (path.parent / link.partition("#")[0]).resolve() == PAGES[name].resolve()]


def test_the_readme_example_prints_what_the_readme_says(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    (code,) = blocks("README.md", "python")
    exec(compile(code, "README.md", "exec"), {})
    assert capsys.readouterr().out == read("README.md").partition(code)[2].partition("```text\n")[2].partition("```")[0]


@pytest.mark.parametrize("block", blocks("README.md", "console"), ids=lambda block: str(block).partition("\n")[0])
def test_the_command_prints_what_the_readme_shows(block: str) -> None:
    command, _, shown = block.partition("\n")
    run = [sys.executable, "-c", "from cleaner.cli import app; app()", *command.removeprefix("$ cleaner ").split()]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60, check=False)
    assert (done.stdout, done.returncode) == (shown, 0), done.stderr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_every_rule_is_on_its_page(rule: object) -> None:
    assert f"\n### {getattr(rule, 'name', '')}\n" in read("docs/rules.md")


@pytest.mark.parametrize("code", languages())
def test_every_language_is_on_its_page(code: str) -> None:
    assert f"\n| `{code}` | " in read("docs/languages.md")


@pytest.mark.parametrize("label", Label)
def test_every_label_is_on_its_page(label: Label) -> None:
    assert f"\n| `{label}` | " in read("docs/labels.md")


@pytest.mark.parametrize("name", [*TABLE_KEYS, *(f'"{effect}"' for effect in EFFECTS)])
def test_every_key_of_a_table_is_on_its_page(name: str) -> None:
    assert f"`{name}`" in read("docs/your-own-rules.md")


def test_the_rule_file_of_the_page_loads() -> None:
    rules = Rules.parse(blocks("docs/your-own-rules.md", "toml")[0], "ours.toml")
    assert [table.effect for table in rules.tables] == [None, "always", "never"]


def test_the_wrong_rule_file_of_the_page_stops_as_the_page_says() -> None:
    wrong, (told,) = blocks("docs/your-own-rules.md", "toml")[1], blocks("docs/your-own-rules.md", "text")
    with pytest.raises(RuleError) as caught:
        Rules.parse(wrong, "ours.toml")
    assert f"{caught.value}\n" == told


def test_the_table_that_is_worked_does_what_its_lines_say() -> None:
    (text,) = blocks("docs/add-a-language.md", "toml")
    (table,) = parse_rules(text, "cy.toml").tables
    index = PhraseIndex.of([*(table for file in read_languages().values() for table in file.tables), table])
    assert [line for line in table.match if "cy.toml [teaser.marker]" not in sources(find(line, index))] == []
    assert [line for line in table.keep if find(line, index)] == []


def find(line: str, index: PhraseIndex) -> list[Hit]:
    trimmed = trim(fold(line))
    return index.find(trimmed, split_words([trimmed])[0])


def sources(hits: list[Hit]) -> set[str]:
    return {hit.table.source for hit in hits}
