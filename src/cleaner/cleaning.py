"""The one function: read, observe, decide, article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from cleaner.article import Article, Flag, Label, Line, Reason, make_line
from cleaner.decide import Decision, decide
from cleaner.options import checked_languages, checked_memory, checked_rules, checked_share
from cleaner.pieces.ends import cut_glued_ends
from cleaner.pieces.flat import flat_digest, is_flat
from cleaner.pieces.join import runs
from cleaner.reading.bounds import has_too_many_lines, has_too_many_words, is_over, whole_lines
from cleaner.reading.text import SourceLine, read_text
from cleaner.rules import Document, observe
from cleaner.rules.shipped import load_phrases, load_vocabulary
from cleaner.rules.site import COUNTED
from cleaner.weights import LABELS, load_flat_weights, load_weights, page_weights_digest

if TYPE_CHECKING:
    from cleaner.memory import SiteMemory
    from cleaner.rules.user import Rules

MUCH = 0.5
"""Share of the characters removed from which `Flag.MUCH_REMOVED` is set."""
_PLACES = {label: place for place, label in enumerate(LABELS)}
KINDS = ("auto", "text", "html")
VERSION = "0.1.0"


class Cleaner:
    """`clean`, configured once: frozen, safe in threads, pickled by its content.

    Parameters
    ----------
    rules : rule files of your own, loaded with `Rules.load` or `Rules.parse`; they add to what ships.
    language : BCP 47 tag or tags (`"id"`, `["de", "fr"]`); narrows the phrase lists to these and English. Never needed.
    memory : a `SiteMemory` of other pages of the site; it tells where `clean` is given a `url` whose site it knows.
    min_confidence : a line leaves the body when the probability that it is not body is at least this, above 0 to 1.
        Raising it never strips more. The default is the lowest at which cross-validated body loss stays within .2 % on news and .4 % on other web pages;
        pages, and texts without line breaks, have defaults of their own.

    Raises `ValueError` for an unknown language or a number out of range, `TypeError` for rules that are not `Rules` and a memory that is not
    a `SiteMemory`.
    """

    __slots__ = ("_frozen", "_given_confidence", "_phrases", "fingerprint", "language", "memory", "min_confidence", "rules")

    def __init__(
        self, *, rules: Iterable[Rules] | Rules = (), memory: SiteMemory | None = None, language: str | Iterable[str] | None = None, min_confidence: float | None = None
    ) -> None:
        weights = load_weights()
        self.rules: tuple[Rules, ...] = checked_rules(rules)
        self.memory: SiteMemory | None = checked_memory(memory)
        self.language: tuple[str, ...] = checked_languages(language)
        self._given_confidence = None if min_confidence is None else checked_share(min_confidence)
        self.min_confidence: float = weights.min_confidence if self._given_confidence is None else self._given_confidence
        shipped = load_phrases(self.language)
        self._phrases = shipped.with_tables([table for loaded in self.rules for table in loaded.tables]) if self.rules else shipped
        self.fingerprint: str = _fingerprint(f"{weights.digest} {page_weights_digest()} {flat_digest()}", shipped.digest, self)
        self._frozen = True

    def __call__(self, text: str | bytes, *, url: str | None = None, kind: str = "auto") -> Article:
        """Clean one text or page; see `clean`."""
        _check_input(text, url, kind)
        if isinstance(text, bytes) or kind == "html" or (kind == "auto" and _may_be_page(text)):
            # What reads pages is imported when the first one comes: text does not pay for it.
            from cleaner.page_article import clean_page
            from cleaner.reading.sniffing import is_page

            if isinstance(text, bytes) or kind == "html" or is_page(text):
                return clean_page(text, self._phrases, url, self.threshold("html"), self.fingerprint)
        if is_over(text):
            return pass_through(text, whole_lines(text), self.fingerprint)
        lines = read_text(text)
        flat = is_flat(lines)
        if flat and has_too_many_words(text):
            return pass_through(text, whole_lines(text), self.fingerprint)
        if flat:
            from cleaner.pieces.cut import cut_lines  # few texts have lost their line breaks

            pieces = cut_lines(text, lines, self._phrases, load_vocabulary())
        else:
            pieces = cut_glued_ends(lines, self._phrases)
        if has_too_many_lines(pieces):
            return pass_through(text, whole_lines(text), self.fingerprint)
        document = self._document(pieces, url)
        if flat and not (document.holds_phrase or document.pins):
            # Of what left flat texts without any phrase, four characters in ten were body (development data): they are not cut.
            flat, document = False, self._document(lines, url)
        # A memory counts whole lines: it knows nothing of pieces.
        weights = load_flat_weights() if flat else load_weights(with_site=document.sightings is not None)
        decision = decide(observe(document, weights.rules), len(document.lines), weights, document.pins)
        return build_article(text, document, decision, self.threshold("flat" if flat else "text"), self.fingerprint)

    def _document(self, lines: Sequence[SourceLine], url: str | None) -> Document:
        return Document(lines, self._phrases, load_vocabulary(), url, self.memory)

    def threshold(self, kind: str) -> float:
        """Give the `min_confidence` that decides texts (`"text"`), texts without line breaks (`"flat"`) or pages (`"html"`)."""
        if kind == "text" or self._given_confidence is not None:
            return self.min_confidence
        if kind == "flat":
            return load_flat_weights().min_confidence
        from cleaner.rules.pages import load_page_weights  # with what reads pages

        return load_page_weights().min_confidence

    def remembering(self, memory: SiteMemory) -> Cleaner:
        """Make the same cleaner with this memory."""
        return Cleaner(rules=self.rules, memory=memory, language=self.language or None, min_confidence=self._given_confidence)

    def __setattr__(self, name: str, value: Any) -> None:
        if getattr(self, "_frozen", False):
            raise AttributeError("a Cleaner does not change; make a new one")
        object.__setattr__(self, name, value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cleaner) and self.fingerprint == other.fingerprint

    def __hash__(self) -> int:
        return hash(self.fingerprint)

    def __reduce__(self) -> tuple[Any, ...]:
        return partial(Cleaner, rules=self.rules, memory=self.memory, language=self.language or None, min_confidence=self._given_confidence), ()

    def __repr__(self) -> str:
        told = f"rules={[loaded.source for loaded in self.rules]}, memory={self.memory}, language={self.language or None}"
        return f"Cleaner({told}, min_confidence={self.min_confidence:g})"


def clean(text: str | bytes, *, url: str | None = None, kind: str = "auto", **options: Any) -> Article:
    """Tell what every line of an article is, and give back the article alone.

    Parameters
    ----------
    text : plain text or Markdown, as an extractor or scraper gives it; or an HTML page, as `str`, or as the `bytes` that came
        from the wire. Any `str` and any `bytes` have a result.
    url : the page's address; rules of yours that name a host fire on it only, and a memory tells of its site.
    kind : `"text"`, `"html"`, or `"auto"`: a `str` is a page if it opens with a doctype, `<html>`, `<head>` or `<body>`, or if
        block elements make up all of it; `bytes` are a page.
    options : those of `Cleaner`: `rules`, `memory`, `language`, `min_confidence`. With options, keep a `Cleaner` instead of calling
        `clean` for every text.

    Raises `TypeError` for what is neither `str` nor `bytes`, `ValueError` for a bad option.

    >>> article = clean("The council met on Monday to vote on the budget, and nobody was surprised by the result.\\nShare on Facebook")
    >>> article.body
    'The council met on Monday to vote on the budget, and nobody was surprised by the result.'
    >>> article.footer
    ('Share on Facebook',)
    """
    cleaner = Cleaner(**options) if options else _default()
    return cleaner(text, url=url, kind=kind)


@cache
def _default() -> Cleaner:
    return Cleaner()


def build_article(text: str, document: Document, decision: Decision, min_confidence: float, fingerprint: str) -> Article:
    """Label the lines as decided, at this threshold, and flag what a job should look at."""
    labels = [_label(decision, index, min_confidence) for index in range(len(document.lines))]
    labelled = tuple(_line(text, document, decision, run, labels[run[0]]) for run in runs(document.lines, labels))
    whole = sum([line.end - line.start for line in labelled])
    removed = whole - sum([line.end - line.start for line in labelled if line.label is Label.BODY])
    flags = set()
    if removed == whole:
        flags.add(Flag.NO_ARTICLE)
    elif removed > MUCH * whole:
        flags.add(Flag.MUCH_REMOVED)
    return Article(text, labelled, frozenset(flags), fingerprint, min_confidence)


def _label(decision: Decision, index: int, min_confidence: float) -> Label:
    if index in decision.pins and decision.pins[index][1]:
        return Label(decision.pins[index][0])
    return LABELS[decision.other_label(index)] if 1 - decision.p_body(index) >= min_confidence else Label.BODY


def _line(text: str, document: Document, decision: Decision, run: range, label: Label) -> Line:
    """One line of the result: a line of the text, or neighbouring pieces of one, with the numbers of the one that is least sure."""
    place = _PLACES[label]
    index = min(run, key=lambda piece: decision.probability(piece, place)) if len(run) > 1 else run[0]
    start, end = document.lines[run[0]].start, document.lines[run[-1]].end
    confidence = decision.probability(index, place)
    return make_line(text[start:end], label, start, end, confidence, decision.p_body(index), partial(_reasons, document, decision, index))


def _reasons(document: Document, decision: Decision, index: int) -> tuple[Reason, ...]:
    """The terms of the decision; those of phrases name the file and table that hold the phrase."""
    sources = {hit.kind: hit.table.source for hit in document.hits[index]}
    if sightings := document.sightings:
        sources |= dict.fromkeys(COUNTED, f"seen on {sightings.seen[index]} of {sightings.pages} pages of this site")
    return tuple(_named(reason, sources) for reason in decision.reasons(index))


def _named(reason: Reason, sources: Mapping[str, str]) -> Reason:
    found = [sources[part] for part in reason.name.split(" × ") if part in sources]
    return Reason(reason.name, f"{reason.value} ({', '.join(found)})", reason.weight) if found else reason


def pass_through(text: str, lines: Iterable[SourceLine], fingerprint: str) -> Article:
    """Give back what is over a bound, every line as body."""
    return Article(text, tuple(Line(line.text, Label.BODY, line.start, line.end, 1.0, 1.0) for line in lines), frozenset({Flag.OVER_BOUND}), fingerprint)


def _check_input(text: object, url: object, kind: object) -> None:
    if not isinstance(text, str | bytes):
        raise TypeError(f"clean() takes the text of an article as str, or a page as str or bytes, not {type(text).__name__}")
    if url is not None and not isinstance(url, str):
        raise TypeError(f"url has to be a str or None, not {type(url).__name__}")
    if kind not in KINDS:
        raise ValueError(f"kind={kind!r} is not known; choose one of {', '.join(map(repr, KINDS))}")
    if kind == "text" and isinstance(text, bytes):
        raise TypeError("kind='text' takes str; decode the bytes, or leave kind out if they are an HTML page")


def _may_be_page(text: str) -> bool:
    """A quick look that spares plain text the slow one: pages open with a tag."""
    return text[:1000].lstrip("\ufeff \t\n\r\f\v\0").startswith("<") or (not text[:1000].strip() and text.lstrip().startswith("<"))


def _fingerprint(weights: str, phrases: str, cleaner: Cleaner) -> str:
    content: Mapping[str, Any] = {
        "version": VERSION,
        "weights": weights,
        "phrases": phrases,
        "rules": [[loaded.source, loaded.digest] for loaded in cleaner.rules],
        "language": cleaner.language,
        "min_confidence": [cleaner.min_confidence, cleaner._given_confidence],
    }
    if cleaner.memory is not None:
        content = {**content, "memory": cleaner.memory.fingerprint, "site weights": load_weights(with_site=True).digest}
    import hashlib  # takes longer to import than the rest of this module

    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()[:16]
