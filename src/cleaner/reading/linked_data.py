"""What a page says about itself: JSON-LD and meta elements. Evidence, never taken at its word."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

MOST_CHARACTERS = 2_000_000
"""JSON-LD beyond this is not read: the articles of the development pages stay below a tenth."""
_TITLES = ("og:title", "twitter:title", "dc.title", "sailthru.title", "parsely-title", "headline")
_SUMMARIES = ("og:description", "description", "twitter:description")
_MOST_ITEMS = 20_000


@dataclass(frozen=True, slots=True)
class Claims:
    """What the page claims."""

    titles: tuple[str, ...] = ()
    summaries: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    """Texts of `articleBody`; some hold HTML, some are cut short, some are another article's."""
    authors: tuple[str, ...] = ()
    kind: str = ""
    """`og:type`, as `article`."""


def read_claims(title: str, metadata: Mapping[str, str], scripts: Sequence[str]) -> Claims:
    """Gather the claims of a page from its title, its meta elements and its JSON-LD."""
    found = dict[str, list[str]]()
    for item in _items(scripts):
        for key in ("headline", "description", "articleBody", "author"):
            found.setdefault(key, []).extend(_texts(item.get(key), key))
    titles = [title, *(metadata[name] for name in _TITLES if name in metadata), *found.get("headline", ())]
    summaries = [*(metadata[name] for name in _SUMMARIES if name in metadata), *found.get("description", ())]
    authors = [*(metadata[name] for name in ("author", "article:author", "parsely-author") if name in metadata), *found.get("author", ())]
    return Claims(_kept(titles), _kept(summaries), _kept(found.get("articleBody", ())), _kept(authors), metadata.get("og:type", ""))


def _kept(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _texts(value: Any, key: str) -> Iterator[str]:
    if key == "author":
        for one in value if isinstance(value, list) else [value]:
            name = one.get("name") if isinstance(one, dict) else one
            if isinstance(name, str):
                yield name[:200]
    elif isinstance(value, str):
        yield value


def _items(scripts: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Every object of the JSON-LD, however deep."""
    left = MOST_CHARACTERS
    for script in scripts:
        left -= len(script)
        if left < 0:
            return
        try:
            waiting = [json.loads(script.strip().removeprefix("<!--").removesuffix("-->"), strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_ITEMS):
            if not waiting:
                break
            item = waiting.pop()
            if isinstance(item, dict):
                yield item
                waiting.extend(value for value in item.values() if isinstance(value, dict | list))
            elif isinstance(item, list):
                waiting.extend(item)
