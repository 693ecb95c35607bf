"""Every service of a council with its newest figures: a column for each KPI, or a row for each where few are shared."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from kpis.catalogue import Kpi
from kpis.periods import Period
from kpis.wording import counted, number, period_name
from views.open.addresses import service_path
from views.open.lines import Released
from views.open.release import Finished, ReleaseReader
from views.standing import marked
from views.table import Cell, Column, Table, sort_table

MOST_COLUMNS = 5
FULL = 0.5
"""At least so much of a table is filled, or it is a list."""

VOLUME = "digital_take_up"
"""The KPI whose denominator is every completed transaction."""

SERVICE, TRANSACTIONS = "service", "transactions"
"""Keys of the first two columns in `sort=`."""

MISSING = Cell("–")


@dataclass(frozen=True)
class ServicesTable:
    """The table, what stands over it, and the rows whose figures are in it."""

    heading: str
    lead: str
    table: Table
    figures: tuple[Finished, ...]
    is_list: bool = False

    @property
    def orders(self) -> tuple[str, ...]:
        """What it can be sorted by."""
        return tuple(column.key for column in self.table.columns if column.key)

    def ordered(self, by: str, to: Callable[[str], str]) -> "ServicesTable":
        """The table in another order, and with its links as addresses: `to` tells where a path leads."""
        rows = ((replace(row[0], href=to(row[0].href)), *row[1:]) for row in self.table.rows)
        table = sort_table(replace(self.table, rows=tuple(rows)), by or self.table.sorted_by)
        return replace(self, table=table, lead=self._lead(table) if by else self.lead)

    def _lead(self, table: Table) -> str:
        key, falling = table.sorted_by.removeprefix("-"), table.sorted_by.startswith("-")
        column = next((one for one in table.columns if one.key == key), None)
        if column is None:
            return self.lead
        first = ("largest first" if falling else "smallest first") if column.numeric else "Z to A" if falling else ""
        return f"In order of {column.heading.lower()}{f', {first}' if first else ''}. Choose a service for its history."


def services_table(reader: ReleaseReader, council: str, lines: Sequence[Released]) -> ServicesTable | None:
    """Each service in alphabetical order; None if the council's part has none of its own."""
    shown = [line for line in lines if line.shown]
    if not shown:
        return None
    kpis = {line.kpi.key: reader.catalogue[line.kpi.key] for line in shown}
    services = [key for key in reader.services if any(line.service == key for line in shown)]
    wide = len(kpis) <= MOST_COLUMNS and len(shown) >= FULL * len(kpis) * len(services)
    return _matrix(reader, council, shown, services, list(kpis.values())) if wide else _list(reader, council, shown)


def _matrix(
    reader: ReleaseReader, council: str, lines: Sequence[Released], services: Sequence[str], kpis: Sequence[Kpi]
) -> ServicesTable:
    usual = {kpi.key: _usual([line for line in lines if line.kpi.key == kpi.key]) for kpi in kpis}
    by_key = {(line.service, line.kpi.key): line for line in lines}
    volume = any(kpi.key == VOLUME for kpi in kpis)
    rows, figures = [], []
    for service in services:
        name = reader.services[service].name
        cells = [Cell(name, service_path(council, service), name.lower())]
        if volume:
            cells.append(_volume(by_key.get((service, VOLUME)), usual[VOLUME]))
        for kpi in kpis:
            cell, row = _figure(by_key.get((service, kpi.key)), usual[kpi.key])
            cells.append(cell)
            figures += [row] if row else []
        rows.append(tuple(cells))
    period = _heading(kpis, usual)
    columns = [Column("Service", key=SERVICE), *([Column("Transactions", True, TRANSACTIONS)] if volume else [])]
    columns += [Column(kpi.short_name, True, kpi.key) for kpi in kpis]
    return ServicesTable(
        f"Each service{f', {period}' if period else ''}",
        "In alphabetical order. Choose a service for its history.",
        Table(f"Services{f', {period}' if period else ''}", tuple(columns), tuple(rows), SERVICE),
        tuple(figures),
    )


def _list(reader: ReleaseReader, council: str, lines: Sequence[Released]) -> ServicesTable:
    """A row for each figure, where services are measured in different ways."""
    rows, figures = [], []
    for line in sorted(lines, key=lambda one: list(reader.services).index(one.service)):
        row = line.shown
        if row is None:
            continue
        figures.append(row)
        name = Cell(reader.services[line.service].name, service_path(council, line.service))
        cells = (line.kpi.name, period_name(line.kpi, row.period), marked(line.kpi, row.figure))
        rows.append((name, *(Cell(text) for text in cells)))
    columns = (Column("Service"), Column("Measure"), Column("Period"), Column("Figure", numeric=True))
    lead = f"{counted(len(rows), 'figure')}, by service in alphabetical order. Choose a service for its history."
    return ServicesTable("Each service", lead, Table("Services", columns, tuple(rows)), tuple(figures), True)


def _usual(lines: Sequence[Released]) -> Period | None:
    """The newest period that most services show."""
    periods = Counter(row.period for line in lines if (row := line.shown))
    return max(periods, key=lambda period: (periods[period], period.end)) if periods else None


def _figure(line: Released | None, usual: Period | None) -> tuple[Cell, Finished | None]:
    """The figure of the usual period, or the service's own newest with its period; a dash where it is not measured."""
    if line is None or usual is None:
        return MISSING, None
    row = line.row(usual) or line.shown
    if row is None:
        return MISSING, None
    note = "" if row.period == usual else period_name(line.kpi, row.period)
    return Cell(marked(line.kpi, row.figure), sort=row.figure.value, note=note), row


def _volume(line: Released | None, usual: Period | None) -> Cell:
    row = line.row(usual) if line and usual else None
    if row is None or row.figure.denominator is None:
        return MISSING if row is None else Cell(" ".join(f"[{letter}]" for letter in row.figure.markers))
    return Cell(number(row.figure.denominator), sort=row.figure.denominator)


def _heading(kpis: Sequence[Kpi], usual: dict[str, Period | None]) -> str:
    """The period of the figures that are of one period each; a KPI's window stands in its own heading."""
    ends = {period for kpi in kpis if (period := usual[kpi.key])}
    return max(ends, key=lambda period: (period.end, period.start)).label if ends else ""
