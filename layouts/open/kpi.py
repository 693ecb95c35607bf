"""One KPI across councils: dots with intervals in alphabetical order, every value in the same rows."""

from typing import Any

from dash import html

from figures.dots import dots
from layouts.anatomy import breadcrumbs, details, head, link, main, notice, section
from layouts.open.beside import (
    Setting,
    cautions,
    downloads,
    explained,
    permanent,
    release_facts,
    sources,
    two_columns,
)
from layouts.open.dataset import dataset
from layouts.open.page import OpenPage
from layouts.parts import Plot
from layouts.table import dense_table, with_markers
from views.open.addresses import HOME, Root
from views.open.kpi import OpenKpi


def kpi_page(view: OpenKpi, setting: Setting) -> OpenPage:
    """The page."""
    top = [notice("Illustrative", f"{view.notice} Their figures are invented.")] if view.notice else []
    caption = html.Figcaption(
        [html.H3(view.heading, className="gh-chart__title"), html.P(view.subtitle, className="gh-chart__sub")]
    )
    chart = html.Figure([caption, _rows(view, setting)], className="gh-chart")
    left = [
        section("councils", "Each council", [chart, *([words] if (words := explained(view.markers)) else [])]),
        details("Councils that are not compared, and why", dense_table(view.left_out)) if view.left_out else None,
        section("meaning", "What this measures", html.P(view.definition, className="gh-measure")),
        cautions(view.cautions),
        sources(view.sources),
    ]
    right = [
        release_facts(view.release, setting),
        downloads(view.release.number, len(view.rows)),
        permanent(view.release, view.path, setting),
    ]
    body = [
        *top,
        breadcrumbs([("Councils", setting.root.to(HOME))], view.title),
        main([head(view.title, view.lead), two_columns(left, right)]),
    ]
    return OpenPage(200, view.title, view.lead, "councils", body, Root().to(view.path), dataset(setting.site, view))


def _rows(view: OpenKpi, setting: Setting) -> html.Table:
    drawn = dots(view.kpi, view.figures, whole_axis=True, lines=3)
    hidden = html.Span("Figure, drawn", className="govuk-visually-hidden")
    header = [
        html.Th("Council", role="columnheader", scope="col"),
        html.Th([hidden, Plot(drawn.header)], role="columnheader", scope="col", className="gh-rows__plot"),
        *(
            html.Th(name, role="columnheader", scope="col", className=_name(place))
            for place, name in enumerate(view.headings)
        ),
    ]
    body = [
        _row(link(name, setting.root.to(path)), svg, values)
        for (name, path), svg, values in zip(view.names, drawn.rows, view.values, strict=True)
    ]
    caption = html.Caption(f"{view.title}. Councils in alphabetical order", className="govuk-visually-hidden")
    return html.Table(
        [caption, html.Thead(html.Tr(header, role="row"), role="rowgroup"), html.Tbody(body, role="rowgroup")],
        className="gh-rows gh-rows--fold gh-rows--tight gh-after",
        role="table",
    )


def _row(name: Any, svg: str, values: tuple[str, ...]) -> html.Tr:
    cells = [html.Td(with_markers(value), role="cell", className=_name(place)) for place, value in enumerate(values)]
    plot = html.Td(Plot(svg), role="cell", className="gh-rows__plot", **{"aria-hidden": "true"})
    return html.Tr([html.Th(name, role="rowheader", scope="row"), plot, *cells], role="row")


def _name(place: int) -> str:
    """The value and its interval stay on narrow pages; the counts are in the files and on wide ones."""
    return ("gh-r", "gh-r gh-rows__iv")[place] if place < 2 else "gh-r gh-rows__hide"
