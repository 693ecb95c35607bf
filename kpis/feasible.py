"""What a reader can work out of hidden counts: the audit of METHODS P2a, by bounds and by linear programming."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array

from kpis.quantities import Key, Table

FAR = 1000
"""How far from the truth the programme looks: a range that is wide enough within it is wide enough."""

Bounds = npt.NDArray[np.float64]


@dataclass
class Component(Generic[Key]):
    """Unknown counts that are tied to each other, with what a reader who knows the small ones as such may assume.

    `rows` are the relations: places of unknown counts and their signs; the sum of each equals `constants`.
    """

    keys: list[Key]
    places: list[int]
    rows: list[list[tuple[int, int]]]
    constants: list[int]
    truth: Bounds
    lowest: Bounds
    highest: Bounds
    wanted: dict[int, tuple[float, float, float]]
    binding: dict[int, set[int]] = field(default_factory=dict)

    @property
    def is_tree(self) -> bool:
        """Whether no two relations are tied together twice, so that bounds alone are exact."""
        return len(self.keys) + len(self.rows) - 1 == sum(len(row) for row in self.rows)


def exposed(table: Table[Key], unknown: set[Key]) -> dict[Key, set[int]]:
    """Protected counts whose range is too narrow, each with the relations that narrow it.

    A small one must still be able to be 1 and the threshold less one; any other hidden one must span as much.
    """
    found: dict[Key, set[int]] = {}
    for keys in _components(table, unknown):
        if any(table.protected(key) for key in keys):
            part = _component(table, keys, unknown)
            _audit(part)
            found |= {part.keys[each]: {part.places[row] for row in rows} for each, rows in part.binding.items()}
    return found


def _components(table: Table[Key], unknown: set[Key]) -> Iterator[list[Key]]:
    seen: set[Key] = set()
    for start in table.of:
        if start not in unknown or start in seen:
            continue
        seen.add(start)
        keys = [start]
        for key in keys:
            for place in table.of[key]:
                for member in table.relations[place].members:
                    if member in unknown and member not in seen:
                        seen.add(member)
                        keys.append(member)
        yield keys


def _component(table: Table[Key], keys: list[Key], unknown: set[Key]) -> Component[Key]:
    index = {key: each for each, key in enumerate(keys)}
    places = sorted({place for key in keys for place in table.of[key]})
    rows, constants = [], []
    within_small: set[Key] = set()
    for place in places:
        relation = table.relations[place]
        signed = [(relation.total, -1), *((part, 1) for part in relation.parts)]
        rows.append([(index[key], sign) for key, sign in signed if key in unknown])
        constants.append(-sum(sign * table.quantities[key].count for key, sign in signed if key not in unknown))
        if _known_small(table, relation.total):
            within_small.update(relation.parts)
    counts = [table.quantities[key] for key in keys]
    small = [_known_small(table, key) for key in keys]
    # A part of a small total may be nought for all that a reader is told: [c] does not say which of them is small.
    lowest = [
        float(each and not one.zero_too and key not in within_small)
        for key, one, each in zip(keys, counts, small, strict=True)
    ]
    highest = [one.below - 1.0 if each else np.inf for one, each in zip(counts, small, strict=True)]
    return Component(
        keys,
        places,
        rows,
        constants,
        np.array([float(one.count) for one in counts]),
        np.array(lowest),
        np.array(highest),
        {
            each: (1.0, one.below - 1.0, 0.0) if one.small else (np.inf, -np.inf, one.below - 2.0)
            for each, (key, one) in enumerate(zip(keys, counts, strict=True))
            if table.protected(key)
        },
    )


def _known_small(table: Table[Key], key: Key) -> bool:
    return table.protected(key) and table.quantities[key].small


def _wide(wanted: tuple[float, float, float], low: float, high: float) -> bool:
    lowest, highest, span = wanted
    return low <= lowest and high >= highest and high - low >= span


def _audit(part: Component[Key]) -> None:
    """Bounds first: they show most of what is too narrow, and where relations form a tree they show all."""
    low, high, cause = _bounded(part)
    for each, wanted in part.wanted.items():
        if not _wide(wanted, low[each], high[each]):
            part.binding[each] = cause.get(each, set())
    if not part.is_tree and not part.binding:
        _programme(part)


def _bounded(part: Component[Key]) -> tuple[Bounds, Bounds, dict[int, set[int]]]:
    """The narrowest bounds that one relation after the other gives, and the relations that gave each."""
    low, high = part.lowest.tolist(), part.highest.tolist()
    cause: dict[int, set[int]] = {}
    of: dict[int, list[int]] = {}
    for place, row in enumerate(part.rows):
        for each, _ in row:
            of.setdefault(each, []).append(place)
    queue = dict.fromkeys(range(len(part.rows)))
    while queue:
        place = next(iter(queue))
        del queue[place]
        for each, (lower, upper) in _within(part.rows[place], part.constants[place], low, high):
            if lower > low[each] or upper < high[each]:
                low[each], high[each] = max(low[each], lower), min(high[each], upper)
                cause.setdefault(each, set()).add(place)
                queue |= dict.fromkeys(other for other in of[each] if other != place)
    return np.array(low), np.array(high), cause


def _within(
    row: list[tuple[int, int]], constant: int, low: list[float], high: list[float]
) -> list[tuple[int, tuple[float, float]]]:
    """What one relation says of each of its counts: the constant less the others, as low or as high as they may be."""
    ends = [(low[each], high[each]) if sign > 0 else (-high[each], -low[each]) for each, sign in row]
    result = []
    for place, (each, sign) in enumerate(row):
        others = ends[:place] + ends[place + 1 :]
        least = constant - sum(end for _, end in others)
        most = constant - sum(start for start, _ in others)
        result.append((each, (least, most) if sign > 0 else (-most, -least)))
    return result


def _programme(part: Component[Key]) -> None:
    """Look for solutions that show each range to be wide enough; what none shows is too narrow."""
    seen = [part.truth.copy(), part.truth.copy()]
    matrix = _matrix(part)
    waiting = list(part.wanted)
    for sign in (1.0, -1.0):
        objective = np.zeros(len(part.keys))
        objective[waiting] = sign
        _solve(part, matrix, objective, seen)
    for each in waiting:
        for side, sign in ((0, 1.0), (1, -1.0)):
            if not _wide(part.wanted[each], seen[0][each], seen[1][each]) and not _far_enough(part, each, side, seen):
                objective = np.zeros(len(part.keys))
                objective[each] = sign
                rows = _solve(part, matrix, objective, seen)
                if side == 1 and not _wide(part.wanted[each], seen[0][each], seen[1][each]):
                    part.binding[each] = rows


def _far_enough(part: Component[Key], each: int, side: int, seen: Sequence[Bounds]) -> bool:
    lowest, _, span = part.wanted[each]
    return side == 0 and not span and bool(seen[0][each] <= lowest)


def _matrix(part: Component[Key]) -> csr_array:
    entries = [(row, each, sign) for row, members in enumerate(part.rows) for each, sign in members]
    at, column, sign = (np.array(values) for values in zip(*entries, strict=True))
    return csr_array((sign.astype(float), (at, column)), shape=(len(part.rows), len(part.keys)))


def _solve(part: Component[Key], matrix: csr_array, objective: Bounds, seen: list[Bounds]) -> set[int]:
    """One solution in whole numbers; the relations that bind it."""
    low = np.maximum(part.lowest, part.truth - FAR)
    high = np.minimum(part.highest, part.truth + FAR)
    bounds = np.column_stack((low, high))
    result = linprog(objective, A_eq=matrix, b_eq=part.constants, bounds=bounds)
    rows = {int(row) for row in np.flatnonzero(np.abs(result.eqlin.marginals) > 1e-9)} if result.success else set()
    if result.success and np.abs(result.x - result.x.round()).max() > 1e-6:
        result = linprog(objective, A_eq=matrix, b_eq=part.constants, bounds=bounds, integrality=1)
    if result.success:
        found = result.x.round()
        seen[0], seen[1] = np.minimum(seen[0], found), np.maximum(seen[1], found)
    return rows
