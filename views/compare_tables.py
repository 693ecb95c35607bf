"""The values of a comparison: a row for each council, and every value over time."""

from dataclasses import dataclass
from typing import Literal

from kpis.catalogue import Kpi
from kpis.figure import Figure
from kpis.funnel import Phrase
from kpis.periods import Period, containing, financial_year_name
from kpis.selection import Selection
from kpis.series import Series
from kpis.wording import period_name, written
from views.addresses import service_address
from views.compare_lines import Lines
from views.compare_members import side
from views.standing import marked
from views.table import Cell, Column, Table

ACROSS = 13
"""So many periods stand beside each other; more are folded into rows."""

NONE = "none"
"""A period from which nothing was expected."""

VALUES = {"percent": "Share", "pounds": "Cost each", "number": "Figure"}


@dataclass(frozen=True)
class CouncilRow:
    """One council in the dot plot: its figure and how each part of it is written; `picked`: chosen by hand.

    `phrase` is what may be said of it against its group, '' where there is no funnel (METHODS F4).
    """

    name: str
    href: str
    figure: Figure
    value: str
    interval: str
    numerator: str
    denominator: str
    picked: bool
    phrase: Phrase | Literal[""] = ""


def council_rows(lines: Lines) -> tuple[CouncilRow, ...]:
    """Every council compared, in alphabetical order."""
    choice, figures = lines.choice, lines.compared.figures
    picked = {council.key for council in choice.picked} if choice.group.key else set()
    if choice.peers:
        picked |= {choice.peers.council.key}
    against = lines.funnel.by_key if lines.funnel else {}
    kept = Selection(show=choice.selection.show, boundaries=choice.selection.boundaries).query()
    return tuple(
        CouncilRow(
            council.name,
            service_address(council.key, choice.service.key, kept),
            found,
            marked(choice.kpi, found),
            interval(choice.kpi, found),
            side(choice.kpi, found, True) if choice.kpi.denominator else "",
            side(choice.kpi, found, False) if choice.kpi.denominator else "",
            council.key in picked,
            against[council.key].phrase if council.key in against else "",
        )
        for council in choice.group.having
        if (found := figures.get(council.key))
    )


def headings(kpi: Kpi) -> tuple[str, ...]:
    """What stands over the values of a row: 'Share', '95% interval', 'Decided within one day', 'Decided'."""
    value = VALUES[kpi.unit] if kpi.denominator else kpi.short_name
    sides = (kpi.numerator_name, kpi.denominator_name) if kpi.denominator else ()
    return (value, *(("95% interval",) if kpi.is_share else ()), *sides)


def interval(kpi: Kpi, found: Figure) -> str:
    """'85.2 to 86.3'; the unit stands beside it."""
    if found.lower is None or found.upper is None:
        return ""
    low, high = (written(bound, kpi.unit, kpi.decimals) for bound in (found.lower, found.upper))
    return f"{low.rstrip('%')} to {high.rstrip('%')}"


def over_time_table(lines: Lines, shown: tuple[Series, ...]) -> Table:
    """Every value over time, the reference last: periods as columns, or where they are many a year of months a row."""
    kpi, periods = lines.choice.kpi, lines.periods
    name = "Median" if lines.by_median else "All together"
    every = [(line.name, line) for line in shown]
    if lines.reference.latest:
        every.append((name, lines.reference))
    if len(periods) <= ACROSS:
        columns = (Column("Council"), *(Column(period_name(kpi, period), numeric=True) for period in periods))
        rows = [_row(kpi, named, line, periods) for named, line in every]
    elif lines.choice.frequency == "month":
        columns, rows = _by_year(kpi, every, periods)
    else:
        columns = (Column("Council"), Column("Period"), Column(VALUES[kpi.unit], numeric=True))
        rows = [
            (Cell(named), Cell(period_name(kpi, point.period)), Cell(marked(kpi, point.figure)))
            for named, line in every
            for point in line.points
        ]
    return Table(f"{kpi.name} over time", columns, tuple(rows))


def _row(kpi: Kpi, name: str, line: Series, periods: list[Period]) -> tuple[Cell, ...]:
    known = {point.period: marked(kpi, point.figure) for point in line.points}
    return (Cell(name), *(Cell(known.get(period, NONE)) for period in periods))


def _by_year(
    kpi: Kpi, every: list[tuple[str, Series]], periods: list[Period]
) -> tuple[tuple[Column, ...], list[tuple[Cell, ...]]]:
    """One row for each council and financial year, a column for each month."""
    years: dict[int, dict[int, Period]] = {}
    for period in periods:
        year = containing(period.start, "financial_year").start.year
        years.setdefault(year, {})[period.start.month] = period
    months = [*range(4, 13), 1, 2, 3]
    sample = {period.start.month: period.short.split()[0] for period in periods}
    columns = (Column("Council and year"), *(Column(sample[month], numeric=True) for month in months))
    rows = []
    for name, line in every:
        known = {point.period: marked(kpi, point.figure) for point in line.points}
        for year, held in years.items():
            cells = [Cell(known.get(held[month], NONE) if month in held else "") for month in months]
            rows.append((Cell(f"{name}, {financial_year_name(year)}"), *cells))
    return columns, rows
