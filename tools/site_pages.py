"""The site's pages that do not stand in docs/, and links between all of them: a hook of MkDocs (`hooks` in mkdocs.yml).

The pages of the repository link to each other, and to its files, as a code host shows them. On the site README.md is the first page, and
every file or folder that a page links to has a page that shows it, under source/.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parents[1]
ROOT_PAGES = {"README.md": "index.md", "CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changes.md"}
MOST_LINES = 400
"""Lines shown of a file: of a longer one, which is data, the first ones tell what it looks like."""
_LINK = re.compile(r"(^```.*?^```)|(?<=\]\()(?!https?:|mailto:|#)([^()\s#]+)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: Any) -> Files:
    """Add a page for what stands at the root, and for every file that a page links to."""
    waiting = [*ROOT_PAGES, *(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.md"))]
    known = set(waiting)
    while waiting:
        path = waiting.pop()
        place = place_of(path)
        if files.get_file_from_path(place) is None:
            files.append(File.generated(config, place, content=shown(path)))
        new = set(linked(path)) - known
        known |= new
        waiting += new
    return files


def on_page_markdown(markdown: str, *, page: Any, **_more: Any) -> str:
    """Turn links between files of the repository into links between pages of the site."""
    here = page.file.src_uri
    path = home_of(here)
    return _LINK.sub(lambda link: link[1] or _led(link[2], path, here), markdown)


def _led(link: str, path: str, here: str) -> str:
    return os.path.relpath(place_of(target(link, path)), os.path.dirname(here) or ".")  # noqa: PTH120 - paths of a site


def linked(path: str) -> Iterator[str]:
    """The files and folders of the repository that a page links to."""
    if path.endswith(".md"):
        for link in _LINK.finditer((ROOT / path).read_text(encoding="utf-8")):
            if link[2]:
                yield target(link[2], path)


def target(link: str, path: str) -> str:
    """Where a link of a page leads to in the repository; MkDocs tells where nothing is there."""
    return os.path.normpath(os.path.join(os.path.dirname(path), link))  # noqa: PTH118, PTH120 - a path that need not exist


def place_of(path: str) -> str:
    """Where a file of the repository stands on the site."""
    if path in ROOT_PAGES:
        return ROOT_PAGES[path]
    if path.startswith("docs/"):
        return path.removeprefix("docs/")
    return f"source/{path}{'' if path.endswith('.md') else '/index.md' if (ROOT / path).is_dir() else '.md'}"


def home_of(place: str) -> str:
    """Where a page of the site stands in the repository; for a page that shows a file, the root."""
    named: Mapping[str, str] = {place: path for path, place in ROOT_PAGES.items()}
    if place in named:
        return named[place]
    shown_file = place.removeprefix("source/")
    return shown_file if place != shown_file else f"docs/{place}"


def shown(path: str) -> str:
    """The page of one file or folder, in Markdown."""
    found = ROOT / path
    if path.endswith(".md"):
        return found.read_text(encoding="utf-8")
    if found.is_dir():
        names = sorted(f"{entry.name}/" if entry.is_dir() else entry.name for entry in found.iterdir() if not entry.name.startswith(("_", ".")))
        return f"# {path}/\n\n{''.join(f'- `{name}`{chr(10)}' for name in names)}"
    lines = found.read_text(encoding="utf-8").splitlines()
    more = f"\nThe first {MOST_LINES:,} of {len(lines):,} lines.\n" if len(lines) > MOST_LINES else ""
    language = {".py": "python", ".toml": "toml", ".json": "json", ".html": "html"}.get(found.suffix, "text")
    code = "\n".join(lines[:MOST_LINES])
    return f"---\nsearch: {{exclude: true}}\n---\n\n# {found.name}\n\n`{path}`\n{more}\n````{language}\n{code}\n````\n"
