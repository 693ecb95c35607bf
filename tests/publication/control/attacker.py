"""Somebody who has everything that was published and a solver: what can each hidden number still be?

Shares no code with disclosure control. A number is a set of indivisible counts (who did what, through which channel,
in which month); whatever stands in the tables is the sum of such a set, so no rule about totals is needed.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

Atom = Hashable
Form = frozenset[Atom]
Narrow = tuple[Form, int, int, int]
Numbers = np.ndarray[tuple[int], np.dtype[np.float64]]

MOST = 10_000
TURNS = 12


@dataclass
class Attack:
    """`told`: sums that were published, in any release; `hidden`: those that were not, with what they truly are.

    `left` are differences of two sums that would be small if they were known.
    """

    told: dict[Form, int] = field(default_factory=dict)
    hidden: dict[Form, int] = field(default_factory=dict)
    left: dict[Form, int] = field(default_factory=dict)

    def note(self, form: Iterable[Atom], number: int, told: bool) -> None:
        """A sum that stands in a table, or [c] where it would stand."""
        (self.told if told else self.hidden)[frozenset(form)] = number

    def too_narrow(self, below: int = 5) -> list[Narrow]:
        """Hidden sums that cannot be anything from 1 to the threshold less one, or are known as closely as that.

        A solution that was found for one sum is one for all: what some have shown to be wide is not looked at again.
        """
        # A true nought may be told, and so may what is not small and stands elsewhere.
        wanted = {
            form: number
            for form, number in (self.left | self.hidden).items()
            if number and not (form in self.told and number >= below)
        }
        if not wanted:
            return []
        public = _Public(self, below)
        forms = public.matrix(wanted)
        least = most = np.array(list(wanted.values()))
        for turn in range(TURNS):
            # Many at once, some as low and some as high as they go, for a start.
            signs = np.array([1 if (place >> turn // 2) + turn & 1 else -1 for place in range(len(wanted))])
            narrow = [
                not self._wide(form, number, below, *ends)
                for (form, number), *ends in zip(wanted.items(), least, most, strict=True)
            ]
            values = forms @ public.solution(forms.T @ (signs * narrow))
            least, most = np.minimum(least, values), np.maximum(most, values)
        found = []
        for place, (form, number) in enumerate(wanted.items()):
            for sign in (1, -1):
                if not self._wide(form, number, below, least[place], most[place]):
                    values = forms @ public.solution(sign * forms[[place]].toarray()[0])
                    least, most = np.minimum(least, values), np.maximum(most, values)
            if not self._wide(form, number, below, least[place], most[place]):
                found.append((form, number, round(least[place]), round(most[place])))
        return found

    def _wide(self, form: Form, number: int, below: int, low: float, high: float) -> bool:
        if form in self.hidden and number < below:
            return low <= 1 and high >= below - 1
        return high - low >= below - 2


class _Public:
    """What is known as a programme in whole numbers.

    The attacker even knows which of the numbers that are marked [c] are small, though the marker does not say so;
    of parts of a number that is itself small, that they are no larger than it.
    """

    def __init__(self, attack: Attack, below: int) -> None:
        # Counts that always stand together are one.
        of: dict[Atom, list[int]] = defaultdict(list)
        for place, form in enumerate(dict.fromkeys((*attack.told, *attack.hidden, *attack.left))):
            for atom in form:
                of[atom].append(place)
        number = {places: column for column, places in enumerate(dict.fromkeys(map(tuple, of.values())))}
        self.column = {atom: number[tuple(places)] for atom, places in of.items()}
        self.width = len(number)
        small = [form for form, number in attack.hidden.items() if 0 < number < below and form not in attack.told]
        known = [(form, number, number) for form, number in attack.told.items()]
        known += [(form, 0 if any(form < other for other in small) else 1, below - 1) for form in small]
        matrix = self.matrix([form for form, *_ in known])
        self.sums = LinearConstraint(matrix, [low for _, low, _ in known], [high for *_, high in known])

    def matrix(self, forms: Iterable[Form]) -> csr_array:
        """A row for each sum, with 1 for each count in it."""
        places = [{self.column[atom] for atom in form} for form in forms]
        columns = [column for row in places for column in row]
        rows = [row for row, of in enumerate(places) for _ in of]
        return csr_array((np.ones(len(rows)), (rows, columns)), shape=(len(places), self.width))

    def solution(self, weights: Numbers) -> Numbers:
        """Counts that agree with all that is told, and have the least of the weighted sum."""
        result = milp(weights, integrality=1, bounds=Bounds(0, MOST), constraints=self.sums)
        assert result.success, result.message
        return np.asarray(result.x.round())
