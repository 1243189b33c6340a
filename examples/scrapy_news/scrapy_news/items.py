"""The item of the project. `body`, `labels` and `flags` are declared for the pipeline to fill; what is not declared is not written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Story:
    """One article of the site."""

    url: str
    title: str
    text: str = ""
    """What the spider took from the page, one line a block."""
    html: str = ""
    """The page itself, where the spider leaves the reading to the pipeline."""
    body: str = ""
    labels: list[dict[str, Any]] = field(default_factory=list)
    flags: list[str] = field(default_factory=list)
