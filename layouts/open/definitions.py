"""What the measures, channels and markers of a release mean."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, details, head, main, pairs, section
from layouts.open.beside import Setting, release_facts, two_columns
from layouts.open.page import OpenPage
from layouts.table import table
from views.meanings import Definition
from views.open.addresses import HOME, Root
from views.open.definitions import OpenDefinitions


def definitions_page(view: OpenDefinitions, setting: Setting) -> OpenPage:
    """The page."""
    left = [
        section("measures", "Measures", pairs([(one.name, _measure(one)) for one in view.measures])),
        section("words", "Words", pairs(view.words)),
        section("markers", "Markers", pairs(view.markers), "They stand where a figure would. None of them is a zero."),
        section("channels", "Channels", table(view.channels, caption_hidden=True)),
    ]
    body = [
        breadcrumbs([("Councils", setting.root.to(HOME))], view.title),
        main([head(view.title, view.lead), two_columns(left, [release_facts(view.release, setting)])]),
    ]
    return OpenPage(200, view.title, view.lead, "definitions", body, Root().to(view.path))


def _measure(one: Definition) -> list[Any]:
    words: list[Any] = [html.Div([html.Strong(one.formula), ". ", one.words])]
    if one.guidance:
        words.append(html.Div(one.guidance))
    own = " This deployment’s own measure." if one.own else ""
    words.append(html.Div(f"{one.reading}{own} Version {one.version}.", className="gh-quiet"))
    return [*words, details("What is counted", [html.Div(side) for side in one.sides])]
