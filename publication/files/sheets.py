"""What stands in a spreadsheet: one table for each KPI, with every cell filled, and the notes that explain it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kpis.catalogue import Kpi
from kpis.channels import ALL
from kpis.wording import counted, period_name
from publication.files.about import cautions, kpi_keys, markers
from publication.files.columns import NAMES, council_name, lines, service_name
from views.file_values import Value
from views.open.release import Finished, ReleaseReader

Cell = str | int | float
NONE = "none"
DOES_NOT_APPLY = "[z]"
LONGEST_LABEL = 31
"""What a spreadsheet allows for the name of a sheet."""

HEADINGS: Mapping[str, str] = {
    "council_name": "Council",
    "council_gss": "GSS code",
    "service_name": "Service",
    "channel": "Channel",
    "segment": "Part",
    "period": "Period",
    "period_start": "First day",
    "period_end": "Last day",
    "numerator": "Numerator",
    "denominator": "Denominator",
    "value": "Value",
    "lower": "Lower 95% limit",
    "upper": "Upper 95% limit",
    "provided": "Values provided",
    "expected": "Values expected",
    "marker": "Marker",
    "basis": "Basis",
    "definition_version": "Definition version",
    "caution": "Caution",
    "release": "Release",
}
"""Columns of a sheet, in order; the names are those of the CSV file but for `period`, which is in words."""

NUMBERS = ("numerator", "denominator", "value", "lower", "upper", "provided", "expected")
SILENT: Mapping[str, Cell] = {"segment": ALL, "lower": DOES_NOT_APPLY, "upper": DOES_NOT_APPLY}
"""A column is left out where every cell says no more than this, or NONE."""


@dataclass(frozen=True)
class Sheet:
    """One table on a sheet of its own. `pictures` is how a spreadsheet shows the numbers of a column."""

    label: str
    name: str
    title: str
    about: tuple[str, ...]
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    pictures: Mapping[str, str]


def sheets(reader: ReleaseReader, rows: Sequence[Finished]) -> list[Sheet]:
    """A sheet for each KPI, in the catalogue's order."""
    return [
        _sheet(reader, reader.catalogue[key], [row for row in rows if row.kpi == key], place)
        for place, key in enumerate(kpi_keys(reader, rows), start=1)
    ]


def notes(reader: ReleaseReader, rows: Sequence[Finished]) -> list[str]:
    """The text of each note; every word that stands in a cell in place of a number is explained."""
    explained = [
        *(f"{marker} {meaning}." for marker, meaning in markers(rows).items()),
        f"{DOES_NOT_APPLY} in a limit or a denominator: the figure has none.",
        f"'{NONE}' in a cell: there is nothing to say.",
        *cautions(reader, rows),
    ]
    return [text(one) for one in explained]


def _sheet(reader: ReleaseReader, kpi: Kpi, rows: Sequence[Finished], place: int) -> Sheet:
    table = list(_cells(reader, kpi, rows))
    kept = [column for column in HEADINGS if {row[column] for row in table} != {SILENT.get(column, NONE)}]
    return Sheet(
        f"{place} {kpi.short_name}".translate(dict.fromkeys(map(ord, "[]:*?/\\'"), " "))[:LONGEST_LABEL].strip(),
        f"figures_{kpi.key}",
        text(f"Table {place}: {kpi.name}, {_of_what(reader, rows)}"),
        (text(_how_to_read(kpi)), "Letters in square brackets, as [x], stand where a number would."),
        tuple(HEADINGS[column] for column in kept),
        tuple(tuple(row[column] for column in kept) for row in table),
        {HEADINGS[column]: _picture(kpi) for column in ("value", "lower", "upper") if column in kept},
    )


def _how_to_read(kpi: Kpi) -> str:
    value = {"percent": "a percentage", "pounds": "in pounds", "number": "a number"}[kpi.unit]
    below = f" Denominator: {kpi.denominator_name}." if kpi.denominator_name else ""
    return f"{kpi.definition} The value is {value}. Numerator: {kpi.numerator_name}.{below}"


def _picture(kpi: Kpi) -> str:
    """How a spreadsheet shows the KPI's values; the cell keeps every digit."""
    digits = f".{'0' * kpi.decimals}" if kpi.decimals else ""
    return {"percent": f"0{digits}%", "pounds": f'"£"#,##0{digits}', "number": f"#,##0{digits}"}[kpi.unit]


def _of_what(reader: ReleaseReader, rows: Sequence[Finished]) -> str:
    """'Arden Vale, Report a missed bin'; how many where there are several."""
    councils, services = {row.council for row in rows}, {row.service for row in rows}
    one = council_name(reader, next(iter(councils))) if len(councils) == 1 else counted(len(councils), "council")
    other = service_name(reader, next(iter(services))) if len(services) == 1 else counted(len(services), "service")
    return f"{one}, {other}"


def _cells(reader: ReleaseReader, kpi: Kpi, rows: Sequence[Finished]) -> Iterator[dict[str, Cell]]:
    """Each row as column and cell; nothing is left empty."""
    for row, line in zip(rows, lines(reader, rows), strict=True):
        values: dict[str, Value] = dict(zip(NAMES, line, strict=True))
        values["period"] = period_name(kpi, row.period)
        instead = str(values["marker"] or DOES_NOT_APPLY) if row.figure.value is None else DOES_NOT_APPLY
        yield {column: _cell(values[column], instead if column in NUMBERS else NONE) for column in HEADINGS}


def _cell(value: Value, instead: str) -> Cell:
    """What a spreadsheet shows: numbers as numbers, days as ISO dates, words for nothing."""
    if value is None or value == "":
        return instead
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else float(value)
    return text(value) if isinstance(value, str) else value if isinstance(value, int | float) else value.isoformat()


def text(said: str) -> str:
    """Text that the writer takes as it stands: it reads links and notes into '](' and '$$'."""
    return said.replace("](", "] (").replace("$$", "$ $")
