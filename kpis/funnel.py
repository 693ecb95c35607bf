"""The funnel: how far a council's share may lie from its group's by chance, and what may be said if it lies farther."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from math import asin, pi, sin, sqrt
from types import MappingProxyType
from typing import Final, Literal

from kpis.dispersion import Dispersion, dispersion
from kpis.exact import binomial_limits, few_expected
from kpis.intervals import Z_95, Z_998

FEWEST = 10
"""Fewer councils than this have neither limits nor flags, only intervals (METHODS F3, our rule)."""

DIFFERENT: Final = "different from the group"
WORTH_A_LOOK: Final = "worth a look"
NOT_DISTINGUISHABLE: Final = "not distinguishable from the group"

Phrase = Literal["different from the group", "worth a look", "not distinguishable from the group"]
"""All that may be said of a council beside its group, and nothing stronger (METHODS F4)."""

PHRASES: Mapping[str, Phrase] = MappingProxyType({"95": NOT_DISTINGUISHABLE, "99.8": WORTH_A_LOOK, "": DIFFERENT})
"""By the narrowest of the widened limits that hold a council."""

RIGHT = pi / 2

Lines = Literal["adjusted", "plain", "exact"]
"""Which limits are shown: widened for over-dispersion; the plain ones; plain, and exact where few are expected."""

TAILS = (0.025, 0.001)
"""What the inner and the outer limits leave on each side."""


@dataclass(frozen=True)
class Limits:
    """Inner (95%) and outer (99.8%) limits, as fractions of one."""

    lower_95: float
    upper_95: float
    lower_998: float
    upper_998: float

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """The inner two, then the outer two."""
        return self.lower_95, self.upper_95, self.lower_998, self.upper_998

    def inside(self, share: float) -> Literal["95", "99.8", ""]:
        """The narrowest limits that hold the share, '' if none does; on a limit is inside."""
        if self.lower_95 <= share <= self.upper_95:
            return "95"
        return "99.8" if self.lower_998 <= share <= self.upper_998 else ""


@dataclass(frozen=True)
class Funnel:
    """Limits around a group's share of so many councils; `dispersion` says how far they are widened."""

    target: float
    councils: int
    dispersion: Dispersion

    @cached_property
    def _angle(self) -> float:
        return asin(sqrt(self.target))

    def adjusted(self, whole: float) -> Limits:
        """sin²(T ± z √(s² + tau²)) with s = 1 / (2 √n), the angle kept in [0, π/2] first (METHODS F3, step 5)."""
        angle, tau = self._angle, self.dispersion.tau
        reach = sqrt(0.25 / whole + tau * tau)
        inner, outer = Z_95 * reach, Z_998 * reach
        return Limits(
            sin(max(angle - inner, 0.0)) ** 2,
            sin(min(angle + inner, RIGHT)) ** 2,
            sin(max(angle - outer, 0.0)) ** 2,
            sin(min(angle + outer, RIGHT)) ** 2,
        )

    def plain(self, whole: float) -> Limits:
        """T0 ± z √(T0 (1 - T0) / n), clipped: what a Wilson interval excludes lies outside (METHODS F2)."""
        error = sqrt(self.target * (1 - self.target) / whole)
        inner, outer = Z_95 * error, Z_998 * error
        return Limits(
            max(self.target - inner, 0.0),
            min(self.target + inner, 1.0),
            max(self.target - outer, 0.0),
            min(self.target + outer, 1.0),
        )

    def exact(self, whole: float) -> Limits:
        """The plain limits, by the binomial distribution itself where fewer than five are expected (METHODS F2)."""
        if not few_expected(whole, self.target):
            return self.plain(whole)
        inner, outer = (binomial_limits(whole, self.target, tail) for tail in TAILS)
        return Limits(inner.lower, inner.upper, outer.lower, outer.upper)

    def limits(self, whole: float, lines: Lines = "adjusted") -> Limits:
        """The limits of one kind for so many counted."""
        return {"adjusted": self.adjusted, "plain": self.plain, "exact": self.exact}[lines](whole)

    def phrase(self, part: float, whole: float) -> Phrase:
        """What may be said of a council; always by the adjusted limits, whichever are shown (METHODS F4)."""
        return PHRASES[self.adjusted(whole).inside(part / whole)]


def funnel(counts: Iterable[tuple[float, float]]) -> Funnel | None:
    """The funnel of a group from each council's (x, n), x of n: target = sum x / sum n (METHODS F2, F3).

    None for fewer than ten councils. Raises ValueError where x is not within 0 and n, or n is not above 0.
    """
    every = list(counts)
    if any(whole <= 0 or not 0 <= part <= whole for part, whole in every):
        raise ValueError("a funnel is for shares: each part within its whole, each whole above nought")
    if len(every) < FEWEST:
        return None
    target = min(1.0, sum(part for part, _ in every) / sum(whole for _, whole in every))
    angle = asin(sqrt(target))
    errors = [0.5 / sqrt(whole) for _, whole in every]
    scores = [(asin(sqrt(part / whole)) - angle) / error for (part, whole), error in zip(every, errors, strict=True)]
    return Funnel(target, len(every), dispersion(scores, errors))
