"""What can be chosen on a service's page: the frequency, and from when to when, with what is chosen now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kpis.periods import FREQUENCY_NAMES, Period, long_date
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


def fields(figures: ServiceFigures) -> tuple[Field, ...]:
    """Show by, from and to; whatever the address holds is among the options, so that sending the form repeats it."""
    periods = figures.periods()
    first, last = figures.selection.first, figures.selection.last
    starts = [(period.key, _start(period)) for period in periods]
    ends = [(period.end.isoformat(), _end(period)) for period in reversed(periods)]
    return (
        _frequency(figures),
        _field("from", "From", starts, first, f"First ({_start(periods[0])})" if periods else "First"),
        _field("to", "To", ends, last, f"Latest ({_end(periods[-1])})" if periods else "Latest"),
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


def _field(name: str, label: str, known: Sequence[tuple[str, str]], chosen: date | None, none: str) -> Field:
    value = chosen.isoformat() if chosen else ""
    options = [("", none), *known]
    if value and value not in dict(known):
        options.append((value, long_date(chosen)) if chosen else ("", none))
    return Field(name, label, tuple(options), value)


def _start(period: Period) -> str:
    return _ends(period)[0]


def _end(period: Period) -> str:
    return _ends(period)[1]


def _ends(period: Period) -> tuple[str, str]:
    """How a period is called where a stretch begins with it, and where it ends with it."""
    if period.frequency in ("quarter", "twelve_months"):
        return period.label, period.label
    label = period.label
    return label[0].upper() + label[1:], label[0].upper() + label[1:]
