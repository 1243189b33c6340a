"""Check language files: python tools/check_languages.py [CODE …]: keys, examples, counts, and what fires on labelled body lines."""

from __future__ import annotations

import collections
import json
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "src"))
from cleaner.reading.folding import fold  # noqa: E402
from cleaner.reading.wording import split_words  # noqa: E402
from cleaner.rules.kinds import KINDS, WORDS  # noqa: E402
from cleaner.rules.matching import PhraseIndex, trim  # noqa: E402
from cleaner.rules.tables import RuleError, read_rule_file  # noqa: E402

DEV = ROOT.parent / "shared/data/dev/lines.jsonl"


def find(index, line):
    trimmed = trim(fold(line))
    return index.find(trimmed, set(split_words([trimmed])[0]))


def main(codes):
    files = {}
    for path in sorted((ROOT / "src/cleaner/languages").glob("*.toml")):
        try:
            files[path.stem] = read_rule_file(path)
        except RuleError as error:
            print("ERROR", error)
    everything = PhraseIndex(table for file in files.values() for table in file.tables)
    docs = [json.loads(line) for line in DEV.open(encoding="utf8")] if DEV.exists() else []
    for code in codes or files:
        if code not in files:
            print("ERROR", code, "no such file, or broken")
            continue
        file = files[code]
        missing = set(KINDS) - {table.kind for table in file.tables}
        count = len({phrase for table in file.tables for _, phrase in table.phrases})
        print(f"{code}: {count} phrases" + (f"; MISSING {sorted(missing)}" if missing else "") + (f"; MISSING words {sorted(set(WORDS) - set(file.words))}" if set(WORDS) - set(file.words) else ""))
        for table in file.tables:
            if len(table.match) < 2 or len(table.keep) < 2:
                print("  FEW", table.source, "needs two match and two keep lines")
            alone = PhraseIndex([table])
            for line in table.match:
                if not find(alone, line):
                    print("  NO MATCH", table.source, "|", line)
            for line in table.keep:
                for kind, anchor, hit in find(everything, line):
                    if not kind.startswith("body") and (anchor in ("line", "colon", "start") or hit.kind == table.kind):
                        print("  KEEP FIRES", table.source, "|", line, "| by", hit.source, anchor)
    print("\nlines of the development data labelled body in which a phrase of these files fires (the phrase is wrong unless the line is mislabelled):")
    shown = collections.Counter()
    mine = PhraseIndex(table for code in (codes or files) if code in files for table in files[code].tables)
    for doc in docs:
        for line, label in zip(doc["lines"], doc["labels"]):
            if label == "B" and len(line) < 2000:
                for kind, anchor, hit in find(mine, line):
                    if kind.startswith(("body", "caption")):
                        continue
                    shown[kind, anchor] += 1
                    print(f"  {doc['lang']} {hit.source} {anchor} | {line[:110]}")
    print(sum(shown.values()), "firings in", sum(doc["labels"].count("B") for doc in docs), "body lines")


main(sys.argv[1:])
