"""Is every rule and every pattern linear? Time of each on hostile texts of 1, 10 and 100 KB, and which patterns RE2 takes.

    python benchmarks/linear_rules.py [--quick]

A rule or pattern is linear if ten times the text takes it about ten times as long: those that take more than `MOST` times are listed, and the exit
status is 1. RE2 compiles regular languages only, in which nothing can backtrack without end; what it does not compile (a look around, a possessive
repeat, white space and letters as Python has them) is shown linear by the time alone. Needs google-re2.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

_COMPILED: dict[tuple[Any, int], str] = {}


def _record() -> None:
    """From now on, note every pattern that the package compiles."""
    compile_, cached = re.compile, re._compile  # type: ignore[attr-defined]

    def noted(pattern: Any, flags: int = 0) -> Any:
        frame = sys._getframe(1)
        while frame.f_globals.get("__name__") == "re" and frame.f_back:
            frame = frame.f_back
        name = frame.f_globals.get("__name__", "")
        found = cached(pattern, flags)
        if name.startswith("cleaner."):
            _COMPILED.setdefault((found.pattern, found.flags), name)
        return found

    re._compile = noted  # type: ignore[attr-defined]
    assert compile_ is re.compile


_record()

from cleaner import Rules, clean
from cleaner.pieces.cut import cut_lines
from cleaner.reading.text import read_text
from cleaner.rules import RULES, Document
from cleaner.rules.shipped import load_phrases, load_vocabulary
from hostile_pages import PAGES
from hostile_texts import PROSE, TEXTS
from report import markdown_table

SIZES = (1_000, 10_000, 100_000)
MOST = 25.0
"""Times as long that ten times the text may take; a square would be a hundred times."""
_STEPS, _STEEP = (1_000, 4_000, 16_000), 8.0
"""Of patterns, which backtrack on whole texts here that they see in short lines only: a square would be sixteen times."""
_CLEAR = 0.004
"""Seconds below which a clock says little."""
_ATTACKS = (
    "a", "A", "0", " ", "-", ".", ",", "(", "[", "\"", "<", "@", "/", "|", "é", "字", "ก", "\u0301",
    "a.", "a-", "a@", "a ", "A ", "0.", "0,", "0 ", "1:", "a:", "(a", "[a", "[a](", "<a ", "a=\"", "' ",
    "www.",
    "http://", "a.b-", "Aa", "aA", "A.", "a, ", "0/", "\t", "\n", "\r\n", "class ", "charset", "<meta ", "-- ", "ab/", "{\"", "©", "。", "字。",
)


def cut(text: str, size: int) -> str:
    """A text of this size: its beginning, again and again."""
    return (text * (size // len(text) + 1))[:size]


def texts() -> Iterator[tuple[str, str]]:
    """Texts to attack rules with, by name: the gallery, in lines that are looked at whole."""
    for name, make in TEXTS.items():
        text = make(0.002)[:20_000]
        yield name, "\n".join(text[at : at + 1900] for at in range(0, len(text), 1900)) if text.count("\n") < 5 else text


def rules(chosen: Callable[[int], bool] = lambda place: True) -> list[tuple[str, float, float, str]]:
    """For each rule its largest ratio, the seconds for 100 KB, and the text that did it; `chosen` says which texts are tried, by number."""
    worst: dict[str, tuple[float, float, str]] = {rule.name: (0.0, 0.0, "") for rule in RULES}
    for place, (name, text) in enumerate(texts()):
        if chosen(place):
            seconds = [_seconds(cut(text, size)) for size in SIZES]
            for rule, short, long in zip(RULES, *seconds[1:], strict=True):
                if long > _CLEAR:
                    worst[rule.name] = max(worst[rule.name], (long / max(short, _CLEAR / 10), long, name))
    return [(name, *found) for name, found in worst.items()]


def _seconds(text: str) -> list[float]:
    """What each rule takes on a text; the first that asks for a column of the document pays for it. The least of two rounds."""
    rounds = []
    for _ in range(2):
        document = Document(read_text(text), load_phrases(), load_vocabulary())
        clock = [time.process_time()]
        for rule in RULES:
            rule.look(document)
            clock.append(time.process_time())
        rounds.append([after - before for before, after in pairwise(clock)])
    return [min(one, other) for one, other in zip(*rounds, strict=True)]


def patterns() -> list[tuple[str, str, float, float, str, str]]:
    """For each pattern: module, pattern, largest ratio, seconds, attack, and what RE2 says."""
    _run_everything()
    rows = []
    for (pattern, flags), module in _COMPILED.items():
        compiled = re.compile(pattern, flags)
        worst = max((*_attacked(compiled, attack), attack) for attack in _ATTACKS)
        rows.append((module, _shown(pattern), *worst[:2], repr(worst[2]), _by_re2(pattern, flags)))
    return rows


def _attacked(compiled: re.Pattern[Any], attack: str) -> tuple[float, float]:
    """Look for the pattern everywhere in a text that may nearly match it; a size that takes long spares the next."""
    seconds = 0.0
    before = _CLEAR / 10
    step = 0.0
    for size in _STEPS:
        given: Any = cut(attack, size) + "\0"
        if isinstance(compiled.pattern, bytes):
            given = given.encode()
        started = time.process_time()
        for _ in compiled.finditer(given):
            pass
        seconds = time.process_time() - started
        step = seconds / max(before, _CLEAR / 10)
        before = seconds
        if seconds > 0.2:
            break
    return (step, seconds) if seconds > _CLEAR else (0.0, seconds)


def _run_everything() -> None:
    """Compile what is compiled only when it is needed."""
    for name, make in TEXTS.items():
        clean(make(0.0005)[:3000], kind="text") if name else None
    for name, page in PAGES.items():
        if "50 MB" not in name:
            clean(page()[:3000])
    clean(f"<html><body><article><h1>Bridge</h1>{'<p>' + PROSE * 3 + '</p>' * 9}</article>")
    clean(cut("สภาเทศบาล ประชุม 字字。かな 한국 ", 900), kind="text")
    Rules.parse('[a.b]\nwhy = "x"\neffect = "always"\nlabel = "body"\nstart = ["a {any} b"]')
    cut_lines(PROSE, read_text(PROSE), load_phrases(), load_vocabulary())


def _shown(pattern: str | bytes) -> str:
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    return ascii(text)[1:-1] if len(text) <= 60 else f"{ascii(text)[1:57]}…"


def _by_re2(pattern: str | bytes, flags: int) -> str:
    """`yes`, or why RE2 does not take it."""
    import re2

    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not flags & re.I
    try:
        re2.compile(_in_re2_terms(pattern), options)
    except UnicodeEncodeError:
        return "a lone surrogate"
    except re2.error as error:
        said = error.args[0].decode() if isinstance(error.args[0], bytes) else str(error.args[0])
        return said[:60]
    return "yes"


def _in_re2_terms(pattern: str | bytes) -> str:
    """Python writes lone characters where RE2 wants an escape."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    text = re.sub(r"\\u([0-9a-fA-F]{4})", r"\\x{\1}", text)
    return text.replace("\0", r"\x00")


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--quick", action="store_true", help="every eighth text only")
    command.add_argument("--only", choices=("rules", "patterns"), help="the rules, or the patterns")
    given = command.parse_args()
    steep = False
    if given.only != "patterns":
        steep = _print_rules(rules(lambda place: not given.quick or place % 8 == 0))
    if given.only != "rules":
        _print_patterns(patterns())
    sys.exit(steep)


def _print_rules(found: list[tuple[str, float, float, str]]) -> bool:
    steep = sorted((row for row in found if row[1] > MOST), key=lambda row: -row[1])
    print(f"{len(found)} rules, {len(steep)} not linear; the largest ratio is {max(row[1] for row in found):.1f}\n")
    rows = [(name, f"{times:.1f}", f"{seconds:.3f}", text) for name, times, seconds, text in steep]
    print(markdown_table(("rule", "100 KB against 10 KB", "seconds for 100 KB", "text"), rows), flush=True)
    return bool(steep)


def _print_patterns(seen: list[tuple[str, str, float, float, str, str]]) -> None:
    regular = sum(row[5] == "yes" for row in seen)
    steep = sorted((row for row in seen if row[2] > _STEEP), key=lambda row: -row[3])
    print(f"\n{len(seen)} patterns, {regular} of which RE2 compiles; {len(steep)} not linear on a whole text\n")
    rows = [(module, f"`{shown}`", f"{times:.0f}", f"{seconds:.2f}", attack, why) for module, shown, times, seconds, attack, why in steep]
    print(markdown_table(("module", "pattern", "four times the text", "seconds", "attack", "RE2"), rows))
    print()
    print(markdown_table(("module", "pattern", "why RE2 does not compile it"), [(m, f"`{p}`", why) for m, p, _, _, _, why in seen if why != "yes"]))


if __name__ == "__main__":
    main()
