"""Which channels count as digital, with the council's own codes, and what take-up would be by another choice."""

from dataclasses import dataclass

from kpis.channel_mappings import mappings
from kpis.channels import ALL, CHANNELS
from kpis.wording import joined, written
from views.channel_shares import completed_by_channel, frequency_of_mix, share_lines, share_of_completed
from views.reader import Reader
from views.service_figures import ServiceFigures
from views.table import Cell, Column, Table

TAKE_UP = "digital_take_up"


@dataclass(frozen=True)
class Mappings:
    """Take-up by each choice in the newest period that every channel has."""

    title: str
    table: Table


def other_mappings(reader: Reader, figures: ServiceFigures) -> Mappings | None:
    """None where no channel of the service is debated, or none of its periods has them all."""
    kpi = figures.kpi(TAKE_UP)
    completed = completed_by_channel(reader.observed(figures.council.key, figures.service.key, ("completed",)))
    frequency = frequency_of_mix(figures, completed)
    if kpi is None or frequency is None:
        return None
    lines = [figures.chosen(line) for line in share_lines(share_of_completed(), completed, frequency, figures)]
    known = {point.period for line in lines for point in line.points if point.figure.complete}
    if not known:
        return None
    period = max(known)
    shown = {line.key: line.at(period) for line in lines if any(point.period == period for point in line.points)}
    whole = next((one.denominator for one in shown.values() if one.denominator is not None), None)
    found = mappings({key: one.numerator for key, one in shown.items()}, whole)
    if not found:
        return None
    codes = reader.channel_codes(figures.council.key, figures.service.key)
    rows = tuple(
        (
            Cell(one.name),
            Cell(_counted(one.channels & shown.keys(), codes)),
            Cell(written(one.share, kpi.unit, kpi.decimals)),
        )
        for one in found
    )
    columns = (
        Column("Choice of channels"),
        Column("What counts, with its own codes"),
        Column(kpi.name, True),
    )
    low, high = (written(end([one.share for one in found]), kpi.unit, kpi.decimals) for end in (min, max))
    title = f"In {period.label} take-up would be from {low} to {high}, depending on which channels count as digital"
    return Mappings(title, Table("Digital take-up by choice of channels", columns, rows))


def _counted(channels: frozenset[str], codes: dict[str, tuple[str, ...]]) -> str:
    named = [channel for channel in CHANNELS if channel in channels and channel != ALL]
    return joined([f"{CHANNELS[one].lower()}{_own(codes.get(one, ()))}" for one in named])


def _own(codes: tuple[str, ...]) -> str:
    return f" ({', '.join(codes)})" if codes else ""
