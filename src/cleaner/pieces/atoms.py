"""Atoms: the words of a text without line breaks, with exact offsets; between two of them there may be a joint.

In scripts with spaces an atom is what stands between spaces. In scripts without, a run of letters is split at brackets, marks,
numbers and phrases.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from cleaner.reading.folding import fold
from cleaner.reading.text import SourceLine
from cleaner.reading.wording import SPACELESS
from cleaner.rules.matching import PhraseIndex

_LETTERS = re.compile(r"[^\W\d_]+")
_CHUNK = re.compile(r"[^\s\u200b]+")
_SPACELESS = re.compile(f"[{SPACELESS}]")
_OPEN, _CLOSE = "【「『（(《〈［\\[▽▼◆■●•※©▲○◎★☆→＞|｜＝", "】」』）)》〉］\\]。！？!?：:、，,…"
_LATIN = "0-9A-Za-z０-９Ａ-Ｚａ-ｚ.,:/%&'’+#@_-"
_PART = re.compile(f"[{_OPEN}]*(?:[{_LATIN}]+|[^{_OPEN}{_CLOSE}{_LATIN}]+)[{_CLOSE}]*|.[{_CLOSE}]*")
# What closes a phrase belongs to it.
_BEHIND = "：:】」』）)"
_SMALL, _CAPITAL = r"[^\W\d_A-ZÀ-ÞА-Я]", "[A-ZÀ-ÞА-Я]"
# A word that runs into the next one: "RandomEditor", "dia.Baca", "(nds/krs)Baca"; not "McDonald".
_GLUED = re.compile(
    rf"(?<={_SMALL}{{2}})(?<!{_CAPITAL}.)(?={_CAPITAL}{_SMALL})"
    rf"|(?<={_SMALL}[.!?…)\]\"”’»])(?=[A-ZÀ-ÞА-Я(\[“\"«])"
    rf"|(?<={_SMALL}[.!?][)\]\"”’»])(?=[A-ZÀ-ÞА-Я(\[“«])"
)


@dataclass(slots=True)
class Atom:
    """A word, or a part of one at whose start there may be a joint."""

    start: int
    end: int
    text: str
    folded: str
    glued: bool
    """No space stands before it."""
    opens: bool
    """A line of the source begins with it."""


@dataclass
class Atoms:
    """The atoms of a text in order, and the phrases that begin at them."""

    items: Sequence[Atom]
    phrases: PhraseIndex

    @cached_property
    def joined(self) -> str:
        """The folded atoms, put together again."""
        return "".join(atom.folded if atom.glued else f" {atom.folded}" for atom in self.items)

    @cached_property
    def starts(self) -> list[int]:
        """Where each atom begins in `joined`."""
        found, at = [], 0
        for atom in self.items:
            at += not atom.glued
            found.append(at)
            at += len(atom.folded)
        return found


@dataclass
class Names:
    """The words of a text that come again; few texts ask for them."""

    text: str

    @cached_property
    def counted(self) -> Counter[str]:
        return Counter(_LETTERS.findall(self.text))

    def inside(self, word: str) -> set[int]:
        """The places inside those parts of a word that come again in the text."""
        return {place for run in _LETTERS.finditer(word) if self.counted[run[0]] > 1 for place in range(run.start() + 1, run.end())}


def split_atoms(text: str, lines: Sequence[SourceLine], phrases: PhraseIndex) -> Atoms:
    """Return the atoms of these lines of `text`."""
    names = Names(text)
    atoms = _fold([part for line in lines for part in _parts(text, line.start, line.end, names)], text)
    if any(_SPACELESS.search(atom.folded) for atom in atoms):
        atoms = [part for atom in atoms for part in _split_at_phrases(atom, phrases)]
    return Atoms(atoms, phrases)


def _fold(parts: list[tuple[int, int, bool, bool]], text: str) -> list[Atom]:
    folded = fold("\n".join(text[start:end] for start, end, _, _ in parts)).split("\n") if parts else []
    return [Atom(start, end, text[start:end], said, glued, opens) for (start, end, glued, opens), said in zip(parts, folded, strict=True)]


def _parts(text: str, start: int, end: int, names: Names) -> Iterator[tuple[int, int, bool, bool]]:
    first = True
    for chunk in _CHUNK.finditer(text, start, end):
        at, word = chunk.start(), chunk[0]
        if len(word) < 4 or word.islower():
            yield at, chunk.end(), False, first
        elif _SPACELESS.search(word):
            for part in _PART.finditer(word):
                yield at + part.start(), at + part.end(), part.start() > 0, first
                first = False
        else:
            places = [0, *_glued(word, names), len(word)]
            for one, other in pairwise(places):
                yield at + one, at + other, one > 0, first
                first = False
        first = False


def _glued(word: str, names: Names) -> list[int]:
    """Where a word runs into the next one. What comes again in the text is a name that is written so: WhatsApp."""
    joints = [joint.start() for joint in _GLUED.finditer(word) if joint.start()]
    inside = names.inside(word) if joints else ()
    return [joint for joint in joints if joint not in inside]


def _split_at_phrases(atom: Atom, phrases: PhraseIndex) -> Iterator[Atom]:
    """Split a run of letters of a script without spaces before and behind each phrase in it."""
    word = atom.folded
    if len(word) != len(atom.text) or len(word) < 4 or not _SPACELESS.search(word):
        yield atom
        return
    places, at = [0], 0
    while at < len(word):
        found = phrases.opening(word, at)
        if found and found.end - at > 1:
            places.append(at)
            behind = word[found.end : found.end + 3]
            at = found.end + len(behind) - len(behind.lstrip(_BEHIND))
            places.append(at)
        else:
            at += 1
    places = sorted({*places, len(word)})
    for one, other in pairwise(places):
        yield Atom(atom.start + one, atom.start + other, atom.text[one:other], word[one:other], atom.glued if one == 0 else True, atom.opens and one == 0)
