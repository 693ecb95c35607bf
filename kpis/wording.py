"""Figures in words: one way to write each value, and sentences made from the same values."""

from decimal import Decimal

from kpis.catalogue import Kpi, Unit
from kpis.figure import Figure
from kpis.markers import bracketed
from kpis.periods import Period, twelve_months_to


def number(value: float | Decimal, decimals: int = 0) -> str:
    """'1,138'."""
    return f"{value:,.{decimals}f}"


def written(value: float, unit: Unit, decimals: int) -> str:
    """'71.9%' (from 0.719), '£2.29', '£5,538', '1,138'; pounds lose the pence from £1,000."""
    if unit == "percent":
        return f"{100 * value:.{decimals}f}%"
    if unit == "pounds":
        sign = "-" if value < 0 else ""
        return f"{sign}£{number(abs(value), 0 if abs(value) >= 1000 else decimals)}"
    return number(value, decimals)


def value_text(kpi: Kpi, figure: Figure) -> str:
    """The value, or the marker that stands in its place: '71.9%', '[x]'."""
    if figure.value is None:
        return " ".join(bracketed(marker) for marker in figure.markers)  # type: ignore[arg-type]
    return written(figure.value, kpi.unit, kpi.decimals)


def difference_text(kpi: Kpi, difference: float) -> str:
    """How much, without direction: '0.3 percentage points', '42p', '£1.20'."""
    size = abs(difference)
    if kpi.unit == "percent":
        points = f"{100 * size:.{kpi.decimals}f}"
        return f"{points} percentage point{'' if float(points) == 1 else 's'}"
    if kpi.unit == "pounds" and round(size, 2) < 1:
        return f"{round(100 * size)}p"
    return written(size, kpi.unit, kpi.decimals)


def is_same(kpi: Kpi, one: float, other: float) -> bool:
    """Whether two values are written alike, so that no difference may be claimed."""
    return written(one, kpi.unit, kpi.decimals) == written(other, kpi.unit, kpi.decimals)


def direction(kpi: Kpi, now: float, before: float) -> str:
    """'better' or 'worse' by the KPI's polarity; '' if it has none or nothing changed."""
    if kpi.better is None or is_same(kpi, now, before):
        return ""
    return "better" if (now > before) == (kpi.better == "higher") else "worse"


def change_sentence(kpi: Kpi, now: Figure, before: Figure, against: str) -> str:
    """'0.3 percentage points lower than March 2025 (83.6%): worse'; always against when, with that figure."""
    if now.value is None:
        return ""
    if before.value is None:
        return f"Nothing to compare with for {against}"
    then = written(before.value, kpi.unit, kpi.decimals)
    if is_same(kpi, now.value, before.value):
        return f"The same as {against} ({then})"
    side = "higher" if now.value > before.value else "lower"
    judged = direction(kpi, now.value, before.value)
    ending = f": {judged}" if judged else ""
    return f"{difference_text(kpi, now.value - before.value)} {side} than {against} ({then}){ending}"


def period_name(kpi: Kpi, period: Period) -> str:
    """The stretch a figure covers: 'March 2026', '12 months to March 2026' for a KPI with a window."""
    if kpi.window == 12 and period.frequency in ("month", "quarter"):
        return f"12 months to {twelve_months_to(period).label.split(' to ')[1]}"
    return period.label


def in_period(period: Period) -> str:
    """'In March 2026', 'In the week of 26 May 2014', 'From April to June 2016'."""
    if period.frequency == "week":
        return f"In the {period.label}"
    if period.frequency in ("quarter", "twelve_months"):
        return f"From {period.label}"
    return f"In {period.label}"


def figure_sentence(kpi: Kpi, figure: Figure, period: Period) -> str:
    """'In March 2026, 71.9% of online transactions started were completed.'"""
    if figure.value is None:
        return f"{in_period(period)} there is no figure: {absence(figure)}."
    when = in_period(period)
    if kpi.window == 12 and period.frequency in ("month", "quarter"):
        when = f"In the {period_name(kpi, period)}"
    return f"{when}, {value_text(kpi, figure)} {kpi.phrase}."


def absence(figure: Figure) -> str:
    """Why there is no value, in a few words."""
    if figure.reason:
        return figure.reason
    if "z" in figure.markers:
        return "it does not apply"
    if "p" in figure.markers:
        return f"only {figure.provided} of {figure.expected} are in"
    return "it was expected and did not come"


def joined(names: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """'1 council', '32 councils'."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
