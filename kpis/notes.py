"""What people put on record about figures: dated events, re-basings and targets (METHODS T6, T7)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from kpis.periods import Period
from kpis.prices import Prices


@dataclass(frozen=True)
class Scope:
    """What a note is about: one council; one service or, with '', the council as a whole; one KPI or, with '', any."""

    council: str
    service: str = ""
    kpi: str = ""


@dataclass(frozen=True)
class Annotation:
    """A dated event, told and not blamed: 'new form launched'. Without a service it is about all of the council's."""

    scope: Scope
    day: date
    text: str


@dataclass(frozen=True)
class Rebase:
    """From the period that holds `day` on, limits are made anew, for a stated reason and by a named person (T7).

    `baseline_to`: they are made of the figures up to that day only and then frozen (T8).
    """

    scope: Scope
    day: date
    reason: str
    author: str
    baseline_to: date | None = None


@dataclass(frozen=True)
class Target:
    """A value to reach, in the KPI's own unit (a percentage is a fraction of one), from a day to a day.

    `tolerance` is how far a figure may lie on the wrong side of it and still be within tolerance.
    """

    scope: Scope
    value: float
    first: date
    last: date | None
    approved_by: str
    tolerance: float = 0.0

    def holds(self, period: Period) -> bool:
        """Whether it is in force at the end of a period."""
        return self.first <= period.end and (self.last is None or period.end <= self.last)


Note = TypeVar("Note", Rebase, Target)


@dataclass(frozen=True)
class Notes:
    """Everything on record, in the order of the configuration.

    `screened` is T2's option and `prices` the index of prices, both for the whole deployment.
    """

    annotations: tuple[Annotation, ...] = field(default=())
    rebases: tuple[Rebase, ...] = field(default=())
    targets: tuple[Target, ...] = field(default=())
    screened: bool = False
    prices: Prices = field(default_factory=Prices)

    def events(self, council: str, service: str, kpi: str) -> tuple[Annotation, ...]:
        """Dated events to draw on one chart, in order of time; those of the whole council stand on every service's."""
        found = (one for one in self.annotations if one.scope.council == council)
        wanted = (one for one in found if one.scope.service in ("", service) and one.scope.kpi in ("", kpi))
        return tuple(sorted(wanted, key=lambda one: one.day))

    def rebasings(self, council: str, service: str, kpi: str) -> tuple[Rebase, ...]:
        """Re-basings of one chart, in order of time."""
        return tuple(sorted(_exactly(self.rebases, council, service, kpi), key=lambda one: one.day))

    def targets_of(self, council: str, service: str, kpi: str) -> tuple[Target, ...]:
        """Targets of one chart, in order of time."""
        return tuple(sorted(_exactly(self.targets, council, service, kpi), key=lambda one: one.first))


def _exactly(notes: Iterable[Note], council: str, service: str, kpi: str) -> list[Note]:
    return [one for one in notes if one.scope == Scope(council, service, kpi)]
