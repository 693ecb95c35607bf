"""What is known of each series over time: what was stated, and what was owed and did not come."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from warehouse.facts import Flags, Numbers, Places
from warehouse.schema import NOT_PROVIDED

Ids = npt.NDArray[np.int32]
Days = npt.NDArray[np.int32]
"""Days since 1 January 1970."""

NOTHING = 9
"""The status of a period in which nothing was stated and nothing is owed."""


@dataclass(frozen=True)
class SeriesTable:
    """One measure of one place through one channel in each row; a place's rows are neighbours."""

    id: Ids
    place: Ids
    measure: Ids
    channel: Ids
    frequency: Ids

    @property
    def arrays(self) -> tuple[Ids, ...]:
        """Its columns."""
        return self.id, self.place, self.measure, self.channel, self.frequency


@dataclass(frozen=True)
class Statements:
    """Observations that stand: the row of their series, their first day, amount in millionths, status and source."""

    row: Places
    start: Days
    value: Numbers
    status: npt.NDArray[np.uint8]
    source: npt.NDArray[np.int16]

    def where(self, kept: Flags | slice) -> "Statements":
        """Some of them."""
        return Statements(self.row[kept], self.start[kept], self.value[kept], self.status[kept], self.source[kept])

    def moved(self, rows: Places) -> "Statements":
        """The same, their series having moved to other rows."""
        return replace(self, row=rows[self.row])


@dataclass(frozen=True)
class Spans:
    """Days from which and to which a series is owed; `row` is the series' row."""

    row: Places
    starts: Days
    ends: Days

    def where(self, kept: Flags | slice) -> "Spans":
        """Some of them."""
        return Spans(self.row[kept], self.starts[kept], self.ends[kept])

    def moved(self, rows: Places) -> "Spans":
        """The same, their series having moved to other rows."""
        return replace(self, row=rows[self.row])


@dataclass(frozen=True)
class Known:
    """A row for each series of one frequency, a column for each period that begins on one of `starts`.

    `source` is where the statement is from. A period that is owed and was not stated is NOT_PROVIDED.
    """

    starts: Days
    place: Ids
    measure: Ids
    channel: Ids
    value: Numbers
    status: npt.NDArray[np.uint8]
    source: npt.NDArray[np.int16]


def known(series: SeriesTable, stated: Statements, owed: Spans, firsts: Days, lasts: Days) -> Known:
    """What is known of series of one frequency, whose periods begin on `firsts` and end on `lasts`.

    What was stated always counts, expected or not.
    """
    begun = np.searchsorted(lasts, owed.starts)
    ended = np.searchsorted(firsts, owed.ends, side="right")
    spans = begun < ended
    begun, ended, rows = begun[spans], ended[spans], owed.row[spans]
    columns = np.searchsorted(firsts, stated.start)
    first = min(columns.min(initial=len(firsts)), begun.min(initial=len(firsts)))
    last = max(columns.max(initial=-1) + 1, ended.max(initial=0))
    width = max(last - first, 0)
    steps = np.zeros((len(series.id), width + 1), np.int16)
    np.add.at(steps, (rows, begun - first), 1)
    np.add.at(steps, (rows, ended - first), -1)
    expected = np.cumsum(steps[:, :width], axis=1) > 0
    status = np.where(expected, np.uint8(NOT_PROVIDED), np.uint8(NOTHING))
    value = np.zeros(status.shape, np.int64)
    source = np.zeros(status.shape, np.int16)
    where = (stated.row, columns - first)
    status[where], value[where], source[where] = stated.status, stated.value, stated.source
    return Known(firsts[first:last], series.place, series.measure, series.channel, value, status, source)
