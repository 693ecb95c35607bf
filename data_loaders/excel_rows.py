"""Reading Excel sheets: headers over several rows, merged cells, dates however a cell holds them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from configuration import Source
from data_loaders.columns import PLACE
from data_loaders.errors import NoRowsError, SourceError
from data_loaders.excel_sheets import Cells, Place, Sheet, read_sheet
from data_loaders.rows import RawBatch

PART = 20_000
"""Rows that are handed on at a time."""

DAYS = range(25_569, 73_051)
"""1970 to 2100 as Excel numbers days; a year is never in it."""

EPOCH, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)


@dataclass(frozen=True)
class ExcelRows:
    """A sheet whose headers are read; `rows` are those under them, by their number on the sheet."""

    source: Source
    path: Path
    sheet: Sheet
    headers: Sequence[str]
    rows: dict[int, list[Any]]

    @property
    def returned(self) -> str:
        """The beginning of a sentence on what it has."""
        return f"the file {self.path.name} has"

    def batches(self, wanted: Sequence[int]) -> Iterator[RawBatch]:
        """The wanted columns as text; numbers are those of the sheet's own rows."""
        numbers = list(self.rows)
        dated = self._dates()
        for first in range(0, len(numbers), PART):
            part = numbers[first : first + PART]
            columns = {
                place: pa.array([self._text(self.rows[row], place, place in dated) for row in part], pa.string())
                for place in wanted
            }
            yield RawBatch(np.array(part, dtype=np.int64), columns)

    def _text(self, row: list[Any], place: int, dated: bool) -> str | None:
        value = row[place] if place < len(row) else None
        if dated:
            value = as_day(value, self.sheet.since_1904)
        return written(value, self.source.decimal)

    def _dates(self) -> set[int]:
        """The columns in which numbers may be days, as Excel keeps them."""
        ends = self.source.transactions.end if self.source.transactions else None
        places = set()
        for address in filter(None, (self.source.period.column, ends)):
            if address in self.headers:
                places.add(list(self.headers).index(address))
            elif match := PLACE.fullmatch(address):
                places.add(int(match[1]) - 1)
        return places


@contextmanager
def open_excel(source: Source, path: Path) -> Iterator[ExcelRows]:
    """Read the sheet; raises SourceError if there is none, or if it holds no header or no row."""
    sheet = read_sheet(source, path)
    first, body = source.skip_rows, source.skip_rows + source.header_rows
    headers = _headers(sheet, first, body)
    if not any(headers):
        raise SourceError(
            f"row {first + 1} of the sheet in the file {path.name} is empty, so there are no headers.",
            "Correct 'skip_rows', the number of rows above the headers.",
        )
    _spread_merged(sheet, body)
    rows = {number: row for number, row in enumerate(sheet.cells[body:], body + 1) if any(map(_filled, row))}
    if not rows:
        raise NoRowsError(f"the file {path} holds no rows.", "Export it again, or remove the source.")
    yield ExcelRows(source, path, sheet, headers, rows)


def _headers(sheet: Sheet, first: int, body: int) -> list[str]:
    """Each column's header; one that several rows make, and one that stands over several columns, is joined."""
    over = dict(_covered(sheet, first, body))
    width = max((len(row) for row in sheet.cells[first:body]), default=0)
    for row in range(first, body - 1):
        over |= dict(_held_over(sheet.cells, row, body, width, over))
    headers = []
    for column in range(width):
        sources = dict.fromkeys(over.get((row, column), (row, column)) for row in range(first, body))
        words = (_header(_cell(sheet.cells, row, place), sheet.since_1904) for row, place in sources)
        headers.append(" ".join(filter(None, words)))
    return headers


def _covered(sheet: Sheet, first: int, body: int) -> Iterator[tuple[Place, Place]]:
    """Each header cell that is merged, and the one whose words it has."""
    for (top, left), (bottom, right) in sheet.merged:
        for row in range(max(top, first), min(bottom, body - 1) + 1):
            yield from (((row, column), (top, left)) for column in range(left, right + 1))


def _held_over(
    cells: Cells, row: int, body: int, width: int, merged: Mapping[Place, Place]
) -> Iterator[tuple[Place, Place]]:
    """Empty cells to the right of a group's heading that nobody merged; it has a header of its own under it."""
    heading: int | None = None
    for column in range(width):
        headed = any(_filled(_cell(cells, under, column)) for under in range(row + 1, body))
        if (row, column) in merged or not headed:
            heading = None
        elif _filled(_cell(cells, row, column)):
            heading = column
        elif heading is not None:
            yield (row, column), (row, heading)


def _header(value: Any, since_1904: bool) -> str:
    return " ".join((written(as_day(value, since_1904), ".") or "").split())


def _cell(cells: Cells, row: int, column: int) -> Any:
    return cells[row][column] if row < len(cells) and column < len(cells[row]) else None


def _spread_merged(sheet: Sheet, body: int) -> None:
    """A merged cell's words and dates hold for all it covers; a number counts once, where it stands."""
    for (top, left), (bottom, right) in sheet.merged:
        value = _cell(sheet.cells, top, left)
        if top < body or not isinstance(value, str | date):
            continue
        for row in sheet.cells[top : bottom + 1]:
            row += [""] * (right + 1 - len(row))
            row[left : right + 1] = [value] * (right + 1 - left)


def _filled(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and not value.strip())


def as_day(value: Any, since_1904: bool) -> Any:
    """A number that counts days as the day it means; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float) or int(value) not in DAYS:
        return value
    epoch = EPOCH_1904 if since_1904 else EPOCH
    return epoch + timedelta(days=int(value))


def written(value: Any, decimal: str) -> str | None:
    """A cell's value as text: 3.0 as '3', a date as ISO, a number with its source's decimals."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".replace(".", decimal)
    if isinstance(value, datetime):
        midnight = value.time() == datetime.min.time()
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    return str(value)
