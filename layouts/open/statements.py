"""The public statements: accessibility, privacy, what these pages are, and how to complain or correct."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, link, main, section
from layouts.open.beside import contact_link
from layouts.open.page import OpenPage, OpenSite
from views.open.addresses import ABOUT, ACCESSIBILITY, CONTACT, PRIVACY, RELEASES, ROOT

CODE = ("Code of Practice for Statistics", "https://code.statisticsauthority.gov.uk/")
TRANSPARENCY = (
    "Local Government Transparency Code",
    "https://www.gov.uk/government/publications/local-government-transparency-code-2015",
)
ICO = ("Information Commissioner’s Office", "https://ico.org.uk/make-a-complaint/")
EASS = ("Equality Advisory and Support Service", "https://www.equalityadvisoryservice.com/")
CAN = (
    "Read every page without JavaScript, with a keyboard alone, with a screen reader, at four times the size, from 320 "
    "pixels wide, and on paper.",
    "Every chart has a title and a description, a sentence that says what it shows, and a table with every value. "
    "Nothing is said by colour alone. The same figures stand beside each page as CSV, JSON and an accessible "
    "spreadsheet.",
)
STANDARD = (
    "These pages aim to meet level AA of the Web Content Accessibility Guidelines 2.2. They are checked by automated "
    "tests in a browser each time they change. They have not yet been tried by people who use assistive technology, "
    "nor audited by anyone outside the project."
)
YOU = (
    "They set no cookies, run no scripts and no analytics, and load nothing from any other site. What you look at is "
    "in the address of the page and nowhere else.",
    "The server that sends them may note the addresses asked for, as every web server can.",
)
PEOPLE = (
    "The figures are counts and costs of services. Small counts, and what would reveal one, are hidden before a "
    "release is made and stay hidden in every page, file and answer of it."
)
HOW = (
    "Councils’ own systems count transactions, costs and answers. A release takes the figures as they stand on one "
    "day, hides small numbers once, and never changes afterwards. Pages, files and answers to programs all read that "
    "one release, so they cannot disagree.",
    "A figure that turns out wrong is put right in the next release and marked [r]. A release that should not be used "
    "is withdrawn: its address stays and says why.",
)
TRUST = (
    " voluntarily: a named officer approves each council’s figures, release dates are announced, everybody gets them "
    "at the same time, the methods are public, and every revision is listed with its reason."
)
WRONG = (
    "Each council’s page names whom to ask about its figures. Send them the address under “Quote this page” and say "
    "what you expected and why.",
    "If the figure is wrong it is put right in the source it comes from. The next release has the right one, marked "
    "[r], and lists the old value, the new one and the reason.",
)
COMPLAIN = (
    "Write to the same address and say that it is a complaint. About a council’s service itself, complain to the "
    "council: these pages only show its figures."
)


def accessibility_page(site: OpenSite) -> OpenPage:
    """How far the pages can be used by everyone, and what is not known yet."""
    sections = [
        _said("can", "What you can do", *CAN),
        _said("standard", "Standard", STANDARD),
        _said(
            "report",
            "If something does not work",
            ["Tell us: ", contact_link(site.contact), "."],
            ["If you are not content with our answer, the ", link(*EASS), " can help."],
        ),
    ]
    lead = "Everybody should be able to read these figures. This is how far that is so."
    return _page("Accessibility statement", lead, ACCESSIBILITY, sections)


def privacy_page(site: OpenSite) -> OpenPage:
    """What is kept about whoever reads the pages, and about whom the figures are."""
    reveals: list[Any] = ["If you think that a figure reveals something about a person, write to "]
    reveals += [contact_link(site.contact), " at once; the release is then withdrawn. You can also complain to the "]
    sections = [
        _said("you", "You", *YOU),
        _said("people", "The people in the figures", PEOPLE, [*reveals, link(*ICO), "."]),
    ]
    return _page("Privacy", "These pages keep nothing about you.", PRIVACY, sections)


def about_page(site: OpenSite) -> OpenPage:
    """What these pages are, how figures come to be here, and what may be expected of them."""
    ways: list[Any] = [link("All releases", RELEASES)]
    if site.dashboard:
        ways += [" and ", link("the interactive dashboard", site.dashboard)]
    licence = link(site.licence, site.licence_link)
    sections = [
        _said("how", "How figures come to be here", *HOW, ways),
        _said(
            "trust",
            "Trustworthiness, quality, value",
            ["They apply the ", link(*CODE), TRUST],
            [
                "No law asks for these measures. They go beyond the ",
                link(*TRANSPARENCY),
                " and do not stand in for it.",
            ],
        ),
        _said("use", "Using them", ["The figures are under the ", licence, ", except where a source says otherwise."]),
    ]
    return _page(
        "About these pages", f"Figures about council services, published by {site.publisher}.", ABOUT, sections
    )


def contact_page(site: OpenSite) -> OpenPage:
    """Whom to write to, what to say, and what becomes of it."""
    sections = [
        _said("figure", "A figure looks wrong", *WRONG),
        _said("us", "Anything else", [f"{site.publisher}: ", contact_link(site.contact), "."]),
        _said("complain", "To complain", COMPLAIN),
    ]
    return _page("Contact and corrections", "How to ask a question, correct a figure or complain.", CONTACT, sections)


def _page(title: str, lead: str, address: str, sections: Sequence[Any]) -> OpenPage:
    body = [breadcrumbs([("Councils", ROOT)], title), main([head(title, lead), *sections])]
    return OpenPage(200, title, lead, None, body, address)


def _said(key: str, heading: str, *paragraphs: Any) -> html.Section:
    names = ["gh-measure gh-after" if place else "gh-measure" for place in range(len(paragraphs))]
    return section(key, heading, [html.P(words, className=name) for words, name in zip(paragraphs, names, strict=True)])
