"""Costs in the prices of another year, by an index of prices that a deployment states (METHODS D9, F6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from kpis.periods import Period, financial_year_name


@dataclass(frozen=True)
class Prices:
    """An index of prices by financial year, and whose it is."""

    source: str = ""
    index: Mapping[str, float] = field(default_factory=dict)

    def value_in(self, value: float, year: str, other: str) -> float | None:
        """An amount of one year in the prices of another: value x index(other) / index(year); None for unknown years.

        HM Treasury, GDP deflators user guide, annex A.
        """
        if year not in self.index or other not in self.index:
            return None
        return value * self.index[other] / self.index[year]

    def inflation(self, year: str, other: str) -> float | None:
        """By how much prices rose from one year to another, as a fraction of one."""
        risen = self.value_in(1.0, year, other)
        return None if risen is None else risen - 1


def year_of_prices(covered: Period) -> str:
    """'2024-25' for 12 months that are that financial year; '' for any others, whose prices are of two years."""
    first, last = covered.start, covered.end
    whole = (first.month, first.day, last.month, last.day, last.year) == (4, 1, 3, 31, first.year + 1)
    return financial_year_name(first.year) if whole else ""
