"""The parts every page is made of: notice, breadcrumbs, head, facts, sections. Rules and space, never boxes."""

from collections.abc import Iterable, Sequence
from typing import Any

from dash import html

from views.facts import Fact

Children = Any
"""A component, a text, or a list of either."""


def link(text: str, href: str, hidden: str = "", **attributes: Any) -> html.A:
    """A link; `hidden` is said after it to those who do not see what it stands beside."""
    words = [text, html.Span(hidden, className="govuk-visually-hidden")] if hidden else text
    return html.A(words, href=href, **attributes)


def illustrative_notice(who: str, whose: str = "Its") -> html.Aside:
    """Says at the top of a page that its figures are invented; `who` is a sentence, `whose` takes it up."""
    return notice("Illustrative", f"{who} {whose} figures are invented to show what this dashboard does.")


def notice(label: str, words: str) -> html.Aside:
    """One sentence above the page, behind a label."""
    inside = html.Div([html.Strong(label, className="gh-label"), html.P(words)], className="gh-notice")
    return html.Aside(inside, **{"aria-label": "Notice"})


def breadcrumbs(steps: Sequence[tuple[str, str]], here: str) -> html.Nav:
    """The way back: (text, address) of each page above, then this page."""
    item = "govuk-breadcrumbs__list-item"
    above = [
        html.Li(html.A(text, href=href, className="govuk-breadcrumbs__link"), className=item) for text, href in steps
    ]
    this = html.Li(here, className=item, **{"aria-current": "page"})
    return html.Nav(
        html.Ol([*above, this], className="govuk-breadcrumbs__list"),
        className="govuk-breadcrumbs",
        **{"aria-label": "Breadcrumb"},
    )


def head(title: str, lead: Children, caption: str = "", extra: Children = None) -> html.Div:
    """Caption, heading and lead: someone who reads only this must not be misled."""
    parts = [
        html.P(caption, className="gh-head__caption") if caption else None,
        html.H1(title, id="title", tabIndex="-1"),
        html.P(lead, className="gh-lead") if lead else None,
        extra,
    ]
    return html.Div([part for part in parts if part is not None], className="gh-head")


def facts(entries: Iterable[Fact]) -> html.Dl:
    """Pairs that keep freshness and coverage in sight."""
    return html.Dl([_fact(entry) for entry in entries], className="gh-facts")


def _fact(entry: Fact) -> html.Div:
    more = html.A(entry.more, href=entry.href) if entry.href and entry.more else entry.more
    value: list[Any] = [entry.value]
    if entry.more:
        value.append(html.Small(more))
    return html.Div([html.Dt(entry.name), html.Dd(value)])


def section(key: str, heading: str, children: Children, lead: Children = None, action: Children = None) -> html.Section:
    """A rule, a heading, perhaps a quiet lead and a link at the right, then what it holds."""
    title = html.H2(heading, id=key)
    top: list[Any] = [title]
    if action is not None:
        top = [html.Div([title, html.P(action, className="gh-small")], className="gh-section__head")]
    if lead:
        top.append(html.P(lead, className="gh-section__lead"))
    body = children if isinstance(children, list) else [children]
    return html.Section([*top, *body], className="gh-section", **{"aria-labelledby": key})


def main(children: list[Any], first: bool = False) -> html.Main:
    """The page's main content; `first` where nothing stands above it."""
    name = "govuk-main-wrapper govuk-main-wrapper--first" if first else "govuk-main-wrapper"
    return html.Main([child for child in children if child is not None], className=name, id="main-content")


def details(summary: str, children: Children, open_: bool = False) -> html.Details:
    """Something that opens when asked for."""
    inside = "govuk-details__summary"
    return html.Details(
        [
            html.Summary(html.Span(summary, className=f"{inside}-text"), className=inside),
            html.Div(children, className="govuk-details__text"),
        ],
        className="govuk-details gh-details",
        open=open_,
    )


def pairs(entries: Iterable[tuple[str, Children]], narrow: bool = False) -> html.Dl:
    """Terms and what they are, one under the other."""
    name = "gh-pairs gh-pairs--narrow" if narrow else "gh-pairs"
    return html.Dl([html.Div([html.Dt(term), html.Dd(words)]) for term, words in entries], className=name)


def marker(letter: str, meaning: str) -> html.Abbr:
    """A marker where a figure would stand, with its meaning."""
    return html.Abbr(f"[{letter}]", className="gh-marker", title=meaning)
