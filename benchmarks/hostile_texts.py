"""Texts made to break a cleaner: time and memory of each, at the sizes of the issue. Every text is made here.

    python benchmarks/hostile_texts.py [--scale 0.01] [NAME …]

Every result is held against benchmarks/invariants.py, and the time against a bound: `SECONDS`, `SECONDS_PER_MILLION` for a million
characters, and `SECONDS_PER_LINE`, or `SECONDS_PER_MILLION_PASSED` alone where a text is over one of the engine's own bounds and passes through.
tests/test_hostile_texts.py does the same at a thousandth of the sizes.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import cache

from cleaner import Flag, clean
from cleaner.rules.shipped import load_phrases
from invariants import check
from report import markdown_table

SECONDS = 0.25
SECONDS_PER_MILLION = 15.0
"""Processor time for a million characters, on any text; prose takes a twentieth of it."""
SECONDS_PER_LINE = 0.0001
"""And for each line: twice what a line of one letter takes."""
SECONDS_PER_MILLION_PASSED = 0.15
"""Of a text over a bound, which passes through."""
PROSE = "The council met on Monday to talk about the bridge, and the mayor said that it would be closed until May. "
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
EMOJI = "😀👍🏽👨‍👩‍👧‍👦🇮🇩❤️🏴󠁧󠁢󠁳󠁣󠁴󠁿"
CHINESE = "市议会星期一晚上开会讨论大桥的修理，市长说大桥要关闭到五月。记者问渡船是否免费"
THAI = "สภาเทศบาลประชุมเมื่อวันจันทร์เพื่อหารือเรื่องสะพาน นายกเทศมนตรีกล่าวว่าสะพานจะปิดจนถึงเดือนพฤษภาคม"


def _repeated(part: str, characters: int) -> Callable[[float], str]:
    return lambda scale: part * max(1, round(characters * scale / len(part)))


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(sorted(load_phrases().entries))


def _some(parts: Iterable[str], scale: float) -> list[str]:
    """All parts at full size, below that an even share of them."""
    listed = list(parts)
    return listed[:: max(1, round(1 / scale))]


def _cut_off(scale: float) -> str:
    return "\n".join(phrase[:end] for phrase in _some(_phrases(), scale) for end in range(1, len(phrase) + 1))


def _marked(count: int, letters: str, marks: int) -> str:
    drawn = random.Random(6)
    return "".join(letter if letter == " " else letter + "".join(chr(drawn.randrange(0x300, 0x370)) for _ in range(marks)) for letter in (letters * count)[:count])


TEXTS: Mapping[str, Callable[[float], str]] = {
    "10 MB on one line": _repeated(PROSE, 10_000_000),
    "10 MB on one line, no end marks": _repeated("the council met on monday to talk about the bridge and ", 10_000_000),
    "10 MB on one line, titles": _repeated("Council Closes Bridge Until May Ferry Runs For Free ", 10_000_000),
    "10 MB on one line, one letter": _repeated("a", 10_000_000),
    "10 MB of spaces between two words": lambda scale: "a" + " " * round(10_000_000 * scale) + "b",
    "a million empty lines": _repeated("\n", 1_000_000),
    "a million lines of white space": _repeated(" \t\u200b\r\n", 5_000_000),
    "200,000 lines of one letter": _repeated("a\n", 400_000),
    "10 million lines of one letter": _repeated("a\n", 20_000_000),
    "100 MB, two million lines": _repeated("a" * 49 + "\n", 100_000_000),
    "200,000 times the same line": _repeated("Rain floods three schools in the valley\n", 8_000_000),
    "all kinds of line breaks": _repeated("one\rtwo\r\nthree\x0bfour\x0cfive\x85six\u2028seven\u2029", 1_000_000),
    "all bidi controls": _repeated(f"{BIDI}word {BIDI}\n", 1_000_000),
    "nothing but bidi controls": _repeated(BIDI, 1_000_000),
    "zalgo": lambda scale: _marked(max(1, round(30_000 * scale)), PROSE, 30),
    "a million marks on one letter": lambda scale: "e" + "\u0301" * round(1_000_000 * scale),
    "marks out of order": _repeated("a" + "\u0301\u0323" * 500 + "\n", 1_000_000),
    "words of 60 KB": _repeated("w" * 60_000 + " ", 6_000_000),
    "words of 60 KB, title case, glued": _repeated("RandomEditor" * 5_000 + " ", 1_200_000),
    "all digits": _repeated("0123456789", 1_000_000),
    "numbers": _repeated("1,234.56 12:30 12/05/2024 3.14 ", 1_000_000),
    "numbers, a line each": _repeated("12.05.2024\n1. 12:30\n1,234.56 €\n", 1_000_000),
    "all capitals": _repeated(PROSE.upper(), 1_000_000),
    "all capitals, a line each": _repeated(f"{PROSE.upper()}\n", 1_000_000),
    "emoji only": _repeated(EMOJI, 1_000_000),
    "emoji only, a line each": _repeated(f"{EMOJI}\n", 1_000_000),
    "right to left with left to right": _repeated("قال the رئيس mayor إن the الجسر bridge 2024 \u202eسيغلق\u202c\n", 1_000_000),
    "private use": _repeated("\ue000\uf8ff\U000f0000\U0010fffd ", 1_000_000),
    "lone surrogates": _repeated("one \ud800 two \udfff\udbff three\n", 1_000_000),
    "nothing but lone surrogates": _repeated("\udc80", 1_000_000),
    "NULs": _repeated("a\0b \0\0\n", 1_000_000),
    "nothing but NULs": _repeated("\0", 1_000_000),
    "control characters": _repeated("".join(map(chr, range(32))), 1_000_000),
    "characters of no meaning": _repeated("\ufffe\uffff\U0001ffff\u0378", 1_000_000),
    "ligatures that folding makes longer": _repeated("\ufdfa\ufb03\u3316 ", 1_000_000),
    "every phrase of every language, a line each": lambda scale: "\n".join(_some(_phrases(), scale)),
    "every phrase of every language, on one line": lambda scale: " ".join(_some(_phrases(), scale)),
    "every phrase of every language, without a space": lambda scale: "".join(_some(_phrases(), scale)),
    "every phrase of every language, with a colon": lambda scale: ": ".join(_some(_phrases(), scale)),
    "every phrase cut off at each character": _cut_off,
    "a marker on each of 200,000 lines": _repeated("Baca juga: x\n", 2_600_000),
    "a marker again and again on one line": _repeated("Baca juga: Ungkapan Cinta ", 1_000_000),
    "Chinese on one line": _repeated(CHINESE, 1_000_000),
    "Chinese phrases on one line": _repeated("相关新闻延伸阅读", 1_000_000),
    "Thai on one line": _repeated(THAI, 1_000_000),
    "Thai without a space": _repeated(THAI.replace(" ", ""), 1_000_000),
    "addresses that never end": _repeated("a.b-", 1_000_000),
    "mail addresses that never end": _repeated("a@", 1_000_000),
    "addresses, a line each": _repeated("a.b-" * 40 + "\n", 1_000_000),
    "links that never end": _repeated("[a](", 1_000_000),
    "links in links": _repeated("[[a](b)](c)", 1_000_000),
    "links, a line each": _repeated("[Rain floods three schools](https://example.com/a)\n", 1_000_000),
    "heading marks": _repeated("# ", 1_000_000),
    "brackets": _repeated("([{（【", 1_000_000),
    "braces and quotes": _repeated('{"a": ', 1_000_000),
    "quotes": _repeated("\"'“„«", 1_000_000),
    "bars": _repeated(" | a · b » c", 1_000_000),
    "bars, a line each": _repeated(" | a · b » c" * 25 + "\n", 1_000_000),
    "colons": _repeated("a: ", 1_000_000),
    "commas": _repeated("a, ", 1_000_000),
    "end marks": _repeated("a. B! c? ", 1_000_000),
    "nothing but end marks": _repeated(".", 1_000_000),
    "dashes": _repeated("A - b – c — ", 1_000_000),
    "dashes, a line each": _repeated("A" * 100 + " - b – c — \n", 1_000_000),
    "initials": _repeated("(abc/def) [x] *y* ", 1_000_000),
    "items of lists": _repeated("(a) b\n1. c\n[2] d\n#3 e\n", 1_000_000),
    "words that never come again": lambda scale: "\n".join(" ".join(f"{place * 12 + word:x}q" for word in range(12)) for place in range(max(1, round(15_000 * scale)))),
    "one line longer than the one before": lambda scale: "\n".join("word " * length for length in range(1, 2 + round(650 * scale**0.5))),
}


def bound(text: str, flags: Collection[Flag] = ()) -> float:
    """Seconds of processor time that a text may take."""
    if Flag.OVER_BOUND in flags:
        return SECONDS + SECONDS_PER_MILLION_PASSED * len(text) / 1e6
    return SECONDS + SECONDS_PER_MILLION * len(text) / 1e6 + SECONDS_PER_LINE * len(text.splitlines())


def main() -> None:
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("names", nargs="*", metavar="NAME", help="which texts (all)")
    command.add_argument("--scale", type=float, default=1.0, help="share of the full size (1)")
    command.add_argument("--alone", action="store_true", help=argparse.SUPPRESS)
    given = command.parse_args()
    if given.alone:
        _measure(given.names[0], given.scale)
        return
    rows = []
    for name in given.names or TEXTS:
        # Each in a process of its own: memory is that of this text, and one that breaks spares the others.
        done = subprocess.run([sys.executable, __file__, name, "--alone", "--scale", str(given.scale)], capture_output=True, text=True, check=False)
        rows.append((name, *(done.stdout.strip().split("\t") if done.returncode == 0 else (f"failed: {done.returncode}", "", "", "", "", done.stderr.strip()[-90:]))))
        print(rows[-1], file=sys.stderr, flush=True)
    print(markdown_table(("text", "million characters", "seconds of one core", "bound", "MB of memory", "lines", "flags"), rows))
    late = [row[0] for row in rows if row[1].startswith("failed") or float(row[2]) > float(row[3])]
    sys.exit(f"over the bound: {', '.join(late)}" if late else 0)


def _measure(name: str, scale: float) -> None:
    text = TEXTS[name](scale)
    clean("The first text loads what ships.")
    started = time.process_time()
    article = clean(text, kind="text")
    seconds = time.process_time() - started
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    check(article, text)
    flags = ", ".join(sorted(article.flags)) or "-"
    print(f"{len(text) / 1e6:.2f}\t{seconds:.2f}\t{bound(text, article.flags):.2f}\t{memory:.0f}\t{len(article.lines):,}\t{flags}")


if __name__ == "__main__":
    main()
