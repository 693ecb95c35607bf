"""Batches kept on disk between reading and writing, so that sources are read side by side and written in turn."""

import os
import pickle
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import gettempdir
from typing import IO

import pyarrow as pa

from data_loaders.errors import SourceError
from warehouse.arrival import OBSERVATIONS, Batch


@dataclass(frozen=True)
class Spool:
    """The batches of one source: their observations in one file, what else they brought in another beside it."""

    path: Path

    def fill(self, batches: Iterator[Batch]) -> None:
        """Take every batch in; raises SourceError if they find no room, and whatever making them raises."""
        none = OBSERVATIONS.empty_table()
        with _in_words():
            others, kept = self._beside.open("wb"), pa.ipc.new_stream(str(self.path), OBSERVATIONS)
        with _closed(others), _closed(kept):
            for batch in batches:
                with _in_words():
                    pieces = batch.observations.to_batches()
                    for piece in pieces:
                        kept.write_batch(piece)
                    pickle.dump((len(pieces), replace(batch, observations=none)), others)
                    others.flush()

    def __iter__(self) -> Iterator[Batch]:
        """Every batch as it came."""
        with (
            self._beside.open("rb") as others,
            pa.OSFile(str(self.path)) as file,
            pa.ipc.open_stream(file) as kept,
        ):
            while others.peek(1):
                pieces, other = pickle.load(others)
                together = [kept.read_next_batch() for _ in range(pieces)]
                yield replace(other, observations=pa.Table.from_batches(together, schema=OBSERVATIONS))

    def remove(self) -> None:
        """Free the disk."""
        self.path.unlink(missing_ok=True)
        self._beside.unlink(missing_ok=True)

    @property
    def _beside(self) -> Path:
        return self.path.with_suffix(".others")


@contextmanager
def _closed(file: IO[bytes] | pa.RecordBatchStreamWriter) -> Iterator[None]:
    """Close the file in the end; what went wrong before is what is told, not that it cannot be closed either."""
    try:
        yield
    except BaseException:
        with suppress(OSError):
            file.close()
        raise
    with _in_words():
        file.close()


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise SourceError(
            f"what was read could not be kept in the folder for temporary files, {gettempdir()}: "
            f"{os.strerror(error.errno) if error.errno else error}.",
            "Free space there, or name another folder in the environment variable TMPDIR.",
        ) from None
