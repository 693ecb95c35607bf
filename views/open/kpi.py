"""One KPI of one service, every council that publishes it: alphabetical, with intervals, only what may be compared."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.comparison import Compared, compare
from kpis.figure import Figure
from kpis.periods import Period
from kpis.wording import counted, written
from views.compare_tables import headings, interval
from views.compare_words import CAN_OPENER, CAUTION, stretch_name
from views.indicators import FINEST_FIRST
from views.open.about_release import ReleaseBox, invented, release_box, sources_of
from views.open.addresses import ALL, council_path, kpi_path, service_path
from views.open.council import markers_of, once
from views.open.release import Finished, PublishedSource, ReleaseReader
from views.service_trends import counted_side
from views.standing import marked
from views.table import Cell, Column, Table

SEVERAL = 2


@dataclass(frozen=True)
class OpenKpi:
    """One KPI across councils; `figures` stand in the order of the table's rows, one for each council compared."""

    title: str
    path: str
    notice: str
    lead: str
    heading: str
    subtitle: str
    kpi: Kpi
    figures: tuple[Figure, ...]
    names: tuple[tuple[str, str], ...]
    headings: tuple[str, ...]
    values: tuple[tuple[str, ...], ...]
    left_out: Table | None
    definition: str
    cautions: tuple[str, ...]
    release: ReleaseBox
    sources: tuple[PublishedSource, ...]
    rows: tuple[Finished, ...]
    markers: tuple[str, ...]


def open_kpi(reader: ReleaseReader, kpi: str, service: str) -> OpenKpi | None:
    """The page; None if fewer than two councils publish it."""
    key = "" if service == ALL else service
    known, name = reader.catalogue.get(kpi), _name(reader, key)
    given = reader.rows(service=key, kpi=kpi) if known and name else []
    together = side_by_side(reader, {row.council for row in given})
    whole = [row for row in given if not row.segment and row.council in together]
    if known is None or len({row.council for row in whole}) < SEVERAL:
        return None
    period = usual_period(whole)
    at = {row.council: row for row in whole if row.period == period}
    words = known.for_transaction(reader.services[key].transaction) if key else known
    compared = compare(words, {council: at[council].figure for council in reader.parts if council in at})
    shown = [council for council in reader.parts if council in compared.figures]
    rows = once(list(at.values()))
    parts = [reader.parts[council] for council in reader.parts if council in at]
    return OpenKpi(
        title=f"{name}: {words.name[0].lower()}{words.name[1:]}",
        path=kpi_path(kpi, key),
        notice=invented(reader, [part.council for part in parts]),
        lead=_lead(words, compared, period),
        heading="Each council’s figure with its 95% interval" if words.is_share else "Each council’s figure",
        subtitle=_subtitle(words, period),
        kpi=words,
        figures=tuple(compared.figures[council] for council in shown),
        names=tuple((_council(reader, council), _page(council, key)) for council in shown),
        headings=headings(words),
        values=tuple(_values(words, compared.figures[council]) for council in shown),
        left_out=_left_out(reader, compared),
        definition=f"{words.definition} {words.guidance}".strip(),
        cautions=(f"{CAN_OPENER} {CAUTION}", *dict.fromkeys(part.notes for part in parts if part.notes)),
        release=release_box(reader),
        sources=sources_of(reader, rows),
        rows=rows,
        markers=markers_of(rows),
    )


def side_by_side(reader: ReleaseReader, councils: Collection[str]) -> set[str]:
    """Those that may stand beside each other: invented figures never beside real ones, which come first."""
    real = {council for council in councils if not reader.parts[council].illustrative}
    return real if len(real) >= SEVERAL else set(councils) - real


def usual_period(rows: Sequence[Finished]) -> Period:
    """The newest period of which most councils' figures are in; of one length, the one that most give."""
    with_value = [row for row in rows if row.figure.complete] or list(rows)
    lengths = Counter(row.period.frequency for row in with_value)
    length = min(lengths, key=lambda one: (-lengths[one], FINEST_FIRST.index(one)))
    councils = Counter(row.period for row in with_value if row.period.frequency == length)
    most = max(councils.values())
    return max(period for period, count in councils.items() if 5 * count >= 4 * most)


def _name(reader: ReleaseReader, service: str) -> str:
    known = reader.services.get(service)
    return known.name if known else "All services" if not service else ""


def _council(reader: ReleaseReader, council: str) -> str:
    return reader.register.by_key[council.lower()].name


def _page(council: str, service: str) -> str:
    return service_path(council, service) if service else council_path(council)


def _lead(kpi: Kpi, compared: Compared, period: Period) -> str:
    """Where the councils lie; never who is first."""
    values = [figure.value for figure in compared.figures.values() if figure.value is not None]
    when = stretch_name(kpi, period)
    if len(values) < SEVERAL:
        return f"For {when} there are too few figures to compare."
    least, most = (written(value, kpi.unit, kpi.decimals) for value in (min(values), max(values)))
    return f"In {when}, {counted(len(values), 'council')} lie between {least} and {most}."


def _subtitle(kpi: Kpi, period: Period) -> str:
    lines = " Lines are 95% intervals, where they are wider than the dot." if kpi.is_share else ""
    return f"{kpi.description.removesuffix('.')}, {stretch_name(kpi, period)}.{lines} In alphabetical order."


def _values(kpi: Kpi, figure: Figure) -> tuple[str, ...]:
    sides = (counted_side(kpi, figure, True), counted_side(kpi, figure, False)) if kpi.denominator else ()
    return (marked(kpi, figure), *((interval(kpi, figure),) if kpi.is_share else ()), *sides)


def _left_out(reader: ReleaseReader, compared: Compared) -> Table | None:
    """Who is not compared, and why."""
    if not compared.left_out:
        return None
    reasons: Mapping[str, str] = compared.left_out
    rows = tuple((Cell(_council(reader, key)), Cell(reasons[key])) for key in reader.parts if key in reasons)
    return Table("Not compared", (Column("Council"), Column("Why")), rows)
