"""What can be shown of a council: each KPI for all services that add up, and for each that stands alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kpis.catalogue import Kpi
from kpis.periods import Frequency, Period, starting
from kpis.services import Indicator, Service
from views.freshness import loaded_by_council
from views.reader import Extent, Reader

FINEST_FIRST: tuple[Frequency, ...] = ("month", "quarter", "financial_year", "year", "twelve_months", "week")
"""The native frequency that a page shows if a KPI has several."""


@dataclass(frozen=True)
class Measured:
    """An indicator at one frequency: which services it adds, the councils that have it, and when each was loaded."""

    indicator: Indicator
    frequency: Frequency
    services: tuple[str, ...]
    councils: tuple[str, ...]
    latest: Period | None
    loaded: Mapping[str, date]

    @property
    def kpi(self) -> Kpi:
        """Its KPI."""
        return self.indicator.kpi


def measured(reader: Reader, extents: Iterable[Extent]) -> list[Measured]:
    """The headline indicators that these extents hold, each frequency apart, in the catalogue's order.

    Services that add up to a total come together; each of the others stands alone (METHODS D5).
    """
    services = reader.services()
    members: dict[tuple[str, str, Frequency], list[Extent]] = defaultdict(list)
    for extent in extents:
        alone = "" if services[extent.service].in_total else extent.service
        members[extent.kpi, alone, extent.frequency].append(extent)
    order = {kpi.key: place for place, kpi in enumerate(reader.catalogue)}
    keys = sorted(members, key=lambda key: (order[key[0]], _name(services, key[1]), FINEST_FIRST.index(key[2])))
    return [_measured(reader, services, key, members[key]) for key in keys if reader.catalogue[key[0]].headline]


def _name(services: Mapping[str, Service], key: str) -> str:
    return services[key].name.lower() if key else ""


def _measured(
    reader: Reader, services: Mapping[str, Service], key: tuple[str, str, Frequency], extents: list[Extent]
) -> Measured:
    kpi, alone, frequency = key
    latest = max((extent.latest for extent in extents if extent.latest), default=None)
    return Measured(
        Indicator(reader.catalogue[kpi], services[alone] if alone else None),
        frequency,
        tuple(sorted({extent.service for extent in extents})),
        tuple(sorted({extent.council for extent in extents})),
        starting(latest, frequency) if latest else None,
        loaded_by_council(extents, reader.sources(), parts=False),
    )
