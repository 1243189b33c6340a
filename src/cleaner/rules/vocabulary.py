"""The words of the languages: which carry no topic, which make a clause, which report speech, which name months and days."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, islice
from struct import unpack

from cleaner.rules.kinds import SITE_GROUPS
from cleaner.rules.lexicon import Lexicon

# How many words tell the language of a document.
_SAMPLE = 400
# Bytes of a language's field in the votes: enough to count that many.
_WIDTH = 2


@dataclass(frozen=True)
class Language:
    """The closed word lists of one language (or none, where the language is unknown), folded. All but the function words are split when a text in it comes."""

    code: str = ""
    function: frozenset[str] = frozenset()
    lists: Mapping[str, str] = field(default_factory=dict)
    """Words with blanks between them, by the name of the list."""
    english: Mapping[str, str] = field(default_factory=dict)
    """The same of English, whose words of the site stand on pages in every language."""

    @cached_property
    def verbs(self) -> frozenset[str]:
        """Finite verbs that make a line a clause."""
        return _split(self.lists, "verbs")

    @cached_property
    def speech(self) -> frozenset[str]:
        """Verbs of reporting."""
        return _split(self.lists, "speech")

    @property
    def headlines(self) -> str:
        """How headlines are cased: one of `cleaner.rules.kinds.HEADLINES`."""
        return self.lists.get("headlines", "open")

    @cached_property
    def site(self) -> Mapping[str, frozenset[str]]:
        """Words that several phrases of a group share, by group."""
        return {group: _split(self.lists, group) | _split(self.english, group) for group in SITE_GROUPS}

    @cached_property
    def said(self) -> frozenset[str]:
        """The same of all groups."""
        return frozenset().union(*self.site.values())

    def stem(self, word: str) -> str:
        """Cut a content word to what its inflected forms share; the empty string for what carries no topic."""
        if word in self.function or word.isdigit():
            return ""
        if "가" <= word[0] <= "힣":
            return word[:2] if len(word) > 1 else ""
        if len(word) < 3:
            return word if word[0] >= "\u0e00" and len(word) == 2 else ""
        if "\u0620" <= word[0] <= "\u06ff":
            return word.removeprefix("ال")[:4]
        return word[:6]

    def stems(self, words: Iterable[str]) -> dict[str, str]:
        """Return the stems of those of the words that carry a topic."""
        content = frozenset(words) - self.function
        # The common case without a call: three letters or more of an alphabet that is cut at six.
        stems = {word: word[:6] for word in content if len(word) > 2}
        for word in [word for word in content if not "a" <= word < "\u0590"]:
            if stem := self.stem(word):
                stems[word] = stem
            else:
                stems.pop(word, None)
        return stems


@dataclass(frozen=True, slots=True)
class Words:
    """The word lists of all languages loaded, and the lexicon."""

    lexicon: Lexicon
    languages: Mapping[str, Language] = field(default_factory=dict)
    votes: Mapping[str, int] = field(default_factory=dict)
    """For each function word an integer with a field for every language in order, one in those that have the word: what many words say is their sum."""
    months: frozenset[str] = frozenset()
    calendar: frozenset[str] = frozenset()
    """Names of months and days."""

    @classmethod
    def of_lists(cls, lists: Mapping[str, Mapping[str, str]], lexicon: Lexicon) -> Words:
        """Gather word lists, folded, with blanks between the words, given by language code and name of the list; beside them how headlines are cased."""
        english = lists.get("en", {})
        languages = {code: Language(code, _split(lists[code], "function"), lists[code], english) for code in sorted(lists)}
        votes = dict.fromkeys(chain.from_iterable(language.function for language in languages.values()), 0)
        for place, language in enumerate(languages.values()):
            vote = 1 << (8 * _WIDTH * place)
            for word in language.function:
                votes[word] += vote
        months, weekdays = (frozenset().union(*(_split(words, key) for words in lists.values())) for key in ("months", "weekdays"))
        return cls(lexicon, languages, votes, months, months | weekdays)

    def of(self, lines: Sequence[Sequence[str]]) -> Language:
        """Return the language whose function words stand most often in the lines; an empty one where none does."""
        total = sum(filter(None, map(self.votes.get, _first_words(lines))))
        if not total:
            return Language()
        counts = unpack(f"<{len(self.languages)}H", total.to_bytes(_WIDTH * len(self.languages), "little"))
        return self.languages[sorted(self.languages)[counts.index(max(counts))]]


def _split(lists: Mapping[str, str], name: str) -> frozenset[str]:
    return frozenset(lists.get(name, "").split())


def _first_words(lines: Sequence[Sequence[str]]) -> Iterable[str]:
    return islice(chain.from_iterable(lines), _SAMPLE)
