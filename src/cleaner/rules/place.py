"""Place: where a line stands, and among what neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from cleaner.pieces.kinds import JOINTS
from cleaner.rules.document import PARAGRAPH, Document
from cleaner.rules.engine import Rule, choice, flag, number, once


@number(1, 2, 3, 5, 8, 15, 40)
def from_start(document: Document) -> Sequence[float]:
    """How many lines stand before it."""
    return range(len(document.lines))


@number(1, 2, 3, 5, 8, 15, 40)
def from_end(document: Document) -> Sequence[float]:
    """How many lines stand after it."""
    return range(len(document.lines) - 1, -1, -1)


@choice("between", "first", "before", "last", "after 1", "after 2-3", "after 4-9", "after 10+", "no paragraph")
def among_paragraphs(document: Document) -> Sequence[str]:
    """Whether it stands before the first paragraph, between paragraphs, or how far after the last one."""
    places = [index for index, paragraph in enumerate(document.paragraphs) if paragraph]
    if not places:
        return ["no paragraph"] * len(document.lines)
    first, last = places[0], places[-1]
    return [_among(index, first, last) for index in range(len(document.lines))]


def _among(index: int, first: int, last: int) -> str:
    if index < first:
        return "before"
    if index > last:
        after = index - last
        return "after 1" if after == 1 else "after 2-3" if after <= 3 else "after 4-9" if after < 10 else "after 10+"
    return "first" if index == first else "last" if index == last else "between"


@number(1, 2, 3, 4, 6, 10, 20)
def run_of_short_lines(document: Document) -> Sequence[float]:
    """How many lines shorter than a paragraph stand together here, this one among them."""
    lengths, start = [0] * len(document.lines), 0
    for index, paragraph in enumerate([*document.paragraphs, True]):
        if paragraph:
            lengths[start:index] = [index - start] * (index - start)
            start = index + 1
    return lengths


@choice("none", "tiny", "short", "medium", "paragraph", "long")
def line_before(document: Document) -> Sequence[str]:
    """How long the line before it is."""
    return ["none", *_kinds(document)][: len(document.sizes)]


@choice("none", "tiny", "short", "medium", "paragraph", "long")
def line_after(document: Document) -> Sequence[str]:
    """How long the line after it is."""
    return [*_kinds(document)[1:], "none"][: len(document.sizes)]


@once
def _kinds(document: Document) -> list[str]:
    return ["tiny" if size < 25 else "short" if size < 60 else "medium" if size < 110 else "paragraph" if size < 250 else "long" for size in document.sizes]


@number(2, 3)
def repeated(document: Document) -> Sequence[float]:
    """How often the same line stands in the document."""
    return document.repeats


@number(0.5, 0.8, 1.25, 2)
def beside_other_lone_lines(document: Document) -> Sequence[float]:
    """Its size over the median size of the document's other lone lines (short lines between paragraphs): headings are alike."""
    lone = _lone(document)
    sizes = [document.sizes[index] for index in lone]
    if len(sizes) < 2:
        return [1.0] * len(document.lines)
    middle = _median(sizes)
    return [size / middle for size in document.sizes]


@number(1, 2, 3, 5, 9)
def lone_lines(document: Document) -> Sequence[float]:
    """How many lone lines (short ones between paragraphs) the document has."""
    return [len(_lone(document))] * len(document.lines)


def _median(sizes: Sequence[float]) -> float:
    """The middle size; `statistics`, which has it too, is slow to import."""
    ordered, middle = sorted(sizes), len(sizes) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


@once
def _lone(document: Document) -> list[int]:
    solid = document.paragraphs
    return [index for index in range(1, len(solid) - 1) if not solid[index] and solid[index - 1] and solid[index + 1]]


@number(60, 110, 170, 250, 400)
def usual_paragraph(document: Document) -> Sequence[float]:
    """The median size of the document's lines."""
    return [_median(document.sizes)] * len(document.lines) if document.lines else []


@number(0.1, 0.3, 0.5, 0.7, 0.9)
def paragraphs_with_end_mark(document: Document) -> Sequence[float]:
    """Share of the document's paragraphs that end with a mark: some scripts and sites set none."""
    closed = list(compress(document.closed, document.paragraphs))
    return [sum(closed) / len(closed) if closed else 1.0] * len(document.texts)


@number(0.1, 0.3, 0.6, 0.85, 0.97)
def way_through(document: Document) -> Sequence[float]:
    """Share of the document's characters that stand before the line."""
    total, before, found = sum(document.lengths) or 1, 0, []
    for length in document.lengths:
        found.append(before / total)
        before += length
    return found


@number(0.25, 0.6, 1.0, 1.6)
def beside_usual_paragraph(document: Document) -> Sequence[float]:
    """Its size over the median size of the document's paragraphs."""
    sizes = list(compress(document.sizes, document.paragraphs))
    middle = _median(sizes) if sizes else 200.0
    return [size / middle for size in document.sizes]


@flag
def alternates(document: Document) -> Sequence[object]:
    """The lines two before and two after are of its size and the neighbours are not: titles and summaries take turns."""
    sizes = document.sizes
    if len(sizes) < 5:
        return [False] * len(sizes)
    around = zip(sizes, sizes[1:], sizes[2:], sizes[3:], sizes[4:], strict=False)
    found = [
        0.6 < second_before / size < 1.6 and 0.6 < second_after / size < 1.6 and not 0.5 < before / size < 2 and not 0.5 < after / size < 2
        for second_before, before, size, after, second_after in around
    ]
    return [False, False, *found, False, False]


@choice(*JOINTS)
def joint_before(document: Document) -> Sequence[str]:
    """What parts it from what stands before: a line break, or a joint inside a line and how likely a break stood there."""
    return [line.joint for line in document.lines]


@choice(*JOINTS)
def joint_after(document: Document) -> Sequence[str]:
    """What parts it from what stands after: a line break, or a joint inside a line and how likely a break stood there."""
    return [*(line.joint for line in document.lines[1:]), "line"][: len(document.lines)]


@choice("no", "title", "sentence", "other")
def behind_marker(document: Document) -> Sequence[str]:
    """The line before it is a teaser's marker and nothing else: whether this one is cased as a title, or is long and ends as a sentence does, or neither."""
    alone = [any(kind == "teaser.marker" and anchor == "line" for kind, anchor, _ in hits) for hits in document.hits]
    return ["no" if not before else _behind(document, index) for index, before in enumerate([False, *alone[:-1]])][: len(alone)]


def _behind(document: Document, index: int) -> str:
    cased = [word[0].isupper() for word in document.texts[index].split()[1:] if len(word) > 3 and word[0].isalpha()]
    if len(cased) > 1 and 3 * sum(cased) >= 2 * len(cased):
        return "title"
    return "sentence" if document.closed[index] and document.sizes[index] >= PARAGRAPH else "other"


RULES: tuple[Rule, ...] = (
    from_start, from_end, among_paragraphs, run_of_short_lines, line_before, line_after, repeated, beside_other_lone_lines, lone_lines, usual_paragraph,
    paragraphs_with_end_mark, way_through, beside_usual_paragraph, alternates,
    joint_before, joint_after, behind_marker,
)  # fmt: skip
