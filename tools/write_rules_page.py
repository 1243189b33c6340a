"""Write the pages that are made from the rules: python tools/write_rules_page.py [--check]

`docs/rules.md` lists every rule and every kind of phrase, `docs/languages.md` what each language file covers.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

import pages

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from cleaner.rules import Rule, boxes, claims, fragments, language, links, markup, phrases, place, rows, sections, shape, signs, site, topic, voice  # noqa: E402
from cleaner.rules.kinds import ANCHORS, KINDS  # noqa: E402
from cleaner.rules.page_document import PageRule  # noqa: E402
from cleaner.rules.shipped import read_languages  # noqa: E402
from cleaner.rules.tables import RuleFile  # noqa: E402
from report import markdown_table  # noqa: E402

FAMILIES = (shape, language, signs, rows, place, fragments, topic, phrases, voice, site, markup, links, claims, boxes, sections)
GROUPS = tuple(dict.fromkeys(kind.partition(".")[0] for kind in KINDS))
NO_SCORE = ("–", "–")
Phrases = Mapping[str, set[str]]
"""The distinct phrases of one language file, by kind."""

_RULES = """# Rules

Made by `python tools/write_rules_page.py`; do not edit.

A rule looks at one thing in every line and names what it sees. It decides nothing: how much each value speaks for each label is in the
[weights](../src/cleaner/weights.json), which are [fitted](how-it-works.md#decide). The last five families look at [pages](html.md) only, which have
[weights of their own](../src/cleaner/page_weights.json).

In an explanation, `size` is the rule on the line itself, `size before` and `size after` the rule on the line before and after (`edge` where there is none), and
`size × end_mark` two observations together.

{count} rules: {families}.

{sections}

## Phrases by kind

Each kind is a rule. Its values: `none`, {anchors}. A phrase is written under one anchor and found at that or a narrower one: `start` covers
`colon` and `line`, `colon` covers `line`. The value is how it stands in the line at hand.

The phrases are in the [language files](languages.md); [add a language](add-a-language.md) tells how to write them, [your own rules](your-own-rules.md) how to add yours.
Of each kind: how many distinct phrases each language has.

{kinds}
"""

_LANGUAGES = """# Languages

Made by `python tools/write_rules_page.py`; do not edit.

How many distinct phrases each [language file](../src/cleaner/languages) holds, by group of [kinds](rules.md#phrases-by-kind); a phrase that stands in two groups
counts in both, and once in the total. All languages are loaded at once; `language=` narrows the phrases to the languages named and English. Text in a language without a file is
read too: rules of the other families need no phrases.

*strip F1* and *body lost* are those of the [benchmark](benchmark-accuracy.md), cross-validated by site, where it has ten documents or more
in the language.

{table}
"""


def main() -> None:
    """Write or check both pages."""
    pages.main(__doc__, made())


def made() -> dict[Path, str]:
    """The pages as they should be."""
    files = dict(sorted(read_languages().items()))
    counted = {code: by_kind(file) for code, file in files.items()}
    return {ROOT / "docs/rules.md": rules_page(counted), ROOT / "docs/languages.md": languages_page(files, counted)}


def by_kind(file: RuleFile) -> Phrases:
    """The distinct phrases of a file as written, by kind."""
    return {kind: {phrase for table in file.tables if table.kind == kind for _, phrase in table.phrases} for kind in KINDS}


def rules_page(counted: Mapping[str, Phrases]) -> str:
    """Every rule by family, then every kind of phrase."""
    families = {_title(family): [rule for rule in family.RULES if rule.name not in KINDS] for family in FAMILIES}
    sections = [_section(_title(family), family.__doc__ or "", families[_title(family)]) for family in FAMILIES]
    return _RULES.format(
        count=sum(map(len, families.values())) + len(KINDS),
        families=", ".join(f"[{title.lower()}](#{title.lower()}) {len(rules)}" for title, rules in families.items()) + f", [kinds of phrase](#phrases-by-kind) {len(KINDS)}",
        sections="\n\n".join(sections),
        anchors=", ".join(f"`{anchor}` ({why})" for anchor, why in ANCHORS.items()),
        kinds="\n\n".join(_kind(kind, counted) for kind in KINDS),
    )


def _title(family: object) -> str:
    return str(getattr(family, "__name__", "")).rpartition(".")[2].capitalize()


def _section(title: str, told: str, rules: Iterable[Rule | PageRule]) -> str:
    summary, _, more = told.strip().partition("\n\n")
    about = [f"## {title}", _sentence(summary.partition(": ")[2]), *filter(None, [" ".join(more.split())])]
    return "\n\n".join([*about, *(_rule(rule) for rule in rules)])


def _sentence(text: str) -> str:
    flowing = " ".join(text.split())
    return flowing[:1].upper() + flowing[1:]


def _rule(rule: Rule | PageRule) -> str:
    return f"### {rule.name}\n\n{rule.why}\n\nValues: {', '.join(f'`{value}`' for value in rule.values)}."


def _kind(kind: str, counted: Mapping[str, Phrases]) -> str:
    counts = {code: len(found[kind]) for code, found in counted.items()}
    having = ", ".join(f"{code} {count}" for code, count in counts.items() if count)
    return f"### {kind}\n\n{_sentence(KINDS[kind])}. {sum(counts.values()):,} in {sum(map(bool, counts.values()))} languages: {having}."


def languages_page(files: Mapping[str, RuleFile], counted: Mapping[str, Phrases]) -> str:
    """A row for each language, and one for all."""
    rows = {code: _counts(found) for code, found in counted.items()}
    scores = scores_by_language()
    table = [[f"`{code}`", files[code].name, *map(_number, row), *scores.get(code, NO_SCORE)] for code, row in rows.items()]
    totals = [sum(column) for column in zip(*rows.values(), strict=True)]
    table.append(["**all**", f"{len(files)} languages", *map(_number, totals), *NO_SCORE])
    return _LANGUAGES.format(table=markdown_table(["code", "language", *GROUPS, "total", "strip F1", "body lost"], table, left=2))


def scores_by_language() -> dict[str, tuple[str, str]]:
    """Strip F1 and body lost of the languages that the accuracy page has a row for."""
    _, _, section = (ROOT / "docs/benchmark-accuracy.md").read_text(encoding="utf-8").partition("\n## By language\n")
    rows = [[cell.strip() for cell in row.split("|")[1:-1]] for row in section.partition("\n## ")[0].splitlines() if row.startswith("| `")]
    return {language.strip("`"): (f1, lost) for language, _, _, _, _, _, f1, lost, _ in rows}


def _counts(found: Phrases) -> list[int]:
    groups = [set[str]().union(*(found[kind] for kind in KINDS if kind.startswith(f"{group}."))) for group in GROUPS]
    return [*map(len, groups), len(set().union(*groups))]


def _number(count: int) -> str:
    return f"{count:,}"


if __name__ == "__main__":
    main()
