"""Intervals for proportions (METHODS F1)."""

from dataclasses import dataclass
from math import sqrt

Z_95 = 1.959963984540054
Z_998 = 3.090232306167813
"""Normal quantiles that leave 2.5% and 0.1% on each side."""


@dataclass(frozen=True)
class Interval:
    """Lower and upper bound, as fractions of one."""

    lower: float
    upper: float


def wilson(part: float, whole: float, z: float = Z_95) -> Interval | None:
    """The Wilson score interval without continuity correction; None where nothing was counted.

    (2x + z² ± z√(z² + 4x(1 - x/n))) / (2(n + z²)), clipped to [0, 1]: Newcombe 1998, method 3.
    """
    if whole <= 0 or not 0 <= part <= whole:
        return None
    middle = 2 * part + z * z
    reach = z * sqrt(z * z + 4 * part * (1 - part / whole))
    span = 2 * (whole + z * z)
    # At n of n the upper bound is one; rounding could leave it a hair below the proportion itself.
    return Interval(max(0.0, (middle - reach) / span), min(1.0, max(part / whole, (middle + reach) / span)))
