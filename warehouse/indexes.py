"""What finds a row quickly on PostgreSQL; DuckDB stores columns in the order in which pages ask and needs none."""

from sqlalchemy import Connection, text

INDEXES = {
    "observation_by_series": "observation (series, period_start)",
    "observation_by_source": "observation (source)",
    "former_by_series": "former (series)",
    "series_by_place": "series (place)",
    "place_by_council": "place (council, service)",
    "yielding_by_series": "yielding (series, period_start)",
    "offering_by_series": "offering (series)",
    "whole_cell_by_council": "whole_cell (council, service, kpi)",
    "whole_cell_by_service": "whole_cell (service, kpi, period_start)",
    "part_cell_by_council": "part_cell (council, service, kpi)",
    "part_cell_by_service": "part_cell (service, kpi, channel, period_start)",
    "extent_by_council": "extent (council, service)",
    "extent_by_service": "extent (service, kpi)",
    "completeness_by_council": "completeness (council)",
}
"""Name, and what is looked up by what: a council's page, one service in every council, and a load's own councils."""


def create_indexes(connection: Connection) -> None:
    """Make them where the engine looks rows up by them."""
    if connection.dialect.name != "postgresql":
        return
    for name, columns in INDEXES.items():
        connection.execute(text(f"CREATE INDEX IF NOT EXISTS {name} ON {columns}"))
