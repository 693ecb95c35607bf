"""The same service page as most people would write it in Dash: dropdowns, graphs and tables, Dash as it comes."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
from dash import Dash, Input, Output, dcc, html

from benchmarks.alternatives.content import FIELDS, Chart, Content, content, reader_of, view_of
from callbacks.serving import run
from views.service import ServiceView


def plain_dash(path: Path, council: str, service: str) -> Dash:
    """A Dash application whose one page is that of a service; its values come from the same view as ours."""
    reader = reader_of(path)
    app = Dash("plain", title="Plain Dash", include_assets_files=False)
    app.layout = _layout(view_of(reader, council, service))

    @app.callback(Output("content", "children"), [Input(name, "value") for name in FIELDS])
    def show(*chosen: str | None) -> list[Any]:
        return _parts(content(view_of(reader, council, service, chosen)))

    return app


def _layout(view: ServiceView) -> html.Div:
    choices = [
        html.Div([html.Label(field.label), dcc.Dropdown(_options(field.options), field.value, id=field.name)])
        for field in view.fields
    ]
    title = html.H1(f"{view.name}, {view.council_name}")
    return html.Div([html.P(view.notice), title, *choices, html.Div(id="content")])


def _options(options: Sequence[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": label} for value, label in options]


def _parts(shown: Content) -> list[Any]:
    tiles = [html.Li([html.H3(name), *(html.P(words) for words in rest)]) for name, *rest in shown.tiles]
    parts: list[Any] = [html.P(shown.lead), html.Ul(tiles)]
    for chart in shown.charts:
        parts += [html.H2(chart.title), dcc.Graph(figure=figure(chart), id=chart.key), _table(chart)]
    for heading, lines in shown.origins:
        parts += [html.H3(heading), *(html.P(line) for line in lines)]
    return parts


def figure(chart: Chart) -> go.Figure:
    """A chart as plotly draws it by itself."""
    if chart.bars:
        names, values = zip(*chart.bars, strict=True)
        return go.Figure(go.Bar(x=values, y=names, orientation="h"))
    return go.Figure([go.Scatter(x=one.x, y=one.y, name=one.name, mode="lines+markers") for one in chart.lines])


def _table(chart: Chart) -> html.Table:
    body = [html.Tr([html.Td(text) for text in row]) for row in chart.rows]
    return html.Table([html.Thead(html.Tr([html.Th(name) for name in chart.headings])), html.Tbody(body)])


if __name__ == "__main__":
    given, of, kind, port, *workers = sys.argv[1:]
    run(lambda: plain_dash(Path(given), of, kind).server, "127.0.0.1", int(port), *map(int, workers))
