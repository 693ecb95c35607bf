"""One description of lines over time, from which both the SVG and the Plotly figure are drawn.

x is in per cent of the plot's width, y in pixels from its top, as the width is not known and the height is.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

from figures.axis import Axis
from figures.palette import OTHER, Style
from figures.timeline import Timeline
from kpis.markers import Marker, bracketed
from kpis.series import Point, Series
from kpis.stretches import broken_between

MANY = 48
"""With more periods than this, dots would touch; only those that stand alone are drawn."""

STEM_TOPS = (0.42, 0.28, 0.6, 0.14, 0.76)
"""Where a gap's dotted stem may end, as shares of the height from the top, best first."""

CLEAR = 16
"""Pixels from a marker's middle to the line, that it may be read."""

MARKER = 12
"""Half a marker's width in pixels, and a little air."""


class Spot(NamedTuple):
    """A point that has a value; a tuple, as there are hundreds and a dataclass takes four times as long to make."""

    place: int
    x: float
    y: float
    point: Point

    @property
    def partial(self) -> bool:
        """Whether only part of what it covers is in: drawn hollow (METHODS A5)."""
        return "p" in self.point.figure.markers


@dataclass(frozen=True)
class Line:
    """One series as it is drawn: `runs` are stretches without a gap or a break."""

    series: Series
    style: Style
    runs: tuple[tuple[Spot, ...], ...]

    @property
    def spots(self) -> list[Spot]:
        """Every point that has a value."""
        return [spot for run in self.runs for spot in run]

    @property
    def dotted(self) -> list[Spot]:
        """Those that get a dot: all if they are few, always the last, the partial and those that no line reaches.

        A grey line has none but the latter.
        """
        spots = self.spots
        if len(spots) <= MANY and self.style != OTHER:
            return spots
        alone = {run[0].place for run in self.runs if len(run) == 1}
        if self.style == OTHER:
            return [spot for spot in spots if spot.place in alone]
        return [spot for spot in spots if spot.place in alone or spot.partial or spot is spots[-1]]

    def heights(self, first: float, last: float) -> list[float]:
        """Where the line runs between two places, in pixels from the top: its points there, and where it enters."""
        found = [spot.y for spot in self.spots if first <= spot.x <= last]
        for run in self.runs:
            for one, following in pairwise(run):
                slope = (following.y - one.y) / (following.x - one.x)
                found += [one.y + slope * (x - one.x) for x in (first, last) if one.x < x < following.x]
        return found


@dataclass(frozen=True)
class Gap:
    """A stretch without values, all for one reason: dotted stems from `top` down, the marker over the middle one.

    `narrow` and `wide` say at which widths the marker has room.
    """

    indexes: tuple[int, ...]
    marker: str
    top: float = 0
    wide: bool = True
    narrow: bool = True

    @property
    def middle(self) -> int:
        """The period that carries the marker."""
        return self.indexes[len(self.indexes) // 2]

    @property
    def stems(self) -> tuple[int, ...]:
        """The periods with a stem: the ends and the middle, which is enough to see how long it lasts."""
        return tuple(dict.fromkeys((self.indexes[0], self.middle, self.indexes[-1])))


def drawn(series: Series, style: Style, time: Timeline, axis: Axis, height: float) -> Line:
    """The series in its place; it breaks where a period has no value and where figures are counted differently."""
    runs: list[list[Spot]] = []
    places, index_of = time.places, time.index
    high, scale = axis.high, height / (axis.high - axis.low)
    before = -2
    for point in series.points:
        value = point.figure.value
        if value is None:
            continue
        index = index_of[point.period]
        if index != before + 1 or broken_between(runs[-1][-1].point.figure, point.figure):
            runs.append([])
        runs[-1].append(Spot(index, places[index], round((high - value) * scale, 1), point))
        before = index
    return Line(series, style, tuple(tuple(run) for run in runs))


def gaps(line: Line, time: Timeline, height: float, room: float, narrow_room: float) -> list[Gap]:
    """Where the series says that a figure is missing.

    `room` and `narrow_room` are the plot's least widths in pixels on wide and on narrow pages.
    """
    if not line.runs:
        return []
    missing = _missing(line.series, time)
    reach = 100 * MARKER / narrow_room
    near = [line.heights(time.x(gap.middle) - reach, time.x(gap.middle) + reach) for gap in missing]
    common = _top([y for heights in near for y in heights], height)
    level = all(_clearance(common, heights, height) >= CLEAR for heights in near)
    shown = {room: -100.0, narrow_room: -100.0}
    result = []
    for gap, heights in zip(missing, near, strict=True):
        place = time.x(gap.middle)
        wide, narrow = (place - shown[width] > 200 * MARKER / width for width in (room, narrow_room))
        shown |= {room: place} if wide else {}
        shown |= {narrow_room: place} if narrow else {}
        result.append(replace(gap, top=common if level else _top(heights, height), wide=wide, narrow=narrow))
    return result


def _missing(series: Series, time: Timeline) -> list[Gap]:
    result: list[Gap] = []
    for point in series.points:
        if point.figure.value is not None:
            continue
        index, marker = time.index[point.period], bracketed(_first(point.figure.markers))
        if result and result[-1].marker == marker and result[-1].indexes[-1] == index - 1:
            result[-1] = replace(result[-1], indexes=(*result[-1].indexes, index))
        else:
            result.append(Gap((index,), marker))
    return result


def _first(markers: Sequence[Marker]) -> Marker:
    return markers[0] if markers else "x"


def _top(near: Sequence[float], height: float) -> float:
    tops = [round(share * height, 1) for share in STEM_TOPS]
    clear = (top for top in tops if _clearance(top, near, height) >= CLEAR)
    return next(clear, max(tops, key=lambda top: _clearance(top, near, height)))


def _clearance(top: float, near: Sequence[float], height: float) -> float:
    """Pixels from the middle of a marker over a stem to the line."""
    return min((abs(y - (top - 14)) for y in near), default=height)
