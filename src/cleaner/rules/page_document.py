"""What the rules of pages look at: the lines of a page in columns, where its prose stands, and what it says of itself."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from functools import cached_property

from cleaner.reading.addresses import host_of
from cleaner.reading.blocks import Block
from cleaner.reading.linked_data import Claims
from cleaner.reading.page import PageLine
from cleaner.reading.titles import letters, share_of_title, title_letters
from cleaner.rules.document import Document
from cleaner.rules.engine import RuleOn
from cleaner.rules.matching import PhraseIndex
from cleaner.rules.vocabulary import Words

_PROSE = 80
"""Size from which a line that is not mostly links counts as prose."""
_MOST_LINKS = 0.4
# Blocks of text: the block that holds several of them is their home.
_OF_TEXT = frozenset((
    "p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "pre", "dd", "dt", "dl", "figcaption", "figure", "tr", "td", "th", "tbody",
    "table",
))
_DIGITS = re.compile(r"\d+")
_TELLING = 6
"""Letters from which a line is known again, figures aside."""
_MOST_STEPS = 40
_MUCH = 4
"""An article with at least this part of the longest one's prose may be the one that the page is about, if it comes first."""
_MOST_BODY = 200_000


class PageDocument(Document):
    """The lines of a page, in columns."""

    def __init__(self, lines: Sequence[PageLine], phrases: PhraseIndex, words: Words, claims: Claims, url: str | None = None, address: str = "") -> None:
        super().__init__(lines, phrases, words, url)
        self.claims = claims
        self.raws = [line.raw for line in lines]
        self.blocks = [raw.block for raw in self.raws]
        self.shares = [line.link_share or 0.0 for line in lines]
        self.own_host = registered_name(self.host) or registered_name(host_of(address)) or self._commonest_host()

    def _commonest_host(self) -> str:
        counted = Counter(host_of(address) for raw in self.raws for address, _ in raw.links if address.startswith("http"))
        return registered_name(counted.most_common(1)[0][0]) if counted else ""

    @cached_property
    def prose(self) -> list[bool]:
        """Lines that are long enough for a paragraph and not mostly links."""
        return [size >= _PROSE and share < _MOST_LINKS for size, share in zip(self.sizes, self.shares, strict=True)]

    @cached_property
    def scattered(self) -> list[int]:
        """Behind how many different paragraphs each line stands, figures aside; of an article that the page holds twice no line is scattered."""
        keys = [_DIGITS.sub("", text) for text in self.letters]
        once, behind, last = Counter(keys), dict[str, set[int]](), -1
        for place, (key, prose) in enumerate(zip(keys, self.prose, strict=True)):
            behind.setdefault(key, set()).add(last)
            if prose and once[key] == 1:
                last = place
        return [len(behind[key]) if len(key) >= _TELLING else 1 for key in keys]

    @cached_property
    def homes(self) -> list[Block]:
        """For each line the block that holds it and its like."""
        held = Counter(block for line in self.blocks for block in upwards(line))
        known = {block: _home(block, held) for block in self.blocks}
        return [known[block] for block in self.blocks]

    @cached_property
    def prose_of_home(self) -> dict[Block, float]:
        """How much prose each home has."""
        found: dict[Block, float] = {}
        for home, size, prose in zip(self.homes, self.sizes, self.prose, strict=True):
            found[home] = found.get(home, 0.0) + (size if prose else 0.0)
        return found

    @cached_property
    def main(self) -> Block | None:
        """The home with the most prose; on a page that goes on with other articles of the same shape, the first one's."""
        of_home = self.prose_of_home
        if not any(of_home.values()):
            return None
        most = max(of_home, key=of_home.__getitem__)
        above = _children_above(most)
        large = (home for home, prose in of_home.items() if prose * _MUCH >= of_home[most] and home.shape == most.shape)
        return next((home for home in large if home is most or self._is_sibling(home, above)), most)

    @cached_property
    def siblings(self) -> list[str]:
        """For each line: whether it stands in another article of the page, before or after the main one."""
        above = _children_above(self.main)
        known = {home: self._is_sibling(home, above) for home in self.prose_of_home}
        passed, found = False, []
        for home in self.homes:
            passed = passed or home is self.main
            found.append("none" if not known[home] else "later" if passed else "earlier")
        return found

    @cached_property
    def _titled(self) -> set[Block]:
        """Blocks that hold a heading of the first level, and the article elements."""
        found: set[Block] = set()
        for block in self.blocks:
            if block.tag == "h1":
                found.update(upwards(block))
        return found

    def _is_sibling(self, block: Block, above: dict[Block, Block]) -> bool:
        """Whether the block stands in a sibling, of the same shape, of a block above the main home, both with a title of their own."""
        for one in upwards(block):
            if one.parent is None:
                return False
            if one.parent in above:
                other = above[one.parent]
                both_titled = one.tag == "article" or {one, other} <= self._titled
                return other is not one and other.shape == one.shape and both_titled
        return False

    @cached_property
    def steps(self) -> list[tuple[int, int]]:
        """For each line: how many blocks up from the main home, and then down, its home stands."""
        if self.main is None:
            return [(9, 9)] * len(self.lines)
        above = {block: steps for steps, block in enumerate(upwards(self.main))}
        known = {home: _steps(home, above) for home in self.prose_of_home}
        return [known[home] for home in self.homes]

    @cached_property
    def boxes(self) -> list[Block | int]:
        """For each line the highest block that holds it and not the block with the most prose. A line that stands right in that block, as lines between `<br>` do, is a box by itself: its number."""
        above = set(upwards(self.main))
        return [place if block in above else box for place, (block, (box, _)) in enumerate(zip(self.blocks, self._boxed, strict=True))]

    @cached_property
    def names_in_box(self) -> list[int]:
        """For each line the groups that classes and ids name from its block up to its box."""
        return [names for _, names in self._boxed]

    @cached_property
    def _boxed(self) -> list[tuple[Block, int]]:
        above = set(upwards(self.main))
        known = {block: _box(block, above) for block in set(self.blocks)}
        return [known[block] for block in self.blocks]

    @cached_property
    def letters(self) -> list[str]:
        """The letters of each line, to compare."""
        return [letters(text) for text in self.texts]

    @cached_property
    def claimed_body(self) -> str:
        """The letters of the body that the page claims to have."""
        return "\n".join(letters(_without_tags(body[:_MOST_BODY])) for body in self.claims.bodies[:3])

    @cached_property
    def titles(self) -> list[str]:
        return title_letters(self.claims.titles)

    @cached_property
    def title_places(self) -> list[int]:
        """Lines that say the title that the page claims."""
        return [place for place, share in enumerate(self.title_shares) if share >= 0.7]

    @cached_property
    def title_place(self) -> int | None:
        """The first heading that says it, else the first line that does."""
        return next((place for place in self.title_places if self.lines[place].heading), self.title_places[0] if self.title_places else None)

    @cached_property
    def title_shares(self) -> list[float]:
        """How much of a claimed title each line is: 1 is all of it, or of the part before the site's name."""
        return [share_of_title(text, self.titles) for text in self.letters]


PageRule = RuleOn[PageDocument]


def _home(block: Block, held: Mapping[Block, int]) -> Block:
    """The block above that is no paragraph, list or table, nor one made for a single line: some sites wrap each paragraph by itself."""
    for _ in range(_MOST_STEPS):
        if block.parent is None or (block.tag not in _OF_TEXT and held[block] > 1):
            break
        block = block.parent
    return block


def _steps(block: Block, above: dict[Block, int]) -> tuple[int, int]:
    for down in range(_MOST_STEPS):
        if block in above:
            return above[block], down
        if block.parent is None:
            break
        block = block.parent
    return 9, 9


def _box(block: Block, above: Set[Block]) -> tuple[Block, int]:
    """The highest block up from this one that is not among those above the main home, and the groups named on the way."""
    names = block.names
    if block not in above:
        for _ in range(_MOST_STEPS):
            if block.parent is None or block.parent in above:
                break
            block = block.parent
            names |= block.names
    return block, names


def upwards(block: Block | None) -> Iterator[Block]:
    """The block and those above it, as far as rules look."""
    for _ in range(_MOST_STEPS):
        if block is None:
            return
        yield block
        block = block.parent


def _children_above(block: Block | None) -> dict[Block, Block]:
    """For each block above this one, its child on the way down to it."""
    return {one.parent: one for one in upwards(block) if one.parent is not None}


def _without_tags(text: str) -> str:
    return re.sub(r"<[a-zA-Z/][^<>]{0,500}>", " ", text)


def registered_name(host: str) -> str:
    """The part of a host that a site's other hosts share: its last two names, or three below a short one like `co.uk`."""
    names = host.split(".")
    return ".".join(names[-3:] if len(names) > 2 and len(names[-2]) <= 3 and len(names[-1]) <= 2 else names[-2:]) if len(names) > 1 else ""
