"""Two public benchmarks of article extraction, given as checkouts.

    python benchmarks/public_pages.py scrapinghub CHECKOUT     writes CHECKOUT/output/cleaner.json for its own evaluate.py
    python benchmarks/public_pages.py fundus CHECKOUT          prints the mean F1 over paragraphs, and the share of perfect pages

scrapinghub: github.com/scrapinghub/article-extraction-benchmark (`html/ID.html.gz`, `ground-truth.json`). Fundus: github.com/dobbersc/fundus-evaluation
(`dataset/html/NAME.html.gz`, `dataset/ground_truth.json`: paragraphs, those in square brackets optional).
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from statistics import fmean

from cleaner import Article, Cleaner, Label


def read(path: Path, url: str | None, cleaner: Cleaner) -> Article:
    """Clean a page that is stored compressed."""
    return cleaner(gzip.decompress(path.read_bytes()), url=url)


def write_scrapinghub(folder: Path) -> Path:
    """Write the bodies in the form that the benchmark's own evaluation reads."""
    truth = json.loads((folder / "ground-truth.json").read_text(encoding="utf-8"))
    cleaner = Cleaner()
    found = {name: {"articleBody": read(folder / "html" / f"{name}.html.gz", item.get("url"), cleaner).body} for name, item in truth.items()}
    output = folder / "output" / "cleaner.json"
    output.parent.mkdir(exist_ok=True)
    output.write_text(json.dumps(found, ensure_ascii=False, sort_keys=True, indent=1), encoding="utf-8")
    return output


def paragraphs(article: Article) -> list[str]:
    """The body lines, white space folded."""
    return [" ".join(line.text.split()) for line in article.lines if line.label is Label.BODY]


def score_paragraphs(expected: Sequence[str], found: Sequence[str]) -> float:
    """F1 over exactly equal paragraphs; a paragraph in square brackets may be there or not.

    >>> score_paragraphs(["One.", "[Optional.]", "Two."], ["One.", "Optional.", "Three."])
    0.5
    """
    optional = {paragraph[1:-1] for paragraph in expected if paragraph.startswith("[") and paragraph.endswith("]")}
    wanted = Counter(_folded(paragraph for paragraph in expected if not (paragraph.startswith("[") and paragraph.endswith("]"))))
    got = Counter(paragraph for paragraph in found if paragraph not in {" ".join(one.split()) for one in optional} or paragraph in wanted)
    if not wanted and not got:
        return 1.0
    right = sum((wanted & got).values())
    return 2 * right / (sum(wanted.values()) + sum(got.values()))


def _folded(texts: Iterable[str]) -> list[str]:
    return [" ".join(text.split()) for text in texts]


def score_fundus(folder: Path) -> dict[str, float]:
    """Score every page of the set: mean F1, and the share of pages with every paragraph right."""
    truth = json.loads((folder / "dataset" / "ground_truth.json").read_text(encoding="utf-8"))
    cleaner = Cleaner()
    scores = {
        name: score_paragraphs(item["body"], paragraphs(read(_page(folder / "dataset" / "html", name), item.get("url"), cleaner)))
        for name, item in truth.items()
    }  # fmt: skip
    return {"pages": len(scores), "mean F1": round(fmean(scores.values()), 4), "perfect pages": round(fmean(score == 1 for score in scores.values()), 4)}


def _page(folder: Path, name: str) -> Path:
    """Names in the set come with and without their ending."""
    return next(path for path in (folder / name, folder / f"{name}.html.gz", folder / f"{name}.gz") if path.is_file())


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("benchmark", choices=("scrapinghub", "fundus"))
    arguments.add_argument("checkout", type=Path)
    given = arguments.parse_args()
    print(f"wrote {write_scrapinghub(given.checkout)}" if given.benchmark == "scrapinghub" else json.dumps(score_fundus(given.checkout)))


if __name__ == "__main__":
    main()
