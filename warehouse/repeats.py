"""What came more than once for one series and period: of each code the first counts, different codes are added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse.arrays import column, numbered
from warehouse.arrival import Refusal
from warehouse.facts import Numbers
from warehouse.runs import Range, Runs
from warehouse.said import KINDS, Said, among

REASON, REMEDY = "Duplicate of an earlier row", "The first row is kept. Remove the second from the source."
LONGEST = 80
"""Characters of a code that are shown."""

SPREAD = -7046029254386353131
"""An odd number with which every row moves all bits of what its code is marked with."""


@dataclass
class Repeats:
    """The observations that share these keys, which are sorted, with the row and the code of each."""

    keys: Numbers
    runs: Runs = field(default_factory=lambda: Runs(*KINDS, np.int64, np.int64))
    duplicates: list[Numbers] = field(default_factory=list)

    def add(self, said: Said, rows: pa.Table) -> None:
        """Take in those of a batch that share a key; `rows` have the columns `row` and `code`."""
        there = among(said.keys, self.keys)
        if there.any():
            kept = rows.filter(pa.array(there))
            self.runs.add((*said.take(there).columns, column(kept["row"]).astype(np.int64), marks(kept["code"])))

    def close(self) -> None:
        """Free disk and memory."""
        self.runs.close()

    def together(self, blocks: Range) -> Said:
        """One observation of each key of those blocks; `duplicates` grow by the rows that do not count.

        Raises OverflowError if a sum is too large to be exact.
        """
        keys, values, status, row, code = self.runs.within(blocks)
        order = np.lexsort((values, status, row, code, keys))
        keys, values, status, row, code = (each[order] for each in (keys, values, status, row, code))
        again = np.zeros(len(keys), np.bool_)
        again[1:] = (keys[1:] == keys[:-1]) & (code[1:] == code[:-1])
        self.duplicates.append(_pairs(row[again], code[again]))
        return Said(keys, values, status).take(~again).together()


def marks(codes: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """A number for each row's code, the same wherever the code stands while this process lasts."""
    return numbered(codes, lambda texts: {text: hash(text) for text in texts}, np.int64)


def refused(duplicates: Numbers, again: Iterable[pa.Table]) -> Iterator[Refusal]:
    """The rows that do not count, each with its code, in their order; `again` gives every row once more."""
    wanted = np.unique(duplicates)
    for batch in again:
        rows = column(batch["row"]).astype(np.int64)
        few = batch.select(["row", "code"]).filter(pa.array(among(_pairs(rows, marks(batch["code"])), wanted)))
        for row, code in sorted(set(zip(few["row"].to_pylist(), few["code"].to_pylist(), strict=True))):
            yield Refusal(str(row), "", code[:LONGEST], REASON, REMEDY)


def _pairs(rows: Numbers, codes: Numbers) -> Numbers:
    """A number for each row of the source and code."""
    return rows * np.int64(SPREAD) ^ codes
