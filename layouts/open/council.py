"""One council's public page: in short, one chart, every service; the release beside them."""

from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, head, illustrative_notice, main, section
from layouts.open.beside import (
    Setting,
    cautions,
    downloads,
    explained,
    permanent,
    release_facts,
    sources,
    two_columns,
)
from layouts.open.chart import public_chart
from layouts.open.dataset import dataset
from layouts.open.page import OpenPage
from layouts.table import sort_form, table, with_markers
from views.open.addresses import HOME, Root
from views.open.council import OpenCouncil, Short
from views.open.services_table import SERVICE, ServicesTable


def council_page(view: OpenCouncil, setting: Setting) -> OpenPage:
    """The page of one council."""
    body: list[Any] = [illustrative_notice(view.notice)] if view.notice else []
    left = [
        _in_short(view.shorts),
        section("chart", view.chart.heading, public_chart(view.chart)) if view.chart else None,
        _services(view.services, view, setting) if view.services else None,
        cautions(view.cautions, view.note),
        sources(view.sources),
    ]
    right = [
        release_facts(view.release, setting),
        downloads(view.release.number, len(view.rows)),
        permanent(view.release, view.path, setting),
    ]
    steps = [("Councils", setting.root.to(HOME))]
    body += [
        breadcrumbs(steps, view.name),
        main([head(view.title, view.lead, view.caption), two_columns(left, right)]),
    ]
    address = Root().to(view.path)
    return OpenPage(200, view.title, view.lead, "councils", body, address, dataset(setting.site, view))


def _in_short(shorts: tuple[Short, ...]) -> html.Section | None:
    if not shorts:
        return None
    return section("short", "In short", html.Ul([_short(one) for one in shorts], className="gh-short"))


def _short(one: Short) -> html.Li:
    value = html.Strong(with_markers(one.value), className="gh-short__n")
    return html.Li([value, html.Span(with_markers(one.words))])


def _services(given: ServicesTable, view: OpenCouncil, setting: Setting) -> html.Section:
    """The table with its headings as links to other orders, and the same as a form where it folds."""
    shown, address = given.ordered(setting.sort, setting.root.to), setting.root.to(view.path)
    name = f"gh-table gh-table--dense gh-stack{' gh-list' if shown.is_list else ''}"
    values = table(shown.table, name=name, caption_hidden=True, sort_address=lambda order: _sorted(address, order))
    form = sort_form(shown.table, f"{address}#services", "services") if shown.orders else None
    parts = [part for part in (form, values, explained(view.markers)) if part is not None]
    return section("services", shown.heading, parts, shown.lead)


def _sorted(address: str, order: str) -> str:
    """The page in another order, at its table; the first order is the page's own."""
    return f"{address}{'' if order == SERVICE else f'?sort={order}'}#services"
