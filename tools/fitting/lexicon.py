"""Fit the lexicon: which words tell a line of the site's from a line of the article's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from cleaner.reading.folding import fold
from cleaner.reading.wording import split_words
from cleaner.rules.kinds import SITE_GROUPS
from cleaner.rules.lexicon import FIRST
from fitting.tables import rounded

BODY = "body"
LEAST_SITES = 6
"""Sites on which a word has to stand: what fewer print is a habit of theirs."""
_STRENGTH = 1.0
"""Inverse of the strength of the penalty."""


@dataclass(frozen=True)
class Spoken:
    """A line to fit on."""

    words: frozenset[str]
    """Its different words, and its first word with a mark before it."""
    group: str
    """One of `SITE_GROUPS`, or `BODY`."""
    site: str
    weight: float


def spoken(lines: Iterable[tuple[str, str, str, float]]) -> list[Spoken]:
    """Split lines into words, given with group, site and weight; those without a word say nothing."""
    given = list(lines)
    words = split_words(fold("\n".join(" ".join(text.split()) for text, *_ in given)).split("\n"))
    return [Spoken(frozenset([*found, FIRST + found[0]]), *rest) for found, (_, *rest) in zip(words, given, strict=True) if found]


def fit_lexicon(lines: Sequence[Spoken], languages: Iterable[str]) -> dict[str, Any]:
    """Return the data of a lexicon for these languages: for each group, against body, a bias and the words that the penalty leaves, in thousandths of a nat."""
    known = _widespread(lines)
    columns = {word: place for place, word in enumerate(known)}
    matrix = _matrix(lines, columns)
    groups, weights = np.array([line.group for line in lines]), np.array([line.weight for line in lines])
    data: dict[str, Any] = {"languages": sorted(languages)}
    for group in SITE_GROUPS:
        rows = (groups == group) | (groups == BODY)
        fitted = LogisticRegression(C=_STRENGTH, solver="liblinear", l1_ratio=1.0, random_state=0).fit(matrix[rows], groups[rows] == group, sample_weight=weights[rows])
        words = {word: weight for word, weight in zip(known, rounded(fitted.coef_[0]), strict=True) if weight}
        data[group] = {"bias": rounded(fitted.intercept_)[0], "words": words}
    return data


def _widespread(lines: Iterable[Spoken]) -> list[str]:
    sites: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        for word in line.words:
            sites[word].add(line.site)
    return sorted(word for word, found in sites.items() if len(found) >= LEAST_SITES)


def _matrix(lines: Sequence[Spoken], columns: Mapping[str, int]) -> csr_matrix:
    """One row a line: for each known word one over the square root of the number of its words."""
    known: list[Collection[int]] = [sorted(columns[word] for word in line.words if word in columns) for line in lines]
    values = np.repeat([1 / sqrt(len(line.words)) for line in lines], [len(row) for row in known])
    ends = np.cumsum([0, *(len(row) for row in known)])
    return csr_matrix((values, np.fromiter(chain.from_iterable(known), int), ends), shape=(len(lines), len(columns)))
