"""The benchmark computes what the data's own definitions say."""

from __future__ import annotations

import importlib.util
import json
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from cleaner import Label, clean
from labelled import CODES, STRIPPED, Labelled, bare, flat, read_labelled, sample
from scores import Tally, line_labels, tally, total

SHARED = ROOT.parent / "shared"
needs_data = pytest.mark.skipif(not (SHARED / "tools" / "tracks.py").exists(), reason="the labelled data are not part of the project")

INVENTED: list[dict[str, Any]] = [
    {
        "id": "one", "site": "a.example", "lang": "id", "genre": "news", "extractor": "scraped", "page": None, "labels": "HBTBTAFCX",
        "lines": [
            "Harga cabai turun di tiga pasar", "Harga cabai merah turun pada pekan ini, kata pedagang di pasar induk.", "Baca juga: Panen raya dimulai di lereng gunung",
            "Pedagang lain menunggu kiriman dari petani di kabupaten tetangga.", "Baca juga: Pendek", "Ikuti kanal kami", "\ufeff", "Editor: Sari", "Pasar",
        ],
    },
    {
        "id": "two", "site": "b.example", "lang": "en", "genre": "news", "extractor": "traf", "page": "two.html.gz", "labels": "BBTCF",
        "lines": ["The ferry will not sail on Sunday.", "Tickets stay valid.", "See also: The bridge that never was", "By A. Writer", "Share this"],
    },
    {
        "id": "three", "site": "b.example", "lang": "ja", "genre": "web", "extractor": "blocks", "page": None, "labels": "BTBM",
        "lines": ["市は新しい橋を建てることを決めた。", "関連記事：橋の歴史をたどる、町の写真展", "工事は春に始まる。", "写真と本文"],
    },
    {"id": "four", "site": "c.example", "lang": "de", "genre": "web", "extractor": "recall", "page": None, "labels": "BB", "lines": ["Ein Satz.", "Noch ein Satz."]},
]  # fmt: skip


@dataclass
class Piece:
    """What the scores need of a line."""

    label: Label
    start: int
    end: int


@dataclass
class Cleaned:
    """What the scores need of an article."""

    lines: list[Piece]


def at_random(text: str) -> Cleaned:
    """Label pieces of a text without a look at what they say, the same way every time; a line may be cut in two."""
    lines = clean(text).lines
    chance, pieces = random.Random("\n".join(line.text for line in lines)), []
    for line in lines:
        cut = line.start + (chance.randint(0, len(line.text)) if chance.random() < 0.3 else 0)
        bounds = [(line.start, cut), (cut, line.end)]
        pieces += [Piece(chance.choice([Label.BODY, *Label]), start, end) for start, end in bounds if start < end]
    return Cleaned(pieces)


@pytest.fixture
def tracks() -> ModuleType:
    """The definitions that came with the data."""
    spec = importlib.util.spec_from_file_location("tracks", SHARED / "tools" / "tracks.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["tracks"] = module
    spec.loader.exec_module(module)
    return module


def read(tmp_path: Path, rows: list[dict[str, Any]]) -> list[Labelled]:
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return read_labelled(file)


@pytest.fixture
def invented(tmp_path: Path) -> list[Labelled]:
    return read(tmp_path, INVENTED)


def by_line(one: Tally, document: Labelled, cleaner: Any) -> None:
    one.add_lines(document, line_labels(cleaner("\n".join(document.lines)), document.lines))


def by_character(one: Tally, document: Labelled, cleaner: Any) -> None:
    joined = flat(document)
    assert joined is not None
    text = joined.rows[0][0]
    stripped = bytearray(len(text))
    for piece in cleaner(text).lines:
        if piece.label is not Label.BODY:
            stripped[piece.start : piece.end] = b"\1" * (piece.end - piece.start)
    one.add_characters(document, stripped)


def line_figures(one: Tally) -> dict[str, Any]:
    """The figures of a tally under the names that the definitions give them."""
    labels = {str(label): (*(round(figure, 3) for figure in one.of_label(label)), one.counts[f"{label} in all"]) for label in (CODES[code] for code in STRIPPED)}
    figures = {
        "docs": one.counts["documents"], "lines": one.lines, "precision": one.precision, "recall": one.recall, "f1": one.f1, "body_chars_lost": one.lost,
        "body_lines_lost": one.counts["body stripped"] / max(1, one.counts["body"]), "noise_chars_left": one.left, "perfect": one.perfect,
    }  # fmt: skip
    return spread({**figures, **labels})


def spread(row: dict[str, Any]) -> dict[str, float]:
    """A row in which each figure stands alone: that of a label holds three."""
    return {f"{name} {place}": figure for name, held in row.items() for place, figure in enumerate(held if isinstance(held, tuple) else (held,))}


def flat_figures(one: Tally) -> dict[str, float]:
    return spread({"precision": one.precision, "recall": one.recall, "f1": one.f1, "body_chars_lost": one.lost})


def assert_same_figures(tracks: ModuleType, rows: list[dict[str, Any]], documents: list[Labelled], cleaner: Any) -> None:
    """Hold all three tracks against the definitions."""
    copies = [copy for document in documents if (copy := bare(document))]
    whole = [document for document in documents if flat(document)]
    expected = [tracks.score_lines(rows, cleaner), tracks.score_lines(rows, cleaner, tracks.bare), tracks.score_flat(rows, cleaner)]
    found = [tally(documents, lambda one, document: by_line(one, document, cleaner)), tally(copies, lambda one, document: by_line(one, document, cleaner))]
    found.append(tally(whole, lambda one, document: by_character(one, document, cleaner)))
    for (figures, failures), tallies, form in zip(expected, found, (line_figures, line_figures, flat_figures), strict=True):
        assert not failures
        assert tallies.keys() == figures.keys()
        for group, row in figures.items():
            assert form(total(tallies[group].values())) == pytest.approx(spread(row)), group


@needs_data
def test_invented_documents_have_the_figures_of_the_definitions(tracks: ModuleType, invented: list[Labelled]) -> None:
    assert_same_figures(tracks, INVENTED, invented, at_random)


@needs_data
@pytest.mark.parametrize("cleaner", [clean, at_random])
def test_real_documents_have_the_figures_of_the_definitions(tracks: ModuleType, tmp_path: Path, cleaner: Any) -> None:
    lines = (SHARED / "data" / "dev" / "lines.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in random.Random(7).sample(lines, 50)]
    assert_same_figures(tracks, rows, read(tmp_path, rows), cleaner)


def test_figures_counted_by_hand(invented: list[Labelled]) -> None:
    document = invented[1]
    one = Tally()
    one.add_lines(document, [Label.BODY, Label.CAPTION, Label.TEASER, Label.FOOTER, Label.BODY])
    assert (one.precision, one.recall) == (2 / 3, 2 / 3)
    assert one.lost == len("Tickets stay valid.") / len("The ferry will not sail on Sunday.Tickets stay valid.")
    assert one.right_label == 1 / 2
    assert one.perfect == 0
    assert one.of_label(Label.TEASER) == (1.0, 1.0)
    assert one.of_label(Label.FOOTER) == (0.0, 0.0)


def test_blank_line_counts_as_stripped(invented: list[Labelled]) -> None:
    document = invented[0]
    assert len(document.lines) == len(document.rows) - 1
    one = Tally()
    one.add_lines(document, [Label.BODY] * len(document.lines))
    assert one.counts["noise stripped"] == 1


def test_bare_takes_markers_off_and_drops_what_is_too_short(invented: list[Labelled]) -> None:
    copy = bare(invented[0])
    assert copy
    assert "Panen raya dimulai di lereng gunung" in copy.lines
    assert len(copy.rows) == len(invented[0].rows) - 1
    assert bare(invented[3]) is None


def test_flat_joins_with_nothing_in_scripts_without_spaces(invented: list[Labelled]) -> None:
    assert flat(invented[2]) is None
    japanese = Labelled("x", "x", "ja", "web", "page", None, invented[2].rows[:3])
    joined = flat(japanese)
    assert joined
    assert joined.lines == ("".join(line for line, _ in japanese.rows),)


def test_groups_of_a_document(invented: list[Labelled]) -> None:
    assert [list(document.groups) for document in invented] == [
        ["all", "news", "indonesian"],
        ["all", "news", "news, other languages", "news after trafilatura"],
        ["all", "web", "chinese japanese korean"],
        ["all", "web", "web after trafilatura"],
    ]


def test_sample_is_drawn_once_and_for_all(invented: list[Labelled]) -> None:
    assert sample(invented, 2) == sample(invented, 2)
    assert sample(invented, None) == sample(invented, 9) == invented
