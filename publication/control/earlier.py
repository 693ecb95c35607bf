"""What was public before a release: its counts are known, what it hid stays hidden (METHODS P3)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kpis.catalogue import Catalogue
from kpis.periods import Period
from publication.control.cells import Cell, Ledger, RowCells, enter_rows, sides
from views.open.release import Finished

Key = tuple[str, str, str, str, str, str, Period]


@dataclass(frozen=True)
class Earlier:
    """The rows of one release that the public has seen, by its own definitions; `withdrawn`: it stands no more."""

    rows: Sequence[Finished]
    catalogue: Catalogue
    withdrawn: bool = False


@dataclass
class Memory:
    """`known`: cells that were ever shown with the count that they have now; `kept`: those that were hidden."""

    known: set[Cell] = field(default_factory=set)
    kept: set[Cell] = field(default_factory=set)


def remembered(
    ledger: Ledger, rows: Sequence[Finished], cells: Sequence[RowCells], releases: Sequence[Earlier]
) -> Memory:
    """What earlier releases (oldest first) told of the ledger's cells.

    Cells that are in no row any more are entered into the ledger, with the count that was shown last.
    """
    memory = Memory()
    now = {row[:7]: of for row, of in zip(rows, cells, strict=True)}
    own = set(ledger.counts)
    for release in reversed(releases):
        past = Ledger(ledger.sensitive)
        enter_rows(past, release.rows, release.catalogue)
        memory.kept |= {cell for cell in _hidden(release, now) if cell in own and cell not in past.counts}
        same = {cell for cell, count in past.counts.items() if ledger.counts.setdefault(cell, count) == count}
        memory.known |= same
        ledger.added |= same & past.added
    memory.kept -= memory.known
    return memory


def _hidden(release: Earlier, now: Mapping[Key, RowCells]) -> Iterator[Cell]:
    """What a release hid: the cells by its own definitions, and those that the same rows have now."""
    for row in release.rows:
        if "c" not in row.figure.markers:
            continue
        was, now_of = sides(row, release.catalogue[row.kpi]), now.get(row[:7], RowCells())
        told = (row.figure.numerator, row.figure.denominator)
        for amount, *both in zip(told, was[:2], now_of[:2], strict=True):
            if amount is None:
                yield from (cell for cell in both if cell is not None)
