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
LICENCE = "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/"


class Address(Part):
    """The address bar as Dash knows it: `url` is path and query, `visit` counts the changes.

    `held` names the parts of pages that the browser need not be sent again (`layouts.kept`).
    """

    _type = "Address"
    _prop_names: ClassVar[list[str]] = ["id", "url", "visit", "held"]


class View(Part):
    """What Dash shows in the painted page: `answer` is the newest one, with its HTML."""

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
        html.Header([_masthead(site), _navigation(page.section)]),
        html.Div(list(body), id="content", className="govuk-width-container"),
        _footer(site),
    ]


def _masthead(site: SiteFacts) -> html.Div:
    home = html.A(site.title, href="/", className="govuk-generic-header__homepage-link")
    inside = [
        html.Span(site.strapline, className="gh-publisher"),
        html.Div(home, className="govuk-generic-header__logo"),
    ]
    container = "govuk-generic-header__container govuk-width-container"
    return html.Div(html.Div(inside, className=container), className="govuk-generic-header")


def _navigation(section: Section | None) -> html.Div:
    items = [_item(text, href, key == section) for key, text, href in NAVIGATION]
    menu = html.Nav(
        html.Ul(items, className="govuk-service-navigation__list"),
        className="govuk-service-navigation__wrapper",
        **{"aria-label": "Menu"},
    )
    container = html.Div(menu, className="govuk-service-navigation__container")
    return html.Div(html.Div(container, className="govuk-width-container"), className="govuk-service-navigation")


def _item(text: str, href: str, active: bool) -> html.Li:
    name, link = "govuk-service-navigation__item", "govuk-service-navigation__link"
    if not active:
        return html.Li(html.A(text, href=href, className=link), className=name)
    strong = html.Strong(text, className="govuk-service-navigation__active-fallback")
    current = html.A(strong, href=href, className=link, **{"aria-current": "true"})
    return html.Li(current, className=f"{name} {name}--active")


def _footer(site: SiteFacts) -> html.Footer:
    link, item = "govuk-footer__link", "govuk-footer__inline-list-item"
    support = [html.Li(html.A(text, href=href, className=link), className=item) for text, href in SUPPORT]
    licence = html.A("Open Government Licence v3.0", href=LICENCE, className=link)
    words = [
        f"Published by {site.publisher}. Data under the ",
        licence,
        ", except where otherwise stated. Council codes: mySociety, CC BY 4.0.",
    ]
    inside = [
        html.H2("Support links", className="govuk-visually-hidden"),
        html.Ul(support, className="govuk-footer__inline-list"),
        html.P(words, className="govuk-footer__meta-custom"),
    ]
    grow = html.Div(inside, className="govuk-footer__meta-item govuk-footer__meta-item--grow")
    meta = html.Div(html.Div(grow, className="govuk-footer__meta"), className="govuk-width-container")
    return html.Footer(meta, className="govuk-footer")
