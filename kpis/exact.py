"""Limits for small counts by their exact distributions: within them lies what chance alone would often bring."""

from collections.abc import Iterator
from math import exp, lgamma, log, log1p, sqrt

from kpis.intervals import Interval

FEW_EXPECTED = 5
"""Below this many expected on either side, limits from the normal distribution are rough (METHODS F2)."""

HALVINGS = 100


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


def poisson_limits(expected: float, tail: float) -> Interval:
    """Limits for a count of events over the count expected: chi-squared quantiles halved (FunnelPlotR, SR limits).

    lower = q(tail, expected) / expected and upper = q(1 - tail, expected + 1) / expected, q the gamma quantile.
    """
    if expected <= 0:
        return Interval(0.0, float("inf"))
    lower, upper = _gamma_quantile(tail, expected), _gamma_quantile(1 - tail, expected + 1)
    return Interval(lower / expected, upper / expected)


def _binomial(size: int, rate: float) -> Iterator[tuple[int, float]]:
    """Each count from 0 and its chance."""
    chance = exp(size * log1p(-rate))
    for count in range(size + 1):
        yield count, chance
        chance *= (size - count) / (count + 1) * rate / (1 - rate)


def _gamma_quantile(share: float, shape: float) -> float:
    """Where the gamma distribution of that shape has the share below it, by halving the stretch that holds it."""
    low, high = 0.0, shape + 20 * sqrt(shape) + 20
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if _gamma_below(middle, shape) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _gamma_below(value: float, shape: float) -> float:
    """The regularised lower incomplete gamma function, by its series (Abramowitz and Stegun 6.5.29)."""
    term = exp(shape * log(value) - value - lgamma(shape + 1)) if value > 0 else 0.0
    added, nth = term, shape
    while term > added * 1e-17:
        nth += 1
        term *= value / nth
        added += term
    return added
