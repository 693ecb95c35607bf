"""Reading what the warehouse knows about its figures: sources, refusals, completeness, extents."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from sqlalchemy import Engine, Table, func, select

from kpis.catalogue import Catalogue
from kpis.periods import Frequency
from views.reader import CellGap, Completeness, Extent, LeftOut, RefusedGroup, RefusedRow, SourceStatus
from warehouse import cell_tables
from warehouse.decoding import Decoder
from warehouse.fetching import batches, one_of
from warehouse.schema import left_out, refused_row, source


def rows(engine: Engine, statement: Any) -> list[Any]:
    """Every row of a statement's answer."""
    with engine.connect() as connection:
        return list(connection.execute(statement))


def extents(
    engine: Engine, decoder: Decoder, catalogue: Catalogue, kpi: str | None, council: str | None, service: str | None
) -> list[Extent]:
    """Which KPIs exist for whom, when, and from which sources; None means any."""
    labels = decoder.labels
    asked = [None if kpi is None else one_of("kpi", decoder.kpis([kpi]))]
    for kind, name in (("council", council), ("service", service)):
        asked.append(None if name is None else one_of(kind, labels.known(kind, [name])))
    read = [_extent(decoder, row) for row in _selected(engine, cell_tables.extent, asked)]
    return sorted((extent for extent in read if catalogue.get(extent.kpi)), key=itemgetter(0, 1, 2, 3))


def _extent(decoder: Decoder, row: tuple[Any, ...]) -> Extent:
    kpi, council, service, frequency, first, last, latest, provided, expected, sources, segment_sources = row
    texts = decoder.texts
    return Extent(
        decoder.kpi(kpi)[0],
        texts[council],
        texts[service],
        texts[frequency],  # type: ignore[arg-type]
        first,
        last,
        latest,
        provided,
        expected,
        decoder.items(sources),
        decoder.items(segment_sources),
    )


def _selected(engine: Engine, table: Table, conditions: Iterable[str | None]) -> Iterator[tuple[Any, ...]]:
    """Every row of a table for which the conditions hold that are given."""
    kept = " AND ".join(condition for condition in conditions if condition)
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    for batch in batches(engine, f"SELECT {columns} FROM {table.name}{f' WHERE {kept}' if kept else ''}"):
        yield from batch


def sources(engine: Engine) -> list[SourceStatus]:
    """Every source with its last load and what its observations cover."""
    texts = ("name", "title", "kind", "publisher", "link", "licence", "owner", "illustrative", "loaded_at")
    counts = ("rows_read", "rows_refused", "rows_left_out", "observations", "councils", "first", "last")
    said = ("estimated", "held")
    found = rows(engine, select(source).order_by(source.c.title, source.c.name))
    return [SourceStatus(**{name: getattr(row, name) for name in (*texts, *counts, *said)}) for row in found]


def refused_groups(engine: Engine) -> list[RefusedGroup]:
    """Refused rows by source and reason, most first, with the first of each for example."""
    r = refused_row.c
    keys = (r.source, r.reason, r.remedy)
    grouped = (
        select(*keys, func.count(r.row.distinct()).label("refused"), func.min(r.place).label("place"))
        .group_by(*keys)
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
    statement = select(refused_row).order_by(r.source, r.place)
    with engine.connect() as connection:
        for row in connection.execution_options(yield_per=1000).execute(statement):
            yield RefusedRow(row.source, row.row, row.field, row.value, row.reason, row.remedy)


def left_out_rows(engine: Engine) -> list[LeftOut]:
    """Rows that a source's description leaves out."""
    found = rows(engine, select(left_out).order_by(left_out.c.source, left_out.c.reason))
    return [LeftOut(row.source, row.reason, row.rows) for row in found]


def refused_cells(engine: Engine, decoder: Decoder) -> list[CellGap]:
    """Cells that have both parts and yet no figure; a channel's only where the whole is not refused as well."""
    every = [_gap(decoder, row) for row in rows(engine, select(cell_tables.refused_cell))]
    every.sort(key=lambda gap: (gap.kpi, gap.council, gap.service, gap.period, gap.channel))
    wholes = {_whole_of(gap) for gap in every if not gap.channel}
    return [gap for gap in every if not gap.channel or _whole_of(gap) not in wholes]


def _gap(decoder: Decoder, row: Any) -> CellGap:
    texts = decoder.texts
    return CellGap(
        decoder.kpi(row.kpi)[0],
        texts[row.council],
        texts[row.service],
        texts[row.channel],
        decoder.period(row.frequency, row.period_start),
        row.numerator,
        row.denominator,
        decoder.reason(row.reason),
    )


def _whole_of(gap: CellGap) -> tuple[Any, ...]:
    return gap.kpi, gap.council, gap.service, gap.period


def completeness(
    engine: Engine, decoder: Decoder, frequency: Frequency, councils: tuple[str, ...] | None
) -> list[Completeness]:
    """Services with every headline KPI in, by council and period of that frequency."""
    labels = decoder.labels
    asked = [one_of("frequency", labels.known("frequency", [frequency]))]
    if councils is not None:
        asked.append(one_of("council", labels.known("council", councils)))
    return sorted(
        Completeness(decoder.texts[council], decoder.period(number, start), complete, partly, services)
        for council, number, start, complete, partly, services in _selected(engine, cell_tables.completeness, asked)
    )
