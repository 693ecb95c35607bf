"""The state of one point in icon and words (METHODS T5): normal, better, a concern; high or low without polarity."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from kpis.catalogue import Kpi
from kpis.periods import FREQUENCY_NAMES, Period
from kpis.series import Point, Series
from kpis.variation import Judged, Variation
from kpis.wording import written

Kind = Literal["normal", "better", "concern", "neutral", "none"]

SIDES = {1: "high", -1: "low"}

SURE = {
    "limit": "One {period} alone can be chance: the next will tell",
    "trend": "So long a run is seldom chance",
    "near": "This is seldom chance, but less sure than a figure outside the limits",
    "shift": "So long a run is seldom chance",
}
"""How sure each rule is, in words; none of them names a cause."""


@dataclass(frozen=True)
class Verdict:
    """Whether a point is more than normal variation.

    `words` stand beside the icon, `state` in a narrow cell; `clause` goes on after a figure ('below the range of normal
    variation (73.6% to 83.8%)'); `sure` says how sure that is. The last two are '' where nothing was tested.
    """

    kind: Kind
    side: int
    words: str
    state: str
    clause: str = ""
    sure: str = ""

    @property
    def icon(self) -> str:
        """The icon's name; its shape and letter say what the words say."""
        if self.kind in ("normal", "none"):
            return f"variation-{self.kind}"
        kind = {"better": "improving-", "concern": "concern-", "neutral": ""}[self.kind]
        return f"variation-{kind}{SIDES[self.side]}"

    @property
    def is_signal(self) -> bool:
        """Whether it is more than normal variation."""
        return self.kind in ("better", "concern", "neutral")


def verdict(kpi: Kpi, series: Series, found: Variation, period: Period) -> Verdict:
    """How the figure of that period stands against normal variation."""
    judged = found.at(period)
    place = next((place for place, point in enumerate(series.points) if point.period == period), None)
    if judged is None or place is None:
        why = found.why or _why(found, place)
        return Verdict("none", 0, f"No variation test: {why}", "no test")
    if not judged.tested:
        trial = bool((stretch := found.stretch_at(place)) and stretch.trial)
        why = f"limits are on trial until there are 13 {_many(period)}" if trial else "only part of it is in"
        return Verdict("none", 0, f"No variation test: {why}", "on trial" if trial else "no test")
    if not judged.rule:
        bounds = range_words(kpi, judged)
        return Verdict(
            "normal", 0, f"Within normal variation ({bounds})", "normal", f"within normal variation ({bounds})"
        )
    stretch = found.stretch_at(place)
    return _signal(kpi, series.points[stretch.first if stretch else 0 : place + 1], judged)


def range_words(kpi: Kpi, judged: Judged) -> str:
    """'73.6% to 83.8%', '99.1% and above', 'up to 12.4%': limits beyond what can be are not named."""
    lower, upper = (None if limit is None else _written(kpi, limit) for limit in (judged.lower, judged.upper))
    if lower and upper:
        return f"{lower} to {upper}"
    return f"{lower} and above" if lower else f"up to {upper}" if upper else "any value"


def signal_words(judged: Judged) -> str:
    """One point's signal in a table or a file: 'above the upper limit', 'part of a fall of 7 or more'; '' if none."""
    high = judged.side > 0
    match judged.rule:
        case "limit":
            return "above the upper limit" if high else "below the lower limit"
        case "trend":
            return f"part of a {'rise' if high else 'fall'} of 7 or more"
        case "near":
            return f"near the {'upper' if high else 'lower'} limit, two of three"
        case "shift":
            return f"one of 7 or more {'above' if high else 'below'} the average"
    return ""


def _signal(kpi: Kpi, points: Sequence[Point], judged: Judged) -> Verdict:
    kind: Kind = "neutral"
    if kpi.better:
        kind = "better" if (kpi.better == "higher") == (judged.side > 0) else "concern"
    judgement = {"better": ": better", "concern": ": a concern", "neutral": ""}[kind]
    side, clause = SIDES[judged.side], _clause(kpi, points, judged)
    said = f"{clause[0].upper()}{clause[1:]}"
    words, state = f"Unusually {side}{judgement}. {said}", f"{side}{judgement}"
    if judged.rule == "trend":
        words, state = f"{said}{judgement}", f"{'rising' if judged.side > 0 else 'falling'}{judgement}"
    return Verdict(kind, judged.side, words, state, clause, SURE[judged.rule].format(period=_one(points)))


def _clause(kpi: Kpi, points: Sequence[Point], judged: Judged) -> str:
    """'below the range of normal variation (73.6% to 83.8%)', 'above its average of 87.7% for 8 months in a row'."""
    high = judged.side > 0
    many = _many(points[-1].period)
    match judged.rule:
        case "limit":
            return f"{'above' if high else 'below'} the range of normal variation ({range_words(kpi, judged)})"
        case "trend":
            return f"{'rising' if high else 'falling'} for {_moves(points, judged.side)} {many} in a row"
        case "near":
            end = f"near the {'top' if high else 'foot'} of normal variation"
            return f"{end} ({range_words(kpi, judged)}) twice in 3 {many}"
    side = "above" if high else "below"
    return f"{side} its average of {_written(kpi, judged.mean)} for {_stays(points, judged)} {many} in a row"


def _stays(points: Sequence[Point], judged: Judged) -> int:
    """How many points in a row, the last included, lie on that side of the mean."""
    count = 0
    for point in reversed(points):
        value = point.figure.value
        if value is None or not point.figure.complete or (value - judged.mean) * judged.side <= 0:
            break
        count += 1
    return count


def _moves(points: Sequence[Point], side: int) -> int:
    """How many points the rise or fall has that ends with the last."""
    count = 1
    for before, after in zip(reversed(points[:-1]), reversed(points), strict=False):
        one, other = before.figure, after.figure
        if not (one.complete and other.complete) or ((other.value or 0) - (one.value or 0)) * side <= 0:
            break
        count += 1
    return count


def _why(found: Variation, place: int | None) -> str:
    stretch = None if place is None else found.stretch_at(place)
    return (stretch.why if stretch else "") or "there is no figure"


def _written(kpi: Kpi, value: float) -> str:
    return written(value, kpi.unit, max(kpi.decimals, 1) if kpi.unit == "number" else kpi.decimals)


def _one(points: Sequence[Point]) -> str:
    return FREQUENCY_NAMES[points[-1].period.frequency].lower()


def _many(period: Period) -> str:
    name = FREQUENCY_NAMES[period.frequency].lower()
    return name if name.endswith("s") else f"{name}s"
