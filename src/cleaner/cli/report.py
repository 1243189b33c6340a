"""`cleaner report OUTPUT… -o PAGE`: a page on what a run removed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleaner.cli.deciding import ConfidenceOption, LanguageOption, MemoryOption, RulesOption, cleaner_of
from cleaner.cli.exits import fail


def report(
    outputs: Annotated[list[str], typer.Argument(metavar="OUTPUT", help="What [bold]cleaner run[/bold] wrote: folders of shards, or files.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The page to write (HTML).")],
    text_field: Annotated[str | None, typer.Option(help="Field that holds the text, where it is not text or content.")] = None,
    url_field: Annotated[str, typer.Option(help="Field that holds the page's address.")] = "url",
    rules: RulesOption = None,
    language: LanguageOption = None,
    memory: MemoryOption = None,
    min_confidence: ConfidenceOption = None,
) -> None:
    """Write a page on what a run removed: shares by label and site, the lines to look at, and the documents.

    Records hold labels, not reasons: to show these, give the options that decided in the run once more.

    The page is one file, without anything from elsewhere. Exit status: 0 it was written, 2 the input or an option is wrong.
    """
    try:
        from cleaner.jobs.errors import JobError
        from cleaner.report import ReportError, make_report
        from cleaner.report.records import Names
    except ModuleNotFoundError as missing:
        fail(f"the report needs {missing.name}; install it with: pip install 'article-cleaner[report]'")
    cleaner = cleaner_of(rules, memory, language, min_confidence)
    try:
        made = make_report(outputs, cleaner, Names(text_field, url_field))
        output.write_bytes(made.page)
    except (JobError, ReportError, ValueError) as error:
        fail(str(error))
    except OSError as error:
        fail(f"{error.filename or output}: {error.strerror or error}")
    typer.echo(f"{output}: {made.documents:,} documents, {made.failures:,} failures, {len(made.page) / 1e6:.1f} MB", err=True)
