"""Markup: in what element a line of a page stands, what these elements are called, and where the page's prose is."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.reading.blocks import LANDMARKS, Block
from cleaner.reading.naming import NAME_GROUPS
from cleaner.rules.engine import choice, flag, number
from cleaner.rules.page_document import PageDocument, PageRule

_TAGS = ("p", "h1", "h2", "h3", "h4", "li", "div", "cell", "figcaption", "quote", "pre", "list", "button", "frame", "other")
_SEEN_AS = {
    **{tag: tag for tag in ("p", "h1", "h2", "h3", "h4", "li", "div", "figcaption", "pre", "button")}, "h5": "h4", "h6": "h4", "td": "cell", "th": "cell", "tr": "cell",
    "table": "cell", "blockquote": "quote", "ul": "list", "ol": "list", "dt": "list", "dd": "list", "nav": "frame", "header": "frame", "footer": "frame", "aside": "frame", "form": "frame",
}  # fmt: skip
_PROPS = ("none", "headline", "articleBody", "author", "date", "description", "name", "time", "other")
_MOST_UP = 6
_NOT_CARDS = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "br", "li", "tr", "td", "th", "blockquote", "pre", "dd", "dt", "ul", "ol",
))


@choice(*_TAGS)
def block_tag(document: PageDocument) -> Sequence[str]:
    """The element that it stands in."""
    return [_SEEN_AS.get(block.tag, "other") for block in document.blocks]


@choice(*LANDMARKS)
def landmark(document: PageDocument) -> Sequence[str]:
    """The nearest part of the page that says what it is: article, nav, aside, by element or role."""
    return [LANDMARKS[block.landmark] for block in document.blocks]


def _inside(name: str) -> PageRule:
    bit = 1 << LANDMARKS.index(name)

    def inside(document: PageDocument) -> Sequence[object]:
        return [block.landmarks & bit for block in document.blocks]

    inside.__name__, inside.__doc__ = f"inside_{name}", f"It stands somewhere inside an element that is {name}, by name or role."
    return flag(inside)


def _named(place: int, group: str) -> PageRule:
    bit = 1 << place

    def named(document: PageDocument) -> Sequence[str]:
        return [
            "own" if (block.names | raw.names) & bit else "near" if block.names_near & bit else "far" if block.names_above & bit else "none"
            for block, raw in zip(document.blocks, document.raws, strict=True)
        ]

    named.__name__, named.__doc__ = f"named_{group}", f"A class or id with a word for {group}: on its own element, the two above, or farther up."
    return choice("none", "far", "near", "own")(named)


@choice(*_PROPS)
def item_property(document: PageDocument) -> Sequence[str]:
    """What microdata call it, or whether it opens with a `<time>`."""
    return [_property(raw.prop or raw.block.prop) for raw in document.raws]


def _property(name: str) -> str:
    if name.startswith("date"):
        return "date"
    return {"": "none", "headline": "headline", "articleBody": "articleBody", "text": "articleBody", "author": "author", "description": "description", "name": "name", "time": "time"}.get(name, "other")


@number(0.001, 0.05, 0.2, 0.5, 0.8)
def prose_of_home(document: PageDocument) -> Sequence[float]:
    """Share of the page's prose that stands in the same block as it."""
    of_home = document.prose_of_home
    whole = sum(of_home.values()) or 1.0
    return [of_home[home] / whole for home in document.homes]


@number(100, 300, 700, 1500, 4000)
def main_prose(document: PageDocument) -> Sequence[float]:
    """How much prose the block with the most of it has: pages without an article have little."""
    return [document.prose_of_home[document.main] if document.main else 0.0] * len(document.lines)


@number(1, 2, 3, 4, 6)
def up_from_main(document: PageDocument) -> Sequence[float]:
    """How many blocks above the one with the most prose a block stands that holds both."""
    return [up for up, _ in document.steps]


@number(1, 2, 3, 5)
def down_to_it(document: PageDocument) -> Sequence[float]:
    """How many blocks below that one it stands."""
    return [down for _, down in document.steps]


@number(0.001, 0.1, 0.3, 0.6)
def prose_of_shape(document: PageDocument) -> Sequence[float]:
    """Share of the page's prose that stands in elements of the same tag and class, in blocks of the same tag and class."""
    shapes = [(block.shape, home.shape) for block, home in zip(document.blocks, document.homes, strict=True)]
    of_shape: dict[tuple[str, str], float] = {}
    for shape, size, prose in zip(shapes, document.sizes, document.prose, strict=True):
        of_shape[shape] = of_shape.get(shape, 0.0) + (size if prose else 0.0)
    whole = sum(of_shape.values()) or 1.0
    return [of_shape[shape] / whole for shape in shapes]


@number(2, 3, 4, 6, 12)
def cards(document: PageDocument) -> Sequence[float]:
    """How many siblings of the same shape the block has that it stands in, or one above: lists of stories are made of such cards."""
    known: dict[Block, int] = {}
    return [_cards(block, known) for block in document.blocks]


def _cards(block: Block, known: dict[Block, int]) -> int:
    if block not in known:
        most, above = 0, block
        for _ in range(_MOST_UP):
            if above.parent is None:
                break
            if above.tag not in _NOT_CARDS:
                most = max(most, above.parent.shapes[above.shape])
            above = above.parent
        known[block] = most
    return known[block]


@number(1, 2, 4, 8, 20)
def items(document: PageDocument) -> Sequence[float]:
    """How many items the list has that it stands in, or rows the table."""
    return [_items(block) for block in document.blocks]


def _items(block: Block) -> int:
    for _ in range(_MOST_UP):
        if block.parent is None:
            break
        if block.tag in ("li", "tr", "dd", "dt"):
            return block.parent.shapes[block.shape]
        block = block.parent
    return 0


@choice("none", "part", "whole")
def bold(document: PageDocument) -> Sequence[str]:
    """How much of it is bold."""
    return [_part(raw.bold, len(raw.text)) for raw in document.raws]


@choice("none", "part", "whole")
def slanted(document: PageDocument) -> Sequence[str]:
    """How much of it is in italics."""
    return [_part(raw.slanted, len(raw.text)) for raw in document.raws]


def _part(marked: int, whole: int) -> str:
    return "none" if not marked else "whole" if marked >= 0.9 * whole else "part"


@flag
def broken(document: PageDocument) -> Sequence[object]:
    """It stands behind a `<br>`."""
    return [raw.broken for raw in document.raws]


@flag
def hidden(document: PageDocument) -> Sequence[object]:
    """It is not shown until a script or a button uncovers it."""
    return [raw.hidden for raw in document.raws]


@choice("no", "here", "1", "2")
def image_before(document: PageDocument) -> Sequence[str]:
    """Whether an image stands before it, or one or two lines above."""
    found, since = [], 9
    for raw in document.raws:
        since = 0 if raw.image else since + 1
        found.append(("here", "1", "2")[since] if since < 3 else "no")
    return found


@choice("no prose", "before 7+", "before 3-6", "before 1-2", "inside", "after 1", "after 2-3", "after 4-8", "after 9+")
def beside_main(document: PageDocument) -> Sequence[str]:
    """Whether it stands before, among or after the prose of the block with the most of it, and how far."""
    places = [place for place, (home, prose) in enumerate(zip(document.homes, document.prose, strict=True)) if prose and home is document.main]
    if not places:
        return ["no prose"] * len(document.lines)
    first, last = places[0], places[-1]
    return [_beside(place, first, last) for place in range(len(document.lines))]


@choice("none", "earlier", "later")
def sibling_of_main(document: PageDocument) -> Sequence[str]:
    """Whether it stands in a sibling, of the same shape, of a block that holds the most prose: the next article of an endless page."""
    return document.siblings


def _beside(place: int, first: int, last: int) -> str:
    if place < first:
        before = first - place
        return "before 1-2" if before < 3 else "before 3-6" if before < 7 else "before 7+"
    after = place - last
    return "inside" if after <= 0 else "after 1" if after == 1 else "after 2-3" if after < 4 else "after 4-8" if after < 9 else "after 9+"


RULES: tuple[PageRule, ...] = (
    block_tag, landmark, *map(_inside, LANDMARKS[1:]), *(_named(place, group) for place, group in enumerate(NAME_GROUPS)), item_property, prose_of_home, main_prose,
    up_from_main, down_to_it, prose_of_shape, cards, items, bold, slanted, broken, hidden, image_before, beside_main, sibling_of_main,
)  # fmt: skip
