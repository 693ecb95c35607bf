"""The sections of a service's page: a KPI over time, channels, cost, satisfaction, segments."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dash import html

from figures.chart import MAIN, Manner
from figures.multiples import multiples
from figures.normal import Normal
from figures.trend import trend as draw_trend
from layouts.anatomy import section
from layouts.bars import bar_chart
from layouts.chart import Words, chart, foot, plot, table_of_values
from layouts.table import dense_table
from views.service_channels import ChannelMix
from views.service_costs import Bars, Costs
from views.service_satisfaction import Satisfaction
from views.service_trends import Trend
from views.standing import trend_words

SECOND = 240
"""Pixels of a plot that follows the page's main one."""

HALF = 200
"""Pixels of a plot beside another."""


def trend_section(trend: Trend, first: bool) -> html.Section:
    """One KPI over time; the first of the page is the tallest."""
    body = trend_chart(trend, Manner(height=MAIN if first else SECOND))
    return section(trend.key, trend.heading, body)


def trend_chart(trend: Trend, manner: Manner) -> html.Figure:
    """The line with its sentence and every value; one period alone is no line, and its values stand in its place."""
    if len(trend.line.points) == 1:
        words = Words(trend.title, trend.subtitle, trend.notes, trend.file)
        return chart(words, html.Div(dense_table(trend.table), className="gh-after"))
    if trend.judged:
        found = trend.judged
        manner = replace(manner, normal=Normal(found.variation, found.targets, found.events))
    picture = draw_trend(trend.kpi, [trend.line], prefix=trend.key, label=trend.label, manner=manner)
    notes = (*trend.notes, f"Axis starts at {picture.starts_at}" if picture.starts_at else "")
    return chart(Words(trend.title, trend.subtitle, notes, trend.file), picture, trend.table)


def channels_section(mix: ChannelMix) -> html.Section:
    """One panel for each channel, all on one scale."""
    labels = [f"{panel.line.name}: {trend_words(mix.kpi, panel.line)}" for panel in mix.panels]
    pictures = multiples(mix.kpi, [panel.line for panel in mix.panels], prefix="channel", labels=labels)
    panels = [
        html.Li([html.H4(panel.line.name), html.P(panel.words, className="gh-multiples__say"), plot(picture)])
        for panel, picture in zip(mix.panels, pictures, strict=True)
    ]
    words = Words(mix.title, mix.subtitle, mix.notes, mix.file)
    return section("channels", "Channels", _multiples(words, panels, mix))


def cost_section(costs: Costs) -> html.Section:
    """The cost over time, and beside it that of each channel if it is known."""
    line = trend_chart(costs.trend, Manner(height=HALF, first_value=True, room="end-s"))
    beside = bar_chart(costs.channels) if costs.channels else None
    return section("cost", "Cost", _beside(line, beside))


def satisfaction_section(shown: Satisfaction) -> html.Section:
    """The answers of the newest period, the share satisfied over time, and the older score apart from both."""
    line = trend_chart(shown.trend, Manner(height=HALF, room="end-s"))
    answers = bar_chart(shown.answers, pale=_pale(shown.answers)) if shown.answers else None
    parts: list[Any] = [_beside(answers or line, line if answers else None)]
    if shown.score:
        parts.append(html.P(shown.score, className="gh-small gh-measure gh-after"))
    return section("satisfaction", "Satisfaction", parts)


def segments_sections(segments: Sequence[tuple[str, Bars]]) -> list[html.Section]:
    """One section for each way the service is split, with a chart for each KPI that is."""
    kinds = dict.fromkeys(kind for kind, _ in segments)
    return [
        section(f"by-{kind}", f"By {kind}", [bar_chart(bars) for other, bars in segments if other == kind])
        for kind in kinds
    ]


def _multiples(words: Words, panels: list[html.Li], mix: ChannelMix) -> html.Figure:
    title = html.H3(words.title, className="gh-chart__title")
    caption = html.Figcaption([title, html.P(words.subtitle, className="gh-chart__sub")])
    many = html.Ul(panels, className="gh-multiples gh-multiples--3")
    return html.Figure([caption, many, foot(words), table_of_values(mix.table)], className="gh-chart")


def _beside(first: html.Figure, second: html.Figure | None) -> Any:
    return html.Div([first, second], className="gh-cols gh-cols--2") if second is not None else first


def _pale(answers: Bars) -> tuple[bool, ...]:
    """The two levels that count as satisfied are blue, the others grey."""
    return tuple(place > 1 for place in range(len(answers.bars)))
