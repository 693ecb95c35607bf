"""The table of a council's services: value, line and change in one cell, in an order that the address holds."""

from collections.abc import Callable
from typing import Any

from dash import html

from figures.normal import Normal
from figures.spark import CELL, spark
from layouts.filters import chosen_bar, kept_field
from layouts.parts import Plot, Search, Select, icon
from layouts.table import heading, with_markers
from views.chosen import Chosen
from views.council_columns import KpiCell
from views.council_services import NAME, ServiceRow, ServicesTable
from views.table import Column

SEARCH_FROM = 40
"""A longer list can be searched by name."""


def services_table(
    shown: ServicesTable, chosen: Chosen, action: str, sort_address: Callable[[str], str], boundaries: str = ""
) -> list[Any]:
    """The table with what stands around it: a search if it is long, the order as a form for narrow screens."""
    parts: list[Any] = []
    if shown.count >= SEARCH_FROM:
        parts += [_find(shown, action, boundaries), chosen_bar(chosen, reset=True)]
    if not shown.rows:
        parts.append(html.P("No service’s name holds these words.", className="gh-after"))
        return parts
    return [*parts, _sort_form(shown, action, boundaries), _table(shown, sort_address)]


def _table(shown: ServicesTable, sort_address: Callable[[str], str]) -> html.Table:
    headings = [heading(column, shown.sorted_by, sort_address) for column in shown.columns]
    rows = [_row(shown, row) for row in shown.rows]
    name = "gh-table gh-services gh-stack" if shown.with_lines else "gh-table gh-table--dense gh-lean gh-stack"
    return html.Table(
        [
            html.Caption(shown.caption, className="govuk-visually-hidden", **{"data-said": shown.caption}),
            html.Thead(html.Tr(headings, role="row"), role="rowgroup"),
            html.Tbody(rows, role="rowgroup"),
        ],
        className=name,
        role="table",
    )


def _row(shown: ServicesTable, row: ServiceRow) -> html.Tr:
    cells: list[Any] = [html.Th(html.A(row.name, href=row.href), scope="row", role="rowheader")]
    columns = list(shown.columns[1:])
    if shown.with_volume:
        cells.append(_cell(columns.pop(0), with_markers(row.volume)))
    written = _figure if shown.with_lines else _line
    cells += [_cell(column, written(cell)) for column, cell in zip(columns, row.cells, strict=True)]
    return html.Tr(cells, role="row")


def _cell(column: Column, inside: Any) -> html.Td:
    name = "gh-r" if column.numeric else None
    return html.Td(inside, role="cell", className=name, **{"data-label": column.heading})


def _figure(cell: KpiCell | None) -> Any:
    if cell is None:
        return html.Span("none expected", className="gh-quiet")
    parts: list[Any] = [html.Span(with_markers(cell.value), className="gh-cell__value")]
    if cell.line:
        normal = Normal(cell.judged.variation) if cell.judged else None
        parts.append(Plot(spark(cell.kpi, cell.line, height=CELL, normal=normal, kpi=cell.kpi).svg))
    parts.append(_state(cell))
    return html.Div(parts, className="gh-cell")


def _state(cell: KpiCell) -> html.Span:
    """Against normal variation where that is tested, in icon and words; else the change on the year."""
    if cell.judged is None:
        return html.Span(with_markers(cell.words), className="gh-cell__state")
    found = cell.judged.verdict
    name = "gh-cell__state gh-cell__state--signal" if found.kind == "concern" else "gh-cell__state"
    return html.Span([icon(found.icon, small=True), found.state], className=name)


def _line(cell: KpiCell | None) -> Any:
    """The same in one line of words, for very many services: a signal, or else the change on the year.

    Why a figure is missing is told under the table.
    """
    if cell is None:
        return ""
    value = html.Span(with_markers(cell.value), className="gh-num")
    if cell.sort is None:
        return value
    if cell.judged and cell.judged.verdict.is_signal:
        return html.Div([value, " ", _state(cell)])
    return html.Div([value, " ", html.Span(with_markers(cell.words), className="gh-quiet")])


def _find(shown: ServicesTable, action: str, boundaries: str) -> html.Form:
    return html.Form(
        [
            html.Label(f"Find one of {shown.count} services", className="govuk-label", htmlFor="find"),
            Search(id="find", name="q", value=shown.text),
            html.Button("Find", className="govuk-button govuk-button--secondary", type="submit"),
            *kept_field("sort", "" if shown.sorted_by == NAME else shown.sorted_by),
            *kept_field("boundaries", boundaries, "find"),
        ],
        className="gh-find",
        action=action,
        method="get",
        role="search",
    )


def _sort_form(shown: ServicesTable, action: str, boundaries: str) -> html.Form:
    """The order as a form, for narrow screens where the headings are folded away; both ways of every column."""
    options = [option for column in shown.columns for option in _orders(column)]
    chosen = "" if shown.sorted_by == NAME else shown.sorted_by
    control = html.Div(
        [
            html.Label("Sort services by", htmlFor="sort", className="govuk-label gh-small"),
            Select(id="sort", name="sort", options=options, value=chosen),
        ],
        className="govuk-form-group govuk-!-margin-bottom-0",
    )
    button = html.Button("Sort", type="submit", className="govuk-button govuk-button--secondary")
    kept = [*kept_field("q", shown.text), *kept_field("boundaries", boundaries, "sort")]
    return html.Form([control, button, *kept], className="gh-sortform", method="get", action=action, autoComplete="off")


def _orders(column: Column) -> tuple[tuple[str, str], tuple[str, str]]:
    if column.key == NAME:
        return ("", "Service, A to Z"), (f"-{NAME}", "Service, Z to A")
    return (column.key, f"{column.heading}, lowest first"), (f"-{column.key}", f"{column.heading}, highest first")
