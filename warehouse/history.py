"""Every value that a cell's measures have had; and taking a value out for good."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Integer, Select, cast, delete, func, insert, null, select
from sqlalchemy import union_all as together

from warehouse import loads
from warehouse.labels import Labels
from warehouse.past_tables import former, load, purged
from warehouse.schema import observation, place, series
from warehouse.slices import touch

STATUSES = ("provided", "estimated", "not provided", "does not apply")


@dataclass(frozen=True)
class Which:
    """Which observations are meant; '' and None mean any."""

    source: str = ""
    council: str = ""
    service: str = ""
    channel: str = ""
    measure: str = ""
    segment: str = ""
    first: date | None = None
    last: date | None = None

    @property
    def words(self) -> str:
        """The same as a person would write it."""
        names = ("source", "council", "service", "channel", "measure", "segment")
        said = [f"{name} {getattr(self, name)}" for name in names if getattr(self, name)]
        said += [f"from {self.first}"] if self.first else []
        return ", ".join(said + ([f"to {self.last}"] if self.last else [])) or "everything"


@dataclass(frozen=True)
class Said:
    """A value that a source gave once: when it came, and when it went (None while it stands)."""

    source: str
    council: str
    service: str
    channel: str
    segment: str
    measure: str
    frequency: str
    period_start: date
    value: Decimal | None
    status: str
    came: datetime
    went: datetime | None


def values_had(connection: Connection, which: Which) -> Iterator[Said]:
    """Every value of those observations, by what it is about and then in the order in which they came."""
    labels = Labels(connection)
    then, gone = load.alias(), load.alias()
    every = _every(labels, which).subquery()
    statement = (
        select(
            every,
            place.c.council,
            place.c.service,
            place.c.segment,
            series.c.channel,
            series.c.measure,
            series.c.frequency,
            then.c.loaded_at.label("came"),
            gone.c.loaded_at.label("went"),
        )
        .join(series, series.c.id == every.c.series)
        .join(place, place.c.id == series.c.place)
        .join(then, then.c.id == every.c.load)
        .outerjoin(gone, gone.c.id == every.c.until)
        .order_by(every.c.series, every.c.period_start, every.c.source, every.c.load)
    )
    for row in connection.execute(statement):
        yield _said(labels, row)


def purge(connection: Connection, which: Which, reason: str, moment: loads.Moment) -> int:
    """Remove those observations from what is said and what was said, and write down that it was done.

    Touches their councils; returns how many observations went. Neither the values nor the reason for them are kept.
    """
    labels = Labels(connection)
    every = _every(labels, which).subquery()
    count = connection.execute(select(func.count()).select_from(every)).scalar() or 0
    if not count:
        return 0
    councils = (
        select(place.c.council).join(series, series.c.place == place.c.id).join(every, every.c.series == series.c.id)
    )
    touch(connection, {council for (council,) in connection.execute(councils.distinct())})
    for table in (observation, former):
        connection.execute(delete(table).where(*_conditions(table, labels, which)))
    facts = {"purged_at": moment.loaded_at, "what": which.words, "reason": reason, "observations": count}
    connection.execute(insert(purged).values(**facts))
    return count


def _every(labels: Labels, which: Which) -> Any:
    o, f = observation.c, former.c
    said = ("source", "series", "period_start", "value", "status", "load")
    stands: Select[Any] = select(*(o[name] for name in said), cast(null(), Integer).label("until"))
    stood: Select[Any] = select(*(f[name] for name in said), f.until)
    return together(
        stands.where(*_conditions(observation, labels, which)), stood.where(*_conditions(former, labels, which))
    )


def _conditions(table: Any, labels: Labels, which: Which) -> list[Any]:
    of_place = {"council": place.c.council, "service": place.c.service, "segment": place.c.segment}
    of_series = {"channel": series.c.channel, "measure": series.c.measure}
    wanted = select(series.c.id).join(place, place.c.id == series.c.place)
    for kind, column in (of_place | of_series).items():
        if name := getattr(which, kind):
            wanted = wanted.where(column.in_(labels.known(kind, [name])))
    conditions = [table.c.series.in_(wanted)]
    if which.source:
        conditions.append(table.c.source.in_(labels.known("source", [which.source])))
    if which.first:
        conditions.append(table.c.period_start >= which.first)
    if which.last:
        conditions.append(table.c.period_start <= which.last)
    return conditions


def _said(labels: Labels, row: Any) -> Said:
    texts = labels.texts
    return Said(
        texts[row.source],
        texts[row.council],
        texts[row.service],
        texts[row.channel],
        texts[row.segment],
        texts[row.measure],
        texts[row.frequency],
        row.period_start,
        row.value,
        STATUSES[row.status],
        row.came,
        row.went,
    )
