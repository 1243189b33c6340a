"""A step of a datatrove pipeline: documents go on with the body as their text, and are counted by label."""

from __future__ import annotations

from typing import Any

try:
    from datatrove.data import Document, DocumentsPipeline
    from datatrove.pipeline.base import PipelineStep
except ModuleNotFoundError:  # pragma: no cover - seen in the test of the bare wheel
    raise ModuleNotFoundError("cleaner.adapters.datatrove needs datatrove; install it with: pip install 'article-cleaner[datatrove]'", name="datatrove") from None

from cleaner.adapters.record import cleaned
from cleaner.cleaning import Cleaner
from cleaner.memory import SiteMemory

UNCLEANED = "uncleaned"
"""Key of the metadata that keeps the text as it came, or as it was read from the page: offsets point into it."""


class CleanArticles(PipelineStep):  # type: ignore[misc] # it ships no types
    """Make the article's body the text of each document.

    The metadata get `labels`, `counts`, `flags` and `fingerprint`, as `cleaner.adapters.record` has them, and `uncleaned`. A document
    without a body goes on with an empty text, so that a filter behind it can drop it. The statistics count documents, lines of each
    label (`body`, `teaser`, …) and flags.

    Parameters
    ----------
    url : key of the metadata that holds the address; a document without it has none.
    memory, options : those of `clean`.
    kind : `"text"`, or `"html"` where documents are pages, as `WarcReader` gives them.

    >>> from datatrove.data import Document
    >>> step = CleanArticles()
    >>> (document,) = step.run([Document("The council met on Monday to vote on the budget, and nobody was surprised by the result.\\nShare on Facebook", "1")])
    >>> document.text, document.metadata["counts"]["footer"], step.stats["footer"].total
    ('The council met on Monday to vote on the budget, and nobody was surprised by the result.', 1, 1)
    """

    name = "🧹 cleaner"
    type = "✂️ - FORMAT"

    def __init__(self, url: str = "url", memory: SiteMemory | None = None, kind: str = "text", **options: Any) -> None:
        super().__init__()
        self.url, self.kind = url, kind
        self.cleaner = Cleaner(memory=memory, **options)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        """Clean the documents of one task."""
        for document in data:
            with self.track_time():
                self._clean(document)
            yield document

    def _clean(self, document: Document) -> None:
        article = self.cleaner(document.text, url=document.metadata.get(self.url), kind=self.kind)
        columns: dict[str, Any] = {**cleaned(article)}
        document.text = columns.pop("body")
        document.metadata |= {**columns, UNCLEANED: article.text}
        self.stat_update("total", *columns["flags"])
        for label, lines in columns["counts"].items():
            self.stat_update(label, value=lines, unit="doc")
