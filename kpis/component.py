"""Unknown counts that are tied to each other, and the bounds that one relation after the other sets them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import inf
from typing import Generic

from kpis.quantities import Key, Table

Ends = tuple[float, float]


@dataclass(frozen=True)
class Wanted:
    """How wide a count's range must be: from `lowest` or below to `highest` or above, and `span` wide."""

    lowest: float
    highest: float
    span: float

    def met(self, low: float, high: float) -> bool:
        """Whether a range is as wide."""
        return low <= self.lowest and high >= self.highest and high - low >= self.span


@dataclass
class Component(Generic[Key]):
    """Unknown counts with what a reader who knows the small ones as such may assume; `truth` is what they are.

    `rows` are the relations: places of counts and their signs; the sum of each is its constant. `places` are the
    relations' numbers in the table. `wanted`: place and range of each protected count.
    """

    keys: list[Key]
    places: list[int]
    rows: list[list[tuple[int, int]]]
    constants: list[int]
    truth: list[int]
    low: list[float]
    high: list[float]
    wanted: dict[int, Wanted]

    @property
    def is_tree(self) -> bool:
        """Whether no two counts are tied in two ways, so that bounds alone are exact."""
        return len(self.keys) + len(self.rows) - 1 == sum(len(row) for row in self.rows)

    def rows_of(self) -> list[list[int]]:
        """The rows in which each count stands."""
        found: list[list[int]] = [[] for _ in self.keys]
        for place, row in enumerate(self.rows):
            for each, _ in row:
                found[each].append(place)
        return found


def components(table: Table[Key], unknown: set[Key], starts: Iterable[Key]) -> Iterator[Component[Key]]:
    """Those in which any of the counts stands and any count is protected."""
    seen: set[Key] = set()
    for start in sorted((key for key in starts if key in unknown), key=table.rank.__getitem__):
        if start not in seen:
            keys = tied(table, unknown, start)
            seen.update(keys)
            if any(table.protected(key) for key in keys):
                yield _component(table, unknown, keys)


def tied(table: Table[Key], unknown: set[Key], start: Key) -> list[Key]:
    """An unknown count and those that stand in a sum with it, or with one of these, and so on."""
    keys = [start]
    seen, passed = {start}, set()
    for key in keys:
        for place in table.of[key]:
            if place in passed:
                continue
            passed.add(place)
            new = [member for member in table.relations[place].members if member in unknown and member not in seen]
            seen.update(new)
            keys += new
    return keys


def _component(table: Table[Key], unknown: set[Key], keys: list[Key]) -> Component[Key]:
    index = {key: each for each, key in enumerate(keys)}
    places = sorted({place for key in keys for place in table.of[key]})
    rows, constants = [], []
    for place in places:
        signed = table.relations[place].signed
        rows.append([(index[key], sign) for key, sign in signed if key in unknown])
        constants.append(-sum(sign * table.quantities[key].count for key, sign in signed if key not in unknown))
    ends = [_assumed(table, key) for key in keys]
    truth = [table.quantities[key].count for key in keys]
    wanted = {each: _wanted(table, key) for each, key in enumerate(keys) if table.protected(key)}
    return Component(keys, places, rows, constants, truth, [e[0] for e in ends], [e[1] for e in ends], wanted)


def _assumed(table: Table[Key], key: Key) -> Ends:
    """What a reader takes for granted who knows which of the hidden counts are the small ones.

    A part of a total that is itself small may be nought: [c] does not say which of them is the small one. Nor does
    it say whether a rate is hidden for its numerator, its denominator or what is left, which stands nowhere.
    """
    one = table.quantities[key]
    if not (one.small and key in table.hidden):
        return 0.0, inf
    of_small = any(
        key in relation.parts
        and not relation.beside
        and table.quantities[relation.total].small
        and relation.total in table.hidden
        for relation in (table.relations[place] for place in table.of[key])
    )
    return float(not one.zero_too and not of_small), one.below - 1.0


def _wanted(table: Table[Key], key: Key) -> Wanted:
    """A small count may be from 1 to its threshold less one; any other, or one that stands nowhere, is as uncertain."""
    one = table.quantities[key]
    return Wanted(1.0, one.below - 1.0, 0.0) if one.small and one.shown else Wanted(inf, -inf, one.below - 2.0)


def bounded(part: Component[Key]) -> tuple[list[float], list[float], dict[int, set[int]]]:
    """The narrowest bounds that one relation after the other gives, and the rows that gave each."""
    low, high = list(part.low), list(part.high)
    cause: dict[int, set[int]] = {}
    of = part.rows_of()
    queue = dict.fromkeys(range(len(part.rows)))
    while queue:
        place = next(iter(queue))
        del queue[place]
        for each, (lower, upper) in _within(part.rows[place], part.constants[place], low, high):
            if lower > low[each] or upper < high[each]:
                low[each], high[each] = max(low[each], lower), min(high[each], upper)
                cause.setdefault(each, set()).add(place)
                queue |= dict.fromkeys(other for other in of[each] if other != place)
    return low, high, cause


def _within(row: list[tuple[int, int]], constant: int, low: list[float], high: list[float]) -> list[tuple[int, Ends]]:
    """What one relation says of each of its counts: the constant less the others, as low or as high as they may be."""
    ends = [(low[each], high[each]) if sign > 0 else (-high[each], -low[each]) for each, sign in row]
    finite = [sum(end for end in side if abs(end) != inf) for side in zip(*ends, strict=True)]
    open_ends = [sum(abs(end) == inf for end in side) for side in zip(*ends, strict=True)]
    result = []
    for (each, sign), (start, end) in zip(row, ends, strict=True):
        least = _less(constant, finite[1], open_ends[1], end, -inf)
        most = _less(constant, finite[0], open_ends[0], start, inf)
        result.append((each, (least, most) if sign > 0 else (-most, -least)))
    return result


def _less(constant: int, finite: float, unbounded: int, own: float, otherwise: float) -> float:
    """The constant less the ends of all the others; `otherwise` if one of them has no end."""
    if abs(own) == inf:
        return otherwise if unbounded > 1 else constant - finite
    return otherwise if unbounded else constant - finite + own
