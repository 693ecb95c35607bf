"""What one service's public page knows: each KPI over time, its channels, what it is, and the release beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.wording import joined
from views.open.about_release import ReleaseBox, coverage, invented, release_box, sources_of
from views.open.addresses import embed_path, kpi_path, service_path
from views.open.channels import OpenChannels, open_channels
from views.open.charts import OpenChart, open_chart, values_table
from views.open.council import markers_of, once
from views.open.kpi import side_by_side
from views.open.lines import Released, released
from views.open.plain_words import after_the_value, beside, capital, lead, roughly
from views.open.release import Finished, PublishedSource, ReleaseReader
from views.table import Table

FEWEST_TO_COMPARE = 2


@dataclass(frozen=True)
class OpenMeasure:
    """One KPI of the service: its chart, what to know before using it, and where all councils stand side by side."""

    chart: OpenChart
    words: str
    definition: str
    guidance: str
    compare: str


@dataclass(frozen=True)
class OpenService:
    """One service of one council as values; `rows` are exactly the figures that the page shows."""

    council: str
    council_name: str
    name: str
    title: str
    path: str
    notice: str
    description: str
    lead: str
    measures: tuple[OpenMeasure, ...]
    others: tuple[tuple[str, Table], ...]
    channels: OpenChannels | None
    release: ReleaseBox
    sources: tuple[PublishedSource, ...]
    cautions: tuple[str, ...]
    rows: tuple[Finished, ...]
    markers: tuple[str, ...]
    note: str


def open_service(reader: ReleaseReader, council: str, service: str) -> OpenService | None:
    """The page of one service of one council; None if the release holds nothing of it."""
    part, known = reader.parts.get(council), reader.services.get(service)
    lines = released(reader, reader.rows(council=council, service=service)) if part and known else []
    if part is None or known is None or not lines:
        return None
    name = reader.register.by_key[council.lower()].name
    who = f"{known.name}, {name}"
    channels = open_channels(reader, council, service, who)
    main = [line for line in lines if line.kpi.headline]
    others = [line for line in lines if not line.kpi.headline]
    rows = once([*(row for line in lines for row in line.rows), *(channels.rows if channels else ())])
    return OpenService(
        council=council,
        council_name=name,
        name=known.name,
        title=f"{known.name}: how {name} is doing",
        path=service_path(council, service),
        notice=invented(reader, (council,)),
        description=" ".join(filter(None, (known.description, known.numbers))),
        lead=_lead(main or others, known.name),
        measures=tuple(_measure(reader, line, council, service, who) for line in main),
        others=tuple((line.kpi.name, values_table(line, who)) for line in others),
        channels=channels,
        release=release_box(reader, part),
        sources=sources_of(reader, rows),
        cautions=(coverage(part), *dict.fromkeys(line.kpi.guidance for line in others if line.kpi.guidance)),
        rows=rows,
        markers=markers_of(rows),
        note=part.notes,
    )


def compared_at(reader: ReleaseReader, kpi: str, service: str) -> str:
    """Where all councils' figures of this stand side by side; '' where fewer than two have any."""
    several = len(side_by_side(reader, reader.held().get((service, kpi), ()))) >= FEWEST_TO_COMPARE
    return kpi_path(kpi, service) if several else ""


def _measure(reader: ReleaseReader, line: Released, council: str, service: str, who: str) -> OpenMeasure:
    chart = open_chart(line, who, embed_path(council, service, line.kpi.key))
    words = _sentence(line)
    return OpenMeasure(chart, words, line.kpi.definition, line.kpi.guidance, compared_at(reader, line.kpi.key, service))


def _sentence(line: Released) -> str:
    """What is said under the title: figure, change, normal variation."""
    if line.standing is None:
        return lead(line)
    if not roughly(line):  # the title over the chart says the figure itself
        return beside(line)
    return f"{line.standing.value} {after_the_value(line)}"


def _lead(lines: Sequence[Released], name: str) -> str:
    """The shares in tenths, or the first figure as a sentence."""
    shares = [words for line in lines if (words := roughly(line))][:2]
    if shares:
        end = lines[0].standing.period if lines[0].standing else ""
        return f"{capital(joined(shares))}, in the newest figures{f' ({end})' if end else ''}."
    return lead(lines[0]) if lines else f"No figure of {name} has been published yet."
