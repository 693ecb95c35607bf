"""Whether any observation comes more than once, without keeping or sorting them all."""

import numpy as np

from warehouse.facts import Flags
from warehouse.known import Days, Ids
from warehouse.matching import distinct

MOST = 64_000_000
"""Series times periods up to which each has a place of its own; beyond, they have to be looked through."""


class Crowds:
    """Observations as they pass: which series have had one for which period."""

    def __init__(self) -> None:
        self._there: Flags = np.zeros((0, 0), np.bool_)
        self._columns: dict[int, int] = {}
        self._rows = 0

    def add(self, series: Ids, starts: Days) -> None:
        """See more observations."""
        self._rows += len(series)
        which, first = distinct([starts - starts.min(initial=0)])
        days = starts[first].tolist()
        columns = np.array([self._columns.setdefault(day, len(self._columns)) for day in days], np.intp)
        if self._grow(int(series.max(initial=0)) + 1, len(self._columns)):
            self._there[series, columns[which]] = True

    @property
    def may_be(self) -> bool:
        """False if every observation so far is the only one of its series and period."""
        return self._rows != np.count_nonzero(self._there)

    def _grow(self, series: int, periods: int) -> bool:
        """Make room; False, for good, if that takes too much."""
        rows, columns = self._there.shape
        if series <= rows and periods <= columns:
            return True
        wanted = (max(rows, series + series // 4), max(columns, periods + 12))
        if wanted[0] * wanted[1] > MOST:
            return False
        larger = np.zeros(wanted, np.bool_)
        larger[:rows, :columns] = self._there
        self._there = larger
        return True
