"""How often is `article.headline` the title that a page claims twice, as in its title element and in og:title or JSON-LD?

    python benchmarks/headlines.py DEV

DEV is a folder with `lines.jsonl` and `html/`. The weights are those that ship: they saw these pages, but no rule was fitted on titles alone.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cleaner import Cleaner, Flag
from cleaner.reading.page import read_page
from cleaner.reading.titles import letters, share_of_title, title_letters
from extractors import page_bytes
from labelled import read_labelled
from report import markdown_table

NEAR = 0.7
"""Share of the claimed title from which a headline counts as near it: kickers and site names go along on some pages."""


def agreed_title(titles: Sequence[str]) -> str | None:
    """The longest claimed title, as letters, that stands in another one too."""
    known = [letters(title) for title in titles]
    twice = [title for place, title in enumerate(known) if len(title) >= 8 and any(title in other for other in known[:place] + known[place + 1 :])]
    return max(twice, key=len, default=None)


def verdict(headline: str, title: str | None) -> str:
    """How a headline compares with the title that was agreed on."""
    lines = [letters(line) for line in headline.split("\n") if line]
    if title is None:
        return "no title claimed twice"
    if not lines:
        return "none"
    if title in lines or title == "".join(lines):
        return "equal, alone" if len(lines) == 1 else "equal, with a kicker"
    return "near" if max(share_of_title(line, title_letters([title])) for line in lines) >= NEAR else "another"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("dev", type=Path)
    folder = arguments.parse_args().dev
    genres = {document.page: document.genre for document in read_labelled(folder / "lines.jsonl") if document.page}
    cleaner, counts = Cleaner(), Counter[tuple[str, str]]()
    for name, genre in genres.items():
        page = page_bytes(folder / "html" / name)
        article, titles = cleaner(page), read_page(page).claims.titles
        known = "no article" if Flag.NO_ARTICLE in article.flags else verdict(article.headline, agreed_title(titles))
        counts[known, genre] += 1
    names = ("equal, alone", "equal, with a kicker", "near", "another", "none", "no title claimed twice", "no article")
    print(markdown_table(("headline", "news", "web"), [(name, str(counts[name, "news"]), str(counts[name, "web"])) for name in names]))


if __name__ == "__main__":
    main()
