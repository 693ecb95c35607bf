"""Labels of limits, average and target at the right, and of the ranges before a re-basing over their bands."""

from dataclasses import replace

from figures.axis import Axis
from figures.labels import ROOMS, Label, Labels, Room, apart
from figures.lettering import width, wrapped
from figures.normal import PlacedNormal, Track
from figures.timeline import Timeline
from kpis.catalogue import Kpi
from kpis.wording import written

AWAY = 8
TALL = 300
"""Pixels from which a plot has room for the ranges of earlier stretches."""


def with_limits(
    kpi: Kpi, labels: Labels, normal: PlacedNormal, time: Timeline, axis: Axis, height: float, room: Room
) -> Labels:
    """The line's labels with those of what lies behind it; all beside the plot share its height."""
    if not normal.limits and not normal.targets:
        return labels
    named = _named(kpi, normal, time)
    last_x = time.x(time.last)
    places = [(text, axis.y(value, height)) for text, value in named]
    ends = [Label(last_x, y, y, "", (text,), quiet=True) for text, y in places]
    values = [replace(one, rest=(one.rest[0].split(" ")[0],)) for one in ends]
    last = normal.signal_at.get(time.last)
    said = [_told(one, last.words if last and room == "end" else "") for one in labels.wide]
    full = room == "end" and all(width(text) <= ROOMS["end"][0] - AWAY for text, _ in named)
    before = _before(kpi, normal, time, axis, height) if height >= TALL else []
    return Labels(
        (*_spread(said, ends if full else values, height), *before),
        _spread(labels.narrow, values, height),
    )


def _named(kpi: Kpi, normal: PlacedNormal, time: Timeline) -> list[tuple[str, float]]:
    """What each line at the right end is, with its value."""
    found: list[tuple[str, float]] = []
    reaching = [one for one in normal.limits if one.mean[-1][0] > time.last]
    for one in reaching:
        trial = ", trial" if one.trial else ""
        upper, lower = (runs[-1] if runs and runs[-1][-1][0] > time.last else () for runs in (one.upper, one.lower))
        lines = ((upper, f"upper limit{trial}"), (one.mean, f"average{trial}"), (lower, f"lower limit{trial}"))
        found += [(f"{_value(kpi, line)} {name}", line[-1][1]) for line, name in lines if line]
    return found + [(f"{text} target", line[-1][1]) for line, text in normal.targets if line[-1][0] > time.last]


def _value(kpi: Kpi, line: Track) -> str:
    return written(line[-1][1], kpi.unit, max(kpi.decimals, 1) if kpi.unit == "number" else kpi.decimals)


def _told(label: Label, words: str) -> Label:
    """The last value with what its signal is, in lines under it."""
    if not words or not label.beside:
        return label
    return replace(label, rest=("", *wrapped(words, ROOMS["end"][0] - AWAY, ROOMS["end"][0] - AWAY, 2)))


def _spread(own: tuple[Label, ...] | list[Label], ends: list[Label], height: float) -> tuple[Label, ...]:
    beside = [label for label in own if label.beside and label.x > 50]
    others = [label for label in own if label not in beside]
    # All begin where the bands end, so that no line runs into a text.
    return (*(replace(one, x=100.0) for one in apart([*beside, *ends], height)), *others)


def _before(kpi: Kpi, normal: PlacedNormal, time: Timeline, axis: Axis, height: float) -> list[Label]:
    """'Normal variation before: 64.5% to 73.0%' over each earlier band that is long enough for it."""
    found = []
    for one in normal.limits:
        if one.mean[-1][0] > time.last or not (one.lower and one.upper) or len(one.upper[0]) > 2:
            continue
        text = f"Normal variation before: {_value(kpi, one.lower[0])} to {_value(kpi, one.upper[0])}"
        start, end = time.x(one.mean[0][0]), time.x(one.mean[-1][0])
        y = axis.y(one.upper[0][0][1], height) - 13
        if (end - start) * 7 >= width(text) and y > 4:
            found.append(Label(start, y, y, "", (text,), beside=False, quiet=True))
    return found
