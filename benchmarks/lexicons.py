"""What the lexicon is fitted on, and one lexicon a fold, which never saw the sites that it is measured on.

Fitted on are the short lines of the labelled documents and of the labelled silver articles, with headlines of news as titles
of stories at half weight; and, at half weight too, of the other silver articles the lines that were one link on the page, and
three in ten of the others, if they end as sentences do.
"""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from multiprocessing import get_context
from pathlib import Path

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.lexicon import LONGEST, Lexicon
from cleaner.rules.shipped import load_vocabulary
from fitting.lexicon import BODY, Spoken, fit_lexicon, spoken
from labelled import CODES, FOLDS, STRIPPED, Labelled, fold_of
from silver import FITTED, FOR_WORDS, lines_digest, read_silver

LEAST_DOCUMENTS = 40
"""Documents in a language that make it known."""
_HALF = 0.5
_LINKED, _SENTENCE = range(26, 200), range(41, LONGEST)
_ENDS = tuple(".!?\"”»。।؟")
_DRAWN = 0.3
Row = tuple[str, str, str, float]
"""A line, its group, its site, its weight."""


def fit_lexicons(documents: Sequence[Labelled], silver: Path | None) -> dict[int, Lexicon]:
    """For each fold a lexicon fitted without its sites."""
    lines, languages = lines_of(documents, silver), languages_of(documents, silver)
    with get_context("fork").Pool() as pool:
        data = pool.starmap(fit_lexicon, [([line for line in lines if fold_of(line.site) != fold], languages) for fold in range(FOLDS)], chunksize=1)
    return dict(enumerate(map(Lexicon, data)))


def languages_of(documents: Sequence[Labelled], silver: Path | None) -> list[str]:
    """The languages in which enough documents and silver articles are written, as far as their function words tell."""
    texts: list[Sequence[str]] = [document.lines for document in documents]
    if silver:
        with gzip.open(silver, "rt", encoding="utf-8") as file:
            texts += [json.loads(article)["lines"] for article in file]
    words = load_vocabulary()
    counted = Counter(words.of(split_words(fold("\n".join(lines)).split("\n"))).code for lines in texts)
    return sorted(code for code, count in counted.items() if code and count >= LEAST_DOCUMENTS)


def lines_of(documents: Sequence[Labelled], silver: Path | None) -> list[Spoken]:
    """All lines that a lexicon is fitted on."""
    articles = read_silver(silver, FITTED, FOR_WORDS) if silver else []
    rows = _labelled([*documents, *articles])
    return spoken(chain(rows, _linked(silver, {article.id for article in articles})) if silver else rows)


def _labelled(documents: Sequence[Labelled]) -> Iterator[Row]:
    for document in documents:
        for line, code in zip(document.lines, document.codes, strict=True):
            if len(line) <= LONGEST and (code in "B" + STRIPPED or (code == "H" and document.genre == "news")):
                yield (line, "teaser", document.site, _HALF) if code == "H" else (line, str(CODES[code]), document.site, 1.0)


def _linked(silver: Path, known: Collection[str]) -> Iterator[Row]:
    chance = random.Random(0)
    with gzip.open(silver, "rt", encoding="utf-8") as file:
        for article in map(json.loads, file):
            if lines_digest(article["lines"]) not in known:
                links = set(article["links"])
                for number, line in enumerate(article["lines"]):
                    if number in links and len(line) in _LINKED:
                        yield line, "teaser", article["site"], _HALF
                    elif number not in links and len(line) in _SENTENCE and line.endswith(_ENDS) and chance.random() < _DRAWN:
                        yield line, BODY, article["site"], _HALF
