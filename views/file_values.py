"""What a file's rows hold, column by column."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from kpis.channels import ALL
from kpis.councils import Council
from kpis.figure import Figure
from kpis.markers import bracketed
from kpis.wording import absence, caution
from views.data_file import FileRequest
from views.file_judged import Judgements
from views.file_part import Part
from views.file_rows import figures
from views.reader import Reader

Value = str | int | float | Decimal | date | None

ILLUSTRATIVE = "illustrative figures"
SHARE = "each channel's share of completed transactions"
CAN_OPENER = "a can opener, not a verdict: councils differ in area, demand and recording"


def values(reader: Reader, request: FileRequest) -> Iterator[tuple[Value, ...]]:
    """Every row, its values in the order of the request's columns."""
    councils, services = reader.register.by_key, reader.services()
    invented = _all_invented(reader, request)
    judgements = Judgements(reader, request) if request.judged else None
    compares = "council" in request.keeps and len(request.selection.councils) != 1
    for part, period, found in figures(reader, request):
        row: list[Value] = []
        council = councils.get(part.council.lower())
        if "period" in request.keeps:
            row += [period.start, period.end] if period else [None, None]
        if "council" in request.keeps:
            row += [part.council, council.gss if council else "", council.name if council else ""]
        if "service" in request.keeps:
            row += [part.service, services[part.service].name]
        if "channel" in request.keeps:
            row.append(part.channel or ALL)
        if "segment" in request.keeps:
            row.append(_segment(part))
        words = said(request, found, _illustrative(council, invented), compares)
        more = judgements.of(part, period) if judgements else ()
        yield (*row, *_figure(request, found), words, *more)


def _figure(request: FileRequest, found: Figure) -> tuple[Value, ...]:
    """Everything in FIGURES but the caution."""
    return (
        found.numerator,
        found.denominator,
        found.value,
        found.lower,
        found.upper,
        found.provided,
        found.expected,
        " ".join(map(bracketed, found.markers)),
        found.basis,
        request.kpi.version,
    )


def said(request: FileRequest, found: Figure, illustrative: bool, compares: bool) -> str:
    """What must be said beside the figure wherever the file goes (METHODS P11)."""
    why = caution(request.kpi, found) if found.value is not None else absence(found)
    share = SHARE if request.channel_shares else ""
    parts = (ILLUSTRATIVE if illustrative else "", share, why, CAN_OPENER if compares else "")
    return "; ".join(part for part in parts if part)


def _segment(part: Part) -> str:
    """'ward: Shirley East'; 'all' for every segment together."""
    return f"{part.breakdown}: {part.segment}" if part.breakdown else ALL


def _illustrative(council: Council | None, all_invented: bool) -> bool:
    return council.illustrative if council else all_invented


def _all_invented(reader: Reader, request: FileRequest) -> bool:
    """Whether councils that are added are illustrative; real and illustrative ones are never added."""
    keys = request.selection.councils or [extent.council for extent in reader.extents(kpi=request.kpi.key)]
    return any(reader.register.by_key[key.lower()].illustrative for key in keys)
