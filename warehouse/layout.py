"""The tables of a warehouse laid out, and whether those that are there are the ones this program knows."""

import pyarrow as pa
from sqlalchemy import Connection
from sqlalchemy.schema import CreateTable

from kpis.channels import CHANNELS
from kpis.periods import FREQUENCIES
from warehouse import bulk, cell_tables, past_tables, schema
from warehouse.faults import OtherSchemaError
from warehouse.indexes import create_indexes
from warehouse.script import run
from warehouse.upgrades import version_of


def create_tables(connection: Connection) -> None:
    """Every table, empty, as this program lays them out."""
    tables = [table for metadata in {cell_tables.METADATA, past_tables.METADATA} for table in metadata.sorted_tables]
    run(connection, *(str(CreateTable(table).compile(dialect=connection.dialect)) for table in tables))
    create_indexes(connection)
    connection.execute(schema.about.insert().values(name="schema", value=str(schema.VERSION)))
    bulk.insert(connection, schema.label, _labels())


def _labels() -> pa.Table:
    """The names that every warehouse has: that of the whole, and those that no source decides on."""
    kinds = {"": ("",), "channel": CHANNELS, "frequency": FREQUENCIES}
    names = [(kind, name) for kind, own in kinds.items() for name in own]
    numbers = pa.array(range(schema.WHOLE_ID, schema.WHOLE_ID + len(names)), pa.int32())
    return pa.table({"id": numbers, "kind": [kind for kind, _ in names], "text": [name for _, name in names]})


def refuse_other_schema(connection: Connection) -> None:
    """Raise OtherSchemaError unless the tables are laid out as this program knows them."""
    refuse_newer_schema(connection)
    if (found := version_of(connection)) < schema.VERSION:
        raise OtherSchemaError(
            f"The warehouse was written by an older Guildhall (its tables are version {found}, this one knows "
            f"{schema.VERSION}). Run 'python -m data_loaders refresh CONFIG.toml --new-only', which brings it up to "
            "date and loses nothing."
        )


def refuse_newer_schema(connection: Connection) -> None:
    """Raise OtherSchemaError if the tables are laid out in a way that came after this program."""
    if (found := version_of(connection)) > schema.VERSION:
        raise OtherSchemaError(
            f"The warehouse was written by a newer Guildhall (its tables are version {found}, this one knows "
            f"{schema.VERSION}). Run that version, or name another place in [warehouse]; nothing was changed."
        )
