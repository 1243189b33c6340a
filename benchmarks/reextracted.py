"""The pages of labelled documents, taken by other extractors, with the labels carried over: more shapes to fit on.

A line keeps the label that the same line has in the labelled document of its page; what only the other extractor kept is
undecided. Fitting on them raised the figures after trafilatura most (the log of attempts has them); nothing is measured on them.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

from labelled import Labelled

LEAST_KNOWN = 0.7
"""Share of the characters whose label has to be known."""
_SHORTEST = 3


def reextract(documents: Sequence[Labelled], pages: Path) -> list[Labelled]:
    """Take the documents' pages, `pages` being their folder, by the extractors by which they were not taken."""
    by_page = defaultdict(list)
    for document in documents:
        if document.page:
            by_page[document.page].append(document)
    with get_context("fork").Pool() as pool:
        extracted = pool.map(_extract, [pages / page for page in by_page], chunksize=8)
    return [copy for taken, same in zip(extracted, by_page.values(), strict=True) for copy in _labelled(taken, same)]


def _extract(page: Path) -> dict[str, str]:
    # Imported here: whoever cross-validates without pages does not need them.
    import trafilatura
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.encoding import bytes_to_str, detect_encoding

    raw = gzip.decompress(page.read_bytes())
    return {
        "traf": trafilatura.extract(raw) or "",
        "recall": trafilatura.extract(raw, favor_recall=True) or "",
        "resi": extract_plain_text(bytes_to_str(raw, detect_encoding(raw)), main_content=True) or "",
    }


def _labelled(extracted: dict[str, str], documents: Sequence[Labelled]) -> Iterator[Labelled]:
    """Label what was extracted by the page's labelled documents; the same text is taken once."""
    codes: dict[str, str] = {}
    for document in documents:
        for line, code in document.rows:
            codes.setdefault(_letters(line), code)
    seen = {tuple(map(_letters, document.lines)) for document in documents}
    for extractor, text in extracted.items():
        rows = tuple((line, codes.get(_letters(line), "X")) for line in (" ".join(line.split()) for line in text.splitlines()) if line)
        key = tuple(_letters(line) for line, _ in rows)
        known = sum(len(line) for line, code in rows if code != "X")
        if len(rows) >= _SHORTEST and key not in seen and known >= LEAST_KNOWN * sum(len(line) for line, _ in rows):
            seen.add(key)
            yield replace(documents[0], id=f"{documents[0].id}-{extractor}", extractor=extractor, rows=rows)


def _letters(line: str) -> str:
    """What two extractors agree on."""
    return re.sub(r"\W+", "", line).lower()
