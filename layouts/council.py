"""One council's page: head and facts, a tile for each indicator, the table of services."""

from collections.abc import Callable, Sequence
from typing import Any

from dash import html

from figures.normal import Normal
from figures.spark import spark
from kpis.markers import MEANINGS, Marker
from layouts.anatomy import breadcrumbs, details, facts, head, illustrative_notice, link, main, marker, section
from layouts.boundaries import past_words
from layouts.council_services import services_table
from layouts.neighbours import neighbours_section
from layouts.page import Page
from layouts.parts import Plot, icon
from layouts.status import status_list
from layouts.table import with_markers
from views.council import CouncilView, Ended
from views.council_attention import NO_FIGURES, Attention, Need
from views.council_tiles import File, Tile
from views.judgement import Judgement
from views.standing import Standing

MOST_NEEDS = 10
"""So many are in sight at once."""

SortAddress = Callable[[str], str]


def council_page(view: CouncilView, sort_address: SortAddress) -> Page:
    """The page; `sort_address` gives the address of the page with its table in another order."""
    body: list[Any] = [illustrative_notice(view.notice)] if view.notice else []
    past = past_words(view.past, f"/council/{view.key}") if view.past else None
    above = head(view.name, view.lead, view.caption, _ended(view.ended) if view.ended else past)
    near = neighbours_section(view.neighbours) if view.neighbours else None
    parts = [_with_facts(above, view), _needs(view.attention), _tiles(view), _services(view, sort_address), near]
    body += [breadcrumbs([("Councils", "/")], view.name), main(parts)]
    return Page(200, f"{view.name}: service performance", view.lead, "councils", body)


def file_links(files: Sequence[File]) -> html.P:
    """One file for each KPI, on a line."""
    pieces: list[Any] = ["Download as CSV: "]
    for place, file in enumerate(files):
        pieces += [", " if place else "", html.A(file.name, href=file.href)]
    return html.P(pieces, className="gh-small gh-after")


def explained(markers: Sequence[str]) -> html.P | None:
    """The markers that stand above, each with its meaning."""
    if not markers:
        return None
    pieces: list[Any] = []
    for letter in markers:
        meaning = MEANINGS[_known(letter)]
        pieces += [marker(letter, meaning), f" {meaning}. "]
    return html.P(pieces, className="gh-small gh-quiet gh-after")


def tile_value(found: Standing) -> html.P:
    """The figure, with its markers small beside it."""
    figure = found.now.figure
    if figure.value is None:
        return html.P(with_markers(found.value), className="gh-tile__value")
    marks: list[Any] = []
    for letter in figure.markers:
        marks += [" ", marker(letter, MEANINGS[letter])]
    return html.P([found.value, *marks], className="gh-tile__value")


def _with_facts(above: html.Div, view: CouncilView) -> html.Div:
    return html.Div([*above.children, *([facts(view.facts)] if view.facts else [])], className="gh-head")


def _ended(ended: Ended) -> html.P:
    words: list[Any] = [ended.words]
    if ended.successors:
        words.append(" Its work is done today by ")
        for place, (name, href) in enumerate(ended.successors):
            last = place == len(ended.successors) - 1
            words += ["" if place == 0 else " and " if last else ", ", html.A(name, href=href) if href else name]
        words.append(".")
    return html.P(words, className="gh-measure gh-after")


def _needs(found: Attention) -> html.Section | None:
    """What needs attention, the first of it in sight and a long rest on demand; an empty list says what it rests on."""
    if found == NO_FIGURES:
        return None
    lead = "Changes for the worse that are more than normal variation, targets out of reach, then missing data."
    parts: list[Any] = []
    if found.needs:
        parts.append(html.Ul([_need(need) for need in found.needs[:MOST_NEEDS]], className="gh-needs"))
    else:
        parts.append(html.P(found.empty, className="gh-measure gh-after"))
    if rest := found.needs[MOST_NEEDS:]:
        parts.append(details(f"{len(rest)} more", html.Ul([_need(need) for need in rest], className="gh-needs")))
    if found.caution:
        parts.append(html.P(found.caution, className="gh-small gh-quiet gh-after"))
    return section("attention", "Needs attention", parts, lead)


def _need(need: Need) -> html.Li:
    what = html.P([html.A(need.service, href=need.href), f": {need.what}"], className="gh-needs__what")
    said = html.P(with_markers(need.sentence), className="gh-needs__say")
    more = html.P(with_markers(need.detail), className="gh-needs__more") if need.detail else None
    return html.Li([part for part in (icon(need.icon), what, said, more) if part is not None])


def _tiles(view: CouncilView) -> html.Section | None:
    if not view.tiles:
        return None
    pairs = zip(view.tiles, view.judgements, strict=True)
    tiles = html.Ul([_tile(tile, judged) for tile, judged in pairs], className="gh-tiles")
    lead = "The newest whole figure of each, and the same period a year before."
    if any(len(tile.standing.series.points) > 1 for tile in view.tiles):
        lead = f"{lead} Each line has its own scale; lines of costs start at zero."
    parts = [tiles, explained(view.markers), file_links(view.files)]
    heading = "The council as a whole" if view.services else "Figures"
    return section("whole", heading, [part for part in parts if part], lead)


def _tile(tile: Tile, judged: Judgement) -> html.Li:
    found = tile.standing
    name = html.H3(link(tile.name, tile.href, tile.more), className="gh-tile__name")
    change = html.P(with_markers(found.change), className="gh-tile__change")
    later = [html.P(with_markers(words), className="gh-small gh-quiet") for words in (found.later, tile.scope) if words]
    period = html.P(tile.period, className="gh-tile__period")
    below = html.Div([*later, status_list(judged.statuses)])
    return html.Li([name, period, tile_value(found), change, _trend(tile, judged), below], className="gh-tile")


def _trend(tile: Tile, judged: Judgement) -> html.Div:
    """The line, if there is more than one period, and its ends in words."""
    points = tile.standing.series.points
    if len(points) < 2:
        return html.Div(className="gh-tile__trend")
    ends = html.P([html.Span(points[0].period.short), html.Span(points[-1].period.short)], className="gh-spark__ends")
    found = tile.standing
    picture = spark(found.kpi, found.series, label=tile.trend, normal=Normal(judged.variation), kpi=found.kpi)
    return html.Div([Plot(picture.svg), ends], className="gh-tile__trend")


def _services(view: CouncilView, sort_address: SortAddress) -> html.Section | None:
    shown = view.services
    if shown is None:
        return None
    action = f"/council/{view.key}"
    parts = services_table(shown, view.chosen, action, sort_address, view.boundaries or "")
    parts += [part for part in (explained(shown.markers), file_links(shown.files)) if part]
    return section("services", "Services", parts, shown.lead)


def _known(letter: str) -> Marker:
    return next(known for known in MEANINGS if known == letter)
