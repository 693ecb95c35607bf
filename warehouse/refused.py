"""Rows that a load refuses, however many: on disk until they are stored, after those that it did not read again."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import date
from itertools import chain, islice, zip_longest

import numpy as np
import pyarrow as pa
from sqlalchemy import Connection, delete, select

from warehouse import bulk, schema
from warehouse.arrival import NAME, Refusal
from warehouse.facts import Numbers
from warehouse.scratch import Scratch

KEPT = pa.schema(
    [
        ("row", pa.string()),
        *((name, NAME) for name in ("field", "value", "reason", "remedy")),
        ("refused_on", pa.date32()),
    ]
)
SAID = ("row", "field", "value", "reason", "remedy")
"""What one load and the next may say alike, on different days."""

AT_ONCE = 20_000
"""Rows that are in memory together."""

Row = tuple[object, ...]


class RefusedRows:
    """Refused rows in their order."""

    def __init__(self) -> None:
        self._scratch = Scratch()
        self._pieces: list[tuple[int, int]] = []
        self._refused: list[Numbers] = []

    def add(self, refusals: Iterable[Refusal], today: date, name: Callable[[str], str] = str) -> None:
        """Take refusals in; `name` is what people call the row of a number. Raises WarehouseError without room."""
        coming = iter(refusals)
        while some := list(islice(coming, AT_ONCE)):
            self._refused.append(np.array([hash(each.row) for each in some], np.int64))
            self._keep([(name(r.row), r.column, r.value, r.reason, r.remedy, today) for r in some])

    @property
    def rows(self) -> int:
        """Rows, however many of their figures were refused."""
        return len(np.unique(np.concatenate(self._refused))) if self._refused else 0

    def close(self) -> None:
        """Free the disk."""
        self._scratch.close()

    def same(self, connection: Connection, source: str) -> bool:
        """Whether the warehouse has the same of that source, whenever they were refused."""
        with closing(_stored(connection, source)) as stored:
            pairs = zip_longest(stored, self.each())
            return all(there is not None and mine is not None and there[:-1] == mine[:-1] for there, mine in pairs)

    def follow_earlier(self, connection: Connection, source: str) -> None:
        """Come after those that the warehouse has of that source and that are not among these."""
        said = np.unique(np.concatenate([np.zeros(0, np.int64), *(_marks(_rows(one)) for one in self._batches())]))
        every = RefusedRows()
        with closing(_stored(connection, source)) as stored:
            while some := list(islice(stored, AT_ONCE)):
                known = np.isin(_marks(some), said).tolist()
                every._keep([row for row, is_known in zip(some, known, strict=True) if not is_known])
        for batch in self._batches():
            every._keep(_rows(batch))
        self.close()
        self._scratch, self._pieces = every._scratch, every._pieces

    def store(self, connection: Connection, source: str) -> None:
        """Make them what the warehouse has of that source."""
        table, place = schema.refused_row, 0
        connection.execute(delete(table).where(table.c.source == source))
        for batch in self._batches():
            columns = {name: batch[name].cast(pa.string()) for name in SAID}
            columns |= {"refused_on": batch["refused_on"], "source": pa.array([source] * batch.num_rows)}
            columns["place"] = pa.array(range(place, place + batch.num_rows), pa.int32())
            bulk.insert(connection, table, pa.table(columns))
            place += batch.num_rows

    def each(self) -> Iterator[Row]:
        """Every refused row, as KEPT names its columns."""
        return chain.from_iterable(_rows(batch) for batch in self._batches())

    def _batches(self) -> Iterator[pa.Table]:
        for place, length in self._pieces:
            with pa.ipc.open_stream(self._scratch.read(place, length)) as kept:
                yield kept.read_all()

    def _keep(self, rows: list[Row]) -> None:
        if not rows:
            return
        columns = zip(zip(*rows, strict=True), KEPT, strict=True)
        batch = pa.record_batch([pa.array(list(values), kind.type) for values, kind in columns], schema=KEPT)
        written = pa.BufferOutputStream()
        with pa.ipc.new_stream(written, KEPT) as kept:
            kept.write_batch(batch)
        piece = written.getvalue().to_pybytes()
        self._pieces.append((self._scratch.append(piece), len(piece)))


def _marks(rows: Iterable[Row]) -> Numbers:
    """A number for what each row says, the same for the same while this process lasts."""
    return np.array([hash(tuple(row[:-1])) for row in rows], np.int64)


def _rows(batch: pa.Table) -> list[Row]:
    return [tuple(row.values()) for row in batch.to_pylist()]


def _stored(connection: Connection, source: str) -> Generator[Row]:
    table = schema.refused_row
    asked = select(*(table.c[name] for name in KEPT.names)).where(table.c.source == source).order_by(table.c.place)
    with connection.execute(asked.execution_options(yield_per=AT_ONCE)) as found:
        yield from (tuple(row) for row in found)
