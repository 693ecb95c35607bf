"""Nearest neighbours: councils whose areas are alike, by traits of the area and never of the council (METHODS F8)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from statistics import fmean, pstdev

from kpis.comparison import NEVER_POOLED
from kpis.councils import Council
from kpis.periods import Period

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
    keys = sorted({*among, council})
    scores = _standardised(areas, keys)
    own = scores[council]
    found = [one for key in keys if key != council and (one := _between(areas, key, own, scores[key]))]
    near = sorted(found, key=lambda one: (one.distance, one.key))[:count]
    furthest = near[-1].distance if near else 0.0
    scale = furthest if furthest > 0 else 1.0
    return tuple(Neighbour(one.key, one.distance / scale, one.shares, one.lacking) for one in near)


def _standardised(areas: Areas, keys: Iterable[str]) -> dict[str, dict[str, float]]:
    """Each council's traits less their mean, over their deviation; a trait that is alike everywhere tells nothing."""
    scores: dict[str, dict[str, float]] = {key: {} for key in keys}
    for trait in areas.traits:
        known = {key: areas.of(key)[trait.key] for key in scores if trait.key in areas.of(key)}
        spread = pstdev(known.values()) if known else 0.0
        middle = fmean(known.values()) if known else 0.0
        for key, value in known.items():
            scores[key][trait.key] = (value - middle) / spread if spread else 0.0
    return scores


def _between(areas: Areas, key: str, own: Mapping[str, float], other: Mapping[str, float]) -> Neighbour | None:
    """How far apart two are; None where they share too few traits (METHODS F8)."""
    shared = [trait for trait in areas.traits if trait.key in own and trait.key in other]
    if not shared or len(shared) < ENOUGH_SHARED * len(areas.traits):
        return None
    parts = {trait.key: trait.weight * (own[trait.key] - other[trait.key]) ** 2 for trait in shared}
    apart = sum(parts.values())
    distance = sqrt(apart / sum(trait.weight for trait in shared))
    shares = {name: part / apart if apart else 0.0 for name, part in parts.items()}
    return Neighbour(key, distance, shares, tuple(trait.name for trait in areas.traits if trait not in shared))
