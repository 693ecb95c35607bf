"""Figures over time: roll-up to longer periods, 12-month windows, gaps that stay gaps."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from kpis.catalogue import Kpi
from kpis.figure import NOTHING, Figure, Sums, fault, figure, total
from kpis.markers import Marker
from kpis.periods import (
    ADDS_UP_FROM,
    FREQUENCY_NAMES,
    MONTHS,
    SHOWN_FROM,
    Frequency,
    Period,
    between,
    containing,
    month_of_week,
    weeks_of_month,
)


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

    @property
    def latest_complete(self) -> Point | None:
        """The last point that has everything it covers: what comparisons use (METHODS A5)."""
        return next((point for point in reversed(self.points) if point.figure.complete), None)

    def at(self, period: Period) -> Figure:
        """The figure of that period; [x] if the series has none."""
        return next((point.figure for point in self.points if point.period == period), NOTHING)


def series(
    kpi: Kpi,
    key: str,
    name: str,
    sums: Mapping[Period, Sums],
    frequency: Frequency,
    as_at: date | None = None,
) -> Series:
    """The KPI's figure for each period of that frequency, from sums of that or finer periods.

    Each period without sums between the first and the last is a gap marked [x]. A KPI with a window gets the
    window that ends with each period (METHODS D5). A period that had not ended on `as_at` is partial (A5).
    """
    periods = rolled_up(_without_faults(kpi, sums), frequency)
    every = _every(periods)
    months = MONTHS.get(frequency, 0)
    windowed = kpi.window is not None and months <= kpi.window
    if windowed and kpi.window:
        length = kpi.window // months if months else 0
        if not length or kpi.window % months:
            return Series(key, name, tuple(Point(period, _no_window(kpi.window, frequency)) for period in every))
        full = every[length - 1 :] or every[-1:]
        points = [Point(period, _windowed(kpi, periods, period, length)) for period in full]
    else:
        points = [Point(period, _figure(kpi, periods, period)) for period in every]
    return Series(key, name, tuple(_unfinished(point, as_at, windowed) for point in points))


def rolled_up(sums: Mapping[Period, Sums], frequency: Frequency) -> dict[Period, Sums]:
    """One council's and service's sums by period of that frequency: those given for it, else added from shorter ones.

    A longer period that lacks one of its parts is expected to have had it, so it shows as part of the period
    only (METHODS A5), unless the parts that are there say that the service was not run. Several councils or
    services: see `rolled_up_together`.
    """
    given = {period: one for period, one in sums.items() if period.frequency == frequency}
    if frequency in ("twelve_months", "week"):
        return given
    # The longest part first: where a source went from quarters to months, a year may hold both.
    by_week = frequency == "month"
    added = _by_thursday(sums) if by_week else _added(rolled_up(sums, ADDS_UP_FROM[frequency][-1]), frequency)
    return {period: _fuller(given.get(period), added.get(period)) for period in sorted(given.keys() | added.keys())}


def rolled_up_together(members: Iterable[Mapping[Period, Sums]], frequency: Frequency) -> dict[Period, Sums]:
    """Sums of several councils or services, each rolled up by itself and then added.

    Members may come at different cadences; adding them first would mistake one's quarter for another's months.
    """
    result: dict[Period, Sums] = {}
    for member in members:
        for period, one in rolled_up(member, frequency).items():
            result[period] = result[period] + one if period in result else one
    return result


def frequencies_of(native: Iterable[Frequency]) -> tuple[Frequency, ...]:
    """The frequencies that figures of these native frequencies can be shown by, finest first."""
    have = set(native)
    order: tuple[Frequency, ...] = ("week", "month", "quarter", "financial_year", "year", "twelve_months")
    return tuple(
        frequency
        for frequency in order
        if frequency in have or (frequency != "twelve_months" and any(finer in have for finer in SHOWN_FROM[frequency]))
    )


def _every(periods: Mapping[Period, Sums]) -> list[Period]:
    """Every period from the first to the last, with those that are not there: what is there stays, gaps are filled."""
    given = sorted(periods)
    result = given[:1]
    for one, following in pairwise(given):
        if (following.start - one.end).days > 1:
            result += [period for period in between(one, following)[1:] if period.end < following.start]
        result.append(following)
    return result


def _added(parts: Mapping[Period, Sums], frequency: Frequency) -> dict[Period, Sums]:
    whole: dict[Period, list[Sums]] = {}
    for period, one in parts.items():
        whole.setdefault(containing(period.start, frequency), []).append(one)
    finer = next(iter(parts)).frequency if parts else frequency
    needed = MONTHS[frequency] // MONTHS[finer]
    return {period: _with_lacking(members, needed - len(members)) for period, members in whole.items()}


def _by_thursday(sums: Mapping[Period, Sums]) -> dict[Period, Sums]:
    """Months made of whole weeks; marked [e] where a week that is in reaches over the month's end (METHODS A7)."""
    months: dict[Period, dict[Period, Sums]] = {}
    for period, one in sums.items():
        if period.frequency == "week":
            months.setdefault(month_of_week(period), {})[period] = one
    return {month: _of_weeks(month, weeks) for month, weeks in months.items()}


def _of_weeks(month: Period, weeks: Mapping[Period, Sums]) -> Sums:
    added = _with_lacking(list(weeks.values()), weeks_of_month(month) - len(weeks))
    over = any(one.provided for week, one in weeks.items() if week.start < month.start or week.end > month.end)
    return added._replace(estimated=added.estimated or over)


def _with_lacking(members: list[Sums], lacking: int) -> Sums:
    added = total(members)
    return added._replace(expected=added.expected + lacking * max(one.expected for one in members))


def _fuller(given: Sums | None, added: Sums | None) -> Sums:
    """What was given for a period; what its parts add up to only where that is in and the given is not."""
    if given is None or added is None:
        return given or added or Sums()
    if given.whole or not added.provided:
        return given
    return added if added.whole or not given.provided else given


def _without_faults(kpi: Kpi, sums: Mapping[Period, Sums]) -> dict[Period, Sums]:
    """The same, where sums that make no valid figure count as expected and not in (METHODS D3)."""
    wrong = {period: fault(kpi, one) for period, one in sums.items()}
    return {
        period: one._replace(provided=0, expected=max(one.expected, 1), reason=wrong[period]) if wrong[period] else one
        for period, one in sums.items()
    }


def _figure(kpi: Kpi, periods: Mapping[Period, Sums], period: Period) -> Figure:
    if period not in periods:
        return NOTHING
    found = figure(kpi, periods[period])
    months = MONTHS.get(period.frequency, 12)
    if found.markers != ("u",) or found.value is not None or months == 12:
        return found
    return replace(found, twelve_months=_windowed(kpi, periods, period, 12 // months).value)


def _windowed(kpi: Kpi, periods: Mapping[Period, Sums], last: Period, length: int) -> Figure:
    members = [periods[period] for period in between(last.previous(length - 1), last) if period in periods]
    known = [one for one in members if one.whole]
    if len(known) == length:
        whole = total(known)
        return figure(kpi, whole if length == 1 else whole._replace(provided=length, expected=length))
    if members and all(one.not_applicable and not one.expected for one in members):
        return replace(NOTHING, markers=("z",))
    broken = any(one.broken for one in members)
    parts = total(members) if length == 1 else Sums(provided=len(known), expected=length)
    markers: tuple[Marker, ...] = ("p",) if parts.provided else ("b",) if broken else ("x",)
    return replace(NOTHING, markers=markers, provided=parts.provided, expected=parts.expected, reason=parts.reason)


def _no_window(window: int, frequency: Frequency) -> Figure:
    return replace(NOTHING, reason=f"{window} months are not made of whole {FREQUENCY_NAMES[frequency].lower()}s")


def _unfinished(point: Point, as_at: date | None, windowed: bool) -> Point:
    found = point.figure
    if as_at is None or point.period.end < as_at or not found.complete:
        return point
    if windowed:
        found = replace(NOTHING, provided=found.provided - 1, expected=found.expected)
    return Point(point.period, replace(found, markers=("p", *(m for m in found.markers if m not in "px"))))
