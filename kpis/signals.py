"""The four rules that tell a signal from normal variation (METHODS T3), many series at once.

Arrays are as in `kpis.limits`: a row for each stretch without a re-basing, a column for each period, NaN for a gap.
"""

from typing import Literal

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from kpis.limits import NEAR, Array, Flags, Limits

Rule = Literal["", "limit", "trend", "near", "shift"]

RULES: tuple[Rule, ...] = ("", "limit", "trend", "near", "shift")
"""In the order of label: a point that breaks several rules carries the first; '' is none."""

RUN = 7
"""Points in a trend or a shift. Sources differ (5 to 9), so the number is part of the rule set's name."""

RULE_SET = "Making Data Count, 7 points; a tie ends a trend, a point on the average ends a shift"
"""Which variant of the rules was used: recorded wherever a signal is."""

HAIR = 1e-9
"""A point closer to the mean or a limit than this share of the mean is on it: floats do not tell them apart."""

Whole = NDArray[np.int8]


def signals(values: Array, limits: Limits) -> tuple[Whole, Whole]:
    """For each point its rule (a place in RULES) and its side: 1 high or rising, -1 low or falling, 0 without a rule.

    A gap ends runs and trends (T11). Rows whose limits are NaN have no signals. A limit beyond the range that values
    can have cannot fire by itself, as no value lies there.
    """
    hair = HAIR * np.maximum(np.abs(limits.mean), HAIR)
    with np.errstate(invalid="ignore"):
        side = (values > limits.mean + hair).astype(np.int8) - (values < limits.mean - hair).astype(np.int8)
        outside = (values > limits.upper + hair) | (values < limits.lower - hair)
    rising, falling = _trends(values, ~np.isnan(limits.mean))
    near = _two_of_three(side, _near(values, limits, hair) & ~outside)
    found = (outside, rising | falling, near, _in_a_row(side > 0) | _in_a_row(side < 0))
    rule = np.zeros(values.shape, np.int8)
    for place, flags in reversed(list(enumerate(found, start=1))):
        rule[flags] = place
    # A trend's side is its direction, not the side of the mean on which it happens to be.
    direction = np.where(rule == RULES.index("trend"), rising.astype(np.int8) - falling.astype(np.int8), side)
    return rule, np.where(rule > 0, direction, 0).astype(np.int8)


def _near(values: Array, limits: Limits, hair: Array) -> Flags:
    """Beyond two thirds of the way from the mean to a limit."""
    with np.errstate(invalid="ignore"):
        flags: Flags = np.abs(values - limits.mean) > NEAR * (limits.upper - limits.mean) + hair
    return flags


def _trends(values: Array, tested: Flags) -> tuple[Flags, Flags]:
    """Points of runs of six strict rises, and of six strict falls."""
    with np.errstate(invalid="ignore"):
        steps = np.diff(values, axis=1)
        both = (steps > 0, steps < 0)
    up, down = (_ends_too(_in_a_row(one, RUN - 1)) & tested for one in both)
    return up, down


def _ends_too(steps: Flags) -> Flags:
    """The points on either side of the steps."""
    flags = np.zeros((steps.shape[0], steps.shape[1] + 1), bool)
    flags[:, 1:] = steps
    flags[:, :-1] |= steps
    return flags


def _in_a_row(flags: Flags, length: int = RUN) -> Flags:
    """Those that stand in a run of at least so many."""
    return _spread(_all_of(flags, length), length, flags.shape)


def _two_of_three(side: Whole, near: Flags) -> Flags:
    """Near points of three in a row that lie on one side, at least two of them near; only the near ones."""
    if side.shape[1] < 3:
        return np.zeros(side.shape, bool)
    alike = _all_of(side > 0, 3) | _all_of(side < 0, 3)
    enough = sliding_window_view(near, 3, axis=1).sum(axis=2) >= 2
    return _spread(alike & enough, 3, side.shape) & near


def _all_of(flags: Flags, length: int) -> Flags:
    """For each window of so many whether all of it is set; no window where the rows are shorter."""
    if flags.shape[1] < length:
        return np.zeros((flags.shape[0], 0), bool)
    last = flags.shape[1] - length + 1
    result = flags[:, :last].copy()
    for shift in range(1, length):
        result &= flags[:, shift : shift + last]
    return result


def _spread(windows: Flags, length: int, shape: tuple[int, ...]) -> Flags:
    """Every point of the windows that are set."""
    result = np.zeros(shape, bool)
    count = windows.shape[1]
    for shift in range(length if count else 0):
        result[:, shift : shift + count] |= windows
    return result
