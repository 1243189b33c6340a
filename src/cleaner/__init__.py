"""Tell what every line of a web article is, and give back the article alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cleaner.article import Article, Flag, Label, Line, Reason
from cleaner.cleaning import Cleaner, clean

if TYPE_CHECKING:
    from cleaner.memory import SiteMemory
    from cleaner.rules.tables import RuleError
    from cleaner.rules.user import Rules

__all__ = ["Article", "Cleaner", "Flag", "Label", "Line", "Reason", "RuleError", "Rules", "SiteMemory", "clean"]

_LATER = {"RuleError": "cleaner.rules.tables", "Rules": "cleaner.rules.user", "SiteMemory": "cleaner.memory"}


def __getattr__(name: str) -> Any:
    """Import what few need when it is asked for: `SiteMemory` brings SQLite, the others bring what reads rule files."""
    if name in _LATER:
        from importlib import import_module

        return getattr(import_module(_LATER[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
