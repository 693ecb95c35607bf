"""A table as values: the same rows serve the page, the file and the chart's own table."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

SortKey = float | Decimal | str | None


@dataclass(frozen=True)
class Cell:
    """One cell: what is written, where it leads, and what it sorts by (its text if nothing else)."""

    text: str
    href: str = ""
    sort: SortKey = None
    note: str = ""


@dataclass(frozen=True)
class Column:
    """A column: its heading, whether it holds figures, and its key in `sort=` if the table can be sorted by it."""

    heading: str
    numeric: bool = False
    key: str = ""


@dataclass(frozen=True)
class Table:
    """Rows under columns; the first cell of each row names the row.

    `sorted_by` is the key of the column the rows are in order of, with a minus before it for descending.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    sorted_by: str = ""


def sort_table(table: Table, by: str) -> Table:
    """The table in order of one column; unchanged if no column has that key. Empty cells come last."""
    key, descending = by.removeprefix("-"), by.startswith("-")
    place = next((i for i, column in enumerate(table.columns) if column.key == key and key), None)
    if place is None:
        return table
    known = [row for row in table.rows if _sortable(row[place]) is not None]
    unknown = [row for row in table.rows if _sortable(row[place]) is None]
    known.sort(key=lambda row: _order(row[place]), reverse=descending)
    return Table(table.caption, table.columns, (*known, *unknown), by)


def texts(cells: Iterable[str]) -> tuple[Cell, ...]:
    """Cells that only hold text."""
    return tuple(Cell(text) for text in cells)


def _sortable(cell: Cell) -> SortKey:
    if cell.sort is not None:
        return cell.sort
    return None if cell.text.startswith("[") or cell.text in ("", "–") else cell.text


def _order(cell: Cell) -> tuple[int, float, str]:
    value = _sortable(cell)
    return (1, 0.0, value.lower()) if isinstance(value, str) else (0, float(value or 0), "")
