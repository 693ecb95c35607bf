"""Cells that are about to be made anew go: some councils at a time, as an engine keeps what it removes in memory."""

from collections.abc import Iterator

from sqlalchemy import Connection

from warehouse import bulk
from warehouse.cell_tables import OF_A_COUNCIL, part_cell, whole_cell
from warehouse.portions import portions
from warehouse.script import run
from warehouse.summaries import TOUCHED

AT_ONCE = 1_000_000
"""Cells that go together; those of one council do in any case."""

CELLS = f"SELECT council, count(*) AS cells FROM {{table}} WHERE {TOUCHED} GROUP BY council ORDER BY council"


def forget_cells(connection: Connection) -> None:
    """Remove the cells of the councils in the temporary table `touched`, and what was summed up of them."""
    for table in (whole_cell, part_cell):
        for place, councils in enumerate(_some(connection, table.name)):
            if place:
                bulk.put_down(connection)
            run(connection, f"DELETE FROM {table.name} WHERE council IN ({', '.join(map(str, councils))})")
    others = (table.name for table in OF_A_COUNCIL if table not in (whole_cell, part_cell))
    run(connection, *(f"DELETE FROM {name} WHERE {TOUCHED}" for name in others))


def _some(connection: Connection, table: str) -> Iterator[list[int]]:
    """The touched councils that have cells there, as many together as have about so many."""
    found = bulk.fetch(connection, CELLS.format(table=table))
    return portions(zip(found["council"].to_pylist(), found["cells"].to_pylist(), strict=True), AT_ONCE)
