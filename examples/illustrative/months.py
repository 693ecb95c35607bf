"""The months the illustrative figures cover: April 2023 to March 2026."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Month:
    """One calendar month."""

    year: int
    number: int

    @property
    def first_day(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.number, self.days)

    @property
    def days(self) -> int:
        return monthrange(self.year, self.number)[1]

    @property
    def key(self) -> str:
        """The month as `2023-04`."""
        return f"{self.year}-{self.number:02d}"

    @property
    def place_in_year(self) -> int:
        """0 for April to 11 for March, the place in a financial year."""
        return (self.number - 4) % 12

    @property
    def financial_year(self) -> str:
        """The financial year as `2023-24`, April to March."""
        start = self.year if self.number >= 4 else self.year - 1
        return f"{start}-{(start + 1) % 100:02d}"


def month(key: str) -> Month:
    """The month written `2023-04`."""
    year, number = key.split("-")
    return Month(int(year), int(number))


FIRST = Month(2023, 4)
LAST = Month(2026, 3)


def months_from(first: Month, last: Month = LAST) -> tuple[Month, ...]:
    """Every month from `first` to `last`, or else the last one covered; both included."""
    start, end = first.year * 12 + first.number - 1, last.year * 12 + last.number - 1
    return tuple(Month(place // 12, place % 12 + 1) for place in range(start, end + 1))


def progress(at: Month, first: Month = FIRST) -> float:
    """How far a month lies between `first` (0) and the last month covered (1)."""
    span = (LAST.year - first.year) * 12 + LAST.number - first.number
    return ((at.year - first.year) * 12 + at.number - first.number) / span
