"""The eight services and what is typical of them; the levels are Arden Vale's, the others differ from it."""

from collections.abc import Mapping
from dataclasses import dataclass

CHANNELS = ("web", "app", "assisted_digital", "phone", "face_to_face", "post")
ONLINE = ("web", "app")

# Answers at the five levels, from very dissatisfied to very satisfied.
Ratings = tuple[int, int, int, int, int]

# Pounds for one completed transaction, before a service's own level is applied.
CHANNEL_COST: Mapping[str, float] = {
    "web": 0.58,
    "app": 0.61,
    "assisted_digital": 4.92,
    "phone": 5.34,
    "face_to_face": 9.87,
    "post": 11.20,
}


@dataclass(frozen=True)
class Service:
    """One service: shares are from 0 to 1, `season` has twelve factors from April that average 1."""

    key: str
    name: str
    volume: int
    season: tuple[float, ...]
    completion: float
    satisfied: float
    response: float
    unit_cost: float
    mix_then: Mapping[str, float]
    mix_now: Mapping[str, float]


def _mix(*shares: float) -> dict[str, float]:
    return dict(zip(CHANNELS, shares, strict=True))


SERVICES = (
    Service(
        "apply-for-a-blue-badge", "Apply for a Blue Badge", 307,
        (1.0, 1.02, 1.0, 0.98, 0.95, 1.02, 1.04, 1.02, 0.88, 1.06, 1.02, 1.01),
        0.838, 0.84, 0.17, 13.3,
        _mix(0.52, 0, 0, 0.20, 0.14, 0.14), _mix(0.58, 0, 0.062, 0.16, 0.11, 0.088),
    ),
    Service(
        "apply-for-a-primary-school-place", "Apply for a primary school place", 393,
        (0.5, 0.4, 0.4, 0.5, 0.5, 1.2, 1.5, 1.8, 2.0, 2.4, 0.5, 0.3),
        0.93, 0.88, 0.13, 8.5,
        _mix(0.84, 0, 0, 0.05, 0.06, 0.05), _mix(0.90, 0, 0.045, 0.02, 0.02, 0.015),
    ),
    Service(
        "book-a-bulky-waste-collection", "Book a bulky waste collection", 642,
        (1.1, 1.12, 1.08, 1.06, 1.05, 1.0, 0.95, 0.88, 0.78, 1.05, 0.93, 1.0),
        0.861, 0.88, 0.163, 4.74,
        _mix(0.52, 0.10, 0, 0.32, 0.06, 0), _mix(0.60, 0.135, 0.035, 0.19, 0.04, 0),
    ),
    Service(
        "garden-waste-subscription", "Garden waste subscription", 382,
        (1.6, 1.2, 1.0, 0.8, 0.6, 0.5, 0.4, 0.45, 0.4, 0.9, 1.75, 2.4),
        0.892, 0.905, 0.15, 3.55,
        _mix(0.62, 0.08, 0, 0.22, 0.05, 0.03), _mix(0.72, 0.14, 0.037, 0.08, 0.015, 0.008),
    ),
    Service(
        "renew-a-resident-parking-permit", "Renew a resident parking permit", 538,
        (1.05, 1.0, 0.98, 1.0, 1.02, 1.12, 1.03, 0.97, 0.85, 1.04, 0.97, 0.97),
        0.893, 0.895, 0.14, 2.97,
        _mix(0.64, 0.08, 0, 0.19, 0.09, 0), _mix(0.72, 0.12, 0.036, 0.09, 0.034, 0),
    ),
    Service(
        "report-a-missed-bin", "Report a missed bin", 1130,
        (1.0, 1.02, 0.98, 0.98, 0.96, 0.97, 1.0, 1.02, 1.06, 1.08, 0.99, 0.94),
        0.787, 0.805, 0.176, 2.25,
        _mix(0.466, 0.15, 0, 0.314, 0.041, 0.029), _mix(0.531, 0.182, 0.035, 0.219, 0.024, 0.009),
    ),
    Service(
        "report-a-pothole", "Report a pothole", 386,
        (1.05, 0.9, 0.75, 0.7, 0.7, 0.75, 0.85, 1.0, 1.1, 1.45, 1.45, 1.3),
        0.857, 0.695, 0.16, 5.6,
        _mix(0.47, 0.19, 0, 0.29, 0, 0.05), _mix(0.53, 0.26, 0.022, 0.16, 0, 0.028),
    ),
    Service(
        "tell-us-you-have-moved", "Tell us you have moved (Council Tax)", 930,
        (1.0, 1.0, 1.08, 1.15, 1.15, 1.2, 1.05, 0.95, 0.75, 0.9, 0.85, 0.92),
        0.814, 0.78, 0.12, 4.63,
        _mix(0.65, 0, 0, 0.22, 0.05, 0.08), _mix(0.62, 0, 0.041, 0.22, 0.04, 0.079),
    ),
)  # fmt: skip
