"""Silver articles that were read and labelled line by line for this project: more documents to fit on, never to measure on.

`silver_labels.tsv` and `silver_word_labels.tsv` hold no text: the digest of an article's lines, and one code a line, as in the labelled file. The articles
of the first were chosen among those in which the weights of the day were unsure of two lines or more, and by language. The second has most of the others;
the lexicon is fitted on both, the weights on the first alone (with all of them they know Indonesian less well, see the log of attempts).
"""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from labelled import Labelled

FITTED, FOR_WORDS = (Path(__file__).with_name(name) for name in ("silver_labels.tsv", "silver_word_labels.tsv"))


def read_silver(path: Path, *files: Path) -> list[Labelled]:
    """Read those of a file of silver articles (gzip, one JSON document a line) that are labelled in these files; each line's white space becomes single spaces."""
    labels = dict(row.split("\t") for file in files for row in file.read_text(encoding="utf-8").splitlines())
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        articles = [(lines_digest(row["lines"]), row) for row in map(json.loads, rows)]
    return [
        Labelled(key, row["site"], row["lang"], "news", "scraped", None, tuple(zip((" ".join(line.split()) for line in row["lines"]), labels[key], strict=True)))
        for key, row in articles
        if key in labels
    ]


def lines_digest(lines: Sequence[str]) -> str:
    """Name of an article by its lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
