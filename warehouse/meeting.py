"""Both sides of a KPI meet at one period: as they came, or the one that came at a finer cadence added up."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from warehouse.aims import Kpis, Sides
from warehouse.facts import Facts, Flags, Places, nothing, stacked
from warehouse.known import Days, Ids
from warehouse.matching import joined, starts
from warehouse.sums import Sums
from warehouse.terms import DENOMINATOR, NUMERATOR


@dataclass(frozen=True)
class Tracks:
    """One KPI of one place through one channel at one frequency in each row, with its two sides in the columns'
    periods. `key` is larger for a later place, then for a later track of the catalogue."""

    starts: Days
    key: npt.NDArray[np.int64]
    place: Ids
    track: Places
    sides: tuple[Facts, Facts]

    def having(self, side: int) -> Flags:
        """Rows of which that side is known or owed at all."""
        return np.any(self.sides[side].exists, axis=1)


@dataclass(frozen=True)
class Part:
    """Periods of a finer cadence that add up to longer ones: for each longer one's first day, their first days."""

    finer: int
    needed: int
    starts: Mapping[int, Sequence[int]]


@dataclass(frozen=True)
class Met:
    """The sides of each track as they meet, and the periods in which they do."""

    sides: tuple[Facts, Facts]
    made: Flags


def tracks(sums: Sums, sides: Sides, kpis: Kpis) -> Tracks:
    """Every KPI that has at least one of its sums; a side lacks its value if any of its measures does."""
    addition, term = joined(sums.aim, sides.aim)
    key = sums.place[addition].astype(np.int64) * len(kpis.kpi) + sides.track[term]
    distinct, row = np.unique(key, return_inverse=True)
    made = tuple(
        _side(sums.facts, addition[of], row[of], term[of], sides, len(distinct))
        for of in (sides.side[term] == NUMERATOR, sides.side[term] == DENOMINATOR)
    )
    place, track = np.divmod(distinct, len(kpis.kpi))
    return Tracks(sums.starts, distinct, place.astype(np.int32), track, (made[0], made[1]))


def _side(facts: Facts, addition: Places, row: Places, term: Places, sides: Sides, rows: int) -> Facts:
    """One side of each of so many tracks; `addition`, `row` and `term` say which sums go into which track, and how."""
    weights: list[Decimal] = [sides.weight[each] for each in term]
    plain = (sides.needed[term] == 1) & np.array([weight == 1 for weight in weights], np.bool_)
    pools, place = [facts], np.full(rows, -1)
    place[row[plain]] = addition[plain]
    if not plain.all():
        rest = np.flatnonzero(~plain)
        rest = rest[np.argsort(row[rest], kind="stable")]
        begins = starts(row[rest])
        needed = sides.needed[term[rest]][begins][:, np.newaxis]
        weighted = facts.take(addition[rest]).weighted([weights[each] for each in rest])
        pools.append(weighted.together(begins, needed))
        place[row[rest[begins]]] = facts.rows + np.arange(len(begins))
    return stacked([*pools, nothing(1, facts.value.shape[1])]).take(place)


def meet(coarse: Tracks, finer: Mapping[int, Tracks], parts: Sequence[Part], kpis: Kpis) -> Met:
    """What was given for the period itself, else what its quarters, else what its months add up to.

    A cell is made where one side was known or owed for the very period and the other too, or adds up to it; not where
    both sides come at a finer cadence as well, because they meet there.
    """
    own = [side.exists for side in coarse.sides]
    sides, within = list(coarse.sides), np.zeros(own[0].shape, np.bool_)
    for part in sorted(parts, key=lambda one: one.needed):
        if part.finer in finer:
            for side, rows, rolled, both in _rolled(coarse, finer[part.finer], part):
                sides[side] = _better(sides[side], rows, rolled)
                within[rows] |= both
    ratio = kpis.is_ratio[coarse.track][:, np.newaxis]
    n, d = own
    either = sides[NUMERATOR].exists & sides[DENOMINATOR].exists & (n | d) & ~within
    return Met((sides[NUMERATOR], sides[DENOMINATOR]), np.where(ratio, (n & d) | either, n))


def _rolled(coarse: Tracks, fine: Tracks, part: Part) -> Iterator[tuple[int, Places, Facts, Flags]]:
    """Each side that comes finer where the other comes coarser: the rows, what its parts add up to, and whether both
    sides have parts in the period."""
    common, in_fine, in_coarse = np.intersect1d(fine.key, coarse.key, assume_unique=True, return_indices=True)
    columns = [_columns(fine.starts, part.starts.get(int(start), ())) for start in coarse.starts]
    filled = np.array([len(each) > 0 for each in columns], np.bool_)
    if not len(common) or not filled.any():
        return
    there = np.concatenate([each for each in columns if len(each)])
    lengths = np.array([len(each) for each in columns if len(each)])
    begins = np.cumsum(lengths) - lengths
    for side in (NUMERATOR, DENOMINATOR):
        wanted = fine.having(side)[in_fine] & coarse.having(1 - side)[in_coarse]
        if wanted.any():
            rows = in_fine[wanted]
            sums = nothing(len(rows), len(columns))
            whole = fine.sides[side].take(rows).columns(there).together(begins, part.needed, axis=1)
            both = np.zeros(sums.exists.shape, np.bool_)
            met = (fine.sides[0].exists[rows] & fine.sides[1].exists[rows])[:, there]
            both[:, filled] = np.logical_or.reduceat(met, begins, axis=1)
            yield side, in_coarse[wanted], sums.with_columns(filled, whole), both


def _columns(starts: Days, wanted: Sequence[int]) -> Places:
    """The columns of the wanted first days that are there."""
    return np.flatnonzero(np.isin(starts, np.array(wanted, np.int32)))


def _better(given: Facts, rows: Places, rolled: Facts) -> Facts:
    """What is given, except where only what is added up is known, or alone has a value."""
    there = given.take(rows)
    instead = rolled.exists & (~there.exists | (~there.valued & rolled.valued))
    return given.with_rows(rows, rolled.where(instead, there))
