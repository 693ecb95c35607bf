"""Normal variation behind a line, placed: bands and limits by stretch, signals, targets and dated events.

Both the SVG and the Plotly figure are written from it. x counts periods, y is a value.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Literal

from figures.axis import Axis
from figures.drawing import Line
from figures.timeline import Timeline
from kpis.catalogue import Kpi
from kpis.notes import Annotation, Target
from kpis.targets import in_force, target_text
from kpis.variation import Variation, value_range
from kpis.verdict import signal_words

EDGE = 0.4
"""How far limits reach beyond their first and last period, in periods."""

Mark = Literal["concern", "better", "neutral"]
Track = tuple[tuple[float, float], ...]
"""A line across periods: (place, value)."""


@dataclass(frozen=True)
class Normal:
    """What is known about a series beside its figures."""

    variation: Variation
    targets: tuple[Target, ...] = ()
    events: tuple[Annotation, ...] = ()


@dataclass(frozen=True)
class Limits:
    """One stretch: its band (place, lower, upper) clipped to the axis, and the lines that are drawn of it.

    `trial`: no band, as these limits judge nothing yet. `lower` and `upper` are in runs, as a limit
    that varies may lie beyond what can be in some periods and is not drawn there.
    """

    band: tuple[tuple[float, float, float], ...]
    mean: Track
    lower: tuple[Track, ...]
    upper: tuple[Track, ...]
    trial: bool


@dataclass(frozen=True)
class Event:
    """A dated line: `bold` says what happened, `quiet` that limits were made anew; one of them may be ''."""

    x: float
    day: date
    bold: str
    quiet: str = ""


@dataclass(frozen=True)
class Signal:
    """A point that is more than normal variation, and how it is marked."""

    place: int
    mark: Mark
    words: str


@dataclass(frozen=True)
class PlacedNormal:
    """Everything that is drawn of it."""

    limits: tuple[Limits, ...]
    targets: tuple[tuple[Track, str], ...]
    events: tuple[Event, ...]
    signals: tuple[Signal, ...]

    @property
    def signal_at(self) -> dict[int, Signal]:
        """Place and signal."""
        return {signal.place: signal for signal in self.signals}


NOTHING = PlacedNormal((), (), (), ())


def values_of(normal: Normal, time: Timeline) -> list[float | None]:
    """What the axis must hold beside the figures: limits, means and targets."""
    targets = [held.value for period in time.periods if (held := in_force(normal.targets, period))]
    return [*limits_of(normal, time), *targets]


def limits_of(normal: Normal, time: Timeline) -> list[float | None]:
    """Every mean and limit in that time."""
    judged = [found for period in time.periods if (found := normal.variation.at(period))]
    return [value for one in judged for value in (one.mean, one.lower, one.upper)]


def placed(kpi: Kpi, normal: Normal, line: Line, time: Timeline, axis: Axis) -> PlacedNormal:
    """It in its place on this axis."""
    return PlacedNormal(
        tuple(_limits(kpi, normal.variation, time, axis)),
        tuple(_targets(kpi, normal.targets, time)),
        tuple(_events(normal, time)),
        tuple(_signals(kpi, normal.variation, line)),
    )


def _limits(kpi: Kpi, variation: Variation, time: Timeline, axis: Axis) -> Iterable[Limits]:
    low, high = value_range(kpi)
    floor, ceiling = max(low, axis.low), min(high, axis.high)
    for stretch in variation.stretches:
        periods = variation.periods[stretch.first : stretch.last + 1]
        found = [(time.index[one], variation.at(one)) for one in periods if one in time.index]
        judged = [(place, one) for place, one in found if one]
        if not judged:
            continue
        band = [
            (p, floor if one.lower is None else one.lower, ceiling if one.upper is None else one.upper)
            for p, one in judged
        ]
        yield Limits(
            () if stretch.trial else _widened(band),
            _track([(place, one.mean) for place, one in judged]),
            _runs([(place, one.lower) for place, one in judged]),
            _runs([(place, one.upper) for place, one in judged]),
            stretch.trial,
        )


def _widened(band: Sequence[tuple[float, float, float]]) -> tuple[tuple[float, float, float], ...]:
    (first, *start), (last, *end) = band[0], band[-1]
    level = len({(low, high) for _, low, high in band}) == 1
    inner = () if level else band
    return ((first - EDGE, start[0], start[1]), *inner, (last + EDGE, end[0], end[1]))


def _track(points: Sequence[tuple[float, float]]) -> Track:
    """The line, a little longer than its points; two ends are enough where it is level."""
    (first, start), (last, end) = points[0], points[-1]
    inner = points if len({value for _, value in points}) > 1 else ()
    return ((first - EDGE, start), *inner, (last + EDGE, end))


def _runs(points: Sequence[tuple[int, float | None]]) -> tuple[Track, ...]:
    """The stretches of a limit that are drawn."""
    together = (list(run) for there, run in groupby(points, key=lambda point: point[1] is not None) if there)
    return tuple(_track([(place, value) for place, value in run if value is not None]) for run in together)


def _targets(kpi: Kpi, targets: Sequence[Target], time: Timeline) -> Iterable[tuple[Track, str]]:
    for target in targets:
        places = [place for place, period in enumerate(time.periods) if in_force(targets, period) == target]
        if places:
            yield _track([(place, target.value) for place in places]), target_text(kpi, target)


def _events(normal: Normal, time: Timeline) -> list[Event]:
    """Annotations on their days, and re-basings where the new limits begin; both of one day are one event."""
    found = [Event(_place(time, one.day), one.day, one.text) for one in normal.events]
    for stretch in normal.variation.stretches:
        period = normal.variation.periods[stretch.first]
        if period not in time.index or not (stretch.opened or stretch.break_):
            continue
        day = stretch.opened.day if stretch.opened else period.start
        words = f"Limits {'re-based' if stretch.opened else 'begin anew'} from {period.label}"
        same = next((place for place, one in enumerate(found) if one.day == day), None)
        if same is None:
            found.append(Event(time.index[period] - 0.5, day, "", words))
        else:
            found[same] = Event(time.index[period] - 0.5, day, found[same].bold, words)
    return sorted((one for one in found if -0.5 <= one.x <= time.last + 0.5), key=lambda one: one.x)


def _place(time: Timeline, day: date) -> float:
    """Where a day stands: a period's figure is in its middle; -1 for a day that is not on the axis."""
    for place, period in enumerate(time.periods):
        if period.start <= day <= period.end:
            return round(place - 0.5 + (day - period.start).days / ((period.end - period.start).days + 1), 3)
    return -1.0


def _signals(kpi: Kpi, variation: Variation, line: Line) -> Iterable[Signal]:
    for spot in line.spots:
        judged = variation.at(spot.point.period)
        if judged is None or not judged.rule:
            continue
        good = kpi.better and (kpi.better == "higher") == (judged.side > 0)
        mark: Mark = "neutral" if kpi.better is None else "better" if good else "concern"
        yield Signal(spot.place, mark, signal_words(judged))
