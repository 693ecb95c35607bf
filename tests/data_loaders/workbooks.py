"""Excel workbooks for tests: the same cells as .xlsx, written by openpyxl, and as .xls, written by xlwt."""

from datetime import date, datetime

import xlwt
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

FORMATS = {date: "DD/MM/YYYY", datetime: "DD/MM/YYYY HH:MM"}


class Error(str):
    """A cell whose formula fails."""


def xlsx(path, sheets, merged=(), formats=None, since_1904=False, hidden=()):
    """Sheets by name; each a list of rows, from A1. `merged`: ranges of every sheet; `formats`: address and format."""
    book = Workbook()
    book.remove(book.active)
    if since_1904:
        book.epoch = CALENDAR_MAC_1904
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row, values in enumerate(rows, 1):
            for column, value in enumerate(values, 1):
                if value is not None:
                    cell = sheet.cell(row, column, str(value) if isinstance(value, Error) else value)
                    cell.data_type = "e" if isinstance(value, Error) else cell.data_type
        for top, left, bottom, right in merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)
        for address, number_format in (formats or {}).items():
            sheet[address].number_format = number_format
    book.save(path)


def xls(path, sheets, merged=(), hidden=()):
    """The same in the format of Excel 97."""
    book = xlwt.Workbook()
    for name, rows in sheets.items():
        sheet = book.add_sheet(name, cell_overwrite_ok=True)
        sheet.visibility = int(name in hidden)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if isinstance(value, Error):
                    sheet.row(row).set_cell_error(column, {"#N/A": "#N/A!"}.get(value, str(value)))
                elif value is not None:
                    sheet.write(row, column, value, xlwt.easyxf(num_format_str=FORMATS.get(type(value), "General")))
        for top, left, bottom, right in merged:
            value = rows[top - 1][left - 1]
            sheet.write_merge(top - 1, bottom - 1, left - 1, right - 1, value)
    book.save(str(path))


WRITERS = {"xlsx": xlsx, "xls": xls}
