"""Names and the numbers that stand for them in the large tables."""

from collections.abc import Iterable
from dataclasses import dataclass

import pyarrow as pa
from sqlalchemy import Connection, Engine, select, text

from warehouse import bulk
from warehouse.schema import WHOLE_ID, label

LIST = "\n"
"""Between the items of a list in one text; no name, code or key holds a line's end."""


@dataclass(frozen=True)
class Labels:
    """Every name of one version of the warehouse; '' is 0 in every kind."""

    ids: dict[tuple[str, str], int]
    texts: dict[int, str]

    def id(self, kind: str, name: str) -> int | None:
        """The number of a name, None if no figure ever used it."""
        return self.ids.get((kind, name)) if name else WHOLE_ID

    def known(self, kind: str, names: Iterable[str]) -> list[int]:
        """The numbers of those names that there are."""
        return [number for name in names if (number := self.id(kind, name)) is not None]

    def of_kind(self, kind: str) -> dict[str, int]:
        """Name and number of one kind."""
        return {name: number for (its_kind, name), number in self.ids.items() if its_kind == kind}


def read_labels(source: Engine | Connection) -> Labels:
    """Every label there is."""
    statement = select(label)
    if isinstance(source, Engine):
        with source.connect() as connection:
            rows = connection.execute(statement).all()
    else:
        rows = source.execute(statement).all()
    return Labels({(row.kind, row.text): row.id for row in rows}, {row.id: row.text for row in rows})


def learn_labels(connection: Connection, names: Iterable[tuple[str, str]]) -> Labels:
    """Number the (kind, name) pairs that are new, and return every label."""
    pairs = sorted({(kind, name) for kind, name in names if name})
    kinds, texts = ([pair[i] for pair in pairs] for i in range(2))
    table = pa.table({"kind": pa.array(kinds, pa.string()), "text": pa.array(texts, pa.string())})
    bulk.temporary(connection, "named", table)
    number_new(connection, "label", ("kind", "text"), "SELECT kind, text FROM named")
    return read_labels(connection)


def number_new(connection: Connection, table: str, columns: tuple[str, ...], query: str) -> None:
    """Add the rows of the query that the table does not have, numbered on from its largest `id`."""
    names = ", ".join(columns)
    same = " AND ".join(f"old.{column} = fresh.{column}" for column in columns)
    connection.execute(
        text(
            f"INSERT INTO {table} (id, {names}) "
            f"SELECT (SELECT coalesce(max(id), 0) FROM {table}) + row_number() OVER (ORDER BY {names}), {names} "
            f"FROM ({query}) AS fresh WHERE NOT EXISTS (SELECT 1 FROM {table} AS old WHERE {same})"
        )
    )
