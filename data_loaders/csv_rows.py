"""Reading CSV files, plain or gzipped, in batches through Arrow; headers may hold newlines, repeat or be empty."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv

from configuration import Source
from data_loaders.errors import NoRowsError, SourceError
from data_loaders.files import open_text, unreadable
from data_loaders.refusals import WRONG_WIDTH, Fault
from data_loaders.rows import RawBatch, RowNumbers
from warehouse.arrival import Refusal

BLOCK = 1 << 20
"""Bytes that are parsed at a time; a row must fit."""


@dataclass
class CsvRows:
    """A CSV file whose headers are read."""

    source: Source
    path: Path
    headers: Sequence[str]
    misfits: list[Refusal] = field(default_factory=list)

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""
        return f"the file {self.path.name} has"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns as text; rows that are longer or shorter than the header are refused."""
        number, reported = 1, 0
        try:
            for batch in self._open(wanted):
                numbers = self._numbers(number, batch.num_rows)
                number = int(numbers[-1]) + 1 if len(numbers) else number
                misfits, reported = tuple(self.misfits[reported:]), len(self.misfits)
                columns = {place: batch.column(str(place)) for place in wanted}
                yield RawBatch(numbers, columns, misfits)
        except (pa.ArrowInvalid, UnicodeDecodeError, OSError, EOFError) as error:
            raise unreadable(self.path, error, self.source.encoding) from None
        if left := tuple(self.misfits[reported:]):
            yield RawBatch(np.arange(0), {place: pa.array([], pa.string()) for place in wanted}, left)

    def _open(self, wanted: Sequence[int]) -> Any:
        names = [str(place) for place in range(len(self.headers))]
        kept = [str(place) for place in wanted]
        # Arrow drops a byte order mark by itself and knows the encoding by its plain name only.
        encoding = "utf8" if self.source.encoding.lower() in ("utf-8-sig", "utf-8", "utf8") else self.source.encoding
        return pyarrow.csv.open_csv(
            self.path,
            read_options=pyarrow.csv.ReadOptions(
                use_threads=False,
                block_size=BLOCK,
                column_names=names,
                skip_rows=self.source.skip_rows,
                skip_rows_after_names=1,
                encoding=encoding,
            ),
            parse_options=pyarrow.csv.ParseOptions(
                delimiter=self.source.delimiter, newlines_in_values=True, invalid_row_handler=self._misfit
            ),
            convert_options=pyarrow.csv.ConvertOptions(
                column_types={name: pa.string() for name in kept}, include_columns=kept, strings_can_be_null=False
            ),
        )

    def _misfit(self, row: Any) -> str:
        number = row.number - self.source.skip_rows - 1
        fault = Fault(
            WRONG_WIDTH,
            f"The header has {row.expected_columns} columns, the row {row.actual_columns}. Correct it in the file.",
        )
        self.misfits.append(fault.refusal(number, "", row.text))
        return "skip"

    def _numbers(self, first: int, count: int) -> RowNumbers:
        """Row numbers of the next rows, past those that did not fit."""
        misfits = {int(refusal.row) for refusal in self.misfits}
        return np.fromiter(
            islice((n for n in range(first, first + count + len(misfits)) if n not in misfits), count), dtype=np.int64
        )


@contextmanager
def open_csv(source: Source, path: Path) -> Iterator[CsvRows]:
    """Read the headers; raises SourceError if the file cannot be read or holds no row."""
    try:
        with open_text(path, source.encoding) as file:
            lines = islice(file, source.skip_rows, None)
            reader = csv.reader(lines, delimiter=source.delimiter)
            headers = next(reader, None)
            first = next(reader, None)
    except (OSError, UnicodeDecodeError, LookupError, EOFError, csv.Error) as error:
        raise unreadable(path, error, source.encoding) from None
    if headers is None or first is None:
        fault = NoRowsError if headers else SourceError
        raise fault(f"the file {path} holds no rows.", "Export it again, or remove the source.")
    yield CsvRows(source, path, headers)
