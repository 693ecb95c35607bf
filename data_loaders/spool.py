"""Observations kept on disk between reading and writing, so that sources are read side by side and written in turn."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pyarrow as pa

from warehouse.arrival import OBSERVATIONS, Batch


@dataclass
class Spool:
    """The batches of one source: their observations in a file, what else they brought in memory."""

    path: Path
    others: list[tuple[Batch, int]] = field(default_factory=list)
    """Each batch without its observations, and in how many pieces those are."""

    def fill(self, batches: Iterator[Batch]) -> None:
        """Take every batch in."""
        none = OBSERVATIONS.empty_table()
        with pa.OSFile(str(self.path), "wb") as file, pa.ipc.new_stream(file, OBSERVATIONS) as kept:
            for batch in batches:
                pieces = batch.observations.to_batches()
                for piece in pieces:
                    kept.write_batch(piece)
                self.others.append((replace(batch, observations=none), len(pieces)))

    def __iter__(self) -> Iterator[Batch]:
        """Every batch as it came."""
        with pa.OSFile(str(self.path)) as file, pa.ipc.open_stream(file) as kept:
            for other, pieces in self.others:
                together = [kept.read_next_batch() for _ in range(pieces)]
                yield replace(other, observations=pa.Table.from_batches(together, schema=OBSERVATIONS))

    def remove(self) -> None:
        """Free the disk."""
        self.path.unlink(missing_ok=True)
