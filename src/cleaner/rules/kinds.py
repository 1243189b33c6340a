"""The kinds of phrase that a rule file may hold: one line each, the whole vocabulary of `languages/*.toml`.

A weight belongs to a kind, never to a phrase or a language, so a new language needs no fitting.
"""

from __future__ import annotations

KINDS: dict[str, str] = {
    "teaser.marker": "stands before another story's headline, on its line",
    "teaser.heading": "heads a list of other stories",
    "teaser.media": "calls to watch, listen or look at something else",
    "credit.author": "names who wrote it",
    "credit.editor": "names who edited or produced it",
    "credit.reporter": "names who reported or translated it",
    "credit.photo": "names who took or owns a picture",
    "credit.source": "names the agency or the place it came from",
    "credit.time": "says when it was published or changed",
    "credit.reading_time": "says how long it takes to read",
    "credit.bio": "says who the author is",
    "footer.copyright": "claims the rights",
    "footer.legal": "privacy, terms, imprint, cookies, about the site",
    "footer.share": "share, print, send, copy, save",
    "footer.navigation": "menus, log-in, search, the way through the site",
    "footer.tags": "opens a list of tags or topics",
    "footer.comments": "readers' comments and their form",
    "footer.pagination": "page numbers, show more",
    "footer.player": "players, widgets, embedded posts, error messages",
    "promo.advert": "labels an advertisement",
    "promo.scroll": "says that the article goes on below",
    "promo.subscribe": "sells a subscription or a newsletter",
    "promo.follow": "asks to follow a channel",
    "promo.app": "offers the site's app",
    "promo.donate": "asks for money",
    "promo.tip": "asks for tips, letters, corrections",
    "promo.offer": "affiliate notices and shop calls",
    "body.heading": "heads a part of the article itself",
    "caption.picture": "opens the caption of a picture",
}

ANCHORS: dict[str, str] = {
    "line": "the phrase is the whole line",
    "colon": "the line begins with it and a colon, dash or bar follows, or nothing",
    "start": "the line begins with it",
    "end": "the line ends with it",
    "inside": "it stands anywhere in the line",
}

HEADLINES: dict[str, str] = {
    "sentence": "only the first word and names are capitalised, as in most languages; what a file that does not say means",
    "title": "nearly all words are, as in Indonesian",
    "open": "papers differ, as in English, or nouns are capitalised anyway, as in German",
}
"""How headlines are cased."""

WORDS: dict[str, str] = {
    "function": "words that carry no topic",
    "verbs": "finite verbs that make a line a clause",
    "speech": "verbs of reporting that stand beside a quotation",
    "months": "names of months",
    "weekdays": "names of days",
}


SITE_GROUPS = ("teaser", "credit", "footer", "promo")
"""The groups of kinds that are a site's own voice."""


def is_sites(kind: str) -> bool:
    """Whether phrases of the kind are a site's: all but those of the article's own body and captions."""
    return not kind.startswith(("body", "caption"))
