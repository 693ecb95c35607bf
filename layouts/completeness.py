"""What has arrived: a square for each council and month, and counts for every other cadence."""

from typing import Any

from dash import html

from layouts.anatomy import details, link
from layouts.parts import Select
from layouts.table import dense_table, table
from views.about import AboutData
from views.completeness import Matrix, MatrixRow, Square
from views.table import Table

FULL_YEAR = 12
KEY = (("8", "", "all services it runs"), ("7", "is-part", "some missing"), ("x", "is-none", "none"))
NOT_EXPECTED = ("·", "is-off", "not expected")
SUBTITLE = (
    "Number of services with every measure in, by council and month (April to March). Completeness is counted against "
    "the services a council runs"
)


def completeness(view: AboutData) -> list[Any]:
    """The squares, the counts by cadence, and what has stopped coming."""
    parts: list[Any] = []
    if view.matrix:
        parts.append(_matrix(view.matrix))
    if view.frequencies.rows:
        parts.append(html.Div(table(view.frequencies), className="gh-after"))
        parts += [details(one.caption, dense_table(one)) for one in view.periods]
    if view.late.rows:
        parts.append(html.Div(_late(view.late, view.late_total), className="gh-after", id="late"))
    return parts or [html.P("Nothing has been loaded, so nothing is expected yet.")]


def _late(rows: Table, total: int) -> list[Any]:
    more = total - len(rows.rows)
    return [table(rows), *([html.P(f"And {more:,} more.", className="gh-small gh-quiet gh-after")] if more else [])]


def _matrix(matrix: Matrix) -> html.Figure:
    caption = html.Figcaption(
        [
            html.H3(matrix.sentence, className="gh-chart__title"),
            html.P(f"{SUBTITLE}. {matrix.note}".strip(" "), className="gh-chart__sub"),
        ]
    )
    return html.Figure([caption, *_choice(matrix), html.Div([_squares(matrix), _key()], className="gh-after")],
                       className="gh-chart")  # fmt: skip


def _choice(matrix: Matrix) -> list[Any]:
    """Ask for one council where there are too many to lay them all out."""
    if not matrix.choices:
        return []
    options = [("", "Councils that lack something"), *matrix.choices]
    chosen = matrix.chosen
    control = html.Div(
        [
            html.Label("Show the months of", htmlFor="council", className="govuk-label gh-small"),
            Select(id="council", name="council", options=options, value=chosen),
        ],
        className="govuk-form-group",
    )
    button = html.Button("Show", type="submit", className="govuk-button govuk-button--secondary")
    return [html.Form([control, button], method="get", action="/about-the-data", className="gh-find gh-after")]


def _squares(matrix: Matrix) -> html.Table:
    years = [
        html.Th(year, role="columnheader", scope="colgroup", colSpan=FULL_YEAR, className="gh-matrix__year")
        for year in matrix.years
    ]
    corner = html.Td(role="cell", className="is-off")
    names = html.Th(html.Span("Council", className="govuk-visually-hidden"), role="columnheader", scope="col")
    months = [_month(month.label) for month in matrix.months]
    return html.Table(
        [
            html.Caption("Services reporting, by council and month", className="govuk-visually-hidden"),
            html.Colgroup([html.Col()]),
            html.Thead([html.Tr([corner, *years], role="row"), html.Tr([names, *months], role="row")], role="rowgroup"),
            html.Tbody([_row(row, matrix.years) for row in matrix.rows], role="rowgroup"),
        ],
        className="gh-matrix",
        role="table",
    )


def _month(label: str) -> html.Th:
    words = [html.Span(label[0], **{"aria-hidden": "true"}), html.Span(label, className="govuk-visually-hidden")]
    return html.Th(words, role="columnheader", scope="col")


def _row(row: MatrixRow, years: tuple[str, ...]) -> html.Tr:
    name = html.Th(link(row.name, row.href), role="rowheader", scope="row")
    squares = [
        _square(square, years[place // FULL_YEAR] if place % FULL_YEAR == 0 else "")
        for place, square in enumerate(row.squares)
    ]
    return html.Tr([name, *squares], role="row")


def _square(square: Square, year: str) -> html.Td:
    text, hidden, name = {
        "all": (f"{square.complete}", "", None),
        "part": (f"{square.complete}", f" of {square.expected}", "is-part"),
        "none": ("x", f", none of {square.expected}", "is-none"),
        "off": ("·", "not expected", "is-off"),
    }[square.state]
    words = [text, html.Span(hidden, className="govuk-visually-hidden")] if hidden else text
    attributes = {"data-year": year} if year else {}
    return html.Td(words, role="cell", className=name, **attributes)


def _key() -> html.Ul:
    entries = (*KEY, NOT_EXPECTED)
    items = [html.Li([html.Span(sign, className=name or None), f" {words}"]) for sign, name, words in entries]
    return html.Ul(items, className="gh-key")
