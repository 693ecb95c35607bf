"""Small pages with everything the shell has to keep: a form, disclosures, a long table, plots, links of every kind."""

from threading import Event
from typing import Any

from dash import html

from app import PaintedDash, create_app
from callbacks.routes import Query, Route, Router
from layouts.anatomy import breadcrumbs, details, head, main, section
from layouts.apology import not_found
from layouts.lost import moved
from layouts.page import Page, SiteFacts
from layouts.parts import Plot, Search, Select, icon

SITE = SiteFacts("Guildhall", "Council service performance", "Arden Vale", "data@example.org")
KPIS = (("", "All measures"), ("cost", "Cost per transaction"), ("take-up", "Digital take-up"))
MONTHS = [f"2025-{month:02d}" for month in range(1, 13)]


class Site:
    """The pages, and a hand on how they answer: `hold` keeps `slow` back until it is set."""

    def __init__(self) -> None:
        self.hold = Event()
        self.asked: list[str] = []

    def app(self) -> PaintedDash:
        routes = [
            Route("/", self.councils),
            Route("/compare", self.compare),
            Route("/council/<council>", self.council),
            Route("/council/<council>/<service>", self.service),
        ]
        return create_app(SITE, Router(routes, not_found), lambda: "1")

    def councils(self, _query: Query) -> Page:
        links = [("Arden Vale", "/council/ARD"), ("Old code", "/council/E1"), ("A file", "/data/cost.csv")]
        body = [head("Councils", f"{len(links)} councils."), html.Ul([_link(*link) for link in links]), _find()]
        return Page(200, "Councils", "Every council.", "councils", main(body, first=True))

    def compare(self, query: Query) -> Page:
        kpi, values = query.get("kpi", ""), _values(query.get("kpi", ""))
        if kpi == "slow":
            self.hold.wait(5)
        if kpi == "broken":
            raise RuntimeError("this page is meant to fail")
        self.asked.append(kpi)
        parts = [
            head("Compare", f"Showing {kpi or 'all'}."),
            _filters(query, "/compare"),
            _chart(values, kpi),
            _table(values),
        ]
        far = html.P([html.A("Broken", href="?kpi=broken"), " ", html.A("Slow", href="?kpi=slow")])
        return Page(200, f"Compare {kpi or 'all'}", f"Showing {kpi or 'all'}.", "compare", main([*parts, far]))

    def council(self, _query: Query, council: str) -> Page:
        if council == "E1":
            return moved("/council/ARD")
        words = [html.P(f"Paragraph {n}. " + "Words of a long page. " * 12) for n in range(40)]
        onward = html.P([html.A("Bins", href="/council/ARD/bins"), " ", html.A("Part", href="/council/ARD/bins#wards")])
        body = [breadcrumbs([("Councils", "/")], council), main([head(council, "Lead."), *words, onward])]
        return Page(200, council, f"Figures of {council}.", "councils", body)

    def service(self, query: Query, council: str, service: str) -> Page:
        charts = [_chart(_values(str(n)), f"chart {n}") for n in range(6)]
        wards = section("wards", "Wards", _table(_values("wards"), 50))
        body = [breadcrumbs([("Councils", "/"), (council, f"/council/{council}")], service)]
        body.append(
            main([head(service, "Lead."), _state(), _filters(query, f"/council/{council}/{service}"), *charts, wards])
        )
        return Page(200, service, f"{service} of {council}.", "councils", body)


def _values(seed: str) -> list[float]:
    return [round(60 + (sum((seed or "all").encode()) * (n + 3) * 7919 % 300) / 10, 1) for n in range(len(MONTHS))]


def _chart(values: list[float], name: str) -> html.Figure:
    step = 100 / (len(values) - 1)
    dots = "".join(f'<circle cx="{n * step:.2f}%" cy="{220 - value * 2:.1f}" r="3"/>' for n, value in enumerate(values))
    label = f"{name}: from {min(values)}% to {max(values)}%"
    svg = f'<svg class="gh-plot gh-plot--y" role="img" aria-label="{label}" height="226">{dots}</svg>'
    trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "x": MONTHS,
        "y": values,
        "hovertemplate": "%{y}%<extra></extra>",
    }
    figure = {"data": [trace], "layout": {"margin": {"l": 46, "r": 10, "t": 5, "b": 25}, "font": {"family": "arial"}}}
    title = html.Figcaption(html.H2(f"{name or 'All'} by month", className="gh-chart__title"))
    return html.Figure(
        [title, Plot(svg, figure, height=226), details("Table of every value", _table(values))], className="gh-chart"
    )


def _table(values: list[float], rows: int = 1) -> html.Table:
    cells = [
        html.Td(f"{value}%", className="gh-r", role="cell", **{"data-label": month})
        for month, value in zip(MONTHS, values, strict=True)
    ]
    header = html.Tr(
        [
            html.Th("Name", scope="col", role="columnheader"),
            *(html.Th(month, scope="col", role="columnheader") for month in MONTHS),
        ],
        role="row",
    )
    body = [html.Tr([html.Th(f"Row {n}", scope="row", role="rowheader"), *cells], role="row") for n in range(rows)]
    return html.Table(
        [html.Caption("Values"), html.Thead(header, role="rowgroup"), html.Tbody(body, role="rowgroup")],
        className="gh-table gh-table--dense gh-stack",
        role="table",
    )


def _filters(query: Query, action: str) -> html.Form:
    fields: list[Any] = [
        html.Div(
            [
                html.Label("Measure", htmlFor="kpi", className="govuk-label"),
                Select("kpi", "kpi", KPIS, query.get("kpi", "")),
            ],
            className="govuk-form-group",
        ),
        html.Div(
            [html.Label("Name", htmlFor="name", className="govuk-label"), Search("name", "name", query.get("name"))],
            className="govuk-form-group",
        ),
        html.Div(html.Button("Apply", type="submit", className="govuk-button"), className="gh-filters__act"),
    ]
    return html.Form(fields, method="get", action=action, className="gh-filters")


def _find() -> html.Form:
    label = html.Label("Find your council", htmlFor="q", className="govuk-label")
    return html.Form(
        [label, Search("q", "q"), html.Button("Find", type="submit", className="govuk-button")],
        method="get",
        action="/",
        role="search",
        className="gh-find",
    )


def _state() -> html.P:
    return html.P([icon("variation-normal"), html.Span("Within normal variation")], className="gh-state")


def _link(text: str, href: str) -> html.Li:
    return html.Li(html.A(text, href=href))
