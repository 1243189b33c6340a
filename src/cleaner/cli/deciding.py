"""What decides, as options name it: files to load, checked, in one `Cleaner`. The same options, in the same words, for every command."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleaner import Cleaner, RuleError, Rules, SiteMemory
from cleaner.cli.exits import fail

PANEL = "What decides"
RulesOption = Annotated[list[Path] | None, typer.Option("--rules", help="A rule file of yours (TOML); may be repeated.", rich_help_panel=PANEL)]
LanguageOption = Annotated[list[str] | None, typer.Option("--language", help="Narrow the phrases to a language (BCP 47 tag); may be repeated.", rich_help_panel=PANEL)]
MemoryOption = Annotated[Path | None, typer.Option("--memory", help="A site memory from earlier crawls.", rich_help_panel=PANEL)]
ConfidenceOption = Annotated[
    float | None, typer.Option("--min-confidence", help="How sure a line's leaving the body has to be: above 0, up to 1.", rich_help_panel=PANEL)
]


def cleaner_of(rules: list[Path] | None, memory: Path | None, language: list[str] | None, min_confidence: float | None) -> Cleaner:
    """Load what the options name; leave with what is wrong where that fails."""
    try:
        loaded, known = [Rules.load(path) for path in rules or ()], SiteMemory.load(memory) if memory else None
        return Cleaner(rules=loaded, memory=known, language=language or None, min_confidence=min_confidence)
    except (RuleError, ValueError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename}: {error.strerror}" if error.filename else str(error))
