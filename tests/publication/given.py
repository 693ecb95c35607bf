"""Releases in memory, by hand: what a stored release answers, without storing one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal

from kpis.catalogue import Catalogue
from kpis.councils import Council, Register
from kpis.definitions import catalogue
from kpis.figure import Figure, Sums, figure
from kpis.notes import Notes
from kpis.periods import Frequency, Period, starting
from kpis.services import Service
from views.open.release import (
    CouncilPart,
    Finished,
    PublishedSource,
    ReleaseFacts,
    ReleaseReader,
    Revision,
    Threshold,
)

COUNCILS = (
    Council("ARD", "Arden Vale", "Arden Vale Borough Council", "NMD", "England", gss="E07999901", illustrative=True),
    Council("BRI", "Brigh, the Isle", "Comhairle Bhrìgh", "UA", "Scotland", illustrative=True),
)
SERVICES = {
    "=garden": Service("=garden", "=Garden waste, paid"),
    "missed-bin": Service("missed-bin", "Report a missed bin"),
}
PUBLISHED = datetime(2026, 5, 12, 8, 30, tzinfo=UTC)
FACTS = ReleaseFacts(7, "Spring figures", PUBLISHED, demonstration=True)
CRM = PublishedSource("crm", "Case records", "The councils' own", "https://example.org/crm", "OGL v3.0", True)


def row(
    kpi: str = "completion_rate",
    month: str = "2026-03",
    numerator: int | None = 811,
    denominator: int | None = 1128,
    council: str = "ARD",
    service: str = "missed-bin",
    channel: str = "",
    **others: str,
) -> Finished:
    """One figure of a month; a number that is None is missing, and so is the value."""
    known = numerator is not None and denominator is not None
    sums = Sums(_decimal(numerator), _decimal(denominator), int(known), 1) if known else Sums(expected=1)
    of = figure(catalogue()[kpi], sums)
    period = starting(date.fromisoformat(f"{month}-01"), "month")
    return Finished(kpi, council, service, channel, "", "", period, of, 1, **others)


def hidden(**of: str) -> Finished:
    """One figure that disclosure control has hidden."""
    return row(**of)._replace(figure=Figure(None, None, None, markers=("c",), provided=1, expected=1))


def rows() -> list[Finished]:
    """Two councils, two services, two months; one hidden, one missing, one by channel, one of money, one total."""
    return [
        row(service="", month="2026-03", numerator=811 + 90, denominator=1128 + 120),
        row(month="2026-02", numerator=700, denominator=1000),
        row(month="2026-03"),
        row(channel="web", numerator=600, denominator=800),
        row("cost_per_transaction", numerator=20510, denominator=8957),
        hidden(service="=garden"),
        row(council="BRI", numerator=None),
        row(council="BRI", month="2026-02", numerator=0, denominator=40, caution="recorded by hand"),
    ]


def part(council: str, **changed: object) -> CouncilPart:
    """A council's part of a release."""
    approved = CouncilPart(
        council, 1, PUBLISHED, "A. Officer", date(2026, 5, 11), "The council", "open@example.org",
        tuple(SERVICES), ("completion_rate", "cost_per_transaction"), ("crm",), 7, 8, 1, illustrative=True,
    )  # fmt: skip
    return replace(approved, **changed)  # type: ignore[arg-type]


@dataclass(frozen=True)
class InMemory:
    """A release reader over rows that a test gives."""

    given: Sequence[Finished]
    facts: ReleaseFacts = FACTS
    changed: Sequence[Revision] = ()

    @property
    def catalogue(self) -> Catalogue:
        return catalogue()

    @property
    def register(self) -> Register:
        return Register(COUNCILS)

    @property
    def sources(self) -> Mapping[str, PublishedSource]:
        return {"crm": CRM}

    @property
    def parts(self) -> Mapping[str, CouncilPart]:
        return {council.key: part(council.key) for council in COUNCILS}

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        return {"": Threshold()}

    @property
    def notes(self) -> Notes:
        return Notes()

    @property
    def services(self) -> Mapping[str, Service]:
        return SERVICES

    def rows(
        self,
        council: str | None = None,
        service: str | None = None,
        kpi: str | None = None,
        channel: str | None = "",
        frequency: Frequency | None = None,
    ) -> list[Finished]:
        asked = {"council": council, "service": service, "kpi": kpi, "channel": channel}
        return [
            one
            for one in sorted(self.given, key=_place)
            if all(getattr(one, name) == value for name, value in asked.items() if value is not None)
            and (frequency is None or one.period.frequency == frequency)
        ]

    def held(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        whole = [one for one in self.rows() if not one.segment]
        return {(one.service, one.kpi): _councils(whole, one) for one in whole}

    def revisions(self) -> list[Revision]:
        return list(self.changed)

    def changes(self, council: str | None = None) -> Mapping[str, int]:
        return Counter(one.kind for one in self.changed if council in (None, one.row.council))


@dataclass(frozen=True)
class OnShelf:
    """A shelf of releases in memory."""

    readers: Sequence[InMemory]

    def published(self) -> tuple[ReleaseFacts, ...]:
        return tuple(sorted((one.facts for one in self.readers), key=lambda facts: -facts.number))

    def newest(self) -> ReleaseReader | None:
        standing = [facts.number for facts in self.published() if facts.withdrawn_at is None]
        return self.release(standing[0]) if standing else None

    def release(self, number: int) -> ReleaseReader | None:
        found = (one for one in self.readers if one.facts.number == number and one.facts.withdrawn_at is None)
        return next(found, None)


def _place(one: Finished) -> tuple[str, str, str, str, str, Period]:
    return one.council, one.service, one.kpi, one.channel, one.segment, one.period


def _councils(rows: Sequence[Finished], of: Finished) -> tuple[str, ...]:
    having = {one.council for one in rows if (one.service, one.kpi) == (of.service, of.kpi)}
    return tuple(council.key for council in COUNCILS if council.key in having)


def _decimal(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(number)
