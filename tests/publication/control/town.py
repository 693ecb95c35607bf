"""A council made of indivisible counts, its rows for a release, and what an attacker learns from them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kpis.definitions import catalogue
from kpis.figure import Sums, figure
from kpis.periods import Period, add_months, starting
from kpis.services import Service
from publication.control import Protected, protected
from tests.publication.control.attacker import Attack
from views.open.release import Finished, Threshold

ONLINE = ("web", "app")
WINDOW = 12


class Act(NamedTuple):
    """One indivisible count: 'finished' and 'given up' are those who started."""

    what: str
    service: str
    channel: str
    month: int
    council: str = "ARD"


Counts = Mapping[Act, int]


class Side(NamedTuple):
    """What a row's number is the sum of."""

    acts: frozenset[Act]
    cost: bool = False


@dataclass(frozen=True)
class Town:
    """`counts` of acts; rows are made of them as a release has them."""

    counts: Counts
    first: date = date(2025, 4, 1)

    @property
    def services(self) -> list[str]:
        return sorted({act.service for act in self.counts})

    @property
    def known(self) -> dict[str, Service]:
        return {key: Service(key, key) for key in self.services}

    def acts(
        self, what: Iterable[str], services: Iterable[str], channels: Iterable[str], months: Iterable[int]
    ) -> Side:
        found = (set(what), set(services), set(channels), set(months))
        return Side(frozenset(a for a in self.counts if all(each in s for each, s in zip(a[:4], found, strict=True))))

    def total(self, side: Side) -> int:
        return sum(self.counts[act] for act in side.acts)

    def rows(self) -> list[tuple[Finished, Side, Side]]:
        """Every row and what its two sides are sums of."""
        services, months = self.services, sorted({act.month for act in self.counts})
        channels = sorted({act.channel for act in self.counts})
        found = []
        for month in months:
            for service in (*services, ""):
                of = services if not service else [service]
                found += self._month(month, service, of, channels)
                if month - months[0] >= WINDOW - 1:
                    found += self._window(month, service, of, channels)
        return found

    def _month(self, month: int, service: str, of: Sequence[str], channels: Sequence[str]) -> Iterator[tuple]:
        everything = self.acts(["finished"], of, channels, [month])
        online = [channel for channel in channels if channel in ONLINE]
        yield self._row("digital_take_up", service, "", month, self.acts(["finished"], of, online, [month]), everything)
        for channels_of, channel in [(online, ""), *(([one], one) for one in online if service)]:
            sides = (self.acts(what, of, channels_of, [month]) for what in (["finished"], ["finished", "given up"]))
            yield self._row("completion_rate", service, channel, month, *sides)
        for channel in channels if service else ():
            part = self.acts(["finished"], of, [channel], [month])
            yield self._row("digital_take_up", service, channel, month, part, everything)

    def _window(self, month: int, service: str, of: Sequence[str], channels: Sequence[str]) -> Iterator[tuple]:
        months = range(month - WINDOW + 1, month + 1)
        for channel in ("", *channels) if service else ("",):
            side = self.acts(["finished"], of, [channel] if channel else channels, months)
            yield self._row("cost_per_transaction", service, channel, month, side._replace(cost=True), side)

    def _row(self, kpi: str, service: str, channel: str, month: int, part: Side, whole: Side) -> tuple:
        sides = [Decimal(self.total(side) * (7 if side.cost else 1)) for side in (part, whole)]
        made = figure(catalogue()[kpi], Sums(*sides, 1, 1))
        council = next(iter(self.counts)).council
        return Finished(kpi, council, service, channel, "", "", self.period(month), made, 1), part, whole

    def period(self, month: int) -> Period:
        return starting(add_months(self.first, month), "month")

    def protected(
        self, before: Sequence[Finished] = (), thresholds: Mapping[str, Threshold] | None = None
    ) -> Protected:
        return protected([row for row, *_ in self.rows()], catalogue(), self.known, thresholds or {}, before)


def attack_on(town: Town, shown: Sequence[Finished], attack: Attack | None = None) -> Attack:
    """What somebody knows who has these rows, and what was kept back; added to what they know already."""
    attack = attack or Attack()
    for (row, part, whole), public in zip(town.rows(), shown, strict=True):
        made = public.figure
        if made.numerator is not None and not part.cost:
            attack.tell(part.acts, int(made.numerator))
        if made.denominator is not None:
            attack.tell(whole.acts, int(made.denominator))
        if "c" in made.markers:
            assert (made.value, made.lower, made.upper) == (None, None, None), public
            attack.hide(whole.acts, town.total(whole))
            if not part.cost:
                attack.hide(part.acts, town.total(part))
                rest = whole.acts - part.acts
                if town.total(Side(rest)) < 5:
                    attack.left[rest] = town.total(Side(rest))
        else:
            assert made == row.figure
    return attack
