"""The overview: the search, what is measured with a strip of marks for each row, and every council."""

from math import ceil
from typing import Any

from dash import html

from figures.strip import strip
from layouts.anatomy import facts, head, link, main, section
from layouts.apology import find_form
from layouts.chart import plot
from layouts.page import Page
from layouts.table import with_markers
from views.council_lists import CouncilList
from views.council_search import Match, Search
from views.overview import Overview, SpreadRow, SpreadTable

TITLE = "How council services are doing"
LEAD = (
    "Find a council, read its figures, and compare it with others fairly: same service, same period, same definition."
)
CAN_OPENERS = "These are can openers: a difference is a question to ask, not a verdict. Councils are never ranked."
PLOT_HEADING = "Each council is one mark; the pointer is all of them together"
COLUMNS = 4
WIDE_COLUMNS = 2


def overview_page(view: Overview) -> Page:
    """The page; with a search made, its answer stands under the field."""
    found = view.search
    parts = [
        head(TITLE, LEAD),
        find_form(found.text if found else "", view.for_example),
        _matches(found) if found else None,
        facts(view.facts),
        section("measures", "What is measured, and how widely it differs", _tables(view), CAN_OPENERS),
        section("councils", "Councils, and how fresh their figures are", [_list(part) for part in view.lists]),
    ]
    title = found.heading if found else TITLE
    return Page(200, title, found.heading if found else LEAD, "councils", main(parts, first=True))


def _matches(found: Search) -> html.Section:
    if found.matches:
        body: Any = html.Ul([html.Li(_match(match)) for match in found.matches], className="gh-links")
    else:
        body = html.P(["Try part of the name, or look through ", link("every council", "#councils"), "."])
    return section("found", found.heading, body)


def _match(match: Match) -> list[Any]:
    name = link(match.name, match.href) if match.href else match.name
    label = [" ", _label()] if match.illustrative else []
    return [name, " ", html.Span(match.detail, className="gh-quiet"), *label]


def _tables(view: Overview) -> list[Any]:
    if not view.tables:
        return [html.P("Nothing is measured by two councils yet, so there is nothing to set side by side.")]
    return [html.Div(_table(table), className="gh-group") for table in view.tables]


def _table(table: SpreadTable) -> list[Any]:
    headings = [
        html.Th("Measure", role="columnheader", scope="col"),
        html.Th("Together", role="columnheader", scope="col"),
        html.Th(PLOT_HEADING, role="columnheader", scope="col", className="gh-kpis__plot"),
        html.Th(table.section.councils.capitalize(), role="columnheader", scope="col", className="gh-r"),
        html.Th("Latest period", role="columnheader", scope="col"),
    ]
    caption = [table.section.title, *([" ", _label()] if table.section.illustrative else [])]
    whole = html.Table(
        [
            html.Caption(caption),
            html.Thead(html.Tr(headings, role="row"), role="rowgroup"),
            html.Tbody([_row(row) for row in table.rows], role="rowgroup"),
        ],
        className="gh-table gh-stack gh-kpis",
        role="table",
    )
    notes = [html.P(with_markers(note), className="gh-small gh-quiet gh-after") for note in table.notes]
    return [whole, *notes]


def _row(row: SpreadRow) -> html.Tr:
    spread = row.spread
    picture = strip(spread.kpi, [value for _, value in spread.values], spread.together.value, label=spread.sentence)
    name = [link(row.name, row.href), html.Br(), html.Span(row.description, className="gh-quiet")]
    value = html.Span(with_markers(row.together), className="gh-cell__value")
    notes = [html.Span(note, className="gh-quiet") for note in spread.notes]
    return html.Tr(
        [
            html.Th(name, role="rowheader", scope="row"),
            html.Td(value, role="cell"),
            html.Td([plot(picture), *notes], role="cell", className="gh-kpis__plot"),
            html.Td(spread.coverage, role="cell", className="gh-r gh-quiet"),
            html.Td(spread.period_name, role="cell", className="gh-quiet"),
        ],
        role="row",
    )


def _list(part: CouncilList) -> html.Div:
    label = [" ", _label()] if part.section.illustrative else []
    columns, name = (WIDE_COLUMNS, "gh-councils gh-councils--wordy") if part.wordy else (COLUMNS, "gh-councils")
    members = [_council(part, place) for place in range(len(part.shown))]
    return html.Div(
        [
            html.H3([part.section.counted, *label]),
            html.P(_freshness(part), className="gh-group__fresh"),
            _letters(part),
            html.Ul(members, className=name, style={"--gh-rows": max(1, ceil(len(members) / columns))}),
        ],
        id=part.section.key,
        className="gh-group",
    )


def _freshness(part: CouncilList) -> list[Any]:
    if not part.long or part.opened:
        return [part.freshness]
    said = f" Showing {part.letters[0]} to {part.letters[-1]}; "
    return [part.freshness, said, link(f"show all {len(part.councils):,}", part.all_href), "."]


def _letters(part: CouncilList) -> html.Nav | None:
    """Where each letter begins, in a long list that is shown whole."""
    if not part.long or not part.opened:
        return None
    links = [html.Li(link(letter, f"#{part.anchor(letter)}")) for letter in part.letters]
    return html.Nav(html.Ul(links, className="gh-letters"), **{"aria-label": f"{part.section.name} by letter"})


def _council(part: CouncilList, place: int) -> html.Li:
    council = part.shown[place]
    first = place == 0 or part.shown[place - 1].letter != council.letter
    anchor = {"id": part.anchor(council.letter)} if first and part.long and part.opened else {}
    return html.Li([link(council.name, council.href), html.Small(council.latest)], **anchor)


def _label() -> html.Span:
    return html.Span("Illustrative", className="gh-label")
