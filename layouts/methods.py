"""The page of methods: formulas, thresholds, which of them are our own, and sources."""

from typing import Any

from dash import html

from kpis.rules import Chapter, Rule
from layouts.anatomy import breadcrumbs, head, main, pairs, section
from layouts.page import Page
from layouts.table import table
from views.meanings import Definition
from views.methods import Methods

TITLE = "Methods"
LEAD = (
    "How every figure, interval and comparison on this site is made: formulas, thresholds, which of them are our own "
    "choice, and where they come from."
)


def methods_page(view: Methods) -> Page:
    """The page, written from the entries and constants that calculate."""
    parts = [
        head(TITLE, LEAD),
        section("measures", "What each measure is", pairs([(one.name, _measure(one)) for one in view.definitions])),
        section("channels", "Which channels are digital", table(view.channels, caption_hidden=True)),
        *(_chapter(view, chapter) for chapter in view.chapters),
    ]
    way = breadcrumbs([("Councils", "/"), ("About the data", "/about-the-data")], TITLE)
    return Page(200, TITLE, LEAD, "about-the-data", [way, main(parts)])


def _measure(one: Definition) -> list[Any]:
    return [
        html.P(html.Strong(one.formula)),
        html.P(one.words),
        *([html.P(one.guidance)] if one.guidance else []),
        html.P(f"{one.reading} Version {one.version}.", className="gh-quiet"),
    ]


def _chapter(view: Methods, chapter: Chapter) -> html.Section:
    body: list[Any] = [pairs([(rule.title, _rule(rule)) for rule in chapter.rules])]
    if chapter.key == "peers" and view.traits:
        body.append(html.Div(table(view.traits), className="gh-after"))
    return section(chapter.key, chapter.title, body)


def _rule(rule: Rule) -> list[Any]:
    parts: list[Any] = [html.P(rule.words)]
    if rule.formula:
        parts.append(html.P(html.Strong(rule.formula)))
    if rule.ours:
        parts.append(html.P(f"Our rule: {rule.ours}."))
    if rule.source:
        parts.append(html.P(f"Source: {rule.source}.", className="gh-quiet"))
    return parts
