"""Copies of labelled documents to fit on: the same articles in shapes that the labelled ones show too seldom.

Each kind of copy was kept because cross-validated figures of the untouched documents rose with it; the log of attempts has
them. All labels of the copies are exact, because every line keeps the one it had.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from labelled import MARKER, Labelled, bare, flat

# Characters that a headline has that can stand alone between paragraphs, and that a paragraph beside it has at least.
_HEADLINE, _PARAGRAPH = range(30, 141), 60
_DRAWN = 12
# Words with a capital, one to four in a row: what is linked in running text.
_NAME = re.compile(r"(?<=\w )[^\W\d_a-zа-яё]\w+(?: [^\W\d_a-zа-яё]\w+){0,3}\b|^[^\W\d_a-zа-яё]\w+(?= ?[-–—(,])")
_LONGEST_TAIL = 60
_FEWEST_LINES = 3
_TIMES = 2
"""How often headlines are put into the documents, others each time."""
Tail = tuple[str, Sequence[tuple[str, str]]]
# Latin characters that say as much as one of the script.
_DENSITY = {"zh": 2.5, "ja": 2.5, "ko": 1.8}


def copies(documents: Sequence[Labelled], others: Sequence[Labelled] = ()) -> Iterator[Labelled]:
    """Yield all copies of these documents, the same ones whenever they are asked for; `others` lend headlines and tails too."""
    chance = random.Random(0)
    yield from (copy for document in documents if (copy := bare(document)))
    yield from _one_line(documents)
    headlines = headlines_of([*documents, *others], _HEADLINE)
    for _ in range(_TIMES):
        yield from _with_headlines(documents, headlines, chance)
    yield from _with_other_tails(documents, _tails([*documents, *others]), random.Random(1))
    yield from _broken_at_links(documents, random.Random(2))


def freed_of_noise(documents: Sequence[Labelled]) -> Iterator[Labelled]:
    """Yield every fifth document with its body lines alone, as a text is that was cleaned before; these are not fitted on, texts without phrases are calibrated on them too."""
    for document in documents[::5]:
        rows = tuple(row for row in document.rows if row[1] == "B")
        if len(rows) >= _FEWEST_LINES:
            yield replace(document, rows=rows)


def _one_line(documents: Sequence[Labelled]) -> list[Labelled]:
    """Every third document that is mostly body, on one line, as body: what cannot be cut has to stay whole."""
    body = [document for document in documents if 2 * document.codes.count("B") > len(document.codes)]
    return [replace(joined, rows=((joined.rows[0][0], "B"),)) for document in body[::3] if (joined := flat(document))]


def _with_headlines(documents: Sequence[Labelled], headlines: Mapping[str, Sequence[str]], chance: random.Random) -> Iterator[Labelled]:
    """Four in five news articles, with one to four headlines of other articles in the language between their paragraphs, unmarked."""
    for document in documents:
        if document.genre == "news" and len(headlines[document.lang]) >= _DRAWN and chance.random() < 0.8:
            rows = list((bare(document) or document).rows)
            gaps = [place for place in range(2, len(rows)) if all(_is_paragraph(row, document.lang) for row in rows[place - 1 : place + 1])]
            if len(gaps) >= 3:
                for place in sorted(chance.sample(gaps, min(chance.choice((1, 1, 2, 2, 3, 4)), len(gaps) - 1)), reverse=True):
                    rows.insert(place, (_headline_for(document, headlines[document.lang], chance), "T"))
                yield replace(document, rows=tuple(rows))


def _tails(documents: Sequence[Labelled]) -> dict[str, list[Tail]]:
    """By language: what stands behind the last paragraph of news articles, with the site."""
    tails = defaultdict(list)
    for document in documents:
        if document.genre == "news" and (tail := document.rows[_body_end(document) :]):
            tails[document.lang].append((document.site, tail[:_LONGEST_TAIL]))
    return tails


def _with_other_tails(documents: Sequence[Labelled], tails: Mapping[str, Sequence[Tail]], chance: random.Random) -> Iterator[Labelled]:
    """Two in five news articles, with what stands behind the last paragraph of another article in the language instead of what stands behind theirs."""
    for document in documents:
        if document.genre == "news" and len(tails[document.lang]) >= _DRAWN and _body_end(document) > 2 and chance.random() < 0.4:
            site, tail = chance.choice(tails[document.lang])
            if site != document.site:
                yield replace(document, rows=(*document.rows[: _body_end(document)], *tail))


def _body_end(document: Labelled) -> int:
    """Number of the row behind the last body line."""
    return max((number + 1 for number, (_, code) in enumerate(document.rows) if code in "BM"), default=0)


def _broken_at_links(documents: Sequence[Labelled], chance: random.Random) -> Iterator[Labelled]:
    """One in five news articles, with some body lines broken before and behind names, as extractors do that take each link for a line of its own."""
    for document in documents:
        if document.genre == "news" and chance.random() < 0.2:
            share = chance.choice((0.2, 0.5, 0.9))
            rows: list[tuple[str, str]] = []
            for line, code in document.rows:
                broken = code == "B" and chance.random() < share
                rows += ((part, code) for part in (_parts(line, chance) if broken else (line,)))
            if len(rows) > len(document.rows):
                yield replace(document, rows=tuple(rows))


def _parts(line: str, chance: random.Random) -> list[str]:
    """The line cut before and behind one or two of its names."""
    names = [match.span() for match in _NAME.finditer(line) if match[0][0].isupper()]
    cuts = {place for span in chance.sample(names, min(len(names), chance.choice((1, 1, 2)))) for place in span}
    places = [0, *sorted(cuts), len(line)]
    return [part for start, end in pairwise(places) if (part := line[start:end].strip())]


def headlines_of(documents: Sequence[Labelled], lengths: range) -> dict[str, list[str]]:
    """By language: the headlines of news articles, and marked teasers without their marker, of these lengths in characters."""
    found = defaultdict(list)
    for document in documents:
        for line, code in zip(document.lines, document.codes, strict=True):
            text = MARKER.sub("", line).strip() if code == "T" and MARKER.search(line) else line if code == "H" and document.genre == "news" else ""
            if len(text) in lengths:
                found[document.lang].append(text)
    return found


def _headline_for(document: Labelled, headlines: Sequence[str], chance: random.Random) -> str:
    """Of a dozen headlines that the article does not hold, one by chance or, as editors choose, the one that shares most words with it."""
    lines = set(document.lines)
    drawn = [headline for headline in chance.sample(headlines, _DRAWN) if headline not in lines] or headlines[:1]
    words = {word for line in lines for word in line.lower().split() if len(word) > 4}
    return max(drawn, key=lambda headline: sum(word in words for word in headline.lower().split())) if chance.random() < 0.6 else drawn[0]


def _is_paragraph(row: tuple[str, str], lang: str) -> bool:
    return row[1] == "B" and len(row[0]) * _DENSITY.get(lang, 1.0) >= _PARAGRAPH
