"""The public home page: find your council, every council, what can be compared; and what a search found."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, link, main, notice, pairs, section
from layouts.open.beside import Setting, release_facts, two_columns
from layouts.open.find import find_form
from layouts.open.page import OpenPage
from views.open.addresses import ROOT, Root
from views.open.home import Found, Listed, OpenHome


def home_page(view: OpenHome, setting: Setting) -> OpenPage:
    """The page."""
    left = [
        find_form(),
        section("councils", "All councils", _letters(view, setting), "In alphabetical order."),
        _comparisons(view, setting),
    ]
    top = [notice("Illustrative", view.notice)] if view.notice else []
    body = [
        *top,
        main([head(view.title, view.lead), two_columns(left, [release_facts(view.release, setting)])], first=True),
    ]
    return OpenPage(200, view.title, view.lead, "councils", body, Root().to(view.path))


def found_page(found: Found, setting: Setting) -> OpenPage:
    """What a search may have meant, with the form again."""
    near = html.Ul([_council(one, setting) for one in found.councils], className="gh-links") if found.councils else None
    lead = "Only councils that have published figures here can be found."
    body = [
        breadcrumbs([("Councils", ROOT)], "Find your council"),
        main([head(found.heading, lead), near, find_form(value=found.text), html.P(link("All councils", ROOT))]),
    ]
    return OpenPage(200, "Find your council", lead, "councils", body)


def _letters(view: OpenHome, setting: Setting) -> html.Div:
    return html.Div([_letter(letter, councils, setting) for letter, councils in view.letters], className="gh-alphabet")


def _letter(letter: str, councils: tuple[Listed, ...], setting: Setting) -> html.Div:
    listed = html.Ul([_council(one, setting) for one in councils], className="gh-councils gh-councils--wordy")
    if not letter:
        return html.Div(listed)
    return html.Div([html.H3(letter, id=f"letter-{letter.lower()}"), listed], className="gh-group")


def _council(one: Listed, setting: Setting) -> html.Li:
    name: list[Any] = [link(one.name, setting.root.to(one.path))]
    if one.illustrative:
        name += [" ", html.Span("Illustrative", className="gh-label")]
    return html.Li([html.Span(name), html.Small(one.detail)])


def _comparisons(view: OpenHome, setting: Setting) -> html.Section | None:
    if not view.comparisons:
        return None
    entries = [(name, _measures(name, measures, setting)) for name, measures in view.comparisons]
    lead = "One measure of one service, every council that publishes it. Councils are not ranked."
    return section("compare", "Compare councils", pairs(entries), lead)


def _measures(service: str, measures: tuple[tuple[str, str], ...], setting: Setting) -> list[Any]:
    """The measures of a service as links; each tells the service to whoever hears it alone."""
    pieces: list[Any] = []
    for name, path in measures:
        pieces += [link(name, setting.root.to(path), f", {service}"), " "]
    return pieces
