"""Councils over time: small multiples on one scale, or all together where there are too many councils."""

from typing import Any

from dash import html

from figures.multiples import multiples
from figures.trend import trend
from kpis.catalogue import Kpi
from layouts.chart import Words, chart
from layouts.parts import Plot
from views.compare import OverTime


def over_time(kpi: Kpi, view: OverTime) -> list[Any]:
    """A panel for each council, with a sentence first where not all can be shown."""
    before = [html.P(view.instead, className="gh-section__lead")] if view.instead else []
    if view.series:
        return [*before, _panels(kpi, view)]
    return [*before, _alone(kpi, view)] if view.reference else before


def _panels(kpi: Kpi, view: OverTime) -> html.Figure:
    pictures = multiples(kpi, view.series, prefix="over-time", labels=view.labels, shared=view.reference)
    panels = [
        html.Li(
            [
                html.P(line.name, className="gh-multiples__name"),
                html.P(says, className="gh-multiples__say"),
                Plot(picture.svg),
            ]
        )
        for line, says, picture in zip(view.series, view.says, pictures, strict=True)
    ]
    starts_at = pictures[0].starts_at
    notes = (*view.notes, f"Axis starts at {starts_at}") if starts_at else view.notes
    words = Words(view.title, view.subtitle, notes, view.file)
    return chart(words, html.Ul(panels, className="gh-multiples gh-after"), view.table)


def _alone(kpi: Kpi, view: OverTime) -> html.Figure:
    picture = trend(kpi, [view.reference] if view.reference else [], prefix="over-time", label=view.title)
    notes = (*view.notes, f"Axis starts at {picture.starts_at}") if picture.starts_at else view.notes
    return chart(Words(view.title, view.subtitle, notes, view.file), picture, view.table)
