"""What `clean` gives back: an article, its lines, and why each line is what it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Any


class Label(StrEnum):
    """What a line is. Only `body` lines make the body."""

    BODY = "body"
    """What the author wrote as the content of this article."""
    HEADLINE = "headline"
    """This article's own title or kicker."""
    TEASER = "teaser"
    """Leads to another article, page or video of the site."""
    CREDIT = "credit"
    """Who, when, whence: author, editor, agency, time, source."""
    FOOTER = "footer"
    """The site's frame, wherever it stands: menus, tags, share, comments, copyright."""
    PROMO = "promo"
    """Speaks to the reader as a customer, or is an advert."""
    CAPTION = "caption"
    """Describes a picture or video."""


class Flag(StrEnum):
    """What a job should look at before it trusts a result."""

    NO_ARTICLE = "no article"
    """Nothing that could be an article was found: the body is empty, or, of a page, too short for one."""
    MUCH_REMOVED = "much removed"
    """More than half of the characters left the body."""
    OVER_BOUND = "over bound"
    """Longer, or of more lines, than the stated bounds: a text passed through unchanged, all of it as body; a page was not read, or its lines passed through undecided."""


@dataclass(frozen=True, slots=True)
class Reason:
    """One term of a decision, in log units (nats): above zero speaks for the line's leaving the body, below for its staying."""

    name: str
    """The rule, or `bias`, `lines before`, `lines after`, `other labels`, `calibration`, `pinned`."""
    value: str
    """What the rule saw; for a phrase, the file and table that hold it."""
    weight: float
    """Log units; the weights of a line add up to `log((1 - p_body) / p_body)`."""


@dataclass(frozen=True)
class Line:
    """One line, or one piece of a line that held several things."""

    text: str
    """As it stands in `article.text[start:end]`."""
    label: Label
    """What it is."""
    start: int
    """Offset of its first character in `article.text`."""
    end: int
    """Offset behind its last character."""
    confidence: float
    """Probability of the label given, 0 to 1."""
    p_body: float
    """Probability that the line is body, 0 to 1."""
    _explain: Callable[[], tuple[Reason, ...]] = field(default=tuple, repr=False, compare=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """Why: terms that add up to the log odds of leaving the body, `log((1 - p_body) / p_body)`. Computed on first access."""
        return self._explain()

    def __getstate__(self) -> dict[str, Any]:
        reasons = self.reasons
        return {**{key: value for key, value in self.__dict__.items() if key != "_explain"}, "reasons": reasons, "_explain": tuple}


def make_line(text: str, label: Label, start: int, end: int, confidence: float, p_body: float, explain: Callable[[], tuple[Reason, ...]]) -> Line:
    """Make a line in half the time that `Line(…)` takes, which sets the fields of a frozen class one by one."""
    line = Line.__new__(Line)
    line.__dict__.update(text=text, label=label, start=start, end=end, confidence=confidence, p_body=p_body, _explain=explain)
    return line


@dataclass(frozen=True)
class Article:
    """A text whose lines are labelled. Lines never overlap; with the separators between them they give `text` back exactly."""

    text: str
    """The text that was read; offsets point into it."""
    lines: tuple[Line, ...]
    """All lines in their order; with the separators between them they give `text` back."""
    flags: frozenset[Flag]
    """What to look at before the result is trusted; empty for most articles."""
    fingerprint: str
    """Digest of what decided: version, weights, phrases, rules, memory, options."""
    min_confidence: float = 1.0
    """The threshold that decided: texts and pages have one each, unless it is given."""

    @cached_property
    def body(self) -> str:
        """The body lines with what stood between them, as the author wrote them.

        Where lines were cut between two body lines, of the separators of that gap the one with the most line breaks
        remains (the first of equals). Before the first body line the text's own leading white space remains, behind the
        last one its trailing white space.
        """
        return _join(self.text, self.lines)

    @property
    def headline(self) -> str:
        """This article's own title and kicker, a line each; empty where the text holds none."""
        return "\n".join(self._texts(Label.HEADLINE))

    @property
    def teasers(self) -> tuple[str, ...]:
        """The teaser lines, in their order."""
        return self._texts(Label.TEASER)

    @property
    def credits(self) -> tuple[str, ...]:
        """The credit lines."""
        return self._texts(Label.CREDIT)

    @property
    def footer(self) -> tuple[str, ...]:
        """The footer lines, wherever they stand."""
        return self._texts(Label.FOOTER)

    @property
    def promos(self) -> tuple[str, ...]:
        """The promo lines."""
        return self._texts(Label.PROMO)

    @property
    def captions(self) -> tuple[str, ...]:
        """The caption lines."""
        return self._texts(Label.CAPTION)

    def _texts(self, label: Label) -> tuple[str, ...]:
        return tuple(line.text for line in self.lines if line.label is label)

    def __str__(self) -> str:
        return self.body

    def explain(self) -> str:
        """Return a table that a person can read: line, label, confidence, and the terms that decided, largest first."""
        return "\n".join(_explained(self.lines))

    def to_dict(self) -> dict[str, Any]:
        """Return plain data for JSON: body, lines with their labels and offsets, flags, and the fingerprint of what decided."""
        return {
            "body": self.body,
            "headline": self.headline,
            "lines": [
                {"text": line.text, "label": str(line.label), "start": line.start, "end": line.end, "confidence": round(line.confidence, 4), "p_body": round(line.p_body, 4)}
                for line in self.lines
            ],
            "flags": sorted(map(str, self.flags)),
            "fingerprint": self.fingerprint,
        }


def _join(text: str, lines: tuple[Line, ...]) -> str:
    """Put the body together. Separators are numbered as the gaps: 0 before the first line, then one behind each line."""
    kept = [index for index, line in enumerate(lines) if line.label is Label.BODY]
    if len(kept) == len(lines):
        return text
    if not kept:
        return ""
    starts = [line.start for line in lines] + [len(text)]
    ends = [0] + [line.end for line in lines]
    separators = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    parts = [separators[0], lines[kept[0]].text]
    for before, after in pairwise(kept):
        parts += [max(separators[before + 1 : after + 1], key=_line_breaks), lines[after].text]
    return "".join([*parts, separators[-1]])


def _line_breaks(separator: str) -> int:
    return len(f"{separator}.".splitlines()) - 1


def _explained(lines: Iterable[Line]) -> Iterable[str]:
    for line in lines:
        shown = line.text if len(line.text) <= 76 else line.text[:75] + "…"
        yield f"{line.label:<8} {line.confidence:4.2f}  {shown}"
        for reason in sorted(line.reasons, key=lambda reason: -abs(reason.weight)):
            if abs(reason.weight) >= 0.05:
                yield f"         {reason.weight:+6.2f}  {reason.name}: {reason.value}" if reason.value else f"         {reason.weight:+6.2f}  {reason.name}"
