"""Clean one page and print the article with its headline: python examples/clean_page.py examples/bridge.html"""

from __future__ import annotations

import sys
from pathlib import Path

from cleaner import Flag, clean


def main(path: Path) -> None:
    article = clean(path.read_bytes())  # bytes are a page, and tell their encoding
    if Flag.NO_ARTICLE in article.flags:
        sys.exit(f"{path}: no article on this page")
    print(article.headline, *article.credits, "", article.body, sep="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
