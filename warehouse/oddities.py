"""What a data owner would want to look at after a load: nothing is refused for it."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, text

from kpis.channels import ALL, CHANNELS
from kpis.proportion import out_of_proportion
from warehouse.calendar import period_from
from warehouse.labels import Labels

MOST = 10
"""Oddities that are told one by one."""

LOOKED_AT = 200_000
"""New observations up to which a load is looked at: a first load of years has no news to tell, and takes memory."""

FRESH = """
SELECT s.id AS series, p.council, p.service, p.segment, s.channel, s.measure, s.frequency, o.period_start, o.value,
    o.load
FROM observation AS o
JOIN series AS s ON s.id = o.series
JOIN place AS p ON p.id = s.place
WHERE o.source = :source AND o.value IS NOT NULL
    AND s.place IN (SELECT q.place FROM observation AS n JOIN series AS q ON q.id = n.series WHERE n.load = :load)
ORDER BY p.council, p.service, p.segment, s.measure, s.frequency, s.channel, s.id, o.period_start
"""


def oddities(connection: Connection, labels: Labels, source: int, load: int, came: int) -> tuple[str, ...]:
    """Sentences on what is unusual among the figures that a load brought: jumps, and channels that went silent."""
    if not 0 < came <= LOOKED_AT:
        return ()
    rows = connection.execute(text(FRESH), {"source": source, "load": load}).all()
    found = [*_jumps(labels, rows, load), *_silent(labels, rows, load)]
    shown = found[:MOST]
    return (*shown, f"and {len(found) - MOST:,} more like these") if len(found) > MOST else tuple(shown)


def _jumps(labels: Labels, rows: Iterable[Any], load: int) -> Iterator[str]:
    """Series whose last value came with this load and is out of all proportion to those before it."""
    for _, group in groupby(rows, key=lambda row: row.series):
        values = list(group)
        last = values[-1]
        times = out_of_proportion([float(row.value) for row in values[:-1]], float(last.value))
        if last.load == load and times is not None:
            usual = f"{times:,.1f} times its usual size" if times >= 1 else f"{100 * times:,.0f}% of its usual size"
            yield f"{_name(labels, last)} is {last.value.normalize():f} in {_period(labels, last)}, {usual}"


def _silent(labels: Labels, rows: Iterable[Any], load: int) -> Iterator[str]:
    """Channels that had a figure in the period before the newest one, and have none in it."""
    for _, group in groupby(rows, key=lambda row: (row.council, row.service, row.segment, row.measure, row.frequency)):
        family = list(group)
        newest = max(row.period_start for row in family)
        if not any(row.load == load and row.period_start == newest for row in family):
            continue
        starts = sorted({row.period_start for row in family})
        if len(starts) < 2:
            continue
        before = [row for row in family if row.period_start == starts[-2]]
        now = {row.channel for row in family if row.period_start == newest}
        for row in before:
            if row.channel not in now and labels.texts[row.channel] != ALL:
                missing = _period(labels, row, newest)
                yield f"{_name(labels, row)} has no figure for {missing}, and had one for the period before"


def _name(labels: Labels, row: Any) -> str:
    texts = labels.texts
    parts = [texts[row.council], texts[row.service], CHANNELS.get(texts[row.channel], texts[row.channel]).lower()]
    parts += [texts[row.segment]] if texts[row.segment] else []
    return f"{texts[row.measure]} of {', '.join(parts)}"


def _period(labels: Labels, row: Any, start: Any = None) -> str:
    return period_from(labels.texts[row.frequency], start or row.period_start).label  # type: ignore[arg-type]
