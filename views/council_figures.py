"""Everything loaded about one council: the sums over the services that add up, and each service's own."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kpis.catalogue import Kpi
from kpis.figure import Sums
from kpis.notes import Notes
from kpis.periods import Period, add_months
from kpis.selection import Selection
from kpis.series import Series, series
from kpis.services import Service
from kpis.succession import Boundaries
from views.addresses import service_address
from views.boundaries import boundaries_of
from views.indicators import FINEST_FIRST, Measured, measured
from views.reader import CellQuery, CellSums, Extent, Reader, SourceStatus

ByPeriod = Mapping[Period, Sums]

MOST_LINES = 40
"""Beyond so many services a council's table has no lines over time: those are on the services' own pages."""

MOST_TESTED = 100
"""Beyond so many a council's page tests none of them against normal variation: too little of each is read for that."""


@dataclass(frozen=True)
class CouncilFigures:
    """One council's sums: `totals` by KPI, `by_service` by KPI and service."""

    council: str
    services: Mapping[str, Service]
    indicators: tuple[Measured, ...]
    totals: Mapping[str, ByPeriod]
    by_service: Mapping[tuple[str, str], ByPeriod]
    extents: tuple[Extent, ...]
    sources: tuple[SourceStatus, ...]
    notes: Notes
    boundaries: Boundaries | None = None

    def address(self, service: str) -> str:
        """The page of one of its services, by the same boundaries."""
        return service_address(self.council, service, Selection(boundaries=self.boundaries).query())

    @property
    def as_at(self) -> date | None:
        """The day of the last load: a period that had not ended by then is not whole (METHODS A5)."""
        return max((source.loaded_at.date() for source in self.sources), default=None)

    @property
    def any_given(self) -> bool:
        """Whether any figure of it is there: by today's boundaries there may be none although others gave theirs."""
        return any(one.provided for sums in self.by_service.values() for one in sums.values())

    def own(self, kpi: str, service: str) -> ByPeriod:
        """One service's sums, at every frequency it has."""
        return self.by_service.get((kpi, service), {})

    @cached_property
    def _lines(self) -> dict[tuple[str, str], Series]:
        return {}

    def own_line(self, kpi: Kpi, service: str) -> Series | None:
        """One service's figures over time at the finest frequency it has; made once, as several parts show it."""
        key = (kpi.key, service)
        sums = self.own(*key)
        if sums and key not in self._lines:
            frequency = min({period.frequency for period in sums}, key=FINEST_FIRST.index)
            chosen = {period: one for period, one in sums.items() if period.frequency == frequency}
            words = kpi.for_transaction(self.services[service].transaction)
            name = self.services[service].name
            self._lines[key] = series(words, service, name, chosen, frequency, self.as_at)
        return self._lines.get(key)

    def of(self, what: Measured) -> ByPeriod:
        """An indicator's sums at its frequency."""
        alone = what.indicator.service
        sums = self.own(what.kpi.key, alone.key) if alone else self.totals.get(what.kpi.key, {})
        return {period: one for period, one in sums.items() if period.frequency == what.frequency}

    def line(self, what: Measured) -> Series:
        """An indicator over time."""
        kpi = in_words(what)
        return series(kpi, what.kpi.key, what.indicator.name, self.of(what), what.frequency, self.as_at)


def in_words(what: Measured) -> Kpi:
    """The indicator's KPI in the words of its service."""
    alone = what.indicator.service
    return what.kpi.for_transaction(alone.transaction) if alone else what.kpi


def council_figures(reader: Reader, council: str) -> CouncilFigures | None:
    """Two queries on cells: services that add up, together, and each service by itself; None if nothing is loaded.

    Of very many services only what the newest figure and a year before it need is read.
    """
    extents = tuple(extent for extent in reader.extents(council=council) if reader.catalogue[extent.kpi].headline)
    if not extents:
        return None
    kpis = tuple({extent.kpi: None for extent in extents})
    services = reader.services()
    adding = tuple(sorted({extent.service for extent in extents if services[extent.service].in_total}))
    whole = reader.cells(CellQuery(kpis, frozenset(), (council,), adding)) if adding else []
    totals: dict[str, dict[Period, Sums]] = defaultdict(dict)
    for cell in whole:
        add(totals[cell.kpi], cell)
    by_service: dict[tuple[str, str], dict[Period, Sums]] = defaultdict(dict)
    for cell in reader.cells(CellQuery(kpis, frozenset({"service"}), (council,), first=_since(reader, extents))):
        add(by_service[cell.kpi, cell.service], cell)
    return CouncilFigures(
        council,
        services,
        tuple(measured(reader, extents)),
        dict(totals),
        dict(by_service),
        extents,
        given_by(reader, extents),
        reader.notes,
        boundaries_of(reader),
    )


def add(kept: dict[Period, Sums], cell: CellSums) -> None:
    """Put a cell to its period; only where two versions of a definition meet is there something to add to."""
    kept[cell.period] = kept[cell.period] + cell.sums if cell.period in kept else cell.sums


def _since(reader: Reader, extents: Iterable[Extent]) -> date | None:
    """The first day that a comparison of the newest figures with a year before needs, if there are very many."""
    kept = list(extents)
    newest = [extent.latest for extent in kept if extent.latest]
    if len({extent.service for extent in kept}) <= MOST_TESTED or not newest:
        return None
    window = max(reader.catalogue[extent.kpi].window or 0 for extent in kept)
    return add_months(max(newest), -12 - max(12, window))


def counts_completed(kpi: Kpi) -> bool:
    """Whether the KPI divides by completed transactions through every channel, so that it tells their number."""
    side = kpi.denominator
    return side is not None and side.measures == {"completed"} and side.channels is None


def given_by(reader: Reader, extents: Iterable[Extent], parts: bool = False) -> tuple[SourceStatus, ...]:
    """The sources that these figures, or `parts` of them such as wards, come from; in order of title."""
    names = {name for extent in extents for name in (extent.segment_sources if parts else extent.sources)}
    return tuple(source for source in reader.sources() if source.name in names)
