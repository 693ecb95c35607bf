"""What is known of many sums over time: matrices with a row for each sum and a column for each period."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]
Bits = npt.NDArray[np.int32]
Bases = npt.NDArray[np.int16]

NO_BASIS_LOW, NO_BASIS_HIGH = 2**15 - 1, -1
"""Beyond every basis, so that the smallest and the largest of several ignore what has none."""

SAFE = 2**62
"""Amounts are counted in millionths; below this their sums are exact in 64 bits."""


@dataclass(frozen=True)
class Facts:
    """Rows of sums, columns of periods.

    `exists`: something is known or owed. `valued`: there is a value, in millionths. `applicable`: not only [z].
    `covers`, `missing`: sets of channels. `low`, `high`: the smallest and the largest basis of what has a value.
    """

    exists: Flags
    valued: Flags
    value: Numbers
    applicable: Flags
    estimated: Flags
    covers: Bits
    missing: Bits
    low: Bases
    high: Bases

    @property
    def rows(self) -> int:
        """How many sums there are."""
        return len(self.value)

    def take(self, places: Places | Flags) -> "Facts":
        """Some of the rows, in that order."""
        return Facts(*(getattr(self, field.name)[places] for field in fields(self)))

    def weighted(self, weights: Sequence[Decimal]) -> "Facts":
        """Every row's values times the row's weight, to the millionth."""
        value = self.value.copy()
        for weight in {weight for weight in weights if weight != 1}:
            rows = np.array([each == weight for each in weights])
            value[rows] = times(value[rows], Fraction(weight))
        return replace(self, value=value)

    def together(self, starts: Places, needed: npt.ArrayLike, axis: int = 0) -> "Facts":
        """Neighbouring rows as one, each group from its place in `starts` on, or columns where the axis is 1; without
        a value if fewer than `needed` of them have one."""
        return Facts(
            exists=np.logical_or.reduceat(self.exists, starts, axis),
            valued=np.add.reduceat(self.valued, starts, axis, dtype=np.int16) == needed,
            value=exact_sums(self.value, starts, axis),
            applicable=np.logical_or.reduceat(self.applicable, starts, axis),
            estimated=np.logical_or.reduceat(self.estimated, starts, axis),
            covers=np.bitwise_or.reduceat(self.covers, starts, axis),
            missing=np.bitwise_or.reduceat(self.missing, starts, axis),
            low=np.minimum.reduceat(self.low, starts, axis),
            high=np.maximum.reduceat(self.high, starts, axis),
        )

    def columns(self, places: Places) -> "Facts":
        """Some of the columns, in that order."""
        return Facts(*(getattr(self, field.name)[:, places] for field in fields(self)))

    def with_columns(self, places: Flags, others: "Facts") -> "Facts":
        """The same with other columns in some places."""
        return self._with((slice(None), places), others)

    def with_rows(self, places: Places, others: "Facts") -> "Facts":
        """The same with other rows in some places."""
        return self._with(places, others)

    def _with(self, places: Any, others: "Facts") -> "Facts":
        made = []
        for field in fields(self):
            array = getattr(self, field.name).copy()
            array[places] = getattr(others, field.name)
            made.append(array)
        return Facts(*made)

    def where(self, condition: Flags, others: "Facts") -> "Facts":
        """These where the condition holds, else the others."""
        pairs = ((getattr(self, field.name), getattr(others, field.name)) for field in fields(self))
        return Facts(*(np.where(condition, one, other) for one, other in pairs))


def nothing(rows: int, columns: int) -> Facts:
    """Rows of which nothing is known."""
    shape = (rows, columns)
    none = np.zeros(shape, np.bool_)
    empty = np.zeros(shape, np.int32)
    low, high = np.full(shape, NO_BASIS_LOW, np.int16), np.full(shape, NO_BASIS_HIGH, np.int16)
    return Facts(none, none, np.zeros(shape, np.int64), none, none, empty, empty, low, high)


def stacked(parts: Iterable[Facts]) -> Facts:
    """The rows of all of them, one after the other."""
    together = list(parts)
    return Facts(*(np.concatenate([getattr(part, field.name) for part in together]) for field in fields(Facts)))


def exact_sums(values: Numbers, starts: Places, axis: int = 0) -> Numbers:
    """Sums of neighbours; raises OverflowError if one would not be exact."""
    if values.size and float(np.abs(values).max()) * values.shape[axis] >= SAFE:
        rough = np.add.reduceat(np.abs(values), starts, axis, dtype=np.float64)
        if rough.max() >= SAFE:
            raise OverflowError("a sum is too large to be kept exactly")
    sums: Numbers = np.add.reduceat(values, starts, axis)
    return sums


def times(values: Numbers, weight: Fraction) -> Numbers:
    """Values times a weight, half a millionth rounded away from zero."""
    largest = int(np.abs(values).max(initial=0)) * abs(weight.numerator)
    exact = values.astype(object) if largest >= SAFE // 2 else values
    product = exact * weight.numerator
    size = (abs(product) * 2 + weight.denominator) // (2 * weight.denominator)
    rounded: Numbers = np.where(product < 0, -size, size).astype(np.int64)
    return rounded
