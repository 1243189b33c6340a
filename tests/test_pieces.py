"""Pieces: where a text without line breaks is cut, and that nothing is lost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleaner import Label, clean
from cleaner.pieces.cut import cut_lines
from cleaner.pieces.ends import cut_glued_ends
from cleaner.pieces.flat import is_flat
from cleaner.pieces.join import runs
from cleaner.reading.text import SourceLine, read_text
from cleaner.rules.shipped import load_phrases, load_vocabulary
from observing import LATIN, OTHER_PARAGRAPH, PARAGRAPH, any_text

WIDTHLESS = "\u200b\u2060\ufeff \u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"
WORDS = [
    "Baca juga:", "Read also:", "Editor:", "ADVERTISEMENT", "Rp 5.000", "(nds/krs)", "RandomEditor:", "kata dia.Baca", "the",
    "Mayor", "said", "{", "}", '"src":', "。", "相关阅读：", "ครับ", "12.", "…",
]  # fmt: skip
flat_text = st.lists(st.sampled_from([*WORDS, PARAGRAPH, LATIN, "\n"]) | any_text, max_size=40).map(" ".join)
"""Texts with much of what can make a joint."""


def pieces(text: str) -> list[SourceLine]:
    return cut_lines(text, read_text(text), load_phrases(), load_vocabulary())


@given(flat_text)
def test_pieces_hold_every_character_but_white_space_in_order(text: str) -> None:
    found, lines = pieces(text), read_text(text)
    at = 0
    for piece in found:
        assert at <= piece.start < piece.end <= len(text)
        assert not text[at : piece.start].strip(WIDTHLESS)
        at = piece.end
    assert sum(piece.joint == "line" for piece in found) == len(lines)


@given(flat_text)
def test_lines_of_a_flat_text_rebuild_it(text: str) -> None:
    article = clean(text)
    ends = [0, *(line.end for line in article.lines)]
    assert all(end <= line.start and text[line.start : line.end] == line.text for end, line in zip(ends, article.lines, strict=False))
    assert article.body == text or any(line.label is not Label.BODY for line in article.lines) or not article.lines


FLAT = " ".join([PARAGRAPH, OTHER_PARAGRAPH, LATIN])


@pytest.mark.parametrize(
    ("text", "flat"),
    [
        pytest.param(FLAT, True, id="three paragraphs on one line"),
        pytest.param(PARAGRAPH, False, id="one paragraph"),
        pytest.param("\n".join([FLAT, FLAT]), False, id="two long paragraphs"),
        pytest.param("\n".join([FLAT * 5, FLAT * 5]), True, id="two very long lines"),
        pytest.param("", False, id="nothing"),
        pytest.param("เทศบาลเมืองเปิดเผยว่าจะเริ่มซ่อมสะพานไม้เก่าแก่ริมแม่น้ำ " * 5, False, id="Thai, which parts neither words nor sentences by marks"),
    ],
)
def test_a_text_is_flat_where_its_lines_are_far_longer_than_paragraphs(text: str, flat: bool) -> None:
    assert is_flat(read_text(text)) is flat


CUT = [
    pytest.param(f"{PARAGRAPH} {OTHER_PARAGRAPH}", OTHER_PARAGRAPH, id="end of a sentence"),
    pytest.param(f"{PARAGRAPH} Read also: Old Mill Burns Down", "Read also:", id="before a marker"),
    pytest.param("Tim itu menang lagi pada laga terakhir, kata dia.Baca juga: Pelatih Baru Tiba", "Baca juga:", id="a marker that the sentence runs into"),
    pytest.param("Demikian disampaikan oleh pihak RandomEditor: Oki", "Editor: Oki", id="a credit that a word runs into"),
    pytest.param("桥梁将于下月开始维修。相关阅读：山区小学迎来图书馆", "相关阅读", id="a script without spaces"),
    pytest.param("काम अगले महीने शुरू होगा। लोगों ने स्वागत किया।", "लोगों ने स्वागत किया।", id="the danda"),
    pytest.param("هل تبدأ الأعمال غدا؟ قال رئيس البلدية نعم.", "قال رئيس البلدية نعم.", id="the Arabic question mark"),
]


@pytest.mark.parametrize(("text", "begins"), CUT)
def test_a_piece_begins_at_the_joint(text: str, begins: str) -> None:
    assert any(piece.text.startswith(begins) for piece in pieces(text)[1:])


WHOLE = [
    pytest.param("The map was drawn by J. P. Corrigan in the spring of that year.", id="initials"),
    pytest.param("Sie trafen sich am 3. Oktober in der alten Halle am Fluss.", id="an ordinal number"),
    pytest.param("He ate at a McDonald restaurant before the train left.", id="a capital inside a name"),
    pytest.param("The price of coal fell by 100 tys. ton in a year.", id="a small letter behind a stop"),
    pytest.param("They were met by Prof. Mahler at the gate of the old mill.", id="a title before a name"),
    pytest.param("He put WhatsApp on the phone before WhatsApp changed its terms.", id="a name in one word that comes again"),
]


@pytest.mark.parametrize("text", WHOLE)
def test_what_is_no_joint(text: str) -> None:
    assert [piece.text for piece in pieces(text)] == [text]


@pytest.mark.parametrize("marker", ["Baca Juga", "Lee También", "Read Also"])
def test_a_marker_is_not_parted(marker: str) -> None:
    assert any(piece.text.startswith(marker) for piece in pieces(f"{PARAGRAPH} {marker} {OTHER_PARAGRAPH}"))


def test_data_that_a_script_left_is_one_piece() -> None:
    data = '{ "src": "https://example.org/a.jpg", "text": "The harbour. The boats come home. It is late." }'
    assert any(piece.text.startswith("{") and piece.text.endswith("}") for piece in pieces(f"{PARAGRAPH} {data} {OTHER_PARAGRAPH}"))


ENDS = [
    pytest.param(f"{PARAGRAPH}Read also: Old Mill Burns Down", [PARAGRAPH, "Read also: Old Mill Burns Down"], id="a teaser"),
    pytest.param(f"{PARAGRAPH[:-1]}RandomEditor: Oki", [f"{PARAGRAPH[:-1]}Random", "Editor: Oki"], id="a credit"),
    pytest.param(f"{PARAGRAPH} Read also: Old Mill Burns Down", [f"{PARAGRAPH} Read also: Old Mill Burns Down"], id="a space stands between"),
    pytest.param(f"{PARAGRAPH}McDonald was there", [f"{PARAGRAPH}McDonald was there"], id="no marker"),
    pytest.param("OpenEditor: Oki", ["OpenEditor: Oki"], id="a short line"),
]


@pytest.mark.parametrize(("text", "found"), ENDS)
def test_a_line_is_cut_only_where_its_end_runs_into_a_marker(text: str, found: list[str]) -> None:
    assert [piece.text for piece in cut_glued_ends(read_text(text), load_phrases())] == found


def line(joint: str) -> SourceLine:
    return SourceLine(0, 1, "x", joint=joint)


RUNS = [
    pytest.param([("line", Label.BODY), ("sentence 2", Label.BODY)], [2], id="body goes on"),
    pytest.param([("line", Label.BODY), ("line", Label.BODY)], [1, 1], id="a line break parts"),
    pytest.param([("line", Label.BODY), ("open 4", Label.BODY)], [2], id="body goes on over a sure joint"),
    pytest.param([("line", Label.TEASER), ("open 2", Label.TEASER)], [2], id="a title that was cut in two"),
    pytest.param([("line", Label.TEASER), ("open 5", Label.TEASER)], [1, 1], id="two teasers"),
    pytest.param([("line", Label.BODY), ("sentence 1", Label.TEASER), ("sentence 1", Label.BODY)], [1, 1, 1], id="labels part"),
    pytest.param([], [], id="nothing"),
]


@pytest.mark.parametrize(("given_pieces", "lengths"), RUNS)
def test_neighbouring_pieces_are_one_line(given_pieces: list[tuple[str, Label]], lengths: list[int]) -> None:
    assert [len(run) for run in runs([line(joint) for joint, _ in given_pieces], [label for _, label in given_pieces])] == lengths


HARD = [
    pytest.param("a " * 100_000, id="small words"),
    pytest.param("A" * 200_000, id="one word"),
    pytest.param("Aa" * 100_000, id="one word of many joints"),
    pytest.param("Baca juga: " * 20_000, id="markers"),
    pytest.param("字" * 100_000, id="no spaces"),
    pytest.param('{ "' * 50_000, id="braces that never close"),
    pytest.param("Title Word " * 20_000, id="capitals"),
]


@pytest.mark.parametrize("text", HARD)
def test_cutting_takes_no_more_than_linear_time(text: str) -> None:
    pieces("Warm.")
    start = time.process_time()
    pieces(text)
    assert time.process_time() - start < 20, "a linear cut takes a second or two"
