"""Nearest neighbours: councils whose areas are alike, by traits of the area and never of the council (METHODS F8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kpis.comparison import NEVER_POOLED
from kpis.councils import Council
from kpis.periods import Period

Array = NDArray[np.float64]

NEIGHBOURS = 15
"""So many of the nearest are a council's neighbours."""

ENOUGH_SHARED = 0.8
"""Two councils that share less than this of the traits have no distance."""


@dataclass(frozen=True)
class Trait:
    """Something of an area that can be measured: 'People', 'number', '2020', whose figure it is."""

    key: str
    name: str
    unit: str
    year: str
    source: str
    weight: float = 1.0


@dataclass(frozen=True)
class Areas:
    """Traits, and each council's value of those that are known for it."""

    traits: tuple[Trait, ...] = ()
    values: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def of(self, council: str) -> Mapping[str, float]:
        """The traits of one council's area; empty if none is known."""
        return self.values.get(council, {})


@dataclass(frozen=True)
class Neighbour:
    """A council that is near; `distance` is 1 for the furthest of the set.

    `shares` is each trait's part of the distance, together 1; `lacking` are traits that one of the two has no value of.
    """

    key: str
    distance: float
    shares: Mapping[str, float]
    lacking: tuple[str, ...] = ()


def eligible(councils: Iterable[Council], council: Council, year: Period) -> list[Council]:
    """Councils that may be its neighbours, itself among them: of its kind and nation, there on the year's first day.

    So the set is fixed for the whole financial year before any result of it is seen.
    """
    return [
        one
        for one in councils
        if one.kind == council.kind and one.nation == council.nation and one.illustrative == council.illustrative
        if one.key not in NEVER_POOLED and one.existed(year.start, year.start)
    ]


def nearest(areas: Areas, council: str, among: Iterable[str], count: int = NEIGHBOURS) -> tuple[Neighbour, ...]:
    """The nearest of those given, by Euclidean distance over traits standardised to mean 0 and deviation 1.

    d = √(mean over shared traits of the squared difference), as CIPFA's published method has it with other traits.
    """
    return neighbourhoods(areas, {*among, council}, (council,), count)[council]


def neighbourhoods(
    areas: Areas, among: Iterable[str], councils: Iterable[str], count: int = NEIGHBOURS
) -> dict[str, tuple[Neighbour, ...]]:
    """The nearest neighbours of several councils among the same ones, calculated together."""
    keys = sorted(among)
    scores = _standardised(areas, keys)
    weights = np.array([trait.weight for trait in areas.traits])
    return {council: _near(areas, keys, scores, weights, keys.index(council), count) for council in councils}


def _standardised(areas: Areas, keys: list[str]) -> Array:
    """A row for each council, a column for each trait less its mean, over its deviation; NaN where it is not known.

    A trait that is alike everywhere tells nothing.
    """
    unknown = float("nan")
    values = np.array([[areas.of(key).get(trait.key, unknown) for trait in areas.traits] for key in keys])
    known = np.isfinite(values)
    counts = np.maximum(known.sum(axis=0), 1)
    apart = values - np.where(known, values, 0.0).sum(axis=0) / counts
    spread = np.sqrt((np.where(known, apart, 0.0) ** 2).sum(axis=0) / counts)
    result: Array = np.where(known, apart / np.where(spread > 0, spread, np.inf), np.nan)
    return result


def _near(areas: Areas, keys: list[str], scores: Array, weights: Array, own: int, count: int) -> tuple[Neighbour, ...]:
    """The nearest to the council in that row; those that share too few traits have no distance (METHODS F8)."""
    squares = weights * (scores - scores[own]) ** 2
    shared = np.isfinite(squares)
    sums = np.where(shared, squares, 0.0).sum(axis=1)
    weighed = (shared * weights).sum(axis=1)
    enough = (weighed > 0) & (shared.sum(axis=1) >= ENOUGH_SHARED * len(areas.traits))
    enough[own] = False
    distances = np.sqrt(sums / np.where(enough, weighed, 1.0))
    # A stable sort leaves councils at the same distance in the order of their keys.
    ordered = np.argsort(np.where(enough, distances, np.inf), kind="stable")[:count]
    rows = [int(row) for row in ordered if enough[row]]
    furthest = float(distances[rows[-1]]) if rows else 0.0
    scale = furthest if furthest > 0 else 1.0
    return tuple(
        _neighbour(areas, keys[row], float(distances[row]) / scale, squares[row].tolist(), float(sums[row]))
        for row in rows
    )


def _neighbour(areas: Areas, key: str, distance: float, squares: list[float], apart: float) -> Neighbour:
    pairs = list(zip(areas.traits, squares, strict=True))
    shares = {trait.key: square / apart if apart else 0.0 for trait, square in pairs if square == square}
    return Neighbour(key, distance, shares, tuple(trait.name for trait, _ in pairs if trait.key not in shares))
