"""What one load brought besides observations: refusals, rows left out, names, codes; and whether it is news."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pyarrow as pa
from sqlalchemy import Connection, Table, delete, select

from warehouse import bulk, schema
from warehouse.arrival import Arrival, Batch, LoadReport, Refusal


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


def store_intake(connection: Connection, arrival: Arrival, intake: Intake) -> bool:
    """Record the account beside the figures; False if it says the same as the last one."""
    name = arrival.source.name
    tables = {
        schema.refused_row: _refused(name, intake.refusals),
        schema.left_out: _rows(schema.left_out, [(name, reason, rows) for reason, rows in intake.left_out.items()]),
        schema.declared_offering: _declared(arrival),
        schema.channel_code: _codes(arrival, intake),
        schema.named_service: _rows(schema.named_service, [(name, *pair) for pair in sorted(intake.services.items())]),
    }
    source = schema.source
    before = connection.execute(select(source.c.fingerprint).where(source.c.name == name)).scalar()
    same = all(_same(connection, name, table, rows) for table, rows in tables.items())
    if same and before == arrival.source.fingerprint:
        return False
    for table, rows in tables.items():
        connection.execute(delete(table).where(table.c.source == name))
        bulk.insert(connection, table, rows)
    connection.execute(delete(source).where(source.c.name == name))
    connection.execute(source.insert().values(**_record(arrival, intake)))
    return True


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


def _refused(name: str, refusals: list[Refusal]) -> pa.Table:
    rows = [(i, name, r.row, r.column, r.value, r.reason, r.remedy) for i, r in enumerate(refusals)]
    return _rows(schema.refused_row, rows)


def _declared(arrival: Arrival) -> pa.Table:
    name = arrival.source.name
    rows = [(name, d.council, d.service, d.channel, d.start, d.end, d.offered) for d in arrival.source.offerings]
    return _rows(schema.declared_offering, rows)


def _codes(arrival: Arrival, intake: Intake) -> pa.Table:
    return _rows(schema.channel_code, [(arrival.source.name, *code) for code in sorted(intake.codes)])


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
