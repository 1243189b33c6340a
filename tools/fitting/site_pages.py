"""Pages of the sites of the labelled documents, with the addresses that the data leave out."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from labelled import Labelled


def address(document: Labelled) -> str:
    """A made-up address: the same for two extractions of one page."""
    return f"https://{document.site}.example/{document.page or document.id}"


def site_pages(documents: Sequence[Labelled], silver: Path | None) -> Iterator[tuple[str, str]]:
    """Address and text of every labelled document, and of every unlabelled article of their sites."""
    for document in documents:
        yield address(document), "\n".join(document.lines)
    sites = {document.site for document in documents}
    if silver:
        with gzip.open(silver, "rt", encoding="utf-8") as rows:
            for number, row in enumerate(map(json.loads, rows)):
                if row["site"] in sites:
                    yield f"https://{row['site']}.example/silver/{number}", "\n".join(row["lines"])
