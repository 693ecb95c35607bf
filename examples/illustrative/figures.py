"""The true figures of a fictional council, before its own systems put them into tables of their own."""

from dataclasses import dataclass
from math import sqrt
from random import Random

from examples.illustrative import story
from examples.illustrative.chance import added, count_of, dice, nearest, normal, split
from examples.illustrative.councils import Council
from examples.illustrative.levels import Level, level_of
from examples.illustrative.months import Month
from examples.illustrative.services import ONLINE, Ratings

# Months differ less than chance alone would have it, as the same people use the same forms.
_CALM = 0.7
_CALM_COMPLETION = 0.5
_CALM_SATISFIED = 0.4
_FIXED_COST = 0.35  # the part of a channel's cost that does not follow the month's volume


@dataclass(frozen=True)
class Count:
    """One month of one service through one channel. `started` and `ratings` (five counts, from very
    dissatisfied to very satisfied) belong to online channels only; cost is in pence."""

    month: Month
    service: str
    channel: str
    started: int | None
    completed: int
    cost: int
    ratings: Ratings | None


@dataclass(frozen=True)
class Uptime:
    """Minutes in which one service's online form was seen up and seen down in a month."""

    month: Month
    service: str
    up: int
    down: int


def counts_of(council: Council) -> list[Count]:
    """Every count of a council, by month, service and channel, those that never reached us included."""
    found = []
    for service in council.services():
        level = level_of(council, service)
        for at in council.months(service.key):
            found += _month_of(level, at)
    return sorted(found, key=lambda count: (count.month, count.service))


def reported_counts(council: Council) -> list[Count]:
    """The counts that reached us: a gap leaves no row."""
    return [count for count in counts_of(council) if not council.lost(count.month, count.service, count.channel)]


def reported_uptimes(council: Council) -> list[Uptime]:
    """How long each online form was up, by month and service, without the months that never reached us."""
    found = [
        _uptime(council, service.key, at)
        for service in council.services()
        for at in council.months(service.key)
        if not council.lost(at, service.key)
    ]
    return sorted(found, key=lambda uptime: (uptime.month, uptime.service))


def _month_of(level: Level, at: Month) -> list[Count]:
    source = dice(level.council.key, level.service.key, at.key)
    mix = level.mix(at)
    completed = _completed(level, at, mix, source)
    started = _started(level, at, completed, source)
    return [
        Count(
            at,
            level.service.key,
            channel,
            started.get(channel),
            done,
            _cost(level, at, channel, mix[channel], done, source),
            _ratings(level, at, channel, done, source) if channel in ONLINE else None,
        )
        for channel, done in completed.items()
    ]


def _completed(level: Level, at: Month, mix: dict[str, float], source: Random) -> dict[str, int]:
    told = story.completed_by_channel(level.council, level.service.key, at)
    if told is not None:
        return dict(told)
    total = nearest(level.expected(at) * (1.0 + 0.03 * normal(source)))
    told_online = story.online_reports(level.council, level.service.key, at)
    if told_online is None:
        return split(source, total, mix, _CALM)
    online = {channel: share for channel, share in mix.items() if channel in ONLINE}
    others = {channel: share for channel, share in mix.items() if channel not in ONLINE}
    rest = nearest(told_online[1] / added(online.values()) * added(others.values()))
    return split(source, told_online[1], online, _CALM) | split(source, rest, others, _CALM)


def _started(level: Level, at: Month, completed: dict[str, int], source: Random) -> dict[str, int]:
    online = {channel: done for channel, done in completed.items() if channel in ONLINE}
    told = story.online_reports(level.council, level.service.key, at)
    if told is not None:
        given_up = split(source, told[0] - told[1], online, _CALM)
        return {channel: done + given_up[channel] for channel, done in online.items()}
    started = {}
    for channel, done in online.items():
        better = 0.01 if channel == "app" else 0.0
        started[channel] = max(done, nearest(done / _completion(level, at, done, better, source)))
        if story.starts_were_lost(level.council, level.service.key, channel, at):
            started[channel] = 0
    return started


def _completion(level: Level, at: Month, done: int, better: float, source: Random) -> float:
    told = story.completion(level.council, level.service.key, at)
    if told is not None:
        return told
    rate = level.completion_at(at) + better
    return count_of(source, 10_000, rate, _CALM_COMPLETION * sqrt(10_000 / max(done, 1))) / 10_000


def _ratings(level: Level, at: Month, channel: str, done: int, source: Random) -> Ratings:
    told = story.ratings(level.council, level.service.key, channel, at)
    if told is not None:
        return told
    answers = count_of(source, done, level.service.response, _CALM)
    satisfied = count_of(source, answers, level.satisfied_at(at), _CALM_SATISFIED)
    very_satisfied = count_of(source, satisfied, 0.62, _CALM)
    rest = split(source, answers - satisfied, {"neither": 0.48, "dissatisfied": 0.29, "very": 0.23}, _CALM)
    return (rest["very"], rest["dissatisfied"], rest["neither"], satisfied - very_satisfied, very_satisfied)


def _cost(level: Level, at: Month, channel: str, share: float, done: int, source: Random) -> int:
    usual = level.expected(at) / level.service.season[at.place_in_year] * share
    units = _FIXED_COST * usual + (1.0 - _FIXED_COST) * done
    return nearest(100.0 * units * level.unit_cost(channel, at) * (1.0 + 0.015 * normal(source)))


def _uptime(council: Council, service: str, at: Month) -> Uptime:
    source = dice(council.key, service, at.key, "uptime")
    minutes = at.days * 24 * 60
    unwatched = nearest(minutes * 0.002 * source.random())
    down = minutes * (0.001 + 0.005 * source.random())
    if at == council.outage:
        down += minutes * 0.014
    return Uptime(at, service, minutes - unwatched - nearest(down), nearest(down))
