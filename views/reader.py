"""What a view needs to be told; the warehouse and a release both answer it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

from kpis.catalogue import Catalogue
from kpis.councils import Register
from kpis.figure import Sums
from kpis.neighbours import Areas
from kpis.notes import Notes
from kpis.periods import Frequency, Period
from kpis.services import Group, Service


@dataclass(frozen=True)
class CellQuery:
    """Which cells to add, and which columns to keep apart.

    None means any; `channel` and `breakdown` '' mean the whole. `by` holds any of council, service, channel,
    segment; the KPI and the period are always kept apart.
    """

    kpis: tuple[str, ...]
    by: frozenset[str]
    councils: tuple[str, ...] | None = None
    services: tuple[str, ...] | None = None
    channel: str | None = ""
    breakdown: str | None = ""
    frequencies: tuple[Frequency, ...] | None = None
    first: date | None = None
    last: date | None = None


class CellSums(NamedTuple):
    """Sums of cells that share these keys; a key that was not kept apart is ''.

    A page asks for ten thousand of them, and a tuple is made three times sooner than a frozen dataclass.
    """

    kpi: str
    council: str
    service: str
    channel: str
    breakdown: str
    segment: str
    period: Period
    definition_version: int
    sums: Sums


@dataclass(frozen=True)
class ObservedSum:
    """Observations of one measure added: for channel mix, ratings and cost make-up.

    `value` is None if none of them has one.
    """

    council: str
    service: str
    channel: str
    breakdown: str
    segment: str
    measure: str
    period: Period
    value: Decimal | None
    estimated: bool


class Extent(NamedTuple):
    """Which cells one KPI has for one council and service at one frequency.

    `first` and `last` bound what is expected; `latest` is the last period with a value, None if there is none.
    `sources` give whole figures; `segment_sources` give parts of them, such as wards.
    """

    kpi: str
    council: str
    service: str
    frequency: Frequency
    first: date
    last: date
    latest: date | None
    provided: int
    expected: int
    sources: tuple[str, ...]
    segment_sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class SourceStatus:
    """A source and its last load; `first` to `last` is what its observations cover."""

    name: str
    title: str
    kind: str
    publisher: str
    link: str
    licence: str
    owner: str
    illustrative: bool
    loaded_at: datetime
    rows_read: int
    rows_refused: int
    rows_left_out: int
    observations: int
    councils: int
    first: date | None
    last: date | None
    estimated: str = ""
    """By which method every figure was estimated; '' if none was."""
    held: str = ""
    """Why the figures of an earlier load are shown although a later one was read; '' if they are the last one's."""


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not counted, and why."""

    source: str
    row: str
    column: str
    value: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class RefusedGroup:
    """Refused rows of one source that share a reason, with one of them for example."""

    source: str
    reason: str
    remedy: str
    rows: int
    example: str


@dataclass(frozen=True)
class LeftOut:
    """Rows that a source's description leaves out, and its reason."""

    source: str
    reason: str
    rows: int


@dataclass(frozen=True)
class CellGap:
    """A cell whose value was refused although its parts came: a share above 100 %, say."""

    kpi: str
    council: str
    service: str
    channel: str
    period: Period
    numerator: Decimal | None
    denominator: Decimal | None
    reason: str


class Completeness(NamedTuple):
    """How many of the services that a council runs have every figure in, for one period."""

    council: str
    period: Period
    complete: int
    partly: int
    expected: int


class Reader(Protocol):
    """Answers about one version of the figures; never changes them."""

    @property
    def version(self) -> str:
        """Changes when any figure may have changed."""
        ...

    @property
    def catalogue(self) -> Catalogue:
        """The KPIs."""
        ...

    @property
    def notes(self) -> Notes:
        """Events, re-basings and targets on record."""
        ...

    @property
    def register(self) -> Register:
        """Every council that can be named, with figures or without."""
        ...

    def services(self) -> dict[str, Service]:
        """Key and service, in order of name."""
        ...

    def groups(self) -> tuple[Group, ...]:
        """Groups to compare, in the order of the configuration."""
        ...

    def areas(self) -> Areas:
        """Traits of the areas that councils serve, by which nearest neighbours are found."""
        ...

    def extents(
        self,
        kpi: str | None = None,
        council: str | None = None,
        service: str | None = None,
    ) -> list[Extent]:
        """Which KPIs exist for whom, when, and from which sources."""
        ...

    def not_run(self) -> frozenset[tuple[str, str]]:
        """(council, service) for services that a council says it does not run."""
        ...

    def cells(self, query: CellQuery) -> list[CellSums]:
        """Sums of cells, ordered by their keys and then by time."""
        ...

    def stream_cells(self, query: CellQuery) -> Iterator[CellSums]:
        """The same without holding them all, for files."""
        ...

    def observed(
        self,
        council: str,
        service: str,
        measures: tuple[str, ...],
        breakdown: str = "",
    ) -> list[ObservedSum]:
        """Observations of one council and service by channel (and segment) and period."""
        ...

    def channel_codes(self, council: str, service: str) -> dict[str, tuple[str, ...]]:
        """Channel and the council's own codes that were mapped to it."""
        ...

    def sources(self) -> list[SourceStatus]:
        """Every source with its last load, in order of title."""
        ...

    def refused_groups(self) -> list[RefusedGroup]:
        """Refused rows by source and reason, most first."""
        ...

    def refused_rows(self) -> Iterator[RefusedRow]:
        """Every refused row."""
        ...

    def left_out(self) -> list[LeftOut]:
        """Rows left out on purpose."""
        ...

    def refused_cells(self) -> list[CellGap]:
        """Cells whose parts came but make no valid figure."""
        ...

    def completeness(self, frequency: Frequency, councils: tuple[str, ...] | None = None) -> list[Completeness]:
        """Services reporting by council and period, for what is expected at that frequency."""
        ...
