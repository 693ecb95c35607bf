"""How values lie among councils, for figures that no interval belongs to (METHODS F6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median, quantiles

ENOUGH = 4
"""Fewer values than this have no quartiles worth stating (our rule)."""


@dataclass(frozen=True)
class Quartiles:
    """The middle value and the bounds of the middle half; the bounds are None where values are too few."""

    lower: float | None
    median: float
    upper: float | None


def quartiles(values: Iterable[float]) -> Quartiles | None:
    """Quartiles by linear interpolation between the values (Hyndman and Fan 1996, type 7); None without values."""
    given = sorted(values)
    if not given:
        return None
    if len(given) < ENOUGH:
        return Quartiles(None, median(given), None)
    lower, middle, upper = quantiles(given, n=4, method="inclusive")
    return Quartiles(lower, middle, upper)
