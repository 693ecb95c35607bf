"""What one council's public page knows: the figures in short, one chart, every service, and the release beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.councils import Council
from kpis.markers import MEANINGS
from kpis.periods import Period, long_date
from kpis.wording import joined
from views.clock import stretch
from views.open.about_release import ReleaseBox, coverage, invented, release_box, sources_of
from views.open.addresses import council_path, embed_path
from views.open.charts import OpenChart, open_chart
from views.open.lines import Released, released
from views.open.plain_words import after_the_value, amount, capital, roughly, written
from views.open.release import CouncilPart, Finished, PublishedSource, ReleaseReader
from views.open.services_table import ServicesTable, services_table

MOST_IN_SHORT = 6
"""So many figures a reader takes in before the table."""

APART = "Each is shown by itself: figures of unlike services are not added up."


@dataclass(frozen=True)
class Short:
    """One figure in large type, and the words that go on after it; `name` is what is measured."""

    name: str
    value: str
    words: str


@dataclass(frozen=True)
class OpenCouncil:
    """One council's page as values; `rows` are exactly the figures that it shows."""

    key: str
    name: str
    title: str
    path: str
    notice: str
    caption: str
    lead: str
    shorts: tuple[Short, ...]
    chart: OpenChart | None
    services: ServicesTable | None
    release: ReleaseBox
    sources: tuple[PublishedSource, ...]
    cautions: tuple[str, ...]
    rows: tuple[Finished, ...]
    markers: tuple[str, ...]
    note: str

    @property
    def orders(self) -> tuple[str, ...]:
        """What its table can be sorted by."""
        return self.services.orders if self.services else ()


def open_council(reader: ReleaseReader, council: str) -> OpenCouncil | None:
    """The page of a council; None if the release holds nothing of it."""
    part, known = reader.parts.get(council), reader.register.by_key.get(council.lower())
    if part is None or known is None:
        return None
    lines = [line for line in released(reader, reader.rows(council=council)) if line.kpi.headline]
    first = [line for line in lines if not line.service] or lines[:MOST_IN_SHORT]
    chart = _chart(first, known)
    table = services_table(reader, council, [line for line in lines if line.service])
    rows = _rows(first, chart, table)
    return OpenCouncil(
        key=council,
        name=known.name,
        title=f"{known.name}: how services are doing",
        path=council_path(council),
        notice=invented(reader, (council,)),
        caption=_ended(known),
        lead=_lead(part, first),
        shorts=tuple(_short(reader, line) for line in first if line.standing)[:MOST_IN_SHORT],
        chart=chart,
        services=table,
        release=release_box(reader, part),
        sources=sources_of(reader, rows),
        cautions=(coverage(part), *dict.fromkeys(line.kpi.guidance for line in first if line.kpi.guidance)),
        rows=rows,
        markers=markers_of(rows),
        note=part.notes,
    )


def markers_of(rows: Sequence[Finished]) -> tuple[str, ...]:
    """The markers that stand on a page, in the order of their meanings."""
    letters = {letter for row in rows for letter in row.figure.markers}
    return tuple(letter for letter in MEANINGS if letter in letters)


def once(rows: Sequence[Finished | None]) -> tuple[Finished, ...]:
    """Each row once, in order of service, KPI, channel, segment and time."""
    different = {(row.council, row.service, row.kpi, row.channel, row.segment, row.period): row for row in rows if row}
    return tuple(different[key] for key in sorted(different))


def _rows(first: Sequence[Released], chart: OpenChart | None, table: ServicesTable | None) -> tuple[Finished, ...]:
    """The figures in short with those a year before, the chart's, and the table's."""
    shown: list[Finished | None] = []
    for line in first:
        if found := line.standing:
            shown += [line.row(found.now.period), line.row(found.now.period.year_before()), line.rows[-1]]
    return once([*shown, *(chart.line.rows if chart else ()), *(table.figures if table else ())])


def _short(reader: ReleaseReader, line: Released) -> Short:
    service = reader.services.get(line.service)
    name = f"{service.name}: {line.kpi.name.lower()}" if service else line.kpi.name
    words = after_the_value(line)
    return Short(name, written(line), f"{service.name}: {words}" if service else words)


def _chart(first: Sequence[Released], council: Council) -> OpenChart | None:
    """Digital take-up where there is one, as the mock has it; else the first line with more than one figure."""
    able = [line for line in first if line.standing and len(line.series.points) > 1]
    if not able:
        return None
    line = next((line for line in able if line.kpi.key == "digital_take_up"), able[0])
    parts = "Services reporting" if not line.service else "In"
    return open_chart(line, council.name, embed_path(council.key, line.service, line.kpi.key), parts)


def _lead(part: CouncilPart, first: Sequence[Released]) -> str:
    """How many services, up to when, and the shares in tenths."""
    ends = [line.standing.now.period for line in first if line.standing]
    many = len(part.services)
    count = f"{amount(many)} council service{'' if many == 1 else 's'}"
    if not ends:
        return f"{count}. No figure has been published yet."
    said = joined([words for line in first if not line.service and (words := roughly(line))][:2])
    more = f"{capital(said)}." if said else APART
    return f"{count}, to {_end(max(ends, key=lambda period: period.end))}. {more}"


def _end(period: Period) -> str:
    return stretch(period.end.replace(day=1), period.end)


def _ended(council: Council) -> str:
    """'Until 31 March 2019' for a council that has ended (METHODS A10)."""
    return f"{council.name} no longer exists since {long_date(council.end)}." if council.end else ""
