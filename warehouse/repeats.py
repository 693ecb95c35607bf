"""What came more than once for one series and period: of each code the first counts, different codes are added."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse.arrays import column
from warehouse.arrival import Refusal
from warehouse.facts import Numbers
from warehouse.runs import Range, Runs
from warehouse.said import KINDS, Said, among

REASON, REMEDY = "Duplicate of an earlier row", "The first row is kept. Remove the second from the source."
LONGEST = 80
"""Characters of a code that are shown."""

Duplicates = set[tuple[int, int]]
"""Row of the source and mark of its code."""


@dataclass
class Repeats:
    """The observations that share these keys, which are sorted, with the row and the code of each."""

    keys: Numbers
    runs: Runs = field(default_factory=lambda: Runs(*KINDS, np.int64, np.int64))
    duplicates: Duplicates = field(default_factory=set)

    def add(self, said: Said, rows: pa.Table) -> None:
        """Take in those of a batch that share a key; `rows` have the columns `row` and `code`."""
        there = among(said.keys, self.keys)
        if there.any():
            kept = rows.filter(pa.array(there))
            self.runs.add((*said.take(there).columns, column(kept["row"]).astype(np.int64), marks(kept["code"])))

    def together(self, blocks: Range) -> Said:
        """One observation of each key of those blocks; `duplicates` grow by the rows that do not count.

        Raises OverflowError if a sum is too large to be exact.
        """
        keys, values, status, row, code = self.runs.within(blocks)
        order = np.lexsort((values, status, row, code, keys))
        keys, values, status, row, code = (each[order] for each in (keys, values, status, row, code))
        again = np.zeros(len(keys), np.bool_)
        again[1:] = (keys[1:] == keys[:-1]) & (code[1:] == code[:-1])
        self.duplicates.update(zip(row[again].tolist(), code[again].tolist(), strict=True))
        return Said(keys, values, status).take(~again).together()


def marks(codes: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    """A number for each row's code, the same wherever the code stands while this process lasts."""
    parts = [np.zeros(0, np.int64)]
    for chunk in codes.chunks:
        places = chunk.indices.to_numpy(zero_copy_only=False)
        there = np.flatnonzero(np.bincount(places, minlength=len(chunk.dictionary)))
        of_text = np.zeros(len(chunk.dictionary), np.int64)
        of_text[there] = [hash(text) for text in chunk.dictionary.take(pa.array(there)).to_pylist()]
        parts.append(of_text[places])
    return np.concatenate(parts)


def refused(duplicates: Duplicates, again: Iterable[pa.Table]) -> Iterator[Refusal]:
    """The rows that do not count, each with its code, in their order; `again` gives every row once more."""
    rows = np.unique(np.array([row for row, _ in duplicates], np.int64))
    found: set[tuple[int, str]] = set()
    for batch in again:
        few = batch.select(["row", "code"]).filter(pa.array(among(column(batch["row"]).astype(np.int64), rows)))
        told = zip(few["row"].to_pylist(), marks(few["code"]).tolist(), few["code"].to_pylist(), strict=True)
        found.update((row, code) for row, mark, code in told if (row, mark) in duplicates)
    for row, code in sorted(found):
        yield Refusal(str(row), "", code[:LONGEST], REASON, REMEDY)
