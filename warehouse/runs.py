"""Rows in the order of their series, however many there are: sorted runs on disk, read again a range at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from warehouse.facts import Places
from warehouse.portions import portions
from warehouse.scratch import Scratch

Columns = tuple[npt.NDArray[Any], ...]
"""Arrays of one length, of which the first holds the key: the series and, in the lower 32 bits, something within it."""

AT_ONCE = 400_000
"""Rows sorted together in memory."""

IN_BLOCK = 12
"""Series whose numbers differ in these lowest bits only are one block; a range holds whole blocks."""

Counts = npt.NDArray[np.int64]
"""How many rows each block has."""

Range = tuple[int, int]
"""The first block and the one after the last."""


@dataclass(frozen=True)
class Run:
    """Sorted rows: where each column begins in the file, and the row with which each block begins."""

    columns: tuple[int, ...]
    edges: Places

    def rows(self, blocks: Range) -> slice:
        """The rows of those blocks."""
        first, last = (int(self.edges[min(block, len(self.edges) - 1)]) for block in blocks)
        return slice(first, last)


class Runs:
    """Rows on their way through, of as many kinds of columns as are named, the first of them the key."""

    def __init__(self, *kinds: npt.DTypeLike) -> None:
        self._kinds = tuple(np.dtype(kind) for kind in kinds)
        self._scratch = Scratch()
        self._runs: list[Run] = []
        self._held: list[Columns] = []
        self.counts = np.zeros(0, np.int64)

    def add(self, columns: Columns) -> None:
        """Take rows in, in any order: a column of each kind. Raises WarehouseError if they find no room."""
        if not len(columns[0]):
            return
        self._held.append(columns)
        self.counts = added(self.counts, _per_block(columns[0]))
        if sum(len(held[0]) for held in self._held) >= AT_ONCE:
            self._put_down()

    def within(self, blocks: Range) -> Columns:
        """The rows of those blocks in the order of their keys."""
        parts = [tuple(np.zeros(0, kind) for kind in self._kinds)]
        parts += (self._read(run, run.rows(blocks)) for run in self._runs)
        first, last = (np.int64(block) << (32 + IN_BLOCK) for block in blocks)
        for columns in self._held:
            there = (columns[0] >= first) & (columns[0] < last)
            parts.append(tuple(column[there] for column in columns))
        return _sorted(parts)

    def close(self) -> None:
        """Free disk and memory."""
        self._held, self._runs = [], []
        self._scratch.close()

    def _put_down(self) -> None:
        columns = _sorted(self._held)
        places = tuple(self._scratch.append(column.data) for column in columns)
        self._runs.append(Run(places, np.append(0, np.cumsum(_per_block(columns[0])))))
        self._held = []

    def _read(self, run: Run, rows: slice) -> Columns:
        columns = []
        for place, kind in zip(run.columns, self._kinds, strict=True):
            begin, length = place + rows.start * kind.itemsize, (rows.stop - rows.start) * kind.itemsize
            columns.append(np.frombuffer(self._scratch.read(begin, length), kind))
        return tuple(columns)


def ranges(counts: Counts, at_most: int) -> Iterator[Range]:
    """All blocks, as many together as have about so many rows; none if no block has any."""
    if counts.any():
        for blocks in portions(enumerate(counts.tolist()), at_most):
            yield blocks[0], blocks[-1] + 1


def added(one: Counts, other: Counts) -> Counts:
    """Rows per block of both together."""
    if len(one) < len(other):
        one, other = other, one
    total = one.copy()
    total[: len(other)] += other
    return total


def _per_block(keys: npt.NDArray[np.int64]) -> Counts:
    return np.bincount(keys >> (32 + IN_BLOCK)).astype(np.int64)


def _sorted(parts: list[Columns]) -> Columns:
    together = tuple(np.concatenate(columns) for columns in zip(*parts, strict=True))
    # Rows come in stretches that are in order already, which a stable sort takes as they are.
    order = np.argsort(together[0], kind="stable")
    return tuple(column[order] for column in together)
