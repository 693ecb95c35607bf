"""What the footer promises: accessibility, privacy, contact and corrections. Short, and true of this version."""

from dash import html

from layouts.anatomy import link, section
from layouts.page import SiteFacts


def accessibility() -> html.Section:
    """How far the pages can be used by everyone, and what is not known yet."""
    return section(
        "accessibility",
        "Accessibility statement",
        _words(
            "This site aims to meet level AA of the Web Content Accessibility Guidelines 2.2.",
            "Every page works without JavaScript, with a keyboard alone, and from 320 pixels wide. Every chart says in "
            "a sentence what it shows, and its values stand in a table beside it or on the page that its name leads "
            "to. Nothing is said by colour alone.",
            "It is checked by automated tests in a browser each time it changes. It has not yet been tried by people "
            "who use assistive technology, nor audited by anyone outside the project: tell us what does not work.",
        ),
    )


def privacy() -> html.Section:
    """What is kept about whoever reads the pages."""
    return section(
        "privacy",
        "Privacy",
        _words(
            "This site sets no cookies, keeps nothing in your browser beside copies of its own pages and files, and "
            "runs no analytics. Nothing is loaded from any other site.",
            "What you look at is in the address of the page and nowhere else. The figures are counts and costs of "
            "services; they describe no person.",
            "These pages are served to this computer only. They show figures that nobody has released yet.",
        ),
    )


def contact(site: SiteFacts) -> html.Section:
    """Whom to write to, and what becomes of a mistake."""
    address = f"mailto:{site.contact}" if "@" in site.contact and "//" not in site.contact else site.contact
    where = link(site.contact, address) if address.startswith(("mailto:", "https://", "http://")) else site.contact
    return section(
        "contact",
        "Contact and corrections",
        [
            html.P([f"Published by {site.publisher}: ", where, "."], className="gh-measure gh-after"),
            *_words(
                "If a figure looks wrong, send the address of the page and say what you expected. A figure is put "
                "right in the source it comes from, and is right here after the next load.",
            ),
        ],
    )


def _words(*paragraphs: str) -> list[html.P]:
    return [html.P(words, className="gh-measure gh-after") for words in paragraphs]
