"""A service split one further way: by ward, round or age group, in the newest period, in alphabetical order."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kpis.catalogue import Kpi
from kpis.councils import plain
from kpis.figure import NOTHING, Figure, Sums
from kpis.periods import Period
from kpis.series import Point, Series, series
from kpis.wording import in_period, value_text
from views.council_figures import add
from views.reader import CellQuery, CellSums, Reader
from views.service_costs import Bar, Bars
from views.service_figures import ServiceFigures
from views.service_trends import counted_side, interval, marker_notes, source_notes
from views.standing import Standing, marked

UNKNOWN = frozenset({"unknown", "null", "none", "not known", "not recorded", "n a"})

Split = Mapping[str, Mapping[Period, Sums]]
"""Segment and period."""


def segments(reader: Reader, figures: ServiceFigures, found: Sequence[Standing]) -> tuple[tuple[str, Bars], ...]:
    """(breakdown, bars) for each KPI that is split, at the period that its tile shows; one query on cells.

    12-month figures are not split: one period's cells do not hold them.
    """
    able = [one for one in found if not one.kpi.window]
    if not able:
        return ()
    cells = reader.cells(
        CellQuery(
            tuple(one.kpi.key for one in able),
            frozenset({"segment"}),
            (figures.council.key,),
            (figures.service.key,),
            breakdown=None,
            first=min(one.now.period.start for one in able),
            last=max(one.now.period.end for one in able),
        )
    )
    splits = _splits(cells)
    return tuple(
        (breakdown, _bars(figures, one, breakdown, splits[kpi, breakdown]))
        for one in able
        for kpi, breakdown in splits
        if kpi == one.kpi.key
    )


def is_unknown(segment: str) -> bool:
    """Whether a segment's name says that nobody knows which it was."""
    words = plain(segment)
    return words in UNKNOWN or words.startswith("unknown")


def _splits(cells: Iterable[CellSums]) -> dict[tuple[str, str], dict[str, dict[Period, Sums]]]:
    found: dict[tuple[str, str], dict[str, dict[Period, Sums]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        if cell.breakdown:
            add(found[cell.kpi, cell.breakdown][cell.segment], cell)
    return dict(found)


def _bars(figures: ServiceFigures, one: Standing, breakdown: str, split: Split) -> Bars:
    kpi, period = one.kpi, one.now.period
    lines = [_line(figures, kpi, breakdown, segment, sums) for segment, sums in split.items()]
    lines.sort(key=lambda line: (is_unknown(line.key), plain(line.name)))
    at = {line.key: _figure(line, period) for line in lines}
    sides = ("Counts",) if kpi.denominator else ()
    return Bars(
        title=_title(kpi, period, breakdown, at),
        subtitle=f"{kpi.description}, by {breakdown} in alphabetical order, {period.label}{_counts(kpi)}",
        caption=f"{kpi.name} by {breakdown}",
        name=breakdown[0].upper() + breakdown[1:],
        headings=(kpi.short_name, *(("95% interval",) if kpi.is_share else ()), *sides),
        bars=tuple(_bar(kpi, line, at[line.key]) for line in lines),
        notes=(*_marked(kpi, at, period), *source_notes(figures, kpi, parts=True)),
        file=figures.file(kpi, first=period.start, last=period.end, by=("service", "segment", "period")),
    )


def _line(figures: ServiceFigures, kpi: Kpi, breakdown: str, segment: str, sums: Mapping[Period, Sums]) -> Series:
    name = f"Unknown {breakdown}" if is_unknown(segment) else segment
    loaded = max((source.loaded_at.date() for source in figures.sources_of(kpi, parts=True)), default=None)
    return series(kpi, segment, name, sums, figures.frequency_of(kpi), loaded)


def _figure(line: Series, period: Period) -> Figure:
    return line.at(period) if line.points else NOTHING


def _bar(kpi: Kpi, line: Series, figure: Figure) -> Bar:
    sides = (_sides(kpi, figure),) if kpi.denominator else ()
    bounds = (interval(kpi, figure),) if kpi.is_share else ()
    return Bar(line.name, figure.value, marked(kpi, figure), (*bounds, *sides))


def _sides(kpi: Kpi, figure: Figure) -> str:
    """'58 of 86'; nothing where either is not known."""
    above, below = counted_side(kpi, figure, True), counted_side(kpi, figure, False)
    return f"{above} of {below}" if above and below else ""


def _counts(kpi: Kpi) -> str:
    if kpi.denominator is None:
        return ""
    return f". Counts: {kpi.numerator_name.lower()} of {kpi.denominator_name.lower()}"


def _title(kpi: Kpi, period: Period, breakdown: str, at: Mapping[str, Figure]) -> str:
    known = [figure for segment, figure in at.items() if figure.value is not None and not is_unknown(segment)]
    if not known:
        return f"{in_period(period)} no {breakdown} has a figure"
    low = min(known, key=lambda figure: figure.value or 0)
    high = max(known, key=lambda figure: figure.value or 0)
    if value_text(kpi, low) == value_text(kpi, high):
        return f"{kpi.name}: {value_text(kpi, low)} in every {breakdown} with a figure, {period.label}"
    span = f"from {value_text(kpi, low)} to {value_text(kpi, high)}"
    return f"{kpi.name} by {breakdown}: {span}, {period.label}"


def _marked(kpi: Kpi, at: Mapping[str, Figure], period: Period) -> tuple[str, ...]:
    return marker_notes(Series(kpi.key, kpi.name, tuple(Point(period, figure) for figure in at.values())))
