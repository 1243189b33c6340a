"""Labelled documents: read them, take markers off, split them by site, name the groups that are reported."""

from __future__ import annotations

import hashlib
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner import Label
from cleaner.reading.text import read_text

CODES = {"B": Label.BODY, "H": Label.HEADLINE, "T": Label.TEASER, "C": Label.CREDIT, "F": Label.FOOTER, "A": Label.PROMO, "P": Label.CAPTION}
"""Codes of the labelled file; M and X are undecided."""
STRIPPED = "TCFA"
NEUTRAL = "HPMX"
FOLDS = 5

# The markers that the track "bare" takes off before each teaser.
_MARKER = re.compile(
    r"^\W*(?:baca(?: juga| selengkapnya)?|simak(?: juga| video)?|lihat(?: juga| video)?|artikel terkait|berita terkait|tonton juga|read (?:also|more|next)|also read|see also|related|"
    r"recommended|more on|watch|lire aussi|à lire(?: aussi)?|voir aussi|lesen sie (?:auch|mehr)|mehr zum thema|auch interessant|lee también|lea también|leia (?:também|mais)|veja também|"
    r"leggi anche|lees ook|läs (?:också|även|mer)|les også|læs også|lue myös|czytaj też|zobacz też|čtěte také|читайте также|xem thêm|tin liên quan|ilgili haber|関連記事|あわせて読みたい|관련기사|相关阅读|延伸閱讀)"
    r"\s*[:：>–—-]+\s*|^\W*(?:baca juga|lire aussi|lesen sie auch|lee también|leia também|leggi anche|lees ook)\b\s*",
    re.IGNORECASE,
)
_SHORTEST_BARE = 12


@dataclass(frozen=True)
class Labelled:
    """One labelled document: lines, and one code a line."""

    id: str
    site: str
    lang: str
    genre: str
    extractor: str
    lines: tuple[str, ...]
    codes: str

    @property
    def glue(self) -> str:
        """What joins the lines of a flattened document: nothing in scripts without spaces."""
        return "" if self.lang in {"zh", "ja", "th"} else " "

    @property
    def groups(self) -> Iterator[str]:
        """The groups whose figures are reported."""
        yield "all"
        yield self.genre
        if self.lang == "id":
            yield "indonesian"
        elif self.genre == "news":
            yield "news, other languages"
        if self.extractor in ("traf", "recall"):
            yield f"{self.genre} after trafilatura"
        if self.lang in ("zh", "ja", "ko", "th"):
            yield "chinese japanese korean"

    @property
    def fold(self) -> int:
        """Which fold of the cross-validation the site belongs to: all its documents to one."""
        return zlib.crc32(self.site.encode()) % FOLDS


def read_labelled(path: Path) -> list[Labelled]:
    """Read a labelled file, one JSON document a line; lines that hold nothing but white space are left out."""
    documents = []
    with path.open(encoding="utf-8") as file:
        for row in map(json.loads, file):
            kept = [(line, code) for line, code in zip(row["lines"], row["labels"], strict=True) if read_text(line)]
            if kept:
                lines, codes = zip(*kept, strict=True)
                documents.append(Labelled(row["id"], row["site"], row["lang"], row["genre"], row["extractor"], lines, "".join(codes)))
    return documents


def digest(path: Path) -> str:
    """Digest of a labelled file, as reports and the weights name it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def bare(document: Labelled) -> Labelled | None:
    """The document as if its editors had set no marker before the teasers; None where there is none."""
    kept, changed = [], False
    for line, code in zip(document.lines, document.codes, strict=True):
        if code == "T" and _MARKER.search(line):
            changed = True
            line = _MARKER.sub("", line).strip()
            if len(line) < _SHORTEST_BARE:
                continue
        kept.append((line, code))
    if not changed or not kept:
        return None
    lines, codes = zip(*kept, strict=True)
    return replace(document, lines=lines, codes="".join(codes))
