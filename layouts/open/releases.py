"""The list of releases, and the notes of one."""

from dataclasses import replace
from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, main, notice, section
from layouts.open.beside import Setting, release_facts, two_columns
from layouts.open.page import OpenPage
from layouts.table import table
from views.open.addresses import RELEASES, ROOT, Root, bulk_address
from views.open.releases import OpenNotes, OpenReleases
from views.table import Table


def releases_page(view: OpenReleases) -> OpenPage:
    """Every release, newest first."""
    body = [
        breadcrumbs([("Councils", ROOT)], view.title),
        main([head(view.title, view.lead), table(view.table, caption_hidden=True)]),
    ]
    return OpenPage(200, view.title, view.lead, "releases", body, view.address)


def notes_page(view: OpenNotes, setting: Setting) -> OpenPage:
    """What one release holds and what it changed; its address is the release's own."""
    root = Root(view.release.number)
    changed: Any = html.P("No figure that had been published before was changed.")
    if view.changed:
        parts = [table(_rooted(view.changed, root), name="gh-table gh-table--dense gh-stack", caption_hidden=True)]
        changed = [*parts, html.P(view.more, className="gh-small gh-after")] if view.more else parts
    everything = html.A(f"All of release {view.release.number}, ZIP", href=bulk_address(view.release.number))
    left = [
        section("notes", "Notes", html.P(view.notes, className="gh-measure")) if view.notes else None,
        section("changed", "Changed figures", changed, "With the value before, the value now, and the reason."),
        section("parts", "Whose figures these are", table(_rooted(view.parts, root), caption_hidden=True)),
        section(
            "hidden",
            "Small counts",
            table(view.thresholds, caption_hidden=True),
            "Counts so small that a person might be recognised are marked [c], and so is what would reveal one.",
        ),
        section("all", "Everything in one file", html.P(everything)),
    ]
    body = [
        *([notice("Illustrative", view.notice)] if view.notice else []),
        breadcrumbs([("Releases", RELEASES)], view.title),
        main([head(view.title, view.lead), two_columns(left, [release_facts(view.release, setting)])]),
    ]
    return OpenPage(200, view.title, view.lead, "releases", body, root.to(view.path))


def _rooted(values: Table, root: Root) -> Table:
    rows = ((replace(row[0], href=root.to(row[0].href)) if row[0].href else row[0], *row[1:]) for row in values.rows)
    return replace(values, rows=tuple(rows))
