"""Status against a target, and whether normal variation will meet it (METHODS T6): two things kept apart."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from kpis.catalogue import Kpi
from kpis.figure import Figure
from kpis.notes import Target
from kpis.periods import FREQUENCY_NAMES, Period
from kpis.variation import Variation
from kpis.wording import difference_text, is_same, written

Status = Literal["met", "within-tolerance", "missed", "none"]
Assurance = Literal["meets", "misses", "hit-or-miss", ""]


@dataclass(frozen=True)
class Against:
    """A figure against its target: status and words; `icon` names the shape that says the same."""

    status: Status
    words: str
    target: Target | None = None

    @property
    def icon(self) -> str:
        """The icon's name: tick, half disc, cross or dashed circle."""
        return f"target-{self.status}"


def in_force(targets: Iterable[Target], period: Period) -> Target | None:
    """The target at the end of that period; None if there is none."""
    return next((target for target in targets if target.holds(period)), None)


def against(kpi: Kpi, figure: Figure, targets: Iterable[Target], period: Period) -> Against:
    """Met, within tolerance or missed; figures count as they are written, so that 80.0% meets 80% (our rule).

    Partial figures and figures of low reliability have no status (METHODS A5, D6).
    """
    target = in_force(targets, period)
    if target is None:
        return Against("none", "No target set")
    name = f"Target {target_text(kpi, target)}"
    if figure.value is None or not figure.complete or "u" in figure.markers:
        why = "no figure" if figure.value is None else "low reliability" if "u" in figure.markers else "only part is in"
        return Against("none", f"{name}: not compared, {why}", target)
    if _reaches(kpi, figure.value, target.value):
        return Against("met", f"{name}: met", target)
    if target.tolerance and _reaches(kpi, figure.value, target.value - _better(kpi) * target.tolerance):
        how_much = difference_text(kpi, target.tolerance).replace("percentage point", "point")
        return Against("within-tolerance", f"{name}: within tolerance of {how_much}", target)
    return Against("missed", f"{name}: missed", target)


def target_text(kpi: Kpi, target: Target) -> str:
    """The target as short as it was meant: '80%', '99.5%', '£4.50'."""
    text = written(target.value, kpi.unit, kpi.decimals)
    return text.replace(".0%", "%") if text.endswith(".0%") else text


def assurance(kpi: Kpi, target: Target | None, variation: Variation) -> Assurance:
    """Whether normal variation, as it is in the last stretch, will consistently meet or miss the target (T6).

    '' without a target, a good direction or limits that have the points they need. Where limits vary from point to
    point, the target must lie outside all of them; a limit that is not drawn cannot be outside anything.
    """
    stretch = variation.stretches[-1] if variation.stretches else None
    if target is None or kpi.better is None or stretch is None or stretch.why or stretch.trial:
        return ""
    periods = list(variation.periods)[stretch.first : stretch.last + 1]
    judged = [one for one in (variation.at(period) for period in periods) if one]
    uppers, lowers = [one.upper for one in judged], [one.lower for one in judged]
    beyond_all = all(upper is not None and target.value > upper for upper in uppers)
    below_all = all(lower is not None and target.value < lower for lower in lowers)
    if kpi.better == "lower":
        beyond_all, below_all = below_all, beyond_all
    return "misses" if beyond_all else "meets" if below_all else "hit-or-miss"


def assurance_words(kpi: Kpi, target: Target, found: Assurance, period: Period) -> str:
    """'As things are, the target of 75% will be missed every month'; '' where nothing can be said."""
    every = f"every {FREQUENCY_NAMES[period.frequency].lower()}"
    name = f"the target of {target_text(kpi, target)}"
    match found:
        case "misses":
            return f"As things are, {name} will be missed {every}"
        case "meets":
            return f"As things are, {name} will be met {every}"
        case "hit-or-miss":
            return f"As things are, {name} may be met or missed by chance"
    return ""


def _better(kpi: Kpi) -> int:
    return -1 if kpi.better == "lower" else 1


def _reaches(kpi: Kpi, value: float, wanted: float) -> bool:
    return is_same(kpi, value, wanted) or (value > wanted) == (_better(kpi) > 0)
