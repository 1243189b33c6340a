"""Load the fitted numbers that ship."""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.decide import Weights
from cleaner.rules import RULES

FILE = Path(__file__).with_name("weights.json")


@cache
def load_weights() -> Weights:
    """Return the weights that ship, checked against the rules there are."""
    raw = FILE.read_bytes()
    data: dict[str, Any] = json.loads(raw)
    return Weights(data, {rule.name: rule.values for rule in RULES}, hashlib.sha256(raw).hexdigest()[:16])
