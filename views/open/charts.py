"""One released line as a public chart: the sentence, what it measures, the picture's words, every value."""

from collections.abc import Iterator
from dataclasses import dataclass

from kpis.bases import how_counted
from kpis.markers import MEANINGS, Marker
from kpis.periods import FREQUENCY_NAMES, MONTHS, long_date
from kpis.series import Point
from kpis.wording import absence, caution, period_name
from views.open.lines import Released
from views.open.plain_words import capital, roughly
from views.service_trends import counted_side, interval, span
from views.standing import MANY, marked, sentence, trend_words
from views.table import Cell, Column, Table


@dataclass(frozen=True)
class OpenChart:
    """A chart as values. `label` names the picture, `description` says all of it in words; `embed` is its path."""

    key: str
    heading: str
    title: str
    subtitle: str
    label: str
    description: str
    line: Released
    table: Table
    notes: tuple[str, ...]
    embed: str = ""


def open_chart(line: Released, who: str, embed: str = "", counted: str = "In") -> OpenChart:
    """The chart of one line; `who` it is of, `counted` what its parts are called ('Services reporting')."""
    kpi = line.kpi
    return OpenChart(
        key=kpi.key.replace("_", "-"),
        heading=kpi.name,
        title=_title(line),
        subtitle=_subtitle(line),
        label=f"{kpi.name}, {who}",
        description=f"{trend_words(kpi, line.series)}.",
        line=line,
        table=values_table(line, who, counted),
        notes=_notes(line),
        embed=embed,
    )


def values_table(line: Released, who: str, counted: str = "In") -> Table:
    """Every value, newest first: what was divided by what, the interval, how much is in, and why it is not."""
    kpi, points = line.kpi, line.series.points
    by = FREQUENCY_NAMES[points[0].period.frequency] if points else "Period"
    columns = [Column(f"{kpi.window} months to" if _rolls(line) else by), Column(kpi.numerator_name, numeric=True)]
    if kpi.denominator:
        columns += [Column(kpi.denominator_name, numeric=True), Column(kpi.short_name, numeric=True)]
    if kpi.is_share:
        columns.append(Column("95% interval", numeric=True))
    columns += [Column(counted, numeric=True), Column("Note")]
    rows = tuple(_row(line, point) for point in reversed(points))
    return Table(f"{kpi.name}, {who}, by {MANY[points[0].period.frequency]}", tuple(columns), rows)


def note_of(line: Released, point: Point) -> str:
    """What must be said beside a value, or why there is none."""
    said = caution(line.kpi, point.figure) if point.figure.value is not None else absence(point.figure)
    revised = "revised since the release before" if "r" in point.figure.markers else ""
    return capital("; ".join(filter(None, (said, revised))))


def _row(line: Released, point: Point) -> tuple[Cell, ...]:
    kpi, figure = line.kpi, point.figure
    cells = [_period(line, point)]
    if kpi.denominator:
        cells += [counted_side(kpi, figure, True), counted_side(kpi, figure, False)]
    cells.append(marked(kpi, figure))
    if kpi.is_share:
        cells.append(interval(kpi, figure))
    cells += [f"{figure.provided:,} of {figure.expected:,}", note_of(line, point)]
    return tuple(Cell(text) for text in cells)


def _period(line: Released, point: Point) -> str:
    name = period_name(line.kpi, point.period)
    return name.removeprefix(f"{line.kpi.window} months to ") if name != point.period.label else name


def _rolls(line: Released) -> bool:
    window, points = line.kpi.window, line.series.points
    return bool(window and points and MONTHS.get(points[0].period.frequency, window) < window)


def _title(line: Released) -> str:
    found = line.standing
    if found is None:
        return f"{line.kpi.name}: no figure yet"
    return capital(roughly(line)) or sentence(found.kpi, found.now.figure, found.now.period).removesuffix(".")


def _subtitle(line: Released) -> str:
    by = MANY[line.series.points[0].period.frequency]
    how = f"to the end of each {by}" if _rolls(line) else f"by {by}"
    what = _lower(line.description)
    return f"{line.kpi.name}: {what}, {how}, {span(line.kpi, line.series)}"


def _lower(words: str) -> str:
    return f"{words[:1].lower()}{words[1:].removesuffix('.')}"


def _notes(line: Released) -> tuple[str, ...]:
    letters: set[Marker] = {letter for point in line.series.points for letter in point.figure.markers}
    meanings = [f"[{letter}] {meaning}" for letter, meaning in MEANINGS.items() if letter in letters]
    bases = {point.figure.basis for point in line.series.points if point.figure.basis}
    counted = [capital(how_counted(basis)) for basis in sorted(bases)]
    return (*counted, *_anew(line), *meanings)


def _anew(line: Released) -> Iterator[str]:
    """From when normal variation is counted anew, and why (METHODS T7)."""
    for stretch in line.variation.stretches:
        if stretch.opened:
            yield f"Normal variation is counted anew from {long_date(stretch.opened.day)}: {stretch.opened.reason}"
