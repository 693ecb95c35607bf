"""Missed-bin reports at Arden Vale by ward: a split of the same reports, never to be added to the whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from examples.illustrative.chance import dice, split
from examples.illustrative.councils import ARDEN_VALE
from examples.illustrative.figures import Count, reported_counts
from examples.illustrative.months import Month
from examples.illustrative.story import BINS


@dataclass(frozen=True)
class Ward:
    """One ward: its weight among the reports, and its households where they are known."""

    code: str
    name: str
    weight: int
    households: int | None


WARDS = (
    Ward("W01", "Abbey", 88, 21463),
    Ward("W02", "Bramcote Hill", 71, 19722),
    Ward("W03", "Castle Green", 96, 18462),
    Ward("W04", "Denbury", 52, 17931),
    Ward("W05", "Eastgate", 118, 17353),
    Ward("W06", "Foundry", 131, 17703),
    Ward("W07", "Hatherleigh", 57, 18387),
    Ward("W08", "Kingsmead", 84, 19091),
    Ward("W09", "Millbrook", 92, 18400),
    Ward("W10", "Northfield", 70, 18421),
    Ward("W11", "Priory", 39, None),
    Ward("W12", "Ridgeway", 46, 17692),
    Ward("W13", "Sallow Park", 83, 17660),
    Ward("W14", "Tollgate", 107, 18136),
    Ward("W99", "Unknown", 4, None),
)


@dataclass(frozen=True)
class WardCount:
    """One month of one ward's reports through one channel; `started` online only."""

    month: Month
    ward: str
    channel: str
    started: int | None
    completed: int


def ward_counts() -> list[WardCount]:
    """Every report of a missed bin by ward and channel; the wards add up to the whole, a true 0 is a row."""
    reports = [count for count in reported_counts(ARDEN_VALE) if count.service == BINS]
    return [ward for count in reports for ward in _by_ward(count)]


def _by_ward(count: Count) -> list[WardCount]:
    source = dice("ward", count.month.key, count.channel)
    weights: Mapping[str, float] = {ward.code: ward.weight for ward in WARDS}
    completed = split(source, count.completed, weights)
    if count.started is None:
        return [WardCount(count.month, ward, count.channel, None, done) for ward, done in completed.items()]
    given_up = split(source, count.started - count.completed, weights)
    return [
        WardCount(count.month, ward, count.channel, done + given_up[ward], done) for ward, done in completed.items()
    ]
