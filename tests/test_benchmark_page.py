"""What the benchmark prints: intervals, reliability, the published line rules, the whole page."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

pytest.importorskip("lightgbm", reason="the benchmark fits weights")
sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import accuracy
import reliability
import report
from cleaner import Label, clean
from cleaner.decide import decide
from cleaner.pieces.cut import load_joints
from cleaner.pieces.flat import LEAST
from cleaner.weights import FILE, load_flat_weights
from crossvalidation import Validated, decide_all, labels_at, observe_all
from flattened import DecidedPieces, cut_all, flattened, mark_stripped
from labelled import FOLDS, Labelled, bare
from line_rules import LINE_RULES, LineRule, strip_by_refinedweb
from scores import Tally, difference, interval, line_labels

NEWS = Labelled(
    "one", "a.example", "id", "news", "scraped", None,
    (
        ("Harga cabai merah turun pada pekan ini, kata pedagang di pasar induk kota itu.", "B"), ("Baca juga: Panen raya dimulai di lereng gunung", "T"),
        ("Pedagang lain menunggu kiriman cabai dari petani di kabupaten tetangga.", "B"), ("Editor: Sari", "C"),
    ),
)  # fmt: skip
WEB = Labelled(
    "two", "b.example", "en", "web", "page", None,
    (("The council met on Monday to vote on the budget, and nobody was surprised by the result.", "B"), ("Share on Facebook", "F"), ("Photo: the hall", "P")),
)  # fmt: skip
DOCUMENTS = [NEWS, WEB]


def decided(documents: list[Labelled]) -> list[Validated]:
    """Decide documents with the weights that ship."""
    return decide_all(dict.fromkeys(range(FOLDS), json.loads(FILE.read_text(encoding="utf-8"))), observe_all(documents))


def decided_pieces(documents: list[Labelled]) -> list[DecidedPieces]:
    """Decide documents without line breaks with what ships."""
    return [DecidedPieces(cut, decide(cut.evidence, len(cut.lines), load_flat_weights(), {})) for cut in cut_all(documents, load_joints())]


@pytest.fixture(scope="module")
def run() -> accuracy.Run:
    """A run without a fit."""
    tracks = {"lines": DOCUMENTS, "bare": [copy for one in DOCUMENTS if (copy := bare(one))]}
    return accuracy.Run(DOCUMENTS, {track: decided(documents) for track, documents in tracks.items()}, decided_pieces(DOCUMENTS), 0.5, 0.5)


def test_decisions_are_those_of_clean(run: accuracy.Run) -> None:
    for item in run.decided["lines"]:
        lines = item.observed.document.lines
        assert labels_at(item, 0.5) == line_labels(clean("\n".join(lines), min_confidence=0.5), lines)


def test_pieces_that_leave_are_those_of_clean(run: accuracy.Run) -> None:
    for item in run.flat:
        text = flattened(item.cut.document)
        if len(text) >= LEAST:
            stripped = mark_stripped(item, 0.5)
            assert all(any(stripped[line.start : line.end]) == (line.label is not Label.BODY) for line in clean(text, min_confidence=0.5).lines)


def test_page_has_every_table(run: accuracy.Run) -> None:
    page = accuracy.write_page(run, run.tallies, "d1", run.tallies["lines"])
    for start in ("| lines | news |", "| bare | indonesian |", "| flat | web |", "## By language", "| not body |", "| **0.50** |", "| cleaner |", "- *RefinedWeb*:"):
        assert f"\n{start}" in page


def test_gate_reads_the_figures_of_a_run(run: accuracy.Run) -> None:
    figures = accuracy.figures_of(run.tallies)
    assert figures["cross-validation by site"]["news"]["lines"] == 4
    assert set(figures["bare, cross-validation by site"]) == {"all", "news", "indonesian"}


def sites(*pairs: tuple[int, int]) -> dict[str, Tally]:
    """Sites with so many noise lines, of which so many were stripped."""
    tallies = {f"site {number}": Tally() for number in range(len(pairs))}
    for one, (noise, stripped) in zip(tallies.values(), pairs, strict=True):
        one.counts.update({"noise": noise, "noise stripped": stripped})
    return tallies


def test_interval_is_wide_where_sites_differ() -> None:
    assert interval(sites((10, 5), (10, 5), (10, 5)), lambda one: one.recall) == (0.5, 0.5)
    low, high = interval(sites((10, 0), (10, 5), (10, 10)), lambda one: one.recall)
    assert low < 0.5 < high


def test_difference_is_paired_by_site() -> None:
    better, worse = sites((10, 2), (10, 6), (10, 10)), sites((10, 1), (10, 5), (10, 9))
    assert difference(better, worse, lambda one: one.recall) == pytest.approx((0.1, 0.1))
    with pytest.raises(ValueError, match="same sites"):
        difference(better, sites((1, 1)), lambda one: one.recall)


def test_reliability_bins_and_gap() -> None:
    bins = reliability.Reliability()
    for right in (True, True, True, False):
        bins.add(0.92, right)
    assert bins.lines == 4
    assert bins.gap == pytest.approx(0.92 - 0.75)
    assert [str(one) for one in bins.bins if one.lines] == [".920 → .750 (4)"]
    assert len(reliability.bin_names()) == len(bins.bins)


@pytest.mark.parametrize(
    ("line", "stripped"),
    [
        ("12,400 views", True),
        ("2024", True),
        ("Comments", True),
        ("BREAKING NEWS TODAY", True),
        ("Read more...", True),
        ("2 items in cart", False),
        ("The ferry will not sail on Sunday.", False),
    ],
)
def test_refinedweb_rule(line: str, stripped: bool) -> None:
    assert strip_by_refinedweb(Labelled("x", "x", "en", "web", "page", None, ((line, "B"),))) == [stripped]


@pytest.mark.parametrize("rule", LINE_RULES, ids=lambda rule: rule.name)
def test_line_rule_answers_for_every_line(rule: LineRule) -> None:
    if not rule.installed:
        pytest.skip(f"{rule.package} is not installed")
    assert [len(rule.strip(document)) for document in DOCUMENTS] == [len(document.lines) for document in DOCUMENTS]


def test_table_keeps_bars_in_their_cells() -> None:
    assert report.markdown_table(["a", "b"], [["x | y", "1"]]).splitlines() == ["| a | b |", "| --- | ---: |", "| x \\| y | 1 |"]
