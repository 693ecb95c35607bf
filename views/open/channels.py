"""How people use a service: the released share of completed transactions through each channel."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.channels import ALL, CHANNELS
from kpis.periods import Period
from kpis.series import Series
from kpis.wording import period_name, value_text
from views.channel_shares import share_of_completed
from views.open.lines import one_frequency, series_of
from views.open.release import Finished, ReleaseReader
from views.standing import MANY, marked
from views.table import Cell, Column, Table

MIX = "digital_take_up"
"""The KPI whose rows by channel are shares of every completed transaction."""

LEAST = 2
"""A mix of one channel says nothing."""


@dataclass(frozen=True)
class OpenChannels:
    """The channels of a service: one line each on one scale, and a table of every value."""

    title: str
    subtitle: str
    kpi: Kpi
    lines: tuple[Series, ...]
    words: tuple[str, ...]
    table: Table
    rows: tuple[Finished, ...]


def open_channels(reader: ReleaseReader, council: str, service: str, who: str) -> OpenChannels | None:
    """The mix over time; None where fewer than two channels were released."""
    given = [row for row in reader.rows(council=council, service=service, kpi=MIX, channel=None) if row.channel]
    by_channel = {key: [row for row in given if row.channel == key] for key in CHANNELS if key != ALL}
    held = {key: one_frequency(rows) for key, rows in by_channel.items() if rows}
    if len(held) < LEAST:
        return None
    kpi = share_of_completed()
    lines = tuple(series_of(rows, CHANNELS[key], key) for key, rows in held.items())
    last = max(row.period for rows in held.values() for row in rows)
    return OpenChannels(
        title=_title(kpi, lines),
        subtitle=f"Share of completed transactions through each channel, by {MANY[last.frequency]}. "
        "Each panel shows one channel in blue, the others in grey",
        kpi=kpi,
        lines=lines,
        words=tuple(_now(kpi, line) for line in lines),
        table=_table(kpi, lines, who),
        rows=tuple(row for rows in held.values() for row in rows),
    )


def _title(kpi: Kpi, lines: Sequence[Series]) -> str:
    latest = [(line, found) for line in lines if (found := line.latest_complete)]
    if not latest:
        return "How people use it"
    newest = max(found.period for _, found in latest)
    line, found = max(
        ((line, found) for line, found in latest if found.period == newest), key=lambda one: one[1].figure.value or 0
    )
    share = value_text(kpi, found.figure)
    return f"{line.name} is used most: {share} of completed transactions in {period_name(kpi, newest)}"


def _now(kpi: Kpi, line: Series) -> str:
    found = line.latest
    return f"{value_text(kpi, found.figure)} in {period_name(kpi, found.period)}" if found else "no figure"


def _table(kpi: Kpi, lines: Sequence[Series], who: str) -> Table:
    """A row for each period, newest first, and a column for each channel."""
    periods: list[Period] = sorted({point.period for line in lines for point in line.points}, reverse=True)
    known = [{point.period: marked(kpi, point.figure) for point in line.points} for line in lines]
    columns = (Column("Period"), *(Column(line.name, numeric=True) for line in lines))
    rows = tuple(
        (Cell(period_name(kpi, period)), *(Cell(values.get(period, "–")) for values in known)) for period in periods
    )
    return Table(f"Share of completed transactions by channel, {who}", columns, rows)
