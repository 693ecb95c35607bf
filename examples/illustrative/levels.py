"""How one service runs at one council: its size, its channels, and what it costs."""

from collections.abc import Mapping
from dataclasses import dataclass

from examples.illustrative import story
from examples.illustrative.chance import added, dice, normal
from examples.illustrative.councils import Council
from examples.illustrative.months import Month, progress
from examples.illustrative.services import CHANNEL_COST, ONLINE, Service

# Where the transactions of a channel go at a council that does not have it.
_INSTEAD = {"app": "web", "assisted_digital": "phone", "face_to_face": "phone", "post": "phone"}
_FIRST_SHARE_OF_ASSISTED = 0.25


@dataclass(frozen=True)
class Level:
    """The levels of one service at one council; shares are from 0 to 1, cost is in pounds."""

    council: Council
    service: Service
    volume: float
    completion: float
    satisfied: float
    unaided_need: float
    cost_factor: float

    def expected(self, at: Month) -> float:
        """Transactions to expect in a month, all channels: the season, on a slow rise over three years."""
        return self.volume * self.service.season[at.place_in_year] * (0.92 + 0.08 * progress(at))

    def mix(self, at: Month) -> dict[str, float]:
        """The share of each channel the council offers in a month; the shares add up to 1."""
        done, offered = progress(at), self._offered(at)
        shares = dict.fromkeys(offered, 0.0)
        for channel, now in self.service.mix_now.items():
            then = self.service.mix_then[channel]
            share = self._assisted(at) if channel == "assisted_digital" else then + (now - then) * done
            place = channel if channel in offered else _INSTEAD[channel]
            shares[place] += share * (1.0 if channel in ONLINE else self.unaided_need)
        total = added(shares.values())
        return {channel: share / total for channel, share in shares.items() if share > 0.0}

    def completion_at(self, at: Month) -> float:
        """The share of online starts to expect completed, drifting over the three years."""
        return min(0.97, self.completion + self.council.drift * (progress(at) - 0.5))

    def satisfied_at(self, at: Month) -> float:
        """The share of answers to expect satisfied or very satisfied."""
        told = story.satisfied(self.council, self.service.key, at)
        return min(0.95, self.satisfied) if told is None else told

    def unit_cost(self, channel: str, at: Month) -> float:
        """Pounds for one completed transaction through a channel, rising 3% over the three years."""
        own = self.council.channel_cost.get(channel, 1.0)
        return CHANNEL_COST[channel] * own * self.cost_factor * (0.97 + 0.03 * progress(at))

    def _offered(self, at: Month) -> tuple[str, ...]:
        assisted = at >= self.council.assisted_from
        return tuple(channel for channel in self.council.channels if assisted or channel != "assisted_digital")

    def _assisted(self, at: Month) -> float:
        share = self.service.mix_now["assisted_digital"]
        if at < self.council.assisted_from:
            return 0.0
        grown = progress(at, self.council.assisted_from)
        return share * (_FIRST_SHARE_OF_ASSISTED + (1.0 - _FIRST_SHARE_OF_ASSISTED) * grown)


def level_of(council: Council, service: Service) -> Level:
    """The service's typical level, moved by what the council is like and by its own chance."""
    source = dice(council.key, service.key, "level")
    stray = [council.variety * normal(source) for _ in range(5)]
    usual: Mapping[str, float] = service.mix_now
    per_transaction = added(share * CHANNEL_COST[channel] for channel, share in usual.items())
    return Level(
        council,
        service,
        volume=service.volume * council.size * (1.0 + 0.12 * stray[0]),
        completion=service.completion + council.completion + 0.018 * stray[1],
        satisfied=service.satisfied + council.satisfied + 0.02 * stray[2],
        unaided_need=council.unaided_need * (1.0 + 0.07 * stray[3]),
        cost_factor=service.unit_cost / per_transaction * council.cost * (1.0 + 0.06 * stray[4]),
    )
