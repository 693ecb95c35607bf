"""One chart for another site: its sentence, its picture, its source; nothing else."""

from dataclasses import dataclass

from views.open.about_release import ReleaseBox, invented, release_box
from views.open.addresses import ALL, council_path, embed_path, service_path
from views.open.charts import OpenChart, open_chart
from views.open.lines import released
from views.open.release import Finished, ReleaseReader


@dataclass(frozen=True)
class OpenEmbed:
    """One chart as it stands in a frame; `page` is the path of the page with everything."""

    title: str
    path: str
    lead: str
    notice: str
    chart: OpenChart
    page: str
    who: str
    release: ReleaseBox
    rows: tuple[Finished, ...]


def open_embed(reader: ReleaseReader, council: str, service: str, kpi: str) -> OpenEmbed | None:
    """The chart; None if the release holds no such figure. The service 'all' is every service that adds up."""
    key = "" if service == ALL else service
    part, known = reader.parts.get(council), reader.services.get(key)
    lines = released(reader, reader.rows(council=council, service=key, kpi=kpi)) if part and (known or not key) else []
    if part is None or not lines:
        return None
    name = reader.register.by_key[council.lower()].name
    who = f"{known.name}, {name}" if known else name
    chart = open_chart(lines[0], who)
    return OpenEmbed(
        title=f"{chart.heading}: {who}",
        path=embed_path(council, key, kpi),
        lead=f"{chart.title}.",
        notice=invented(reader, (council,)),
        chart=chart,
        page=service_path(council, key) if key else council_path(council),
        who=who,
        release=release_box(reader, part),
        rows=lines[0].rows,
    )
