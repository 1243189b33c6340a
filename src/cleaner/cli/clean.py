"""`cleaner [FILE|-]`: clean a file or standard input and print what is asked for."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from cleaner import Article, Label
from cleaner.cli.deciding import ConfidenceOption, LanguageOption, MemoryOption, RulesOption, cleaner_of
from cleaner.cli.exits import fail
from cleaner.cli.show import write_page

COLOURS = {
    Label.BODY: "",
    Label.HEADLINE: "bold",
    Label.TEASER: "magenta",
    Label.CREDIT: "cyan",
    Label.FOOTER: "yellow",
    Label.PROMO: "red",
    Label.CAPTION: "green",
}
PAGE_SUFFIXES = (".html", ".htm")
"""Such a file is read as a page, whose encoding it tells itself; of anything else, `clean` sees whether it is one."""


class Part(StrEnum):
    """What can be printed alone."""

    BODY = "body"
    HEADLINE = "headline"
    TEASERS = "teasers"
    CREDITS = "credits"
    FOOTER = "footer"
    PROMOS = "promos"
    CAPTIONS = "captions"


def clean_file(
    file: Annotated[str, typer.Argument(metavar="FILE", help="A text in UTF-8, or a page (.html, .htm) as it came from the wire; [bold]-[/bold] reads standard input.")] = "-",
    show: Annotated[bool, typer.Option("--show", help="Print every line with its label in the gutter.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="With [bold]--show[/bold]: write a page (HTML) that shows the lines in colour, with reasons.")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Print every line with the terms that decided.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
    part: Annotated[Part | None, typer.Option(help="Print one part alone, a line each.")] = None,
    url: Annotated[str | None, typer.Option(help="The page's address, for rules that name a host and for the site memory.")] = None,
    rules: RulesOption = None,
    language: LanguageOption = None,
    memory: MemoryOption = None,
    min_confidence: ConfidenceOption = None,
) -> None:
    """Print the body of an article: without teasers, credits, footer and promos.

    Exit status: 0 a body was found, 1 none was, 2 the input or an option is wrong.
    """
    if show + explain + as_json + (part is not None) > 1:
        fail("choose one of --show, --explain, --json and --part")
    if output and not show:
        fail("-o writes the page that --show makes; add --show, or redirect what is printed: > FILE")
    article = cleaner_of(rules, memory, language, min_confidence)(_read(file), url=url)
    if output:
        write_page(article, file, output, url)
    elif show:
        _show(article)
    else:
        _write(_output(article, explain, as_json, part))
    raise typer.Exit(0 if article.body.strip() else 1)


def _read(name: str) -> str | bytes:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return data if Path(name).suffix.lower() in PAGE_SUFFIXES else data.decode("utf-8-sig")
    except OSError as error:
        fail(f"{name}: {error.strerror}")
    except UnicodeDecodeError as error:
        fail(f"{name}: not UTF-8 at byte {error.start}; convert it first, for example with iconv -f LATIN1 -t UTF-8")


def _output(article: Article, explain: bool, as_json: bool, part: Part | None) -> str:
    if explain:
        return article.explain()
    if as_json:
        return json.dumps(article.to_dict(), ensure_ascii=False)
    found = article.body if part is None else getattr(article, part.value)
    return found if isinstance(found, str) else "\n".join(found)


def _write(text: str) -> None:
    """Print a result, surrogates and all; a reader that closed the pipe is no error."""
    end = "" if not text or text.endswith("\n") else "\n"
    try:
        sys.stdout.buffer.write(f"{text}{end}".encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        sys.stderr.close()


def _show(article: Article) -> None:
    if not sys.stdout.isatty():
        _write("\n".join(f"{line.label:<8} | {line.text}" for line in article.lines))
        return
    console = Console()
    for line in article.lines:
        gutter = Text(f"{line.label:<8} ", style=COLOURS[line.label] or "dim")
        console.print(gutter.append(line.text, style=COLOURS[line.label]), highlight=False, soft_wrap=True)
