"""What a reader can work out of hidden counts: the audit of METHODS P2a, by bounds and by linear programming."""

from collections.abc import Iterable, Mapping
from typing import Generic

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp
from scipy.sparse import csc_array

from kpis.component import Component, bounded, components
from kpis.quantities import Key, Table

FAR = 100
"""How far from the truth the programme looks: a range that is wide enough within it is wide enough."""

TURNS = 12
"""Solutions looked for that move all counts at once, before each is looked at by itself."""

ENOUGH = 24
"""Narrow counts after which something is hidden before looking on: it often widens others too."""


def exposed(table: Table[Key], unknown: set[Key], starts: Iterable[Key]) -> dict[Key, set[int]]:
    """Protected counts tied to any of `starts` whose range is too narrow, each with the relations that narrow it."""
    found: dict[Key, set[int]] = {}
    for part in components(table, unknown, starts):
        narrow = _audited(part)
        found |= {part.keys[each]: {part.places[row] for row in rows} for each, rows in narrow.items()}
    return found


def _audited(part: Component[Key]) -> dict[int, set[int]]:
    """Counts whose range is too narrow, and the rows that make it so.

    Bounds show most of what is too narrow, and where relations form a tree they show all of it.
    """
    low, high, cause = bounded(part)
    narrow = {e: cause.get(e, set()) for e, wanted in part.wanted.items() if not wanted.met(low[e], high[e])}
    return narrow if narrow or part.is_tree else Programme(part, low, high).narrow()


class Programme(Generic[Key]):
    """Looks for solutions in whole numbers that show each range to be wide enough; what none shows is too narrow."""

    def __init__(self, part: Component[Key], low: list[float], high: list[float]) -> None:
        self.part = part
        truth = np.array(part.truth, dtype=float)
        self.bounds = Bounds(np.maximum(low, truth - FAR), np.minimum(high, truth + FAR))
        self.least, self.most = truth.copy(), truth.copy()
        entries = [(row, each, sign) for row, members in enumerate(part.rows) for each, sign in members]
        at, column, sign = (np.array(values) for values in zip(*entries, strict=True))
        self.matrix = csc_array((sign.astype(float), (at, column)), shape=(len(part.rows), len(part.keys)))
        self.sums = LinearConstraint(self.matrix, part.constants, part.constants)

    def narrow(self) -> dict[int, set[int]]:
        """Counts that no solution shows to be wide, and the rows that bind them; not all, if there are many."""
        self._look_together()
        found: dict[int, set[int]] = {}
        for each in self.part.wanted:
            for sign in (1.0, -1.0):
                if not self._met(each):
                    self._look({each: sign})
            if not self._met(each):
                found[each] = self._binding(each)
                if len(found) == ENOUGH:
                    break
        return found

    def _met(self, each: int) -> bool:
        return self.part.wanted[each].met(self.least[each], self.most[each])

    def _look_together(self) -> None:
        """Move all counts at once, each half of them against the other: most are soon seen to be wide."""
        unmet = [each for each in self.part.wanted if not self._met(each)]
        for turn in range(TURNS):
            if len(unmet) < 4:
                return
            self._look({each: 1.0 if (place >> turn // 2) + turn & 1 else -1.0 for place, each in enumerate(unmet)})
            if turn % 2:
                unmet = [each for each in unmet if not self._met(each)]

    def _look(self, objective: Mapping[int, float]) -> None:
        """The solution that has the least of the objective, among those seen."""
        weights = np.zeros(len(self.part.keys))
        weights[list(objective)] = list(objective.values())
        for whole in (0, 1):
            options = {"node_limit": 50}
            result = milp(weights, integrality=whole, bounds=self.bounds, constraints=self.sums, options=options)
            if result.x is None:
                return
            found = result.x.round()
            if np.abs(result.x - found).max() < 1e-6:
                break
        self.least, self.most = np.minimum(self.least, found), np.maximum(self.most, found)

    def _binding(self, each: int) -> set[int]:
        """The rows whose constants hold the range down."""
        found: set[int] = set()
        ends = np.column_stack((self.bounds.lb, self.bounds.ub))
        for sign in (1.0, -1.0):
            weights = np.zeros(len(self.part.keys))
            weights[each] = sign
            result = linprog(weights, A_eq=self.matrix, b_eq=self.part.constants, bounds=ends)
            if result.success:
                found |= {int(row) for row in np.flatnonzero(np.abs(result.eqlin.marginals) > 1e-9)}
        return found
