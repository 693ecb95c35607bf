"""The columns of a council's table of services: for each service its figure at the newest period, and its line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kpis.catalogue import Kpi
from kpis.figure import Figure, Sums, obstacle
from kpis.markers import bracketed
from kpis.periods import Frequency, Period
from kpis.series import Point, Series
from kpis.wording import absence, is_same, number, period_name, value_text
from views.council_figures import ByPeriod, CouncilFigures, counts_completed
from views.judgement import Judgement
from views.standing import figure_at, short_change


@dataclass(frozen=True)
class KpiCell:
    """A figure in the table: how it is written, its change or why there is none, and its line over time.

    `sort` is its value where it is of the column's own period, so that unlike periods are not ordered together;
    `moved` is 1, -1 or 0 against a year before, None where that cannot be said.
    """

    value: str
    words: str
    kpi: Kpi
    period: Period
    line: Series | None
    sort: float | None
    moved: int | None
    judged: Judgement | None = None


@dataclass(frozen=True)
class Volumes:
    """Completed transactions through every channel by service, in the newest period that has any."""

    by_service: Mapping[str, Sums]
    period: Period | None

    def written(self, service: str) -> str:
        """The count, or the marker in its place."""
        sums = self.by_service.get(service)
        if sums and sums.expected == 0 and sums.not_applicable:
            return "[z]"
        return number(sums.denominator) if sums and sums.whole and sums.denominator is not None else "[x]"

    def sort(self, service: str) -> float | None:
        """What the service is ordered by."""
        sums = self.by_service.get(service)
        return float(sums.denominator) if sums and sums.whole and sums.denominator is not None else None


def column(
    figures: CouncilFigures,
    kpi: Kpi,
    services: Sequence[str],
    with_lines: bool,
    judged: Mapping[tuple[str, str], Judgement],
) -> dict[str, KpiCell]:
    """Service and its cell; a service is shown at the newest period that any has, with a marker if it has none."""
    own = {key: figures.own_line(kpi, key) for key in services}
    known = {key: line for key, line in own.items() if line and line.points}
    newest: dict[Frequency, Period] = {}
    for line in known.values():
        if line.latest:
            period = line.latest.period
            newest[period.frequency] = max(newest.get(period.frequency, period), period)
    return {
        key: _with(_cell(kpi, line, newest.get(line.points[-1].period.frequency), with_lines), line, judged, key)
        for key, line in known.items()
    }


def _with(cell: KpiCell, line: Series, every: Mapping[tuple[str, str], Judgement], service: str) -> KpiCell:
    """The cell with its state against normal variation, where the figure shown is the one that was tested."""
    latest, judged = line.latest_complete, every.get((cell.kpi.key, service))
    if judged is None or judged.verdict.kind == "none" or latest is None or latest.period != cell.period:
        return cell
    return replace(cell, judged=judged)


def volumes(figures: CouncilFigures, services: Sequence[str]) -> Volumes:
    """How many transactions each service completed."""
    own = {key: _completed(figures, key) for key in services}
    newest = max((period for sums in own.values() for period, one in sums.items() if one.whole), default=None)
    if newest is None:
        return Volumes({}, None)
    return Volumes({key: sums[newest] for key, sums in own.items() if newest in sums}, newest)


def _cell(kpi: Kpi, line: Series, newest: Period | None, with_line: bool) -> KpiCell:
    last = line.points[-1]
    wanted = newest or last.period
    point = next((one for one in line.points if one.period == wanted), last)
    current = point.period == wanted
    return KpiCell(
        value_text(kpi, point.figure),
        _words(kpi, line, point) if current else f"{period_name(kpi, point.period)}; {_words(kpi, line, point)}",
        kpi,
        wanted,
        line if with_line and len(line.points) > 1 else None,
        point.figure.value if current else None,
        _moved(kpi, point.figure, figure_at(line, point.period.year_before())),
    )


def _moved(kpi: Kpi, now: Figure, before: Figure) -> int | None:
    if now.value is None or before.value is None or obstacle(now, before):
        return None
    return 0 if is_same(kpi, now.value, before.value) else 1 if now.value > before.value else -1


def _words(kpi: Kpi, line: Series, point: Point) -> str:
    """The change on the year, or why there is no figure and when there last was one."""
    if point.figure.value is not None:
        before = figure_at(line, point.period.year_before())
        change = short_change(kpi, point.figure, before) or "no comparable year before"
        return " ".join((*map(bracketed, point.figure.markers), change))
    latest = line.latest
    if latest is None or "p" in point.figure.markers:
        return absence(point.figure)
    return f"last {period_name(kpi, latest.period)}"


def _completed(figures: CouncilFigures, service: str) -> ByPeriod:
    for what in figures.indicators:
        if counts_completed(what.kpi) and service in what.services:
            return figures.own(what.kpi.key, service)
    return {}
