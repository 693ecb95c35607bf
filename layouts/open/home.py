"""The public home page: find your council, every council, what can be compared; and what a search found."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, link, main, notice, section
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
        _measures(view, setting),
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
    return html.Div([_letter(letter, councils, setting) for letter, councils in view.letters])


def _letter(letter: str, councils: tuple[Listed, ...], setting: Setting) -> html.Div:
    listed = html.Ul([_council(one, setting) for one in councils], className="gh-councils gh-councils--wordy")
    return html.Div([html.H3(letter, id=f"letter-{letter.lower()}"), listed], className="gh-group")


def _council(one: Listed, setting: Setting) -> html.Li:
    name: list[Any] = [link(one.name, setting.root.to(one.path))]
    if one.illustrative:
        name += [" ", html.Span("Illustrative", className="gh-label")]
    return html.Li([html.Span(name), html.Small(one.detail)])


def _measures(view: OpenHome, setting: Setting) -> html.Section | None:
    if not view.measures:
        return None
    groups = [
        html.Div(
            [html.H3(name), html.Ul([html.Li(link(service, setting.root.to(path))) for service, path in services])],
            className="gh-group",
        )
        for name, services in view.measures
    ]
    lead = "One measure of one service, every council that publishes it. Councils are not ranked."
    return section("compare", "Compare councils", groups, lead)
