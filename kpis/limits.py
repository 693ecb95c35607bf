"""Limits of normal variation over time: XmR and Laney p' (METHODS T1, T2, T8, T9, T11), many series at once.

Every array has a row for each stretch without a re-basing and a column for each period; NaN is a gap.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

OF_RANGES = 2.66
"""Limits lie so many mean moving ranges from the mean: 3 / 1.128 (T1)."""

NEAR = 2 / 3
"""How far on the way to a limit a point is near it (T1: 1.773 mean moving ranges)."""

SCREEN = 3.267
"""Moving ranges of so many times their mean are dropped where outliers are screened (T2)."""

D2 = 1.128
"""The mean range of two draws in standard deviations."""

LEAST_EXPECTED = 5
"""Fewer events, or fewer non-events, than this expected in a period: no limits (T9)."""

LITTLE = 0.25
"""Counts vary little if none lies further from their mean than this share of it (our rule, T9)."""


@dataclass(frozen=True)
class Limits:
    """Mean and limits of each point; the same along a row for XmR, by the point's count for p'."""

    mean: Array
    lower: Array
    upper: Array


def xmr(values: Array, base: Flags | None = None, screened: bool = False) -> Limits:
    """mean ± 2.66 x mean moving range of each row; NaN where a row has no two points beside each other.

    `base` tells which points the limits are made of (T8: a frozen baseline); all of them if it is None. No range
    reaches across a gap (T11). `screened` drops ranges of 3.267 times their mean or more (T2). Source: NIST 6.3.2.2.
    """
    used = _used(values, base)
    mean = _row_mean(used)
    reach = OF_RANGES * _mean_range(used, screened)
    return _around(values.shape, mean, reach[:, None])


def p_prime(numerators: Array, denominators: Array, base: Flags | None = None, screened: bool = False) -> Limits:
    """Laney's p': pbar ± 3 sigma_i sigma_z, for shares whose counts vary (T9).

    sigma_i = sqrt(pbar (1 - pbar) / n_i) and sigma_z = mean |z_i - z_(i-1)| / 1.128 (Laney 2002). Laney takes the mean
    of the ranges between points beside each other; no range reaches across a gap.
    """
    used = _used(numerators / denominators, base)
    known = ~np.isnan(used)
    with np.errstate(invalid="ignore", divide="ignore"):
        pbar = _sum(numerators, known) / _sum(denominators, known)
        sigma = np.sqrt(pbar * (1 - pbar) / denominators)
        scores = np.where(sigma > 0, (used - pbar) / sigma, np.where(known, 0.0, np.nan))
    spread = _mean_range(scores, screened) / D2
    return _around(numerators.shape, pbar[:, 0], 3 * sigma * spread[:, None])


def varies_little(denominators: Array, base: Flags | None = None) -> Flags:
    """Which rows have counts so alike that XmR on the percentage serves (T9, our rule: within 25% of their mean)."""
    used = _used(denominators, base)
    mean = _row_mean(used)[:, None]
    with np.errstate(invalid="ignore"):
        alike: Flags = ~np.any(np.abs(used - mean) > LITTLE * mean, axis=1)
    return alike


def too_few(numerators: Array, denominators: Array) -> Flags:
    """Rows in which some period has fewer than 5 expected events or non-events: no limits there (T9)."""
    known = ~np.isnan(numerators) & ~np.isnan(denominators)
    with np.errstate(invalid="ignore", divide="ignore"):
        share = _sum(numerators, known) / _sum(denominators, known)
        expected = denominators * np.minimum(share, 1 - share)
        # A hair is forgiven, so that 50 x 0.1 is five.
        few: Flags = np.any((expected < LEAST_EXPECTED - 1e-9) & known, axis=1)
    return few


def within(limits: Limits, low: float, high: float) -> Limits:
    """The same without limits beyond the range that values can have, which are not drawn (T9)."""
    with np.errstate(invalid="ignore"):
        lower = np.where(limits.lower < low, np.nan, limits.lower)
        upper = np.where(limits.upper > high, np.nan, limits.upper)
    return Limits(limits.mean, lower, upper)


def _used(values: Array, base: Flags | None) -> Array:
    return values if base is None else np.where(base, values, np.nan)


def _row_mean(values: Array) -> Array:
    known = ~np.isnan(values)
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Array = _added(np.where(known, values, 0.0)) / _added(known)
    return result


def _sum(values: Array, known: Flags) -> Array:
    return _added(np.where(known, values, 0.0))[:, None]


def _added(values: Array | Flags) -> Array:
    """The sum of each row from left to right, so that it is the same to the last bit whatever stands beside it."""
    if not values.shape[1]:
        return np.zeros(len(values))
    result: Array = np.cumsum(values, axis=1, dtype=np.float64)[:, -1]
    return result


def _mean_range(values: Array, screened: bool) -> Array:
    """The mean of |x_i - x_(i-1)| over neighbours that are both known; NaN where there are none."""
    ranges = np.abs(np.diff(values, axis=1))
    mean = _row_mean(ranges)
    if not screened:
        return mean
    with np.errstate(invalid="ignore"):
        outlying = (ranges >= SCREEN * mean[:, None]) & (ranges > 0)
    return _row_mean(np.where(outlying, np.nan, ranges))


def _around(shape: tuple[int, ...], mean: Array, reach: Array) -> Limits:
    middle = np.where(np.isnan(reach), np.nan, mean[:, None])
    return Limits(*(np.broadcast_to(side, shape) for side in (middle, middle - reach, middle + reach)))
