"""Public article extractors, each as a function from a page to the text of its article."""

from __future__ import annotations

import gzip
import logging
import warnings
from collections.abc import Callable, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

Extract = Callable[[bytes], str]


def trafilatura(**options: Any) -> Extract:
    extract = import_module("trafilatura").extract
    return lambda page: extract(page, include_comments=False, **options) or ""


def resiliparse() -> Extract:
    extract, decode = import_module("resiliparse.extract.html2text").extract_plain_text, _decoder()
    return lambda page: extract(decode(page), main_content=True, alt_texts=False, list_bullets=False)


def readability() -> Extract:
    document, html, decode = import_module("readability").Document, import_module("lxml.html"), _decoder()
    return lambda page: html.fromstring(document(decode(page)).summary()).text_content()


def newspaper4k() -> Extract:
    article, decode = import_module("newspaper").Article, _decoder()

    def extract(page: bytes) -> str:
        found = article("https://example.org/", fetch_images=False)
        found.download(input_html=decode(page))
        found.parse()
        return str(found.text)

    return extract


def justext() -> Extract:
    module = import_module("justext")
    # No page is told what language it is in: all stop words together, as its authors advise for mixed pages.
    words = frozenset().union(*(module.get_stoplist(name) for name in module.get_stoplists()))
    return lambda page: "\n".join(paragraph.text for paragraph in module.justext(page, words) if not paragraph.is_boilerplate)


def boilerpy3() -> Extract:
    extractor, decode = import_module("boilerpy3.extractors").ArticleExtractor(raise_on_failure=False), _decoder()
    return lambda page: str(extractor.get_content(decode(page)))


def goose3() -> Extract:
    goose, decode = import_module("goose3").Goose({"enable_image_fetching": False}), _decoder()
    return lambda page: str(goose.extract(raw_html=decode(page)).cleaned_text)


def turbohtml() -> Extract:
    module, decode = import_module("turbohtml"), _decoder()

    def extract(page: bytes) -> str:
        found = module.parse(decode(page)).article()
        return found.text if found else ""

    return extract


def _decoder() -> Callable[[bytes], str]:
    """Extractors that take text only get what `cleaner` reads from the bytes, so that encodings cost none of them a line."""
    decode: Callable[[bytes], str] = import_module("cleaner.reading.encoding").decode
    return decode


EXTRACTORS: Mapping[str, tuple[str, Callable[[], Extract]]] = {
    "trafilatura": ("trafilatura", trafilatura),
    "trafilatura, favor_precision": ("trafilatura", lambda: trafilatura(favor_precision=True)),
    "trafilatura, favor_recall": ("trafilatura", lambda: trafilatura(favor_recall=True)),
    "resiliparse, main content": ("resiliparse", resiliparse),
    "readability-lxml": ("readability-lxml", readability),
    "newspaper4k": ("newspaper4k", newspaper4k),
    "jusText": ("jusText", justext),
    "boilerpy3": ("boilerpy3", boilerpy3),
    "goose3": ("goose3", goose3),
    "turbohtml": ("turbohtml", turbohtml),
}
"""Name in the table: the distribution, and what makes the function."""


def ready(name: str) -> tuple[Extract, str] | None:
    """Return an extractor and its version; None where it is not installed."""
    distribution, make = EXTRACTORS[name]
    logging.disable(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return make(), version(distribution)
        except (ImportError, PackageNotFoundError):
            return None


@cache
def page_bytes(path: Path) -> bytes:
    """The page as it was stored."""
    return gzip.decompress(path.read_bytes())
