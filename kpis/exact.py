"""Limits for small counts by their exact distribution: within them lies what chance alone would often bring."""

from collections.abc import Iterator
from math import exp, log1p

from kpis.intervals import Interval

FEW_EXPECTED = 5
"""Below this many expected on either side, limits from the normal distribution are rough (METHODS F2)."""


def few_expected(whole: float, rate: float) -> bool:
    """Whether fewer than five are expected with, or without, what is counted (METHODS F2)."""
    return min(whole * rate, whole * (1 - rate)) < FEW_EXPECTED


def binomial_limits(whole: float, rate: float, tail: float) -> Interval:
    """The least and the largest share of so many whose chance of being as low, or as high, is more than `tail`.

    Meant for few expected: it adds the chances one by one from the side where they are few. `tail` is 0.025 or 0.001.
    """
    size = round(whole)
    if size < 1 or not 0 < rate < 1:
        return Interval(min(max(rate, 0.0), 1.0), min(max(rate, 0.0), 1.0))
    if rate > 0.5:
        turned = binomial_limits(size, 1 - rate, tail)
        return Interval(1 - turned.upper, 1 - turned.lower)
    below, lower = 0.0, None
    for count, chance in _binomial(size, rate):
        if lower is None and below + chance > tail:
            lower = count
        # What is left for counts as high as this one; the rest of the sum is rounding.
        if 1 - below <= tail + 1e-12:
            return Interval((lower or 0) / size, (count - 1) / size)
        below += chance
    return Interval((lower or 0) / size, 1.0)


def _binomial(size: int, rate: float) -> Iterator[tuple[int, float]]:
    """Each count from 0 and its chance."""
    chance = exp(size * log1p(-rate))
    for count in range(size + 1):
        yield count, chance
        chance *= (size - count) / (count + 1) * rate / (1 - rate)
