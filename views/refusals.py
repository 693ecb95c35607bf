"""What was not counted, and why: refused rows, figures that cannot be, rows left out on purpose."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.channels import CHANNELS
from kpis.wording import number, written
from views.addresses import refused_rows_address
from views.reader import CellGap, Reader
from views.table import Cell, Column, Table

MOST = 40
"""So many rows of a table are shown; the rest is in a file."""


@dataclass(frozen=True)
class Refusals:
    """Tables of what was not counted; `rows`, `figures` and `left_out` count what the tables are about."""

    rows: int
    figures: int
    left_out: int
    refused: Table
    impossible_groups: Table
    impossible: Table
    omitted: Table
    file: str
    kept_back: str


def refusals(reader: Reader, titles: Mapping[str, str]) -> Refusals:
    """Everything that was not counted; `titles` are the sources' by name."""
    groups, gaps, omitted = reader.refused_groups(), reader.refused_cells(), reader.left_out()
    return Refusals(
        sum(source.rows_refused for source in reader.sources()),
        len(gaps),
        sum(rule.rows for rule in omitted),
        _refused(reader, titles),
        _impossible_groups(reader, gaps),
        _impossible(reader, gaps),
        Table(
            "Rows left out on purpose",
            (Column("Why"), Column("Rows", numeric=True), Column("Source")),
            tuple((Cell(o.reason), Cell(number(o.rows)), Cell(titles.get(o.source, o.source))) for o in omitted),
        ),
        refused_rows_address() if groups else "",
        _kept_back(gaps),
    )


def _refused(reader: Reader, titles: Mapping[str, str]) -> Table:
    columns = (
        Column("Reason"),
        Column("Rows", numeric=True),
        Column("Source"),
        Column("For example"),
        Column("What to do"),
    )
    rows = tuple(
        (
            Cell(group.reason),
            Cell(number(group.rows)),
            Cell(titles.get(group.source, group.source)),
            Cell(f"“{group.example}”" if group.example else "an empty cell"),
            Cell(group.remedy),
        )
        for group in reader.refused_groups()[:MOST]
    )
    return Table("Refused rows by reason", columns, rows)


def _impossible_groups(reader: Reader, gaps: Sequence[CellGap]) -> Table:
    """The same by measure and reason, with the first of each for example."""
    together: dict[tuple[str, str], list[CellGap]] = defaultdict(list)
    for gap in gaps:
        together[gap.kpi, gap.reason].append(gap)
    columns = (Column("Measure"), Column("Figures", numeric=True), Column("Why"), Column("For example"))
    rows = tuple(
        (
            Cell(reader.catalogue[kpi].name),
            Cell(number(len(members))),
            Cell(reason[:1].upper() + reason[1:]),
            Cell(_example(reader, members[0])),
        )
        for (kpi, reason), members in together.items()
    )
    return Table("Refused figures by measure and reason", columns, rows)


def _example(reader: Reader, gap: CellGap) -> str:
    """'Wyncastle, Report a pothole, June 2025: completed 412, started 0'."""
    kpi = reader.catalogue[gap.kpi]
    council, service = reader.register.by_key[gap.council.lower()].name, reader.services()[gap.service].name
    parts = f"{kpi.numerator_name.lower()} {_amount(kpi, gap.numerator)}"
    whole = f", {kpi.denominator_name.lower()} {_amount(kpi, gap.denominator)}" if kpi.denominator else ""
    return f"{council}, {service}, {gap.period.label}: {parts}{whole}"


def _impossible(reader: Reader, gaps: Sequence[CellGap]) -> Table:
    columns = (
        Column("Measure"),
        Column("Council and service"),
        Column("Period"),
        Column("Counted", numeric=True),
        Column("Of", numeric=True),
        Column("Why there is no figure"),
    )
    return Table("Figures that were refused", columns, tuple(_gap(reader, gap) for gap in gaps[:MOST]))


def _gap(reader: Reader, gap: CellGap) -> tuple[Cell, ...]:
    kpi = reader.catalogue[gap.kpi]
    council = reader.register.by_key[gap.council.lower()].name
    channel = f", {CHANNELS[gap.channel].lower()} only" if gap.channel in CHANNELS else ""
    return (
        Cell(kpi.name, note=channel.removeprefix(", ")),
        Cell(council, note=reader.services()[gap.service].name),
        Cell(gap.period.label),
        Cell(_amount(kpi, gap.numerator), note=kpi.numerator_name.lower()),
        Cell(_amount(kpi, gap.denominator), note=kpi.denominator_name.lower()),
        Cell(gap.reason[:1].upper() + gap.reason[1:]),
    )


def _amount(kpi: Kpi, value: object) -> str:
    if value is None:
        return ""
    shown = float(str(value))
    return written(shown, "pounds", 2) if kpi.unit == "pounds" and not kpi.counts else number(shown)


def _kept_back(gaps: Sequence[CellGap]) -> str:
    """What stands in the tables' place for what is too long to show."""
    if len(gaps) <= MOST:
        return ""
    return f"And {len(gaps) - MOST:,} more, which stand in each measure’s file with an empty value."
