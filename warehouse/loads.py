"""What happened when: every load that changed something, and what sources and the catalogue said from then on."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, select

from kpis.catalogue import Catalogue, Kpi
from warehouse.arrival import LoadReport, SourceRecord
from warehouse.past_tables import definition, described, described_offering, load
from warehouse.schema import BASES, declared_offering

KPIS = TypeAdapter(tuple[Kpi, ...])


@dataclass(frozen=True)
class Moment:
    """A load: its number, and when its figures were in."""

    number: int
    started_at: datetime
    loaded_at: datetime


def begin(connection: Connection, started_at: datetime, loaded_at: datetime) -> Moment:
    """The moment of a load that is under way; nothing of it is written yet."""
    last = connection.execute(select(func.max(load.c.id))).scalar()
    return Moment((last or 0) + 1, started_at, loaded_at)


def record(connection: Connection, moment: Moment, purpose: str, report: LoadReport | None = None) -> None:
    """Write the load down; `purpose` is what it did: load, hold, retire, define, purge."""
    told = report or LoadReport("", 0, 0, 0, 0, changed=True)
    connection.execute(
        insert(load).values(
            id=moment.number,
            source=told.source,
            purpose=purpose,
            started_at=moment.started_at,
            loaded_at=moment.loaded_at,
            rows_read=told.rows_read,
            rows_refused=told.rows_refused,
            rows_left_out=told.rows_left_out,
            observations=told.observations,
            came=told.came,
            went=told.went,
        )
    )


def describe(connection: Connection, moment: Moment, source: SourceRecord, number: int) -> None:
    """Keep what the source says of itself from now on."""
    bases = {name: getattr(source, name) for name in BASES}
    connection.execute(insert(described).values(load=moment.number, source=number, **bases))
    kept = [column for column in declared_offering.columns if column.name != "load"]
    declared = select(*kept).where(declared_offering.c.source == source.name)
    rows = [row._asdict() | {"load": moment.number} for row in connection.execute(declared)]
    if rows:
        connection.execute(insert(described_offering), rows)


def define(connection: Connection, moment: Moment, catalogue: Catalogue) -> None:
    """Keep the catalogue as it is from now on."""
    text = KPIS.dump_json(catalogue.kpis).decode()
    connection.execute(insert(definition).values(load=moment.number, catalogue=text))


def catalogue_at(connection: Connection, number: int) -> Catalogue | None:
    """The catalogue as it stood after that load; None before the first that was kept."""
    stood = select(definition.c.catalogue).where(definition.c.load <= number).order_by(definition.c.load.desc())
    text = connection.execute(stood.limit(1)).scalar()
    return None if text is None else Catalogue(KPIS.validate_json(text))


def last_on(connection: Connection, day: date) -> int | None:
    """The number of the last load that was in by the end of that day (UTC); None if there was none."""
    ended = datetime.combine(day + timedelta(days=1), time())
    return connection.execute(select(func.max(load.c.id)).where(load.c.loaded_at < ended)).scalar()


def last(connection: Connection) -> int:
    """The number of the last load; 0 if there was none."""
    return connection.execute(select(func.max(load.c.id))).scalar() or 0
