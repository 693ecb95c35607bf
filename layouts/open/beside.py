"""What stands beside and under the figures of a public page: the release, its files, sources and cautions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import html

from kpis.markers import MEANINGS
from layouts.anatomy import link, marker, pairs, section
from layouts.open.page import OpenSite
from views.open.about_release import ReleaseBox
from views.open.addresses import Root, bulk_address
from views.open.release import PublishedSource

FORMATS = (
    ("figures.csv", "CSV", "every figure on this page"),
    ("figures.json", "JSON", "the same, for programs"),
    ("figures.xlsx", "Spreadsheet (XLSX)", "the same, accessible, with notes"),
    ("figures.csv-metadata.json", "Description of the columns", "CSV on the Web metadata"),
)


@dataclass(frozen=True)
class Setting:
    """Where a page is painted: for which site, whether its links stay in one release, in which order its table is."""

    site: OpenSite
    root: Root
    sort: str = ""


def two_columns(left: Sequence[Any], right: Sequence[Any]) -> html.Div:
    """The reading column, and what stands beside it or, on narrow pages, under it."""
    columns = [html.Div([part for part in side if part is not None]) for side in (left, right)]
    return html.Div(columns, className="gh-public")


def release_facts(box: ReleaseBox, setting: Setting) -> html.Aside:
    """The facts of the release."""
    root = Root(box.number)
    why = link("What changed and why", root.to(box.notes_path))
    entries: list[tuple[str, Any]] = [
        ("Release", [f"{box.number}: {box.title}", *([html.Br(), box.since] if box.since else [])]),
        ("Published", box.published),
        ("Next release", box.next),
        (box.changed_term, [f"{box.changed} ", why]),
        ("Publisher", box.publisher or setting.site.publisher),
        *([("Approved by", box.approved)] if box.approved else []),
        ("Licence", link(box.licence, box.licence_link)),
        ("Questions or corrections", contact_link(box.contact or setting.site.contact)),
    ]
    title = html.H2("This release", id="release")
    return html.Aside([title, pairs(entries, narrow=True)], className="gh-release", **{"aria-labelledby": "release"})


def contact_link(contact: str) -> Any:
    """An address to write to as a link, if it is one."""
    if contact.startswith(("https://", "http://")):
        return link(contact, contact)
    return link(contact, f"mailto:{contact}") if "@" in contact else contact


def downloads(number: int, rows: int) -> html.Section:
    """The page's own figures as files that stand beside it, and all of the release."""
    entries = [
        html.Li([html.A(name, href=file), html.Small(f"{what}, {rows:,} rows" if file == "figures.csv" else what)])
        for file, name, what in FORMATS
    ]
    every = html.A(f"All of release {number}", href=bulk_address(number))
    entries.append(html.Li([every, html.Small("every council and service, ZIP")]))
    title = html.H2("Download", id="download")
    attributes = {"aria-labelledby": "download"}
    return html.Section([title, html.Ul(entries, className="gh-files")], className="gh-release gh-after", **attributes)


def permanent(box: ReleaseBox, path: str, setting: Setting) -> html.Section:
    """The address that always shows these very figures."""
    address = Root(box.number).to(path)
    title = html.H2("Quote this page", id="quote")
    words = html.P([link(f"{setting.site.base}{address}", address), html.Br(), "keeps these figures for ever."])
    return html.Section([title, words], className="gh-release gh-after gh-quote", **{"aria-labelledby": "quote"})


def sources(found: Sequence[PublishedSource]) -> html.Section | None:
    """Where the figures come from, each with its licence."""
    if not found:
        return None
    listed = html.Ul([_source(one) for one in found], className="gh-links gh-small")
    return section("sources", "Sources", listed, "Every figure on this page comes from these.")


def _source(one: PublishedSource) -> html.Li:
    said = "".join(f" {words}." for words in (one.publisher, one.licence) if words)
    words: list[Any] = [link(one.title, one.link) if one.link else one.title, f".{said}"]
    if one.illustrative:
        words += [" ", html.Span("Illustrative", className="gh-label")]
    return html.Li(words)


def cautions(words: Iterable[str], note: str = "") -> html.Section | None:
    """What must be known before these figures are used."""
    said = [f"{one[:1].upper()}{one[1:].rstrip('.')}." for one in (*words, note) if one]
    if not said:
        return None
    body = html.Ul([html.Li(one) for one in said], className="gh-links gh-small gh-measure")
    return section("cautions", "Before you use these figures", body)


def explained(letters: Sequence[str]) -> html.P | None:
    """The markers that stand above, each with its meaning."""
    if not letters:
        return None
    meanings: dict[str, str] = dict(MEANINGS.items())
    pieces: list[Any] = []
    for letter in letters:
        pieces += [marker(letter, meanings[letter]), f" {meanings[letter]}. "]
    return html.P(pieces, className="gh-small gh-after")
