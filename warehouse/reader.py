"""One version of the warehouse, answering what views ask; it never changes."""

from collections.abc import Iterator
from functools import cached_property
from threading import Lock
from typing import Any

from sqlalchemy import Engine, select

from kpis.catalogue import Catalogue
from kpis.councils import Council, Register
from kpis.neighbours import Areas, Trait
from kpis.notes import Notes
from kpis.periods import Frequency
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
from warehouse import accounts, cells, observations, schema
from warehouse.decoding import Decoder, items
from warehouse.labels import Labels

REMEMBERED = 500
"""Answers about extents that are kept with the version: a page asks for its own again and again."""


class WarehouseReader:
    """Answers from one version of the figures; small facts are read once and kept with the version."""

    def __init__(self, engine: Engine, version: str, catalogue: Catalogue, notes: Notes | None = None) -> None:
        self.engine = engine
        self.version = version
        self.catalogue = catalogue
        self.notes = notes or Notes()
        self._extents: dict[tuple[str | None, ...], list[Extent]] = {}
        self._looking = Lock()

    @cached_property
    def _decoder(self) -> Decoder:
        with self.engine.connect() as connection:
            return Decoder(Labels(connection))

    @cached_property
    def register(self) -> Register:
        """Every council that can be named."""
        return Register(tuple(_council(row) for row in self._rows(select(schema.council))))

    @cached_property
    def _services(self) -> dict[str, Service]:
        named = select(schema.named_service.c.key, schema.named_service.c.name).order_by(schema.named_service.c.source)
        found = {row.key: Service(row.key, row.name, in_total=False) for row in self._rows(named)}
        for row in self._rows(select(schema.service)):
            found[row.key] = Service(
                row.key, row.name, row.transaction_name, row.description, row.in_total, lgsl=row.lgsl, lgil=row.lgil
            )
        return dict(sorted(found.items(), key=lambda item: (item[1].name.lower(), item[0])))

    def services(self) -> dict[str, Service]:
        """Key and service, in order of name."""
        return self._services

    @cached_property
    def _groups(self) -> tuple[Group, ...]:
        table = schema.council_group
        invented = {council.key for council in self.register.councils if council.illustrative}
        return tuple(
            Group(row.key, row.name, row.description, members, items(row.services), bool(invented & set(members)))
            for row in self._rows(select(table).order_by(table.c.place))
            for members in [items(row.councils)]
        )

    def groups(self) -> tuple[Group, ...]:
        """Groups to compare, in the order of the configuration."""
        return self._groups

    @cached_property
    def _areas(self) -> Areas:
        traits = self._rows(select(schema.trait).order_by(schema.trait.c.place))
        values: dict[str, dict[str, float]] = {}
        for row in self._rows(select(schema.area)):
            values.setdefault(row.council, {})[row.trait] = row.value
        told = (Trait(row.key, row.name, row.unit, row.year, row.source, row.weight) for row in traits)
        return Areas(tuple(told), values)

    def areas(self) -> Areas:
        """Traits of the areas that councils serve."""
        return self._areas

    def extents(self, kpi: str | None = None, council: str | None = None, service: str | None = None) -> list[Extent]:
        """Which KPIs exist for whom, when, and from which sources; who asks while it is looked up waits for it."""
        asked = (kpi, council, service)
        with self._looking:
            if asked not in self._extents:
                if len(self._extents) >= REMEMBERED:
                    self._extents.clear()
                self._extents[asked] = accounts.extents(self.engine, self._decoder, self.catalogue, *asked)
            return list(self._extents[asked])

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
        return cells.read(self.engine, self._decoder, query)

    def stream_cells(self, query: CellQuery) -> Iterator[CellSums]:
        """The same without holding them all."""
        # Not returned but yielded, so that this version stays open for as long as someone reads from it.
        yield from cells.stream(self.engine, self._decoder, query)

    def observed(self, council: str, service: str, measures: tuple[str, ...], breakdown: str = "") -> list[ObservedSum]:
        """Observations of one council and service by channel, segment and period."""
        return observations.observed(self.engine, self._decoder, council, service, measures, breakdown)

    def channel_codes(self, council: str, service: str) -> dict[str, tuple[str, ...]]:
        """Channel and the council's own codes that were mapped to it."""
        return observations.channel_codes(self.engine, self._decoder, council, service)

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
        yield from accounts.refused_rows(self.engine)

    def left_out(self) -> list[LeftOut]:
        """Rows left out on purpose."""
        return accounts.left_out_rows(self.engine)

    def refused_cells(self) -> list[CellGap]:
        """Cells whose parts came but make no valid figure."""
        return accounts.refused_cells(self.engine, self._decoder)

    def completeness(self, frequency: Frequency, councils: tuple[str, ...] | None = None) -> list[Completeness]:
        """Services reporting by council and period."""
        return accounts.completeness(self.engine, self._decoder, frequency, councils)

    def _rows(self, statement: Any) -> list[Any]:
        return accounts.rows(self.engine, statement)


def _council(row: Any) -> Council:
    return Council(
        row.key,
        row.name,
        row.full_name,
        row.kind,
        row.nation,
        row.region,
        row.gss,
        items(row.former_gss),
        items(row.aliases),
        row.starts,
        row.ends,
        items(row.replaced_by),
        row.illustrative,
    )
