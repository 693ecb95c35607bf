"""Reading Parquet files: the wanted columns only, a part of a row group at a time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet

from configuration import Source
from data_loaders.errors import NoRowsError
from data_loaders.files import unreadable
from data_loaders.rows import RawBatch

PART = 50_000
"""Rows that are decoded at a time."""


@dataclass(frozen=True)
class ParquetRows:
    """A Parquet file whose footer is read."""

    path: Path
    file: Any
    headers: list[str]

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""
        return f"the file {self.path.name} has"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns: numbers as they are, everything else as text."""
        first = 1
        names = [self.headers[place] for place in wanted]
        # Columns are picked by name and come in the file's order; where names repeat, all are read.
        unique = all(self.headers.count(name) == 1 for name in names)
        came = sorted(wanted) if unique else range(len(self.headers))
        try:
            for batch in self.file.iter_batches(batch_size=PART, columns=names if unique else None, use_threads=False):
                columns = {place: plain(batch.column(came.index(place))) for place in wanted}
                yield RawBatch(np.arange(first, first + batch.num_rows), columns)
                first += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise unreadable(self.path, error, "") from None


@contextmanager
def open_parquet(source: Source, path: Path) -> Iterator[ParquetRows]:
    """Read the footer; raises SourceError if the file cannot be read or holds no row."""
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        raise unreadable(path, error, source.encoding) from None
    with file:
        if not file.metadata.num_rows:
            raise NoRowsError(f"the file {path} holds no rows.", "Export it again, or remove the source.")
        yield ParquetRows(path, file, list(file.schema_arrow.names))


def plain(column: pa.Array) -> pa.Array:
    """Integers, floats and decimals as they are; any other type as text, lists and structures as Python shows them."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return plain(column.dictionary_decode())
    if pa.types.is_float16(kind):
        return pc.cast(column, pa.float32())
    if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
        return column
    if pa.types.is_timestamp(kind) and kind.tz:
        return pc.strftime(column, format="%Y-%m-%dT%H:%M:%S%z")
    try:
        return pc.cast(column, pa.string())
    except (pa.ArrowNotImplementedError, pa.ArrowInvalid):
        return pa.array([None if value is None else str(value) for value in column.to_pylist()], pa.string())
