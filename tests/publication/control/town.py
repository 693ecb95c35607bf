"""Councils made of indivisible counts, their rows for a release, and what an attacker learns from them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from kpis.councils import Council, Register
from kpis.definitions import catalogue
from kpis.figure import Sums, figure
from kpis.periods import Period, add_months, starting
from kpis.services import Service
from publication.control.earlier import Earlier
from publication.control.protection import Protected, protected
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
    ward: str = ""


Counts = Mapping[Act, int]


class Side(NamedTuple):
    """What a row's number is the sum of."""

    acts: frozenset[Act]
    cost: bool = False


class Line(NamedTuple):
    """A row and what its two sides are sums of."""

    row: Finished
    part: Side
    whole: Side


class Place(NamedTuple):
    """Whose row it is; `councils` are those whose acts are in it."""

    council: str
    councils: tuple[str, ...]
    service: str
    services: tuple[str, ...]
    month: int


@dataclass(frozen=True)
class Town:
    """`counts` of acts; rows are made of them as a release has them. `heirs`: a merged council and those before it."""

    counts: Counts
    first: date = date(2025, 4, 1)
    heirs: tuple[tuple[str, tuple[str, ...]], ...] = ()

    def _all(self, name: str) -> list[str]:
        return sorted({getattr(act, name) for act in self.counts})

    @property
    def known(self) -> dict[str, Service]:
        return {key: Service(key, key) for key in self._all("service")}

    @property
    def register(self) -> Register:
        """Those that were merged ended a hundred years on, so that both have figures of the same months."""
        end = date(self.first.year + 100, 4, 1)
        after = {one: heir for heir, merged in self.heirs for one in merged}
        keys = [*self._all("council"), *dict(self.heirs)]
        councils = [Council(key, key, key, "Unitary authority") for key in dict.fromkeys(keys)]
        return Register(
            tuple(replace(c, end=end, replaced_by=(after[c.key],)) if c.key in after else c for c in councils)
        )

    def total(self, side: Side) -> int:
        return sum(self.counts[act] for act in side.acts)

    def lines(self) -> list[Line]:
        """Every row, in a fixed order."""
        services, months = self._all("service"), sorted({act.month for act in self.counts})
        found: list[Line] = []
        councils = {**{one: (one,) for one in self._all("council")}, **dict(self.heirs)}
        for (council, members), month, service in product(councils.items(), months, (*services, "")):
            place = Place(council, members, service, (service,) if service else tuple(services), month)
            found += self._month(place)
            if month - months[0] >= WINDOW - 1:
                found += self._window(place)
        return found

    def _side(self, place: Place, what: str, channels: Collection[str], months: Iterable[int], ward: str = "") -> Side:
        acts = (
            act
            for act in self.counts
            if act.what in what.split(", ") and act.channel in channels and act.month in months
            if act.service in place.services and act.council in place.councils and ward in ("", act.ward)
        )
        return Side(frozenset(acts))

    def _month(self, place: Place) -> Iterator[Line]:
        channels, now = self._all("channel"), [place.month]
        online = [channel for channel in channels if channel in ONLINE]
        done, begun = "finished", "finished, given up"
        everything = self._side(place, done, channels, now)
        yield self._line("digital_take_up", place, "", self._side(place, done, online, now), everything)
        for ward in dict.fromkeys(("", *self._all("ward"))):
            sides = (self._side(place, what, online, now, ward) for what in (done, begun))
            yield self._line("completion_rate", place, "", *sides, ward=ward)
        for channel in channels if place.service else ():
            part = self._side(place, done, [channel], now)
            yield self._line("digital_take_up", place, channel, part, everything)
            if channel in online:
                yield self._line("completion_rate", place, channel, part, self._side(place, begun, [channel], now))

    def _window(self, place: Place) -> Iterator[Line]:
        channels = self._all("channel")
        months = range(place.month - WINDOW + 1, place.month + 1)
        for channel in ("", *channels) if place.service else ("",):
            side = self._side(place, "finished", [channel] if channel else channels, months)
            yield self._line("cost_per_transaction", place, channel, side._replace(cost=True), side)

    def _line(self, kpi: str, place: Place, channel: str, part: Side, whole: Side, ward: str = "") -> Line:
        sides = [Decimal(self.total(side) * (7 if side.cost else 1)) for side in (part, whole)]
        made = figure(catalogue()[kpi], Sums(*sides, 1, 1))
        of = (kpi, place.council, place.service, channel, "ward" if ward else "", ward, self.period(place.month))
        return Line(Finished(*of, made, 1), part, whole)

    def period(self, month: int) -> Period:
        return starting(add_months(self.first, month), "month")

    def protected(self, *before: Earlier, thresholds: Mapping[str, Threshold] | None = None) -> Protected:
        rows = [line.row for line in self.lines()]
        return protected(rows, catalogue(), self.known, thresholds or {}, before, self.register)


def earlier(rows: Iterable[Finished], withdrawn: bool = False) -> Earlier:
    """These rows as a release that was public."""
    return Earlier(tuple(rows), catalogue(), withdrawn)


def attack_on(town: Town, shown: Sequence[Finished], now: Town | None = None, attack: Attack | None = None) -> Attack:
    """What somebody knows who has these rows, and what was kept back; added to what they know already.

    With `now`, how it is counted today, they leave aside whatever has been counted anew since.
    """
    now, attack = now or town, attack or Attack()
    public = {row[:7]: row.figure for row in shown}
    for row, part, whole in town.lines():
        if (made := public.get(row[:7])) is None:
            continue
        if "c" in made.markers:
            assert (made.value, made.lower, made.upper) == (None, None, None), row
        else:
            assert made == row.figure
        for side, said in ((part, made.numerator), (whole, made.denominator)):
            if not side.cost and town.total(side) == now.total(side):
                attack.note(side.acts, town.total(side), said is not None)
        rest = Side(whole.acts - part.acts)
        if "c" in made.markers and not part.cost and 0 < town.total(rest) < 5 and town.total(rest) == now.total(rest):
            attack.left[rest.acts] = town.total(rest)
    return attack
