"""The page that sets councils side by side: filters, caution, each council, over time, who is in the group."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, details, head, illustrative_notice, link, main, pairs, section
from layouts.chart import Words, chart, empty
from layouts.compare_form import compare_form, picked_councils
from layouts.compare_funnel import funnel
from layouts.compare_rows import council_table
from layouts.compare_time import over_time
from layouts.council import explained
from layouts.filters import chosen_bar
from layouts.page import Page
from layouts.table import dense_table
from layouts.tables_first import tables_first
from views.compare import Compare, EachCouncil
from views.compare_members import LeftOut, Members
from views.nothing_to_compare import NothingToCompare

TITLE = "Compare councils"
FEW = 6
"""So many names stand in a sentence; more are opened on demand."""


def compare_page(view: Compare, wrong: str = "") -> Page:
    """The page; without any figure for the period it says since when there are some."""
    figures = _figures(view)
    parts = [
        head(TITLE, view.lead),
        compare_form(view.form, view.chosen, wrong),
        chosen_bar(view.chosen),
        picked_councils(view.form),
        _caution(view.caution),
        *(tables_first(figures) if view.chosen.tables_first else figures),
    ]
    notice = [illustrative_notice("These councils are fictional.", "Their")] if view.illustrative else []
    body = [*notice, breadcrumbs([("Councils", "/")], "Compare"), main(parts)]
    return Page(400 if wrong else 200, f"{TITLE}: {view.choice.kpi.name}", wrong or view.lead, "compare", body)


def _figures(view: Compare) -> list[Any]:
    return [
        _each(view) if view.each else None,
        _nothing_here(view.empty) if view.empty else None,
        section("chance", "More than chance?", funnel(view.choice.kpi, view.chance)) if view.chance else None,
        section("over-time", "Over time", over_time(view.choice.kpi, view.over_time)) if view.over_time else None,
        section("members", "Who is in the group, and why", _members(view.members)) if view.members else None,
    ]


def nothing_page(view: NothingToCompare) -> Page:
    """The page where there is nothing to compare: why, and where to go."""
    body = [breadcrumbs([("Councils", "/")], "Compare"), main([head(TITLE, view.why), _ways_on(view)])]
    return Page(200, TITLE, view.why, "compare", body)


def _caution(caution: tuple[str, str]) -> html.Div:
    opening, rest = caution
    return html.Div(html.P([html.Strong(opening), " ", rest]), className="gh-notice")


def _each(view: Compare) -> html.Section:
    each: Any = view.each
    table, starts_at = council_table(view.choice.kpi, each)
    words = Words(each.title, each.subtitle, (*each.notes, *_axis(starts_at)), each.file)
    return _first("each", "Each council", [chart(words, table), explained(_markers(each))])


def _axis(starts_at: str | None) -> tuple[str, ...]:
    return (f"Axis starts at {starts_at}",) if starts_at else ()


def _markers(each: EachCouncil) -> tuple[str, ...]:
    return tuple(dict.fromkeys(letter for row in each.rows for letter in row.figure.markers))


def _nothing_here(view: NothingToCompare) -> html.Section:
    return _first("each", "Each council", empty(view.why, _joined(view)))


def _first(key: str, heading: str, children: Any) -> html.Section:
    """The section that follows the caution, a little apart from it."""
    part = section(key, heading, children)
    part.className = "gh-section gh-section--first"
    return part


def _ways_on(view: NothingToCompare) -> html.P:
    return html.P(_joined(view), className="gh-after")


def _joined(view: NothingToCompare) -> list[Any]:
    pieces: list[Any] = []
    for place, (words, address) in enumerate(view.ways_on):
        pieces += [" or " if place else "", link(words if not place else words[:1].lower() + words[1:], address)]
    return [*pieces, "."] if pieces else []


def _members(members: Members) -> list[Any]:
    entries: list[tuple[str, Any]] = [("Group", _paragraphs(members.group)), ("Left out", _left_out(members.left_out))]
    if members.together:
        entries.append(members.together)
    listed = pairs([*entries, ("Read with care", _paragraphs(members.care))])
    return [listed, *(details(values.caption, dense_table(values)) for values in members.why)]


def _paragraphs(texts: tuple[str, ...]) -> list[html.P]:
    return [html.P(text) for text in texts]


def _left_out(groups: tuple[LeftOut, ...]) -> Any:
    if not groups:
        return "Nobody. A council that does not run the service leaves the comparison; it does not count as average."
    return [_reason(group) for group in groups]


def _reason(group: LeftOut) -> Any:
    names = ", ".join(group.names)
    if len(group.names) <= FEW:
        return html.P(f"{names}: {group.reason}.")
    return details(f"{len(group.names):,} councils: {group.reason}", html.P(names))
