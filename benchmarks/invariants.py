"""What holds of every article, whatever was given: the oracle of the fuzzer, of the gallery and of the tests with Hypothesis."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from math import log

from cleaner import Article, Label, Line

SECONDS = 0.25
"""Processor time that any input may take, however small: a hundred times what a call takes."""
SECONDS_PER_KILOBYTE = 0.01
"""And that each kilobyte may take: fifty times what prose takes."""
_ROUNDS = 3


class Broken(AssertionError):
    """An invariant does not hold; the message says which."""


def check(article: Article, given: str | None = None) -> None:
    """Raise `Broken` where an article loses, invents or moves anything. `given`: the text that was given, if it was text."""
    if given is not None and article.text != given:
        raise Broken("the text is not the one that was given")
    _rebuilt(article.text, article.lines)
    if all(line.label is Label.BODY for line in article.lines) and article.lines and article.body != article.text:
        raise Broken("nothing was cut, and the body is not the text")
    _made_of_lines(article)
    if not all(0 <= line.p_body <= 1 and 0 <= line.confidence <= 1 for line in article.lines):
        raise Broken("a probability is out of range")


def check_told(article: Article) -> None:
    """Raise `Broken` where the reasons of a line do not add up to what was decided, or the plain data are none."""
    for line in article.lines:
        odds = log((1 - line.p_body) / line.p_body) if 0 < line.p_body < 1 else 0.0
        if odds and line.reasons and abs(sum(reason.weight for reason in line.reasons) - odds) > 1e-3 * max(1.0, abs(odds)):
            raise Broken("the reasons do not add up")
    article.explain()
    json.dumps(article.to_dict())


def _rebuilt(text: str, lines: Sequence[Line]) -> None:
    """Lines stand in order, never overlap, are what stands at their offsets, and hold all but white space."""
    end = 0
    for line in lines:
        if line.start < end or line.end <= line.start:
            raise Broken("lines overlap, are empty or out of order")
        if text[line.start : line.end] != line.text:
            raise Broken("a line is not what stands at its offsets")
        if any(map(str.isalnum, text[end : line.start])):
            raise Broken("letters or digits stand between the lines")
        end = line.end
    if any(map(str.isalnum, text[end:])):
        raise Broken("letters or digits stand behind the lines")


def _made_of_lines(article: Article) -> None:
    """The body is its lines, each unchanged, with one of the separators of the gap between two."""
    body, lines, at = article.body, article.lines, 0
    kept = [index for index, line in enumerate(lines) if line.label is Label.BODY]
    if not kept and lines and body:
        raise Broken("there is a body without lines")
    for place, index in enumerate(kept):
        gaps = {_between(article, gap) for gap in (range(kept[place - 1], index) if place else (-1,))}
        known = next((gap for gap in gaps if body.startswith(gap + lines[index].text, at)), None)
        if known is None:
            raise Broken("the body is not made of its lines and what stood between them")
        at += len(known) + len(lines[index].text)
    if kept and body[at:] != _between(article, len(lines) - 1):
        raise Broken("the body does not end as the text does")


def _between(article: Article, index: int) -> str:
    """What stands behind a line; before the first one for -1."""
    lines = article.lines
    return article.text[lines[index].end if index >= 0 else 0 : lines[index + 1].start if index + 1 < len(lines) else len(article.text)]


def check_same(one: Article, other: Article) -> None:
    """Raise `Broken` where two results of one input differ."""
    if one != other or one.to_dict() != other.to_dict():
        raise Broken("the second result differs from the first")


def bound(size: int) -> float:
    """Seconds of processor time that an input of so many bytes may take."""
    return SECONDS + SECONDS_PER_KILOBYTE * size / 1024


def check_time(call: Callable[[], object], limit: float) -> None:
    """Raise `Broken` where a call takes more seconds of processor time, the least of a few if it is slow."""
    least = float("inf")
    for _ in range(_ROUNDS):
        started = time.process_time()
        call()
        least = min(least, time.process_time() - started)
        if least <= limit:
            return
    raise Broken(f"{least:.2f} s of processor time; {limit:.2f} s are allowed")
