"""Coverage-guided fuzzing with atheris: `clean` on text, `clean` on pages, and the reader of rule files.

    python benchmarks/fuzz.py text --minutes 30 --work FOLDER

The oracle is benchmarks/invariants.py: no exception but the documented ones, nothing lost, the same result twice, bounded time. What it finds is
written to FOLDER/finds, one file for each new place of failure, and the run goes on; FOLDER/log.tsv adds up time and executions. The corpus that
grows in FOLDER/TARGET is the start of the next run. Finds become rows of tests/test_fuzz_finds.py.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "tests" / "fixtures"
LONGEST = {"text": 4096, "html": 8192, "rules": 4096}
"""Bytes of an input: what breaks on more than that, the gallery of hostile texts and pages shows."""
ALLOWANCE = 10.0
"""Instrumented code is that much slower."""
_STALLED = 900
"""Seconds after which libFuzzer takes an input for one that never ends."""
PROSE = "The council met on Monday to vote on the budget, and nobody was surprised.\nRead also: Rain floods three schools\nShare on Facebook\n© 2024 Westmouth Post"


def targets() -> dict[str, Callable[[bytes], None]]:
    """What is fuzzed; imported late, so that the instrumentation sees the imports."""
    from cleaner import Article, Cleaner, RuleError, Rules, clean
    from invariants import Broken, bound, check, check_same, check_time, check_told

    def checked(call: Callable[[], Article], data: bytes, given: str | None = None) -> None:
        articles: list[Article] = []
        check_time(lambda: articles.append(call()), ALLOWANCE * bound(len(data)))
        check(articles[0], given)
        check_same(articles[0], call())
        # The reasons take as long as all the rest: every eighth input has to do.
        if not (len(data) + sum(data[:99])) % 8:
            check_told(articles[0])

    def text(data: bytes) -> None:
        # What is not UTF-8 becomes lone surrogates: every string there is can come out.
        given = data.decode("utf-8", "surrogateescape")
        checked(lambda: clean(given, kind="text"), data, given)
        if "<" in given[:99]:
            clean(given)

    def html(data: bytes) -> None:
        checked(lambda: clean(data), data)

    def rules(data: bytes) -> None:
        given = data.decode("utf-8", "surrogateescape")
        try:
            loaded = Rules.parse(given)
        except RuleError as error:
            if "\n" in str(error):
                raise Broken("a message of several lines") from error
            return
        cleaner = Cleaner(rules=loaded)
        for said in (PROSE, "\n".join(phrase for table in loaded.tables for _, phrase in table.phrases)):
            checked(lambda said=said: cleaner(said, kind="text", url="https://example.com/a"), data + said.encode("utf-8", "surrogateescape"), said)

    return {"text": text, "html": html, "rules": rules}


def fuzz(target: str, work: Path, arguments: list[str]) -> None:
    """Run libFuzzer in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["cleaner", "tomllib"]):
        run = targets()[target]
    finds = work / "finds"
    finds.mkdir(exist_ok=True)

    def one(data: bytes) -> None:
        try:
            run(data)
        except Exception as error:
            keep(error, data, finds, target)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def keep(error: Exception, data: bytes, finds: Path, target: str) -> None:
    """Keep the shortest input for each place of failure, with the traceback."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if "fuzz.py" not in frame.filename]
    said = re.sub(r"\d+(?:[.,]\d+)*", "0", str(error))[:60] if isinstance(error, AssertionError) else ""
    place = f"{type(error).__name__} {said} {frames[-1].filename} {frames[-1].lineno}" if frames else repr(error)
    path = finds / f"{target}-{type(error).__name__}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"
    if not path.exists() or path.stat().st_size > len(data):
        path.write_bytes(data)
        path.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8", errors="backslashreplace")


def seed(target: str, folder: Path) -> None:
    """Start the corpus with what the tests hold."""
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        return
    for place, data in enumerate(_seeds(target)):
        (folder / f"seed-{place}").write_bytes(data[: LONGEST[target]])


def _seeds(target: str) -> list[bytes]:
    if target == "rules":
        files = sorted((Path(__file__).parents[1] / "src" / "cleaner" / "languages").glob("*.toml"))
        tables = [table for file in files[::6] for table in re.split(r"\n(?=\[)", file.read_text(encoding="utf-8"))[2::5]]
        own = '[a.b]\nwhy = "x"\neffect = "always"\nlabel = "footer"\nhost = "example.com"\nstart = ["Vote {number} {any} on", "{any}budget"]\ninside = ["council {any}"]'
        return [own.encode(), *(table.encode() for table in tables)]
    if target == "html":
        sys.path.insert(0, str(FIXTURES.parent))
        from hostile_pages import PAGES  # the small end of each
        from test_pages import page

        return [page().encode(), *(make()[:2000] for name, make in PAGES.items() if "50 MB" not in name), *(path.read_bytes() for path in sorted(FIXTURES.rglob("*.html"))[:60])]
    return [path.read_bytes() for folder in ("harmless", "golden", "flat", "seedlike") for path in sorted((FIXTURES / folder).rglob("*.txt"))[::5]]


def write_words(target: str, path: Path) -> Path:
    """Write libFuzzer's dictionary: phrases for texts and pages, what the formats are made of for the others."""
    from cleaner.rules.kinds import ANCHORS, KINDS
    from cleaner.rules.shipped import load_phrases

    marks = ["\n", "\n\n", "\u2028", "\u200b", "\u202e", "\u0301", "\ufeff", " | ", " - ", "©", "[", "](", "# ", "2024", "12:30", "@", "."]
    words = [*sorted(load_phrases().entries)[::40], *marks]
    if target == "html":
        from cleaner.reading.blocks import INLINE, SKIPPED

        blocks = ["p", "div", "h1", "li", "ul", "table", "tr", "td", "article", "nav", "aside", "footer", "br", "!--", "![CDATA["]
        tags = [*sorted(INLINE | SKIPPED), *blocks, "!doctype html", "base href=a"]
        attributes = [' class="', ' id="', ' href="', " hidden", ' style="display:none"', "&amp;", "&#x41;", "-->", "<meta charset="]
        words = [*(f"<{tag}>" for tag in tags), *(f"</{tag}>" for tag in tags), *attributes, *words[::4]]
    elif target == "rules":
        keys = ['why = "', 'effect = "always"', 'label = "body"', 'host = "', "{any}", "{number}", "[words]", '"""', "'''", "0x", "1e9", "inf"]
        words = [*(f"{key} = [" for key in (*ANCHORS, "match", "keep")), *keys, *(f"[{kind}]\n" for kind in KINDS), *words[::10]]
    lines = ["".join(f"\\x{byte:02x}" if byte < 32 or byte > 126 or byte in b'"\\' else chr(byte) for byte in word.encode()[:60]) for word in words]
    path.write_text("".join(f'"{line}"\n' for line in lines), encoding="ascii")
    return path


def run(target: str, minutes: float, work: Path) -> None:
    """Fuzz one target for so many minutes of wall time in a process of its own, and add a line to the log."""
    corpus = work / target
    seed(target, corpus)
    words = write_words(target, work / f"{target}.dict")
    limits = [f"-max_total_time={round(minutes * 60)}", f"-max_len={LONGEST[target]}", f"-timeout={_STALLED}", "-rss_limit_mb=2048", f"-report_slow_units={_STALLED}"]
    options = [*limits, "-print_final_stats=1", f"-dict={words}"]
    command = [sys.executable, __file__, target, "--work", str(work), "--within", *options, f"-artifact_prefix={work}/finds/{target}-stalled-", str(corpus)]
    started = time.monotonic()
    with (work / f"{target}.out").open("wb") as out:
        done = subprocess.run(command, stdout=out, stderr=out, env={**os.environ, "PYTHONHASHSEED": "0"}, check=False)
    said = (work / f"{target}.out").read_text(encoding="utf-8", errors="replace")
    count = re.search(r"number_of_executed_units: (\d+)", said)
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    with (work / "log.tsv").open("a", encoding="utf-8") as log:
        minutes_of = (time.monotonic() - started) / 60, (used.ru_utime + used.ru_stime) / 60
        row = (target, *(f"{spent:.1f}" for spent in minutes_of), count[1] if count else "?", len(list(corpus.iterdir())), done.returncode)
        log.write("\t".join(map(str, (datetime.now().isoformat(" ", "minutes"), *row))) + "\n")


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("target", nargs="+", choices=tuple(LONGEST), help="what to fuzz, one after the other")
    command.add_argument("--minutes", type=float, default=20, help="wall time of each (20)")
    command.add_argument("--work", type=Path, required=True, metavar="FOLDER", help="where corpus, finds and log stand")
    command.add_argument("--within", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)
    given = command.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    if given.within:
        fuzz(given.target[0], given.work, given.within)
    for target in given.target:
        run(target, given.minutes, given.work)


if __name__ == "__main__":
    main()
