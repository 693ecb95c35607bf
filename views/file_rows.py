"""The rows of a file, one council at a time: the same sums and the same figures as the pages."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import groupby

from kpis.comparison import commonest, together
from kpis.figure import Figure, Sums, figure, total
from kpis.periods import SHOWN_FROM, Frequency, Period, add_months, month_end
from kpis.series import Point, rolled_up_together, series
from views.data_file import FileRequest, adding, extents
from views.file_channels import shares
from views.file_part import Given, Part
from views.freshness import loaded_by_council
from views.indicators import FINEST_FIRST
from views.reader import CellQuery, CellSums, Reader

ByPeriod = dict[Period, Sums]


def figures(reader: Reader, request: FileRequest) -> Iterator[Given]:
    """Every figure of the file in order of its keys and then of time; never more than one council's held at once.

    Without councils kept apart, those of one service are held.
    """
    if request.channel_shares:
        yield from shares(reader, request)
        return
    if "council" in request.keeps or len(request.selection.councils) == 1:
        for part, points in _by_council(reader, request, None):
            shown = part if "council" in request.keeps else Part("", *_rest(part))
            yield from ((shown, point_period(request, point), point.figure) for point in points)
        return
    services = sorted({extent.service for extent in extents(reader, request)}) if "service" in request.keeps else [None]
    for service in services:
        yield from _together(request, _by_council(reader, request, service))


def point_period(request: FileRequest, point: Point) -> Period | None:
    """The period of a row, where periods are kept apart."""
    return point.period if "period" in request.keeps else None


def _together(request: FileRequest, councils: Iterable[tuple[Part, list[Point]]]) -> Iterator[Given]:
    """Councils added, sum over sum; a total needs four fifths of them (METHODS A4)."""
    found: dict[Part, dict[Period, dict[str, Figure]]] = defaultdict(lambda: defaultdict(dict))
    for part, points in councils:
        for point in points:
            found[Part("", *_rest(part))][point.period][part.council] = point.figure
    for part in sorted(found, key=_rest):
        for period, members in sorted(found[part].items()):
            basis = commonest(one.basis for one in members.values() if one.complete)
            kept = period if "period" in request.keeps else None
            yield part, kept, together(request.kpi, members, basis)


def _rest(part: Part) -> tuple[str, str, str, str]:
    return part.service, part.channel, part.breakdown, part.segment


def _by_council(reader: Reader, request: FileRequest, service: str | None) -> Iterator[tuple[Part, list[Point]]]:
    """Each council's figures by what else is kept apart."""
    as_at = _as_at(reader, request)
    cells = reader.stream_cells(_query(request, (service,) if service else adding(reader, request)))
    for council, members in groupby(cells, key=lambda cell: cell.council):
        for part, sums in _parts(request, members):
            points = _points(request, list(sums.values()), as_at.get(council))
            yield part, points


def _parts(request: FileRequest, cells: Iterable[CellSums]) -> Iterator[tuple[Part, dict[str, ByPeriod]]]:
    """One council's sums by part, and for each part by service, as services are rolled up before they are added."""
    found: dict[Part, dict[str, ByPeriod]] = defaultdict(dict)
    alike = groupby(cells, key=lambda cell: (cell.council, cell.service, cell.channel, cell.breakdown, cell.segment))
    for (council, service, channel, breakdown, segment), members in alike:
        if _wanted(request, channel, breakdown, segment):
            part = Part(council, service if "service" in request.keeps else "", channel, breakdown, segment)
            add_cells(found[part].setdefault(service, {}), members)
    yield from found.items()


def _wanted(request: FileRequest, channel: str, breakdown: str, segment: str) -> bool:
    """Parts where they are kept apart, else the whole: a total and its parts never stand in one file."""
    if request.by_channel and not channel:
        return False
    if bool(breakdown) != request.by_segment:
        return False
    return request.selection.segment in ("", breakdown, segment)


def add_cells(sums: ByPeriod, cells: Iterable[CellSums]) -> None:
    """Adds cells to the sums of their periods."""
    for cell in cells:
        held = sums.get(cell.period)
        sums[cell.period] = held + cell.sums if held else cell.sums


def _points(request: FileRequest, services: list[ByPeriod], as_at: date | None) -> list[Point]:
    chosen = request.selection.frequency
    natives = {period.frequency for sums in services for period in sums}
    frequencies = [chosen] if chosen else [frequency for frequency in FINEST_FIRST if frequency in natives]
    if "period" not in request.keeps:
        return _over_all(request, services, frequencies[:1])
    return [
        point
        for frequency in frequencies
        for point in _line(request, services, frequency, as_at)
        if request.selection.holds(point.period)
    ]


def _line(
    request: FileRequest, services: list[ByPeriod], frequency: Frequency, as_at: date | None
) -> tuple[Point, ...]:
    return series(request.kpi, "", "", _sums(request, services, frequency), frequency, as_at).points


def _sums(request: FileRequest, services: list[ByPeriod], frequency: Frequency) -> Mapping[Period, Sums]:
    """The sums of that frequency: as given, or rolled up where the address chose it."""
    if not request.selection.frequency:
        services = [{p: one for p, one in sums.items() if p.frequency == frequency} for sums in services]
    elif len(services) == 1:
        return services[0]
    return rolled_up_together(services, frequency)


def _over_all(request: FileRequest, services: list[ByPeriod], frequencies: list[Frequency]) -> list[Point]:
    """One figure for the whole stretch, under its first period."""
    for frequency in frequencies:
        rolled = rolled_up_together(services, frequency)
        sums = {period: one for period, one in rolled.items() if request.selection.holds(period)}
        if sums:
            return [Point(min(sums), figure(request.kpi, total(sums.values())))]
    return []


def _query(request: FileRequest, services: tuple[str, ...] | None) -> CellQuery:
    """The cells to read: some more than asked for, where figures are made of others before or within them."""
    one, kpi = request.selection, request.kpi
    last = one.last
    if last and one.frequency and SHOWN_FROM[one.frequency]:
        last = month_end(add_months(last, 12))
    return CellQuery(
        (kpi.key,),
        frozenset({"council", "service", "channel", "segment"}),
        one.councils or None,
        services,
        channel=None if request.by_channel else one.channel,
        breakdown=None if request.by_segment else "",
        frequencies=(one.frequency,) if one.frequency else None,
        first=add_months(one.first, 1 - kpi.window) if one.first and kpi.window else one.first,
        last=last,
    )


def _as_at(reader: Reader, request: FileRequest) -> dict[str, date]:
    """Council and the day on which its figures stand so: a later period is not over (METHODS A5)."""
    loaded = loaded_by_council(reader.extents(), reader.sources(), request.by_segment)
    return {council: min(day, request.as_at or day) for council, day in loaded.items()}
