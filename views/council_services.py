"""The services of a council as a table: a figure, its line and its change for each KPI, in a chosen order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.markers import MEANINGS
from kpis.wording import joined, period_name
from views.council_columns import KpiCell, Volumes, column, volumes
from views.council_figures import MOST_LINES, CouncilFigures
from views.council_tiles import MOST_ALONE, File, council_file
from views.indicators import FINEST_FIRST
from views.judgement import Judgement
from views.table import Cell, Column, Table, sort_table

MOST_PERIODS = 3
"""More periods than this are told apart in the cells."""

INSTEAD = "where the newest change is more than normal variation, that is said instead"

NAME, VOLUME = "service", "transactions"
"""Keys of the first two columns in `sort=`."""


@dataclass(frozen=True)
class ServiceRow:
    """A service with its volume and a cell for each KPI, None where it has no such figure."""

    name: str
    href: str
    volume: str
    cells: tuple[KpiCell | None, ...]


@dataclass(frozen=True)
class ServicesTable:
    """The rows in the chosen order; `count` is how many services there are, of which `text` may have kept a few.

    `moves` counts those whose first KPI is higher, lower and the same against a year before.
    """

    caption: str
    lead: str
    columns: tuple[Column, ...]
    rows: tuple[ServiceRow, ...]
    sorted_by: str
    text: str
    count: int
    files: tuple[File, ...]
    markers: tuple[str, ...]
    with_lines: bool
    with_volume: bool
    moves: tuple[int, int, int]


def services_table(
    figures: CouncilFigures,
    name: str,
    sort: str,
    text: str = "",
    judged: Mapping[tuple[str, str], Judgement] | None = None,
) -> ServicesTable | None:
    """The services that add up, and those that stand alone if they are too many for tiles; None if there is neither.

    `sort` is a column's key, with a minus for descending; `text` keeps the services whose name holds it. `judged` holds
    each figure's standing against normal variation, by KPI and service.
    """
    keys = listed(figures)
    kpis = tuple({what.kpi.key: what.kpi for what in figures.indicators if set(what.services) & set(keys)}.values())
    if not kpis:
        return None
    cells = {kpi.key: column(figures, kpi, keys, len(keys) <= MOST_LINES, judged or {}) for kpi in kpis}
    counts = volumes(figures, keys)
    kept = [key for key in keys if text.strip().lower() in figures.services[key].name.lower()]
    columns = _columns(kpis, counts)
    named = tuple(_sortable(figures, key, kpis, cells, counts) for key in kept)
    table = sort_table(Table(name, columns, named, NAME), sort or NAME)
    rows = tuple(_row(figures, row[0].note, kpis, cells, counts) for row in table.rows)
    return ServicesTable(
        caption=f"Services of {name}, {_order(columns, table.sorted_by)}",
        lead=_lead(cells, counts, len(keys) <= MOST_LINES),
        columns=columns,
        rows=rows,
        sorted_by=table.sorted_by,
        text=text,
        count=len(keys),
        files=tuple(_file(figures, kpi) for kpi in kpis),
        markers=markers_in(_texts(rows)),
        with_lines=len(keys) <= MOST_LINES,
        with_volume=counts.period is not None,
        moves=_moves(cells[kpis[0].key].values()),
    )


def _order(columns: Sequence[Column], sorted_by: str) -> str:
    """'in alphabetical order', 'by completion rate, highest first'."""
    key, descending = sorted_by.removeprefix("-"), sorted_by.startswith("-")
    if key == NAME:
        return "from Z to A" if descending else "in alphabetical order"
    heading = next(column.heading for column in columns if column.key == key)
    return f"by {heading[0].lower()}{heading[1:]}, {'highest' if descending else 'lowest'} first"


def listed(figures: CouncilFigures) -> list[str]:
    """The services of the table, in order of name."""
    alone = [what for what in figures.indicators if what.indicator.service]
    everyone = {extent.service for extent in figures.extents}
    adding = {service for service in everyone if figures.services[service].in_total}
    chosen = everyone if len(alone) > MOST_ALONE else adding
    return [key for key in figures.services if key in chosen]


def markers_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The markers that stand in these texts, in the order of their explanation."""
    written = " ".join(texts)
    return tuple(letter for letter in MEANINGS if f"[{letter}]" in written)


def _columns(kpis: Sequence[Kpi], counts: Volumes) -> tuple[Column, ...]:
    volume = (Column("Transactions", numeric=True, key=VOLUME),) if counts.period else ()
    return (Column("Service", key=NAME), *volume, *(Column(kpi.short_name, key=kpi.key) for kpi in kpis))


def _sortable(
    figures: CouncilFigures, key: str, kpis: Sequence[Kpi], cells: dict[str, dict[str, KpiCell]], counts: Volumes
) -> tuple[Cell, ...]:
    """The row as values to order by; the first cell remembers which service it is."""
    volume = (Cell("", sort=counts.sort(key)),) if counts.period else ()
    values = [cells[kpi.key].get(key) for kpi in kpis]
    return (
        Cell(figures.services[key].name, note=key),
        *volume,
        *(Cell("", sort=cell.sort if cell else None) for cell in values),
    )


def _row(
    figures: CouncilFigures, key: str, kpis: Sequence[Kpi], cells: dict[str, dict[str, KpiCell]], counts: Volumes
) -> ServiceRow:
    return ServiceRow(
        figures.services[key].name,
        figures.address(key),
        counts.written(key) if counts.period else "",
        tuple(cells[kpi.key].get(key) for kpi in kpis),
    )


def _moves(cells: Iterable[KpiCell]) -> tuple[int, int, int]:
    moved = [cell.moved for cell in cells if cell.moved is not None]
    return sum(one > 0 for one in moved), sum(one < 0 for one in moved), sum(one == 0 for one in moved)


def _texts(rows: Iterable[ServiceRow]) -> list[str]:
    return [
        text for row in rows for text in (row.volume, *(f"{cell.value} {cell.words}" for cell in row.cells if cell))
    ]


def _lead(cells: dict[str, dict[str, KpiCell]], counts: Volumes, with_lines: bool) -> str:
    """The periods that the columns are about, and how to read a cell."""
    names = [period_name(cell.kpi, cell.period) for found in cells.values() for cell in found.values()]
    kept = list(dict.fromkeys([*([counts.period.label] if counts.period else []), *names]))
    when = joined([f"the {name}" if name.startswith("12 months") else name for name in kept[:MOST_PERIODS]])
    lines = " Each line has its own scale; lines of costs start at zero." if with_lines else ""
    judged = any(cell.judged for found in cells.values() for cell in found.values())
    if judged and not with_lines:
        return f"Figures for {when}, each against the same period a year before; {INSTEAD}."
    how = "each against normal variation, or where that is not tested" if judged else "each with its change"
    return f"Figures for {when}, {how} against the same period a year before.{lines}"


def _file(figures: CouncilFigures, kpi: Kpi) -> File:
    frequencies = [what.frequency for what in figures.indicators if what.kpi.key == kpi.key]
    return File(kpi.name, council_file(figures, kpi, min(frequencies, key=FINEST_FIRST.index), ()))
