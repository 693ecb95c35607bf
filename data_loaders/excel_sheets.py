"""One sheet of an Excel workbook as a table of cells: .xlsx through calamine, .xls through xlrd.

calamine shows a cell with an error as an empty one, which would be taken for a figure that is not known, so the errors
are looked up in the workbook's own XML. Of a damaged .xls it may ask for more memory than there is, which ends the
program; xlrd raises an exception instead.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import xlrd
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum
from xlrd.xldate import xldate_as_datetime

from configuration import Source
from data_loaders.errors import SourceError
from data_loaders.files import unreadable
from data_loaders.xlsx_parts import NotAWorkbookError, WorkbookParts, address

Cells = list[list[Any]]
Place = tuple[int, int]
Range = tuple[Place, Place]

XLSX, XLS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MOST = 20_000_000
"""Cells between a sheet's first and last; more means that a figure was left in a far corner by mistake."""


@dataclass(frozen=True)
class Sheet:
    """Rows from the sheet's first, each as wide as its last cell; a cell with an error holds text that says so.

    `merged` are first and last cell of each merged range, from (0, 0). `since_1904`: from when days are counted.
    """

    cells: Cells
    merged: Sequence[Range]
    since_1904: bool


def read_sheet(source: Source, path: Path) -> Sheet:
    """The sheet that the source names, or the only one; raises SourceError if there is none or no workbook."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error, "") from None
    if content.startswith(XLSX):
        return _xlsx(source, path, content)
    if content.startswith(XLS) and ENCRYPTED not in content:
        return _xls(source, path, content)
    raise _locked(path) if content.startswith(XLS) else _no_workbook(path, content)


def _xlsx(source: Source, path: Path, content: bytes) -> Sheet:
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            shown = {
                each.name: each.visible == SheetVisibleEnum.Visible
                for each in book.sheets_metadata
                if each.typ == SheetTypeEnum.WorkSheet
            }
            name = _chosen(source, path, shown)
            parts = WorkbookParts.read(content)
            errors, extent = parts.errors(name)
            if extent[0] * extent[1] > MOST:
                raise _too_far(path, name, extent)
            sheet = book.get_sheet_by_name(name)
            cells = sheet.to_python(skip_empty_area=False)
            merged = sheet.merged_cell_ranges or []
    except SourceError:
        raise
    except NotAWorkbookError:
        raise _no_workbook(path, b"") from None
    except Exception:  # a damaged file fails wherever its reading comes to, with whatever that raises
        raise _damaged(path) from None
    _put_errors(cells, errors.items(), source)
    return Sheet(cells, merged, parts.since_1904)


def _xls(source: Source, path: Path, content: bytes) -> Sheet:
    try:
        book = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=StringIO())
        shown = {sheet.name: sheet.visibility == 0 for sheet in book.sheets()}
        sheet = book.sheet_by_name(_chosen(source, path, shown))
        cells = [[_xls_value(cell, book.datemode) for cell in row] for row in sheet.get_rows()]
        errors = list(_xls_errors(sheet))
        merged = [((top, left), (bottom - 1, right - 1)) for top, bottom, left, right in sheet.merged_cells]
    except SourceError:
        raise
    except Exception as error:  # as above
        raise _locked(path) if "encrypted" in str(error) else _damaged(path) from None
    _put_errors(cells, errors, source)
    return Sheet(cells, merged, book.datemode == 1)


def _chosen(source: Source, path: Path, shown: dict[str, bool]) -> str:
    """The name of the sheet to read; a hidden one only if it is named."""
    names, visible = list(shown), [name for name, seen in shown.items() if seen]
    there = f"it has {', '.join(f'{place} {name!r}' for place, name in enumerate(names, 1))}"
    if source.sheet is None:
        if len(visible) == 1:
            return visible[0]
        raise SourceError(f"the file {path.name} has {len(visible)} sheets ({there}).", "Name one in 'sheet'.")
    if isinstance(source.sheet, int) and 0 < source.sheet <= len(names):
        return names[source.sheet - 1]
    if source.sheet in names:
        return str(source.sheet)
    raise SourceError(f"the file {path.name} has no sheet {source.sheet!r} ({there}).", "Correct 'sheet'.")


def _xls_value(cell: Any, datemode: Any) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        return xldate_as_datetime(cell.value, datemode)
    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    return "" if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _xls_errors(sheet: Any) -> Iterator[tuple[tuple[int, int], str]]:
    for row in range(sheet.nrows):
        for column, kind in enumerate(sheet.row_types(row)):
            if kind == xlrd.XL_CELL_ERROR:
                yield (row, column), xlrd.error_text_from_code.get(sheet.cell_value(row, column), "#VALUE!")


def _put_errors(cells: Cells, errors: Any, source: Source) -> None:
    """An error becomes text with the cell's address, or without where the source says what such an error means."""
    known = {*source.missing, *source.not_applicable}
    for (row, column), error in errors:
        width = len(cells[row])
        cells[row] += [""] * (column + 1 - width)
        cells[row][column] = error if error in known else f"{error} in {address(row, column)}"


def _too_far(path: Path, name: str, extent: tuple[int, int]) -> SourceError:
    last = address(extent[0] - 1, extent[1] - 1)
    return SourceError(
        f"the sheet '{name}' of the file {path.name} reaches to the cell {last}, too far to be read.",
        "Delete what stands far from the table.",
    )


def _locked(path: Path) -> SourceError:
    return SourceError(
        f"the file {path} is protected by a password.", "Save it without one, where only the loader can read it."
    )


def _damaged(path: Path) -> SourceError:
    return SourceError(f"the file {path} is damaged.", "Open it in Excel and save it again, or export it again.")


def _no_workbook(path: Path, content: bytes) -> SourceError:
    page = content.lstrip()[:1] == b"<"
    return SourceError(
        f"the file {path} is no Excel workbook{' but a web page' if page else ''}.",
        "Open it in Excel and save it as .xlsx, or export it as CSV and set 'kind' to 'csv'.",
    )
