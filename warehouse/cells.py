"""Reading cells: queries of keys, SUM, COUNT and GROUP BY only; every ratio is made in kpis."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Engine, Select, and_, case, func, literal, or_, select

from kpis.channels import CHANNELS
from kpis.figure import Sums
from kpis.periods import ADDS_UP_FROM, Period
from views.reader import CellQuery, CellSums
from warehouse.schema import kpi_cell

KEPT_APART = ("council", "service", "channel", "breakdown", "segment")


def stream(engine: Engine, query: CellQuery) -> Iterator[CellSums]:
    """Sums of the cells that the query names, ordered by key and then by time, in batches of the driver's."""
    with engine.connect() as connection:
        rows = connection.execution_options(stream_results=True, yield_per=5000).execute(statement(query))
        for row in rows:
            yield _cell_sums(row)


def statement(query: CellQuery) -> Select[Any]:
    """The SELECT for a query; a column that is not kept apart reads ''."""
    cell = kpi_cell.c
    apart = query.by | ({"breakdown"} if "segment" in query.by else set())
    keys = [cell[name] if name in apart else literal("").label(name) for name in KEPT_APART]
    grouped = [cell.kpi, cell.definition_version, *(cell[name] for name in KEPT_APART if name in apart)]
    grouped += [cell.frequency, cell.period_start, cell.period_end]
    known = cell.provided == 1
    return (
        select(
            cell.kpi,
            cell.definition_version,
            *keys,
            cell.frequency,
            cell.period_start,
            cell.period_end,
            func.sum(case((known, cell.numerator))).label("s_numerator"),
            func.sum(case((known, cell.denominator))).label("s_denominator"),
            func.sum(cell.provided).label("s_provided"),
            func.sum(cell.expected).label("s_expected"),
            func.count().label("cells"),
            func.max(case((known, cell.estimated))).label("any_estimated"),
            func.min(case((known, cell.basis))).label("first_basis"),
            func.max(case((known, cell.basis))).label("last_basis"),
            func.max(cell.reason).label("any_reason"),
        )
        .where(_conditions(query))
        .group_by(*grouped)
        .order_by(*grouped)
    )


def _conditions(query: CellQuery) -> ColumnElement[bool]:
    cell = kpi_cell.c
    conditions: list[ColumnElement[bool]] = [cell.kpi.in_(query.kpis)]
    if query.councils is not None:
        conditions.append(cell.council.in_(query.councils))
    if query.services is not None:
        conditions.append(cell.service.in_(query.services))
    conditions.append(cell.channel == query.channel if query.channel is not None else literal(True))
    conditions.append(cell.breakdown == query.breakdown if query.breakdown is not None else literal(True))
    if query.frequencies is not None:
        wanted = {finer for f in query.frequencies for finer in (f, *ADDS_UP_FROM[f])}
        conditions.append(cell.frequency.in_(sorted(wanted)))
    if query.first is not None:
        conditions.append(cell.period_start >= query.first)
    if query.last is not None:
        conditions.append(or_(cell.period_end <= query.last, cell.period_start == query.last))
    return and_(*conditions)


def _cell_sums(row: Any) -> CellSums:
    bases = frozenset(basis for basis in (row.first_basis, row.last_basis) if basis)
    sums = Sums(
        row.s_numerator,
        row.s_denominator,
        int(row.s_provided),
        int(row.s_expected),
        int(row.cells) - int(row.s_expected),
        bool(row.any_estimated),
        bases,
        reason_text(row.any_reason) if row.s_provided < row.s_expected else "",
    )
    return CellSums(
        row.kpi,
        row.council,
        row.service,
        row.channel,
        row.breakdown,
        row.segment,
        Period(row.period_start, row.period_end, row.frequency),
        row.definition_version,
        sums,
    )


def reason_text(reason: str) -> str:
    """A cell's reason in words: the channels that have no figure, or what is wrong with the figure."""
    channels = [CHANNELS[code].lower() for code in reason.split(",") if code in CHANNELS and code != "all"]
    if channels:
        return f"no figure for {', '.join(channels)}"
    return "" if reason in ("", "all") else reason
