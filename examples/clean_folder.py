"""Clean all pages and texts of a folder on all cores, a file with the body for each: python examples/clean_folder.py PAGES BODIES

For a crawl in one of the usual formats, with rejects and resuming, there is `cleaner run PAGES -o BODIES`.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from cleaner import Cleaner


def main(pages: Path, bodies: Path) -> None:
    sources = sorted(path for path in pages.rglob("*") if path.suffix in (".html", ".txt"))
    targets = [bodies / f"{path.relative_to(pages)}.body.txt" for path in sources]
    with ProcessPoolExecutor() as pool:  # a Cleaner is pickled by what it is made of; each process loads the languages once
        for told in pool.map(partial(clean_file, Cleaner()), sources, targets, chunksize=16):
            print(told)


def clean_file(cleaner: Cleaner, source: Path, target: Path) -> str:
    """Write the body of one file, and tell how much of it that is."""
    article = cleaner(source.read_bytes() if source.suffix == ".html" else source.read_text(encoding="utf-8"))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(article.body, encoding="utf-8")
    return "\t".join([str(source), f"{len(article.body):,} of {len(article.text):,} characters", *sorted(article.flags)])


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
