"""The gate lets no floor of the accuracy go down unseen."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import gate

RUN = {"data": "d1", "cross-validation by site": {"news": {"strip F1": 0.9012, "perfect documents": 0.7, "right label": 0.8, "body characters lost": 0.00213}}}


def gated(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, run: dict[str, Any], *options: str) -> int:
    """Run the gate on figures, and return its exit status."""
    figures = tmp_path / "run.json"
    figures.write_text(json.dumps(run), encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["gate.py", str(figures), "--floors", str(tmp_path / "floors.toml"), *options])
    try:
        gate.main()
    except SystemExit as exit_:
        return int(exit_.code or 0)
    return 0


def worse(**changed: float) -> dict[str, Any]:
    named = {name.replace("_", " "): figure for name, figure in changed.items()}
    return {**RUN, "cross-validation by site": {"news": {**RUN["cross-validation by site"]["news"], **named}}}  # type: ignore[index]


@pytest.fixture
def floors(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    assert gated(monkeypatch, tmp_path, RUN, "--lower") == 0
    return tmp_path / "floors.toml"


def test_gate_lets_the_pinned_figures_through(monkeypatch: pytest.MonkeyPatch, floors: Path) -> None:
    assert gated(monkeypatch, floors.parent, RUN) == 0


@pytest.mark.parametrize("changed", [{"strip_F1": 0.899}, {"body_characters_lost": 0.0023}])
def test_gate_stops_what_got_worse(monkeypatch: pytest.MonkeyPatch, floors: Path, capsys: pytest.CaptureFixture[str], changed: dict[str, float]) -> None:
    assert gated(monkeypatch, floors.parent, worse(**changed)) == 1
    assert "UNDER ITS FLOOR  lines, news" in capsys.readouterr().out


def test_gate_refuses_other_data(monkeypatch: pytest.MonkeyPatch, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gated(monkeypatch, floors.parent, {**RUN, "data": "d2"}) == 2
    assert "d2" in capsys.readouterr().err


def test_gate_refuses_a_run_without_a_pinned_figure(monkeypatch: pytest.MonkeyPatch, floors: Path) -> None:
    assert gated(monkeypatch, floors.parent, {**RUN, "cross-validation by site": {}}) == 2


def test_raising_never_lowers(monkeypatch: pytest.MonkeyPatch, floors: Path) -> None:
    assert gated(monkeypatch, floors.parent, worse(strip_F1=0.95, right_label=0.7), "--raise") == 1
    content = floors.read_text(encoding="utf-8")
    assert '"strip F1" = 0.95' in content
    assert '"right label" = 0.8' in content


def test_lowering_says_what_went_down(monkeypatch: pytest.MonkeyPatch, floors: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert gated(monkeypatch, floors.parent, worse(strip_F1=0.5), "--lower") == 0
    assert "LOWERED  lines, news: strip F1 0.5, floor 0.901" in capsys.readouterr().out
    assert gated(monkeypatch, floors.parent, worse(strip_F1=0.5)) == 0
