"""What is known of each series is summed over channels, never a total with its parts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from warehouse.aims import Aims
from warehouse.facts import NO_BASIS_HIGH, NO_BASIS_LOW, Facts, Flags, Numbers, Places, nothing, stacked
from warehouse.known import NOTHING, Days, Ids, Known
from warehouse.matching import starts
from warehouse.schema import ESTIMATED, NOT_APPLICABLE, NOT_PROVIDED
from warehouse.terms import BESIDE, DIGITAL_PART, PART, TOTAL, UNDIVIDED


@dataclass(frozen=True)
class Sums:
    """One aim of one place in each row."""

    starts: Days
    place: Ids
    aim: Places
    facts: Facts


@dataclass(frozen=True)
class Addends:
    """The series that additions add up: each addend's row in what is known, its use, and its addition.

    In the order of additions. `starts` is where an addition's addends begin.
    """

    series: Places
    use: Places
    starts: Places

    def where(self, kept: Flags) -> "Addends":
        """The addends that are kept; an addition without any goes."""
        numbers = self.additions[kept]
        return Addends(self.series[kept], self.use[kept], starts(numbers))

    @property
    def additions(self) -> Places:
        """Each addend's addition, numbered from 0."""
        numbers = np.zeros(len(self.series), np.intp)
        numbers[self.starts[1:]] = 1
        return np.cumsum(numbers)


def sums(known: Known, aims: Aims) -> Sums:
    """Every aim that any series of a place serves, with what is known of it."""
    series, use = aims.uses_of(known.measure, known.channel)
    keys = known.place[series].astype(np.int64) * aims.count + aims.aim[use]
    order = np.argsort(keys, kind="stable")
    every = Addends(series[order], use[order], starts(keys[order]))
    roles = aims.role[every.use]
    alone = aims.alone[aims.aim[every.use]]
    whole = np.isin(roles, (TOTAL, UNDIVIDED))
    mixed = np.logical_or.reduceat(whole, every.starts)[every.additions] if len(roles) else whole
    ways = (
        (every.where(alone), _alone),
        (every.where(~alone & ~mixed & (roles != BESIDE)), _parts),
        (every.where(~alone & mixed), _mixed),
    )
    made = [(addends, way(known, aims, addends)) for addends, way in ways]
    firsts = [(addends.series[addends.starts], addends.use[addends.starts]) for addends, _ in made]
    place = np.concatenate([known.place[series] for series, _ in firsts])
    aim = np.concatenate([aims.aim[use] for _, use in firsts])
    return Sums(known.starts, place, aim, stacked(facts for _, facts in made))


def _alone(known: Known, aims: Aims, addends: Addends) -> Facts:
    """Most additions ask for one channel, and have one addend."""
    return _each(known, aims, addends)


def _parts(known: Known, aims: Aims, addends: Addends) -> Facts:
    """Most others have parts only: their sum, if every part that applies is known."""
    if not len(addends.series):
        return nothing(0, len(known.starts))
    return _tallied(known, aims, addends).facts


@dataclass(frozen=True)
class Tally:
    """Facts of several series together, and how many of them are owed and known."""

    facts: Facts
    owed: npt.NDArray[np.int16]
    known: npt.NDArray[np.int16]
    total: Numbers

    def spread(self, there: Flags) -> "Tally":
        """These as the rows that are `there`, with nothing in those between."""
        rows = np.cumsum(there) - 1
        facts = self.facts.take(rows).where(there[:, np.newaxis], nothing(len(there), self.total.shape[1]))
        counts = (count[rows] * there[:, np.newaxis] for count in (self.owed, self.known, self.total))
        return Tally(facts, *counts)


def _tallied(known: Known, aims: Aims, addends: Addends) -> Tally:
    each = _each(known, aims, addends)
    owed = np.add.reduceat(each.applicable, addends.starts, dtype=np.int16)
    valued = np.add.reduceat(each.valued, addends.starts, dtype=np.int16)
    facts = replace(each.together(addends.starts, owed), valued=(owed > 0) & (valued == owed), applicable=owed > 0)
    return Tally(facts, owed, valued, facts.value)


def _each(known: Known, aims: Aims, addends: Addends) -> Facts:
    """Every addend by itself."""
    status = known.status[addends.series]
    bit = aims.bit[addends.use][:, np.newaxis]
    kind = aims.basis[aims.aim[addends.use]]
    exists = status != NOTHING
    applicable = exists & (status != NOT_APPLICABLE)
    valued = status <= ESTIMATED
    low, high = _bases(known, aims, addends.series, kind, valued)
    return Facts(
        exists=exists,
        valued=valued,
        value=known.value[addends.series],
        applicable=applicable,
        estimated=status == ESTIMATED,
        covers=bit * applicable,
        missing=bit * (status == NOT_PROVIDED),
        low=low,
        high=high,
    )


def _bases(known: Known, aims: Aims, series: Places, kind: Places, valued: Flags) -> tuple[npt.NDArray[np.int16], ...]:
    low, high = np.full(valued.shape, NO_BASIS_LOW, np.int16), np.full(valued.shape, NO_BASIS_HIGH, np.int16)
    for number, bases in enumerate(aims.bases):
        rows = np.flatnonzero(kind == number)
        if len(rows):
            stated = bases[known.source[series[rows]]]
            low[rows] = np.where(valued[rows], stated, NO_BASIS_LOW)
            high[rows] = np.where(valued[rows], stated, NO_BASIS_HIGH)
    return low, high


def _mixed(known: Known, aims: Aims, addends: Addends) -> Facts:
    """Reported totals and parts side by side; they are never added to each other."""
    if not len(addends.series):
        return nothing(0, len(known.starts))
    by_role = {role: _of_roles(known, aims, addends, (role,)) for role in (TOTAL, UNDIVIDED, DIGITAL_PART, PART)}
    every_split = _of_roles(known, aims, addends, (DIGITAL_PART, BESIDE))
    aim = aims.aim[addends.use[addends.starts]]
    return _formed(by_role, every_split, aims.exact[aim][:, np.newaxis], aims.stands[aim][:, np.newaxis])


def _of_roles(known: Known, aims: Aims, addends: Addends, roles: Iterable[int]) -> Tally:
    """What the addends with these roles know, a row for every addition."""
    kept = np.isin(aims.role[addends.use], tuple(roles))
    if not kept.any():
        shape = (len(addends.starts), len(known.starts))
        counts = np.zeros(shape, np.int16)
        return Tally(nothing(*shape), counts, counts, np.zeros(shape, np.int64))
    there = np.logical_or.reduceat(kept, addends.starts)
    return _tallied(known, aims, addends.where(kept)).spread(there)


def _formed(by_role: dict[int, Tally], every_split: Tally, exact: Flags, stands: Flags) -> Facts:
    """A total that is owed stands alone, in or missing: its parts may leave something out. An undivided digital figure
    stands for the digital channels unless those that are given add up to it."""
    total, digital, split, parts = (by_role[role] for role in (TOTAL, UNDIVIDED, DIGITAL_PART, PART))
    exists = total.facts.exists | split.facts.exists | parts.facts.exists | (digital.facts.exists & stands)
    is_total = total.owed > 0
    owed = parts.owed + split.owed + np.where(stands, digital.owed, 0)
    is_nothing = ~is_total & (owed == 0)
    adds_up = (every_split.known == every_split.owed) & (every_split.known > 0) & (digital.known > 0)
    adds_up &= every_split.total == digital.total
    open_still = ~is_total & ~is_nothing
    in_parts = open_still & ((digital.owed == 0) | (~exact & adds_up))
    undivided = open_still & ~in_parts & (exact | stands)
    enough = parts.known == parts.owed
    valued = np.select(
        [is_total, undivided, in_parts],
        [total.known > 0, enough & (digital.known > 0), enough & (split.known == split.owed)],
        default=False,
    )
    guessed = parts.facts.estimated | np.where(undivided, digital.facts.estimated, split.facts.estimated)
    beside = [parts.facts, split.facts]
    covers = total.facts.covers | digital.facts.covers | split.facts.covers | parts.facts.covers
    missing = total.facts.missing | digital.facts.missing | split.facts.missing | parts.facts.missing
    lows, highs = [one.low for one in (*beside, digital.facts)], [one.high for one in (*beside, digital.facts)]
    return Facts(
        exists=exists,
        valued=valued & exists,
        value=np.select([is_total, undivided], [total.total, parts.total + digital.total], parts.total + split.total),
        applicable=~is_nothing,
        estimated=np.where(is_total, total.facts.estimated, guessed),
        covers=np.where(is_total, total.facts.covers, covers),
        missing=np.where(is_total, missing & total.facts.covers, missing),
        low=np.where(is_total, total.facts.low, np.minimum.reduce(lows)),
        high=np.where(is_total, total.facts.high, np.maximum.reduce(highs)),
    )
