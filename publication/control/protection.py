"""Finished rows after disclosure control: [c] where a small count stood, or would be revealed (METHODS P1 to P3)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kpis.catalogue import Catalogue, Kpi
from kpis.councils import Register
from kpis.definitions import MONEY_AND_TIME
from kpis.disclosure import Hidden, hide
from kpis.figure import Figure
from kpis.periods import long_date
from kpis.quantities import Quantity, Relation
from kpis.services import Service
from kpis.wording import absence, caution
from publication.control.cells import Cell, Ledger, RowCells, enter_rows, is_count
from publication.control.earlier import Earlier, Memory, remembered
from publication.control.sums import sums
from views.open.release import Finished, Threshold

KEPT = ("p", "e", "b")
"""Markers that may stay beside [c]; that answers were few is a count told."""


@dataclass(frozen=True)
class Protected:
    """The rows in the same order; `hidden`: council and how many of its rows carry [c]."""

    rows: tuple[Finished, ...]
    hidden: Mapping[str, int]


class UnprotectedError(ValueError):
    """What is public already would tell a small count of this release; says which, and what to do."""


def protected(
    rows: Sequence[Finished],
    catalogue: Catalogue,
    services: Mapping[str, Service],
    thresholds: Mapping[str, Threshold],
    before: Sequence[Earlier] = (),
    register: Register | None = None,
) -> Protected:
    """The rows with every small count hidden, and every other that would reveal one.

    `thresholds` are by service, '' for all others; `before` is every release that was public, oldest first.
    Rows of councils that were merged into one another belong in one call, with the register. Raises UnprotectedError
    if releases that stand tell a small count; what only a withdrawn one told is hidden, though it was seen.
    """
    ledger = Ledger(frozenset(key for key, one in thresholds.items() if one.zero_too))
    cells = enter_rows(ledger, rows, catalogue)
    in_total = {key for key, service in services.items() if service.in_total}
    memory = remembered(ledger, rows, cells, before)
    relations = sums(ledger, cells, in_total, register)
    found = _hidden(ledger, memory, relations, _Limits(thresholds, in_total))
    standing = [release for release in before if not release.withdrawn]
    if found.exposed and len(standing) == len(before):
        raise UnprotectedError(_in_words(min(found.exposed, key=str), services))
    if found.exposed:
        protected(rows, catalogue, services, thresholds, standing, register)
    hidden = {cell for group in (found.primary, found.secondary, found.implied) for cell in group}
    places = {_place(cell) for cell in hidden}
    finished = tuple(_finished(row, of, hidden, places, catalogue) for row, of in zip(rows, cells, strict=True))
    return Protected(finished, Counter(row.council for row in finished if "c" in row.figure.markers))


@dataclass(frozen=True)
class _Limits:
    """Thresholds; a council's total has the highest of its services', as it may be one service's alone."""

    thresholds: Mapping[str, Threshold]
    in_total: set[str]

    def of(self, service: str) -> Threshold:
        usual = self.thresholds.get("", Threshold())
        if service:
            return self.thresholds.get(service, usual)
        of_parts = (one.below for key, one in self.thresholds.items() if key in self.in_total)
        return replace(usual, below=max(usual.below, *of_parts, 0))


def _hidden(ledger: Ledger, memory: Memory, relations: Sequence[Relation[Cell]], limits: _Limits) -> Hidden[Cell]:
    """What to hide. Cells are numbered meanwhile, as numbers are found sooner than cells."""
    cells = list(ledger.counts)
    number = {cell: place for place, cell in enumerate(cells)}
    quantities = {place: _quantity(cell, ledger, memory, limits) for place, cell in enumerate(cells)}
    found: Hidden[int] = hide(quantities, [one.renamed(number) for one in relations])
    groups = (found.primary, found.secondary, found.implied, found.exposed)
    return Hidden(*(frozenset(cells[place] for place in group) for group in groups))


def _quantity(cell: Cell, ledger: Ledger, memory: Memory, limits: _Limits) -> Quantity:
    threshold = limits.of(cell.service)
    shown = cell not in ledger.implied
    known, kept = cell in memory.known, cell in memory.kept
    return Quantity(ledger.counts[cell], shown, known, kept, threshold.below, threshold.zero_too)


def _in_words(cell: Cell, services: Mapping[str, Service]) -> str:
    service = services[cell.service].name if cell.service in services else "all services"
    what = f"{', '.join(cell.measures)} ({cell.channel or ', '.join(cell.scope or ('all channels',))})"
    return (
        f"A small count cannot be kept from the public: {what} of {service}, {cell.council}, {long_date(cell.start)} "
        f"to {long_date(cell.end)}. What was published before would tell it, whatever else this release hides. "
        "Nothing was released. Withdraw the releases that show it, or leave this service out of the council's "
        "[[publish]]."
    )


def _place(cell: Cell) -> tuple[object, ...]:
    """Everything but what is left or through which channels of a whole: scores are made of the same answers."""
    return cell._replace(scope=None, measures=(), less="")


def _finished(
    row: Finished, cells: RowCells, hidden: set[Cell], places: set[tuple[object, ...]], catalogue: Catalogue
) -> Finished:
    kpi, figure = catalogue[row.kpi], row.figure
    money = bool(kpi.numerator.measures & MONEY_AND_TIME)
    weighed = not money and not is_count(kpi.numerator)
    beside = weighed and cells.denominator is not None and _place(cells.denominator) in places
    if not beside and not any(cell in hidden for cell in cells if cell is not None):
        # Over 12 months it would tell a month that is hidden among them.
        return row._replace(figure=replace(figure, twelve_months=None)) if figure.twelve_months and hidden else row
    public = Figure(
        None,
        _unless(figure.numerator, weighed or cells.numerator in hidden),
        _unless(figure.denominator, cells.denominator in hidden),
        markers=("c", *(marker for marker in figure.markers if marker in KEPT)),
        provided=figure.provided,
        expected=figure.expected,
        basis=figure.basis,
    )
    return row._replace(figure=public, caution=_caution(row, kpi, public))


def _caution(row: Finished, kpi: Kpi, public: Figure) -> str:
    """What was said beside the row without what its figure alone called for: few answers, or more than all."""
    was = caution(kpi, row.figure) if row.figure.value is not None else absence(row.figure)
    always = row.caution.removesuffix(was).removesuffix("; ")
    return "; ".join(part for part in (always, caution(kpi, public)) if part)


def _unless(amount: Decimal | None, withheld: bool) -> Decimal | None:
    return None if withheld else amount
