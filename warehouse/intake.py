"""What one load brought besides observations: refusals, rows left out, names, codes; and whether it is news."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa
from sqlalchemy import Connection, Table, delete, func, select

from warehouse import bulk, schema
from warehouse.arrival import Arrival, Batch, LoadReport, Refusal
from warehouse.calendar import period_from


@dataclass
class Intake:
    """The running account of one load."""

    loaded_at: datetime
    left_out: Counter[str]
    rows_read: int = 0
    observations: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    services: dict[str, str] = field(default_factory=dict)
    codes: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, batch: Batch) -> None:
        """Count one batch in."""
        self.rows_read += batch.rows_read
        self.observations += batch.observations.num_rows
        self.refusals += batch.refusals
        self.left_out.update(batch.left_out)
        self.services |= batch.services
        self.codes |= batch.channel_codes

    def report(self, name: str, changed: bool) -> LoadReport:
        """The account in figures."""
        left_out = sum(self.left_out.values())
        rows_refused = len({refusal.row for refusal in self.refusals})
        return LoadReport(name, self.rows_read, rows_refused, left_out, self.observations, changed)


@dataclass(frozen=True)
class News:
    """What a load says that the one before did not: anything at all, or something that other cells follow from."""

    anything: bool
    rules: bool


def store_intake(connection: Connection, arrival: Arrival, intake: Intake) -> News:
    """Record the account beside the figures, unless it says the same as the last one."""
    name, told = arrival.source.name, arrival.source
    tables = _account(arrival, intake)
    different = [table for table, rows in tables.items() if not _same(connection, name, table, rows)]
    source = schema.source.c
    kept = (source.fingerprint, source.cost_basis, source.completion_basis)
    before = connection.execute(select(*kept).where(source.name == name)).first()
    if before and before.fingerprint == told.fingerprint and not different:
        return News(anything=False, rules=False)
    for table in different:
        connection.execute(delete(table).where(table.c.source == name))
        bulk.insert(connection, table, tables[table])
    same_bases = before and (before.cost_basis, before.completion_basis) == (told.cost_basis, told.completion_basis)
    return News(anything=True, rules=not same_bases or schema.declared_offering in different)


def record_source(connection: Connection, arrival: Arrival, intake: Intake, number: int) -> None:
    """The source's own row: what it is, its last load, and what its observations cover."""
    source, o, s, p, label = schema.source, schema.observation.c, schema.series.c, schema.place.c, schema.label.c
    given = (o.source == number) & o.value.is_not(None)
    joined = schema.observation.join(schema.series, s.id == o.series)
    councils = select(func.count(p.council.distinct())).select_from(joined.join(schema.place, p.id == s.place))
    spans = select(label.text, func.min(o.period_start), func.max(o.period_start)).group_by(label.text)
    spans = spans.select_from(joined.join(schema.label, label.id == s.frequency)).where(given)
    covered = [(first, period_from(frequency, last).end) for frequency, first, last in connection.execute(spans)]
    connection.execute(delete(source).where(source.c.id == number))
    connection.execute(
        source.insert().values(
            **_record(arrival, intake),
            id=number,
            councils=connection.execute(councils.where(given)).scalar(),
            first=min((first for first, _ in covered), default=None),
            last=max((last for _, last in covered), default=None),
        )
    )


def _account(arrival: Arrival, intake: Intake) -> dict[Table, pa.Table]:
    name = arrival.source.name
    refused = [(i, name, r.row, r.column, r.value, r.reason, r.remedy) for i, r in enumerate(intake.refusals)]
    declared = [(name, d.council, d.service, d.channel, d.start, d.end, d.offered) for d in arrival.source.offerings]
    rows: dict[Table, Sequence[tuple[object, ...]]] = {
        schema.refused_row: refused,
        schema.left_out: [(name, reason, count) for reason, count in intake.left_out.items()],
        schema.declared_offering: declared,
        schema.channel_code: [(name, *code) for code in sorted(intake.codes)],
        schema.named_service: [(name, *pair) for pair in sorted(intake.services.items())],
    }
    return {table: _rows(table, found) for table, found in rows.items()}


def _record(arrival: Arrival, intake: Intake) -> dict[str, object]:
    told = arrival.source
    report = intake.report(told.name, changed=True)
    texts = ("name", "title", "kind", "publisher", "link", "licence", "owner", "illustrative")
    bases = ("cost_basis", "completion_basis", "fingerprint")
    return {name: getattr(told, name) for name in (*texts, *bases)} | {
        "started_at": arrival.started_at,
        "loaded_at": intake.loaded_at,
        "rows_read": report.rows_read,
        "rows_refused": report.rows_refused,
        "rows_left_out": report.rows_left_out,
        "observations": report.observations,
    }


TYPES = {"INTEGER": pa.int32(), "DATE": pa.date32(), "BOOLEAN": pa.bool_()}


def _rows(table: Table, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    types = [TYPES.get(str(column.type), pa.string()) for column in table.columns]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(types)
    arrays = [pa.array(list(values), kind) for values, kind in zip(columns, types, strict=True)]
    return pa.table(arrays, names=[column.name for column in table.columns])


def _same(connection: Connection, name: str, table: Table, rows: pa.Table) -> bool:
    columns = [column.name for column in table.columns]
    stored = connection.execute(select(*table.columns).where(table.c.source == name)).all()
    arrived = [tuple(row[column] for column in columns) for row in rows.to_pylist()]
    return sorted(map(repr, map(tuple, stored))) == sorted(map(repr, arrived))
