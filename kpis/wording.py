"""Figures in words: one way to write each value, and sentences made from the same values."""

from decimal import ROUND_HALF_UP, Context, Decimal

from kpis.catalogue import Kpi, Unit
from kpis.figure import Figure, obstacle
from kpis.markers import bracketed
from kpis.periods import MONTHS, Period, add_months, containing


def number(value: float | Decimal, decimals: int = 0) -> str:
    """'1,138'; halves are rounded away from zero, as in a spreadsheet."""
    return f"{_rounded(value, decimals):,f}"


def written(value: float, unit: Unit, decimals: int) -> str:
    """'71.9%' (from 0.719), '£2.29', '£5,538', '1,138'; pounds lose the pence from £1,000."""
    if unit == "percent":
        return f"{number(_hundredfold(value), decimals).replace(',', '')}%"
    if unit == "pounds":
        shown = _rounded(value, decimals)
        amount = number(abs(value), 0 if abs(shown) >= 1000 else decimals)
        return f"{'-' if shown < 0 else ''}£{amount}"
    return number(value, decimals)


def value_text(kpi: Kpi, figure: Figure) -> str:
    """The value, or the marker that stands in its place: '71.9%', '[x]'."""
    if figure.value is None:
        return " ".join(bracketed(marker) for marker in figure.markers)
    return written(figure.value, kpi.unit, kpi.decimals)


def difference_text(kpi: Kpi, difference: float) -> str:
    """How much, without direction: '0.3 percentage points', '42p', '£1.20', 'less than 1p'."""
    size = abs(difference)
    least = is_slight(kpi, difference)
    text = _size_text(kpi, _step(kpi) if least else size)
    return f"less than {text}" if least else text


def is_slight(kpi: Kpi, difference: float) -> bool:
    """Whether a difference rounds to nothing at the KPI's own decimals."""
    shown = _hundredfold(difference) if kpi.unit == "percent" else difference
    return _rounded(shown, kpi.decimals) == 0


def is_same(kpi: Kpi, one: float, other: float) -> bool:
    """Whether two values are written alike, so that no difference may be claimed."""
    return written(one, kpi.unit, kpi.decimals) == written(other, kpi.unit, kpi.decimals)


def direction(kpi: Kpi, now: float, before: float) -> str:
    """'better' or 'worse' by the KPI's polarity; '' if it has none or hardly anything changed (METHODS D8)."""
    if kpi.better is None or is_same(kpi, now, before) or is_slight(kpi, now - before):
        return ""
    return "better" if (now > before) == (kpi.better == "higher") else "worse"


def change_sentence(kpi: Kpi, now: Figure, before: Figure, against: str) -> str:
    """'0.3 percentage points lower than March 2025 (83.6%): worse'; always against when, with that figure.

    Partial figures and figures counted differently are not compared (METHODS A5, D3, D5), and nothing marked [u]
    is called better or worse.
    """
    if now.value is None:
        return ""
    if before.value is None:
        return f"Nothing to compare with for {against}"
    if why := obstacle(now, before):
        return f"Not compared with {against}: {why}"
    then = written(before.value, kpi.unit, kpi.decimals)
    if is_same(kpi, now.value, before.value):
        return f"The same as {against} ({then})"
    size = difference_text(kpi, now.value - before.value)
    side = "higher" if now.value > before.value else "lower"
    judged = "" if "u" in (*now.markers, *before.markers) else direction(kpi, now.value, before.value)
    ending = f": {judged}" if judged else ""
    return f"{size[0].upper()}{size[1:]} {side} than {against} ({then}){ending}"


def period_name(kpi: Kpi, period: Period) -> str:
    """The stretch a figure covers: 'March 2026', '12 months to March 2026' for a KPI with a window."""
    if kpi.window and MONTHS.get(period.frequency, kpi.window) < kpi.window:
        return f"{kpi.window} months to {containing(period.end, 'month').label}"
    return period.label


def in_period(period: Period) -> str:
    """'In March 2026', 'In the week of 26 May 2014', 'From April to June 2016'."""
    if period.frequency == "week":
        return f"In the {period.label}"
    if period.frequency in ("quarter", "twelve_months"):
        return f"From {period.label}"
    return f"In {period.label}"


def figure_sentence(kpi: Kpi, figure: Figure, period: Period) -> str:
    """'In March 2026, 71.9% of online transactions started were completed.', with what must be said beside it."""
    name = period_name(kpi, period)
    when = in_period(period) if name == period.label else f"In the {name}"
    if figure.value is None:
        return f"{when} there is no figure: {absence(figure)}.{_year_instead(kpi, figure, period)}"
    said = caution(kpi, figure)
    return f"{when}, {value_text(kpi, figure)} {kpi.phrase}{f' ({said})' if said else ''}."


def caution(kpi: Kpi, figure: Figure) -> str:
    """What a figure's markers ask to be said beside it: 'only 2 of 3 are in; estimated'; '' if nothing."""
    said = []
    if "p" in figure.markers:
        lacking = figure.provided < figure.expected
        said.append(f"only {figure.provided:,} of {figure.expected:,} are in" if lacking else "part of the period only")
    if "u" in figure.markers:
        said.append(f"low reliability: fewer than {kpi.enough} {kpi.denominator_name.lower()}")
    if "e" in figure.markers:
        said.append("estimated")
    if "b" in figure.markers:
        said.append("made of the councils before this one")
    return "; ".join(said)


def absence(figure: Figure) -> str:
    """Why there is no value, in a few words; of [c] never which of the two it is (METHODS P1, P2)."""
    if "c" in figure.markers:
        return "a small number, or one that would reveal a small number"
    if figure.reason:
        return figure.reason
    if "z" in figure.markers:
        return "it does not apply"
    if "p" in figure.markers:
        return f"only {figure.provided:,} of {figure.expected:,} are in"
    return "it was expected and did not come"


def joined(names: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def counted(count: int, singular: str, plural: str = "") -> str:
    """'1 council', '32 councils'."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"


def _year_instead(kpi: Kpi, figure: Figure, period: Period) -> str:
    if figure.twelve_months is None:
        return ""
    value = written(figure.twelve_months, kpi.unit, kpi.decimals)
    months = f"{containing(add_months(period.end, -11), 'month').label} to {containing(period.end, 'month').label}"
    return f" Over the 12 months from {months} it was {value}."


def _size_text(kpi: Kpi, size: float | Decimal) -> str:
    if kpi.unit == "percent":
        points = number(_hundredfold(size), kpi.decimals)
        return f"{points} percentage point{'' if float(points.replace(',', '')) == 1 else 's'}"
    if kpi.unit == "pounds" and kpi.decimals <= 2 and _rounded(size, 2) < 1:
        return f"{number(_hundredfold(size))}p"
    return written(float(size), kpi.unit, kpi.decimals)


def _step(kpi: Kpi) -> Decimal:
    """The least difference that the KPI's decimals can show."""
    step = Decimal(1).scaleb(-kpi.decimals)
    return step / 100 if kpi.unit == "percent" else step


def _hundredfold(value: float | Decimal) -> Decimal:
    """A hundred times the value as it would be written out, so that 0.2925 is 29.25 and not a hair below."""
    return Decimal(str(value)) * 100


def _rounded(value: float | Decimal, decimals: int) -> Decimal:
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP, Context(prec=400))
    return exact if exact else abs(exact)
