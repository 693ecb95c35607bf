"""Which limits many series get, and which of their points are signals: METHODS T1 to T4, T8, T9 and T11 together.

Arrays are as in `kpis.limits`: a row for each stretch without a re-basing, a column for each period, NaN for a gap.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from kpis.limits import Array, Flags, Limits, p_prime, too_few, varies_little, xmr
from kpis.signals import Whole, signals

ENOUGH = 13
"""Points that limits need (T4)."""

TRIAL = 7
"""Points from which a re-based stretch has trial limits: the length of the shift that justifies it (our rule, T7)."""


AT_ONCE = 4096
"""Rows that are calculated together: so many fit a processor's own memory, which is measurably faster than all."""


@dataclass(frozen=True)
class Shares:
    """Numerators and denominators of values that are shares of counted things."""

    numerators: Array
    denominators: Array


@dataclass(frozen=True)
class Control:
    """For each point its limits, rule and side; for each row how they were made.

    `prime`: by Laney's p' instead of XmR. `small`: none, as too few events are expected. `trial`: limits without rules.
    """

    limits: Limits
    rule: Whole
    side: Whole
    prime: Flags
    small: Flags
    trial: Flags
    counted: NDArray[np.int64]


def control(
    values: Array,
    shares: Shares | None = None,
    base: Flags | None = None,
    rebased: Flags | None = None,
    screened: bool = False,
) -> Control:
    """The control chart of each row; rows with fewer than 13 points have no limits.

    `shares` are the counts behind values that are shares; NaN in rows that are not. `base` marks the points that limits
    are made of (T8). `rebased` marks rows that a re-basing began: they have trial limits from 7 points on (T7).
    """
    if len(values) <= AT_ONCE:
        return _part(values, shares, base, rebased, screened)
    parts = [
        _part(
            values[rows],
            Shares(shares.numerators[rows], shares.denominators[rows]) if shares else None,
            None if base is None else base[rows],
            None if rebased is None else rebased[rows],
            screened,
        )
        for rows in (slice(first, first + AT_ONCE) for first in range(0, len(values), AT_ONCE))
    ]
    limits = Limits(*(np.concatenate([getattr(one.limits, f.name) for one in parts]) for f in fields(Limits)))
    names = [f.name for f in fields(Control) if f.name != "limits"]
    return Control(limits, *(np.concatenate([getattr(one, name) for one in parts]) for name in names))


def _part(values: Array, shares: Shares | None, base: Flags | None, rebased: Flags | None, screened: bool) -> Control:
    counted = (~np.isnan(values) if base is None else ~np.isnan(values) & base).sum(axis=1)
    trial = (counted >= TRIAL) & (counted < ENOUGH) & (False if rebased is None else rebased)
    limits, prime, small = _limits(values, shares, base, screened)
    without = small | ((counted < ENOUGH) & ~trial)
    kept = Limits(*(np.where(without[:, None], np.nan, one) for one in (limits.mean, limits.lower, limits.upper)))
    rule, side = signals(values, kept)
    quiet = trial[:, None]
    rule, side = np.where(quiet, 0, rule).astype(np.int8), np.where(quiet, 0, side).astype(np.int8)
    return Control(kept, rule, side, prime & ~without, small, trial & ~small, counted)


def _limits(values: Array, shares: Shares | None, base: Flags | None, screened: bool) -> tuple[Limits, Flags, Flags]:
    """XmR for every row; p' in its place where counts vary (T9)."""
    limits = xmr(values, base, screened)
    none = np.zeros(len(values), bool)
    if shares is None:
        return limits, none, none
    small = too_few(shares.numerators, shares.denominators)
    prime = ~varies_little(shares.denominators, base) & ~small
    if not prime.any():
        return limits, none, small
    some = p_prime(
        shares.numerators[prime], shares.denominators[prime], None if base is None else base[prime], screened
    )
    mixed = [np.array(one) for one in (limits.mean, limits.lower, limits.upper)]
    for whole, part in zip(mixed, (some.mean, some.lower, some.upper), strict=True):
        whole[prime] = part
    return Limits(*mixed), prime, small
