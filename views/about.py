"""About the data: sources and loads, what has arrived, what was refused, and what everything means."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.markers import IN_RELEASES_ONLY, MEANINGS, bracketed
from kpis.periods import Period
from kpis.wording import counted, joined, number
from views.addresses import service_address
from views.clock import stretch, uk_time
from views.completeness import Matrix, by_frequency, by_period, matrix
from views.facts import Fact
from views.freshness import Late, awaited, late
from views.indicators import FINEST_FIRST
from views.meanings import Definition, channels, definitions
from views.reader import Completeness, Reader, SourceStatus
from views.refusals import MOST, Refusals, refusals
from views.table import Cell, Column, Table

KINDS = {
    "csv": "CSV file",
    "excel": "Excel file",
    "json": "JSON file",
    "parquet": "Parquet file",
    "sql": "Database",
    "template": "Spreadsheet filled in by hand",
}
FEW = 2
LONG_OVER = "Over two years old"


@dataclass(frozen=True)
class SourceRow:
    """A source and its last load; `late` says what has stopped coming, '' if nothing; else `state` says how it is.

    `estimated`: by which method its figures, or some of them, were estimated; '' if none was. `held`: why its newest
    figures were not taken, '' if they were.
    """

    title: str
    about: str
    link: str
    illustrative: bool
    kind: str
    councils: str
    period: str
    loaded: str
    rows: str
    refused: str
    late: str
    state: str
    estimated: str = ""
    held: str = ""


@dataclass(frozen=True)
class AboutData:
    """Everything the page about the data says."""

    facts: tuple[Fact, ...]
    sources: tuple[SourceRow, ...]
    matrix: Matrix | None
    frequencies: Table
    periods: tuple[Table, ...]
    late: Table
    late_total: int
    refusals: Refusals
    definitions: tuple[Definition, ...]
    channels: Table
    markers: tuple[tuple[str, str], ...]


def about(reader: Reader, councils: tuple[str, ...] = ()) -> AboutData:
    """The page; `councils` are laid out month by month where there are too many to show them all."""
    headline = {kpi.key for kpi in reader.catalogue if kpi.headline}
    extents = [extent for extent in reader.extents() if extent.kpi in headline]
    behind = late(extents, reader.sources())
    frequencies = [f for f in FINEST_FIRST if any(extent.frequency == f for extent in extents)]
    complete = {frequency: reader.completeness(frequency) for frequency in frequencies}
    not_counted = refusals(reader, {source.name: source.title for source in reader.sources()})
    return AboutData(
        _facts(reader, behind, not_counted),
        tuple(_source(reader, source, behind) for source in sorted(reader.sources(), key=lambda one: one.illustrative)),
        matrix(reader, complete.get("month", []), councils),
        by_frequency(complete),
        tuple(by_period(complete[f], f) for f in frequencies if f != "month" and len(_periods(complete[f])) > 1),
        _late(reader, behind),
        len(behind),
        not_counted,
        definitions(reader),
        channels(),
        tuple((bracketed(one), meaning) for one, meaning in MEANINGS.items() if one not in IN_RELEASES_ONLY),
    )


def _periods(found: Sequence[Completeness]) -> set[Period]:
    return {one.period for one in found}


def _facts(reader: Reader, behind: Sequence[Late], not_counted: Refusals) -> tuple[Fact, ...]:
    sources = reader.sources()
    if not sources:
        return (Fact("Sources", "none", "nothing has been loaded yet"),)
    read = sum(source.rows_read for source in sources)
    late_sources = {name for one in behind for name in one.sources}
    state = f"{len(late_sources)} with something late" if late_sources else "nothing is late"
    kept = read - not_counted.rows - sum(source.rows_left_out for source in sources)
    groups = counted(len(reader.refused_groups()), "group") if not_counted.rows else "every row could be read"
    return (
        Fact("Sources", number(len(sources)), state, "#late" if late_sources else ""),
        Fact("Last load", uk_time(max(source.loaded_at for source in sources)), "UK time"),
        Fact("Rows read", number(read), f"{kept:,} counted"),
        Fact("Rows refused", number(not_counted.rows), groups, "#refused-rows"),
    )


def _source(reader: Reader, source: SourceStatus, behind: Sequence[Late]) -> SourceRow:
    mine = [one for one in behind if source.name in one.sources]
    about_it = ". ".join(part for part in (source.publisher, source.licence) if part)
    return SourceRow(
        source.title,
        about_it,
        source.link if source.link.startswith(("https://", "http://")) else "",
        source.illustrative,
        KINDS.get(source.kind, source.kind.upper()),
        number(source.councils),
        stretch(source.first, source.last) if source.first and source.last else "no figures",
        uk_time(source.loaded_at),
        number(source.rows_read),
        f"{source.rows_refused:,} refused" if source.rows_refused else "",
        _behind(reader, mine),
        "Nothing late" if awaited(source) else LONG_OVER,
        source.estimated,
        source.held,
    )


def _behind(reader: Reader, late_services: Sequence[Late]) -> str:
    councils = sorted({one.council for one in late_services})
    if not councils:
        return ""
    names = [reader.register.by_key[key.lower()].name for key in councils]
    who = joined(names) if len(names) <= FEW else counted(len(names), "council")
    return f"{who}, {counted(len({(one.council, one.service) for one in late_services}), 'service')}"


def _late(reader: Reader, behind: Sequence[Late]) -> Table:
    columns = (Column("Council"), Column("Service"), Column("Nothing since"), Column("Periods lacking", numeric=True))
    names, services = reader.register.by_key, reader.services()
    rows = tuple(
        (
            Cell(names[one.council.lower()].name),
            Cell(services[one.service].name, service_address(one.council, one.service)),
            Cell(one.since.label),
            Cell(number(one.periods)),
        )
        for one in behind[:MOST]
    )
    return Table("Services that have stopped reporting", columns, rows)
