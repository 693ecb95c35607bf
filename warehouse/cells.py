"""Reading cells: queries of keys, SUM, COUNT and GROUP BY only; every ratio is made in kpis."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, String, Table, and_, case, cast, func, literal, or_, select
from sqlalchemy import union_all as together

from kpis.periods import ADDS_UP_FROM, FREQUENCIES, Frequency, add_months, containing
from views.reader import CellQuery, CellSums
from warehouse.cell_tables import part_cell, whole_cell
from warehouse.decoding import Decoder
from warehouse.schema import WHOLE_ID, label

KEPT_APART = ("council", "service", "channel", "breakdown", "segment")
BATCH = 5000
"""Rows fetched at a time."""


def stream(engine: Engine, decoder: Decoder, query: CellQuery) -> Iterator[CellSums]:
    """Sums of the cells that the query names, ordered by key and then by time, in batches."""
    with engine.connect() as connection:
        rows = connection.execution_options(stream_results=True, yield_per=BATCH).execute(statement(decoder, query))
        for row in rows:
            yield decoder.cell_sums(row)


def statement(decoder: Decoder, query: CellQuery) -> Select[Any]:
    """The SELECT for a query: kpi, KEPT_APART, frequency, period_start, then the sums in the order `Sums` has them.

    A column that is not kept apart reads 0. Amounts come as text: the driver makes decimals of it many times slower.
    """
    apart = query.by | ({"breakdown"} if "segment" in query.by else set())
    sums = _sums(decoder, query, apart).subquery()
    keys = {name: sums.c[name] for name in ("kpi", *KEPT_APART)}
    ordered = [name for name in keys if not _is_single(query, name) and (name in apart or name == "kpi")]
    wanted = select(sums)
    order: list[ColumnElement[Any]] = []
    for name in ordered:
        names = label.alias()
        wanted = wanted.join(names, names.c.id == keys[name])
        order.append(names.c.text)
    return wanted.order_by(*order, sums.c.frequency, sums.c.period_start)


def _sums(decoder: Decoder, query: CellQuery, apart: frozenset[str]) -> Select[Any]:
    cell = _cells(decoder, query).c
    known = cell.provided == 1
    each = all(name in apart or _is_single(query, name) for name in KEPT_APART)
    keys = [cell[name] if name in apart else literal(WHOLE_ID).label(name) for name in KEPT_APART]
    facts: list[ColumnElement[Any]] = [
        case((known, cell.numerator)),
        case((known, cell.denominator)),
        cell.provided,
        cell.expected,
        literal(1),
        case((known, cell.estimated)),
        case((known, cell.basis)),
        case((known, cell.basis)),
        case((cell.provided == 0, cell.reason)),
    ]
    if not each:
        ways: tuple[Any, ...] = (
            func.sum,
            func.sum,
            func.sum,
            func.sum,
            func.sum,
            func.max,
            func.min,
            func.max,
            func.max,
        )
        facts = [way(fact) for way, fact in zip(ways, facts, strict=True)]
    facts[:2] = [cast(amount, String) for amount in facts[:2]]
    named = [fact.label(f"s_{place}") for place, fact in enumerate(facts)]
    wanted = select(cell.kpi, *keys, cell.frequency, cell.period_start, *named)
    if each:
        return wanted
    return wanted.group_by(cell.kpi, *(cell[n] for n in KEPT_APART if n in apart), cell.frequency, cell.period_start)


def _is_single(query: CellQuery, name: str) -> bool:
    """Whether the query leaves one value of that key, so that there is nothing to add or to order by it."""
    chosen: dict[str, bool] = {
        "kpi": len(query.kpis) == 1,
        "council": query.councils is not None and len(query.councils) == 1,
        "service": query.services is not None and len(query.services) == 1,
        "channel": query.channel is not None,
        "breakdown": query.breakdown is not None,
        "segment": query.breakdown == "",
    }
    return chosen[name]


def _cells(decoder: Decoder, query: CellQuery) -> Any:
    """The rows that the query names, of the one table or of both."""
    tables = [whole_cell, part_cell]
    if query.channel == "" and query.breakdown == "":
        tables = [whole_cell]
    elif query.channel or query.breakdown:
        tables = [part_cell]
    parts = [select(table).where(_conditions(table, decoder, query)) for table in tables]
    return (parts[0] if len(parts) == 1 else together(*parts)).subquery()


def _conditions(table: Table, decoder: Decoder, query: CellQuery) -> ColumnElement[bool]:
    cell, labels = table.c, decoder.labels
    conditions: list[ColumnElement[bool]] = [_one_of(cell.kpi, decoder.kpis(query.kpis))]
    if query.councils is not None:
        conditions.append(_one_of(cell.council, labels.known("council", query.councils)))
    if query.services is not None:
        conditions.append(_one_of(cell.service, labels.known("service", query.services)))
    if query.channel is not None:
        conditions.append(_one_of(cell.channel, labels.known("channel", [query.channel])))
    if query.breakdown is not None:
        conditions.append(_one_of(cell.breakdown, labels.known("breakdown", [query.breakdown])))
    wanted = {finer for f in query.frequencies or FREQUENCIES for finer in (f, *ADDS_UP_FROM[f])}
    if query.frequencies is not None:
        conditions.append(_one_of(cell.frequency, labels.known("frequency", sorted(wanted))))
    if query.first is not None:
        conditions.append(cell.period_start >= query.first)
    if query.last is not None:
        bounds = {labels.id("frequency", name): _last_start(name, query.last) for name in sorted(wanted)}
        ended = [and_(cell.frequency == number, cell.period_start <= day) for number, day in bounds.items() if number]
        conditions.append(or_(*ended, cell.period_start == query.last))
    return and_(*conditions)


def _one_of(column: ColumnElement[int], numbers: list[int]) -> ColumnElement[bool]:
    return column == numbers[0] if len(numbers) == 1 else column.in_(numbers)


def _last_start(frequency: Frequency, last: date) -> date:
    """The first day of the latest period of that length that has ended on the day `last`."""
    if frequency == "twelve_months":
        return add_months(last + timedelta(days=1), -12)
    period = containing(last + timedelta(days=1), frequency)
    return period.previous().start
