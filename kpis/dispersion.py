"""Over-dispersion: how much more councils differ than chance alone would make them (METHODS F3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import quantiles

WINSORISED = 10
"""A tenth of the scores at each end is moved to where that tenth ends, so that outliers do not widen the limits."""


@dataclass(frozen=True)
class Dispersion:
    """`phi`: the mean squared score, 1 where only chance is at work. `tau`: the spread between councils themselves,
    on the scale of the scores; 0 where chance is enough to explain them."""

    phi: float
    tau: float


def dispersion(scores: Sequence[float], errors: Sequence[float]) -> Dispersion:
    """From each council's score (z) and standard error: steps 2 to 4 of F3 (Spiegelhalter 2005, SIM 24:1185)."""
    phi = overdispersion(winsorised(scores))
    return Dispersion(phi, sqrt(between(phi, errors)))


def winsorised(scores: Sequence[float]) -> list[float]:
    """The scores, those beyond the 10th or 90th percentile (linear between values) moved to it."""
    if len(scores) < 2:
        return list(scores)
    tenths = quantiles(scores, n=WINSORISED, method="inclusive")
    low, high = tenths[0], tenths[-1]
    return [min(max(score, low), high) for score in scores]


def overdispersion(scores: Sequence[float]) -> float:
    """phi = mean of z squared."""
    return sum(score * score for score in scores) / len(scores) if scores else 0.0


def between(phi: float, errors: Sequence[float]) -> float:
    """tau squared = (I phi - (I - 1)) / (sum w - sum w² / sum w), w = 1 / s²; 0 where I phi < I - 1.

    The additive model of DerSimonian and Laird, as FunnelPlotR has it.
    """
    weights = [1 / (error * error) for error in errors]
    count = len(weights)
    if not count or count * phi < count - 1:
        return 0.0
    heavy = sum(weights)
    room = heavy - sum(weight * weight for weight in weights) / heavy
    return max(0.0, (count * phi - (count - 1)) / room) if room > 0 else 0.0
