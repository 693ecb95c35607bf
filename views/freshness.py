"""What has stopped coming: services of which nothing is in for the newest periods that were expected."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from kpis.periods import Frequency, Period, between, starting
from views.reader import Extent, SourceStatus

LONG_OVER = timedelta(days=730)
"""A source whose newest figures were older than this when it was loaded is a record of the past (our rule)."""


@dataclass(frozen=True)
class Late:
    """A council's service that has given nothing since `since`: `periods` of them are lacking.

    `latest` is the last period that has a figure.
    """

    council: str
    service: str
    since: Period
    latest: Period
    periods: int
    sources: tuple[str, ...]


def awaited(source: SourceStatus) -> bool:
    """Whether newer figures are to be expected of a source: its newest are not long over (our rule)."""
    return source.last is not None and source.loaded_at.date() - source.last <= LONG_OVER


def loaded_by_council(extents: Iterable[Extent], sources: Iterable[SourceStatus], parts: bool) -> dict[str, date]:
    """Council and the day when its figures, or `parts` of them, were last loaded: a later period is not over (A5)."""
    loaded = {source.name: source.loaded_at.date() for source in sources}
    found: dict[str, date] = {}
    for extent in extents:
        for name in extent.segment_sources if parts else extent.sources:
            if name in loaded:
                found[extent.council] = max(loaded[name], found.get(extent.council, date.min))
    return found


def late(extents: Iterable[Extent], sources: Iterable[SourceStatus]) -> list[Late]:
    """Services that had figures and have none for the last period that was expected, by council and service.

    Only sources of which newer figures are awaited can be late.
    """
    alive = {source.name for source in sources if awaited(source)}
    together: dict[tuple[str, str, Frequency], list[Extent]] = defaultdict(list)
    for extent in extents:
        if not alive.isdisjoint(extent.sources):
            together[extent.council, extent.service, extent.frequency].append(extent)
    found = [_late(members) for members in together.values()]
    return sorted((one for one in found if one), key=lambda one: (one.council, one.service, one.since))


def latest_period(extents: Iterable[Extent]) -> Period | None:
    """The newest period that has a figure; of those that end together, the shortest."""
    found = [starting(extent.latest, extent.frequency) for extent in extents if extent.latest]
    return max(found, key=lambda period: (period.end, period.start), default=None)


def _late(members: list[Extent]) -> Late | None:
    latest = max((extent.latest for extent in members if extent.latest), default=None)
    last = max(extent.last for extent in members)
    if latest is None or latest == last:
        return None
    frequency = members[0].frequency
    newest = starting(latest, frequency)
    since = newest.following()
    return Late(
        members[0].council,
        members[0].service,
        since,
        newest,
        len(between(since, starting(last, frequency))),
        tuple(sorted({source for extent in members for source in extent.sources})),
    )
