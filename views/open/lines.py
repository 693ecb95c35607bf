"""A release's rows as lines over time: the frequency that is shown, the newest whole figure, the year before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from kpis.catalogue import Kpi
from kpis.notes import Notes, Rebase
from kpis.periods import Frequency, Period
from kpis.series import Point, Series
from kpis.services import Indicator
from kpis.variation import Variation, variation
from kpis.verdict import Verdict, verdict
from views.indicators import FINEST_FIRST
from views.open.release import Finished, ReleaseReader
from views.standing import Standing, standing


@dataclass(frozen=True)
class Released:
    """One KPI of one council and service over time, as it was released; `kpi` is in the service's own words."""

    kpi: Kpi
    service: str
    rows: tuple[Finished, ...]
    series: Series
    description: str = ""
    notes: Notes = field(default_factory=Notes)

    @cached_property
    def standing(self) -> Standing | None:
        """How it stands at its newest whole figure; None if it has no figure at all."""
        return standing(self.kpi, self.series)

    @cached_property
    def variation(self) -> Variation:
        """Normal variation, from the released figures alone and with the re-basings on record."""
        return variation(self.kpi, self.series, self.rebasings, self.notes.screened)

    @property
    def rebasings(self) -> tuple[Rebase, ...]:
        """From which days on limits are made anew, and why."""
        return self.notes.rebasings(self.rows[0].council, self.service, self.kpi.key) if self._is_whole else ()

    @property
    def _is_whole(self) -> bool:
        return bool(self.rows) and not self.rows[0].channel

    @property
    def verdict(self) -> Verdict | None:
        """How the newest whole figure stands against normal variation."""
        found = self.standing
        return verdict(self.kpi, self.series, self.variation, found.now.period) if found else None

    @property
    def shown(self) -> Finished | None:
        """The row whose figure is shown: the newest whole one, else the newest of all."""
        if self.standing:
            return self.row(self.standing.now.period)
        return self.rows[-1] if self.rows else None

    def row(self, period: Period) -> Finished | None:
        """The row of a period."""
        return next((row for row in self.rows if row.period == period), None)


def released(reader: ReleaseReader, rows: Iterable[Finished], name: str = "") -> list[Released]:
    """Rows of whole figures as lines, in the catalogue's order and by service, one frequency for each."""
    together: dict[tuple[str, str, str], list[Finished]] = defaultdict(list)
    for row in rows:
        if not row.segment:
            together[row.kpi, row.service, row.channel].append(row)
    order = {kpi.key: place for place, kpi in enumerate(reader.catalogue)}
    services = {key: place for place, key in enumerate(reader.services)}
    keys = sorted(together, key=lambda key: (order[key[0]], services.get(key[1], -1), key[2]))
    return [_line(reader, key, together[key], name) for key in keys]


def by_frequency(rows: Iterable[Finished]) -> Mapping[Frequency, list[Finished]]:
    """Rows of each frequency, in order of time."""
    found: dict[Frequency, list[Finished]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.period):
        found[row.period.frequency].append(row)
    return found


def one_frequency(rows: Iterable[Finished]) -> list[Finished]:
    """Those of the frequency whose figures go on longest; of several the finest."""
    found = by_frequency(rows)
    best = min(found, key=lambda one: (-found[one][-1].period.end.toordinal(), FINEST_FIRST.index(one)))
    return found[best]


def series_of(rows: Iterable[Finished], name: str, key: str = "") -> Series:
    """Rows of one thing as a series; what was not released is a gap where others stand around it."""
    return Series(key, name, tuple(Point(row.period, row.figure) for row in rows))


def _line(reader: ReleaseReader, key: tuple[str, str, str], rows: list[Finished], name: str) -> Released:
    kpi, service, channel = key
    known = reader.services.get(service)
    words = reader.catalogue[kpi].for_transaction(known.transaction) if known else reader.catalogue[kpi]
    shown = one_frequency(rows)
    title = name or (known.name if known else words.name)
    description = Indicator(words, known).description
    return Released(words, service, tuple(shown), series_of(shown, title, channel or kpi), description, reader.notes)
