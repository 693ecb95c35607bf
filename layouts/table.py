"""A table of values as a table that folds to labelled pairs on a narrow screen and keeps its roles."""

import re
from collections.abc import Callable
from typing import Any

from dash import html

from kpis.markers import MEANINGS
from layouts.anatomy import marker
from layouts.parts import Select
from views.table import Cell, Column, Table

MARKER = re.compile(r"\[([a-z])\]")
SortAddress = Callable[[str], str]
"""From a `sort` value to the address of the page in that order."""


def table(
    values: Table,
    *,
    name: str = "gh-table gh-stack",
    caption_hidden: bool = False,
    sort_address: SortAddress | None = None,
    key: str = "",
) -> html.Table:
    """The table; column headings are links where it can be sorted (`aria-sort` says the order)."""
    caption = html.Caption(values.caption, className="govuk-visually-hidden" if caption_hidden else None)
    header = html.Tr([heading(column, values.sorted_by, sort_address) for column in values.columns], role="row")
    body = [table_row(values.columns, row) for row in values.rows]
    attributes = {"id": key} if key else {}
    return html.Table(
        [caption, html.Thead(header, role="rowgroup"), html.Tbody(body, role="rowgroup")],
        className=name,
        role="table",
        **attributes,
    )


def dense_table(values: Table) -> html.Table:
    """The table of every value under a chart."""
    return table(values, name="gh-table gh-table--dense gh-stack")


def heading(column: Column, sorted_by: str, sort_address: SortAddress | None) -> html.Th:
    """A column's heading."""
    name = "gh-r" if column.numeric else None
    if not column.key or sort_address is None:
        return html.Th(column.heading, scope="col", role="columnheader", className=name)
    up, down = sorted_by == column.key, sorted_by == f"-{column.key}"
    order = {"data-order": "up" if up else "down"} if up or down else {}
    href = sort_address(f"-{column.key}" if up else column.key)
    said = {"aria-sort": "ascending" if up else "descending"} if up or down else {}
    link = html.A(column.heading, href=href, className="gh-sort", **order)
    return html.Th(link, scope="col", role="columnheader", className=name, **said)


def table_row(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> html.Tr:
    """A row: its name, then a cell for each further column."""
    first = html.Th(written(row[0]), scope="row", role="rowheader")
    rest = [
        html.Td(
            written(cell),
            role="cell",
            className="gh-r" if column.numeric else None,
            **{"data-label": column.heading},
        )
        for column, cell in zip(columns[1:], row[1:], strict=True)
    ]
    return html.Tr([first, *rest], role="row")


def written(cell: Cell) -> Any:
    """A cell's text with its link, its markers explained, and its note under it."""
    words: Any = html.A(cell.text, href=cell.href) if cell.href else with_markers(cell.text)
    return [words, html.Br(), html.Span(cell.note, className="gh-quiet")] if cell.note else words


def with_markers(text: str) -> Any:
    """The text with each marker such as [x] carrying its meaning."""
    parts = MARKER.split(text)
    if len(parts) == 1:
        return text
    meanings: dict[str, str] = dict(MEANINGS.items())
    pieces: list[Any] = []
    for place, part in enumerate(parts):
        if place % 2:
            pieces.append(marker(part, meanings.get(part, "")))
        elif part:
            pieces.append(part)
    return html.Span(pieces)


def sort_form(values: Table, action: str, what: str) -> html.Form:
    """The same choice of order as a form, for narrow screens where the headings are folded away."""
    options = [(column.key, column.heading) for column in values.columns if column.key]
    control = html.Div(
        [
            html.Label(f"Sort {what} by", htmlFor="sort", className="govuk-label gh-small"),
            Select(id="sort", name="sort", options=options, value=values.sorted_by.removeprefix("-")),
        ],
        className="govuk-form-group govuk-!-margin-bottom-0",
    )
    button = html.Button("Sort", type="submit", className="govuk-button govuk-button--secondary")
    return html.Form([control, button], className="gh-sortform", method="get", action=action)
