"""Public pages for what cannot be answered: what happened, what it means for the figures, and a way on."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, link, main
from layouts.open.find import find_form
from layouts.open.page import OpenPage
from views.open.addresses import CONTACT, RELEASES, ROOT
from views.open.release import ReleaseFacts

ALL = ("All councils, in alphabetical order", ROOT)
UNDERSTOOD = "The address may be damaged. No figure is affected."
WORDS = {
    400: ("This request was not understood", UNDERSTOOD),
    405: ("These pages can only be read", "Nothing can be sent to them. No figure is affected."),
    431: ("This request was too long", "Your browser sent more with it than is taken here. No figure is affected."),
    414: ("This address is too long", "No page here has an address so long. No figure is affected."),
}
FAILED = (
    "Sorry, there is a problem with this page",
    "This page could not be made. What has been published is kept and nothing was lost. Try again in a few minutes.",
)


def not_found(heading: str = "Page not found", lead: str = "", find: bool = True) -> OpenPage:
    """The page for an address at which nothing has been published."""
    lead = lead or "Nothing has been published at this address. It may be mistyped, or the page may have moved."
    form = find_form() if find else None
    return _page(404, heading, lead, [form, html.P(link(*ALL)), _foot("Page not found (404).")])


def nothing_published(status: int) -> OpenPage:
    """Before the first release."""
    lead = "The first figures will be published here. Until then there is nothing to show."
    return _page(status, "Nothing has been published yet", lead, [_foot("")])


def withdrawn(facts: ReleaseFacts, when: str) -> OpenPage:
    """A release that was taken back: the address stays and says why."""
    title = f"Release {facts.number} was withdrawn"
    because = facts.withdrawn_because.rstrip(".")
    lead = f"{facts.title} was withdrawn on {when}: {because[:1].lower()}{because[1:]}. Its figures should not be used."
    others = html.P([link("All releases", RELEASES), " or ", link("the newest figures", ROOT)])
    return _page(410, title, lead, [others, _foot("Gone (410).")])


def sorry(status: int) -> OpenPage:
    """The page for a request that failed: never a trace, and nothing of what the request held."""
    if status == 404:
        return not_found()
    title, lead = FAILED if status >= 500 else WORDS.get(status, WORDS[400])
    recorded = "What went wrong has been recorded" if status >= 500 else "Not answered"
    return _page(status, title, lead, [html.P(link(*ALL)), _foot(f"{recorded} ({status}).")])


def _page(status: int, title: str, lead: str, parts: list[Any]) -> OpenPage:
    here = "Not found" if status == 404 else title
    body = [breadcrumbs([("Councils", ROOT)], here), main([head(title, lead), *parts])]
    return OpenPage(status, title, lead, None, body)


def _foot(words: str) -> html.P:
    contact = link("tell us", CONTACT)
    said = f"{words} If a link on this site brought you here, " if words else "If you expected figures here, "
    return html.P([said, contact, "."], className="gh-small gh-quiet gh-after")
