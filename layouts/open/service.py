"""One service's public page: each KPI with its chart, how people use it, what it is; the release beside them."""

from html import escape
from typing import Any

from dash import html

from figures.multiples import multiples
from layouts.anatomy import breadcrumbs, details, head, illustrative_notice, link, main, section
from layouts.chart import Words, plot_only, table_of_values
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
from layouts.open.chart import FIRST, SECOND, public_chart
from layouts.open.dataset import dataset
from layouts.open.page import OpenPage
from layouts.table import dense_table, with_markers
from views.open.addresses import DEFINITIONS, HOME, Root, council_path
from views.open.channels import OpenChannels
from views.open.service import OpenMeasure, OpenService
from views.standing import trend_words


def service_page(view: OpenService, setting: Setting) -> OpenPage:
    """The page of one service of one council."""
    to = setting.root.to
    body: list[Any] = [illustrative_notice(view.notice)] if view.notice else []
    left = [
        *(_measure(one, place == 0, setting) for place, one in enumerate(view.measures)),
        _channels(view.channels) if view.channels else None,
        _others(view),
        explained(view.markers),
        _about(view, setting),
        cautions(view.cautions, view.note),
        sources(view.sources),
    ]
    right = [
        release_facts(view.release, setting),
        downloads(view.release.number, len(view.rows)),
        permanent(view.release, view.path, setting),
    ]
    steps = [("Councils", to(HOME)), (view.council_name, to(council_path(view.council)))]
    body += [
        breadcrumbs(steps, view.name),
        main([head(view.name, view.lead, view.council_name), two_columns(left, right)]),
    ]
    return OpenPage(200, view.title, view.lead, "councils", body, Root().to(view.path), dataset(setting.site, view))


def _measure(one: OpenMeasure, first: bool, setting: Setting) -> html.Section:
    """The sentence, the chart with every value, what it means, and ways on."""
    chart = one.chart
    said = html.P(with_markers(one.words), className="gh-measure gh-after") if one.words else None
    meaning = html.P(f"{one.definition} {one.guidance}".strip(), className="gh-small gh-measure gh-after")
    compare = link("Compare councils", setting.root.to(one.compare), f": {chart.heading}") if one.compare else None
    shown = public_chart(chart, FIRST if first else SECOND)
    parts = [said, shown, meaning, _snippet(one, setting)]
    return section(chart.key, chart.heading, [part for part in parts if part is not None], action=compare)


def _snippet(one: OpenMeasure, setting: Setting) -> html.Details:
    """What a council copies into its own site to show this chart there."""
    address = f"{setting.site.base}{Root().to(one.chart.embed)}"
    code = (
        f'<iframe src="{escape(address)}" title="{escape(one.chart.label)}" width="100%" height="520" '
        'loading="lazy" style="border:0"></iframe>'
    )
    words = html.P(["Copy this into your page. It always shows the newest release. ", link("See it alone", address)])
    inside = [words, html.Pre(html.Code(code), className="gh-code", tabIndex="0")]
    return details(f"Show this chart on your own site: {one.chart.heading.lower()}", inside)


def _channels(mix: OpenChannels) -> html.Section:
    labels = [f"{line.name}: {trend_words(mix.kpi, line)}" for line in mix.lines]
    pictures = multiples(mix.kpi, list(mix.lines), prefix="channel", labels=labels)
    panels = [
        html.Li([html.H4(line.name), html.P(with_markers(words), className="gh-multiples__say"), plot_only(picture)])
        for line, words, picture in zip(mix.lines, mix.words, pictures, strict=True)
    ]
    words = Words(mix.title, mix.subtitle)
    caption = html.Figcaption(
        [html.H3(words.title, className="gh-chart__title"), html.P(words.subtitle, className="gh-chart__sub")]
    )
    many = html.Ul(panels, className="gh-multiples gh-multiples--3")
    shown = html.Figure([caption, many, table_of_values(mix.table)], className="gh-chart")
    return section("channels", "How people use it", shown)


def _others(view: OpenService) -> html.Section | None:
    """Further measures as tables only."""
    if not view.others:
        return None
    tables = [details(name, dense_table(values)) for name, values in view.others]
    return section("others", "Also published", tables)


def _about(view: OpenService, setting: Setting) -> html.Section:
    words = [html.P(f"{view.description}.".replace("..", "."), className="gh-measure")] if view.description else []
    more = link("What every measure means", setting.root.to(DEFINITIONS))
    return section("about", "About this service", [*words, html.P(more, className="gh-after")])
