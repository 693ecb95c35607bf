"""The same service page as most people would write it in Dash: dropdowns, graphs and tables, Dash as it comes."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from callbacks.serving import run
from configuration import read_configuration
from kpis.definitions import catalogue
from kpis.selection import parse_selection
from kpis.series import Series
from views.reader import Reader
from views.service import ServiceView, service_view
from views.service_costs import Bars
from views.service_trends import Trend
from views.standing import Standing
from views.table import Table
from warehouse.address import store_at
from warehouse.library import Library

FIELDS = ("frequency", "from", "to")


def plain_dash(path: Path, council: str, service: str) -> Dash:
    """A Dash application whose one page is that of a service; its values come from the same view as ours."""
    configuration = read_configuration(path)
    library = Library(store_at(configuration.warehouse, path.parent), catalogue(configuration.kpi))
    app = Dash("plain", title="Plain Dash", include_assets_files=False)
    app.layout = _layout(_view(library.reader(), council, service))

    @app.callback(Output("content", "children"), [Input(name, "value") for name in FIELDS])
    def show(*chosen: str | None) -> list[Any]:
        return _content(_view(library.reader(), council, service, chosen))

    return app


def _view(reader: Reader, council: str, service: str, chosen: Sequence[str | None] = ()) -> ServiceView:
    query = {name: [value] for name, value in zip(FIELDS, chosen, strict=False) if value}
    view = service_view(reader, reader.register.by_key[council], reader.services()[service], parse_selection(query))
    assert view, f"There are no figures of {service} in {council}."
    return view


def _layout(view: ServiceView) -> html.Div:
    choices = [
        html.Div([html.Label(field.label), dcc.Dropdown(_options(field.options), field.value, id=field.name)])
        for field in view.fields
    ]
    title = html.H1(f"{view.name}, {view.council_name}")
    return html.Div([html.P(view.notice), title, *choices, html.Div(id="content")])


def _options(options: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in options]


def _content(view: ServiceView) -> list[Any]:
    parts = [html.P(view.lead), html.Ul([_tile(one) for one in view.tiles])]
    for trend in view.trends:
        parts += _trend(trend)
    if mix := view.channels:
        parts += _chart("channels", mix.title, _lines([panel.line for panel in mix.panels]), mix.table)
    if costs := view.costs:
        parts += [*_trend(costs.trend), *_bars("cost-of-channels", costs.channels)]
    if satisfaction := view.satisfaction:
        parts += [*_trend(satisfaction.trend), *_bars("answers", satisfaction.answers)]
    for place, (_, bars) in enumerate(view.segments):
        parts += _bars(f"segment-{place}", bars)
    for origin in view.origins:
        pairs = [html.P([term, ": ", " ".join(lines)]) for term, lines in origin.pairs]
        parts += [html.H3(f"{origin.name}, {origin.period}"), *pairs]
    return parts


def _tile(one: Standing) -> html.Li:
    return html.Li([html.H3(one.kpi.name), html.P(one.period), html.P(one.value), html.P(one.change)])


def _trend(trend: Trend) -> list[Any]:
    return _chart(trend.key, trend.title, _lines([trend.line]), trend.table)


def _chart(key: str, title: str, figure: go.Figure, values: Table) -> list[Any]:
    return [html.H2(title), dcc.Graph(figure=figure, id=key), _table(values)]


def _lines(lines: Sequence[Series]) -> go.Figure:
    return go.Figure(
        [
            go.Scatter(
                x=[point.period.label for point in line.points],
                y=[point.figure.value for point in line.points],
                name=line.name,
                mode="lines+markers",
            )
            for line in lines
        ]
    )


def _bars(key: str, bars: Bars | None) -> list[Any]:
    if bars is None:
        return []
    figure = go.Figure(go.Bar(x=[bar.value for bar in bars.bars], y=[bar.name for bar in bars.bars], orientation="h"))
    rows = [(bar.name, bar.text, *bar.more) for bar in bars.bars]
    return [html.H2(bars.title), dcc.Graph(figure=figure, id=key), _rows((bars.name, *bars.headings), rows)]


def _table(values: Table) -> html.Table:
    rows = [[cell.text for cell in row] for row in values.rows]
    return _rows([column.heading for column in values.columns], rows)


def _rows(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> html.Table:
    body = [html.Tr([html.Td(text) for text in row]) for row in rows]
    return html.Table([html.Thead(html.Tr([html.Th(name) for name in headings])), html.Tbody(body)])


if __name__ == "__main__":
    given, of, kind, port = sys.argv[1:]
    run(lambda: plain_dash(Path(given), of, kind).server, "127.0.0.1", int(port))
