"""Check language files: python tools/check_languages.py [CODE …]

Prints what is wrong with their keys and examples, how many phrases they hold and, where the development data lies beside the
project, which phrases fire on lines labelled body: such a phrase is wrong unless the line is mislabelled.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))

from cleaner.reading.folding import fold  # noqa: E402
from cleaner.reading.wording import split_words  # noqa: E402
from cleaner.rules.kinds import KINDS, WORDS, is_sites  # noqa: E402
from cleaner.rules.matching import Hit, PhraseIndex, trim  # noqa: E402
from cleaner.rules.shipped import FOLDER  # noqa: E402
from cleaner.rules.tables import RuleError, RuleFile, Table, read_rule_file  # noqa: E402

DEVELOPMENT = ROOT.parent / "shared/data/dev/lines.jsonl"
LONGEST = 2000


def main(codes: Sequence[str]) -> None:
    """Check these languages, or all."""
    files = dict(_read(codes))
    everything = PhraseIndex.of(table for file in files.values() for table in file.tables)
    for code in codes or files:
        if code in files:
            print("\n".join(_report(code, files[code], everything)))
    mine = PhraseIndex.of(table for code in codes or files if code in files for table in files[code].tables)
    if DEVELOPMENT.exists():
        print("\n".join(_on_body(mine)))


def _read(codes: Sequence[str]) -> Iterator[tuple[str, RuleFile]]:
    for path in sorted(FOLDER.glob("*.toml")):
        try:
            yield path.stem, read_rule_file(path)
        except RuleError as error:
            print("ERROR", error)
    for code in codes:
        if not (FOLDER / f"{code}.toml").exists():
            print(f"ERROR {code}: there is no {code}.toml")


def _report(code: str, file: RuleFile, everything: PhraseIndex) -> Iterator[str]:
    phrases = {phrase for table in file.tables for _, phrase in table.phrases}
    missing = [*(KINDS.keys() - {table.kind for table in file.tables}), *(WORDS.keys() - file.words.keys())]
    yield f"{code}: {len(phrases)} phrases" + (f"; missing: {', '.join(sorted(missing))}" if missing else "")
    for table in file.tables:
        yield from _examples(table, everything)


def _examples(table: Table, everything: PhraseIndex) -> Iterator[str]:
    alone = PhraseIndex.of([table])
    if min(len(table.match), len(table.keep)) < 2:
        yield f"  {table.source}: two match lines and two keep lines are needed"
    for line in table.match:
        if not _find(alone, line):
            yield f"  {table.source}: no phrase fires on the match line {line!r}"
    for line in table.keep:
        for hit in _find(everything, line):
            if not hit.kind.startswith("body") and (hit.anchor in ("line", "colon", "start") or hit.kind == table.kind):
                yield f"  {table.source}: {hit.table.source} ({hit.anchor}) fires on the keep line {line!r}"


def _on_body(index: PhraseIndex) -> Iterator[str]:
    documents: list[Mapping[str, str]] = [json.loads(row) for row in DEVELOPMENT.open(encoding="utf-8")]
    for document in documents:
        for line, label in zip(document["lines"], document["labels"], strict=True):
            if label == "B" and len(line) < LONGEST:
                hits = (hit for hit in _find(index, line) if is_sites(hit.kind))
                yield from (f"  {document['lang']} {hit.table.source} ({hit.anchor}) fires on a body line: {line[:110]}" for hit in hits)


def _find(index: PhraseIndex, line: str) -> list[Hit]:
    trimmed = trim(fold(line))
    return index.find(trimmed, set(split_words([trimmed])[0]))


if __name__ == "__main__":
    main(sys.argv[1:])
