"""Tell what every line of a web article is, and give back the article alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.article import Article, Flag, Label, Line, Reason
from cleaner.cleaning import Cleaner, clean
from cleaner.rules.tables import RuleError
from cleaner.rules.user import Rules

if TYPE_CHECKING:
    from cleaner.memory import SiteMemory

__all__ = ["Article", "Cleaner", "Flag", "Label", "Line", "Reason", "RuleError", "Rules", "SiteMemory", "clean"]


def __getattr__(name: str) -> Any:
    """Import `SiteMemory`, and SQLite with it, when it is asked for."""
    if name == "SiteMemory":
        from cleaner.memory import SiteMemory

        return SiteMemory
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
