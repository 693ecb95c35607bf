"""What a source says, as arrays: one observation of each series and period, and how two such accounts differ."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse.arrays import amounts, column, millionths
from warehouse.facts import Flags, Numbers, Places, exact_sums
from warehouse.known import Days, Ids
from warehouse.matching import starts
from warehouse.schema import ESTIMATED, NOT_APPLICABLE, NOT_PROVIDED, PROVIDED

KINDS = (np.int64, np.int64, np.uint8)
"""Of the columns of Said."""

EARLIEST = -(2**31)
"""Before every day."""


@dataclass(frozen=True)
class Said:
    """One observation in each row: its series and first day as one number, its amount in millionths (0 where there is
    none) and its status."""

    keys: Numbers
    values: Numbers
    status: npt.NDArray[np.uint8]

    @classmethod
    def of(cls, rows: pa.Table) -> "Said":
        """Rows of observations as the warehouse keeps them."""
        keys = key(column(rows["series"]), column(rows["period_start"]))
        return cls(keys, millionths(rows["value"]), column(rows["status"]).astype(np.uint8))

    @classmethod
    def nothing(cls) -> "Said":
        """No observation."""
        return cls(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.uint8))

    @property
    def columns(self) -> tuple[Numbers, Numbers, npt.NDArray[np.uint8]]:
        """Its columns, of KINDS."""
        return self.keys, self.values, self.status

    @property
    def series(self) -> Ids:
        """The series of each."""
        return (self.keys >> 32).astype(np.int32)

    @property
    def starts(self) -> Days:
        """The first day of each."""
        return ((self.keys & 0xFFFF_FFFF) + EARLIEST).astype(np.int32)

    def take(self, places: Places | Flags) -> "Said":
        """Some of the rows, in that order."""
        return Said(self.keys[places], self.values[places], self.status[places])

    def but(self, keys: Numbers) -> "Said":
        """The observations of other keys than these, which are sorted."""
        return self.take(~among(self.keys, keys)) if len(keys) else self

    def beside(self, other: "Said") -> "Said":
        """Both, in the order of their keys."""
        if not len(other.keys):
            return self
        joined = Said(
            np.concatenate([self.keys, other.keys]),
            np.concatenate([self.values, other.values]),
            np.concatenate([self.status, other.status]),
        )
        return joined.take(np.argsort(joined.keys, kind="stable"))

    def together(self) -> "Said":
        """Sorted rows of the same key as one; a sum that lacks one of its parts is not known (METHODS A2).

        Raises OverflowError if a sum is too large to be exact.
        """
        if not len(self.keys):
            return self
        begin = starts(self.keys)
        unknown, guessed = (np.logical_or.reduceat(self.status == one, begin) for one in (NOT_PROVIDED, ESTIMATED))
        valued = np.logical_or.reduceat(self.status <= ESTIMATED, begin)
        status = np.select([unknown, ~valued, guessed], [NOT_PROVIDED, NOT_APPLICABLE, ESTIMATED], PROVIDED)
        values = np.where(status <= ESTIMATED, exact_sums(self.values, begin), 0)
        return Said(self.keys[begin], values, status.astype(np.uint8))

    def table(self) -> pa.Table:
        """As the warehouse keeps them; raises OverflowError if an amount is too large."""
        columns = {
            "series": pa.array(self.series),
            "period_start": pa.array(self.starts).cast(pa.date32()),
            "value": amounts(self.values, self.status <= ESTIMATED),
            "status": pa.array(self.status.astype(np.int16)),
        }
        return pa.table(columns)


def key(series: Ids, begins: Days) -> Numbers:
    """A series and the first day of a period as one number, in the order of the first and then of the second."""
    both: Numbers = series.astype(np.int64) << 32 | (begins.astype(np.int64) - EARLIEST)
    return both


def among(keys: Numbers, wanted: Numbers) -> Flags:
    """Which of the keys are among those wanted, which are sorted."""
    if not len(wanted):
        return np.zeros(len(keys), np.bool_)
    place = np.minimum(np.searchsorted(wanted, keys), len(wanted) - 1)
    there: Flags = wanted[place] == keys
    return there


def repeated(keys: Numbers) -> Numbers:
    """Of sorted keys, each that stands more than once."""
    return np.unique(keys[1:][keys[1:] == keys[:-1]])


def changes(before: Said, now: Said) -> tuple[Flags, Flags]:
    """Which of the observations now are new, and which of those before are gone; a correction is one of each.

    Both are sorted, and each key stands once in either.
    """
    if not len(before.keys):
        return np.ones(len(now.keys), np.bool_), np.zeros(0, np.bool_)
    place = np.minimum(np.searchsorted(before.keys, now.keys), len(before.keys) - 1)
    then = before.take(place)
    same = (then.keys == now.keys) & (then.values == now.values) & (then.status == now.status)
    stays = np.zeros(len(before.keys), np.bool_)
    stays[place[same]] = True
    return ~same, ~stays
