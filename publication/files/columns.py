"""The columns of every open file: name, type and meaning, and what each row of a release holds in them (METHODS P7)."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from kpis.channels import ALL
from kpis.markers import MEANINGS, bracketed
from kpis.wording import absence, caution
from views.file_values import CAN_OPENER, ILLUSTRATIVE, SHARE, Value
from views.open.release import Finished, ReleaseReader

Kind = Literal["text", "date", "integer", "decimal", "number"]

HIDDEN = MEANINGS["c"]
ALL_SERVICES = "All services that add up"


@dataclass(frozen=True)
class Column:
    """One column: `kind` is how a program reads it, `always` whether no row leaves it empty."""

    name: str
    kind: Kind
    says: str
    title: str
    always: bool = False


IDENTITY = (
    Column("period_start", "date", "First day that the figure covers.", "First day", always=True),
    Column("period_end", "date", "Last day that the figure covers.", "Last day", always=True),
    Column("council", "text", "The council's key in addresses.", "Council key", always=True),
    Column("council_gss", "text", "The council's GSS code; empty if it has none.", "GSS code"),
    Column("council_name", "text", "The council's name.", "Council", always=True),
    Column("service", "text", "The service's key; 'all' is every service that adds up.", "Service key", always=True),
    Column("service_name", "text", "The service's name.", "Service", always=True),
    Column("channel", "text", "The channel's key; 'all' is every channel together.", "Channel", always=True),
    Column(
        "segment", "text", "What part of the whole it is, as 'ward: North'; 'all' is the whole.", "Part", always=True
    ),
)
"""What a figure is of."""

COLUMNS = (
    *IDENTITY,
    Column("numerator", "decimal", "What is divided; the KPI's definition says what it counts.", "Numerator"),
    Column(
        "denominator", "decimal", "What it is divided by; empty where a marker or no denominator is.", "Denominator"
    ),
    Column("value", "number", "The figure in the KPI's unit; a percentage is a fraction of one.", "Value"),
    Column("lower", "number", "Lower end of the 95% Wilson interval, for shares of counts only.", "Lower 95%"),
    Column("upper", "number", "Upper end of the 95% Wilson interval, for shares of counts only.", "Upper 95%"),
    Column("provided", "integer", "How many of the values that were expected are in the figure.", "Provided"),
    Column("expected", "integer", "How many values were expected.", "Expected"),
    Column("marker", "text", "Why there is no value, or what limits it, as '[x]'.", "Marker"),
    Column("basis", "text", "How it was counted, where the source says; different bases are not compared.", "Basis"),
    Column("definition_version", "integer", "Version of the KPI's definition.", "Definition version", always=True),
    Column("caution", "text", "What must be said beside the figure wherever it goes.", "Caution"),
    Column("kpi", "text", "The KPI's key.", "KPI", always=True),
    Column("release", "integer", "Number of the release; its figures never change.", "Release", always=True),
)
NAMES = tuple(column.name for column in COLUMNS)
KEY = ("kpi", "council", "service", "channel", "segment", "period_start", "period_end")
"""No two rows of a file agree in all of these."""


def lines(reader: ReleaseReader, rows: Sequence[Finished], compares: bool | None = None) -> Iterator[tuple[Value, ...]]:
    """Each row's values in the order of COLUMNS; None where there is none.

    `compares` puts the caution about comparing in every row; by default if there is more than one council.
    """
    beside = len({row.council for row in rows}) > 1 if compares is None else compares
    for row in rows:
        yield (*identity(reader, row), *_figure(row), _said(reader, row, beside), row.kpi, reader.facts.number)


def identity(reader: ReleaseReader, row: Finished) -> tuple[Value, ...]:
    """From period_start to segment: what the figure is of."""
    council = reader.register.with_code(row.council)
    return (
        row.period.start,
        row.period.end,
        row.council,
        council.gss if council else "",
        council_name(reader, row.council),
        row.service or ALL,
        service_name(reader, row.service),
        row.channel or ALL,
        f"{row.breakdown}: {row.segment}" if row.breakdown else row.segment or ALL,
    )


def service_name(reader: ReleaseReader, key: str) -> str:
    """The service's name; '' is all of those that add up."""
    if not key:
        return ALL_SERVICES
    service = reader.services.get(key)
    return service.name if service else key


def council_name(reader: ReleaseReader, key: str) -> str:
    """The council's name, or its key if the register has none."""
    council = reader.register.with_code(key)
    return council.name if council else key


def is_illustrative(reader: ReleaseReader, council: str) -> bool:
    """Whether the council is invented: its part says so, or the register."""
    part, known = reader.parts.get(council), reader.register.with_code(council)
    return bool((part and part.illustrative) or (known and known.illustrative))


def _figure(row: Finished) -> tuple[Value, ...]:
    """From numerator to definition_version; an interval would give a hidden value away."""
    found = row.figure
    shown = found.value is not None
    return (
        found.numerator,
        found.denominator,
        found.value,
        found.lower if shown else None,
        found.upper if shown else None,
        found.provided,
        found.expected,
        " ".join(map(bracketed, found.markers)),
        found.basis,
        row.definition_version,
    )


def _said(reader: ReleaseReader, row: Finished, beside: bool) -> str:
    """What must be said beside the figure (METHODS P11); each thing once."""
    kpi, found = reader.catalogue[row.kpi], row.figure
    why = HIDDEN if "c" in found.markers else caution(kpi, found) if found.value is not None else absence(found)
    parts = (
        ILLUSTRATIVE if is_illustrative(reader, row.council) else "",
        SHARE if row.channel and not kpi.by_channel else "",
        *why.split("; "),
        *row.caution.split("; "),
        CAN_OPENER if beside else "",
    )
    return "; ".join(dict.fromkeys(part for part in parts if part))
