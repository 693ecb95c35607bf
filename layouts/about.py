"""The page about the data: where figures come from, what is lacking, what was refused, what everything means."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, details, facts, head, link, main, pairs, section
from layouts.completeness import completeness
from layouts.page import Page, SiteFacts
from layouts.statements import accessibility, contact, privacy
from layouts.table import dense_table, table
from views.about import AboutData, SourceRow
from views.meanings import Definition
from views.refusals import Refusals

TITLE = "About the data"
LEAD = "Where every figure comes from, what has not arrived, what was refused, and what the measures mean."
REFUSED = "A refused row is never counted and never dropped in silence."
IMPOSSIBLE = "Their parts came and are kept, but together they make no figure that can be true."
OMITTED = "Rows that a source’s own description keeps out, with its reason."
MARKERS = "They stand where a figure would, or beside it. None of them is a zero."
CHANNELS = "Which channels count as digital is part of a definition’s version."


def about_page(view: AboutData, site: SiteFacts) -> Page:
    """The page; the footer of every page links to its last three sections."""
    top = head(TITLE, LEAD, extra=facts(view.facts))
    sections = [
        section("sources", "Sources and last loads", _sources(view)),
        section("completeness", "Completeness", completeness(view)),
        _refused(view.refusals),
        *_other_refusals(view.refusals),
        section("definitions", "Definitions", _definitions(view), action=link("Methods: every rule", "/methods")),
        section("channels", "Channels", table(view.channels, caption_hidden=True), CHANNELS),
        section("markers", "Markers", pairs(view.markers), MARKERS),
        accessibility(),
        privacy(),
        contact(site),
    ]
    way = breadcrumbs([("Councils", "/")], TITLE)
    return Page(200, TITLE, LEAD, "about-the-data", [way, main([top, *sections])])


def _sources(view: AboutData) -> html.Div:
    if not view.sources:
        return html.P("Nothing has been loaded yet.")
    headings = ("Source", "Kind", "Councils", "Period", "Last load", "Rows", "State")
    numeric = {"Councils", "Rows"}
    cells = [
        html.Th(name, role="columnheader", scope="col", className="gh-r" if name in numeric else None)
        for name in headings
    ]
    whole = html.Table(
        [
            html.Caption("Sources and last loads", className="govuk-visually-hidden"),
            html.Thead(html.Tr(cells, role="row"), role="rowgroup"),
            html.Tbody([_source(row) for row in view.sources], role="rowgroup"),
        ],
        className="gh-table gh-stack",
        role="table",
    )
    return html.Div(whole, className="gh-after")


def _source(row: SourceRow) -> html.Tr:
    name: list[Any] = [link(row.title, row.link) if row.link else row.title]
    if row.illustrative:
        name += [" ", html.Span("Illustrative", className="gh-label")]
    if row.about:
        name += [html.Br(), html.Span(row.about, className="gh-quiet")]
    if row.estimated:
        name += [html.Br(), html.Span(f"[e] Estimated. {row.estimated}", className="gh-quiet")]
    rows = [row.rows, *([html.Br(), html.Span(row.refused, className="gh-quiet gh-nowrap")] if row.refused else [])]
    state: list[Any] = [html.Strong(f"Late: {row.late}") if row.late else row.state]
    if row.held:
        state = [html.Strong("Held back: "), row.held]
    return html.Tr(
        [
            html.Th(name, role="rowheader", scope="row"),
            _cell("Kind", row.kind),
            _cell("Councils", row.councils, "gh-r"),
            _cell("Period", row.period),
            _cell("Last load", row.loaded),
            _cell("Rows", html.Span(rows), "gh-r"),
            _cell("State", html.Span(state)),
        ],
        role="row",
    )


def _cell(label: str, words: Any, name: str | None = None) -> html.Td:
    return html.Td(words, role="cell", className=name, **{"data-label": label})


def _refused(view: Refusals) -> html.Section:
    if not view.rows:
        return section("refused-rows", "Refused rows", html.P("Every row could be read."), REFUSED)
    download = link(f"Download all {view.rows:,} as CSV", view.file)
    return section("refused-rows", "Refused rows", table(view.refused, caption_hidden=True), REFUSED, download)


def _other_refusals(view: Refusals) -> list[html.Section]:
    parts = []
    if view.figures:
        every = [dense_table(view.impossible)]
        if view.kept_back:
            every.append(html.P(view.kept_back, className="gh-small gh-quiet gh-after"))
        words = [table(view.impossible_groups, caption_hidden=True), details("Each of these figures", every)]
        heading = f"Refused figures: {view.figures:,}"
        parts.append(section("refused-figures", heading, words, IMPOSSIBLE))
    if view.left_out:
        body = table(view.omitted, caption_hidden=True)
        parts.append(section("left-out", f"Rows left out on purpose: {view.left_out:,}", body, OMITTED))
    return parts


def _definitions(view: AboutData) -> html.Dl:
    return pairs([(one.name, _definition(one)) for one in view.definitions])


def _definition(one: Definition) -> list[Any]:
    words: list[Any] = [html.Div([html.Strong(one.formula), ". ", one.words])]
    if one.guidance:
        words.append(html.Div(one.guidance))
    own = "This deployment’s own measure. " if one.own else ""
    last: list[Any] = [html.Span(f"{one.reading} {own}Version {one.version}.", className="gh-quiet")]
    if one.file:
        hidden = html.Span(f"{one.name}: ", className="govuk-visually-hidden")
        last += [" ", html.A([hidden, "all its figures as CSV"], href=one.file)]
    words += [html.Div(last), details("What is counted", [html.Div(side) for side in one.sides])]
    return words
