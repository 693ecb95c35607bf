"""What every reader gives: headers first, then the wanted columns in batches, each row with its number."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from warehouse.arrival import Refusal

RowNumbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class RawBatch:
    """Some rows as they stand in the source: columns by place from 0, and row numbers from 1 after the header.

    `refusals` are rows that could not be read at all and are in no column.
    """

    numbers: RowNumbers
    columns: Mapping[int, pa.Array]
    refusals: tuple[Refusal, ...] = ()

    def take(self, rows: npt.NDArray[np.bool_]) -> "RawBatch":
        """Only the rows that the mask names."""
        if rows.all():
            return self
        mask = pa.array(rows)
        columns = {place: column.filter(mask) for place, column in self.columns.items()}
        return RawBatch(self.numbers[rows], columns, self.refusals)

    def first(self, rows: int) -> "RawBatch":
        """Only so many rows from the beginning."""
        columns = {place: column.slice(0, rows) for place, column in self.columns.items()}
        return RawBatch(self.numbers[:rows], columns, self.refusals)


class Rows(Protocol):
    """A source that is open; `returned` says who has no column that is asked for: 'the query returned'."""

    @property
    def headers(self) -> Sequence[str]:
        """The columns, in order."""

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns, once; raises SourceError if reading fails on the way."""
