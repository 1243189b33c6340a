"""Blocks of a page: which elements break lines, and what a line inherits from the blocks it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping

from cleaner.reading.naming import groups_named

SKIPPED = frozenset((
    "script", "style", "template", "svg", "math", "canvas", "object", "applet", "iframe", "frameset", "noframes", "audio", "video", "map", "datalist",
    "select", "textarea", "title", "meter", "progress", "rp", "colgroup", "dialog", "amp-ad", "amp-analytics", "amp-audio", "amp-consent", "amp-embed", "amp-iframe",
    "amp-sidebar", "amp-social-share", "amp-sticky-ad", "amp-user-notification", "amp-video", "amp-youtube",
))
"""Elements whose text no reader sees as text of the page."""
INLINE = frozenset((
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "nobr",
    "noscript", "q", "rb", "rt", "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "output",
    "slot", "center-inline", "amp-fit-text", "gl-emoji",
))
"""Elements that stand inside a line. Everything else that is not known breaks it."""
VOID = frozenset((
    "area", "base", "basefont", "bgsound", "br", "col", "embed", "frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track",
    "wbr",
))
LANDMARKS = ("none", "article", "main", "nav", "header", "footer", "aside", "form", "figure")
"""What part of the page an element says it is."""
_LANDMARK = {name: place for place, name in enumerate(LANDMARKS)}
_ROLES = {
    "navigation": "nav", "menu": "nav", "menubar": "nav", "banner": "header", "contentinfo": "footer", "complementary": "aside", "main": "main", "article": "article",
    "search": "nav", "form": "form", "dialog": "footer", "alertdialog": "footer", "figure": "figure", "toolbar": "nav", "tablist": "nav",
}  # fmt: skip
_CLOSED = frozenset(("dialog", "alertdialog"))
"""Roles of what is shown when it is opened: logins, consent, newsletters."""
_MOST_STEPS = 40
_HIDING = ("display:none", "visibility:hidden")
_FOR_SCREEN_READERS = re.compile(r"(?:^|[\s_-])(?:visually-?hidden|sr-only|screen-?reader(?:-text|-only)?|a11y-hidden|assistive-text|element-invisible|offscreen)(?:$|\s)")
"""Classes by which sites keep text off the screen."""


class Block:
    """An element that breaks lines, with what it inherits."""

    __slots__ = ("depth", "landmark", "landmarks", "names", "names_above", "names_near", "parent", "prop", "prose", "shape", "shapes", "tag")

    def __init__(self, tag: str, parent: Block | None, attributes: Mapping[str, str]) -> None:
        self.tag = tag
        self.parent = parent
        self.prose = 0.0
        """Size of the prose that stands right in it, or in a block right in it."""
        self.shapes: dict[str, int] = {}
        """How many blocks of each shape stand right in it."""
        named = attributes.get("class", "")
        self.shape = f"{tag}.{named[:100]}"
        """Tag and class: siblings of the same shape are cards, rows, paragraphs."""
        identity = attributes.get("id")
        self.names = groups_named(f"{named[:400]} {identity[:80]}" if identity else named[:500]) if named or identity else 0
        landmark = _ROLES.get(attributes.get("role", ""), tag) if attributes else tag
        self.prop = attributes.get("itemprop", "")[:40] if attributes else ""
        if parent is None:
            self.depth, self.names_near, self.names_above, self.landmark, self.landmarks = 0, 0, 0, 0, 0
        else:
            self.depth = parent.depth + 1
            self.names_near = parent.names | (parent.parent.names if parent.parent else 0)
            self.names_above = parent.names_above | parent.names
            self.landmark, self.landmarks = parent.landmark, parent.landmarks
            self.prop = self.prop or parent.prop
            parent.shapes[self.shape] = parent.shapes.get(self.shape, 0) + 1
        if place := _LANDMARK.get(landmark):
            self.landmark = place
            self.landmarks |= 1 << place


def holds(one: Block, other: Block) -> bool:
    """Whether a block is another one or stands above it, no farther than is looked."""
    up: Block | None = other
    for _ in range(_MOST_STEPS):
        if up is None or up.depth < one.depth:
            return False
        if up is one:
            return True
        up = up.parent
    return False


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether an element says that it is not shown."""
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    if attributes.get("role") in _CLOSED:
        return True
    if style := attributes.get("style"):
        style = style[:500].replace(" ", "").lower()
        if any(word in style for word in _HIDING):
            return True
    named = attributes.get("class")
    return named is not None and _FOR_SCREEN_READERS.search(named[:500]) is not None
