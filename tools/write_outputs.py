"""Fill in what the docs show of the engine's output and figures: python tools/write_outputs.py [--check]

A page marks such a block with two comments, and the first one says what stands between them:

    <!-- output: cleaner examples/bridge.html -->
    <!-- output: cleaner examples/bridge.html --show -->
    <!-- output: the example above -->
    <!-- output: explain examples/pasar-pagi.txt line 3, 8 terms -->
    <!-- output: decisions examples/pasar-pagi.txt, 4 terms -->
    <!-- output: figures -->
    <!-- output: site figures -->
    <!-- output: beside -->
    <!-- output: pages beside -->
    <!-- end of output -->
"""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pages

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from cleaner import Article, Line, clean  # noqa: E402
from cleaner.weights import FILE as WEIGHTS  # noqa: E402
from cleaner.weights import SITE_FILE  # noqa: E402
from report import between, markdown_table, percent, share  # noqa: E402

FILES = (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
GROUPS = ("news", "news after trafilatura", "indonesian", "news, other languages", "chinese japanese korean", "web")
_BLOCK = re.compile(r"(<!-- output: (.+?) -->\n).*?(<!-- end of output -->)", re.DOTALL)
_PRINTED = re.compile(r"cleaner (\S+)( --show)?")
_EXAMPLE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_EXPLAIN = re.compile(r"explain (\S+) line (\d+), (\d+) terms")
_DECISIONS = re.compile(r"decisions (\S+), (\d+) terms")
ACCURACY = ROOT / "docs/benchmark-accuracy.md"
PAGES = ROOT / "docs/benchmark-html.md"
NO_PAGES = "Not measured for this state: `python benchmarks/html_track.py DEV --write docs/benchmark-html.md` does it."
_BESIDE = re.compile(r"^\| on news \|.*\n.*\n((?:\|.*\n)+)", re.MULTILINE)
ON_EVERY_LINE = ("bias", "lines before", "lines after", "calibration")
_SHOWN = 44
"""Characters of a line that a row of the decisions shows."""


def main() -> None:
    """Write or check all blocks."""
    pages.main(__doc__, made())


def made() -> dict[Path, str]:
    """The pages that hold such blocks, as they should be."""
    filled = {path: _BLOCK.sub(_filled, path.read_text(encoding="utf-8")) for path in FILES}
    return {path: text for path, text in filled.items() if "<!-- output: " in text}


def _filled(block: re.Match[str]) -> str:
    return f"{block[1]}{output(block[2], block.string[: block.start()])}\n{block[3]}"


def output(asked: str, before: str) -> str:
    """What stands in a block, as Markdown; `before` is the page up to it. Raises `ValueError` for what is none of the forms above."""
    if asked == "figures":
        return figures()
    if asked == "site figures":
        return site_figures()
    if asked == "beside":
        return beside()
    if asked == "pages beside":
        return pages_beside() if PAGES.exists() else NO_PAGES
    if asked == "the example above":
        return f"```text\n{run_example(_EXAMPLE.findall(before)[-1])}```"
    if match := _DECISIONS.fullmatch(asked):
        return decisions(_article(match[1]).lines, int(match[2]))
    if match := _PRINTED.fullmatch(asked):
        article = _article(match[1])
        return f"```console\n$ {asked}\n{show(article) if match[2] else article.body}\n```"
    if match := _EXPLAIN.fullmatch(asked):
        return f"```text\n{explain(_article(match[1]).lines[int(match[2]) - 1], int(match[3]))}\n```"
    raise ValueError(f"output: {asked}: not one of the forms that {Path(__file__).name} describes")


def _article(name: str) -> Article:
    return clean((ROOT / name).read_text(encoding="utf-8"))


def show(article: Article) -> str:
    """What `cleaner FILE --show` prints into a pipe."""
    return "\n".join(f"{line.label:<8} | {line.text}" for line in article.lines)


def run_example(code: str) -> str:
    """What an example in Python prints, run at the root of the repository."""
    printed = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(printed):
        exec(compile(code, "example", "exec"), {})
    return printed.getvalue()


def explain(line: Line, count: int) -> str:
    """The largest terms of a line as `--explain` prints them, the rest in one sum, and what all of them add up to."""
    ordered = sorted(line.reasons, key=lambda reason: -abs(reason.weight))
    terms = [(reason.weight, f"{reason.name}: {reason.value}" if reason.value else reason.name) for reason in ordered[:count]]
    rest = [reason.weight for reason in ordered[count:]]
    whole = sum(reason.weight for reason in ordered)
    rows = [*terms, (sum(rest), f"{len(rest)} smaller terms"), (whole, f"in all: log((1 - p_body) / p_body), so 1 - p_body is {1 - line.p_body:.3f}")]
    return "\n".join([f"{line.label:<8} {line.confidence:4.2f}  {line.text}", *(f"         {weight:+6.2f}  {told}" for weight, told in rows)])


def decisions(lines: Iterable[Line], count: int) -> str:
    """Every line with its probability of leaving, its label, and the largest terms that are its own: a row a line."""
    rows = [[str(number), _shortened(line.text), line.label, _own_terms(line, count), f"{1 - line.p_body:.3f}"] for number, line in enumerate(lines, 1)]
    return markdown_table(["line", "text", "label", "largest terms", "not body"], rows, left=4)


def _own_terms(line: Line, count: int) -> str:
    """The largest terms but those that every line has."""
    own = [reason for reason in line.reasons if reason.name not in ON_EVERY_LINE]
    largest = sorted(own, key=lambda reason: -abs(reason.weight))[:count]
    return ", ".join(f"{reason.weight:+.1f} {reason.name}{f': {reason.value}' if reason.value else ''}" for reason in largest)


def _shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1].rstrip()}…"


def beside() -> str:
    """Ours and the published line rules on news, from the accuracy page, without its intervals."""
    found = _BESIDE.search(ACCURACY.read_text(encoding="utf-8"))
    if not found:
        raise ValueError(f"{ACCURACY.name} has no table of the line rules on news")
    cells = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in found[1].splitlines()]
    rows = [[name, f1, precision, recall, lost, perfect] for name, precision, recall, f1, _, _, lost, _, perfect in cells]
    return markdown_table(["on news", "strip F1", "precision", "recall", "body characters lost", "perfect documents"], rows)


def pages_beside() -> str:
    """Ours and public extractors on pages of news, from the page of the html track, without its intervals."""
    cells = [[cell.strip() for cell in row.strip("|").split(" | ")] for row in PAGES.read_text(encoding="utf-8").splitlines() if row.startswith("| ")]
    rows = [[name, found, left, f1, milliseconds] for name, found, left, f1, _, _, _, _, _, milliseconds, _, _ in cells[1:] if found not in ("–", "---:")]
    return markdown_table(["on pages of news", "body lines found", "noise lines left", "F1", "ms a page"], rows) + f"\n\n[All of it]({PAGES.relative_to(ROOT)})."


def figures() -> str:
    """Accuracy of the weights that ship, as the fit wrote it into their file."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    about = data["about"]
    rows = [_row(group, about["cross-validation by site"][group]) for group in GROUPS]
    head = ["group", "lines", "strip F1", "95 % interval", "body characters lost", "perfect documents"]
    return f"Fitted {about['fitted']} on {about['documents']:,} documents; `min_confidence` {data['min_confidence']:g}.\n\n{markdown_table(head, rows)}"


def site_figures() -> str:
    """What a site memory adds, as the fit wrote it into its file."""
    about = json.loads(SITE_FILE.read_text(encoding="utf-8"))["about"]
    rows = [_site_row(group, about["cross-validation by site"][group]) for group in GROUPS]
    head = ["group", "documents", "strip F1 without → with", "difference, 95 %", "body characters lost", "difference, 95 %", "perfect documents"]
    known = f"{about['documents']:,} of {about['of']:,} labelled documents have other pages of their site in the memory"
    return f"Fitted {about['fitted']}; {known}.\n\n{markdown_table(head, rows)}"


def _site_row(group: str, found: dict[str, Any]) -> list[str]:
    plain = found["without"]
    f1, perfect = (f"{share(plain[name])} → {share(found[name])}" for name in ("strip F1", "perfect documents"))
    lost = f"{percent(plain['body characters lost'])} → {percent(found['body characters lost'])}"
    more, more_lost = between(found["more F1"], "{:+.3f}".format), between(found["more lost"], "{:+.3%}".format).replace("%", " %")
    return [group, f"{found['documents']:,}", f1, more, lost, more_lost, perfect]


def _row(group: str, found: dict[str, float | tuple[float, float]]) -> list[str]:
    f1, bounds, lost, perfect = (found[name] for name in ("strip F1", "interval", "body characters lost", "perfect documents"))
    return [group, f"{found['lines']:,}", share(f1), between(bounds), percent(lost), share(perfect)]  # type: ignore[arg-type]


if __name__ == "__main__":
    main()
