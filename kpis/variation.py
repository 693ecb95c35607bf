"""The control chart of a series: its limits, stretch by stretch, and which points are more than normal variation."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, isnan, nan

import numpy as np

from kpis.catalogue import Kpi
from kpis.control import ENOUGH, Control, Shares, control
from kpis.figure import Figure
from kpis.limits import Limits, within
from kpis.notes import Rebase
from kpis.periods import MONTHS, Period
from kpis.series import Series
from kpis.signals import RULE_SET, RULES, Rule
from kpis.stretches import Stretch, stretches

SHARED = "neighbouring figures share months"
CASH = "costs in cash move with prices"
SMALL = "fewer than 5 would be expected on one side in some periods"


@dataclass(frozen=True)
class Judged:
    """One point against normal variation: mean and limits (None where not drawn), its rule ('' if none) and side.

    `side` is 1 for high or rising, -1 for low or falling, 0 without a rule. `tested`: rules were asked at all.
    """

    mean: float
    lower: float | None
    upper: float | None
    rule: Rule
    side: int
    tested: bool


@dataclass(frozen=True)
class Variation:
    """What normal variation is for a series: a judged point for each of its periods, None where there are no limits."""

    points: dict[Period, Judged]
    periods: tuple[Period, ...]
    stretches: tuple[Stretch, ...]
    why: str = ""
    rule_set: str = RULE_SET
    screened: bool = False

    def at(self, period: Period) -> Judged | None:
        """How a period's figure stands against its limits."""
        return self.points.get(period)

    def stretch_at(self, place: int) -> Stretch | None:
        """The stretch that holds a place."""
        return next((one for one in self.stretches if one.first <= place <= one.last), None)


@dataclass(frozen=True)
class Asked:
    """A series whose normal variation is asked for, with the re-basings on record."""

    kpi: Kpi
    series: Series
    rebases: tuple[Rebase, ...] = ()


def variation(kpi: Kpi, series: Series, rebases: Iterable[Rebase] = (), screened: bool = False) -> Variation:
    """The control chart of one series."""
    return variations([Asked(kpi, series, tuple(rebases))], screened)[0]


def variations(asked: Sequence[Asked], screened: bool = False) -> list[Variation]:
    """The control charts of many series, calculated together; limits are made of every complete point given.

    Partial figures and gaps are kept out (METHODS A5, T11); nothing is tested on rolling figures (T10).
    """
    whys = [untested(one.kpi, one.series) for one in asked]
    rows = [
        (place, stretch)
        for place, one in enumerate(asked)
        if not whys[place]
        for stretch in stretches(one.series.points, one.rebases)
    ]
    found: list[tuple[dict[Period, Judged], list[Stretch]]] = [({}, []) for _ in asked]
    for (place, _), (judged, told) in zip(rows, _judged(asked, rows, screened), strict=True):
        found[place][0].update(judged)
        found[place][1].append(told)
    return [
        Variation(
            points,
            tuple(point.period for point in one.series.points),
            tuple(parts),
            why or _why(parts),
            screened=screened,
        )
        for one, why, (points, parts) in zip(asked, whys, found, strict=True)
    ]


def untested(kpi: Kpi, series: Series) -> str:
    """Why no limits are ever drawn for such a series; '' if they may be (METHODS T10, and for cash our rule)."""
    frequency = series.points[0].period.frequency if series.points else "month"
    if kpi.window and MONTHS.get(frequency, 0) < kpi.window:
        return SHARED
    if any(following.period.start <= one.period.end for one, following in pairwise(series.points)):
        return SHARED
    return CASH if kpi.basis == "cost" else ""


def value_range(kpi: Kpi) -> tuple[float, float]:
    """The values that the KPI can have at all: a share 0 to 1, a count not below 0, money anything."""
    if kpi.unit == "pounds":
        return -inf, inf
    return 0.0, 1.0 if kpi.bounded else inf


def _why(parts: Sequence[Stretch]) -> str:
    return parts[-1].why if parts else f"too few points, 0 of the {ENOUGH} that limits need"


Row = tuple[int, Stretch]


def _judged(
    asked: Sequence[Asked], rows: Sequence[Row], screened: bool
) -> Iterable[tuple[dict[Period, Judged], Stretch]]:
    if not rows:
        return []
    width = max(stretch.last - stretch.first + 1 for _, stretch in rows)
    values, above, below = (np.full((len(rows), width), nan) for _ in range(3))
    base = np.ones((len(rows), width), bool)
    for index, (place, stretch) in enumerate(rows):
        one = asked[place]
        limit = stretch.opened.baseline_to if stretch.opened else None
        for column, point in enumerate(one.series.points[stretch.first : stretch.last + 1]):
            base[index, column] = limit is None or point.period.end <= limit
            values[index, column], above[index, column], below[index, column] = _sides(one.kpi, point.figure)
    rebased = np.array([stretch.first > 0 for _, stretch in rows])
    made = control(values, Shares(above, below), base, rebased, screened)
    return [_row(asked[place], stretch, made, index) for index, (place, stretch) in enumerate(rows)]


def _sides(kpi: Kpi, figure: Figure) -> tuple[float, float, float]:
    """Value, and both sides where it is a share of counted things; NaN for what is not complete."""
    if figure.value is None or not figure.complete:
        return nan, nan, nan
    if not kpi.is_share or figure.numerator is None or figure.denominator is None:
        return figure.value, nan, nan
    return figure.value, float(figure.numerator), float(figure.denominator)


def _row(one: Asked, stretch: Stretch, made: Control, index: int) -> tuple[dict[Period, Judged], Stretch]:
    points = one.series.points[stretch.first : stretch.last + 1]
    part = slice(index, index + 1)
    whole = Limits(made.limits.mean[part], made.limits.lower[part], made.limits.upper[part])
    drawn = within(whole, *value_range(one.kpi))
    sides = zip(drawn.mean[0].tolist(), drawn.lower[0].tolist(), drawn.upper[0].tolist(), strict=True)
    rules = zip(made.rule[index].tolist(), made.side[index].tolist(), strict=True)
    trial = bool(made.trial[index])
    judged = {
        point.period: Judged(mean, _drawn(lower), _drawn(upper), RULES[rule], side, not trial and point.figure.complete)
        for point, (mean, lower, upper), (rule, side) in zip(points, sides, rules, strict=False)
        if not isnan(mean)
    }
    counted = int(made.counted[index])
    why = "" if judged else SMALL if made.small[index] else _too_few(counted)
    told = Stretch(
        stretch.first, stretch.last, counted, bool(made.prime[index]), trial, why, stretch.opened, stretch.break_
    )
    return judged, told


def _drawn(limit: float) -> float | None:
    return None if isnan(limit) else limit


def _too_few(counted: int) -> str:
    return f"too few points, {counted} of the {ENOUGH} that limits need"
