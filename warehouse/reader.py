"""One version of the warehouse, answering what views ask; it never changes."""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from sqlalchemy import Engine, func, select

from kpis.catalogue import Catalogue
from kpis.councils import Council, Register
from kpis.periods import Frequency, Period
from kpis.services import Group, Service
from views.reader import (
    CellGap,
    CellQuery,
    CellSums,
    Completeness,
    Extent,
    LeftOut,
    ObservedSum,
    RefusedGroup,
    RefusedRow,
    SourceStatus,
)
from warehouse import accounts, cells, schema
from warehouse.reference import LIST, remembered
from warehouse.store import WarehouseError


class WarehouseReader:
    """Answers from one version of the figures; small facts are read once and kept with the version."""

    def __init__(self, engine: Engine, version: str, catalogue: Catalogue) -> None:
        self.engine = engine
        self.version = version
        self.catalogue = catalogue
        self._refuse_other_schema()

    def _refuse_other_schema(self) -> None:
        with self.engine.connect() as connection:
            found = int(remembered(connection, "schema") or 0)
        if found > schema.VERSION:
            raise WarehouseError(
                f"The warehouse was written by a newer Guildhall (schema {found}; this one knows {schema.VERSION}). "
                "Run that version, or load into another folder; nothing was changed."
            )

    @cached_property
    def register(self) -> Register:
        """Every council that can be named."""
        return Register(tuple(_council(row) for row in self._rows(select(schema.council))))

    @cached_property
    def _services(self) -> dict[str, Service]:
        named = select(schema.named_service.c.key, schema.named_service.c.name).order_by(schema.named_service.c.source)
        found = {row.key: Service(row.key, row.name, in_total=False) for row in self._rows(named)}
        for row in self._rows(select(schema.service)):
            found[row.key] = Service(row.key, row.name, row.transaction_name, row.description, row.in_total)
        return dict(sorted(found.items(), key=lambda item: (item[1].name.lower(), item[0])))

    def services(self) -> dict[str, Service]:
        """Key and service, in order of name."""
        return self._services

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        table = schema.council_group
        invented = {council.key for council in self.register.councils if council.illustrative}
        return tuple(
            Group(row.key, row.name, row.description, members, _list(row.services), bool(invented & set(members)))
            for row in self._rows(select(table).order_by(table.c.place))
            for members in [_list(row.councils)]
        )

    def groups(self) -> tuple[Group, ...]:
        """Groups to compare, in the order of the configuration."""
        return self._groups

    @cached_property
    def _extents(self) -> list[Extent]:
        return accounts.extents(self.engine, self.catalogue)

    def extents(self, kpi: str | None = None, council: str | None = None, service: str | None = None) -> list[Extent]:
        """Which KPIs exist for whom, when, and from which sources."""
        return [
            extent
            for extent in self._extents
            if kpi in (None, extent.kpi) and council in (None, extent.council) and service in (None, extent.service)
        ]

    @cached_property
    def _not_run(self) -> frozenset[tuple[str, str]]:
        declared = schema.declared_offering.c
        found = self._rows(select(declared.council, declared.service).where(declared.offered.is_(False)))
        return frozenset((row.council, row.service) for row in found)

    def not_run(self) -> frozenset[tuple[str, str]]:
        """(council, service) for services that a council says it does not run."""
        return self._not_run

    def cells(self, query: CellQuery) -> list[CellSums]:
        """Sums of cells, ordered by their keys and then by time."""
        return list(cells.stream(self.engine, query))

    def stream_cells(self, query: CellQuery) -> Iterator[CellSums]:
        """The same without holding them all."""
        return cells.stream(self.engine, query)

    def observed(self, council: str, service: str, measures: tuple[str, ...], breakdown: str = "") -> list[ObservedSum]:
        """Observations of one council and service by channel, segment and period."""
        o = schema.observation.c
        keys = (o.council, o.service, o.channel, o.breakdown, o.segment, o.measure)
        period = (o.frequency, o.period_start, o.period_end)
        statement = (
            select(*keys, *period, func.sum(o.value).label("s_value"), func.max(o.status).label("any_status"))
            .where(o.council == council, o.service == service, o.measure.in_(measures), o.breakdown == breakdown)
            .group_by(*keys, *period)
            .order_by(o.channel, o.segment, o.measure, o.period_start)
        )
        return [_observed(row) for row in self._rows(statement)]

    def channel_codes(self, council: str, service: str) -> dict[str, tuple[str, ...]]:
        """Channel and the council's own codes that were mapped to it."""
        code, o = schema.channel_code.c, schema.observation.c
        givers = select(o.source).where(o.council == council, o.service == service).distinct()
        statement = (
            select(code.channel, code.code)
            .where(code.service == service, code.source.in_(givers))
            .distinct()
            .order_by(code.channel, code.code)
        )
        codes: dict[str, tuple[str, ...]] = {}
        for row in self._rows(statement):
            codes[row.channel] = (*codes.get(row.channel, ()), row.code)
        return codes

    @cached_property
    def _sources(self) -> list[SourceStatus]:
        return accounts.sources(self.engine)

    def sources(self) -> list[SourceStatus]:
        """Every source with its last load, in order of title."""
        return self._sources

    def refused_groups(self) -> list[RefusedGroup]:
        """Refused rows by source and reason, most first."""
        return accounts.refused_groups(self.engine)

    def refused_rows(self) -> Iterator[RefusedRow]:
        """Every refused row."""
        return accounts.refused_rows(self.engine)

    def left_out(self) -> list[LeftOut]:
        """Rows left out on purpose."""
        return accounts.left_out_rows(self.engine)

    def refused_cells(self) -> list[CellGap]:
        """Cells whose parts came but make no valid figure."""
        return accounts.refused_cells(self.engine)

    def completeness(self, frequency: Frequency, councils: tuple[str, ...] | None = None) -> list[Completeness]:
        """Services reporting by council and period."""
        return accounts.completeness(self.engine, self.catalogue, frequency, councils)

    def _rows(self, statement: Any) -> list[Any]:
        return accounts.rows(self.engine, statement)


def _list(text: str) -> tuple[str, ...]:
    return tuple(text.split(LIST)) if text else ()


def _council(row: Any) -> Council:
    return Council(
        row.key,
        row.name,
        row.full_name,
        row.kind,
        row.nation,
        row.region,
        row.gss,
        _list(row.former_gss),
        _list(row.aliases),
        row.starts,
        row.ends,
        _list(row.replaced_by),
        row.illustrative,
    )


def _observed(row: Any) -> ObservedSum:
    period = Period(row.period_start, row.period_end, row.frequency)
    value = None if row.any_status == "not_provided" else row.s_value
    estimated = row.any_status == "estimated"
    return ObservedSum(
        row.council, row.service, row.channel, row.breakdown, row.segment, row.measure, period, value, estimated
    )
