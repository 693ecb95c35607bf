"""Limits and rules once more, slowly and point by point, to check the fast ones against."""

import itertools
from collections.abc import Sequence
from math import sqrt
from statistics import fmean

Value = float | None


def ranges(values: Sequence[Value]) -> list[float]:
    """Every moving range between two neighbours that are both there."""
    found = []
    for place in range(1, len(values)):
        before, after = values[place - 1], values[place]
        if before is not None and after is not None:
            found.append(abs(after - before))
    return found


def kept_ranges(found: list[float], screened: bool) -> list[float]:
    """Those that are not screened away."""
    return [one for one in found if not screened or one == 0 or one < 3.267 * fmean(found)]


def xmr(values: Sequence[Value], base: Sequence[bool], screened: bool) -> tuple[float, float, float] | None:
    """Mean, lower and upper limit; None where there is no range."""
    used = [value if chosen else None for value, chosen in zip(values, base, strict=True)]
    known = [value for value in used if value is not None]
    found = ranges(used)
    if not found:
        return None
    reach = 2.66 * fmean(kept_ranges(found, screened))
    return fmean(known), fmean(known) - reach, fmean(known) + reach


def p_prime(parts: Sequence[Value], wholes: Sequence[float]) -> list[tuple[float, float, float]] | None:
    """Mean, lower and upper limit of each point."""
    pairs = [(part, whole) for part, whole in zip(parts, wholes, strict=True) if part is not None]
    share = sum(part for part, _ in pairs) / sum(whole for _, whole in pairs)
    sigmas = [sqrt(share * (1 - share) / whole) for whole in wholes]
    scores = [
        None if part is None else (part / whole - share) / sigma if sigma else 0.0
        for part, whole, sigma in zip(parts, wholes, sigmas, strict=True)
    ]
    found = ranges(scores)
    if not found:
        return None
    return [(share, share - 3 * one * fmean(found) / 1.128, share + 3 * one * fmean(found) / 1.128) for one in sigmas]


def rules(values: Sequence[Value], limits: Sequence[tuple[float, float, float]]) -> list[tuple[str, int]]:
    """The rule that each point carries, and its side, by looking at every window for each point in turn."""
    return [_rule(place, values, limits) for place in range(len(values))]


def _rule(place: int, values: Sequence[Value], limits: Sequence[tuple[float, float, float]]) -> tuple[str, int]:
    value = values[place]
    if value is None:
        return "", 0
    mean, lower, upper = limits[place]
    side = (value > mean) - (value < mean)
    if value > upper or value < lower:
        return "limit", side
    for direction in (1, -1):
        if any(_trend(window, direction) for window in _windows(values, place, 7)):
            return "trend", direction
    if _near(value, limits[place]) and any(
        _two_of_three(start, values, limits) for start in range(place - 2, place + 1)
    ):
        return "near", side
    for direction in (1, -1):
        for start in range(place - 6, place + 1):
            if all(_side(at, values, limits) == direction for at in range(start, start + 7)):
                return "shift", direction
    return "", 0


def _windows(values: Sequence[Value], place: int, length: int) -> list[Sequence[Value]]:
    starts = range(max(0, place - length + 1), min(place, len(values) - length) + 1)
    return [values[start : start + length] for start in starts]


def _trend(window: Sequence[Value], direction: int) -> bool:
    for before, after in itertools.pairwise(window):
        if before is None or after is None or (after - before) * direction <= 0:
            return False
    return True


def _side(place: int, values: Sequence[Value], limits: Sequence[tuple[float, float, float]]) -> int:
    if not 0 <= place < len(values):
        return 0
    value = values[place]
    return 0 if value is None else (value > limits[place][0]) - (value < limits[place][0])


def _near(value: float, limits: tuple[float, float, float]) -> bool:
    mean, lower, upper = limits
    return lower <= value <= upper and abs(value - mean) > (upper - mean) * 2 / 3


def _two_of_three(start: int, values: Sequence[Value], limits: Sequence[tuple[float, float, float]]) -> bool:
    places = range(start, start + 3)
    sides = {_side(place, values, limits) for place in places}
    if len(sides) != 1 or 0 in sides:
        return False
    return sum(_near(values[place] or 0.0, limits[place]) for place in places) >= 2
