"""What a data owner would want to look at after a load: nothing is refused for it."""

from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from typing import Any

from sqlalchemy import Connection, text

from kpis.channels import ALL, CHANNELS
from kpis.periods import between
from kpis.proportion import out_of_proportion
from warehouse.calendar import period_from
from warehouse.labels import LIST, Labels
from warehouse.schema import NOT_APPLICABLE

MOST = 10
"""Oddities that are told one by one."""

LOOKED_AT = 200_000
"""New observations up to which a load is looked at: a first load of years has no news to tell, and takes memory."""

FRESH = f"""
SELECT s.id AS series, p.council, p.service, p.segment, s.channel, s.measure, s.frequency, o.period_start, o.value,
    o.load
FROM observation AS o
JOIN series AS s ON s.id = o.series
JOIN place AS p ON p.id = s.place
WHERE o.source = :source AND (o.value IS NOT NULL OR o.status = {NOT_APPLICABLE})
    AND s.place IN (SELECT q.place FROM observation AS n JOIN series AS q ON q.id = n.series WHERE n.load = :load)
ORDER BY p.council, p.service, p.segment, s.measure, s.frequency, s.channel, s.id, o.period_start
"""

IMPOSSIBLE = """
SELECT l.text AS kpi, c.council, c.service, c.channel, c.frequency, c.period_start, c.numerator, c.denominator
FROM (SELECT * FROM whole_cell UNION ALL SELECT * FROM part_cell WHERE breakdown = 0) AS c
JOIN kpi_fact AS f ON f.kpi = c.kpi AND f.is_ratio AND (
    c.denominator < 0 OR (f.bounded AND (c.numerator < 0 OR c.numerator > c.denominator)))
JOIN label AS l ON l.id = c.kpi
WHERE c.council IN (SELECT council FROM touched) AND EXISTS (
    SELECT 1 FROM observation AS o JOIN series AS s ON s.id = o.series JOIN place AS p ON p.id = s.place
    WHERE o.source = :source AND o.load = :load AND o.period_start = c.period_start AND s.frequency = c.frequency
        AND p.council = c.council AND p.service = c.service AND p.breakdown = 0)
ORDER BY c.council, c.service, l.text, c.channel, c.period_start
"""
"""Cells to which this load gave a part and whose numerator, which is a part of the denominator, is larger than it."""


def oddities(connection: Connection, labels: Labels, source: int, load: int, came: int) -> tuple[str, ...]:
    """Sentences on what is unusual among the figures that a load brought: jumps, channels that went silent, periods
    that are skipped, and more of a thing than there is of the whole."""
    if not 0 < came <= LOOKED_AT:
        return ()
    these = {"source": source, "load": load}
    said = connection.execute(text(FRESH), these).all()
    rows = [row for row in said if row.value is not None]
    found = [*_jumps(labels, rows, load), *_silent(labels, rows, load), *_gaps(labels, said, load)]
    found += _impossible(labels, connection.execute(text(IMPOSSIBLE), these).all())
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


def _gaps(labels: Labels, rows: Iterable[Any], load: int) -> Iterator[str]:
    """Periods between two figures for which nothing was said, where this load brought the later one."""
    for _, group in groupby(rows, key=lambda row: row.series):
        for before, after in pairwise(group):
            frequency: Any = labels.texts[after.frequency]
            if after.load != load or before.value is None or frequency == "twelve_months":
                continue
            skipped = between(period_from(frequency, before.period_start), period_from(frequency, after.period_start))
            if len(skipped) > 2:
                ends = dict.fromkeys((skipped[1].label, skipped[-2].label))
                yield f"{_name(labels, after)} skips {' to '.join(ends)}"


def _impossible(labels: Labels, rows: Iterable[Any]) -> Iterator[str]:
    """Cells that cannot be; of every channel together only where no single channel says it."""
    for _, group in groupby(rows, key=lambda row: (row.council, row.service, row.kpi)):
        cells = list(group)
        in_parts = {row.period_start for row in cells if row.channel}
        for row in cells:
            if row.channel or row.period_start not in in_parts:
                below = row.denominator < 0 or row.numerator < 0
                fault = "has a count below zero" if below else "is above 100%"
                channel = CHANNELS[labels.texts[row.channel] or ALL].lower()
                where = ", ".join([labels.texts[row.council], labels.texts[row.service], channel])
                amounts = f"{row.numerator.normalize():f} of {row.denominator.normalize():f}"
                yield f"{row.kpi.split(LIST)[0]} of {where} {fault} in {_period(labels, row)}: {amounts}"


def _name(labels: Labels, row: Any) -> str:
    texts = labels.texts
    parts = [texts[row.council], texts[row.service], CHANNELS.get(texts[row.channel], texts[row.channel]).lower()]
    parts += [texts[row.segment]] if texts[row.segment] else []
    return f"{texts[row.measure]} of {', '.join(parts)}"


def _period(labels: Labels, row: Any, start: Any = None) -> str:
    return period_from(labels.texts[row.frequency], start or row.period_start).label  # type: ignore[arg-type]
