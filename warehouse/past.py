"""The warehouse as it stood after an earlier load: what was said by then, and the cells that follow from it."""

from pathlib import Path
from typing import Any

import pyarrow as pa
from sqlalchemy import Connection, Select, Table, create_engine, func, insert, select, text
from sqlalchemy import union_all as together

from kpis.catalogue import Catalogue
from warehouse import bulk, schema
from warehouse.derivation import derive_cells
from warehouse.engines import settings
from warehouse.labels import Labels
from warehouse.layout import create_tables
from warehouse.offerings import learn_offerings
from warehouse.past_tables import described, described_offering, former
from warehouse.precedence import settle
from warehouse.slices import begin_touching, every_council, renew_reach, touch
from warehouse.spoken import lay_own, lay_spoken

AS_THEY_ARE = (
    schema.label,
    schema.place,
    schema.series,
    schema.precedence,
    schema.channel_code,
    schema.named_service,
    schema.council,
    schema.service,
    schema.council_group,
    schema.trait,
    schema.area,
)
"""Names, and what they stand for, are today's; figures, definitions and offerings are those of the time."""

ROWS = 100_000
"""Rows that are copied at a time."""


def rebuild(current: Connection, number: int, catalogue: Catalogue, path: Path) -> None:
    """Make a file at `path` with the figures as they stood after that load, and the cells by that catalogue."""
    engine = create_engine(f"duckdb:///{path}", connect_args={"config": settings()}, pool_size=1)
    try:
        with engine.begin() as connection:
            create_tables(connection)
            connection.execute(text("DELETE FROM label"))
            for table in AS_THEY_ARE:
                _copy(current, select(table), connection, table)
            _copy(current, _observations(number), connection, schema.observation)
            _copy(current, _offerings(number), connection, schema.declared_offering)
            _put_sources(current, number, connection)
            _derive(connection, catalogue)
    finally:
        engine.dispose()


def _derive(connection: Connection, catalogue: Catalogue) -> None:
    labels = Labels(connection)
    begin_touching(connection)
    touch(connection, every_council(connection))
    for (number,) in connection.execute(select(schema.source.c.id)).all():
        lay_own(connection, number)
        renew_reach(connection, number)
    settle(connection)
    lay_spoken(connection)
    learn_offerings(connection, labels)
    derive_cells(connection, labels, catalogue)


def _observations(number: int) -> Select[Any]:
    """What each source said after that load: what it says still, and what it said until a later one."""
    said, was = schema.observation, former.c
    still = select(said).where(said.c.load <= number)
    then = select(*(was[column.name] for column in said.columns)).where(was.load <= number, was.until > number)
    return select(together(still, then).subquery())


def _last_described(number: int) -> Any:
    last = func.max(described.c.load).label("load")
    stood = select(described.c.source, last).where(described.c.load <= number).group_by(described.c.source)
    return stood.subquery()


def _offerings(number: int) -> Select[Any]:
    stood, label = _last_described(number), schema.label.c
    columns = [described_offering.c[column.name] for column in schema.declared_offering.columns]
    name = (label.id == stood.c.source) & (label.text == described_offering.c.source)
    joined = described_offering.join(stood, stood.c.load == described_offering.c.load).join(schema.label, name)
    return select(*columns).select_from(joined)


def _put_sources(current: Connection, number: int, connection: Connection) -> None:
    """The sources that had come by then, with the bases that they stated; one that has gone since, by its name."""
    stood, was = _last_described(number), described.c
    then = (was.load == stood.c.load) & (was.source == stood.c.source)
    bases = select(was.source, *(was[name] for name in schema.BASES)).select_from(described.join(stood, then))
    today = {row.id: row._asdict() for row in current.execute(select(schema.source))}
    names = {row.id: row.text for row in current.execute(select(schema.label))}
    for source, *said in current.execute(bases):
        facts = today.get(source) or _gone(source, names[source])
        kept = {column.name: facts[column.name] for column in schema.source.columns}
        kept |= dict(zip(schema.BASES, said, strict=True))
        connection.execute(insert(schema.source).values(**kept))


def _gone(source: int, name: str) -> dict[str, Any]:
    """A source that is no longer configured."""
    nothing = {"VARCHAR": "", "BOOLEAN": False, "DATETIME": func.now(), "DATE": None}
    facts = {column.name: nothing.get(str(column.type), 0) for column in schema.source.columns}
    return facts | {"id": source, "name": name, "title": name}


def _copy(current: Connection, statement: Select[Any], connection: Connection, table: Table) -> None:
    result = current.execution_options(stream_results=True, yield_per=ROWS).execute(statement)
    for rows in result.partitions(ROWS):
        arrays = [
            pa.array(list(values), bulk.arrow_type(column))
            for column, values in zip(table.columns, zip(*rows, strict=True), strict=True)
        ]
        bulk.insert(connection, table, pa.table(arrays, names=[column.name for column in table.columns]))
