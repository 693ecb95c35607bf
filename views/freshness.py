"""What has stopped coming: services of which nothing is in for the newest periods that were expected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from kpis.periods import Frequency, Period, between, starting
from views.reader import Extent


@dataclass(frozen=True)
class Late:
    """A council's service that has given nothing since `since`: `periods` of them are lacking.

    `latest` is the last period that has a figure, None if none ever came.
    """

    council: str
    service: str
    since: Period
    latest: Period | None
    periods: int
    sources: tuple[str, ...]


def late(extents: Iterable[Extent]) -> list[Late]:
    """Services of which no KPI has a figure for the last period that was expected of any, by council and service."""
    together: dict[tuple[str, str, Frequency], list[Extent]] = defaultdict(list)
    for extent in extents:
        together[extent.council, extent.service, extent.frequency].append(extent)
    found = [_late(members) for members in together.values()]
    return sorted((one for one in found if one), key=lambda one: (one.council, one.service, one.since))


def latest_period(extents: Iterable[Extent]) -> Period | None:
    """The newest period that has a figure; of those that end together, the shortest."""
    found = [starting(extent.latest, extent.frequency) for extent in extents if extent.latest]
    return max(found, key=lambda period: (period.end, period.start), default=None)


def _late(members: list[Extent]) -> Late | None:
    last = max(extent.last for extent in members)
    if not any(extent.provided < extent.expected for extent in members):
        return None
    latest = max((extent.latest for extent in members if extent.latest), default=None)
    if latest == last:
        return None
    frequency = members[0].frequency
    since = _first_lacking(latest, min(extent.first for extent in members), frequency)
    return Late(
        members[0].council,
        members[0].service,
        since,
        starting(latest, frequency) if latest else None,
        len(between(since, starting(last, frequency))),
        tuple(sorted({source for extent in members for source in extent.sources})),
    )


def _first_lacking(latest: date | None, first: date, frequency: Frequency) -> Period:
    return starting(latest, frequency).following() if latest else starting(first, frequency)
