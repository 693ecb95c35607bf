"""How widely an indicator differs among the councils of a section: everyone's latest figure, and all together."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from kpis.catalogue import Kpi
from kpis.comparison import compare
from kpis.figure import Figure, Sums
from kpis.periods import MONTHS, Frequency, Period, twelve_months_to
from kpis.series import Series, series
from kpis.wording import counted, joined, period_name, value_text, written
from views.indicators import Measured
from views.reader import CellQuery, Reader
from views.sections import Section

CANDIDATES = 3
"""So many of the latest periods are looked at for one in which enough councils report."""

FEW = 3
"""So many councils that are missing are named."""


@dataclass(frozen=True)
class Spread:
    """One indicator in one period: each council that has all of it, and all of them together (sum over sum).

    `together` has no value where fewer than four fifths of the councils report (METHODS A4). `missing` are councils
    that lack something or count differently (D3, D5). `newer` is a later period that too few councils have.
    """

    section: Section
    measured: Measured
    kpi: Kpi
    period: Period
    together: Figure
    values: tuple[tuple[str, float], ...]
    missing: tuple[str, ...]
    newer: Period | None

    @property
    def period_name(self) -> str:
        """The stretch its figures cover, both ends clear."""
        if self.kpi.window == 12 and MONTHS.get(self.period.frequency, 12) < 12:
            return twelve_months_to(self.period).label
        return period_name(self.kpi, self.period)

    @property
    def coverage(self) -> str:
        """'5 of 6'."""
        return f"{len(self.values):,} of {len(self.values) + len(self.missing):,}"

    @property
    def without(self) -> str:
        """Who is missing, if they are few: 'Without Hollinford'; else '', as the coverage says how many."""
        return f"Without {joined(list(self.missing))}" if 0 < len(self.missing) <= FEW else ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What must be said under the picture: who is missing, and that newer figures are not enough yet."""
        newer = f"Too few {self.section.councils} have figures to {self.newer.label} yet" if self.newer else ""
        return tuple(note for note in (self.without, newer) if note)

    @property
    def sentence(self) -> str:
        """What the picture shows, in words."""
        members = counted(len(self.values), self.section.council, self.section.councils)
        if self.section.illustrative:
            members = f"{len(self.values):,} illustrative {members.split(' ', 1)[1]}"
        known = [value for _, value in self.values]
        least, most = (written(value, self.kpi.unit, self.kpi.decimals) for value in (min(known), max(known)))
        together = f", together {value_text(self.kpi, self.together)}" if self.together.value is not None else ""
        return f"{self.measured.indicator.name}, {self.period_name}: {members} from {least} to {most}{together}"


Wanted = tuple[Section, Measured]
Key = tuple[str, str, str, Frequency]
"""KPI, service that stands alone or '', council, frequency."""


def spreads(reader: Reader, wanted: Iterable[Wanted]) -> list[Spread]:
    """The spread of every indicator that at least one council has whole, from as few queries as periods allow."""
    asked = list(wanted)
    sums = _sums(reader, asked)
    return [spread for section, what in asked if (spread := _spread(section, what, sums))]


def _sums(reader: Reader, wanted: list[Wanted]) -> dict[Key, dict[Period, Sums]]:
    plans: dict[tuple[bool, Frequency, date], list[Measured]] = defaultdict(list)
    for _, what in wanted:
        if what.latest:
            plans[what.indicator.service is not None, what.frequency, _first(what, what.latest)].append(what)
    found: dict[Key, dict[Period, Sums]] = defaultdict(dict)
    for (alone, frequency, first), members in plans.items():
        query = CellQuery(
            tuple(sorted({what.kpi.key for what in members})),
            frozenset({"council", "service"} if alone else {"council"}),
            tuple(sorted({council for what in members for council in what.councils})),
            tuple(sorted({service for what in members for service in what.services})),
            frequencies=(frequency,),
            first=first,
        )
        for cell in reader.cells(query):
            if cell.period.frequency == frequency:
                found[cell.kpi, cell.service, cell.council, frequency][cell.period] = cell.sums
    return found


def _first(what: Measured, latest: Period) -> date:
    months = MONTHS.get(what.frequency, 0)
    window = (what.kpi.window or 0) // months if months else 0
    return latest.previous(CANDIDATES - 1 + max(window - 1, 0)).start


def _spread(section: Section, what: Measured, sums: Mapping[Key, Mapping[Period, Sums]]) -> Spread | None:
    alone = what.indicator.service
    kpi = what.kpi.for_transaction(alone.transaction) if alone else what.kpi
    lines = [
        series(kpi, council.key, council.name, given, what.frequency, what.loaded.get(council.key))
        for council in section.members
        if (given := sums.get((kpi.key, alone.key if alone else "", council.key, what.frequency)))
    ]
    periods = sorted({point.period for line in lines for point in line.points}, reverse=True)[:CANDIDATES]
    possible = [found for period in periods if (found := _in_period(section, what, kpi, period, lines))]
    if not possible:
        return None
    best = next((one for one in possible if one.together.value is not None), None)
    return best or max(possible, key=lambda one: len(one.values))


def _in_period(section: Section, what: Measured, kpi: Kpi, period: Period, lines: list[Series]) -> Spread | None:
    names = {line.key: line.name for line in lines}
    figures = {line.key: line.at(period) for line in lines if any(point.period == period for point in line.points)}
    compared = compare(kpi, figures)
    values = tuple((names[key], found.value) for key, found in compared.figures.items() if found.value is not None)
    if not values:
        return None
    missing = tuple(names[key] for key in compared.left_out if "z" not in figures[key].markers)
    newer = what.latest if what.latest and what.latest > period else None
    return Spread(section, what, kpi, period, compared.together, values, missing, newer)
