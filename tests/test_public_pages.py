"""The runners for public benchmarks, on folders made here in their shape."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

from public_pages import score_fundus, score_paragraphs, write_scrapinghub
from test_pages import PARAGRAPHS, page


def test_scrapinghub_gets_one_body_a_page(tmp_path: Path) -> None:
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "one.html.gz").write_bytes(gzip.compress(page().encode()))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"one": {"articleBody": "…", "url": "https://post.example/bridge"}}), encoding="utf-8")
    written = json.loads(write_scrapinghub(tmp_path).read_text(encoding="utf-8"))
    assert written == {"one": {"articleBody": "\n\n".join(PARAGRAPHS)}}


@pytest.mark.parametrize("name", ["one", "one.html.gz"])
def test_fundus_is_scored_by_paragraphs(tmp_path: Path, name: str) -> None:
    (tmp_path / "dataset" / "html").mkdir(parents=True)
    (tmp_path / "dataset" / "html" / "one.html.gz").write_bytes(gzip.compress(page().encode()))
    (tmp_path / "dataset" / "ground_truth.json").write_text(json.dumps({name: {"body": [*PARAGRAPHS, "[Left out or not.]"]}}), encoding="utf-8")
    assert score_fundus(tmp_path) == {"pages": 1, "mean F1": 1.0, "perfect pages": 1.0}


@pytest.mark.parametrize(
    ("expected", "found", "score"),
    [
        (["One.", "Two."], ["One.", "Two."], 1.0),
        (["One.", "[Two.]"], ["One."], 1.0),
        (["One.", "[Two.]"], ["One.", "Two."], 1.0),
        (["One.", "Two."], ["One. Two."], 0.0),
        (["One.", "One."], ["One."], 2 / 3),
        ([], [], 1.0),
        ([], ["One."], 0.0),
    ],
)
def test_paragraphs_count_if_they_are_equal(expected: list[str], found: list[str], score: float) -> None:
    assert score_paragraphs(expected, found) == pytest.approx(score)
