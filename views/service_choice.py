"""What can be chosen on a service's page: the frequency, and from when to when, with what is chosen now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpis.periods import FREQUENCY_NAMES, Period, long_date
from kpis.selection import KEYS_OF_FIELDS
from views.boundary_words import OPTIONS
from views.chosen import Named
from views.service_figures import ServiceFigures

Options = tuple[tuple[str, str], ...]
"""(value in the address, words); the value '' leaves the field out of the address."""


@dataclass(frozen=True)
class Field:
    """One select: its name in the address, its label, what it offers and what is chosen."""

    name: str
    label: str
    options: Options
    value: str


def fields(figures: ServiceFigures, has_past: bool = False) -> tuple[Field, ...]:
    """Show by, from, to, and by which boundaries where the council `has_past` in others.

    Whatever the address holds is among the options, so that sending the form repeats it.
    """
    periods = figures.periods()
    first, last = figures.selection.first, figures.selection.last
    starts = [(period.key, _named(period)) for period in periods]
    ends = [(period.end.isoformat(), _named(period)) for period in reversed(periods)]
    return (
        _frequency(figures),
        _field("from", "From", starts, first),
        _field("to", "To", ends, last),
        *([Field("boundaries", "Boundaries", OPTIONS, figures.selection.boundaries or "")] if has_past else []),
    )


def named(fields: Sequence[Field]) -> tuple[Named, ...]:
    """What the address holds of the fields, in words."""
    chosen = {field.name: field for field in fields if field.value}
    return tuple(
        (name, chosen[key].label, dict(chosen[key].options)[chosen[key].value])
        for name, key in KEYS_OF_FIELDS.items()
        if key in chosen
    )


def _frequency(figures: ServiceFigures) -> Field:
    chosen = figures.selection.frequency
    options = [
        ("" if frequency == figures.usual and chosen != frequency else frequency, FREQUENCY_NAMES[frequency])
        for frequency in figures.frequencies
    ]
    if chosen and chosen not in figures.frequencies:
        options.append((chosen, f"{FREQUENCY_NAMES[chosen]} (no figures)"))
    return Field("frequency", "Show by", tuple(options), chosen or "")


def _field(name: str, label: str, known: Sequence[tuple[str, str]], chosen: date | None) -> Field:
    """The first of the known ends is what an address without the field means."""
    value = chosen.isoformat() if chosen else ""
    options = [("" if place == 0 and end != value else end, words) for place, (end, words) in enumerate(known)]
    if chosen and value not in dict(options):
        options.append((value, long_date(chosen)))
    return Field(name, label, tuple(options) or (("", "No period"),), value)


def _named(period: Period) -> str:
    """'March 2026', 'Jan–Mar 2026', '26 May 2014': short enough for a select."""
    name = period.short if period.frequency in ("week", "quarter", "twelve_months") else period.label
    return f"{name[0].upper()}{name[1:]}"
