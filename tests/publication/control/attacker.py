"""Somebody who has everything that was published and a solver: what can each hidden number still be?

Shares no code with disclosure control. A number is a set of indivisible counts (who did what, through which channel,
in which month); whatever stands in the tables is the sum of such a set, so no rule about totals is needed.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Atom = Hashable
Form = frozenset[Atom]

MOST = 10_000


@dataclass
class Attack:
    """`told`: sums that were published, in any release; `hidden`: those that were not, with what they truly are.

    `left` are differences of two sums that would be small if they were known.
    """

    told: dict[Form, int] = field(default_factory=dict)
    hidden: dict[Form, int] = field(default_factory=dict)
    left: dict[Form, int] = field(default_factory=dict)

    def tell(self, form: Iterable[Atom], number: int) -> None:
        self.told[frozenset(form)] = number

    def hide(self, form: Iterable[Atom], truth: int) -> None:
        self.hidden[frozenset(form)] = truth

    def too_narrow(self, below: Mapping[Form, int] | int = 5) -> list[tuple[Form, int, float, float]]:
        """Hidden sums that cannot be anything from 1 to the threshold less one, or are known as closely as that."""
        found = []
        for form, truth in (self.left | self.hidden).items():
            # A true nought may be told.
            if form in self.told or not truth:
                continue
            limit = below if isinstance(below, int) else below[form]
            low, high = self.range(form, limit)
            from_1 = form in self.hidden and truth < limit
            if not (low <= 1 and high >= limit - 1 if from_1 else high - low >= limit - 2):
                found.append((form, truth, low, high))
        return found

    def range(self, form: Form, below: int) -> tuple[float, float]:
        """The least and the most that a sum can be, in whole numbers, given all that is told.

        The attacker even knows which of the numbers that are marked [c] are small, though the marker does not say so;
        of parts of a number that is itself small, that they are no larger than it.
        """
        atoms = sorted({atom for each in (*self.told, *self.hidden, *self.left) for atom in each}, key=str)
        column = {atom: place for place, atom in enumerate(atoms)}
        rows, low, high = [], [], []
        small = [each for each, truth in self.hidden.items() if 0 < truth < below and each not in self.told]
        for each, number in self.told.items():
            rows.append(each)
            low.append(number)
            high.append(number)
        for each in small:
            rows.append(each)
            low.append(0 if any(each < other for other in small) else 1)
            high.append(below - 1)
        matrix = np.zeros((len(rows), len(atoms)))
        for place, each in enumerate(rows):
            matrix[place, [column[atom] for atom in each]] = 1
        weights = np.zeros(len(atoms))
        weights[[column[atom] for atom in form]] = 1
        sums = [LinearConstraint(matrix, low, high)] if rows else []
        ends = []
        for sign in (1, -1):
            result = milp(sign * weights, integrality=1, bounds=Bounds(0, MOST), constraints=sums)
            assert result.success, result.message
            ends.append(sign * result.fun)
        return round(ends[0]), round(ends[1])
