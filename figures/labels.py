"""Labels at line ends: the value and, where there are several lines, the name; none lies over another."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from figures.drawing import Line, Spot
from figures.lettering import LEADING, shortened, width, wrapped
from figures.timeline import NARROW, Timeline
from kpis.series import Point

Room = Literal["end", "end-s"]
ROOMS: dict[Room, tuple[int, int]] = {"end": (148, 52), "end-s": (74, 58)}
"""Right margin in pixels on wide and narrow pages: the classes gh-plot--end and gh-plot--end-s."""

AWAY, MOVED_AWAY = 8, 14
"""Pixels from the line's end to its label, and where leaders show which line is meant."""

SLIGHT = 6
"""Pixels that a label may be moved without a leader."""

PLACES = (-16, 18, -32, 34)
"""Pixels from a point to a label over or under it, the nearest first."""

CLEAR = 12
"""Pixels from the middle of such a label to the line."""

WIDE = 278
"""Pixels that a plot has at least where the page is wide."""

MOST = 3
"""Lines of text in a label."""


@dataclass(frozen=True)
class Label:
    """Text beside or over a point: `bold` first, then `rest` in lines.

    `y` is the middle of its first line, `at` that of the point it speaks of. `beside`: right of the plot, `away` pixels
    from it, else over or under the point, inside the plot. `start`: it begins at its place instead of ending there.
    """

    x: float
    y: float
    at: float
    bold: str
    rest: tuple[str, ...] = ()
    beside: bool = True
    start: bool = True
    quiet: bool = False
    away: int = AWAY

    @property
    def moved(self) -> bool:
        """Whether another label pushed it so far that a leader is needed."""
        return self.beside and abs(self.y - self.at) > SLIGHT


@dataclass(frozen=True)
class Labels:
    """The labels for wide and for narrow pages."""

    wide: tuple[Label, ...]
    narrow: tuple[Label, ...]


@dataclass(frozen=True)
class Naming:
    """How values and periods are written in labels."""

    value: Callable[[Point], str]
    period: Callable[[Point], str]


def end_label(line: Line, time: Timeline, height: float, room: Room, naming: Naming) -> Labels:
    """The last value of the only line; with its period where there is room for it."""
    if not line.runs:
        return Labels((), ())
    spot = line.spots[-1]
    value = naming.value(spot.point)
    dated = f"{naming.period(spot.point)}: {value}"
    texts = {True: dated if room == "end" or spot.place < time.last else value, False: value}
    found = []
    for wide, text in texts.items():
        margin = ROOMS[room][0 if wide else 1] - AWAY
        fitting = text if width(text, bold=True) <= margin else value
        if spot.place == time.last and width(fitting, bold=True) <= margin:
            found.append(Label(spot.x, spot.y, spot.y, fitting))
        else:
            start = spot.x < 30
            y = _over(line, spot, text, height, start, WIDE if wide else NARROW)
            found.append(Label(spot.x, y, spot.y, text, beside=False, start=start))
    return Labels(*((label,) for label in found))


def start_label(line: Line, height: float, naming: Naming) -> Label | None:
    """The first value, over or under its point; None where the line is too short to need it."""
    if len(line.spots) < 3:
        return None
    spot = line.spots[0]
    text = naming.value(spot.point)
    return Label(spot.x, _over(line, spot, text, height, start=True, room=NARROW), spot.y, text, beside=False)


def end_labels(lines: Sequence[Line], time: Timeline, height: float, naming: Naming, quiet: Sequence[Line]) -> Labels:
    """Value and name of several lines, right of the plot; narrow pages have the names inside, over the line's end."""
    ending = [line for line in lines if line.runs]
    wide = [_named(line, time, naming, line in quiet) for line in ending]
    short = [Label(label.x, label.at, label.at, label.bold, quiet=label.quiet) for label in wide]
    narrow = apart(short, height)
    names = [
        Label(label.x - 1, label.y - 8, label.at, "", (shortened(line.series.name, 110),), False, False, label.quiet)
        for label, line in zip(narrow, sorted(ending, key=lambda line: line.spots[-1].y), strict=True)
    ]
    return Labels(tuple(apart(wide, height)), (*narrow, *names))


def _named(line: Line, time: Timeline, naming: Naming, quiet: bool) -> Label:
    spot = line.spots[-1]
    value = naming.value(spot.point)
    ended = "" if spot.place == time.last else f" ({naming.period(spot.point)})"
    room = ROOMS["end"][0] - MOVED_AWAY
    first = room - width(f"{value} ", bold=True)
    text = wrapped(f"{line.series.name}{ended}", room, first, MOST)
    return Label(time.x(time.last), spot.y, spot.y, value, text, quiet=quiet)


def apart(labels: Sequence[Label], height: float) -> list[Label]:
    """The labels moved no further than needed, in the order of the values that they speak of."""
    order = sorted(labels, key=lambda label: label.at)
    tall = [LEADING * max(1, len(label.rest)) for label in order]
    tops = _spread([label.at - LEADING / 2 for label in order], tall, -LEADING / 2, height + LEADING / 2)
    moved = [replace(label, y=round(top + LEADING / 2, 1)) for label, top in zip(order, tops, strict=True)]
    away = MOVED_AWAY if any(abs(label.y - label.at) > SLIGHT for label in moved) else AWAY
    return [replace(label, away=away) for label in moved]


def _spread(wanted: Sequence[float], tall: Sequence[float], top: float, foot: float) -> list[float]:
    """Places for blocks of those heights, in that order: blocks that would overlap share the way they have to move."""
    groups: list[tuple[float, list[int]]] = []
    for index in range(len(wanted)):
        members = [index]
        start = _start(members, wanted, tall, top, foot)
        while groups and groups[-1][0] + sum(tall[member] for member in groups[-1][1]) > start:
            members = [*groups.pop()[1], *members]
            start = _start(members, wanted, tall, top, foot)
        groups.append((start, members))
    return [
        start + sum(tall[earlier] for earlier in members[:place])
        for start, members in groups
        for place in range(len(members))
    ]


def _start(members: list[int], wanted: Sequence[float], tall: Sequence[float], top: float, foot: float) -> float:
    """Where a stack of blocks begins that is on average where they want to be, within top and foot."""
    starts = [wanted[member] - sum(tall[earlier] for earlier in members[:i]) for i, member in enumerate(members)]
    return max(top, min(sum(starts) / len(starts), foot - sum(tall[member] for member in members)))


def _over(line: Line, spot: Spot, text: str, height: float, start: bool, room: float) -> float:
    """The middle of a text over or under the point: the nearest place that the line leaves free."""
    reach = 100 * width(text, bold=True) / room
    heights = line.heights(*((spot.x, spot.x + reach) if start else (spot.x - reach, spot.x)))

    def free(y: float) -> float:
        return min(abs(y - other) for other in heights)

    places = [y for y in (spot.y + away for away in PLACES) if 2 <= y <= height - 8] or [spot.y]
    return next((y for y in places if free(y) >= CLEAR), max(places, key=free))
