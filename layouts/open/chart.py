"""A public chart: the interactive pages' own picture as SVG, with a title and a description inside it."""

from typing import Any

from dash import html

from figures.chart import Manner
from figures.trend import trend
from layouts.chart import Words, chart
from layouts.parts import Plot
from layouts.table import dense_table
from views.open.charts import OpenChart

FIRST = 280
SECOND = 200


def public_chart(shown: OpenChart, height: int = FIRST, level: int = 3, table: bool = True) -> html.Figure:
    """The line with its sentence and every value; one period alone is no line, so its values stand in its place."""
    words = Words(shown.title, shown.subtitle, shown.notes)
    if len(shown.line.series.points) == 1:
        return chart(words, html.Div(dense_table(shown.table), className="gh-after"), level=level)
    picture = drawn(shown, height)
    return chart(words, picture, shown.table if table else None, level=level)


def drawn(shown: OpenChart, height: int) -> Plot:
    """The picture alone. Shares from 0 to 100 %, so that a small change looks small; what is normal stands in words."""
    manner = Manner(height=height, whole_axis=True, first_value=True, room="end-s")
    picture: Any = trend(
        shown.line.kpi,
        [shown.line.series],
        prefix=shown.key,
        label=shown.label,
        manner=manner,
        description=shown.description,
    )
    return Plot(picture.svg)
