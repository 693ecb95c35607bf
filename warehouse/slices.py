"""A slice is one source's observations of one council and period; slices are replaced whole."""

from sqlalchemy import Connection, text

from warehouse.staging import KEY
from warehouse.store import WarehouseError

COLUMNS = f"{KEY}, value, status"

CHANGED = f"""
CREATE OR REPLACE TEMPORARY TABLE changed_slice AS
SELECT DISTINCT council, frequency, period_start FROM (
    (SELECT {COLUMNS} FROM added EXCEPT SELECT {COLUMNS} FROM observation WHERE source = :source)
    UNION ALL
    (SELECT {COLUMNS} FROM observation WHERE source = :source EXCEPT SELECT {COLUMNS} FROM added)
) AS different
"""

IN_CHANGED = """EXISTS (
    SELECT 1 FROM changed_slice AS c WHERE c.council = o.council AND c.frequency = o.frequency
      AND c.period_start = o.period_start
)"""

CONFLICT = """
SELECT mine.council, mine.service, mine.measure, mine.period_start, other.source
FROM observation AS mine
JOIN observation AS other ON other.source <> mine.source AND other.council = mine.council
    AND other.service = mine.service AND other.channel = mine.channel AND other.breakdown = mine.breakdown
    AND other.segment = mine.segment AND other.measure = mine.measure AND other.frequency = mine.frequency
    AND other.period_start = mine.period_start
WHERE mine.source = :source
ORDER BY mine.period_start, mine.council, mine.service LIMIT 1
"""


def replace_changed_slices(connection: Connection, source: str) -> int:
    """Replace the slices in which the table `added` differs from what is stored; returns how many."""
    connection.execute(text(CHANGED), {"source": source})
    changed = int(connection.execute(text("SELECT count(*) FROM changed_slice")).scalar() or 0)
    if changed:
        connection.execute(
            text(f"DELETE FROM observation AS o WHERE source = :source AND {IN_CHANGED}"), {"source": source}
        )
        connection.execute(
            text(
                f"INSERT INTO observation (source, {COLUMNS}) "
                f"SELECT :source, {COLUMNS} FROM added AS o WHERE {IN_CHANGED}"
            ),
            {"source": source},
        )
    return changed


def refuse_conflicts(connection: Connection, source: str) -> None:
    """Raise WarehouseError if another source already gives the same measure for the same cell."""
    row = connection.execute(text(CONFLICT), {"source": source}).first()
    if row:
        raise WarehouseError(
            f"Sources '{source}' and '{row.source}' both give '{row.measure}' of service '{row.service}' for council "
            f"'{row.council}' in the period from {row.period_start}. Take the measure out of one of them; nothing of "
            f"'{source}' was loaded and the figures loaded before stay."
        )
