"""What stands around every page: skip link, header, navigation, footer; and Dash's own small layout."""

from collections.abc import Sequence
from typing import Any, ClassVar

from dash import html
from dash.development.base_component import Component

from layouts.page import Page, Section, SiteFacts
from layouts.parts import Part

NAVIGATION: tuple[tuple[Section, str, str], ...] = (
    ("councils", "Councils", "/"),
    ("compare", "Compare", "/compare"),
    ("about-the-data", "About the data", "/about-the-data"),
)
SUPPORT = (
    ("Methods", "/methods"),
    ("Accessibility statement", "/about-the-data#accessibility"),
    ("Privacy", "/about-the-data#privacy"),
    ("Contact and corrections", "/about-the-data#contact"),
)
PUBLIC = ("Public pages", "/open/")
SERVICE = "govuk-service-navigation"
LICENCE_NAME = "Open Government Licence v3.0"
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


class Address(Part):
    """The address bar as Dash knows it: `url` is path and query, `visit` counts the changes.

    `held` names the page that is shown: what it has in common with the next one need not be sent again.
    """

    _type = "Address"
    _prop_names: ClassVar[list[str]] = ["id", "url", "visit", "held"]


class View(Part):
    """What Dash shows in the painted page: `answer` is the newest one, with its page."""

    _type = "View"
    _prop_names: ClassVar[list[str]] = ["id", "answer"]


def dash_layout() -> list[Component]:
    """The two components that Dash itself holds: what is asked, and what is shown."""
    return [Address(id="address"), View(id="view")]


def shell(page: Page, site: SiteFacts) -> list[Component]:
    """Everything that is seen of a page, from the skip link to the footer."""
    body: Sequence[Any] = page.body if isinstance(page.body, list | tuple) else [page.body]
    return [
        html.A("Skip to main content", href="#main-content", className="govuk-skip-link"),
        html.Header([masthead(site.title, "/", site.strapline), navigation(NAVIGATION, page.section)]),
        html.Div(list(body), id="content", className="govuk-width-container"),
        _footer(site),
    ]


def masthead(title: str, home: str, strapline: str) -> html.Div:
    """The bar with the site's name, which leads home, and the words at its right."""
    inside = [
        html.Span(strapline, className="gh-publisher"),
        html.Div(
            html.A(title, href=home, className="govuk-generic-header__homepage-link"),
            className="govuk-generic-header__logo",
        ),
    ]
    container = "govuk-generic-header__container govuk-width-container"
    return html.Div(html.Div(inside, className=container), className="govuk-generic-header")


def navigation(items: Sequence[tuple[str, str, str]], active: str | None) -> html.Div:
    """The menu: (key, text, address) of each item; the active one is marked."""
    menu = html.Nav(
        html.Ul([_item(text, href, key == active) for key, text, href in items], className=f"{SERVICE}__list"),
        className=f"{SERVICE}__wrapper",
        **{"aria-label": "Menu"},
    )
    container = html.Div(menu, className=f"{SERVICE}__container")
    return html.Div(html.Div(container, className="govuk-width-container"), className=SERVICE)


def _item(text: str, href: str, active: bool) -> html.Li:
    name, link = f"{SERVICE}__item", f"{SERVICE}__link"
    if not active:
        return html.Li(html.A(text, href=href, className=link), className=name)
    strong = html.Strong(text, className=f"{SERVICE}__active-fallback")
    current = html.A(strong, href=href, className=link, **{"aria-current": "true"})
    return html.Li(current, className=f"{name} {name}--active")


def frame_of_footer(support: Sequence[tuple[str, str]], words: Sequence[Any]) -> html.Footer:
    """The footer: links of support, and a line of words under them."""
    link, item = "govuk-footer__link", "govuk-footer__inline-list-item"
    inside = [
        html.H2("Support links", className="govuk-visually-hidden"),
        html.Ul(
            [html.Li(html.A(text, href=href, className=link), className=item) for text, href in support],
            className="govuk-footer__inline-list",
        ),
        html.P(list(words), className="govuk-footer__meta-custom"),
    ]
    grow = html.Div(inside, className="govuk-footer__meta-item govuk-footer__meta-item--grow")
    meta = html.Div(html.Div(grow, className="govuk-footer__meta"), className="govuk-width-container")
    return html.Footer(meta, className="govuk-footer")


def _footer(site: SiteFacts) -> html.Footer:
    licence = html.A(LICENCE_NAME, href=LICENCE, className="govuk-footer__link")
    ours = f"Published by {site.publisher}. Data under the "
    words = [ours, licence, ", except where otherwise stated. Council codes: mySociety, CC BY 4.0."]
    return frame_of_footer((*SUPPORT, PUBLIC) if site.public else SUPPORT, words)
