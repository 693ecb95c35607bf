"""Which columns of what arrived are read as what: the source's description, settled against its headers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from configuration import Source
from configuration.measures import MeasureColumn, WideColumns
from data_loaders.columns import Columns
from data_loaders.errors import SourceError

COST = "cost"
"""The one built-in measure that may be below zero: income may exceed spending."""


@dataclass(frozen=True)
class Figure:
    """One column of figures. `measure` None: the row names it. `label`: the period that the header holds."""

    value: int
    measure: str | None = None
    times: int | None = None
    multiplier: Decimal = Decimal(1)
    channel: str | None = None
    label: str | None = None
    may_be_negative: bool = False
    code: str = ""


@dataclass(frozen=True)
class Kept:
    """Rows whose column has one of the values; `reason` is empty for a filter, else why they are left out."""

    column: int
    values: frozenset[str]
    reason: str = ""


@dataclass(frozen=True)
class Plan:
    """Places of the columns, from 0; None for what is fixed or not there."""

    columns: Columns
    council: int | None
    service: int | None
    service_name: int | None
    channel: int | None
    segment: int | None
    period: int | None
    length: int | None
    measure: int | None
    estimate: int | None
    figures: tuple[Figure, ...]
    filters: tuple[Kept, ...]
    left_out: tuple[Kept, ...]

    @property
    def wanted(self) -> tuple[int, ...]:
        """Every column that is read."""
        places = {self.council, self.service, self.service_name, self.channel, self.segment, self.period}
        places |= {self.length, self.measure, self.estimate}
        places |= {place for figure in self.figures for place in (figure.value, figure.times)}
        places |= {rule.column for rule in (*self.filters, *self.left_out)}
        return tuple(sorted(place for place in places if place is not None))

    def header(self, place: int | None) -> str:
        """The column's header on one line, or its place where it has none."""
        if place is None:
            return ""
        return " ".join(self.columns.headers[place].split()) or f"#{place + 1}"


def make_plan(source: Source, columns: Columns) -> Plan:
    """Settle every column that the description names; raises SourceError for one that is not there."""

    def find(address: str | None, table: str) -> int | None:
        return None if address is None else columns.find(address, table)

    return Plan(
        columns=columns,
        council=find(source.council.column, "[source.council]"),
        service=find(source.service.column, "[source.service]"),
        service_name=find(source.service.name_column, "[source.service]"),
        channel=find(source.channel.column, "[source.channel]"),
        segment=find(source.segment.column, "[source.segment]") if source.segment else None,
        period=find(source.period.column, "[source.period]"),
        length=find(source.period.length_column, "[source.period]"),
        measure=find(source.measure.column, "[source.measure]") if source.measure else None,
        estimate=find(source.estimates.column, "[source.estimates]") if source.estimates else None,
        figures=tuple(_figures(source, columns)),
        filters=tuple(
            Kept(columns.find(rule.column, "[[source.filter]]"), frozenset(rule.values)) for rule in source.filter
        ),
        left_out=tuple(
            Kept(columns.find(rule.column, "[[source.leave_out]]"), frozenset(rule.values), rule.reason)
            for rule in source.leave_out
        ),
    )


def _figures(source: Source, columns: Columns) -> Iterator[Figure]:
    if source.columns:
        for entry in source.columns:
            yield from _wide(entry, columns)
    elif source.measure and source.measure.value:
        yield Figure(columns.find(source.measure.value, "[source.measure]"))
    else:
        yield from _by_column(source, columns)


def _by_column(source: Source, columns: Columns) -> Iterator[Figure]:
    entries = {
        key: entry if isinstance(entry, MeasureColumn) else MeasureColumn(column=entry)
        for key, entry in source.measures.items()
    }
    aims = [(entry.measure or key, entry.channel) for key, entry in entries.items()]
    for key, entry in entries.items():
        measure = entry.measure or key
        shared = aims.count((measure, entry.channel)) > 1
        yield Figure(
            value=columns.find(entry.column, "[source.measures]"),
            measure=measure,
            times=columns.find(entry.times, "[source.measures]") if entry.times else None,
            multiplier=entry.multiplier,
            channel=entry.channel,
            may_be_negative=entry.may_be_negative or measure == COST,
            code=entry.column if shared else "",
        )


def _wide(entry: WideColumns, columns: Columns) -> Iterator[Figure]:
    pattern = re.compile(entry.pattern)
    matches = [(place, match["period"]) for place, h in enumerate(columns.headers) if (match := pattern.fullmatch(h))]
    if not matches:
        raise SourceError(
            f"{columns.returned} no column whose header matches '{entry.pattern}' "
            f"(it has {len(columns.headers)} columns).",
            f"Fix [[source.columns]] in {columns.file}.",
        )
    for place, label in matches:
        second = entry.times.replace("{period}", label) if entry.times else None
        yield Figure(
            value=place,
            measure=entry.measure,
            times=columns.find(second, "[[source.columns]]") if second else None,
            multiplier=entry.multiplier,
            channel=entry.channel,
            label=label,
            may_be_negative=entry.may_be_negative or entry.measure == COST,
        )
