"""`cleaner FILE --show -o PAGE`: write a page that shows the article's lines in colour, with what decided."""

from __future__ import annotations

from pathlib import Path

from cleaner import Article
from cleaner.cli.exits import fail


def write_page(article: Article, source: str, output: Path, url: str | None) -> None:
    """Write the page of one article; `source` is the file that it was read from, or `-`."""
    if source != "-" and output.exists() and output.samefile(source):
        fail(f"{output}: this is the file that is cleaned; name another one for the page")
    title = article.headline.partition("\n")[0] or ("standard input" if source == "-" else Path(source).name)
    try:
        from cleaner.viewer import render_page, view_article

        view = view_article(article, title=title, url=url)
        output.write_bytes(render_page("article.html", view=view))
    except ModuleNotFoundError as missing:
        fail(str(missing))
    except OSError as error:
        fail(f"{output}: {error.strerror}")
