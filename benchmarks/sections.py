"""The tables of the accuracy page, each from tallies or decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from cleaner import Label
from crossvalidation import Validated, score
from labelled import CODES, STRIPPED, Labelled
from line_rules import LINE_RULES
from reliability import bin_names, reliabilities, reliability_rows
from report import between, markdown_table, percent, progress, share
from scores import BODY_LOST, STRIP_F1, Tallies, Tally, difference, interval, tally, total

GROUPS = ("news", "news after trafilatura", "indonesian", "chinese japanese korean", "web", "news, other languages", "all")
SWEEP = tuple(round(0.3 + 0.05 * step, 2) for step in range(14))
FEWEST_DOCUMENTS = 10
"""A language with fewer documents has no row of its own."""
_LABELS = tuple(CODES[code] for code in STRIPPED)


def by_track(tracks: Mapping[str, Tallies]) -> str:
    """Strip precision, recall and F1, body lost and perfect documents: a row for each track and group."""
    head = ["track", "group", "documents", "lines", "precision", "recall", "F1", "95 % interval", "body lost", "95 % interval", "perfect documents", "right label"]
    rows = [_row(track, group, tallies[group]) for track, tallies in tracks.items() for group in GROUPS if group in tallies]
    return markdown_table(head, rows)


def _row(track: str, group: str, sites: Mapping[str, Tally]) -> list[str]:
    whole = total(sites.values())
    by_line = track != "flat"
    return [
        track, group, f"{whole.counts['documents']:,}", f"{whole.lines:,}" if by_line else "–", *_strip(whole), between(interval(sites, STRIP_F1)),
        percent(whole.lost), between(interval(sites, BODY_LOST), percent), *((share(whole.perfect), share(whole.right_label)) if by_line else ("–", "–")),
    ]  # fmt: skip


def _strip(whole: Tally) -> tuple[str, str, str]:
    return share(whole.precision), share(whole.recall), share(whole.f1)


def by_label(tracks: Mapping[str, Tallies]) -> str:
    """Precision and recall of every label that is stripped: a row for each track and group."""
    rows = []
    for track, tallies in tracks.items():
        for group in GROUPS:
            if group in tallies:
                whole = total(tallies[group].values())
                rows.append([track, group, *(_of_label(whole, label) for label in _LABELS)])
    return markdown_table(["track", "group", *_LABELS], rows)


def _of_label(whole: Tally, label: Label) -> str:
    precision, recall = whole.of_label(label)
    count = whole.counts[f"{label} in all"]
    return f"{share(precision)} / {share(recall)} ({count:,})" if count else "–"


def by_language(decided: Iterable[Validated], min_confidence: float) -> str:
    """What is stripped and lost in each language that has documents enough to say anything: a row each."""
    spoken: dict[str, list[Validated]] = {}
    for item in decided:
        spoken.setdefault(item.observed.document.lang, []).append(item)
    rows = []
    for language, items in sorted(spoken.items()):
        if len(items) >= FEWEST_DOCUMENTS:
            sites = score(items, min_confidence)["all"]
            whole = total(sites.values())
            rows.append([f"`{language}`", f"{len(items):,}", f"{len(sites):,}", f"{whole.lines:,}", *_strip(whole), percent(whole.lost), share(whole.perfect)])
    return markdown_table(["language", "documents", "sites", "lines", "precision", "recall", "F1", "body lost", "perfect documents"], rows)


def by_confidence(decided: Iterable[Validated], min_confidence: float) -> str:
    """Mean confidence, share right and lines in bins of confidence: a row for each label given, and one for leaving the body."""
    return markdown_table(["label given", "lines", "gap", *bin_names()], reliability_rows(reliabilities(decided, min_confidence)))


def by_threshold(decided: Sequence[Validated], chosen: float) -> str:
    """What other values of `min_confidence` do; the chosen one stands in bold."""
    head = ["min_confidence", *(f"news {figure}" for figure in ("precision", "recall", "F1", "body lost", "perfect documents"))]
    head += [f"{group} {figure}" for group in ("indonesian", "web") for figure in ("F1", "body lost")]
    rows = []
    for threshold in sorted({*SWEEP, chosen}):
        whole = {group: total(sites.values()) for group, sites in score(decided, threshold).items()}
        news = whole.get("news", Tally())
        others = [whole.get(group, Tally()) for group in ("indonesian", "web")]
        row = [f"{threshold:.2f}", *_strip(news), percent(news.lost), share(news.perfect), *(cell for one in others for cell in (share(one.f1), percent(one.lost)))]
        rows.append([f"**{cell}**" for cell in row] if threshold == chosen else row)
    return markdown_table(head, rows)


def beside_line_rules(documents: Sequence[Labelled], ours: Tallies) -> str:
    """The published line rules on the same lines: on news in full, then F1 and body lost in every group, then what was run."""
    tallies, notes = {"cleaner": ours}, []
    for rule in LINE_RULES:
        progress(f"line rule: {rule.name}")
        if rule.installed:
            tallies[rule.name] = _tally_rule(documents, rule.strip)
        notes.append(f"- *{rule.name}*: {rule.source if rule.installed else f'{rule.package} is not installed; not measured'}.")
    return "\n\n".join([_on_news(tallies, ours), _in_groups(tallies), "\n".join(notes)])


def _tally_rule(documents: Sequence[Labelled], strip: Callable[[Labelled], list[bool]]) -> Tallies:
    def add(one: Tally, document: Labelled) -> None:
        one.add_lines(document, [Label.FOOTER if stripped else Label.BODY for stripped in decided[document.id]])

    decided = {document.id: strip(document) for document in documents}
    return tally(documents, add)


def _on_news(tallies: Mapping[str, Tallies], ours: Tallies) -> str:
    head = ["on news", "precision", "recall", "F1", "95 % interval", "F1 below cleaner's by (paired)", "body lost", "95 % interval", "perfect documents"]
    rows = []
    for name, groups in tallies.items():
        sites = groups["news"]
        whole = total(sites.values())
        below = "–" if groups is ours else between(difference(ours["news"], sites, STRIP_F1))
        lost = between(interval(sites, BODY_LOST), percent)
        rows.append([name, *_strip(whole), between(interval(sites, STRIP_F1)), below, percent(whole.lost), lost, share(whole.perfect)])
    return markdown_table(head, rows)


def _in_groups(tallies: Mapping[str, Tallies]) -> str:
    rows = []
    for name, groups in tallies.items():
        wholes = [total(groups[group].values()) for group in GROUPS if group in groups]
        rows.append([name, *(f"{share(whole.f1)}, {percent(whole.lost)}" for whole in wholes)])
    present = [group for group in GROUPS if group in next(iter(tallies.values()))]
    return markdown_table(["F1, body lost", *present], rows)
