"""An article, its page, and what a browser shows of it."""

from __future__ import annotations

from pathlib import Path

from browsing import Browser
from cleaner import Article, Cleaner
from cleaner.viewer import render_page, view_article

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "examples/pasar-pagi.txt").read_text(encoding="utf-8")
CLEANER = Cleaner()
ARTICLE = CLEANER(TEXT)


def write(folder: Path, article: Article, title: str = "An article", url: str | None = None) -> Path:
    page = folder / "page.html"
    page.write_bytes(render_page("article.html", view=view_article(article, title=title, url=url)))
    return page


def shown_lines(browser: Browser) -> list[str]:
    found: list[str] = browser.run("return [...document.querySelectorAll('.line .text')].map((text) => text.textContent)")
    return found
