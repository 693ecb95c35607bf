"""Cells as the warehouse hands them over: one is provided only if everything its KPI divides is known."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from kpis.catalogue import Kpi
from kpis.definitions import catalogue
from kpis.figure import Sums
from kpis.periods import Frequency, Period, add_months, containing

Side = int | str | None


def kpi(key: str) -> Kpi:
    """A built-in KPI."""
    return catalogue()[key]


def cell(
    numerator: Side, denominator: Side = None, basis: str = "", estimated: bool = False, lone: bool = False
) -> Sums:
    """One expected cell; `lone`: the KPI has no denominator."""
    known = numerator is not None and (lone or denominator is not None)
    return Sums(
        None if numerator is None else Decimal(numerator),
        None if denominator is None else Decimal(denominator),
        provided=int(known),
        expected=1,
        estimated=estimated,
        bases=frozenset({basis} if basis and known else ()),
    )


def not_run() -> Sums:
    """A cell of a council that does not run the service."""
    return Sums(not_applicable=1)


def by_month(cells: Sequence[Sums | None], first: date = date(2025, 4, 1)) -> dict[Period, Sums]:
    """Cells of months that follow each other; None leaves a month out."""
    return by_period(cells, "month", first)


def by_period(cells: Sequence[Sums | None], frequency: Frequency, first: date) -> dict[Period, Sums]:
    """Cells of periods that follow each other; None leaves one out."""
    period = containing(first, frequency)
    result = {}
    for one in cells:
        if one is not None:
            result[period] = one
        period = period.following()
    return result


def month(year: int, number: int) -> Period:
    """One month."""
    return containing(date(year, number, 1), "month")


def months_from(year: int, number: int, count: int) -> list[Period]:
    """So many months."""
    return [containing(add_months(date(year, number, 1), index), "month") for index in range(count)]


def counted(sums: Mapping[Period, Sums]) -> tuple[Decimal, Decimal, int, int]:
    """Numerators, denominators, provided and expected added over every period, of what is provided."""
    known = [one for one in sums.values() if one.provided]
    return (
        sum((one.numerator or Decimal(0) for one in known), Decimal(0)),
        sum((one.denominator or Decimal(0) for one in known), Decimal(0)),
        sum(one.provided for one in sums.values()),
        sum(one.expected for one in sums.values()),
    )
