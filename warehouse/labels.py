"""Names and the numbers that stand for them in the large tables."""

from collections.abc import Iterable

import pyarrow as pa
from sqlalchemy import Connection, select

from warehouse import bulk
from warehouse.schema import WHOLE_ID, label
from warehouse.script import run

LIST = "\n"
"""Between the items of a list in one text; no name, code or key holds a line's end."""


class Labels:
    """Every name that a version of the warehouse has a number for; '' is 0 in every kind."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        rows = connection.execute(select(label.c.id, label.c.kind, label.c.text)).all()
        self.texts: dict[int, str] = {number: name for number, _, name in rows}
        self._ids: dict[tuple[str, str], int] = {(kind, name): number for number, kind, name in rows}

    def id(self, kind: str, name: str) -> int | None:
        """The number of a name, None if nothing was ever called that."""
        return self._ids.get((kind, name)) if name else WHOLE_ID

    def known(self, kind: str, names: Iterable[str]) -> list[int]:
        """The numbers of those names that have one."""
        return [number for name in names if (number := self.id(kind, name)) is not None]

    def of_kind(self, kind: str) -> dict[str, int]:
        """Name and number of one kind."""
        return {name: number for (its_kind, name), number in self._ids.items() if its_kind == kind}

    def learn(self, kind: str, names: Iterable[str]) -> dict[str, int]:
        """Name and number of each; one that is new is numbered and kept, while the version is being written."""
        wanted = list(dict.fromkeys(names))
        fresh = sorted(name for name in wanted if self.id(kind, name) is None)
        if fresh:
            numbers = range(max(self.texts) + 1, max(self.texts) + 1 + len(fresh))
            self.texts |= dict(zip(numbers, fresh, strict=True))
            self._ids |= {(kind, name): number for number, name in zip(numbers, fresh, strict=True)}
            rows = {"id": pa.array(numbers, pa.int32()), "kind": [kind] * len(fresh), "text": fresh}
            bulk.insert(self.connection, label, pa.table(rows))
        return {name: self._ids[kind, name] if name else WHOLE_ID for name in wanted}


def number_new(connection: Connection, table: str, columns: tuple[str, ...], query: str) -> None:
    """Add the rows of the query that the table does not have, numbered on from its largest `id`."""
    names = ", ".join(columns)
    same = " AND ".join(f"old.{column} = fresh.{column}" for column in columns)
    run(
        connection,
        f"INSERT INTO {table} (id, {names}) "
        f"SELECT (SELECT coalesce(max(id), 0) FROM {table}) + row_number() OVER (ORDER BY {names}), {names} "
        f"FROM ({query}) AS fresh WHERE NOT EXISTS (SELECT 1 FROM {table} AS old WHERE {same})",
    )
