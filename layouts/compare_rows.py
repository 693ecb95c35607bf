"""The dot plot whose rows are the rows of a table: one council each, alphabetical, with every value."""

from typing import Any

from dash import html

from figures.dots import dots
from kpis.catalogue import Kpi
from kpis.funnel import NOT_DISTINGUISHABLE
from layouts.parts import Plot
from layouts.table import with_markers
from views.compare import EachCouncil
from views.compare_funnel import HEADING, SHORT
from views.compare_tables import CouncilRow


def council_table(kpi: Kpi, each: EachCouncil) -> tuple[html.Table, str | None]:
    """The table, and where its axis starts if not at zero ('60%')."""
    figures, phrases = [row.figure for row in each.rows], [row.phrase for row in each.rows]
    drawn = dots(kpi, figures, group=each.reference, group_name=each.reference_name, phrases=phrases)
    header = [
        html.Th("Council", role="columnheader", scope="col"),
        html.Th(_plot_heading(each, drawn.header), role="columnheader", scope="col", className="gh-rows__plot"),
        *(
            html.Th(name, role="columnheader", scope="col", className=_name(kpi, i))
            for i, name in enumerate(each.headings)
        ),
        *([html.Th(HEADING, role="columnheader", scope="col")] if each.against else []),
    ]
    body = [_row(kpi, row, svg, each.against) for row, svg in zip(each.rows, drawn.rows, strict=True)]
    caption = html.Caption(f"{each.title}. Councils in alphabetical order", className="govuk-visually-hidden")
    table = html.Table(
        [
            caption,
            html.Thead(html.Tr(header, role="row"), role="rowgroup"),
            html.Tbody(body, role="rowgroup"),
        ],
        className="gh-rows gh-rows--fold gh-after",
        role="table",
    )
    return table, drawn.starts_at


def _plot_heading(each: EachCouncil, axis: str) -> list[Any]:
    shown = "Figure with 95% interval, drawn" if "95% interval" in each.headings else "Figure, drawn"
    return [html.Span(shown, className="govuk-visually-hidden"), Plot(axis)]


def _row(kpi: Kpi, row: CouncilRow, svg: str, against: bool) -> html.Tr:
    name: Any = html.A(row.name, href=row.href)
    if row.picked:
        name = html.Strong([name, html.Span(", chosen by you", className="govuk-visually-hidden")])
    interval = [html.Span(row.interval, className="gh-quiet")] if kpi.is_share else []
    sides = [row.numerator, row.denominator] if kpi.denominator else []
    values = [with_markers(row.value), *interval, *sides]
    return html.Tr(
        [
            html.Th(name, role="rowheader", scope="row"),
            html.Td(Plot(svg), role="cell", className="gh-rows__plot", **{"aria-hidden": "true"}),
            *(html.Td(value, role="cell", className=_name(kpi, place)) for place, value in enumerate(values)),
            *([_phrase(row)] if against else []),
        ],
        role="row",
    )


def _phrase(row: CouncilRow) -> html.Td:
    """Folded away on narrow pages unless there is something to look at."""
    if row.phrase in ("", NOT_DISTINGUISHABLE):
        said = SHORT[row.phrase] if row.phrase else "not in the funnel"
        return html.Td(said, role="cell", className="gh-rows__note gh-rows__hide")
    return html.Td(html.Strong(SHORT[row.phrase]), role="cell", className="gh-rows__note")


def _name(kpi: Kpi, place: int) -> str:
    """The class of a value's cell: counts are folded away on narrow pages; the file and the wide page have them."""
    if place == 0:
        return "gh-r"
    if kpi.is_share and place == 1:
        return "gh-r gh-rows__iv"
    return "gh-r gh-rows__hide"
