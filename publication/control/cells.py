"""The counts that finished rows show: the same count is the same cell, whichever KPIs and rows show it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from kpis.catalogue import Catalogue, Count, Kpi
from kpis.definitions import MONEY_AND_TIME
from kpis.periods import MONTHS, add_months
from views.open.release import Finished


class Cell(NamedTuple):
    """One count: of which measures, through which channels, of whom, and over which days.

    `scope` are the channels of a whole, None for all; `less` names what was taken away from a count that
    itself stands nowhere.
    """

    measures: tuple[str, ...]
    scope: tuple[str, ...] | None
    council: str
    service: str
    channel: str
    breakdown: str
    segment: str
    start: date
    end: date
    less: str = ""

    @property
    def name(self) -> str:
        """'completed through app and web', to tell apart what was taken away."""
        return f"{'+'.join(self.measures)}/{self.channel or ('+'.join(self.scope) if self.scope else 'all')}"


class RowCells(NamedTuple):
    """What one row shows: its counts, and for a share what is left of the denominator."""

    numerator: Cell | None = None
    denominator: Cell | None = None
    rest: Cell | None = None


@dataclass
class Ledger:
    """Cells with their counts; `added` are those that go into totals; what is left of a total is in `implied`.

    Of `sensitive` services none too is a count that may not be told, so that none left is a cell as well.
    """

    sensitive: frozenset[str] = frozenset()
    counts: dict[Cell, int] = field(default_factory=dict)
    added: set[Cell] = field(default_factory=set)
    implied: set[Cell] = field(default_factory=set)

    def enter(self, cell: Cell, amount: Decimal, kpi: str, adds: bool) -> Cell:
        """Note a count. Where another KPI has a different one for the same cell, it is a cell of its own."""
        count = int(amount.to_integral_value(rounding="ROUND_CEILING"))
        if self.counts.setdefault(cell, count) != count:
            cell = cell._replace(less=f"as in {kpi}")
            self.counts[cell] = count
        elif adds and amount == count:
            self.added.add(cell)
        return cell

    def left(self, total: Cell, parts: Iterable[Cell], less: str, nought: bool = False) -> Cell | None:
        """What parts leave of a total, as a cell of its own; None if they are more than it or, usually, if nothing."""
        count = self.counts[total] - sum(self.counts[part] for part in parts)
        if count < 0 or not (count or nought):
            return None
        cell = total._replace(less=less)
        if self.counts.setdefault(cell, count) != count:
            cell = total._replace(less=f"{less}, {count}")
            self.counts[cell] = count
        self.implied.add(cell)
        return cell


def enter_rows(ledger: Ledger, rows: Iterable[Finished], catalogue: Catalogue) -> list[RowCells]:
    """The cells of each row, in the same order."""
    return [_enter(ledger, row, catalogue[row.kpi]) for row in rows]


def is_count(side: Count | None) -> bool:
    """Whether a side of a KPI counts things, each once; money and time are not disclosive by themselves."""
    return side is not None and not side.measures & MONEY_AND_TIME and all(weight == 1 for _, weight in side.weights)


def sides(row: Finished, kpi: Kpi) -> RowCells:
    """The cells that a row's numerator and denominator are, whether or not they are told; None if it counts nothing."""
    numerator = denominator = None
    if is_count(kpi.numerator):
        numerator = _cell(row, kpi, kpi.numerator, row.channel)
    if kpi.denominator and is_count(kpi.denominator):
        # A channel's share is of all channels.
        of_all = bool(row.channel) and not kpi.by_channel
        denominator = _cell(row, kpi, kpi.denominator, "" if of_all else row.channel)
    return RowCells(numerator, denominator)


def _enter(ledger: Ledger, row: Finished, kpi: Kpi) -> RowCells:
    figure, of = row.figure, sides(row, kpi)
    adds = "x" not in figure.markers
    numerator = denominator = rest = None
    if figure.numerator is not None and of.numerator is not None:
        numerator = ledger.enter(of.numerator, figure.numerator, kpi.key, adds)
    if figure.denominator is not None and of.denominator is not None:
        denominator = ledger.enter(of.denominator, figure.denominator, kpi.key, adds)
    if numerator and denominator and kpi.bounded and ledger.counts[numerator] <= ledger.counts[denominator]:
        rest = ledger.left(denominator, (numerator,), f"less {numerator.name}", row.service in ledger.sensitive)
    return RowCells(numerator, denominator, rest)


def _cell(row: Finished, kpi: Kpi, side: Count, channel: str) -> Cell:
    months = MONTHS.get(row.period.frequency, 0)
    start = row.period.start
    if kpi.window and months and months < kpi.window:
        start = add_months(row.period.end, 1 - kpi.window)
    scope = tuple(sorted(side.channels)) if side.channels is not None and not channel else None
    measures = tuple(sorted(side.measures))
    return Cell(measures, scope, row.council, row.service, channel, row.breakdown, row.segment, start, row.period.end)
