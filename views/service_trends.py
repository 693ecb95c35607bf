"""A KPI of a service over time: the sentence, what it measures, its line, and a table of every value."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from kpis.catalogue import Kpi
from kpis.figure import Figure
from kpis.markers import MEANINGS, Marker, bracketed
from kpis.periods import MONTHS, Period
from kpis.series import Point, Series
from kpis.services import Indicator
from kpis.stretches import broken_between
from kpis.wording import absence, caution, number, period_name, value_text, written
from views.clock import uk_date
from views.judgement import Judgement
from views.service_figures import ServiceFigures
from views.service_variation import described, judged_cells, judged_title, variation_notes
from views.standing import MANY, Standing, marked
from views.table import Cell, Column, Table

UNAIDED = {"digital_take_up": "unaided_digital_take_up"}
"""The KPI whose values stand beside another's in its table (METHODS D4)."""


@dataclass(frozen=True)
class Trend:
    """A chart over time as values; `label` is for those who cannot see it, `judged` is what lies behind the line."""

    key: str
    heading: str
    title: str
    subtitle: str
    kpi: Kpi
    line: Series
    label: str
    notes: tuple[str, ...]
    file: str
    table: Table
    judged: Judgement | None = None


def trend(figures: ServiceFigures, found: Standing, title: str = "") -> Trend:
    """The chart of one KPI over the stretch chosen; its title says the figure and its change."""
    kpi = found.kpi
    beside = figures.kpi(UNAIDED.get(kpi.key, ""))
    judged = figures.judged(found)
    return Trend(
        key=kpi.key.replace("_", "-"),
        heading=kpi.name,
        title=title or judged_title(found, judged),
        subtitle=subtitle(figures, kpi, found.series),
        kpi=kpi,
        line=found.series,
        label=described(found, judged),
        notes=(
            *variation_notes(found, judged),
            *break_notes(found.series),
            *marker_notes(found.series),
            *source_notes(figures, kpi),
        ),
        file=figures.file(kpi),
        table=values_table(figures, found, judged, figures.line(beside) if beside else None),
        judged=judged,
    )


def subtitle(figures: ServiceFigures, kpi: Kpi, line: Series) -> str:
    """'Online transactions finished, of those started, by month, April 2023 to March 2026'."""
    frequency = figures.frequency_of(kpi)
    by = f"by {MANY[frequency]}"
    if kpi.window and MONTHS.get(frequency, kpi.window) < kpi.window:
        by = f"to the end of each {MANY[frequency]}"
    own = "" if frequency == figures.frequency else f", as its figures come {by}"
    described = Indicator(kpi, figures.service).description.removesuffix(".")
    return f"{described}, {by}, {span(kpi, line)}{own}"


def span(kpi: Kpi, line: Series) -> str:
    """'April 2023 to March 2026'; one period is named once."""
    first, last = line.points[0].period, line.points[-1].period
    if first == last:
        return period_name(kpi, first) if kpi.window else first.dates if first.frequency != "month" else first.label
    return (
        f"{first.label} to {last.label}"
        if first.frequency in ("month", "financial_year", "year")
        else (f"{first.short} to {last.short}")
    )


def source_notes(figures: ServiceFigures, kpi: Kpi, parts: bool = False) -> tuple[str, ...]:
    """Where the figures, or `parts` of them such as wards, come from and when they were loaded."""
    sources = figures.sources_of(kpi, parts)
    invented = " (illustrative data)" if any(source.illustrative for source in sources) else ""
    titles = ", ".join(source.title for source in sources)
    loaded = f"Loaded {uk_date(max(source.loaded_at for source in sources))}" if sources else ""
    return tuple(filter(None, (f"Source: {titles}{invented}" if titles else "", loaded)))


def break_notes(line: Series) -> tuple[str, ...]:
    """Where the line is broken although no figure is missing, and why."""
    known = [point for point in line.points if point.figure.value is not None]
    return tuple(
        f"Line broken at {point.period.label}: {why}"
        for before, point in pairwise(known)
        if (why := broken_between(before.figure, point.figure))
    )


def marker_notes(line: Series) -> tuple[str, ...]:
    """What the markers in this line mean."""
    letters = {marker for point in line.points for marker in point.figure.markers}
    return tuple(f"[{letter}] {meaning}" for letter, meaning in MEANINGS.items() if letter in letters)


def estimate_note(figures: Iterable[Figure]) -> tuple[str, ...]:
    """What [e] means, if any of these figures carries it."""
    return (f"{bracketed('e')} {MEANINGS['e']}",) if any("e" in figure.markers for figure in figures) else ()


def values_table(figures: ServiceFigures, found: Standing, judged: Judgement, beside: Series | None = None) -> Table:
    """Every value, newest first: what was divided by what, the interval, the limits, how much is in, and why if not."""
    kpi, line = found.kpi, found.series
    by = MANY[figures.frequency_of(kpi)]
    period = f"{kpi.window} months to" if _rolls(kpi, line) else by[0].upper() + by[1:]
    columns = [Column(period), Column(kpi.numerator_name, numeric=True)]
    if kpi.denominator:
        columns += [Column(kpi.denominator_name, numeric=True), Column(kpi.short_name, numeric=True)]
    if beside:
        columns.append(Column("Of these unaided", numeric=True))
    if kpi.is_share:
        columns.append(Column("95% interval", numeric=True))
    tested = any(judged.variation.at(point.period) for point in line.points)
    if tested:
        columns += [Column("Average", numeric=True), Column("Limits", numeric=True), Column("Variation")]
    columns += [Column("In", numeric=True), Column("Note")]
    rows = tuple(
        _row(kpi, point, beside, judged_cells(kpi, judged, point) if tested else ()) for point in reversed(line.points)
    )
    return Table(f"{kpi.name}, {figures.service.name}, {figures.council.name}, by {by}", tuple(columns), rows)


def counted_side(kpi: Kpi, figure: Figure, numerator: bool) -> str:
    """One side as it is written: pounds for a cost, else a count."""
    value = figure.numerator if numerator else figure.denominator
    if value is None or (figure.value is None and "z" in figure.markers):
        return ""
    if numerator and kpi.unit == "pounds":
        return written(float(value), "pounds", 2)
    return number(value, 0 if value == int(value) else 2)


def _row(kpi: Kpi, point: Point, beside: Series | None, judged: tuple[Cell, ...]) -> tuple[Cell, ...]:
    figure = point.figure
    value = Cell(marked(kpi, figure))
    cells = [Cell(_period(kpi, point.period))]
    if kpi.denominator:
        cells += [Cell(counted_side(kpi, figure, True)), Cell(counted_side(kpi, figure, False))]
    cells.append(value)
    if beside:
        cells.append(Cell(value_text(kpi, beside.at(point.period))))
    if kpi.is_share:
        cells.append(Cell(interval(kpi, figure)))
    cells += judged
    note = caution(kpi, figure) if figure.value is not None else absence(figure)
    cells += [Cell(f"{figure.provided:,} of {figure.expected:,}"), Cell(note[:1].upper() + note[1:])]
    return tuple(cells)


def interval(kpi: Kpi, figure: Figure) -> str:
    """'69.2% to 74.5%'; '' where there is none."""
    if figure.lower is None or figure.upper is None:
        return ""
    return f"{written(figure.lower, kpi.unit, kpi.decimals)} to {written(figure.upper, kpi.unit, kpi.decimals)}"


def meanings(letters: tuple[Marker, ...]) -> tuple[tuple[Marker, str], ...]:
    """Each marker with what it means."""
    return tuple((letter, MEANINGS[letter]) for letter in letters if letter in MEANINGS)


def _rolls(kpi: Kpi, line: Series) -> bool:
    return bool(kpi.window and MONTHS.get(line.points[0].period.frequency, kpi.window) < kpi.window)


def _period(kpi: Kpi, period: Period) -> str:
    name = period_name(kpi, period)
    return name.removeprefix(f"{kpi.window} months to ") if kpi.window and name != period.label else name
