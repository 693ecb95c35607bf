"""A sparkline: how one figure moved, in a tile or in a cell of a table."""

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from figures import markup
from figures.axis import LEAST_SPAN, Axis, Scaled, Tick
from figures.drawing import drawn
from figures.normal import NOTHING, Normal, limits_of, placed
from figures.normal_markup import bands, last_mark
from figures.palette import FOCUS
from figures.picture import Picture
from figures.svg import stretched
from figures.timeline import Timeline, timeline
from kpis.catalogue import Kpi
from kpis.periods import Period
from kpis.series import Series

TILE = 56
CELL = 28
INSET = 2.5
PAD = 3.0
"""Pixels kept free over and under the line, for its stroke and its last dot."""

POINTS_IN_CELL = 0.09
"""The least span of percentages in a table: 9 percentage points, so that noise stays small."""


def spark(
    scaled: Scaled,
    series: Series,
    *,
    height: int = TILE,
    label: str = "",
    periods: Sequence[Period] = (),
    normal: Normal | None = None,
    kpi: Kpi | None = None,
) -> Picture:
    """The series as a line without axis; percentages between their own ends, money and counts from zero.

    `periods` is the time to show, if not the series' own, so that the cells of a column share one. Without a `label`
    it is hidden from screen readers: then the words beside it must say what it shows. `normal` puts the band of normal
    variation of that `kpi` behind the line and marks its last point in the shape of its signal.
    """
    if periods:
        time = Timeline(tuple(periods), INSET)
        series = replace(series, points=tuple(point for point in series.points if point.period in time.index))
    else:
        time = timeline([series], INSET)
    axis = _axis(scaled, series, time, height, normal)
    line = drawn(series, FOCUS, time, axis, height)
    beside = placed(kpi, normal, line, time, axis) if normal and kpi else NOTHING
    base = f'<line class="g-base" x1="0" x2="100%" y1="{height - 0.5}" y2="{height - 0.5}"/>'
    paths = bands(beside, time, axis, height) + markup.path(line)
    parts = [
        base if scaled.unit != "percent" and line.runs else "",
        stretched(paths, height) if paths else "",
        last_mark(beside, line) or markup.last_dot(line, alone=1.5),
    ]
    named = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true" focusable="false"'
    svg = f'<svg class="gh-spark" {named} height="{height}">{"".join(parts)}</svg>'
    return Picture(svg, None, label, height)


def _axis(scaled: Scaled, series: Series, time: Timeline, height: int, normal: Normal | None) -> Axis:
    values = [point.figure.value for point in series.points if point.figure.value is not None]
    if normal:
        values += [value for value in limits_of(normal, time) if value is not None]
    foot = 0.5 if scaled.unit != "percent" else PAD
    low, high = _range(scaled, values, height)
    span = (high - low) / (height - PAD - foot)
    return Axis((Tick(low - foot * span, ""), Tick(high + PAD * span, "")))


def _range(scaled: Scaled, values: list[float], height: int) -> tuple[float, float]:
    if scaled.unit != "percent":
        low, high = min(0.0, *values, 0.0), max(0.0, *values, 0.0)
        return (low, high) if high - low > LEAST_SPAN else (0.0, 1.0)
    if not values:
        return 0.0, 1.0
    # In a tile half a step of the trend's own axis; both keep noise from looking like news.
    least = POINTS_IN_CELL if height <= CELL else 10.0**-scaled.decimals / 2
    lacking = max(0.0, least - (max(values) - min(values)))
    return min(values) - lacking / 2, max(values) + lacking / 2
