"""Labelled documents: read them, take markers off, split them by site, name the groups that are reported."""

from __future__ import annotations

import csv
import hashlib
import json
import random
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol, TypeVar

from cleaner import Label
from cleaner.reading.text import read_text

CODES = {"B": Label.BODY, "H": Label.HEADLINE, "T": Label.TEASER, "C": Label.CREDIT, "F": Label.FOOTER, "A": Label.PROMO, "P": Label.CAPTION}
"""Codes of the labelled file; M and X are undecided."""
STRIPPED = "TCFA"
NEUTRAL = "HPMX"
FOLDS = 5
DISPUTED = Path(__file__).with_name("disputed.tsv")
"""Lines whose given label is plainly wrong by the definitions: document, number of the line from 0, reason."""

# The markers that the track "bare" takes off before each teaser.
MARKER = re.compile(
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
    page: str | None
    """Name of the page's file, where there is one."""
    rows: tuple[tuple[str, str], ...]
    """Every line of the file with its code, blank ones too."""

    @cached_property
    def blank(self) -> tuple[bool, ...]:
        """Which rows hold nothing that `clean` reads as a line."""
        return tuple(not read_text(line) for line, _ in self.rows)

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines that `clean` reads."""
        return tuple(line for (line, _), blank in zip(self.rows, self.blank, strict=True) if not blank)

    @cached_property
    def codes(self) -> str:
        """One code for each of `lines`."""
        return "".join(code for (_, code), blank in zip(self.rows, self.blank, strict=True) if not blank)

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
        return fold_of(self.site)


def fold_of(site: str) -> int:
    """Which fold a site belongs to."""
    return zlib.crc32(site.encode()) % FOLDS


class Folded(Protocol):
    """Whatever belongs to a fold: a document or a page, what was seen in it, what was decided of it."""

    @property
    def fold(self) -> int: ...


Part = TypeVar("Part", bound=Folded)


def without_fold(items: Iterable[Part], held_out: int | None) -> list[Part]:
    """Return those that are not of the fold that is held out; all of them where none is."""
    return [item for item in items if item.fold != held_out]


def read_labelled(path: Path, *, disputed: Path | None = DISPUTED) -> list[Labelled]:
    """Read a labelled file, one JSON document a line; documents in which every line is blank are left out.

    Lines whose given label is disputed count as undecided; with `disputed=None` all keep the label given.
    """
    with path.open(encoding="utf-8") as file:
        documents = [_labelled(row) for row in map(json.loads, file)]
    wrong = _read_disputed(disputed) if disputed else {}
    documents = [_adjudicated(document, wrong.get(document.id, frozenset())) for document in documents]
    return [document for document in documents if document.lines]


def _read_disputed(path: Path) -> dict[str, set[int]]:
    """By document: numbers of the lines, from 0."""
    found: dict[str, set[int]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            found.setdefault(row["document"], set()).add(int(row["line"]))
    return found


def _adjudicated(document: Labelled, disputed: Set[int]) -> Labelled:
    if not disputed:
        return document
    return replace(document, rows=tuple((line, "X" if number in disputed else code) for number, (line, code) in enumerate(document.rows)))


def _labelled(row: Mapping[str, Any]) -> Labelled:
    rows = tuple(zip(row["lines"], row["labels"], strict=True))
    return Labelled(row["id"], row["site"], row["lang"], row["genre"], row["extractor"], row["page"], rows)


def sample(documents: Sequence[Labelled], count: int | None) -> list[Labelled]:
    """Return this many documents, drawn once and for all; all of them where no count is given."""
    if count is None or count >= len(documents):
        return list(documents)
    chosen = sorted(random.Random(0).sample(range(len(documents)), count))
    return [documents[place] for place in chosen]


def digest(path: Path) -> str:
    """Digest of a labelled file, as reports and the weights name it."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def bare(document: Labelled) -> Labelled | None:
    """The document as if its editors had set no marker before the teasers; None where there is none."""
    kept, changed = [], False
    for line, code in document.rows:
        if code == "T" and MARKER.search(line):
            changed = True
            line = MARKER.sub("", line).strip()
            if len(line) < _SHORTEST_BARE:
                continue
        kept.append((line, code))
    copy = replace(document, rows=tuple(kept))
    return copy if changed and copy.lines else None


def flat(document: Labelled) -> Labelled | None:
    """The document without line breaks: one line, undecided. None where a line holds body and something else: its characters have no label."""
    if any(code == "M" for _, code in document.rows):
        return None
    return replace(document, rows=((document.glue.join(line for line, _ in document.rows), "X"),))
