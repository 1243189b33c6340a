"""The fitted numbers: tables of evidence, steps from label to label, calibration.

A table belongs to one rule, to one rule on the line before or after, or to two of those together, and gives seven weights,
one a label, for what was seen. The weights are integers, in thousandths of a nat, and the sum of integers does not depend on
the order of the rules (see `cleaner.sums`).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, cached_property
from math import exp
from pathlib import Path
from typing import Any

from cleaner.article import Label
from cleaner.rules import RULES, SITE_RULES
from cleaner.sums import Look, Sums, pack, unpack

FILE = Path(__file__).with_name("weights.json")
SITE_FILE = Path(__file__).with_name("site_weights.json")
PAGE_FILE = Path(__file__).with_name("page_weights.json")
FLAT_FILE = Path(__file__).with_name("flat_weights.json")
"""The weights for the pieces of texts that have lost their line breaks."""
LABELS = tuple(Label)
BODY = LABELS.index(Label.BODY)
UNIT = 1000.0
"""Weights are stored in thousandths of a nat."""
PHRASES, WITHOUT = "phrases_in_text", "without phrases"
"""The rule that tells texts without any phrase of a site's, and where their calibration stands."""


class Table:
    """The weights of one look, or of two together."""

    def __init__(self, name: str, cells: Mapping[str, Sequence[int]], values: Mapping[str, Sequence[str]]) -> None:
        self.name = name
        self.looks = tuple(Look.parse(part, values) for part in name.split(" × "))
        names = self.looks[0].values if len(self.looks) == 1 else [f"{one} × {other}" for one in self.looks[0].values for other in self.looks[1].values]
        if unknown := set(cells) - set(names):
            raise ValueError(f"weights of {name}: the rule sees no {sorted(unknown)}; fit the weights anew")
        self.values = tuple(names)
        self.packed = tuple(pack(cells[value]) if value in cells else 0 for value in names)

    @cached_property
    def weights(self) -> tuple[tuple[int, ...], ...]:
        """The seven weights of each value. Only reasons need them."""
        return tuple(map(unpack, self.packed))

    def column(self, evidence: Mapping[str, list[int]]) -> list[int]:
        """What it sees on each line, as places in `values`."""
        first = self.looks[0].column(evidence)
        if len(self.looks) == 1:
            return first
        width = len(self.looks[1].values)
        return [one * width + other for one, other in zip(first, self.looks[1].column(evidence), strict=True)]


class Weights:
    """The fitted numbers: tables of evidence, steps from label to label, calibration."""

    def __init__(self, data: Mapping[str, Any], values: Mapping[str, Sequence[str]], digest: str = "") -> None:
        if tuple(data["labels"]) != tuple(map(str, LABELS)):
            raise ValueError("the weights were fitted for other labels; fit them anew")
        self.tables = [Table(name, cells, values) for name, cells in data["tables"].items()]
        self.rules = frozenset(look.rule for table in self.tables for look in table.looks) | {PHRASES}
        """Names of the rules that the tables look at: what others see decides nothing."""
        self.bias: tuple[int, ...] = tuple(data["bias"])
        self.sums = Sums([(table.looks, table.packed) for table in self.tables], self.bias)
        self.step = [[exp(weight / UNIT) for weight in row] for row in data["step"]]
        self.step_back = list(zip(*self.step, strict=True))
        """The same by the label that is stepped to."""
        self.first = [exp(weight / UNIT) for weight in data["first"]]
        self.last = [exp(weight / UNIT) for weight in data["last"]]
        self._calibration = _pair(data["calibration"])
        without = data["calibration"].get(WITHOUT)
        self._without_phrases = _pair(without) if without else None
        self.min_confidence: float = data["min_confidence"]
        """The threshold at which the figures of the fit were measured."""
        self.digest = digest

    def calibration(self, evidence: Mapping[str, list[int]]) -> tuple[float, float]:
        """Stretch and shift of the log odds; those of texts in which no line holds a phrase of a site's, where they have their own."""
        return self._calibration if self._without_phrases is None or any(evidence[PHRASES]) else self._without_phrases


def _pair(calibration: Mapping[str, Any]) -> tuple[float, float]:
    return calibration["stretch"], calibration["shift"]


def add_site(data: Mapping[str, Any], site: Mapping[str, Any]) -> dict[str, Any]:
    """Return the data of weights with what a site memory adds: tables of their own, a bias, another calibration; all else stays."""
    bias = [one + other for one, other in zip(data["bias"], site["bias"], strict=True)]
    return {**data, "tables": {**data["tables"], **site["tables"]}, "bias": bias, "calibration": site["calibration"]}


@cache
def load_weights(*, with_site: bool = False) -> Weights:
    """Return the weights that ship, checked against the rules there are; for a document of whose site other pages are known, `with_site`."""
    if with_site:
        return _weights(FILE.read_bytes(), SITE_FILE.read_bytes(), {rule.name: rule.values for rule in (*RULES, *SITE_RULES)})
    return _weights(FILE.read_bytes(), b"", {rule.name: rule.values for rule in RULES})


@cache
def load_flat_weights() -> Weights:
    """Return the weights for the pieces of texts that have lost their line breaks."""
    return read_weights(FLAT_FILE, {rule.name: rule.values for rule in RULES})


def read_weights(file: Path, values: Mapping[str, Sequence[str]]) -> Weights:
    """Read a weights file, checked against what the rules can see."""
    return _weights(file.read_bytes(), b"", values)


def _weights(raw: bytes, site: bytes, values: Mapping[str, Sequence[str]]) -> Weights:
    data: dict[str, Any] = json.loads(raw)
    return Weights(add_site(data, json.loads(site)) if site else data, values, _digest(raw + site))


@cache
def page_weights_digest() -> str:
    """Digest of the weights of pages, without reading them in."""
    return _digest(PAGE_FILE.read_bytes())


def _digest(raw: bytes) -> str:
    import hashlib  # with the first call

    return hashlib.sha256(raw).hexdigest()[:16]
