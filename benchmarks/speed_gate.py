"""Hold the speed of `clean` against a fixed piece of work in pure Python, so that a slower machine is no slower cleaner.

Exit status: 0 the ratio keeps within a quarter of what speed_floor.toml states, 1 it fell by more. `--write` states today's.

Both do the golden articles of the tests, in turn, many rounds over; the fastest round of each counts. The reference never
changes: what it does is what `clean` does most, look-ups, patterns, sets and sums over lines and words.
"""

from __future__ import annotations

import argparse
import re
import time
import tomllib
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import pairwise
from pathlib import Path

from cleaner import Cleaner

ARTICLES = Path(__file__).parents[1] / "tests" / "fixtures" / "golden"
FLOOR = Path(__file__).with_name("speed_floor.toml")
FALL = 0.25
"""By what share the ratio may fall."""
ROUNDS = 25
_WORD = re.compile(r"\w+")
_DIGITS = re.compile(r"\d+(?:[.,:]\d+)*")


def reference(text: str) -> int:
    """The fixed work: to be left as it is, or the floor means nothing."""
    lines = [_DIGITS.sub("0", line.casefold()) for line in text.splitlines()]
    words = [_WORD.findall(line) for line in lines]
    spread = Counter(word for said in words for word in set(said))
    sets = [frozenset(word[:6] for word in said if len(word) > 3) for said in words]
    shared = sum(len(one & other) for one, other in pairwise(sets))
    sums = [sum(spread[word] * len(word) for word in said) for said in words]
    return shared + sum(sorted(sums)[: len(sums) // 2])


def main() -> None:
    """Measure, and compare or write."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--write", action="store_true", help="state today's ratio as what is held against")
    given = command.parse_args()
    today = ratio([_text(path) for path in sorted(ARTICLES.glob("*.txt"))])
    if given.write:
        FLOOR.write_text(f"# Speed of clean() on the golden articles over that of the reference in speed_gate.py; written by `speed_gate.py --write`.\nratio = {today:.4f}\n")
        return
    stated: float = tomllib.loads(FLOOR.read_text())["ratio"]
    print(f"speed over that of the reference: {today:.4f}; stated: {stated:.4f}; least: {(1 - FALL) * stated:.4f}")
    raise SystemExit(today < (1 - FALL) * stated)


def _text(path: Path) -> str:
    """A golden article without the labels in its gutter."""
    return "\n".join(line.partition("| ")[2] for line in path.read_text(encoding="utf-8").splitlines())


def ratio(texts: Sequence[str]) -> float:
    """How fast `clean` is where the reference is 1: rounds take turns, so that both see the same machine."""
    cleaner = Cleaner()
    rounds = [(_timed(cleaner, texts), _timed(reference, texts)) for _ in range(ROUNDS)]
    return min(taken for _, taken in rounds) / min(taken for taken, _ in rounds)


def _timed(work: Callable[[str], object], texts: Sequence[str]) -> float:
    started = time.process_time()
    for text in texts:
        work(text)
    return time.process_time() - started


if __name__ == "__main__":
    main()
