"""What is wrong with a cell is named: why both sides, where they meet, make no figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from kpis.channels import ALL, CHANNELS, DIGITAL, UNDIVIDED_DIGITAL
from kpis.figure import ABOVE
from warehouse.aims import Kpis
from warehouse.facts import Bases, Bits, Facts, Flags, Places

SOUND, MISSING, BASES, COVERAGE, BELOW_ZERO, ABOVE_WHOLE = range(6)
"""Faults, in the order in which they are looked for."""

WORDS = {BELOW_ZERO: "a count below zero", ABOVE_WHOLE: ABOVE}


@dataclass(frozen=True)
class Judged:
    """One cell in each row. `basis` is -1 where no side has one; `detail` says more of a fault, for `reason`."""

    fault: npt.NDArray[np.int8]
    detail: npt.NDArray[np.int64]
    provided: Flags
    expected: Flags
    estimated: Flags
    basis: Bases


@dataclass(frozen=True)
class Masks:
    """Sets of channels, as bits."""

    total: int
    digital: int
    parts: int

    @classmethod
    def of(cls, bits: Mapping[str, int]) -> "Masks":
        """From each channel's bit."""
        parts = sum(bits[channel] for channel in DIGITAL if channel != UNDIVIDED_DIGITAL)
        return cls(bits[ALL], bits[UNDIVIDED_DIGITAL], parts)


def judge(sides: tuple[Facts, Facts], track: Places, kpis: Kpis, masks: Masks, event: int) -> Judged:
    """Judge cells whose sides are one row each. More finished than began is a value all the same where each `event` is
    counted by its own date (METHODS D3)."""
    n, d = sides
    ratio, bounded = kpis.is_ratio[track], kpis.bounded[track]
    low, high = np.minimum(n.low, d.low), np.maximum(n.high, d.high)
    missing = np.where(n.valued, 0, n.missing) | np.where(d.valued, 0, d.missing)
    differ = kpis.same_channels[track] & ((n.covers | d.covers) & masks.total == 0)
    lacking = np.where(differ, _covers(n, d, masks) ^ _covers(d, n, masks), 0)
    faults = [
        ~n.valued | (ratio & ~d.valued),
        (high >= 0) & (low != high),
        lacking != 0,
        (ratio & (d.value < 0)) | (bounded & (n.value < 0)),
        bounded & (n.value > d.value),
    ]
    fault = np.select(faults, [MISSING, BASES, COVERAGE, BELOW_ZERO, ABOVE_WHOLE], SOUND).astype(np.int8)
    pair = low.astype(np.int64) << 16 | high.astype(np.int64)
    late = (fault == ABOVE_WHOLE) & kpis.is_completion[track] & (low == event)
    return Judged(
        fault=fault,
        detail=np.select([fault == MISSING, fault == BASES, fault == COVERAGE], [missing, pair, lacking], 0),
        provided=(fault == SOUND) | late,
        expected=n.applicable & (d.applicable | ~d.exists),
        estimated=n.estimated | d.estimated,
        basis=np.where(high >= 0, low, np.int16(-1)),
    )


def reason(fault: int, detail: int, bits: Mapping[str, int], bases: Sequence[str]) -> str:
    """A fault in the words that are kept: the channels that are missing, the bases that differ, or what is wrong."""
    if fault == BASES:
        pair = (detail >> 16, detail & 0xFFFF)
        return f"different bases: {'; '.join(sorted(bases[one] or 'not stated' for one in pair))}"
    if fault in (MISSING, COVERAGE):
        return ",".join(channel for channel in CHANNELS if detail & bits[channel] and channel != ALL)
    return WORDS.get(fault, "")


def _covers(side: Facts, other: Facts, masks: Masks) -> Bits:
    """The channels of a side, with the digital ones as one where either side has them undivided."""
    apart = ((side.covers | other.covers) & masks.digital) == 0
    none = (side.covers & (masks.digital | masks.parts)) == 0
    covers: Bits = np.where(apart | none, side.covers, (side.covers & ~masks.parts) | masks.digital)
    return covers
