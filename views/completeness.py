"""What has arrived of what was expected: services by council and month, and councils by longer or shorter periods."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kpis.councils import alphabetical
from kpis.periods import Frequency, Period, add_months, between, containing
from kpis.wording import counted
from views.addresses import council_address
from views.clock import span
from views.council_lists import HOW_OFTEN
from views.indicators import FINEST_FIRST
from views.reader import Completeness, Reader
from views.table import Cell, Column, Table

MOST_COUNCILS = 40
"""More councils than this are not laid out month by month unless they lack something or are asked for."""

MOST_YEARS = 3

State = Literal["all", "part", "none", "off"]


@dataclass(frozen=True)
class Square:
    """One council in one month: how many of the services it runs have every figure in."""

    state: State
    complete: int = 0
    expected: int = 0


@dataclass(frozen=True)
class MatrixRow:
    """One council's months."""

    name: str
    href: str
    squares: tuple[Square, ...]


@dataclass(frozen=True)
class Matrix:
    """Councils by month, in whole financial years; `sentence` says what is lacking, `note` who is left out of it.

    `choices` are the councils that may be asked for by (key, name) where not all are laid out, `chosen` the one asked
    for.
    """

    sentence: str
    note: str
    months: tuple[Period, ...]
    rows: tuple[MatrixRow, ...]
    choices: tuple[tuple[str, str], ...] = ()
    chosen: str = ""

    @property
    def years(self) -> tuple[str, ...]:
        """The financial years its months lie in, twelve each."""
        return tuple(containing(month.start, "financial_year").label for month in self.months[::12])


def matrix(reader: Reader, found: Sequence[Completeness], councils: tuple[str, ...] = ()) -> Matrix | None:
    """The months of those councils, of every council, or of those that lack something; None if nothing is monthly."""
    if not found:
        return None
    by_council: dict[str, dict[Period, Completeness]] = defaultdict(dict)
    for one in found:
        by_council[one.council][one.period] = one
    months = _months(found)
    shown = _shown(by_council, months, councils)
    names = reader.register.by_key
    every = alphabetical(names[key.lower()] for key in by_council)
    members = [council for council in every if council.key in shown][: max(MOST_COUNCILS, len(councils))]
    rows = tuple(
        MatrixRow(
            council.name,
            council_address(council.key),
            tuple(_square(by_council[council.key].get(month)) for month in months),
        )
        for council in members
    )
    note = "" if len(rows) == len(every) else f"{len(rows):,} of {counted(len(every), 'council')} laid out below."
    choices = tuple((council.key, council.name) for council in every) if len(every) > MOST_COUNCILS else ()
    chosen = councils[0] if councils and councils[0] in shown else ""
    return Matrix(lacking(found, "month"), note, months, rows, choices, chosen)


def lacking(found: Iterable[Completeness], unit: str) -> str:
    """'6 of 213 council-months lack something and 1 has nothing', 'all 213 council-months are complete'."""
    states = Counter(state(one) for one in found)
    every = sum(states.values())
    part, none = states["part"], states["none"]
    units = counted(every, f"council-{unit}")
    if not part and not none:
        return f"All {units} are complete" if every > 1 else f"The one council-{unit} is complete"
    said = [f"{part:,} of {units} lack{'s' if part == 1 else ''} something"] if part else []
    has = "has" if none == 1 else "have"
    said += [f"{none:,} {has} nothing" if part else f"{none:,} of {units} {has} nothing"] if none else []
    return " and ".join(said)


def state(one: Completeness) -> State:
    """How much of what was expected is in."""
    if one.complete == one.expected:
        return "all"
    return "part" if one.complete or one.partly else "none"


def by_frequency(found: Mapping[Frequency, Sequence[Completeness]]) -> Table:
    """Council-periods of each frequency: how many are complete, in part, empty."""
    columns = (
        Column("Reported"),
        Column("Organisations", numeric=True),
        Column("Periods"),
        Column("Everything in", numeric=True),
        Column("Something lacking", numeric=True),
        Column("Nothing", numeric=True),
    )
    rows = tuple(_frequency_row(f, found[f]) for f in FINEST_FIRST if found.get(f))
    return Table("Periods in, by how often figures are reported", columns, rows)


def by_period(found: Sequence[Completeness], frequency: Frequency) -> Table:
    """Each period of one frequency: how many councils have everything in, something lacking, or nothing."""
    periods: dict[Period, Counter[State]] = defaultdict(Counter)
    for one in found:
        periods[one.period][state(one)] += 1
    columns = (
        Column("Period"),
        Column("Everything in", numeric=True),
        Column("Something lacking", numeric=True),
        Column("Nothing", numeric=True),
    )
    rows = tuple((Cell(period.label), *_states(periods[period])) for period in sorted(periods, reverse=True))
    return Table(f"{HOW_OFTEN[frequency]}: organisations in each period", columns, rows)


def _months(found: Sequence[Completeness]) -> tuple[Period, ...]:
    last = containing(max(one.period.start for one in found), "financial_year")
    first = containing(min(one.period.start for one in found), "financial_year")
    start = max(first.start, add_months(last.start, -12 * (MOST_YEARS - 1)))
    return tuple(between(containing(start, "month"), containing(last.end, "month")))


def _shown(
    by_council: Mapping[str, Mapping[Period, Completeness]], months: Iterable[Period], asked: tuple[str, ...]
) -> set[str]:
    if asked:
        return set(asked) & by_council.keys()
    if len(by_council) <= MOST_COUNCILS:
        return set(by_council)
    window = set(months)
    return {
        key for key, have in by_council.items() if any(p in window and state(one) != "all" for p, one in have.items())
    }


def _square(one: Completeness | None) -> Square:
    return Square(state(one), one.complete, one.expected) if one else Square("off")


def _frequency_row(frequency: Frequency, found: Sequence[Completeness]) -> tuple[Cell, ...]:
    first, last = min(one.period for one in found), max(one.period for one in found)
    councils = f"{len({one.council for one in found}):,}"
    return (
        Cell(HOW_OFTEN[frequency]),
        Cell(councils),
        Cell(span(first, last)),
        *_states(Counter(state(one) for one in found)),
    )


def _states(states: Counter[State]) -> tuple[Cell, ...]:
    return tuple(Cell(f"{states[name]:,}") for name in ("all", "part", "none"))
