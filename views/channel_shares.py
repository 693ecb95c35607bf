"""The share of completed transactions through each channel: of all of them, or of none (METHODS D4)."""

from collections import defaultdict
from collections.abc import Mapping
from decimal import Decimal

from kpis.catalogue import Count, Kpi, each
from kpis.channels import ALL, CHANNELS, DIGITAL, UNDIVIDED_DIGITAL
from kpis.figure import Sums
from kpis.periods import Frequency, Period
from kpis.series import Series, frequencies_of, series
from views.reader import ObservedSum
from views.service_figures import ServiceFigures

Completed = Mapping[str, Mapping[Period, ObservedSum]]
"""Channel and period, and the transactions completed."""


def share_of_completed() -> Kpi:
    """One channel's completed transactions, of those through every channel."""
    return Kpi(
        key="share_of_completed",
        name="Share of completed transactions",
        short_name="Share",
        description="Completed through one channel, of all channels",
        phrase="of completed transactions",
        numerator=Count(each("completed")),
        denominator=Count(each("completed")),
        numerator_name="Completed",
        denominator_name="Completed, all channels",
        unit="percent",
        decimals=1,
        better=None,
        definition="",
    )


def completed_by_channel(observed: list[ObservedSum]) -> Completed:
    """By channel in the order of pages; digital that is not split is left out where its parts are there."""
    found: dict[str, dict[Period, ObservedSum]] = defaultdict(dict)
    for one in observed:
        found[one.channel][one.period] = one
    if found.keys() & (DIGITAL - {UNDIVIDED_DIGITAL}):
        found.pop(UNDIVIDED_DIGITAL, None)
    return {channel: found[channel] for channel in CHANNELS if channel in found}


def frequency_of_mix(figures: ServiceFigures, completed: Completed) -> Frequency | None:
    """The chosen frequency, or the channels' own where they cannot be shown by that."""
    native = {period.frequency for periods in completed.values() for period in periods}
    possible = frequencies_of(native)
    if not possible:
        return None
    return figures.frequency if figures.frequency in possible else possible[0]


def share_lines(kpi: Kpi, completed: Completed, frequency: Frequency, figures: ServiceFigures) -> list[Series]:
    """Each channel's share over all time; no share where a channel that had begun gave nothing."""
    begun = _begun(completed)
    known = {period for periods in completed.values() for period in periods}
    wholes = {period: _whole(completed, begun, period) for period in known}
    return [
        series(
            kpi,
            channel,
            CHANNELS[channel],
            {
                period: _sums(periods.get(period), wholes[period])
                for period in sorted(wholes)
                if period >= begun[channel]
            },
            frequency,
            figures.as_at,
        )
        for channel, periods in completed.items()
        if channel != ALL and channel in begun
    ]


def _begun(completed: Completed) -> dict[str, Period]:
    """Each channel's first period with a figure: before it there was no such channel."""
    known = {
        channel: [period for period, one in periods.items() if one.value is not None]
        for channel, periods in completed.items()
    }
    return {channel: min(periods) for channel, periods in known.items() if periods}


def _whole(completed: Completed, begun: Mapping[str, Period], period: Period) -> Decimal | None:
    """The reported total, else every channel together; None if one that had begun gave nothing (METHODS D4)."""
    reported = completed.get(ALL, {}).get(period)
    if reported and reported.value is not None:
        return reported.value
    owed = [channel for channel, first in begun.items() if channel != ALL and first <= period]
    given = [completed[channel].get(period) for channel in owed]
    values = [one.value for one in given if one and one.value is not None]
    return sum(values, start=Decimal(0)) if values and len(values) == len(owed) else None


def _sums(one: ObservedSum | None, whole: Decimal | None) -> Sums:
    if one is None or one.value is None or whole is None:
        return Sums(expected=1, reason="" if whole is not None else "a channel has no figure")
    return Sums(one.value, whole, 1, 1, estimated=one.estimated)
