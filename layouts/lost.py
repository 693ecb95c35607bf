"""The pages for when there is no page: nothing at this address, or something went wrong."""

from dash import html

from layouts.anatomy import breadcrumbs, head, main
from layouts.page import Page

HOME = (("Councils", "/"),)


def not_found(path: str) -> Page:
    """The page for an address that no page answers to."""
    lead = f"Nothing is published at {path}. The address may be mistyped, or the page may have moved."
    return _page(404, "Page not found", lead)


def sorry(status: int) -> Page:
    """The page for a request that failed: what it means for the figures, and what to do. Never a trace."""
    if status == 404:
        return _page(404, "Page not found", "The address may be mistyped, or the page may have moved.")
    if status >= 500:
        lead = "This page could not be made. The figures are kept and nothing was lost. Try again in a few minutes."
        return _page(status, "Sorry, there is a problem with this page", lead)
    return _page(status, "This request was not understood", "The address or the form may be damaged.")


def moved(address: str) -> Page:
    """The page is at another address of this site: whoever asks is sent there."""
    return Page(302, "Moved", f"This page is at {address}.", None, main([]), redirect=address)


def _page(status: int, title: str, lead: str) -> Page:
    way_on = html.P(html.A("All councils", href="/"))
    note = html.P(f"{title} ({status}).", className="gh-small gh-quiet gh-after")
    body = [breadcrumbs(HOME, title), main([head(title, lead), way_on, note])]
    return Page(status=status, title=title, description=lead, section=None, body=body)
