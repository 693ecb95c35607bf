"""The fictional councils: how each differs from Arden Vale, and what it does not have."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from examples.illustrative.months import FIRST, LAST, Month, month, months_from
from examples.illustrative.services import CHANNELS, SERVICES, Service


@dataclass(frozen=True)
class Gap:
    """Figures that never came: from one month to another, for one service or all, one channel or all."""

    first: Month
    last: Month
    service: str | None = None
    channel: str | None = None

    def covers(self, at: Month, service: str, channel: str | None) -> bool:
        """Whether the figure never came; a channel of None asks about the whole service."""
        return (
            self.first <= at <= self.last
            and self.service in (None, service)
            and (self.channel is None or self.channel == channel)
        )


@dataclass(frozen=True)
class Council:
    """One council. `completion`, `satisfied` and `drift` (of completion, over three years) are added to the
    services' shares; `size`, `cost` and `unaided_need` (of phone, counter and post) multiply, `channel_cost` single
    channels' cost; `variety` says how far its services stray from that by chance."""

    key: str
    name: str
    kind: str
    size: float
    channels: tuple[str, ...]
    completion: float = 0.0
    drift: float = 0.0
    satisfied: float = 0.0
    unaided_need: float = 1.0
    cost: float = 1.0
    channel_cost: Mapping[str, float] = field(default_factory=dict)
    variety: float = 1.0
    first: Month = FIRST
    last: Month = LAST
    assisted_from: Month = FIRST
    outage: Month = FIRST
    launched: Mapping[str, Month] = field(default_factory=dict)
    not_run: frozenset[str] = frozenset()
    gaps: tuple[Gap, ...] = ()

    def services(self) -> tuple[Service, ...]:
        """The services it runs, in order of their keys."""
        return tuple(service for service in SERVICES if service.key not in self.not_run)

    def months(self, service: str) -> tuple[Month, ...]:
        """The months in which it ran a service, as far as its figures go."""
        return months_from(max(self.first, self.launched.get(service, self.first)), self.last)

    def lost(self, at: Month, service: str, channel: str | None = None) -> bool:
        """Whether a figure of a service it runs never came."""
        return any(gap.covers(at, service, channel) for gap in self.gaps)


ARDEN_VALE = Council(
    "arden-vale", "Arden Vale", "unitary", 1.0, CHANNELS,
    variety=0.0, assisted_from=month("2024-04"), outage=month("2025-02"),
    launched={"garden-waste-subscription": month("2025-11")},
    gaps=(Gap(month("2026-02"), month("2026-02"), "renew-a-resident-parking-permit", "phone"),),
)  # fmt: skip
BRACKENMOOR = Council(
    "brackenmoor", "Brackenmoor", "metropolitan", 1.9, ("web", "app", "phone", "face_to_face", "post"),
    completion=0.012, drift=0.02, satisfied=-0.025, unaided_need=1.15, cost=1.1, outage=month("2023-11"),
    gaps=(
        Gap(month("2023-12"), month("2024-01"), "renew-a-resident-parking-permit"),
        Gap(month("2023-12"), month("2024-01"), "report-a-pothole"),
    ),
)  # fmt: skip
EASTMERE = Council(
    "eastmere", "Eastmere", "unitary", 0.8, ("web", "assisted_digital", "phone", "face_to_face", "post"),
    completion=-0.025, drift=0.035, satisfied=0.005, unaided_need=1.3, cost=1.06, first=month("2023-07"),
    assisted_from=month("2023-07"), outage=month("2024-07"),
)  # fmt: skip
HOLLINFORD = Council(
    "hollinford", "Hollinford", "district", 0.6, ("web", "phone", "face_to_face", "post"),
    completion=0.004, satisfied=0.02, unaided_need=1.22, cost=0.97, outage=month("2025-10"),
    gaps=tuple(
        Gap(month("2026-02"), LAST, service)
        for service in ("book-a-bulky-waste-collection", "garden-waste-subscription", "report-a-missed-bin")
    ),
)  # fmt: skip
SALTWICK_BAY = Council(
    "saltwick-bay", "Saltwick Bay", "unitary", 0.7, ("web", "app", "phone", "post"),
    completion=-0.01, drift=-0.01, satisfied=-0.01, unaided_need=1.05, cost=0.93, outage=month("2024-02"),
    not_run=frozenset({"renew-a-resident-parking-permit"}),
    gaps=(Gap(month("2024-12"), month("2024-12")),),
)  # fmt: skip
WYNCASTLE = Council(
    "wyncastle", "Wyncastle", "unitary", 1.2, ("web", "app", "assisted_digital", "phone", "face_to_face"),
    completion=0.02, drift=0.015, satisfied=0.015, unaided_need=0.85, cost=0.9, outage=month("2025-01"),
    launched={"tell-us-you-have-moved": month("2024-05")},
    channel_cost={"face_to_face": 0.2},  # its counters are self-service machines
)  # fmt: skip

COUNCILS = (ARDEN_VALE, BRACKENMOOR, EASTMERE, HOLLINFORD, SALTWICK_BAY, WYNCASTLE)

_OF_A_COUNTY = frozenset({
    "apply-for-a-blue-badge", "apply-for-a-primary-school-place", "garden-waste-subscription",
    "renew-a-resident-parking-permit", "report-a-pothole",
})  # fmt: skip
ASHMOOR = Council(
    "ashmoor", "Ashmoor", "district", 0.5, ("web", "phone", "face_to_face"),
    completion=-0.04, unaided_need=1.1, last=month("2025-03"), not_run=_OF_A_COUNTY,
)  # fmt: skip
LARKHOPE = Council(
    "larkhope", "Larkhope", "district", 0.3, ("web", "phone", "face_to_face"),
    completion=0.03, unaided_need=0.9, cost=0.95, last=month("2025-03"), not_run=_OF_A_COUNTY,
    gaps=(Gap(month("2024-06"), month("2024-06"), "report-a-missed-bin"),),
)  # fmt: skip
TARNSIDE = Council(
    "tarnside", "Tarnside", "unitary", 0.8, ("web", "phone", "face_to_face"),
    completion=0.02, unaided_need=1.0, first=month("2025-04"), not_run=_OF_A_COUNTY,
)  # fmt: skip

MERGED = (ASHMOOR, LARKHOPE, TARNSIDE)
"""Ashmoor and Larkhope became Tarnside on 1 April 2025."""
