"""The tables of a warehouse laid out, and whether those that are there are the ones this program knows."""

from sqlalchemy import Connection

from warehouse import cell_tables, past_tables, schema
from warehouse.faults import OtherSchemaError
from warehouse.indexes import create_indexes
from warehouse.upgrades import version_of


def create_tables(connection: Connection) -> None:
    """Every table, empty, as this program lays them out."""
    for metadata in {cell_tables.METADATA, past_tables.METADATA}:
        metadata.create_all(connection, checkfirst=False)
    create_indexes(connection)
    connection.execute(schema.about.insert().values(name="schema", value=str(schema.VERSION)))
    connection.execute(schema.label.insert().values(id=schema.WHOLE_ID, kind="", text=""))


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
