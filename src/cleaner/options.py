"""The options of a `Cleaner`, checked: wrong ones raise with what is allowed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleaner.rules.shipped import languages

if TYPE_CHECKING:
    from cleaner.memory import SiteMemory
    from cleaner.rules.user import Rules


def checked_rules(rules: Iterable[Rules] | Rules) -> tuple[Rules, ...]:
    """Loaded rules, one or several."""
    given = tuple(rules) if isinstance(rules, Iterable) and not isinstance(rules, str) else (rules,)
    if not given:
        return ()
    from cleaner.rules.user import Rules  # with what reads rule files: who brings rules has imported it

    for loaded in given:
        if not isinstance(loaded, Rules):
            raise TypeError(f"rules takes loaded Rules, not {type(loaded).__name__}: Rules.load(path) reads a file")
    return given


def checked_languages(language: str | Iterable[str] | None) -> tuple[str, ...]:
    """Languages by their codes, sorted, each once."""
    if language is None:
        return ()
    given = tuple(language) if isinstance(language, Iterable) and not isinstance(language, str) else (language,)
    if wrong := [tag for tag in given if not isinstance(tag, str)]:
        raise TypeError(f"language={wrong[0]!r} is {type(wrong[0]).__name__}; give a tag as str, or several")
    codes = [tag.lower().replace("_", "-").partition("-")[0] for tag in given]
    codes = ["nb" if code == "no" else code for code in codes]
    for tag, code in zip(given, codes, strict=True):
        if code not in languages():
            raise ValueError(f"language={tag!r} is not known; choose from {', '.join(languages())}")
    return tuple(sorted(set(codes)))


def checked_memory(memory: object) -> SiteMemory | None:
    """A site memory, or none."""
    if memory is None:
        return None
    from cleaner.memory import SiteMemory  # with SQLite, only where one is given

    if not isinstance(memory, SiteMemory):
        raise TypeError(f"memory takes a SiteMemory, not {type(memory).__name__}: SiteMemory.load(path) opens a file, SiteMemory.from_pages(pages) makes one")
    return memory


def checked_share(value: object) -> float:
    """A share above 0, up to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1:
        raise ValueError(f"min_confidence={value!r} is out of range; give a number above 0, up to 1")
    return float(value)
