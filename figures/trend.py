"""One KPI over time as a picture: one line, up to four, or one in focus among any number of others."""

from collections.abc import Sequence

from figures import markup
from figures.chart import Chart, Manner, chart, nothing
from figures.labels import ROOMS
from figures.normal_markup import behind, events, marks
from figures.picture import Picture
from figures.plot import plot
from figures.svg import FOOT, frame, grid, stretched, time_axis, words
from kpis.catalogue import Kpi
from kpis.series import Series


def trend(
    kpi: Kpi,
    series: Sequence[Series],
    *,
    prefix: str,
    label: str,
    manner: Manner | None = None,
    description: str = "",
) -> Picture:
    """The KPI over time; gaps stay gaps. `prefix` makes ids unique on the page, `label` says what the picture shows.

    With a `description` the label is its title, and all that the line says is in the description.

    Raises ValueError for more than four series without one in focus, as they could not be told apart.
    """
    placed = chart(kpi, series, manner or Manner())
    height = placed.head + placed.height + FOOT
    svg = frame(_content(placed), prefix, label, height, f"gh-plot--y gh-plot--{placed.room}", description)
    return Picture(svg, plot(placed, prefix), label, height, placed.axis.starts_at)


def _content(placed: Chart) -> str:
    height, time, axis = placed.height, placed.time, placed.axis
    areas = [[(time.x(at), axis.y(low, height), axis.y(high, height)) for at, low, high in run] for run in placed.bands]
    paths = markup.band(areas) + behind(placed.normal, time, axis, height)
    paths += "".join(markup.path(line) for line in placed.lines)
    parts = [
        grid(axis, height),
        stretched(paths, height) if paths else "",
        markup.stems(placed.gaps, time, height),
        events(placed.normal, time, height, placed.wide, ROOMS[placed.room][0]),
        *(markup.dots(line, without=placed.normal.signal_at) for line in placed.lines),
        *(marks(placed.normal, line) for line in placed.lines[-1:]),
        markup.labels(placed.labels.wide, placed.labels.narrow),
        time_axis(time, placed.ticks, height),
    ]
    if not any(line.runs for line in placed.lines):
        parts.append(words(nothing(placed), "50%", height / 2, "m q on-pale"))
    return f'<svg y="{placed.head}" width="100%" height="{height}" overflow="visible">{"".join(parts)}</svg>'
