"""A load's account put beside the figures, if it says anything that the one before did not."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pyarrow as pa
from sqlalchemy import Connection, Table, delete, select, text

from kpis.periods import Frequency
from warehouse import bulk, schema
from warehouse.arrival import Arrival
from warehouse.calendar import period_from
from warehouse.intake import Intake
from warehouse.refused import RefusedRows
from warehouse.spoken import lay_own

REFUSALS_KEPT = timedelta(days=90)
"""A refused row's value is nobody's figure, and may be personal; it is not kept for longer."""

GIVEN = """
SELECT g.council, l.text AS frequency, g.first, g.last FROM (
    SELECT p.council, s.frequency, min(o.first_value) AS first, max(o.last_value) AS last
    FROM own AS o JOIN series AS s ON s.id = o.series JOIN place AS p ON p.id = s.place
    WHERE o.first_value IS NOT NULL GROUP BY p.council, s.frequency
) AS g JOIN label AS l ON l.id = g.frequency
"""

Row = tuple[object, ...]


@dataclass(frozen=True)
class News:
    """What a load says that the one before did not: anything at all, or something that other cells follow from."""

    anything: bool
    rules: bool


def store_intake(connection: Connection, arrival: Arrival, intake: Intake, refused: RefusedRows) -> News:
    """Record the account and what was refused beside the figures, unless it says the same as the last one."""
    name, told = arrival.source.name, arrival.source
    tables = _account(connection, arrival, intake)
    if intake.held:
        tables = {schema.left_out: tables[schema.left_out]}
    different = [table for table, rows in tables.items() if not _same(connection, name, table, rows)]
    if arrival.since:
        refused.follow_earlier(connection, name)
    same_refused = refused.same(connection, name)
    source = schema.source.c
    facts = (source.fingerprint, source.held, source.watermark)
    bases = tuple(source[name] for name in schema.BASES)
    before = connection.execute(select(*facts, *bases, source.loaded_at).where(source.name == name)).first()
    now = (told.fingerprint, intake.held, arrival.watermark() or (before.watermark if before else ""))
    same = before and (intake.held or before.fingerprint == now[0]) and tuple(before[1:3]) == now[1:]
    if before and same and same_refused and not different and not _period_ended(before.loaded_at, intake.loaded_at):
        return News(anything=False, rules=False)
    for table in different:
        connection.execute(delete(table).where(table.c.source == name))
        bulk.insert(connection, table, tables[table])
    if not same_refused:
        refused.store(connection, name)
    same_bases = before and tuple(before[3:6]) == tuple(getattr(told, name) for name in schema.BASES)
    return News(anything=True, rules=not same_bases or schema.declared_offering in different)


def _period_ended(before: date, now: date) -> bool:
    """Whether a week or a month has ended in between: what was a part of it may now be the whole (METHODS A5)."""
    return before.isocalendar()[:2] != now.isocalendar()[:2] or (before.year, before.month) != (now.year, now.month)


def forget_old_refusals(connection: Connection, today: date) -> None:
    """Remove refused rows that have been kept for long enough."""
    refused = schema.refused_row
    connection.execute(delete(refused).where(refused.c.refused_on < today - REFUSALS_KEPT))


def record_source(connection: Connection, arrival: Arrival, intake: Intake, number: int) -> None:
    """The source's own row: what it is, its last load, and what its observations, in the table `own`, cover."""
    source, given = schema.source, connection.execute(text(GIVEN)).all()
    latest: dict[Frequency, date] = {}
    for row in given:
        latest[row.frequency] = max(row.last, latest.get(row.frequency, row.last))
    mark = arrival.watermark() or connection.execute(select(source.c.watermark).where(source.c.id == number)).scalar()
    connection.execute(delete(source).where(source.c.id == number))
    connection.execute(
        source.insert().values(
            **_record(arrival, intake),
            id=number,
            watermark=mark or "",
            councils=len({row.council for row in given}),
            first=min((row.first for row in given), default=None),
            last=max((period_from(frequency, last).end for frequency, last in latest.items()), default=None),
        )
    )


def hold_source(connection: Connection, arrival: Arrival, intake: Intake, number: int) -> None:
    """Say of a source whose figures were held back why, beside what is known of its last good load."""
    source = schema.source
    known = connection.execute(select(source.c.id).where(source.c.id == number)).first()
    if known is None:
        lay_own(connection, number)
        record_source(connection, arrival, intake, number)
    else:
        report = intake.report(arrival.source.name, changed=True)
        counts = {"rows_read": report.rows_read, "rows_refused": report.rows_refused}
        counts["rows_left_out"] = report.rows_left_out
        connection.execute(source.update().where(source.c.id == number).values(held=intake.held, **counts))


def _account(connection: Connection, arrival: Arrival, intake: Intake) -> dict[Table, pa.Table]:
    name = arrival.source.name
    declared = [(name, d.council, d.service, d.channel, d.start, d.end, d.offered) for d in arrival.source.offerings]
    codes: set[Row] = {(name, *code) for code in intake.codes}
    services: set[Row] = {(name, *pair) for pair in intake.services.items()}
    if arrival.since:
        codes |= {tuple(row) for row in _stored(connection, name, schema.channel_code)}
        known = {row[1] for row in services}
        services |= {tuple(row) for row in _stored(connection, name, schema.named_service) if row[1] not in known}
    rows: dict[Table, Iterable[Row]] = {
        schema.left_out: [(name, reason, count) for reason, count in intake.left_out.items()],
        schema.declared_offering: declared,
        schema.channel_code: sorted(codes, key=repr),
        schema.named_service: sorted(services, key=repr),
    }
    return {table: _rows(table, found) for table, found in rows.items()}


def _record(arrival: Arrival, intake: Intake) -> dict[str, object]:
    told = arrival.source
    report = intake.report(told.name, changed=True)
    texts = ("name", "title", "kind", "publisher", "link", "licence", "owner", "illustrative")
    return {name: getattr(told, name) for name in (*texts, *schema.BASES, "fingerprint", "estimated")} | {
        "held": intake.held,
        "started_at": arrival.started_at,
        "loaded_at": intake.loaded_at,
        "rows_read": report.rows_read,
        "rows_refused": report.rows_refused,
        "rows_left_out": report.rows_left_out,
        "observations": report.observations,
    }


def _rows(table: Table, rows: Iterable[Row]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) or [()] * len(table.columns)
    pairs = zip(columns, table.columns, strict=True)
    arrays = [pa.array(list(values), bulk.arrow_type(column)) for values, column in pairs]
    return pa.table(arrays, names=[column.name for column in table.columns])


def _stored(connection: Connection, name: str, table: Table) -> Sequence[Sequence[object]]:
    return connection.execute(select(*table.columns).where(table.c.source == name)).all()


def _same(connection: Connection, name: str, table: Table, rows: pa.Table) -> bool:
    arrived = [tuple(row.values()) for row in rows.to_pylist()]
    return sorted(map(repr, map(tuple, _stored(connection, name, table)))) == sorted(map(repr, arrived))
