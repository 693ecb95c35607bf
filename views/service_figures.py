"""Everything loaded about one service of one council, at the frequency and in the stretch of time that is chosen."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kpis.catalogue import Catalogue, Kpi
from kpis.channels import WHOLE
from kpis.councils import Council
from kpis.figure import Figure, Sums
from kpis.notes import Notes, Target
from kpis.periods import FREQUENCIES, Frequency, Period, add_months
from kpis.selection import Selection
from kpis.series import Series, frequencies_of, series
from kpis.services import Service
from kpis.variation import Asked, Variation, variations
from views.addresses import file_address
from views.council_figures import ByPeriod, add, given_by
from views.indicators import FINEST_FIRST
from views.judgement import Judgement, judge
from views.reader import CellQuery, CellSums, Extent, Reader, SourceStatus
from views.standing import Standing, figure_at, standing


@dataclass(frozen=True)
class ServiceFigures:
    """One service's sums by KPI and channel ('' for all channels together)."""

    council: Council
    service: Service
    catalogue: Catalogue
    selection: Selection
    sums: Mapping[tuple[str, str], ByPeriod]
    extents: tuple[Extent, ...]
    sources: tuple[SourceStatus, ...]
    segment_sources: tuple[SourceStatus, ...]
    notes: Notes

    @cached_property
    def kpis(self) -> tuple[Kpi, ...]:
        """The KPIs that the service has, in the catalogue's order and in the service's words."""
        have = {extent.kpi for extent in self.extents}
        return tuple(kpi.for_transaction(self.service.transaction) for kpi in self.catalogue if kpi.key in have)

    @cached_property
    def frequencies(self) -> tuple[Frequency, ...]:
        """The frequencies by which some KPI of the service can be shown, finest first."""
        possible = {frequency for kpi in self.kpis for frequency in frequencies_of(self._native(kpi.key))}
        return tuple(frequency for frequency in FREQUENCIES if frequency in possible)

    @cached_property
    def usual(self) -> Frequency:
        """The frequency shown if none is chosen: the finest that figures came by."""
        return min((extent.frequency for extent in self.extents), key=FINEST_FIRST.index, default="month")

    @property
    def frequency(self) -> Frequency:
        """The frequency chosen."""
        return self.selection.frequency or self.usual

    @property
    def as_at(self) -> date | None:
        """The day of the last load: a period that had not ended by then is not whole (METHODS A5)."""
        return max((source.loaded_at.date() for source in self.sources), default=None)

    def kpi(self, key: str) -> Kpi | None:
        """A KPI of the service."""
        return next((kpi for kpi in self.kpis if kpi.key == key), None)

    def frequency_of(self, kpi: Kpi) -> Frequency:
        """The chosen frequency, or the KPI's own where its figures cannot be shown by that."""
        possible = frequencies_of(self._native(kpi.key))
        return self.frequency if self.frequency in possible or not possible else possible[0]

    @cached_property
    def _lines(self) -> dict[str, Series]:
        return {kpi.key: self._line(kpi, self.sums.get((kpi.key, WHOLE), {})) for kpi in self.kpis}

    def whole_line(self, kpi: Kpi) -> Series:
        """The KPI over all time that is loaded."""
        return self._lines[kpi.key]

    @cached_property
    def _variations(self) -> dict[str, Variation]:
        council, service = self.council.key, self.service.key
        asked = [Asked(kpi, self._lines[kpi.key], self.notes.rebasings(council, service, kpi.key)) for kpi in self.kpis]
        found = variations(asked, self.notes.screened)
        return {kpi.key: one for kpi, one in zip(self.kpis, found, strict=True)}

    def judged(self, found: Standing) -> Judgement:
        """The figure shown of a KPI against its normal variation over all time, and against its target."""
        events = self.notes.events(self.council.key, self.service.key, found.kpi.key)
        return judge(found, self.variation(found.kpi), self.targets(found.kpi), events)

    def variation(self, kpi: Kpi) -> Variation:
        """The KPI's normal variation over all time that is loaded."""
        return self._variations[kpi.key]

    def targets(self, kpi: Kpi) -> tuple[Target, ...]:
        """The KPI's targets for this service, in order of time."""
        return self.notes.targets_of(self.council.key, self.service.key, kpi.key)

    def line(self, kpi: Kpi) -> Series:
        """The KPI over the stretch of time that is chosen."""
        return self.chosen(self.whole_line(kpi))

    def channel_figure(self, kpi: Kpi, channel: str, period: Period) -> Figure:
        """The KPI for one channel alone in one period, over the KPI's window if it has one."""
        begin = add_months(period.end, 1 - kpi.window) if kpi.window else period.start
        begin = min(begin, period.start)
        sums = self.sums.get((kpi.key, channel), {})
        inside = {one: sums[one] for one in sums if begin <= one.start and one.end <= period.end}
        return figure_at(self._line(kpi, inside), period)

    def _line(self, kpi: Kpi, sums: ByPeriod) -> Series:
        return series(kpi, kpi.key, kpi.name, sums, self.frequency_of(kpi), self.as_at)

    def standing(self, kpi: Kpi) -> Standing | None:
        """How the KPI stands at the end of the stretch chosen; None without a figure in it."""
        whole = self.whole_line(kpi)
        return standing(kpi, self.chosen(whole), whole)

    def chosen(self, line: Series) -> Series:
        """The part of a line that lies in the stretch chosen."""
        return replace(line, points=tuple(point for point in line.points if self.within(point.period)))

    def within(self, period: Period) -> bool:
        """Whether a period lies in the stretch chosen; `to` may name a period by its first day."""
        first, last = self.selection.first, self.selection.last
        return (not first or period.start >= first) and (not last or period.end <= last or period.start == last)

    def periods(self) -> list[Period]:
        """Every period of the chosen frequency that some KPI has, in order of time."""
        lines = [self.whole_line(kpi) for kpi in self.kpis if self.frequency_of(kpi) == self.frequency]
        return sorted({point.period for line in lines for point in line.points})

    def file(self, kpi: Kpi, **changes: object) -> str:
        """The file with what a chart of this KPI shows."""
        selection = Selection(
            councils=(self.council.key,),
            services=(self.service.key,),
            frequency=self.frequency_of(kpi),
            first=self.selection.first,
            last=self.selection.last,
            boundaries=self.selection.boundaries,
        )
        return file_address(kpi.key, replace(selection, **changes))  # type: ignore[arg-type]

    def sources_of(self, kpi: Kpi, parts: bool = False) -> tuple[SourceStatus, ...]:
        """The sources of a KPI's figures, or of `parts` of them such as wards."""
        mine = [extent for extent in self.extents if extent.kpi == kpi.key]
        names = {name for extent in mine for name in (extent.segment_sources if parts else extent.sources)}
        return tuple(source for source in (self.segment_sources if parts else self.sources) if source.name in names)

    def _native(self, kpi: str) -> set[Frequency]:
        return {extent.frequency for extent in self.extents if extent.kpi == kpi}


def service_figures(reader: Reader, council: Council, service: Service, selection: Selection) -> ServiceFigures | None:
    """One query on cells, by channel; None if nothing of the service is loaded for the council."""
    extents = tuple(reader.extents(council=council.key, service=service.key))
    if not extents:
        return None
    kpis = tuple(dict.fromkeys(extent.kpi for extent in extents))
    cells = reader.cells(CellQuery(kpis, frozenset({"channel"}), (council.key,), (service.key,), channel=None))
    return ServiceFigures(
        council,
        service,
        reader.catalogue,
        selection,
        by_channel(cells),
        extents,
        given_by(reader, extents),
        given_by(reader, extents, parts=True),
        reader.notes,
    )


def by_channel(cells: Iterable[CellSums]) -> dict[tuple[str, str], ByPeriod]:
    """KPI and channel, and the sums of each period."""
    found: dict[tuple[str, str], dict[Period, Sums]] = defaultdict(dict)
    for cell in cells:
        add(found[cell.kpi, cell.channel], cell)
    return dict(found)
