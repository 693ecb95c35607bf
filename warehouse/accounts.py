"""Reading what the warehouse knows about its figures: sources, refusals, completeness, extents."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Engine, case, func, select, text

from kpis.catalogue import Catalogue
from kpis.periods import Frequency, Period
from views.reader import CellGap, Completeness, Extent, LeftOut, RefusedGroup, RefusedRow, SourceStatus
from warehouse.cells import reason_text
from warehouse.schema import kpi_cell, left_out, observation, offering, refused_row, source


def rows(engine: Engine, statement: Any) -> list[Any]:
    """Every row of a statement's answer."""
    with engine.connect() as connection:
        return list(connection.execute(statement))


def extents(engine: Engine, catalogue: Catalogue) -> list[Extent]:
    """Which KPIs exist for whom, when, and from which sources."""
    cell = kpi_cell.c
    keys = (cell.kpi, cell.council, cell.service, cell.frequency)
    found = rows(
        engine,
        select(
            *keys,
            func.min(cell.period_start).label("first"),
            func.max(cell.period_start).label("last"),
            func.max(case((cell.provided == 1, cell.period_start))).label("latest"),
            func.sum(cell.provided).label("s_provided"),
            func.sum(cell.expected).label("s_expected"),
        )
        .where(cell.channel == "", cell.breakdown == "")
        .group_by(*keys)
        .order_by(*keys),
    )
    givers = _sources_by_measure(engine)
    return [
        Extent(
            row.kpi,
            row.council,
            row.service,
            row.frequency,
            row.first,
            row.last,
            row.latest,
            int(row.s_provided),
            int(row.s_expected),
            _givers(catalogue, givers, row),
        )
        for row in found
        if catalogue.get(row.kpi)
    ]


def _givers(catalogue: Catalogue, givers: dict[tuple[str, str, str], set[str]], row: Any) -> tuple[str, ...]:
    measures = catalogue[row.kpi].measures
    names = set().union(*(givers.get((row.council, row.service, measure), set()) for measure in measures))
    return tuple(sorted(names))


def _sources_by_measure(engine: Engine) -> dict[tuple[str, str, str], set[str]]:
    given: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    o = offering.c
    for row in rows(engine, select(o.council, o.service, o.measure, o.source).distinct()):
        given[row.council, row.service, row.measure].add(row.source)
    return given


def sources(engine: Engine) -> list[SourceStatus]:
    """Every source with its last load and what its observations cover."""
    o = observation.c
    covered = (
        select(
            o.source,
            func.count(o.council.distinct()).label("councils"),
            func.min(o.period_start).label("first"),
            func.max(o.period_end).label("last"),
        )
        .where(o.value.is_not(None))
        .group_by(o.source)
        .subquery()
    )
    statement = select(source, covered.c.councils, covered.c.first, covered.c.last)
    statement = statement.outerjoin(covered, covered.c.source == source.c.name).order_by(source.c.title)
    texts = ("name", "title", "kind", "publisher", "link", "licence", "owner", "illustrative", "loaded_at")
    counts = ("rows_read", "rows_refused", "rows_left_out", "observations", "first", "last")
    return [
        SourceStatus(**{name: getattr(row, name) for name in (*texts, *counts)}, councils=row.councils or 0)
        for row in rows(engine, statement)
    ]


def refused_groups(engine: Engine) -> list[RefusedGroup]:
    """Refused rows by source and reason, most first, with the first of each for example."""
    r = refused_row.c
    grouped = (
        select(
            r.source,
            r.reason,
            r.remedy,
            func.count(r.row.distinct()).label("refused"),
            func.min(r.place).label("place"),
        )
        .group_by(r.source, r.reason, r.remedy)
        .subquery()
    )
    statement = (
        select(grouped, r.value.label("example"))
        .join(refused_row, (r.source == grouped.c.source) & (r.place == grouped.c.place))
        .order_by(grouped.c.refused.desc(), grouped.c.source, grouped.c.reason)
    )
    return [
        RefusedGroup(row.source, row.reason, row.remedy, row.refused, row.example) for row in rows(engine, statement)
    ]


def refused_rows(engine: Engine) -> Iterator[RefusedRow]:
    """Every refused row, by source and in the source's order."""
    r = refused_row.c
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=1000).execute(
            select(refused_row).order_by(r.source, r.place)
        ):
            yield RefusedRow(row.source, row.row, row.field, row.value, row.reason, row.remedy)


def left_out_rows(engine: Engine) -> list[LeftOut]:
    """Rows that a source's description leaves out."""
    found = rows(engine, select(left_out).order_by(left_out.c.source, left_out.c.reason))
    return [LeftOut(row.source, row.reason, row.rows) for row in found]


def refused_cells(engine: Engine) -> list[CellGap]:
    """Cells that have both parts and yet no figure; a channel's only where the whole is not refused as well."""
    cell = kpi_cell.c
    statement = (
        select(kpi_cell)
        .where(cell.provided == 0, cell.numerator.is_not(None), cell.denominator.is_not(None), cell.breakdown == "")
        .order_by(cell.kpi, cell.council, cell.service, cell.period_start, cell.channel)
    )
    gaps: list[CellGap] = []
    for row in rows(engine, statement):
        period = Period(row.period_start, row.period_end, row.frequency)
        gap = CellGap(
            row.kpi,
            row.council,
            row.service,
            row.channel,
            period,
            row.numerator,
            row.denominator,
            reason_text(row.reason),
        )
        if not (row.channel and gaps and _whole_of(gap) == _whole_of(gaps[-1]) and not gaps[-1].channel):
            gaps.append(gap)
    return gaps


def _whole_of(gap: CellGap) -> tuple[str, str, str, Period]:
    return gap.kpi, gap.council, gap.service, gap.period


COMPLETENESS = """
SELECT council, period_start, period_end,
    count(CASE WHEN s_provided = s_expected THEN 1 END) AS complete,
    count(CASE WHEN s_provided > 0 AND s_provided < s_expected THEN 1 END) AS partly,
    count(*) AS services
FROM (
    SELECT council, service, period_start, period_end, sum(provided) AS s_provided, sum(expected) AS s_expected
    FROM kpi_cell
    WHERE frequency = :frequency AND channel = '' AND breakdown = '' AND kpi IN ({kpis})
    GROUP BY council, service, period_start, period_end
) AS by_service
WHERE s_expected > 0
GROUP BY council, period_start, period_end
ORDER BY council, period_start
"""


def completeness(
    engine: Engine, catalogue: Catalogue, frequency: Frequency, councils: tuple[str, ...] | None
) -> list[Completeness]:
    """Services with every headline KPI in, by council and period of that frequency."""
    headline = [kpi.key for kpi in catalogue if kpi.headline]
    names = ", ".join(f":kpi_{i}" for i in range(len(headline)))
    statement = text(COMPLETENESS.format(kpis=names)).bindparams(
        frequency=frequency, **{f"kpi_{i}": key for i, key in enumerate(headline)}
    )
    return [
        Completeness(
            row.council, Period(row.period_start, row.period_end, frequency), row.complete, row.partly, row.services
        )
        for row in rows(engine, statement)
        if councils is None or row.council in councils
    ]
