"""A KPI over time, placed: what the SVG and the Plotly figure are both written from."""

from collections.abc import Sequence
from dataclasses import dataclass

from figures.axis import Axis, value_axis
from figures.drawing import Gap, Line, drawn, gaps
from figures.labels import Labels, Naming, Room, end_label, end_labels, start_label
from figures.normal import NOTHING, Normal, PlacedNormal, placed, values_of
from figures.normal_labels import with_limits
from figures.normal_markup import HEAD as EVENTS_HEAD
from figures.palette import FOCUS, OTHER, SERIES
from figures.timeline import NARROW, Timeline, TimeTick, axis_name, time_ticks, timeline
from kpis.catalogue import Kpi
from kpis.markers import bracketed
from kpis.series import Series
from kpis.wording import period_name, value_text

MAIN = 330
"""Pixels of a page's main plot; from here on a plot has the whole width of the page."""

WIDE_ROOMS = (387, 278)
"""Pixels that the main plot and one of two beside each other have at least where the page is wide."""

LINE_EVERY = 44
"""Pixels between grid lines at least."""

MOST_NAMED = 4

HEAD = 10
"""Pixels over a plot, so that the topmost label and dot are not cut."""

ALONE = 0.2
"""How far the interval of a single period reaches to either side, in periods."""

Band = tuple[tuple[float, float, float], ...]
"""A run of places in time, each with the lower and the upper bound."""


@dataclass(frozen=True)
class Manner:
    """How a chart over time is to be drawn; `height` is that of the plot without its axis.

    `focus` is the key of the series in blue, the others grey; `whole_axis` shows percentages from 0 to 100 %;
    `interval` adds the 95 % interval of the series in focus or the first; `first_value` labels a single line's first
    point. `normal` adds limits, targets and events behind a single line. `room` is the right margin: 'end' for a value
    with its period or name, 'end-s' for a value; None chooses.
    """

    height: int = MAIN
    focus: str = ""
    whole_axis: bool = False
    interval: bool = False
    first_value: bool = False
    room: Room | None = None
    normal: Normal | None = None


@dataclass(frozen=True)
class Chart:
    """Everything that is shown, in its place; the line in focus is the last, so that it lies on top."""

    kpi: Kpi
    time: Timeline
    ticks: tuple[TimeTick, ...]
    axis: Axis
    lines: tuple[Line, ...]
    gaps: tuple[Gap, ...]
    bands: tuple[Band, ...]
    labels: Labels
    height: int
    room: Room
    wide: int
    normal: PlacedNormal = NOTHING

    @property
    def head(self) -> int:
        """Pixels over the plot: for its topmost label and dot, or for the words of dated events."""
        return EVENTS_HEAD if self.normal.events else HEAD


def chart(kpi: Kpi, series: Sequence[Series], manner: Manner) -> Chart:
    """The series placed; raises ValueError for more than four of them without one in focus."""
    if len(series) > len(SERIES) and not manner.focus:
        raise ValueError(f"{len(series)} lines cannot be told apart; four can, or one in focus, or small multiples")
    height = manner.height
    room: Room = manner.room or ("end" if height >= MAIN or len(series) > 1 else "end-s")
    wide = WIDE_ROOMS[0 if height >= MAIN else 1]
    time = timeline(series)
    bands = _bands(_main(series, manner), time) if manner.interval else ()
    axis = _axis(kpi, series, bands, manner, time)
    lines = _lines(series, manner, time, axis)
    normal = placed(kpi, manner.normal, lines[-1], time, axis) if manner.normal and lines else NOTHING
    alone = lines[-1:] if manner.focus or len(series) == 1 else ()
    return Chart(
        kpi=kpi,
        time=time,
        ticks=tuple(time_ticks(time, lambda period: axis_name(kpi, period), wide, NARROW)),
        axis=axis,
        lines=lines,
        gaps=tuple(gap for line in alone for gap in gaps(line, time, height, wide, NARROW)),
        bands=bands,
        labels=with_limits(kpi, _labels(kpi, lines, time, manner, room), normal, time, axis, height, room),
        height=height,
        room=room,
        wide=wide,
        normal=normal,
    )


def nothing(placed: Chart) -> str:
    """What stands in a plot without any value, with the markers that say why: 'No figures to show [x]'."""
    points = [point for line in placed.lines for point in line.series.points]
    markers = dict.fromkeys(bracketed(marker) for point in points for marker in point.figure.markers[:1])
    return " ".join(["No figures to show", *markers])


def _main(series: Sequence[Series], manner: Manner) -> Sequence[Series]:
    """The series in focus, or the first; none where there is none."""
    return [one for one in series if one.key == manner.focus] or series[:1]


def _axis(kpi: Kpi, series: Sequence[Series], bands: Sequence[Band], manner: Manner, time: Timeline) -> Axis:
    values = [point.figure.value for one in series for point in one.points]
    bounds = [bound for band in bands for _, *both in band for bound in both]
    beside = values_of(manner.normal, time) if manner.normal else []
    return value_axis(kpi, [*values, *bounds, *beside], manner.height // LINE_EVERY + 1, manner.whole_axis)


def _lines(series: Sequence[Series], manner: Manner, time: Timeline, axis: Axis) -> tuple[Line, ...]:
    if not manner.focus:
        pairs = list(zip(series, SERIES, strict=False))
    else:
        # The one in focus last: it is drawn over the others.
        ordered = sorted(series, key=lambda one: one.key == manner.focus)
        pairs = [(one, FOCUS if one.key == manner.focus else OTHER) for one in ordered]
    return tuple(drawn(one, style, time, axis, manner.height) for one, style in pairs)


def _bands(series: Sequence[Series], time: Timeline) -> tuple[Band, ...]:
    """Stretches of periods whose value has an interval; one that stands alone is given a width."""
    runs: list[list[tuple[float, float, float]]] = []
    for point in (point for one in series for point in one.points):
        low, high = point.figure.lower, point.figure.upper
        if point.figure.value is None or low is None or high is None:
            continue
        place = time.index[point.period]
        if runs and runs[-1][-1][0] == place - 1:
            runs[-1].append((place, low, high))
        else:
            runs.append([(place, low, high)])
    return tuple(_widened(run) for run in runs)


def _widened(run: list[tuple[float, float, float]]) -> Band:
    if len(run) > 1:
        return tuple(run)
    place, low, high = run[0]
    return ((place - ALONE, low, high), (place + ALONE, low, high))


def _labels(kpi: Kpi, lines: Sequence[Line], time: Timeline, manner: Manner, room: Room) -> Labels:
    naming = Naming(
        value=lambda point: value_text(kpi, point.figure),
        period=lambda point: period_name(kpi, point.period),
    )
    if len(lines) > 1:
        quiet = [line for line in lines if line.style == OTHER]
        named = lines if len(lines) <= MOST_NAMED else lines[-1:]
        return end_labels(named, time, manner.height, naming, quiet)
    if not lines:
        return Labels((), ())
    found = end_label(lines[0], time, manner.height, room, naming)
    first = start_label(lines[0], manner.height, naming) if manner.first_value else None
    return Labels((*found.wide, first), (*found.narrow, first)) if first else found
