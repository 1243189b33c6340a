"""What decides, as options name it: files to load, checked, in one `Cleaner`."""

from __future__ import annotations

from pathlib import Path

from cleaner import Cleaner, RuleError, Rules, SiteMemory
from cleaner.cli.exits import fail


def cleaner_of(rules: list[Path] | None, memory: Path | None, language: list[str] | None, min_confidence: float | None) -> Cleaner:
    """Load what the options name; leave with what is wrong where that fails."""
    try:
        loaded, known = [Rules.load(path) for path in rules or ()], SiteMemory.load(memory) if memory else None
        return Cleaner(rules=loaded, memory=known, language=language or None, min_confidence=min_confidence)
    except (RuleError, ValueError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
