"""The pages for what cannot be answered: what happened, what it means for the figures, and a way on."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, link, main, section
from layouts.page import Page, Section
from layouts.parts import Search
from views.not_found import Near, NotFound

HOME = ("Councils", "/")
ALL = ("All councils, in alphabetical order", "/")


def unknown(view: NotFound) -> Page:
    """A council, service or measure that is not here: near names and a search, answered with 404."""
    near = _near(view) if view.near else None
    find = find_form(view.asked) if view.council else None
    body = [head(view.heading, view.lead), near, find, html.P(link(*ALL)), _foot("Page not found (404).")]
    return _page(404, view.heading, view.lead, body)


def not_found(path: str) -> Page:
    """The page for an address that no page answers to."""
    lead = f"Nothing is published at {path}. The address may be mistyped, or the page may have moved."
    body = [head("Page not found", lead), find_form(), html.P(link(*ALL)), _foot("Page not found (404).")]
    return _page(404, "Page not found", lead, body)


def wrong_address(
    message: str, way_on: tuple[str, str] = ALL, step: tuple[str, str] = HOME, part: Section | None = None
) -> Page:
    """An address that asks for what cannot be: `message` says what and how to put it right; answered with 400."""
    title = "This address asks for something that cannot be shown"
    foot = "No figure is affected. Request not understood (400)."
    body = [head(title, message), html.P(link(*way_on)), _foot(foot)]
    return _page(400, title, message, body, step, part)


def nothing_loaded(message: str) -> Page:
    """Before the first load, or when the figures cannot be read; answered with 503."""
    title = "There are no figures to show yet"
    foot = "Service unavailable (503). This page looks again each time it is opened."
    return _page(503, title, message, [head(title, message), _foot(foot)])


def sorry(status: int) -> Page:
    """The page for a request that failed. Never a trace, and nothing of what the request held."""
    if status == 404:
        return not_found("this address")
    if status >= 500:
        title = "Sorry, there is a problem with this page"
        lead = "This page could not be made. The figures are kept and nothing was lost. Try again in a few minutes."
        foot = f"What went wrong has been recorded ({status}). If it happens again, tell whoever runs this site."
    else:
        title = "This request was not understood"
        lead = "The address or the form may be damaged. No figure is affected."
        foot = f"Request not understood ({status})."
    return _page(status, title, lead, [head(title, lead), html.P(link(*ALL)), _foot(foot)])


def find_form(value: str = "", example: str = "") -> html.Form:
    """Search by name, former name or code; works without JavaScript."""
    hint = f"A name, a former name or a code{f'. For example, {example}' if example else ''}"
    return html.Form(
        [
            html.Label("Find your council", className="govuk-label govuk-label--m", htmlFor="q"),
            html.Div(hint, id="q-hint", className="govuk-hint"),
            Search(id="q", name="q", value=value, **{"aria-describedby": "q-hint"}),
            html.Button("Find", className="govuk-button", type="submit"),
        ],
        className="gh-find",
        action="/",
        method="get",
        role="search",
    )


def _near(view: NotFound) -> html.Div:
    names = html.Ul([html.Li(_name(near)) for near in view.near], className="gh-links")
    return html.Div(section("near", "Did you mean", names), className="gh-cols gh-cols--21")


def _name(near: Near) -> list[Any]:
    name = link(near.name, near.href) if near.href else near.name
    return [name, " ", html.Span(near.detail, className="gh-quiet")] if near.detail else [name]


def _foot(words: str) -> html.P:
    contact = link("tell us", "/about-the-data#contact")
    name = "gh-small gh-quiet gh-after"
    return html.P([words, " If a link on this site brought you here, ", contact, "."], className=name)


def _page(
    status: int,
    title: str,
    lead: str,
    parts: list[Any],
    step: tuple[str, str] = HOME,
    part: Section | None = None,
) -> Page:
    here = "Not found" if status == 404 else title
    return Page(status, title, lead, part, [breadcrumbs([step], here), main(parts)])
