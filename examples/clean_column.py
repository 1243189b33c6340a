"""Clean a column of a pandas frame, here of a CSV file: python examples/clean_column.py STORIES.csv CLEANED.csv

The file has the columns `text` and `url`; beside them come `body`, `teasers` and `flags`. Needs pandas.
"""

from __future__ import annotations

import sys

import pandas as pd

from cleaner import Cleaner


def main(source: str, target: str) -> None:
    stories = pd.read_csv(source)
    cleaner = Cleaner()
    articles = [cleaner(text, url=url) for text, url in zip(stories["text"], stories["url"], strict=True)]
    stories["body"] = [article.body for article in articles]
    stories["teasers"] = [len(article.teasers) for article in articles]
    stories["flags"] = [", ".join(sorted(article.flags)) for article in articles]
    stories.to_csv(target, index=False)
    print(stories[["url", "teasers", "flags"]].to_string(index=False))


if __name__ == "__main__":
    main(*sys.argv[1:3])
