"""Reading observations: for channel mix, ratings and cost make-up, and for the codes behind a channel."""

from typing import Any

from sqlalchemy import Engine, case, func, select

from views.reader import ObservedSum
from warehouse.accounts import rows
from warehouse.decoding import Decoder
from warehouse.schema import ESTIMATED, channel_code, observation, place, series, yielding


def observed(
    engine: Engine, decoder: Decoder, council: str, service: str, measures: tuple[str, ...], breakdown: str
) -> list[ObservedSum]:
    """Observations of one council and service by channel, segment and period, in order of those."""
    wanted = _series(decoder, council, service, measures, breakdown)
    numbers = {row.id: row for row in rows(engine, wanted)}
    if not numbers:
        return []
    o = observation.c
    guess = case((o.status == ESTIMATED, 1), else_=0)
    statement = (
        select(o.series, o.period_start, func.sum(o.value).label("s_value"), func.max(guess).label("guess"))
        .where(o.series.in_(sorted(numbers)), ~_yields())
        .group_by(o.series, o.period_start)
    )
    found = [_observed(decoder, council, service, numbers[row.series], row) for row in rows(engine, statement)]
    return sorted(found, key=lambda one: (one.channel, one.segment, one.measure, one.period))


def channel_codes(engine: Engine, decoder: Decoder, council: str, service: str) -> dict[str, tuple[str, ...]]:
    """Channel and the council's own codes that were mapped to it."""
    numbers = [row.id for row in rows(engine, _series(decoder, council, service))]
    givers = rows(engine, select(observation.c.source).where(observation.c.series.in_(numbers)).distinct())
    code = channel_code.c
    statement = (
        select(code.channel, code.code)
        .where(code.service == service, code.source.in_([decoder.texts[number] for (number,) in givers]))
        .distinct()
        .order_by(code.channel, code.code)
    )
    codes: dict[str, tuple[str, ...]] = {}
    for row in rows(engine, statement):
        codes[row.channel] = (*codes.get(row.channel, ()), row.code)
    return codes


def _series(
    decoder: Decoder, council: str, service: str, measures: tuple[str, ...] | None = None, breakdown: str | None = None
) -> Any:
    labels = decoder.labels
    statement = (
        select(series.c.id, series.c.channel, series.c.measure, series.c.frequency, place.c.breakdown, place.c.segment)
        .join(place, place.c.id == series.c.place)
        .where(place.c.council.in_(labels.known("council", [council])))
        .where(place.c.service.in_(labels.known("service", [service])))
    )
    if measures is not None:
        statement = statement.where(series.c.measure.in_(labels.known("measure", measures)))
    if breakdown is not None:
        statement = statement.where(place.c.breakdown.in_(labels.known("breakdown", [breakdown])))
    return statement


def _yields() -> Any:
    """Another source's figure stands in the observation's place."""
    o, y = observation.c, yielding.c
    same = (y.source == o.source) & (y.series == o.series) & (y.period_start == o.period_start)
    return select(y.source).where(same).exists()


def _observed(decoder: Decoder, council: str, service: str, of: Any, row: Any) -> ObservedSum:
    texts = decoder.texts
    return ObservedSum(
        council,
        service,
        texts[of.channel],
        texts[of.breakdown],
        texts[of.segment],
        texts[of.measure],
        decoder.period(of.frequency, row.period_start),
        row.s_value,
        bool(row.guess),
    )
