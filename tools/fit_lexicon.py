"""Fit the lexicon that ships: python tools/fit_lexicon.py LINES.jsonl --silver SILVER.jsonl.gz

Writes `src/cleaner/lexicon.json`. tools/fit_weights.py comes after it, and fits with lexicons of its own, one a fold.
"""

from __future__ import annotations

import argparse
import datetime
import json
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tools")]

from cleaner.rules.kinds import SITE_GROUPS  # noqa: E402
from cleaner.rules.lexicon import FILE  # noqa: E402
from fitting.lexicon import fit_lexicon  # noqa: E402
from labelled import digest, read_labelled  # noqa: E402
from lexicons import languages_of, lines_of  # noqa: E402


def main() -> None:
    """Fit, write."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("lines", type=Path)
    arguments.add_argument("--silver", type=Path, help="silver articles: the labelled ones, and what was linked in the others")
    given = arguments.parse_args()
    documents = read_labelled(given.lines)
    lines = lines_of(documents, given.silver)
    data = fit_lexicon(lines, languages_of(documents, given.silver))
    about = {"fitted": datetime.date.today().isoformat(), "data": digest(given.lines), "lines": len(lines), "words": {group: len(data[group]["words"]) for group in SITE_GROUPS}}
    FILE.write_text(readable({"about": about, **data}), encoding="utf-8")


def readable(content: dict[str, Any]) -> str:
    """JSON with the words of a group in one line, those that speak for it most first."""
    head = [f' "{name}": {json.dumps(content[name])}' for name in ("about", "languages")]
    groups = [
        f' "{group}": {{"bias": {content[group]["bias"]}, "words": {json.dumps(dict(sorted(content[group]["words"].items(), key=lambda item: -item[1])), ensure_ascii=False)}}}'
        for group in SITE_GROUPS
    ]
    return "{\n" + ",\n".join([*head, *groups]) + "\n}\n"


if __name__ == "__main__":
    main()
