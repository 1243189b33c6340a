"""Sums of weights: all that the evidence of a document adds to the scores of its lines, in few additions a line.

The seven weights of a cell are packed into one integer, so that a line's scores are one sum. What is seen on most lines, the
first value of every rule, is summed once for all. What a line says to the one before it and the one after it is packed beside
what it says of itself. The sums are those of the tables, to the last digit.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from struct import Struct

EDGE = "edge"
"""What a rule sees of the line before the first, or after the last."""

# Seven signed fields of 32 bits; a borrow from the field above is paid back when the field is lifted over zero.
_FIELDS = Struct("<7i")
_BITS = 32
_WHOLE = 8 * _FIELDS.size
_MASK = (1 << _WHOLE) - 1
_MOST = 1 << 20
"""Bound of a weight, a thousand nats: sums over hundreds of tables stay within half a field."""

Packed = Sequence[int]


def pack(weights: Sequence[int]) -> int:
    """Pack seven weights, below 2**20 and above -2**20, into one integer that adds up field by field."""
    if max(weights) >= _MOST or min(weights) <= -_MOST:
        raise ValueError(f"weights have to be below {_MOST} thousandths of a nat; fit them anew")
    return (int.from_bytes(_FIELDS.pack(*weights), "little") ^ _LIFT) - _LIFT


def shifted(weight: int, place: int) -> int:
    """One weight in its field, the others nought: what `pack` makes is the sum of seven of these."""
    return weight << _BITS * place


def unpack(total: int) -> tuple[int, ...]:
    """Return the seven sums of packed weights."""
    return _unlift([total + _LIFT])[0]


def _unlift(totals: Iterable[int]) -> list[tuple[int, ...]]:
    """The seven sums of each total, of each field the sum plus 2**31: with the highest bit turned round, that is how signed numbers are stored."""
    size, lift = _FIELDS.size, _LIFT
    return list(_FIELDS.iter_unpack(b"".join([(total ^ lift).to_bytes(size, "little") for total in totals])))


def _level(bits: int) -> int:
    return sum(1 << (_BITS * place + bits) for place in range(7))


_LIFT = _level(31)
# The three parts of a line's sum are lifted by what makes 2**31 together, so that each can be cut out of the whole.
_LIFT_OWN, _LIFT_SAID = _level(30), _level(29)


@dataclass(frozen=True, slots=True)
class Look:
    """One factor of a table: a rule, on this line (0), the one before (-1) or after (1)."""

    rule: str
    shift: int
    values: tuple[str, ...]

    @classmethod
    def parse(cls, name: str, values: Mapping[str, Sequence[str]]) -> Look:
        """Read `size`, `size before` or `size after`; `values` gives what each rule can see."""
        rule, _, where = name.partition(" ")
        shift = {"": 0, "before": -1, "after": 1}[where]
        return cls(rule, shift, (*values[rule], EDGE) if shift else tuple(values[rule]))

    def column(self, evidence: Mapping[str, list[int]]) -> list[int]:
        """What it sees on each line, as places in `values`."""
        column = evidence[self.rule]
        if self.shift == 0:
            return column
        edge = len(self.values) - 1
        return [edge, *column[:-1]] if self.shift < 0 else [*column[1:], edge]


class Sums:
    """All tables, arranged for few additions a line.

    A table of two looks is split into what the first look adds where the second sees its plain case, the reverse, and a rest
    where neither is plain. Then every look adds one number, all plain cases together are one number for the whole document,
    and a rule that sees nothing in a document costs nothing.
    """

    def __init__(self, tables: Iterable[tuple[Sequence[Look], Packed]], bias: Sequence[int]) -> None:
        added: dict[str, dict[int, list[int]]] = {}
        """What the values of each rule add, by rule and by which line looks at them."""
        plain = pack(bias)
        self.looks: list[Look] = []
        places: dict[tuple[str, int], int] = {}
        self.pairs: list[list[tuple[int, list[list[int]]]]] = []
        """For each look in `looks`, the places of others, and what the two add together, beyond what each adds."""
        for looks, packed in tables:
            plain += packed[0]
            width = len(looks[1].values) if len(looks) > 1 else 1
            rows = [packed[at : at + width] for at in range(0, len(packed), width)]
            _add(added, looks[0], [row[0] for row in rows])
            if len(looks) > 1:
                _add(added, looks[1], rows[0])
                one, other = (self._place(look, places) for look in looks)
                self.pairs[one].append((other, _rest(rows)))
        self._arrange(added, plain)

    def _place(self, look: Look, places: dict[tuple[str, int], int]) -> int:
        if (look.rule, look.shift) not in places:
            places[look.rule, look.shift] = len(self.looks)
            self.looks.append(look)
            self.pairs.append([])
        return places[look.rule, look.shift]

    def _arrange(self, added: Mapping[str, Mapping[int, list[int]]], plain: int) -> None:
        """Part what only a line itself looks at from what the lines beside it look at too."""
        self.own = [(rule, shifts[0]) for rule, shifts in added.items() if shifts.keys() == {0}]
        """What each value of a rule adds to its line."""
        self.wide = [(rule, _widened(shifts)) for rule, shifts in added.items() if shifts.keys() != {0}]
        """The same for rules that the lines beside look at too: for the line itself, the one after it, and the one before it."""
        self.start = plain + _LIFT_OWN + (_LIFT_SAID << _WHOLE) + (_LIFT_SAID << 2 * _WHOLE)
        self.at_first, self.at_last = (_LIFT_SAID + sum(shifts[shift][-1] for shifts in added.values() if shift in shifts) for shift in (-1, 1))

    def rows(self, evidence: Mapping[str, list[int]], count: int) -> list[tuple[int, ...]]:
        """The sums of all weights, seven a line."""
        if not count:
            return []
        own = _summed(self.own, evidence, [0] * count)
        self._add_pairs(evidence, own)
        wide = _summed(self.wide, evidence, [self.start] * count)
        before = [self.at_first, *[total >> _WHOLE & _MASK for total in wide[:-1]]]
        after = [*[total >> 2 * _WHOLE for total in wide[1:]], self.at_last]
        return _unlift([mine + (said & _MASK) + left + right for mine, said, left, right in zip(own, wide, before, after, strict=True)])

    def _add_pairs(self, evidence: Mapping[str, list[int]], totals: list[int]) -> None:
        every = range(len(totals))
        columns = [look.column(evidence) for look in self.looks]
        seen = [list(compress(every, column)) for column in columns]
        for first, lines, partners in zip(columns, seen, self.pairs, strict=True):
            if lines:
                for other, rest in partners:
                    second, others = columns[other], seen[other]
                    for line in others if len(others) < len(lines) else lines:
                        totals[line] += rest[first[line]][second[line]]


def _summed(rules: Iterable[tuple[str, list[int]]], evidence: Mapping[str, list[int]], totals: list[int]) -> list[int]:
    """Add to each line what its values add. What most lines have is looked up for all of them at once, the rest line by line."""
    often: list[Iterable[int]] = [totals]
    rarely = []
    for rule, added in rules:
        column = evidence[rule]
        plain = column.count(0)
        if plain < len(column):
            if 3 * plain < len(column):
                often.append(map(added.__getitem__, column))
            else:
                rarely.append((added, column))
    totals = list(map(sum, zip(*often, strict=True)))
    for added, column in rarely:
        for line in compress(range(len(column)), column):
            totals[line] += added[column[line]]
    return totals


def _widened(shifts: Mapping[int, list[int]]) -> list[int]:
    """Of a rule's values: what they add to their own line, to the one after it (which sees them before), and to the one before it."""
    count = max(len(packed) - (shift != 0) for shift, packed in shifts.items())
    parts = [shifts.get(shift, [0] * count)[:count] for shift in (0, -1, 1)]
    return [own + (after << _WHOLE) + (before << 2 * _WHOLE) for own, after, before in zip(*parts, strict=True)]


def _add(added: dict[str, dict[int, list[int]]], look: Look, packed: Packed) -> None:
    shifts = added.setdefault(look.rule, {})
    so_far = shifts.get(look.shift) or [0] * len(packed)
    shifts[look.shift] = [before + cell - packed[0] for before, cell in zip(so_far, packed, strict=True)]


def _rest(rows: Sequence[Packed]) -> list[list[int]]:
    """What is left of each cell without what its row and its column add by themselves."""
    return [[cell - row[0] - plain + rows[0][0] for cell, plain in zip(row, rows[0], strict=True)] for row in rows]
