"""Build hook: compile the language files into one, so that nobody waits for sixty TOML files to be read."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileLanguages(BuildHookInterface):  # type: ignore[type-arg]
    """Writes `src/cleaner/languages.json`, which the wheel takes along."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Run before the wheel is put together."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from cleaner.rules.shipped import COMPILED, compile_languages

        COMPILED.write_text(json.dumps(compile_languages(), ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
