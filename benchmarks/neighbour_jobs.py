"""One job of `neighbours.py`: the crawl through what users run today for this step, in a process of its own, with one worker.

    python benchmarks/neighbour_jobs.py JOB CRAWL OUTPUT

CRAWL is a folder that holds `documents/pages.jsonl.gz`. Every job reads it and writes what it keeps to OUTPUT.
"""

from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any, Protocol

STARTS = [
    "Read also", "Read more", "Related", "Recommended", "Most read", "You may also like", "Share on", "Follow us", "Subscribe", "Sign up", "Newsletter", "Advertisement",
    "Copyright", "All rights reserved", "Editor", "Reporter", "Source", "Photo", "Tags", "Comments", "Leave a comment", "Download", "Baca juga", "Lihat juga",
    "Simak juga", "Penulis", "Sumber", "Foto", "Topik", "Komentar", "Mehr zum Thema", "Lesen Sie auch", "Lire aussi", "À lire aussi", "Leer también", "Lea también",
    "Te puede interesar", "Leggi anche", "Leia também", "Läs också", "Les også", "Læs også", "Czytaj także", "Читайте также", "Читайте також", "اقرأ أيضا", "और पढ़ें",
    "阅读更多", "相关新闻", "関連記事",
]  # fmt: skip
"""Beginnings of lines, as such lists have them; fifty, to measure the rate with, not to clean with."""


class Job(Protocol):
    """Clean the crawl into the folder."""

    def __call__(self, crawl: Path, output: Path) -> None: ...


def cleaner_run(crawl: Path, output: Path) -> None:
    """`cleaner run`, with all columns."""
    from cleaner.cli import app

    app(["run", str(crawl / "documents/pages.jsonl.gz"), "-o", str(output / "cleaned"), "--processes", "1"], standalone_mode=False)


def datatrove(crawl: Path, output: Path) -> None:
    """datatrove's `C4QualityFilter` as it comes, which counts sentences."""
    _datatrove(crawl, output)


def datatrove_lines(crawl: Path, output: Path) -> None:
    """The same without its count of sentences, which drops documents of few."""
    _datatrove(crawl, output, min_num_sentences=-1)


def _datatrove(crawl: Path, output: Path, **options: Any) -> None:
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.filters import C4QualityFilter
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    steps = [JsonlReader(str(crawl / "documents")), C4QualityFilter(**options), JsonlWriter(str(output / "cleaned"))]
    LocalPipelineExecutor(steps, tasks=1, workers=1, logging_dir=str(output / "logs")).run()


def dolma(crawl: Path, output: Path) -> None:
    """`dolma tag` with the rules of C4, then `dolma mix`, which takes the lines without an end mark out."""
    command, documents = str(Path(sys.executable).with_name("dolma")), str(crawl / "documents/*.gz")
    subprocess.run([command, "tag", "--documents", documents, "--destination", str(crawl / "attributes/c4"), "--taggers", "c4_v2", "--processes", "1"], check=True)
    span = {"span": "$.attributes.c4__c4_v2__lines_with_no_ending_punctuation", "min_score": 0.5, "replacement": ""}
    stream = {
        "name": "cleaned",
        "documents": [documents],
        "attributes": ["c4"],
        "output": {"path": str(output / "cleaned"), "max_size_in_bytes": 1 << 30},
        "span_replacement": [span],
    }
    (output / "mix.json").write_text(json.dumps({"streams": [stream], "processes": 1}), encoding="utf-8")
    subprocess.run([command, "-c", str(output / "mix.json"), "mix"], check=True)


def nemo(crawl: Path, output: Path) -> None:
    """NeMo Curator's `BoilerPlateStringModifier`, on its own Ray."""
    from nemo_curator.backends.xenna import XennaExecutor
    from nemo_curator.pipeline import Pipeline
    from nemo_curator.stages.text.io.reader import JsonlReader
    from nemo_curator.stages.text.io.writer import JsonlWriter
    from nemo_curator.stages.text.modifiers import BoilerPlateStringModifier, Modify

    # It reads no gzip.
    pages = crawl / "pages.jsonl"
    pages.write_bytes(gzip.decompress((crawl / "documents/pages.jsonl.gz").read_bytes()))
    stages = [JsonlReader(file_paths=[str(pages)]), Modify(BoilerPlateStringModifier()), JsonlWriter(path=str(output / "cleaned"))]
    # In its default mode it wants more cores than this machine has.
    Pipeline(name="clean", stages=stages).run(XennaExecutor(config={"execution_mode": "batch"}))


def expressions(crawl: Path, output: Path) -> None:
    """A list of fifty regular expressions in a Scrapy pipeline."""
    _scrapy(crawl, output, {ExpressionPipeline: 300})


def clean_pipeline(crawl: Path, output: Path) -> None:
    """`CleanPipeline` in its place."""
    _scrapy(crawl, output, {"cleaner.adapters.scrapy.CleanPipeline": 300})


class ExpressionPipeline:
    """The usual form: a search a line and expression."""

    def __init__(self) -> None:
        self._expressions = [re.compile(rf"^\s*{re.escape(start)}\b", re.IGNORECASE) for start in STARTS]

    def process_item(self, item: dict[str, Any]) -> dict[str, Any]:
        """Keep the lines that none matches."""
        item["body"] = "\n".join(line for line in item["text"].split("\n") if not any(expression.search(line) for expression in self._expressions))
        return item


def _scrapy(crawl: Path, output: Path, pipelines: Mapping[Any, int]) -> None:
    """A crawl whose items are there already: no network, all else is Scrapy's."""
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Pages(scrapy.Spider):  # type: ignore[misc]
        name = "pages"

        async def start(self) -> AsyncIterator[dict[str, Any]]:
            with gzip.open(crawl / "documents/pages.jsonl.gz") as file:
                for line in file:
                    yield json.loads(line)

    settings = {"ITEM_PIPELINES": dict(pipelines), "FEEDS": {str(output / "cleaned.jsonl"): {"format": "jsonlines"}}, "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False}
    process = CrawlerProcess(settings)
    process.crawl(Pages)
    process.start()


JOBS: Mapping[str, Job] = {
    "cleaner run": cleaner_run,
    "datatrove": datatrove,
    "datatrove, lines": datatrove_lines,
    "dolma": dolma,
    "NeMo Curator": nemo,
    "expressions in Scrapy": expressions,
    "CleanPipeline in Scrapy": clean_pipeline,
}


if __name__ == "__main__":
    JOBS[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
