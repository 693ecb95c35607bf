"""Normal variation as SVG: bands, limits, targets and events behind a line, and its signals on top."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from figures.axis import Axis
from figures.drawing import Line, Spot
from figures.lettering import width
from figures.markup import band
from figures.normal import Event, Limits, Mark, PlacedNormal, Track
from figures.svg import short, track, words
from figures.timeline import NARROW, Timeline
from kpis.periods import containing, long_date

NARROW_MARGIN = 52
"""Pixels at the right of a plot on a narrow page."""

Fit = Literal["words", "date", ""]

HEAD = 40
"""Pixels over a plot with dated events: two lines of text."""

SHAPES: dict[Mark, tuple[str, str]] = {
    "concern": ("g-signal", "M0-{0}L{0} 0 0 {0}-{0} 0z"),
    "neutral": ("g-neutral", "M-{0}-{0}H{0}V{0}H-{0}z"),
}
"""Diamond for a concern, square where neither side is good; a ring for better."""

SIZES = {"concern": (6, 8), "neutral": (4, 5)}
RINGS = (4, 5.5)
"""Half a mark's width in pixels, within the line and at its end."""


def behind(normal: PlacedNormal, time: Timeline, axis: Axis, height: float) -> str:
    """Bands and lines; stands in a stretched box under the series."""
    lines = [_lines(one, time, axis, height) for one in normal.limits]
    targets = [_path("g-target", one, time, axis, height) for one, _ in normal.targets]
    return "".join([bands(normal, time, axis, height), *lines, *targets])


def bands(normal: PlacedNormal, time: Timeline, axis: Axis, height: float) -> str:
    """The areas of normal variation alone."""
    return band(
        [(time.x(at), axis.y(low, height), axis.y(high, height)) for at, low, high in one.band]
        for one in normal.limits
        if one.band
    )


def _lines(one: Limits, time: Timeline, axis: Axis, height: float) -> str:
    drawn = [("g-mean", one.mean), *(("g-limit", run) for run in (*one.lower, *one.upper))]
    return "".join(_path(css, line, time, axis, height) for css, line in drawn)


def _path(css: str, line: Track, time: Timeline, axis: Axis, height: float) -> str:
    places = [(time.x(at), axis.y(value, height)) for at, value in line]
    return f'<path class="{css}" d="{track(places)}"/>'


def marks(normal: PlacedNormal, line: Line) -> str:
    """The signals, each in its shape; the last point's is larger."""
    found = normal.signal_at
    last = line.spots[-1] if line.runs else None
    return "".join(_mark(found[spot.place].mark, spot, spot is last) for spot in line.spots if spot.place in found)


def last_mark(normal: PlacedNormal, line: Line) -> str:
    """For small plots: the last point in the shape of its signal; '' if it is none."""
    last = line.spots[-1] if line.runs else None
    found = normal.signal_at.get(last.place) if last else None
    return _mark(found.mark, last, last=False) if found and last else ""


def _mark(mark: Mark, spot: Spot, last: bool) -> str:
    at, y = f"{short(spot.x)}%", short(spot.y, 1)
    if mark == "better":
        return f'<circle class="g-good" cx="{at}" cy="{y}" r="{RINGS[last]}"/>'
    css, shape = SHAPES[mark]
    return f'<svg x="{at}" y="{y}" overflow="visible"><path class="{css}" d="{shape.format(SIZES[mark][last])}"/></svg>'


def events(normal: PlacedNormal, time: Timeline, height: float, room: float, margin: float) -> str:
    """Dotted lines with what happened over them; the date alone, or nothing, where words would touch."""
    wide = fitting(normal.events, time, room, margin)
    narrow = fitting(normal.events, time, NARROW, words_fit=False)
    return "".join(_event(one, time, height, wide, narrow) for one in normal.events)


def _event(event: Event, time: Timeline, height: float, wide: Fit, narrow: Fit) -> str:
    at = f"{short(time.x(event.x))}%"
    parts = [f'<line class="g-event" x1="{at}" x2="{at}" y1="{-HEAD + 22}" y2="{short(height)}"/>']
    if narrow == "date":
        parts.append(words(brief(event), at, -HEAD + 16, "b m narrow"))
    if wide == "date":
        parts.append(words(brief(event), at, -HEAD + 16, "b m wide"))
    if wide == "words":
        css, away = ("e ", -8) if time.x(event.x) > 50 else ("", 8)
        lines = [(text, kind) for text, kind in ((told(event), "b"), (event.quiet, "q")) if text]
        parts += [
            words(text, at, -HEAD + 16 + 18 * row, f"{css}{kind} wide", away) for row, (text, kind) in enumerate(lines)
        ]
    return "".join(parts)


def told(event: Event) -> str:
    """'10 September 2024: new form launched'; '' where nothing happened but a re-basing."""
    return f"{long_date(event.day)}: {event.bold[0].lower()}{event.bold[1:]}" if event.bold else ""


def brief(event: Event) -> str:
    """The month of an event: 'Sept 2024'; the notes under the chart tell the rest."""
    return containing(event.day, "month").short


def fitting(
    found: Sequence[Event], time: Timeline, room: float, margin: float = NARROW_MARGIN, words_fit: bool = True
) -> Fit:
    """What has room over every line on a page whose plot has so many pixels, and `margin` more at its right."""
    places = [time.x(event.x) * room / 100 for event in found]
    extents = [_extent(event, x, x > room / 2) for event, x in zip(found, places, strict=True)]
    if words_fit and not _touching(extents, room + margin):
        return "words"
    halves = [width(brief(event), bold=True) / 2 + 3 for event in found]
    dates = [(x - half, x + half) for x, half in zip(places, halves, strict=True)]
    return "" if _touching(dates, room + margin) else "date"


def _extent(event: Event, x: float, before: bool) -> tuple[float, float]:
    length = max(width(told(event), bold=True), width(event.quiet)) + 16
    return (x - length, x) if before else (x, x + length)


def _touching(extents: Sequence[tuple[float, float]], last: float) -> bool:
    """Whether two touch, or one leaves the picture: 46 pixels before the plot, or its last pixel."""
    outside = any(start < -46 or end > last for start, end in extents)
    return outside or any(one[1] > other[0] for one, other in pairwise(extents))
