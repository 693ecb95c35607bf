"""Where two sources give the same measure for the same cell and one was declared to take precedence."""

from sqlalchemy import Connection, delete, insert, select

from warehouse import bulk
from warehouse.labels import Labels
from warehouse.schema import NOT_PROVIDED, precedence, yielding
from warehouse.script import run

YIELD = f"""
INSERT INTO yielding (source, series, period_start)
SELECT DISTINCT o.source, o.series, o.period_start FROM observation AS o
JOIN precedence AS f ON f.over = o.source
JOIN observation AS first ON first.source = f.source AND first.series = o.series
    AND first.period_start = o.period_start AND first.status <> {NOT_PROVIDED}
"""
"""A figure yields only to one that is there: what the first source lacks, the second fills."""

MOVED = """
INSERT INTO touched
SELECT DISTINCT p.council FROM (
    (SELECT * FROM before EXCEPT SELECT * FROM yielding) UNION ALL (SELECT * FROM yielding EXCEPT SELECT * FROM before)
) AS moved
JOIN series AS s ON s.id = moved.series JOIN place AS p ON p.id = s.place
"""


def declare(connection: Connection, labels: Labels, source: str, over: tuple[str, ...]) -> bool:
    """Record over which sources this one takes precedence; whether that is new."""
    number = labels.learn("source", [source])[source]
    wanted = set(labels.learn("source", over).values())
    known = {row.over for row in connection.execute(select(precedence.c.over).where(precedence.c.source == number))}
    if known == wanted:
        return False
    connection.execute(delete(precedence).where(precedence.c.source == number))
    if wanted:
        connection.execute(insert(precedence), [{"source": number, "over": other} for other in sorted(wanted)])
    return True


def settle(connection: Connection) -> None:
    """Find anew which observations yield; councils for which that changed are touched."""
    if not connection.execute(select(precedence.c.source).limit(1)).first() and not _any(connection):
        return
    bulk.make(connection, "before", "SELECT * FROM yielding")
    run(connection, "DELETE FROM yielding", YIELD, MOVED)


def _any(connection: Connection) -> bool:
    return connection.execute(select(yielding.c.source).limit(1)).first() is not None
