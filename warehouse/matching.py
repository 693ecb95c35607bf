"""Whole numbers matched by column: pairs as one number, equal ones side by side, rows by their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from warehouse.facts import Places

Keys = npt.NDArray[np.int64]

FEW = 1_000_000
"""Codes up to which a table of all of them is laid out, which is faster than sorting."""


@dataclass(frozen=True)
class Rows:
    """The row of each of some distinct numbers."""

    ids: npt.NDArray[Any]
    order: Places

    @classmethod
    def of(cls, ids: npt.NDArray[Any]) -> "Rows":
        """Of numbers in the order of their rows."""
        order = np.argsort(ids)
        return cls(ids[order], order)

    def holding(self, ids: npt.NDArray[Any]) -> Places:
        """The rows of those numbers."""
        return self.order[np.searchsorted(self.ids, ids)]

    def sorted(self, ids: npt.NDArray[Any]) -> tuple[Places, Places]:
        """The rows of those numbers in their order, and the places that bring the numbers into it."""
        rows = self.holding(ids).astype(np.int32)
        places = np.argsort(rows, kind="stable")
        return rows[places].astype(np.intp), places


def pair(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> Keys:
    """Two numbers of each row as one, in the order of the first and then of the second."""
    both: Keys = left.astype(np.int64) << 32 | right.astype(np.int64)
    return both


def joined(left: npt.NDArray[Any], right: npt.NDArray[Any]) -> tuple[Places, Places]:
    """Every place in `left` and place in `right` that hold the same, in the order of `left`."""
    order = np.argsort(right, kind="stable")
    first = np.searchsorted(right[order], left)
    matches = np.searchsorted(right[order], left, side="right") - first
    lefts = np.repeat(np.arange(len(left)), matches)
    return lefts, order[np.arange(len(lefts)) - np.repeat(np.cumsum(matches) - matches, matches) + first[lefts]]


def starts(keys: npt.NDArray[Any]) -> Places:
    """Where, in sorted keys, another one begins."""
    if not len(keys):
        return np.zeros(0, np.intp)
    return np.concatenate([[0], np.flatnonzero(np.diff(keys)) + 1])


def distinct(columns: Sequence[npt.NDArray[np.int32]]) -> tuple[Places, Places]:
    """Which of the distinct rows each row is, and a place where each of those stands; numbers are not below zero."""
    which, size = np.zeros(len(columns[0]), np.int64), 1
    for one in columns:
        if one.max(initial=0) == one.min(initial=2**31 - 1):
            continue
        codes, width = one.astype(np.int64), int(one.max(initial=0)) + 1
        if size * width > FEW:
            (which, size), (codes, width) = _dense(which), _dense(codes)
        which, size = which * width + codes, size * width
    which, count = _dense(which)
    first = np.zeros(count, np.intp)
    first[which] = np.arange(len(which))
    return which, first


def _dense(codes: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], int]:
    """The same codes numbered from 0 without gaps, and how many there are."""
    size = int(codes.max(initial=-1)) + 1
    if size > FEW:
        found, which = np.unique(codes, return_inverse=True)
        return which, len(found)
    there = np.zeros(size, np.int64)
    there[codes] = 1
    numbers = np.cumsum(there) - 1
    return numbers[codes], int(numbers[-1]) + 1 if size else 0
