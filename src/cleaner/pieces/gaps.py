"""Gaps: what stands around each place of a text where a line break may have stood."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property

from cleaner.pieces.atoms import Atoms
from cleaner.pieces.marks import case_of, left_of, right_of
from cleaner.rules.vocabulary import Language

_EDGES = " \t.,;:!?\"'()[]{}“”„«»‘’…-–—*•|>/"
_RUNNING = frozenset(("lower", "cap", "capitals", "digit", "comma", "quote", "bracket", "sign"))


class Gaps:
    """What stands around each place where a joint may be: before every atom but the first of a line."""

    def __init__(self, atoms: Atoms, language: Language) -> None:
        self.atoms = atoms
        self.language = language
        self.texts = [atom.text for atom in atoms.items]
        kinds: dict[str, tuple[str, str, str]] = {}
        for word in set(self.texts):
            kinds[word] = (left_of(word), right_of(word), case_of(word))
        self.left = [kinds[word][0] for word in self.texts]
        self.right = [kinds[word][1] for word in self.texts]
        self.case = [kinds[word][2] for word in self.texts]
        self.words = [atom.folded.strip(_EDGES) for atom in atoms.items]
        self._find_phrases()

    def ends_sentence(self, index: int) -> bool:
        """Whether a sentence ends before this atom: behind a mark, and what follows has no small letter, as it has behind an abbreviation or a quotation."""
        return self.left[index - 1] in ("sentence", "question") and self.right[index] != "lower"

    def runs_into_phrase(self, index: int) -> bool:
        """Whether a word runs into a phrase of the site's, capitalised, without a space: RandomEditor: Oki. Labelled texts show it too seldom to fit."""
        return self.atoms.items[index].glued and self.case[index] in ("cap", "capitals") and self.phrase[index][0] in ("colon", "line")

    def _find_phrases(self) -> None:
        """Which phrase begins at each atom (strength, kind, words), and which has just ended before it."""
        count = len(self.texts)
        self.phrase: list[tuple[str, str, int]] = [("none", "none", 0)] * count
        self.ended: list[tuple[str, str]] = [("none", "none")] * (count + 1)
        self.inside_phrase: set[int] = set()
        """Atoms of a phrase but for its first: it is not parted."""
        starts, joined, openings = self.atoms.starts, self.atoms.joined, self.atoms.phrases.openings
        last_end = -1
        for index, atom in enumerate(self.atoms.items):
            if self.case[index] == "lower" and self.right[index] == "lower" and self.left[index - 1] in ("lower", "cap", "comma") and index and not atom.opens:
                continue
            at = starts[index] + len(atom.folded) - len(atom.folded.lstrip(_EDGES + "【「『（《〈［▽▼◆■●※▲○◎★☆→＞｜"))
            if joined[at : at + 3] not in openings and joined[at : at + 2] not in openings:
                continue
            found = self.atoms.phrases.opening(joined, at)
            if found is None:
                continue
            after = bisect_right(starts, found.end - 1)
            self.inside_phrase.update(range(index + 1, after))
            self.phrase[index] = (found.anchor, found.kind.partition(".")[0], min(after - index, 4))
            if after < count and found.end >= last_end:
                self.ended[after] = (found.anchor, found.kind.partition(".")[0])
            last_end = max(last_end, found.end)

    @cached_property
    def candidates(self) -> list[int]:
        """Atoms before which a joint may be at all."""
        return [index for index in range(1, len(self.texts)) if self.atoms.items[index].opens or self._may_part(index)]

    @cached_property
    def in_data(self) -> frozenset[int]:
        """Atoms inside braces that hold quoted names, as data that a script left in the text: `{ "src": … }`. Braces that never close hold nothing."""
        inside: set[int] = set()
        depth = first = 0
        for index, text in enumerate(self.texts):
            if "{" in text or "}" in text:
                first = index if depth == 0 else first
                depth = max(0, depth + text.count("{") - text.count("}"))
                if depth == 0 and '"' in self.texts[first] + self.texts[min(first + 1, index)]:
                    inside.update(range(first + 1, index + 1))
        return frozenset(inside)

    def _may_part(self, index: int) -> bool:
        if index in self.in_data or index in self.inside_phrase:
            return False
        if self.phrase[index][0] != "none" or self.ended[index][0] != "none" or self.ends_sentence(index):
            return True
        return not (self.right[index] == "lower" and self.left[index - 1] in _RUNNING)
