"""Whether a value is out of all proportion to its own past: a slip of the pen, a changed count, or news."""

from collections.abc import Sequence
from statistics import median

ENOUGH = 6
"""Earlier values without which nothing is said (our rule)."""

LOOKED_BACK = 13
"""The latest earlier values that count: a year of months, and the same month a year ago."""

SPREADS = 6
"""Median absolute deviations from the median beyond which a value is out of proportion (our rule)."""

LEAST_SPREAD = 0.1
"""A past that hardly moved is taken to spread by this share of its median, so that a small step is no alarm."""

SMALL = 20
"""Values and medians below this are left alone: small counts jump."""


def out_of_proportion(past: Sequence[float], value: float) -> float | None:
    """How many times its usual size the value is, if that is out of all proportion to the values before it.

    None if it is not, or if there are too few values before it to say. The median and its absolute deviation are used
    as they do not follow a single odd value of the past. The thresholds are this project's own.
    """
    latest = list(past)[-LOOKED_BACK:]
    if len(latest) < ENOUGH:
        return None
    middle = median(latest)
    if max(middle, value) < SMALL or middle <= 0:
        return None
    spread = max(median(abs(one - middle) for one in latest), LEAST_SPREAD * middle)
    return value / middle if abs(value - middle) > SPREADS * spread else None
