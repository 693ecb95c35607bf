"""What stands around every public page: skip link, header, navigation, footer."""

from typing import Any

from dash import html

from layouts.open.page import OpenPage, OpenSection, OpenSite
from layouts.shell import frame_of_footer, masthead, navigation
from views.open.addresses import ABOUT, ACCESSIBILITY, CONTACT, PRIVACY, RELEASES, ROOT

NAVIGATION: tuple[tuple[OpenSection, str, str], ...] = (
    ("councils", "Councils", ROOT),
    ("definitions", "Definitions", f"{ROOT}definitions/"),
    ("releases", "Releases", RELEASES),
)
SUPPORT = (
    ("About these pages", ABOUT),
    ("Accessibility statement", ACCESSIBILITY),
    ("Privacy", PRIVACY),
    ("Contact and corrections", CONTACT),
)


def shell(page: OpenPage, site: OpenSite) -> list[Any]:
    """Everything that is seen of a page."""
    return [
        html.A("Skip to main content", href="#main-content", className="govuk-skip-link"),
        html.Header([masthead(site.title, ROOT, site.strapline), navigation(NAVIGATION, page.section)]),
        html.Div(list(page.body), className="govuk-width-container"),
        frame_of_footer(SUPPORT, _words(site)),
    ]


def _words(site: OpenSite) -> list[Any]:
    licence = html.A(site.licence, href=site.licence_link, className="govuk-footer__link")
    ours = f"Published by {site.publisher}. Data under the "
    return [ours, licence, ", except where otherwise stated. Council codes: mySociety, CC BY 4.0."]
