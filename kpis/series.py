"""Figures over time: roll-up to longer periods, 12-month windows, change against a year before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kpis.catalogue import Kpi
from kpis.figure import NOTHING, Figure, Sums, figure, total
from kpis.periods import ADDS_UP_FROM, MONTHS, Frequency, Period, between, containing


@dataclass(frozen=True)
class Point:
    """One period and its figure."""

    period: Period
    figure: Figure


@dataclass(frozen=True)
class Series:
    """One line of a chart: points in order of time, a gap where a figure is missing."""

    key: str
    name: str
    points: tuple[Point, ...]

    @property
    def latest(self) -> Point | None:
        """The last point that has a value, complete or not; None if none has."""
        return next((point for point in reversed(self.points) if point.figure.value is not None), None)

    def at(self, period: Period) -> Figure:
        """The figure of that period; [x] if the series has none."""
        return next((point.figure for point in self.points if point.period == period), NOTHING)


def series(kpi: Kpi, key: str, name: str, sums: Mapping[Period, Sums], frequency: Frequency) -> Series:
    """The KPI's figure for each period of that frequency, from sums of that or finer periods.

    Each period without sums between the first and the last is a gap marked [x]. A KPI with a window gets the
    window that ends with each period (METHODS D5).
    """
    periods = rolled_up(sums, frequency)
    if not periods:
        return Series(key, name, ())
    every = between(min(periods), max(periods))
    if kpi.window and MONTHS.get(frequency, 0) and MONTHS[frequency] < kpi.window:
        length = kpi.window // MONTHS[frequency]
        points = [Point(period, _windowed(kpi, periods, period, length)) for period in every[length - 1 :]]
        if not points:
            points = [Point(every[-1], _windowed(kpi, periods, every[-1], length))]
        return Series(key, name, tuple(points))
    return Series(key, name, tuple(Point(p, figure(kpi, periods[p]) if p in periods else NOTHING) for p in every))


def rolled_up(sums: Mapping[Period, Sums], frequency: Frequency) -> dict[Period, Sums]:
    """Sums by period of that frequency: those given for it, else the finest that add up to it.

    A longer period that lacks one of its parts is expected to have had it, so it shows as part of the period
    only (METHODS A5).
    """
    given = {period: one for period, one in sums.items() if period.frequency == frequency}
    if given:
        return given
    for finer in ADDS_UP_FROM[frequency]:
        parts = {period: one for period, one in sums.items() if period.frequency == finer}
        if parts:
            return _added(parts, frequency, finer)
    return {}


def _added(parts: Mapping[Period, Sums], frequency: Frequency, finer: Frequency) -> dict[Period, Sums]:
    if frequency == "twelve_months":
        return {}
    needed = MONTHS[frequency] // MONTHS[finer]
    whole: dict[Period, list[Sums]] = {}
    for period in sorted(parts):
        whole.setdefault(containing(period.start, frequency), []).append(parts[period])
    result = {}
    for period, members in whole.items():
        added = total(members)
        lacking = needed - len(members)
        usual = max(one.expected for one in members)
        result[period] = replace(added, expected=added.expected + lacking * usual) if lacking else added
    return result


def _windowed(kpi: Kpi, periods: Mapping[Period, Sums], last: Period, length: int) -> Figure:
    members = [periods[period] for period in between(last.previous(length - 1), last) if period in periods]
    known = [one for one in members if one.provided and one.provided == one.expected]
    if len(known) < length:
        marker = "p" if known else "x"
        return Figure(None, None, None, markers=(marker,), provided=len(known), expected=length)
    whole = figure(kpi, total(known))
    return replace(whole, provided=length, expected=length)


def frequencies_of(native: Iterable[Frequency]) -> tuple[Frequency, ...]:
    """The frequencies that figures of these native frequencies can be shown by, finest first."""
    have = set(native)
    order: tuple[Frequency, ...] = ("week", "month", "quarter", "financial_year", "year", "twelve_months")
    return tuple(
        frequency
        for frequency in order
        if frequency in have
        or (frequency != "twelve_months" and any(finer in have for finer in ADDS_UP_FROM[frequency]))
    )
