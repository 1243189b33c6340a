"""Pages of the docs that are made by a program: write them, or tell which are stale."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[1]


def main(description: str | None, pages: Mapping[Path, str]) -> None:
    """Write the pages; with `--check` write nothing, name the stale ones, and exit with 1 where there is one."""
    command = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--check", action="store_true", help="write nothing; exit status 1 where a page is stale")
    check = command.parse_args().check
    old = stale(pages)
    for path in old:
        print(f"{path.relative_to(ROOT)} {'is stale' if check else 'written'}")
        if not check:
            path.write_text(pages[path], encoding="utf-8")
    raise SystemExit(1 if old and check else 0)


def stale(pages: Mapping[Path, str]) -> list[Path]:
    """The pages whose files say something else."""
    return [path for path, text in pages.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
