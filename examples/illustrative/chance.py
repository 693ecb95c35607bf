"""Seeded chance that gives the same figures on every machine.

Only sums, products, quotients and square roots of `Random.random()` are used: those are the same to the last
bit everywhere, while logarithms and powers are not. `sum()` of floats is not either: Python 3.12 changed it.
"""

from collections.abc import Iterable, Mapping
from functools import reduce
from math import sqrt
from operator import add
from random import Random

SEED = "guildhall illustrative councils"


def dice(*names: str) -> Random:
    """A source of chance for whatever is named: a series that is added leaves the others as they are."""
    return Random("/".join((SEED, *names)))


def added(amounts: Iterable[float]) -> float:
    """The amounts added from left to right."""
    return reduce(add, amounts, 0.0)


def normal(source: Random) -> float:
    """A draw with mean 0 and standard deviation 1: the sum of twelve uniform draws, less 6."""
    return added(source.random() for _ in range(12)) - 6.0


def nearest(amount: float) -> int:
    """The nearest whole number, never below 0."""
    return max(0, int(amount + 0.5))


def count_of(source: Random, total: int, share: float, noise: float = 1.0) -> int:
    """How many of `total` fall to a share of it, with binomial spread times `noise`; from 0 to `total`."""
    spread = sqrt(total * share * (1.0 - share)) if 0.0 < share < 1.0 else 0.0
    return min(total, nearest(total * share + noise * spread * normal(source)))


def split(source: Random, total: int, weights: Mapping[str, float], noise: float = 1.0) -> dict[str, int]:
    """`total` divided by weight into whole numbers that add up to it again."""
    left, weight_left = total, added(weights.values())
    parts: dict[str, int] = {}
    for name, weight in weights.items():
        share = min(1.0, weight / weight_left) if weight_left > 1e-9 else 0.0
        parts[name] = count_of(source, left, share, noise)
        left, weight_left = left - parts[name], weight_left - weight
    parts[next(reversed(parts))] += left
    return parts
