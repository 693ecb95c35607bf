"""What cells are made of, as arrays: some places' series, what was stated of them and what is owed."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from warehouse.known import Ids, SeriesTable, Spans, Statements
from warehouse.matching import Rows, starts


@dataclass(frozen=True)
class PlaceTable:
    """Places in the order in which pages ask for them."""

    id: Ids
    council: Ids
    service: Ids
    breakdown: Ids
    segment: Ids

    @cached_property
    def rows(self) -> Rows:
        """Which row each place is."""
        return Rows.of(self.id)


@dataclass(frozen=True)
class Gathered:
    """Some places' series, what was stated of them and from when to when they are owed, each in the order of series.

    `years`: the 12 months that are owed, which the spans do not tell.
    """

    places: PlaceTable
    series: SeriesTable
    stated: Statements
    offered: Spans
    years: Spans

    def pieces(self, at_most: int) -> Iterator["Gathered"]:
        """The same in pieces of whole places with about so many observations each."""
        ends = np.append(starts(self.series.place)[1:], len(self.series.place))
        through = np.searchsorted(self.stated.row, ends)
        begun = before = 0
        for end, observations in zip(ends, through, strict=True):
            if observations - before >= at_most or end == ends[-1]:
                yield self._piece(begun, int(end))
                begun, before = int(end), int(observations)

    def of_frequency(self, frequency: int) -> "Gathered":
        """Only the series of that frequency."""
        kept = self.series.frequency == frequency
        rows = np.cumsum(kept) - 1
        return Gathered(
            self.places,
            SeriesTable(*(array[kept] for array in self.series.arrays)),
            *(part.where(kept[part.row]).moved(rows) for part in (self.stated, self.offered, self.years)),  # type: ignore[arg-type]
        )

    def _piece(self, first: int, last: int) -> "Gathered":
        rows = np.arange(len(self.series.id)) - first
        parts = []
        for part in (self.stated, self.offered, self.years):
            begin, end = np.searchsorted(part.row, (first, last))
            parts.append(part.where(slice(begin, end)).moved(rows))
        return Gathered(self.places, SeriesTable(*(array[first:last] for array in self.series.arrays)), *parts)  # type: ignore[arg-type]


def no_spans() -> Spans:
    """Nothing is owed."""
    return Spans(np.zeros(0, np.intp), np.zeros(0, np.int32), np.zeros(0, np.int32))
