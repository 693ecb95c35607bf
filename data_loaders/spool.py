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
    others: list[Batch] = field(default_factory=list)

    def fill(self, batches: Iterator[Batch]) -> None:
        """Take every batch in."""
        none = OBSERVATIONS.empty_table()
        with pa.OSFile(str(self.path), "wb") as file, pa.ipc.new_file(file, OBSERVATIONS) as kept:
            for batch in batches:
                kept.write_table(batch.observations)
                kept.write_batch(pa.RecordBatch.from_pylist([], schema=OBSERVATIONS))
                self.others.append(replace(batch, observations=none))

    def __iter__(self) -> Iterator[Batch]:
        """Every batch as it came."""
        with pa.OSFile(str(self.path)) as file:
            kept = pa.ipc.open_file(file)
            yield from self._batches(kept.get_batch(place) for place in range(kept.num_record_batches))

    def remove(self) -> None:
        """Free the disk."""
        self.path.unlink(missing_ok=True)

    def _batches(self, parts: Iterator[pa.RecordBatch]) -> Iterator[Batch]:
        others = iter(self.others)
        together: list[pa.RecordBatch] = []
        for part in parts:
            if part.num_rows:
                together.append(part)
            else:
                yield replace(next(others), observations=pa.Table.from_batches(together, schema=OBSERVATIONS))
                together = []
