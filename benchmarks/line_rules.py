"""The published line rules, to hold the same lines against: each tells which lines of a document it would strip.

The packages that publish a rule are run themselves where they can be installed; a rule whose package is missing is left out of
the table and named as such.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

from labelled import Labelled

Strip = Callable[[Labelled], list[bool]]
"""For each line of a document, whether the rule strips it."""


@dataclass(frozen=True)
class LineRule:
    """A published rule, and exactly what was run."""

    name: str
    run: str
    strip: Strip
    module: str = ""
    """The module it comes from; empty where it is written out here."""

    @property
    def package(self) -> str:
        """The package of the module."""
        return self.module.partition(".")[0]

    @property
    def installed(self) -> bool:
        """Whether it can be run: some packages are there while what their modules import is not."""
        if not self.module:
            return True
        try:
            import_module(self.module)
        except ImportError:
            return False
        return True

    @property
    def source(self) -> str:
        """What was run, with the version of its package."""
        return self.run.format(version=version(self.package)) if self.package and self.installed else self.run


@cache
def _c4() -> Any:
    filters = import_module("datatrove.pipeline.filters")
    return filters.C4QualityFilter(min_num_sentences=-1, filter_lorem_ipsum=False, filter_curly_bracket=False)


def strip_by_c4(document: Labelled) -> list[bool]:
    """C4 (Raffel et al. 2020, section 2.2): no end mark, fewer than three words, "javascript", policy phrases, a huge word."""
    data, rule = import_module("datatrove.data"), _c4()
    stripped = []
    for line in document.lines:
        alone = data.Document(text=line, id=document.id)
        rule.filter(alone)
        stripped.append(not alone.text)
    return stripped


# The paper gives one example of each pattern; these are the ones that its public reproduction uses too (mlfoundations/dclm,
# dclm_baseline_refinedweb.yaml), from which the share of capitals is taken. The nouns of counters are the usual ones.
_COUNTER = re.compile(r"\W*\d[\d.,]*\s?[kmb]?\s+(?:likes?|shares?|comments?|views?|followers?|replies|retweets?|downloads?|votes?|reads?)\W*", re.IGNORECASE)
_EDITED = re.compile(r"^\s*sign[ -]in\b|\bread more(?:\.\.\.|…)?\s*$|\bitems? in cart\b", re.IGNORECASE)
_SHORT = 10


def strip_by_refinedweb(document: Labelled) -> list[bool]:
    """RefinedWeb (Penedo et al. 2023, appendix): mostly capitals, digits alone, a counter, one word, nothing left after edits of short lines."""
    return [_stripped_by_refinedweb(line) for line in document.lines]


def _stripped_by_refinedweb(line: str) -> bool:
    words = line.split()
    if sum(map(str.isupper, line)) > len(line) / 2 or "".join(words).isdigit() or len(words) <= 1 or _COUNTER.fullmatch(line):
        return True
    return len(words) <= _SHORT and not _EDITED.sub("", line).strip()


def strip_without_end_mark(document: Labelled) -> list[bool]:
    """FineWeb's set of end marks of all scripts (Penedo et al. 2024), line by line; closing quotes and brackets are looked through."""
    marks = tuple(import_module("datatrove.utils.text").TERMINAL_PUNCTUATION)
    return [not line.rstrip("\"'”’»«“」』）)]} ").endswith(marks) for line in document.lines]


_STOP_LISTS = {
    "ar": "Arabic", "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "da": "Danish", "de": "German", "el": "Greek", "en": "English",
    "es": "Spanish", "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi",
    "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ka": "Georgian", "kk": "Kazakh", "kn": "Kannada",
    "ko": "Korean", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mr": "Marathi", "ms": "Malay", "nl": "Dutch", "no": "Norwegian_Bokmal",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sk": "Slovak", "sl": "Slovenian", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
}  # fmt: skip
_PLACE = re.compile(r"/p\[(\d+)\]$")


@cache
def _stop_list(code: str) -> frozenset[str]:
    name = _STOP_LISTS.get(code)
    return import_module("justext").get_stoplist(name) if name else frozenset()


def strip_by_justext(document: Labelled) -> list[bool]:
    """jusText (Pomikálek 2011), one paragraph a line, with the stop list of the document's language or, where it has none, without one."""
    words = _stop_list(document.lang)
    page = "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in document.lines)
    options = {} if words else {"stopwords_low": 0, "stopwords_high": 0}
    paragraphs = import_module("justext").justext(f"<html><body>{page}</body></html>", words, **options)
    good = [paragraph.xpath for paragraph in paragraphs if not paragraph.is_boilerplate]
    kept = {int(place[1]) for path in good if (place := _PLACE.search(path))}
    return [number not in kept for number in range(1, len(document.lines) + 1)]


LINE_RULES = (
    LineRule(
        "C4", "datatrove {version}, `C4QualityFilter`, each line given alone, without the rules that drop whole pages (sentence count, lorem ipsum, curly bracket)",
        strip_by_c4, "datatrove.pipeline.filters",
    ),
    LineRule(
        "RefinedWeb", "written from the line-wise filters in the appendix of Penedo et al. 2023 (arXiv 2306.01116; no package): capitals over half of the characters (the share that "
        "DCLM's reproduction takes), digits alone, counters, one word; lines of up to ten words are edited by the patterns named there and stripped if nothing is left",
        strip_by_refinedweb,
    ),
    LineRule(
        "no end mark", "a line that ends, closing quotes and brackets aside, in none of datatrove {version}'s `TERMINAL_PUNCTUATION` "
        "(FineWeb's end marks of all scripts)",
        strip_without_end_mark, "datatrove.utils.text",
    ),
    LineRule(
        "jusText on lines", "jusText {version}, default settings, one `<p>` a line, the stop list of the document's language; "
        "where it has none, its language-independent mode",
        strip_by_justext, "justext",
    ),
)  # fmt: skip
