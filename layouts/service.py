"""One service's page: head, choice of time, latest figures, each KPI over time, and what the figures are made of."""

from collections.abc import Sequence
from typing import Any

from dash import html

from layouts.anatomy import breadcrumbs, details, head, illustrative_notice, main, pairs, section
from layouts.boundaries import past_words
from layouts.chart import empty
from layouts.council import tile_value
from layouts.filters import chosen_bar, filter_field, filter_form, kept_field
from layouts.neighbours import neighbours_section
from layouts.page import Page
from layouts.service_mappings import mappings_section
from layouts.service_sections import (
    channels_section,
    cost_section,
    satisfaction_section,
    segments_sections,
    trend_section,
)
from layouts.status import status_list
from layouts.table import with_markers
from layouts.tables_first import tables_first
from views.chosen import Chosen
from views.judgement import Judgement
from views.service import Empty, ServiceView
from views.service_choice import Field
from views.service_origin import Origin
from views.standing import Standing

IN_A_ROW = 4


def service_page(view: ServiceView, wrong: str = "") -> Page:
    """The page of one service of one council; `wrong` says what is wrong with the stretch of time asked for."""
    body: list[Any] = [illustrative_notice(view.notice)] if view.notice else []
    steps = [("Councils", "/"), (view.council_name, view.council_address)]
    body += [breadcrumbs(steps, view.name), main(_main(view, wrong))]
    title = f"{view.name}, {view.council_name}"
    status = 400 if wrong else 200
    return Page(status, f"{title}: no figures" if view.empty else title, wrong or view.lead, "councils", body)


def _main(view: ServiceView, wrong: str) -> list[Any]:
    choices = choice_form(view.fields, view.address, view.chosen, wrong)
    extra = past_words(view.past, view.address) if view.past else None
    above = [head(view.name, view.lead, view.council_name, extra), choices, chosen_bar(view.chosen)]
    if view.empty:
        return [*above, _empty(view.empty)]
    figures = _figures(view)
    return [*above, *(tables_first(figures) if view.chosen.tables_first else figures)]


def _figures(view: ServiceView) -> list[Any]:
    return [
        _tiles(view.tiles, view.judgements),
        *(trend_section(trend, place == 0) for place, trend in enumerate(view.trends)),
        channels_section(view.channels) if view.channels else None,
        mappings_section(view.mappings) if view.mappings else None,
        cost_section(view.costs) if view.costs else None,
        satisfaction_section(view.satisfaction) if view.satisfaction else None,
        *segments_sections(view.segments),
        neighbours_section(view.neighbours) if view.neighbours else None,
        _origins(view.origins),
    ]


def choice_form(fields: Sequence[Field], action: str, chosen: Chosen, wrong: str = "") -> html.Form:
    """The choices as a plain GET form."""
    groups = [
        filter_field(field.name, field.label, field.options, field.value, wrong=wrong if field.name == "from" else "")
        for field in fields
    ]
    kept = kept_field("show", "table" if chosen.tables_first else "")
    return filter_form([*groups, *kept], action, chosen.reset, "gh-filters gh-filters--short")


def _tiles(tiles: Sequence[Standing], judgements: Sequence[Judgement]) -> html.Section:
    title = html.H2("Latest figures", id="latest", className="govuk-visually-hidden")
    name = "gh-tiles gh-tiles--4" if len(tiles) <= IN_A_ROW else "gh-tiles"
    shown = html.Ul([_tile(one, judged) for one, judged in zip(tiles, judgements, strict=True)], className=name)
    return html.Section([title, shown], **{"aria-labelledby": "latest"})


def _tile(one: Standing, judged: Judgement) -> html.Li:
    words = [html.P(with_markers(one.change), className="gh-tile__change")]
    if one.later:
        words.append(html.P(with_markers(one.later), className="gh-small gh-quiet"))
    return html.Li(
        [
            html.H3(one.kpi.name, className="gh-tile__name"),
            html.P(one.period, className="gh-tile__period"),
            tile_value(one),
            html.Div(words),
            status_list(judged.statuses),
        ],
        className="gh-tile",
    )


def _empty(shown: Empty) -> html.Section:
    ways: list[Any] = []
    for place, way in enumerate(shown.ways):
        last = place == len(shown.ways) - 1
        name = f"{way.name[0].lower()}{way.name[1:]}" if place else way.name
        ways += ["" if place == 0 else " or " if last else ", ", html.A(name, href=way.href)]
    return section("figures", "Figures", empty(shown.title, shown.since, [*ways, "."]))


def _origins(origins: Sequence[Origin]) -> html.Section:
    """The first figure's origin in sight, the others on demand."""
    first, *others = origins
    lead = f"{first.name}, {first.period}"
    more = [details(f"{one.name}, {one.period}", _made_of(one)) for one in others]
    return section("origin", "What this figure is made of", [_made_of(first), *more], lead)


def _made_of(one: Origin) -> html.Dl:
    return pairs((term, [html.Div(line) for line in lines]) for term, lines in one.pairs)
