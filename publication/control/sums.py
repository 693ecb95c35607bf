"""Which cells add up to which: over channels, services, segments, periods and merged councils (METHODS P2, P3)."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import combinations

from kpis.channels import ALL, UNDIVIDED_DIGITAL
from kpis.councils import Register
from kpis.periods import Period, add_months
from kpis.quantities import Relation
from kpis.succession import ancestry
from publication.control.cells import Cell, Ledger, RowCells

Sum = Relation[Cell]


def sums(ledger: Ledger, rows: Sequence[RowCells], in_total: Collection[str], register: Register | None) -> list[Sum]:
    """Every sum that a reader can make of the cells.

    A total of which something is left has one part more, which stands nowhere: it too may be small.
    """
    cells = [cell for cell in ledger.counts if cell in ledger.added]
    found = [one for row in rows for one in _share(ledger, row)]
    found += _scopes(ledger, cells)
    found += _channels(ledger, cells)
    found += _wholes(ledger, cells, "service", lambda cell: cell.service in in_total)
    found += _wholes(ledger, cells, "segment", lambda cell: bool(cell.segment))
    found += _periods(ledger, cells)
    if register is not None:
        found += _merged(ledger, cells, register)
    return list(dict.fromkeys(found))


def _share(ledger: Ledger, row: RowCells) -> list[Sum]:
    """A share's numerator and what is left of its denominator."""
    if row.numerator is None or row.denominator is None:
        return []
    parts = (row.numerator, row.rest) if row.rest else (row.numerator,)
    if sum(ledger.counts[cell] for cell in parts) != ledger.counts[row.denominator]:
        return []
    return [Relation(row.denominator, parts)]


def _grouped(cells: Sequence[Cell], key: Callable[[Cell], object]) -> Iterator[list[Cell]]:
    groups: dict[object, list[Cell]] = defaultdict(list)
    for cell in cells:
        groups[key(cell)].append(cell)
    return (sorted(group, key=_order) for group in groups.values() if len(group) > 1)


def _order(cell: Cell) -> tuple[object, ...]:
    return (cell.start, cell.end, cell.service, cell.channel, cell.breakdown, cell.segment, cell.scope or (), cell.less)


def _relation(ledger: Ledger, total: Cell, parts: Sequence[Cell], less: str, rolling: bool = False) -> list[Sum]:
    """The total and its parts, with what they leave of it; nothing where they are more than the total."""
    if not parts or sum(ledger.counts[part] for part in parts) > ledger.counts[total]:
        return []
    left = ledger.left(total, parts, less)
    return [Relation(total, (*parts, left) if left else tuple(parts), rolling)]


def _scopes(ledger: Ledger, cells: Sequence[Cell]) -> Iterator[Sum]:
    """Channels that are some of others: what was completed without help is part of what was completed online."""
    wholes = [cell for cell in cells if not cell.channel]
    for group in _grouped(wholes, lambda cell: cell._replace(scope=None)):
        for one, other in combinations(group, 2):
            for part, total in ((one, other), (other, one)):
                if part.scope is not None and (total.scope is None or set(part.scope) < set(total.scope)):
                    yield from _relation(ledger, total, (part,), f"less {part.name}")


def _channels(ledger: Ledger, cells: Sequence[Cell]) -> Iterator[Sum]:
    for group in _grouped(cells, lambda cell: cell._replace(scope=None, channel="")):
        for total in (cell for cell in group if not cell.channel):
            parts = [cell for cell in group if cell.channel and (total.scope is None or cell.channel in total.scope)]
            yield from _relation(ledger, total, [cell for cell in parts if cell.channel == ALL], "beside all")
            parts = [cell for cell in parts if cell.channel != ALL]
            if sum(ledger.counts[part] for part in parts) > ledger.counts[total]:
                parts = [cell for cell in parts if cell.channel != UNDIVIDED_DIGITAL]
            yield from _relation(ledger, total, parts, "other channels")


def _wholes(ledger: Ledger, cells: Sequence[Cell], name: str, is_part: Callable[[Cell], bool]) -> Iterator[Sum]:
    """Services or segments and their whole, which has '' in their place."""
    for group in _grouped(cells, _without_segment if name == "segment" else _without_service):
        by_breakdown: dict[str, list[Cell]] = defaultdict(list)
        for cell in group:
            if is_part(cell):
                by_breakdown[cell.breakdown if name == "segment" else ""].append(cell)
        for total in (cell for cell in group if not getattr(cell, name)):
            for breakdown, parts in by_breakdown.items():
                yield from _relation(ledger, total, parts, f"other {name}s {breakdown}")


def _without_segment(cell: Cell) -> Cell:
    return cell._replace(breakdown="", segment="")


def _without_service(cell: Cell) -> Cell:
    return cell._replace(service="")


def _periods(ledger: Ledger, cells: Sequence[Cell]) -> Iterator[Sum]:
    """Longer periods and the shorter ones within them, where they cover it or all but some of it."""
    for group in _grouped(cells, lambda cell: (cell.measures, cell.scope, *cell[2:7], cell.less)):
        by_length: dict[int, list[Cell]] = defaultdict(list)
        for cell in group:
            by_length[_months(cell)].append(cell)
        for shorter, longer in ((1, 3), (1, 12), (3, 12)):
            for total in by_length.get(longer, ()):
                parts = [cell for cell in by_length.get(shorter, ()) if _within(total, cell)]
                exact = sum(ledger.counts[part] for part in parts) == ledger.counts[total]
                # All parts there and another sum: the longer one was given for itself, and was counted otherwise.
                if exact or len(parts) < longer // shorter:
                    rolling = longer == 12 and len(by_length[12]) > len({cell.start.year for cell in by_length[12]})
                    yield from _relation(ledger, total, parts, "other periods", rolling)
            yield from _steps(ledger, by_length.get(longer, ()), by_length.get(shorter, ()), shorter)


def _steps(ledger: Ledger, windows: Sequence[Cell], periods: Sequence[Cell], months: int) -> Iterator[Sum]:
    """Two windows that follow each other differ by the period that came in and the one that went out."""
    starting = {cell.start: cell for cell in windows}
    by_start, by_end = {cell.start: cell for cell in periods}, {cell.end: cell for cell in periods}
    for now in windows:
        before = starting.get(add_months(now.start, -months))
        gone, new = by_start.get(before.start) if before else None, by_end.get(now.end)
        if before and gone and new and gone != new:
            counts = [ledger.counts[cell] for cell in (now, gone, before, new)]
            if counts[0] + counts[1] == counts[2] + counts[3]:
                yield Relation(now, (before, new), rolling=True, beside=(gone,))


def _within(total: Cell, cell: Cell) -> bool:
    return total.start <= cell.start and cell.end <= total.end


def _months(cell: Cell) -> int:
    """How many whole months it covers; 0 for weeks."""
    if cell.start.day != 1 or add_months(cell.end, 1).toordinal() - cell.end.toordinal() != 1:
        return 0
    return (cell.end.year - cell.start.year) * 12 + cell.end.month - cell.start.month + 1


def _merged(ledger: Ledger, cells: Sequence[Cell], register: Register) -> Iterator[Sum]:
    """A council of today and those that were merged into it, where a period has figures of both (METHODS A10)."""
    for group in _grouped(cells, lambda cell: cell._replace(council="")):
        by_council = {cell.council.lower(): cell for cell in group}
        for key, total in by_council.items():
            if key not in register.by_key:
                continue
            period = Period(total.start, total.end, "month")
            before = ancestry(register, register.by_key[key], period).merged
            parts = [by_council[one.key.lower()] for one in before if one.key.lower() in by_council]
            yield from _relation(ledger, total, parts, "other councils")
