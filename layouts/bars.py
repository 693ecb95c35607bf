"""Bars that are the rows of a table: the picture is hidden from screen readers, as the cells say the same."""

from typing import Any

from dash import html

from figures.bars import bars as draw_bars
from layouts.chart import Words, chart
from layouts.parts import Plot
from layouts.table import with_markers
from views.service_costs import Bar, Bars

FOLDS_FROM = 2
"""With so many further columns a row is folded on a narrow screen: the last column goes under the bar."""


def bar_chart(values: Bars, level: int = 3, pale: tuple[bool, ...] = ()) -> html.Figure:
    """The bars with their sentence, notes and file; the table is the chart itself."""
    words = Words(values.title, values.subtitle, values.notes, values.file)
    return chart(words, _table(values, pale), level=level)


def _table(values: Bars, pale: tuple[bool, ...]) -> html.Table:
    folds = len(values.headings) > FOLDS_FROM
    pictures = draw_bars([bar.value for bar in values.bars], pale=pale).rows
    rows = [_row(bar, picture, folds) for bar, picture in zip(values.bars, pictures, strict=True)]
    roles = {"role": "table"} if folds else {}
    group = {"role": "rowgroup"} if folds else {}
    return html.Table(
        [
            html.Caption(values.caption, className="govuk-visually-hidden"),
            html.Thead(_header(values, folds), **group),
            html.Tbody(rows, **group),
        ],
        className=f"gh-rows gh-rows--bars{' gh-rows--fold' if folds else ''} gh-after",
        **roles,
    )


def _header(values: Bars, folds: bool) -> html.Tr:
    role = {"role": "columnheader"} if folds else {}
    bar = html.Th(html.Span("Bar", className="govuk-visually-hidden"), scope="col", **role)
    further = [html.Th(heading, scope="col", className="gh-r", **role) for heading in values.headings]
    return html.Tr([html.Th(values.name, scope="col", **role), bar, *further], **({"role": "row"} if folds else {}))


def _row(bar: Bar, picture: str, folds: bool) -> html.Tr:
    role = {"role": "cell"} if folds else {}
    cells: list[Any] = [
        html.Th(bar.name, scope="row", **({"role": "rowheader"} if folds else {})),
        html.Td(Plot(picture), className="gh-rows__plot", **{"aria-hidden": "true"}),
    ]
    written = (bar.text, *bar.more)
    for place, text in enumerate(written):
        last = folds and place == len(written) - 1
        cells.append(html.Td(with_markers(text), className="gh-r gh-rows__note" if last else "gh-r", **role))
    return html.Tr(cells, **({"role": "row"} if folds else {}))
