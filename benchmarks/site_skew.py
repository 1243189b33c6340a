"""Skewed hosts: how large does the site memory get, how sure is what it tells, and does any task get too much?

    python benchmarks/site_skew.py --write docs/benchmark-site-skew.md

Sites have pages after Zipf's law: the site of rank r has a share of 1/r**s of them. Three exponents bracket what is known of the web. The first table
computes a crawl of 3 billion pages from the law. The second makes a smaller crawl page by page and puts it through the library's own functions: each
line of a site's furniture stands on a known share of its pages, and what the memory tells is held against that share.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from hashlib import blake2b
from math import sqrt
from pathlib import Path

import numpy as np

from cleaner.adapters.spark_memory import LEARNING_PARTS, PAGES_A_PART
from cleaner.memory import Page, count_pages, keep_pages, read_page
from cleaner.memory.pages import MOST_PAGES
from cleaner.reading.addresses import page_key
from crawl import documents
from report import markdown_table, percent, progress

PAGES, HOSTS = 3_000_000_000, 50_000_000
"""About a Common Crawl month."""
EXPONENTS = (0.8, 1.0, 1.2)
TASKS = 10_000
SIMULATED, SITES = 400_000, 300
SHARES = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 0.9)
"""On what share of a site's pages its lines stand."""
SEED = 0


def main() -> None:
    """Compute, simulate, print, write."""
    command = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    command.add_argument("--write", type=Path, metavar="FILE.md", help="write the page to this file too")
    given = command.parse_args()
    page = write_page()
    print(page)
    if given.write:
        given.write.write_text(page, encoding="utf-8")


def sizes(exponent: float, pages: int, hosts: int) -> np.ndarray:
    """Pages of each site, the largest first; every site has one at least."""
    law = np.arange(1, hosts + 1, dtype=np.float64) ** -exponent
    return np.maximum(1, np.round(law * (pages / law.sum()))).astype(np.int64)


def bytes_a_page() -> float:
    """Mean size of what is kept of a page: hashes of lines and titles, its number, and the name of its site."""
    kept = [read_page(url, text) for _, url, text in documents(2000)]
    found = [len(page.lines) + len(page.titles) + 8 + len(page.site) for page in kept if page]
    return sum(found) / len(found)


def crawl_row(exponent: float, size: float) -> list[str]:
    """A whole crawl under one exponent."""
    progress(f"3 billion pages, exponent {exponent}")
    pages = sizes(exponent, PAGES, HOSTS)
    kept = np.minimum(pages, MOST_PAGES)
    parts = np.ceil(pages / PAGES_A_PART).astype(np.int64)
    copies = int((kept * (parts - 1)).sum())
    largest_learned = max(int(pages[0]) // LEARNING_PARTS, MOST_PAGES * LEARNING_PARTS)
    return [
        f"{exponent}", percent(pages[0] / pages.sum()), f"{int((pages > MOST_PAGES).sum()):,}", percent(kept.sum() / pages.sum()), f"{kept.sum() * size / 1e12:.2f} TB",
        f"{int((pages > PAGES_A_PART).sum()):,}", percent(copies / kept.sum()), f"{_busiest(pages):.1f}", f"{_busiest_of_parts(pages):.2f}", f"{largest_learned:,}",
    ]  # fmt: skip


def _busiest(pages: np.ndarray) -> float:
    """Load of the fullest of the tasks, mean = 1, where each site goes to one of them by hash."""
    drawn = np.random.default_rng(SEED)
    load = np.bincount(drawn.integers(TASKS, size=len(pages)), weights=pages, minlength=TASKS)
    return float(load.max() / load.mean())


def _busiest_of_parts(pages: np.ndarray) -> float:
    """The same where each part of a site goes to one of them."""
    parts = np.ceil(pages / PAGES_A_PART).astype(np.int64)
    return _busiest(np.repeat(pages / parts, parts))


def site_pages(site: int, count: int) -> Iterator[Page]:
    """The pages of a site of the small crawl; a line of share p stands on each page with probability p."""
    drawn = random.Random(f"{SEED} {site}")
    lines = [blake2b(f"{site} {share}".encode(), digest_size=8).digest() for share in SHARES]
    for number in range(count):
        own = number.to_bytes(8)
        seen = [line for line, share in zip(lines, SHARES, strict=True) if drawn.random() < share]
        yield Page(f"site-{site}", page_key(f"https://site-{site}.example/{number}"), b"".join(sorted([own, *seen])), b"")


def simulate() -> dict[float, list[tuple[float, int]]]:
    """By share: how far the memory's share is from that on all pages of the site, and how many pages it knows, for each site that is not kept whole."""
    errors: dict[float, list[tuple[float, int]]] = {share: [] for share in SHARES}
    for site, count in enumerate(sizes(1.0, SIMULATED, SITES)):
        if count <= MOST_PAGES:
            break
        pages = list(site_pages(site, int(count)))
        kept = _kept_in_parts(pages)
        known = count_pages(kept)
        for share in SHARES:
            line = blake2b(f"{site} {share}".encode(), digest_size=8).digest()
            true = sum(line in _lines(page) for page in pages) / len(pages)
            errors[share].append((known.of_line(int.from_bytes(line, "little")) / known.pages - true, known.pages))
    return errors


def _lines(page: Page) -> set[bytes]:
    return {page.lines[start : start + 8] for start in range(0, len(page.lines), 8)}


def _kept_in_parts(pages: list[Page]) -> list[Page]:
    """What two stages keep, as in Spark; that it is what one stage keeps is checked."""
    stages = keep_pages(page for part in range(LEARNING_PARTS) for page in keep_pages(page for page in pages if page.key % LEARNING_PARTS == part))
    assert stages == keep_pages(pages)
    return stages


def error_rows() -> Iterator[list[str]]:
    """For each share: the errors seen, and the bound."""
    progress(f"{SIMULATED:,} pages of {SITES} sites")
    for share, found in simulate().items():
        bound = 2 * sqrt(share * (1 - share) / MOST_PAGES)
        errors = [abs(error) for error, _ in found]
        within = sum(error <= bound for error in errors) / len(errors)
        yield [percent(share), f"{len(found)}", percent(sum(errors) / len(errors)), percent(max(errors)), percent(bound), f"{within:.0%}"]


def write_page() -> str:
    """The page of the docs."""
    size = bytes_a_page()
    head = [
        "exponent", "largest site", f"sites over {MOST_PAGES:,} pages", "pages kept", "memory", f"sites over {PAGES_A_PART:,} pages", "copies of memory",
        "fullest task, site whole", "fullest task, in parts", "most rows a learning task",
    ]  # fmt: skip
    parts = [
        "# Skewed hosts, computed and simulated", "Made by `python benchmarks/site_skew.py --write docs/benchmark-site-skew.md`; do not edit.",
        f"## A crawl of {PAGES / 1e9:.0f} billion pages on {HOSTS / 1e6:.0f} million hosts",
        f"Zipf's law, computed; {TASKS:,} tasks. A page takes {size:.0f} bytes in the memory: measured on 2,000 documents of "
        "`benchmarks/crawl.py`. *fullest task*: pages of the fullest task, mean = 1.",
        markdown_table(head, [crawl_row(exponent, size) for exponent in EXPONENTS]),
        "## How sure is the memory of a site of which it keeps 2,000 pages",
        f"{SIMULATED:,} pages of {SITES} sites, exponent 1, through `keep_pages` in {LEARNING_PARTS} parts and then in one, and `count_pages`. *error*: the "
        "memory's share of pages with a line, less that of all pages of the site. *bound*: two standard errors of a sample of that size.",
        markdown_table(["line stands on", "sites", "mean error", "largest error", "bound", "within the bound"], error_rows()),
    ]  # fmt: skip
    return "\n\n".join(parts) + "\n"


if __name__ == "__main__":
    main()
