"""A funnel plot: each council's share against how many it counted, with limits around the group's share."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import log10

from figures.axis import Axis, value_axis
from figures.funnel_labels import Mark, Text, end_texts, names
from figures.lettering import width
from kpis.catalogue import Kpi
from kpis.funnel import NOT_DISTINGUISHABLE, Limits
from kpis.group_funnel import GroupFunnel, InFunnel
from kpis.wording import written

HEIGHT = 340
HEAD = 26
"""Pixels over the plot, for diamonds and names at 100%."""

FOOT = 48
"""Pixels under it, for the axis and its name."""

INSET = 3.0
"""Per cent of the width that stays free at either side."""

STEPS = 40
"""Pieces that a limit is drawn of."""

WIDE, NARROW = 387, 186
"""Pixels of the plot at least, on wide and narrow pages."""

Place = tuple[float, float]


@dataclass(frozen=True)
class Curve:
    """One limit: `outer` 99.8%; `plain` not widened. Its places are per cent of the width and pixels from the top."""

    places: tuple[Place, ...]
    outer: bool
    plain: bool


@dataclass(frozen=True)
class Step:
    """A number on the logarithmic axis, and whether narrow pages have it too."""

    x: float
    text: str
    narrow: bool


@dataclass(frozen=True)
class FunnelChart:
    """Everything that is shown, in its place; marks of councils that stand out come last, so that they lie on top."""

    kpi: Kpi
    group: GroupFunnel
    axis: Axis
    steps: tuple[Step, ...]
    curves: tuple[Curve, ...]
    marks: tuple[Mark, ...]
    wide: tuple[Text, ...]
    narrow: tuple[Text, ...]
    across: tuple[str, str]

    @property
    def target(self) -> float:
        """Pixels from the top to the line of the group's share."""
        return self.axis.y(self.group.funnel.target, HEIGHT)


def funnel_chart(kpi: Kpi, group: GroupFunnel, everyone: str) -> FunnelChart:
    """The funnel placed; `everyone` is what the group is called at its line ('All 32')."""
    sizes = [one.whole for one in group.councils]
    across = _across(min(sizes), max(sizes))
    outermost = [group.funnel.adjusted(size) for size in (min(sizes), max(sizes))]
    shares = [one.share for one in group.councils]
    axis = value_axis(kpi, [*shares, *(bound for one in outermost for bound in (one.lower_998, one.upper_998))])
    marks = tuple(_mark(one, across, axis) for one in _on_top(group))
    target = written(group.funnel.target, kpi.unit, kpi.decimals)
    ends, middle = _ends(group, axis), axis.y(group.funnel.target, HEIGHT)
    wide = (*names(marks, WIDE, HEIGHT), *end_texts(ends, middle, f"{everyone}: {target}"))
    narrow = (*names(marks, NARROW, HEIGHT), *end_texts(ends, middle, target, narrow=True))
    steps = _steps(sizes, across)
    return FunnelChart(
        kpi,
        group,
        axis,
        steps,
        _curves(group, min(sizes), max(sizes), across, axis),
        marks,
        wide,
        narrow,
        _across_name(kpi.denominator_name, steps),
    )


def _on_top(group: GroupFunnel) -> list[InFunnel]:
    return sorted(group.councils, key=lambda one: one.phrase != NOT_DISTINGUISHABLE)


def _mark(one: InFunnel, across: Callable[[float], float], axis: Axis) -> Mark:
    return Mark(round(across(one.whole), 2), round(axis.y(one.share, HEIGHT), 1), one)


def _across(least: float, most: float) -> Callable[[float], float]:
    """From a number counted to per cent of the width."""
    low, high = log10(least), log10(most)

    def place(size: float) -> float:
        return INSET + (100 - 2 * INSET) * (log10(size) - low) / (high - low) if high > low else 50.0

    return place


def _curves(
    group: GroupFunnel, least: float, most: float, across: Callable[[float], float], axis: Axis
) -> tuple[Curve, ...]:
    sizes = [least * (most / least) ** (step / STEPS) for step in range(STEPS + 1)]
    curves = []
    for plain in (True, False) if group.lines != "adjusted" else (False,):
        limits = [group.funnel.limits(size, group.lines if plain else "adjusted") for size in sizes]
        for name in ("lower_95", "upper_95", "lower_998", "upper_998"):
            places = tuple(
                (round(across(size), 2), _within(getattr(one, name), axis))
                for size, one in zip(sizes, limits, strict=True)
            )
            curves.append(Curve(places, name.endswith("998"), plain))
    return tuple(curves)


def _within(value: float, axis: Axis) -> float:
    return round(min(max(axis.y(value, HEIGHT), 0.0), float(HEIGHT)), 1)


def _ends(group: GroupFunnel, axis: Axis) -> Sequence[tuple[float, str]]:
    """Where each limit that is drawn within the plot ends at the right, and which it is."""
    last: Limits = group.funnel.adjusted(max(one.whole for one in group.councils))
    bounds = ((last.upper_998, "99.8%"), (last.upper_95, "95%"), (last.lower_95, "95%"), (last.lower_998, "99.8%"))
    return [(_within(bound, axis), name) for bound, name in bounds]


def _steps(sizes: Sequence[float], across: Callable[[float], float]) -> tuple[Step, ...]:
    low, high = min(sizes), max(sizes)
    powers = range(int(log10(low)) - 1, int(log10(high)) + 2)
    tens = [size for size in (10.0**power for power in powers) if 0 <= across(size) <= 100]
    given = tens
    if len(tens) < 2:
        given = [size for p in powers for f in (1, 2, 5) if 0 <= across(size := f * 10.0**p) <= 100]
    if len(given) < 2:
        given = sorted({low, high})
    wide, narrow = (_apart(given, across, room) for room in (WIDE, NARROW))
    return tuple(Step(round(across(size), 2), f"{size:,.0f}", size in narrow) for size in wide)


def _across_name(counted: str, steps: Sequence[Step]) -> tuple[str, str]:
    """What the logarithmic axis is called on wide and on narrow pages: its kind is said in words."""
    if all(step.text.strip("0,") == "1" for step in steps):
        return f"{counted} (each step is ten times the last)", f"{counted}, steps of ten times"
    return f"{counted} (logarithmic: equal steps multiply by the same number)", f"{counted}, logarithmic"


def _apart(sizes: Sequence[float], across: Callable[[float], float], room: float) -> list[float]:
    """As many as stand beside each other, the first first."""
    kept: list[float] = []
    for size in sizes:
        need = width(f"{size:,.0f}") + 12
        if not kept or (across(size) - across(kept[-1])) * room / 100 >= need:
            kept.append(size)
    return kept
