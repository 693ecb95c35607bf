"""How people use a service: the share of completed transactions through each channel, over time."""

from collections.abc import Mapping
from dataclasses import dataclass

from kpis.catalogue import Kpi
from kpis.channels import ALL
from kpis.periods import Frequency
from kpis.series import Series
from kpis.wording import counted, number, value_text
from views.channel_shares import completed_by_channel, frequency_of_mix, share_lines, share_of_completed
from views.reader import Reader
from views.service_figures import ServiceFigures
from views.service_trends import estimate_note, source_notes, span
from views.standing import MANY, marked
from views.table import Cell, Column, Table

LEAST = 2
"""A mix of one channel says nothing."""


@dataclass(frozen=True)
class ChannelPanel:
    """One channel: its line, and the ends of it in words."""

    line: Series
    words: str


@dataclass(frozen=True)
class ChannelMix:
    """The channels of a service side by side."""

    title: str
    subtitle: str
    kpi: Kpi
    panels: tuple[ChannelPanel, ...]
    notes: tuple[str, ...]
    file: str
    table: Table


def channel_mix(reader: Reader, figures: ServiceFigures) -> ChannelMix | None:
    """The mix over the stretch chosen; None where there are fewer than two channels or no period with all of them."""
    completed = completed_by_channel(reader.observed(figures.council.key, figures.service.key, ("completed",)))
    frequency = frequency_of_mix(figures, completed)
    if len(completed.keys() - {ALL}) < LEAST or frequency is None:
        return None
    kpi = share_of_completed()
    lines = [figures.chosen(line) for line in share_lines(kpi, completed, frequency, figures)]
    lines = [line for line in lines if line.latest]
    if len(lines) < LEAST:
        return None
    digital = figures.kpi("digital_take_up") or figures.kpi("cost_per_transaction")
    longest = max(lines, key=lambda line: len(line.points))
    codes = reader.channel_codes(figures.council.key, figures.service.key)
    shown = [point.figure for line in lines for point in line.points]
    return ChannelMix(
        title=_title(kpi, lines, longest),
        subtitle=f"Share of completed transactions through each channel, by {MANY[frequency]}, {span(kpi, longest)}. "
        "Each panel shows one channel in blue, the others in grey",
        kpi=kpi,
        panels=tuple(ChannelPanel(line, _ends(kpi, line, longest)) for line in lines),
        notes=(*_gap_notes(longest), *estimate_note(shown), *(source_notes(figures, digital) if digital else ())),
        file=figures.file(digital, channel="", by=("service", "channel", "period")) if digital else "",
        table=_table(kpi, lines, longest, codes, frequency),
    )


def _title(kpi: Kpi, lines: list[Series], longest: Series) -> str:
    """The channel whose share changed most between the ends of the stretch, or the largest where nothing moved."""
    changes = {line.key: _change(line, longest) for line in lines}
    most = max(lines, key=lambda line: abs(changes[line.key] or 0))
    ends = [point for point in most.points if point.figure.value is not None]
    if not changes[most.key] or len(ends) < 2:
        return f"{counted(len(lines), 'channel')} are used"
    first, last = ends[0], ends[-1]
    return (
        f"{most.name} changed most: from {value_text(kpi, first.figure)} of completed transactions in "
        f"{first.period.label} to {value_text(kpi, last.figure)} in {last.period.label}"
    )


def _change(line: Series, longest: Series) -> float | None:
    known = [point for point in line.points if point.figure.value is not None]
    if len(known) < 2 or line.points[0].period != longest.points[0].period:
        return None
    return (known[-1].figure.value or 0) - (known[0].figure.value or 0)


def _ends(kpi: Kpi, line: Series, longest: Series) -> str:
    known = [point for point in line.points if point.figure.value is not None]
    first, last = known[0], known[-1]
    if first.period > longest.points[0].period:
        return f"From {first.period.label}, now {value_text(kpi, last.figure)}"
    if len(known) == 1:
        return value_text(kpi, last.figure)
    return f"{value_text(kpi, first.figure)} to {value_text(kpi, last.figure)}"


def _gap_notes(longest: Series) -> tuple[str, ...]:
    lacking = [point.period.label for point in longest.points if point.figure.value is None]
    if not lacking:
        return ()
    when = lacking[0] if len(lacking) == 1 else f"{len(lacking)} periods"
    return (f"[x] no shares for {when}: a channel has no figure, and the others would look larger than they are",)


def _table(
    kpi: Kpi, lines: list[Series], longest: Series, codes: Mapping[str, tuple[str, ...]], frequency: Frequency
) -> Table:
    by = MANY[frequency]
    headings = [_heading(line, codes.get(line.key, ())) for line in lines]
    columns = (Column(by[0].upper() + by[1:]), *(Column(name, numeric=True) for name in headings))
    at = {line.key: {point.period: point.figure for point in line.points} for line in lines}
    rows = []
    for point in reversed(longest.points):
        figures = [at[line.key].get(point.period) for line in lines]
        cells = [
            Cell(f"{number(one.numerator)} ({marked(kpi, one)})")
            if one and one.value is not None and one.numerator is not None
            else Cell(marked(kpi, one) if one else "")
            for one in figures
        ]
        rows.append((Cell(point.period.label), *cells))
    return Table("Completed transactions by channel, and their share", columns, tuple(rows))


def _heading(line: Series, codes: tuple[str, ...]) -> str:
    return f"{line.name} ({', '.join(codes)})" if codes else line.name
