"""Copies of labelled documents to fit on where line breaks are missing: the same articles with headlines of others, marked or not, between their paragraphs.

Labelled documents hold few marked teasers with a paragraph right behind them, which is where a title's end has to be found.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cleaner.rules.shipped import read_languages
from copies import headlines_of
from labelled import Labelled

_HEADLINE, _PARAGRAPH, _FEWEST = range(25, 141), 60, 12
_SHARE, _MARKED, _ALONE, _WITH_DATA = 0.5, 0.6, 0.15, 0.1


def flat_copies(documents: Sequence[Labelled]) -> Iterator[Labelled]:
    """Yield a copy of half of the news articles, with one to three headlines between their paragraphs, the same ones whenever they are asked for."""
    chance = random.Random(1)
    headlines, markers = headlines_of(documents, _HEADLINE), _markers()
    for document in documents:
        known = headlines[document.lang]
        gaps = [place for place in range(1, len(document.rows)) if all(_is_paragraph(row) for row in document.rows[place - 1 : place + 1])]
        if document.genre != "news" or len(known) < _FEWEST or len(gaps) < 2 or chance.random() > _SHARE:
            continue
        rows = list(document.rows)
        for place in sorted(chance.sample(gaps, min(chance.choice((1, 1, 2, 3)), len(gaps) - 1)), reverse=True):
            rows.insert(place, (_teaser(chance, known, markers.get(document.lang, ())), "T"))
        if chance.random() < _WITH_DATA:
            rows.insert(chance.randrange(1, len(rows) + 1), (_data(chance, known), "F"))
        yield replace(document, rows=tuple(rows))


def _data(chance: random.Random, texts: Sequence[str]) -> str:
    """What a script of a gallery leaves in the text: names and values in braces."""
    pictures = [{"src": f"https://example.org/{number}.jpg", "text": ". ".join(chance.sample(texts, 3))} for number in range(chance.choice((1, 2, 5, 12)))]
    return json.dumps(pictures if chance.random() < 0.5 else pictures[0], ensure_ascii=False)


def _teaser(chance: random.Random, headlines: Sequence[str], markers: Sequence[str]) -> str:
    """A headline, mostly behind a marker; or the marker alone, as it is left where the story it led to was a picture."""
    headline = chance.choice(headlines)
    if markers and chance.random() < _ALONE:
        return chance.choice(markers)
    return f"{chance.choice(markers)}{chance.choice((': ', ': ', ' : ', ' '))}{headline}" if markers and chance.random() < _MARKED else headline


def _markers() -> dict[str, list[str]]:
    """By language: the phrases that stand before another story's headline, as the language files write them."""
    return {
        code: [phrase.rstrip(" :：") for table in file.tables if table.kind == "teaser.marker" for anchor, phrase in table.phrases if anchor == "colon" and "{" not in phrase]
        for code, file in read_languages().items()
    }


def _is_paragraph(row: tuple[str, str]) -> bool:
    return row[1] == "B" and len(row[0]) >= _PARAGRAPH
