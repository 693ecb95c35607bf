"""The figures of every council in a comparison over time, and the periods that are compared."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from math import ceil

from kpis.comparison import Compared, compare, on_basis, together_over_time
from kpis.councils import Council
from kpis.figure import GROUP_COVERAGE, NOTHING, Figure, Sums
from kpis.group_funnel import GroupFunnel, group_funnel
from kpis.periods import Frequency, Period, add_months, between, containing, starting
from kpis.quartiles import Quartiles, quartiles
from kpis.series import Point, Series, series
from views.compare_choice import Choice
from views.council_figures import given_by
from views.freshness import loaded_by_council
from views.reader import CellQuery, Reader, SourceStatus

SHOWN: dict[Frequency, int] = {"week": 26, "month": 24, "quarter": 12}
SHOWN_YEARS = 10
"""So many periods are shown over time where the address does not say."""


@dataclass(frozen=True)
class Lines:
    """`series` of each council that has figures of this frequency, in alphabetical order, over the stretch shown.

    A council whose figures all lie outside the stretch has a series without points.
    """

    choice: Choice
    series: tuple[Series, ...]
    period: Period
    every: tuple[Period, ...]
    sources: tuple[SourceStatus, ...]

    @property
    def periods(self) -> list[Period]:
        """The periods shown, in order of time."""
        return sorted({point.period for line in self.series for point in line.points})

    @cached_property
    def compared(self) -> Compared:
        """The figures of the one period that is compared."""
        return compare(self.choice.kpi, at(self.series, self.period, self.choice.group.having))

    @cached_property
    def over_time(self) -> tuple[Series, ...]:
        """Each line as it may be compared, without those that have nothing to show."""
        lines = (on_basis(line, self.compared.basis) for line in self.series)
        return tuple(line for line in lines if line.latest)

    @property
    def values(self) -> list[float]:
        """The values compared."""
        return [found.value for found in self.compared.figures.values() if found.value is not None]

    @property
    def by_median(self) -> bool:
        """Whether councils are seen beside their median: costs, and counts that a large council has more of (F6)."""
        return self.choice.kpi.unit == "pounds" or self.choice.kpi.denominator is None

    @cached_property
    def spread(self) -> Quartiles | None:
        """Median and quartiles of what is compared, where a total over councils says little (METHODS F6)."""
        return quartiles(self.values) if self.by_median and len(self.values) > 1 else None

    @cached_property
    def beside(self) -> Figure | None:
        """The one value each council stands beside: their median, or all together; None where neither says anything."""
        if self.spread:
            return replace(NOTHING, value=self.spread.median, markers=())
        return None if self.by_median or self.compared.together.value is None else self.compared.together

    @cached_property
    def funnel(self) -> GroupFunnel | None:
        """The councils against their group; None where a funnel is not right (METHODS F2, F3, F6)."""
        names = {council.key: council.name for council in self.choice.group.having}
        return group_funnel(self.choice.kpi, self.compared, names, self.choice.selection.limits or "adjusted")

    @cached_property
    def reference(self) -> Series:
        """What each council is beside over time: all together, or their median."""
        together = together_over_time(self.choice.kpi, self.series, self.compared.basis)
        if not self.by_median:
            return together
        return replace(together, points=tuple(self._median(point) for point in together.points))

    def _median(self, point: Point) -> Point:
        """The median where enough councils are in for a figure of all together."""
        if point.figure.value is None:
            return point
        figures = {line.key: line.at(point.period) for line in self.series}
        found = quartiles(f.value for f in compare(self.choice.kpi, figures).figures.values() if f.value is not None)
        return Point(point.period, replace(point.figure, value=found.median)) if found else point

    @property
    def usual_length(self) -> str:
        """How much is shown over time where the address does not say: '10 years', '24 months'."""
        frequency = self.choice.frequency
        return f"{SHOWN[frequency]} {frequency}s" if frequency in SHOWN else f"{SHOWN_YEARS} years"

    @property
    def newer(self) -> Period | None:
        """The last period that has figures, if it is later than the one compared."""
        last = max((line.latest.period for line in self.series if line.latest), default=self.period)
        return last if last > self.period else None


def read_lines(reader: Reader, choice: Choice) -> Lines:
    """One query on cells for all councils of the group."""
    sources = given_by(reader, choice.extents)
    every = _every(choice)
    asked = _asked(choice, every)
    first = _first(choice, asked)
    lines = _series(reader, choice, first, asked, sources)
    period = asked or _best(lines, choice)
    shown = [_within(line, first, period if choice.selection.last else None) for line in lines]
    return Lines(choice, tuple(shown), period, every, sources)


def at(lines: Sequence[Series], period: Period, councils: Sequence[Council]) -> dict[str, Figure]:
    """Each council's figure of that period; [x] for one that existed then and has none."""
    existed = {council.key for council in councils if council.existed(period.start, period.end)}
    figures = {line.key: line.at(period) for line in lines}
    return {key: found for key, found in figures.items() if found != NOTHING or key in existed}


def _series(
    reader: Reader, choice: Choice, first: date, last: Period | None, sources: Sequence[SourceStatus]
) -> list[Series]:
    names = {council.key: council.name for council in choice.group.having}
    as_at = loaded_by_council(choice.extents, sources, parts=False)
    query = CellQuery(
        (choice.kpi.key,),
        frozenset({"council"}),
        tuple(names),
        (choice.service.key,),
        frequencies=(choice.frequency,),
        first=add_months(first, 1 - (choice.kpi.window or 1)),
        last=last.end if last else None,
    )
    sums: dict[str, dict[Period, Sums]] = defaultdict(dict)
    for cell in reader.cells(query):
        held = sums[cell.council].get(cell.period)
        sums[cell.council][cell.period] = held + cell.sums if held else cell.sums
    return [
        series(choice.kpi, key, name, sums[key], choice.frequency, as_at.get(key))
        for key, name in names.items()
        if key in choice.able
    ]


def _every(choice: Choice) -> tuple[Period, ...]:
    """Every period of the frequency from the first figure to the last."""
    first = min(extent.first for extent in choice.extents)
    last = max(extent.latest or extent.first for extent in choice.extents)
    return tuple(between(_holding(first, choice.frequency), _holding(last, choice.frequency)))


def _asked(choice: Choice, every: Sequence[Period]) -> Period | None:
    """The period that 'to' ends with: the last that is over by then, or that begins on that day."""
    last = choice.selection.last
    if last is None:
        return None
    if choice.frequency == "twelve_months":
        over = [period for period in every if period.end <= last or period.start == last]
        return over[-1] if over else starting(add_months(last, -11), "twelve_months")
    period = containing(last, choice.frequency)
    return period if last in (period.start, period.end) else period.previous()


def _first(choice: Choice, asked: Period | None) -> date:
    """The first day of the stretch: as the address says, else so many periods before most councils' latest."""
    if choice.selection.first:
        return choice.selection.first
    latest = sorted((extent.latest for extent in choice.extents if extent.latest), reverse=True)
    usual = latest[ceil(len(latest) * GROUP_COVERAGE) - 1]
    last = asked or _holding(usual, choice.frequency)
    return last.previous(SHOWN.get(choice.frequency, SHOWN_YEARS) - 1).start


def _best(lines: Sequence[Series], choice: Choice) -> Period:
    """The latest period for which four fifths are in; where there is none, that with the most."""
    periods = sorted({point.period for line in lines for point in line.points}, reverse=True)
    counts = {}
    for period in periods:
        compared = compare(choice.kpi, at(lines, period, choice.group.having))
        if compared.together.value is not None:
            return period
        counts[period] = len(compared.figures)
    return max(counts, key=lambda period: counts[period]) if counts else _every(choice)[-1]


def _within(line: Series, first: date, last: Period | None) -> Series:
    points = (point for point in line.points if point.period.start >= first)
    return replace(line, points=tuple(point for point in points if last is None or point.period <= last))


def _holding(day: date, frequency: Frequency) -> Period:
    return starting(day, frequency) if frequency == "twelve_months" else containing(day, frequency)
