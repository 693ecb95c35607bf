"""Batches kept on disk between reading and writing, so that sources are read side by side and written in turn."""

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa

from warehouse.arrival import OBSERVATIONS, Batch


@dataclass(frozen=True)
class Spool:
    """The batches of one source: their observations in one file, what else they brought in another beside it."""

    path: Path

    def fill(self, batches: Iterator[Batch]) -> None:
        """Take every batch in."""
        none = OBSERVATIONS.empty_table()
        with (
            self._beside.open("wb") as others,
            pa.OSFile(str(self.path), "wb") as file,
            pa.ipc.new_stream(file, OBSERVATIONS) as kept,
        ):
            for batch in batches:
                pieces = batch.observations.to_batches()
                for piece in pieces:
                    kept.write_batch(piece)
                pickle.dump((len(pieces), replace(batch, observations=none)), others)

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
