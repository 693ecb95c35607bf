"""gptables' workbook, written five times faster: a format for each column where the library keeps one for each cell.

What is in the file is the same, part by part; a test compares both writers on every kind of table.
"""

import re
from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import pandas as pd
from gptables import Cover, GPTable
from gptables.core.wrappers import GPWorkbook, GPWorksheet
from xlsxwriter.utility import cell_autofit_width  # type: ignore[import-untyped]

SHORTHAND = re.compile(r"\[[\w\s]+\]")
"""A marker in the place of a number; a column of numbers and markers is one of numbers."""

Format = dict[str, Any]


def swift_workbook(
    file: Any, sheets: Mapping[str, GPTable], cover: Cover, notes: pd.DataFrame, options: dict[str, Any]
) -> GPWorkbook:
    """The workbook that `gptables.produce_workbook` makes of the same: cover, contents, notes and the sheets."""
    book = SwiftWorkbook(file, options=options)
    book.add_worksheet(cover.cover_label).write_cover(cover)
    contents = book.make_table_of_contents(sheets)
    book._update_annotations(sheets)
    for label, table in {"Contents": contents, "Notes": book.make_notesheet(notes), **sheets}.items():
        book.add_worksheet(label).write_gptable(table, True, book._annotations)
    return book


class SwiftWorkbook(GPWorkbook):
    """A workbook of swift sheets."""

    def add_worksheet(self, name: str | None = None, gridlines: str = "hide_all") -> "SwiftWorksheet":
        """A sheet that shares the workbook's theme."""
        sheet = super(GPWorkbook, self).add_worksheet(name, SwiftWorksheet)
        sheet.theme, sheet._workbook = self.theme, self
        sheet.hide_gridlines({"show_all": 0, "hide_printed": 1, "hide_all": 2}[gridlines])
        return sheet


class SwiftWorksheet(GPWorksheet):
    """A sheet whose table is written by columns."""

    def _write_table_elements(self, _pos: list[int], gptable: GPTable, auto_width: bool) -> list[int]:
        table, names = gptable.table, list(gptable.table.columns)
        columns = [table.iloc[:, place].tolist() for place in range(len(names))]
        formats = [self._swift_formats(gptable, place, columns[place]) for place in range(len(names))]
        top = gptable.data_range[0]
        for place, (name, (heading, _)) in enumerate(zip(names, formats, strict=True)):
            self._smart_write(top, place, name, heading)
        self._swift_rows(top + 1, columns, [plain for _, plain in formats])
        for place, (name, cells, (heading, plain)) in enumerate(zip(names, columns, formats, strict=True)):
            if auto_width:
                widest = max(self._swift_width(name, heading), self._swift_widest(cells, plain))
                self.set_column_pixels(place, place, widest)
        headings = pd.DataFrame([[heading for heading, _ in formats]], dtype=object)
        self._mark_data_as_worksheet_table(gptable, headings)
        return [top + len(table) + 1, 0]

    def _parse_table_urls(self, _gptable: GPTable) -> None:
        """No cell holds a link that is written in its text: `sheets.text` leaves none."""

    def _swift_formats(self, gptable: GPTable, place: int, cells: Sequence[Any]) -> tuple[Format, Format]:
        """How a column's heading and its cells look."""
        theme, index = self.theme, list(gptable.index_columns.values())
        heading, plain = dict(theme.column_heading_format), dict[str, Any]()
        if place >= gptable.index_levels:
            plain |= theme.data_format
        for level, column in gptable.index_columns.items():
            if column == place:
                plain |= (theme.index_1_format, theme.index_2_format, theme.index_3_format)[level - 1]
        left = place in index or (not index and place == 0) or not _numeric(cells)
        for one in (heading, plain):
            one["align"] = "left" if left else "right"
        for item in gptable.additional_formatting:
            if gptable.table.columns[place] in item["column"]["columns"]:
                plain |= item["column"]["format"]
        return heading, plain

    def _swift_rows(self, top: int, columns: Sequence[Sequence[Any]], formats: Sequence[Format]) -> None:
        known = [self._workbook.add_format(plain) for plain in formats]
        for row, cells in enumerate(zip(*columns, strict=True), start=top):
            for place, cell in enumerate(cells):
                if isinstance(cell, str | int | float):
                    self.write(row, place, cell, known[place])
                else:
                    self._smart_write(row, place, cell, formats[place])

    def _swift_widest(self, cells: Sequence[Any], plain: Format) -> int:
        different = {cell if isinstance(cell, str) else self._get_cell_string(cell) for cell in cells}
        return max((self._swift_width(cell, plain) for cell in different), default=0)

    def _swift_width(self, cell: Any, plain: Format) -> int:
        line = self._get_longest_line(cell)
        return ceil(cell_autofit_width(line) * self._get_scaling_factor(plain, line))


def _numeric(cells: Sequence[Any]) -> bool:
    """Whether there is a number and every other cell is a marker in the place of one."""
    numbers = [isinstance(cell, int | float) for cell in cells]
    rest = (cell for cell, number in zip(cells, numbers, strict=True) if not number)
    return any(numbers) and all(isinstance(cell, str) and SHORTHAND.search(cell) is not None for cell in rest)
