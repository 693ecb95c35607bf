"""What every alternative shows: the words, charts and tables of our own view of a service, as plain values."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from configuration import read_configuration
from kpis.definitions import catalogue
from kpis.selection import parse_selection
from kpis.series import Series
from views.reader import Reader
from views.service import ServiceView, service_view
from views.service_costs import Bars
from views.service_trends import Trend
from views.table import Table
from warehouse.address import store_at
from warehouse.library import Library

FIELDS = ("frequency", "from", "to")
FREQUENCIES = ("month", "quarter")
"""What the alternatives offer to choose from."""


@dataclass(frozen=True)
class Line:
    """A line of a chart: its periods in words and its values, None where there is none."""

    name: str
    x: tuple[str, ...]
    y: tuple[float | None, ...]


@dataclass(frozen=True)
class Chart:
    """A chart of lines, or of bars if there are any, and the table of its values."""

    key: str
    title: str
    lines: tuple[Line, ...]
    bars: tuple[tuple[str, float | None], ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Content:
    """A service's page without its looks."""

    title: str
    notice: str
    lead: str
    tiles: tuple[tuple[str, ...], ...]
    charts: tuple[Chart, ...]
    origins: tuple[tuple[str, tuple[str, ...]], ...]


def reader_of(path: Path) -> Reader:
    """The figures of a configuration."""
    configuration = read_configuration(path)
    return Library(store_at(configuration.warehouse, path.parent), catalogue(configuration.kpi)).reader()


def view_of(reader: Reader, council: str, service: str, chosen: Sequence[str | None] = ()) -> ServiceView:
    """Our own view, for what was chosen of `FIELDS`."""
    query = {name: [value] for name, value in zip(FIELDS, chosen, strict=False) if value}
    view = service_view(reader, reader.register.by_key[council], reader.services()[service], parse_selection(query))
    assert view, f"There are no figures of {service} in {council}."
    return view


def content(view: ServiceView) -> Content:
    """The same as plain values."""
    return Content(
        f"{view.name}, {view.council_name}",
        view.notice,
        view.lead,
        tuple((one.kpi.name, one.period, one.value, one.change) for one in view.tiles),
        tuple(_charts(view)),
        tuple(
            (f"{one.name}, {one.period}", tuple(f"{term}: {' '.join(lines)}" for term, lines in one.pairs))
            for one in view.origins
        ),
    )


def write_content(path: Path, configuration: Path, council: str, service: str) -> None:
    """Writes what the alternatives show, by frequency, as JSON that needs nothing of ours to be read."""
    reader = reader_of(configuration)
    whole = {one: asdict(content(view_of(reader, council, service, (one,)))) for one in FREQUENCIES}
    path.write_text(json.dumps(whole), encoding="utf-8")


def _charts(view: ServiceView) -> Iterator[Chart]:
    for trend in view.trends:
        yield _trend(trend)
    if mix := view.channels:
        yield _lines("channels", mix.title, [panel.line for panel in mix.panels], mix.table)
    if costs := view.costs:
        yield _trend(costs.trend)
        yield from _bars("cost-of-channels", costs.channels)
    if satisfaction := view.satisfaction:
        yield _trend(satisfaction.trend)
        yield from _bars("answers", satisfaction.answers)
    for place, (_, bars) in enumerate(view.segments):
        yield from _bars(f"segment-{place}", bars)


def _trend(trend: Trend) -> Chart:
    return _lines(trend.key, trend.title, [trend.line], trend.table)


def _lines(key: str, title: str, lines: Sequence[Series], values: Table) -> Chart:
    drawn = tuple(
        Line(
            one.name,
            tuple(point.period.label for point in one.points),
            tuple(point.figure.value for point in one.points),
        )
        for one in lines
    )
    headings = tuple(column.heading for column in values.columns)
    return Chart(key, title, drawn, (), headings, tuple(tuple(cell.text for cell in row) for row in values.rows))


def _bars(key: str, bars: Bars | None) -> Iterator[Chart]:
    if bars:
        rows = tuple((bar.name, bar.text, *bar.more) for bar in bars.bars)
        drawn = tuple((bar.name, None if bar.value is None else float(bar.value)) for bar in bars.bars)
        yield Chart(key, bars.title, (), drawn, (bars.name, *bars.headings), rows)
