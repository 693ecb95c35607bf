"""How the spreadsheet looks and what its cells accept: headings that stay, white cells to fill, words for mistakes."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HEADINGS, FIRST_ROW = 6, 7
"""Rows, from 1: title, what to do, two lines of facts and an empty one stand above the headings."""

BLUE, WHITE, PALE, MIDDLE, GREY, DARK = "FF12436D", "FFFFFFFF", "FFF3F6F9", "FFDCE5EE", "FF8C9196", "FF505A5F"
FONT = "Calibri"
ROOM = 2
"""Characters of room beside the longest word of a column, which is at most WIDEST wide."""

WIDEST = 48.0


def put(sheet: Worksheet, row: int, column: int, value: Any, **looks: Any) -> Cell:
    """A value in a cell; text stays text, even if it begins as a formula does."""
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = looks.get("font", Font(name=FONT, size=11))
    cell.alignment = looks.get("alignment", Alignment(vertical="top", wrap_text=bool(looks.get("wrap"))))
    if "fill" in looks:
        cell.fill = PatternFill("solid", fgColor=looks["fill"])
    if looks.get("boxed"):
        cell.border = box()
    return cell


def box(above: bool = False, below: bool = False) -> Border:
    """A thin line on every side, a stronger one above or below."""
    thin, strong = Side(style="thin", color=GREY), Side(style="medium", color=BLUE)
    return Border(left=thin, right=thin, top=strong if above else thin, bottom=strong if below else thin)


def begin_sheet(sheet: Worksheet, title: str, what_to_do: str, facts: Iterable[tuple[str, str]] = ()) -> None:
    """Title in A1, what to do in A2, and up to two facts with their names in rows 3 and 4."""
    put(sheet, 1, 1, title, font=Font(name=FONT, size=16, bold=True, color=BLUE))
    sheet.row_dimensions[1].height = 26
    put(sheet, 2, 1, what_to_do, font=Font(name=FONT, size=11, color=DARK))
    for row, (name, value) in enumerate(facts, 3):
        put(sheet, row, 1, name, font=Font(name=FONT, size=11, bold=True))
        put(sheet, row, 2, value, boxed=True)


def head(sheet: Worksheet, headings: Sequence[str], widths: Sequence[float], fixed: int) -> None:
    """The row of headings; it stays in sight with the first `fixed` columns, and heads every printed page."""
    for column, (words, width) in enumerate(zip(headings, widths, strict=True), 1):
        bold = Font(name=FONT, size=11, bold=True, color=WHITE)
        put(
            sheet,
            HEADINGS,
            column,
            words,
            font=bold,
            fill=BLUE,
            boxed=True,
            alignment=Alignment("left", "center", 0, True),
        )
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.row_dimensions[HEADINGS].height = 32
    sheet.freeze_panes = f"{get_column_letter(fixed + 1)}{FIRST_ROW}"
    sheet.print_title_rows = f"{HEADINGS}:{HEADINGS}"


def wide_enough(words: Iterable[str]) -> float:
    """The width of a column that holds these words."""
    return min(1.1 * max(map(len, words), default=0) + ROOM, WIDEST)


def begin_block(sheet: Worksheet, row: int, columns: int) -> None:
    """A stronger line above the first row of a service."""
    for column in range(1, columns + 1):
        sheet.cell(row, column).border = box(above=True)
        if row > FIRST_ROW:
            sheet.cell(row - 1, column).border = box(below=True)


def line(sheet: Worksheet, row: int, words: Sequence[Any], to_fill: int, figures: str, look: str = PALE) -> None:
    """A row: words that are given, then `to_fill` white cells for figures, one for yes or no and one for words."""
    for column, value in enumerate(words, 1):
        put(sheet, row, column, value, fill=look, boxed=True)
    for column in range(len(words) + 1, len(words) + to_fill + 1):
        put(sheet, row, column, None, boxed=True).number_format = figures
    for column in range(len(words) + to_fill + 1, len(words) + to_fill + 3):
        put(sheet, row, column, None, boxed=True, wrap=True)


def accept(
    sheet: Worksheet, cells: str, kind: Literal["whole", "decimal"], title: str, words: str, **limits: Any
) -> None:
    """Refuse anything else in these cells as it is typed, in words."""
    check = DataValidation(type=kind, allow_blank=True, showErrorMessage=True, errorTitle=title, error=words, **limits)
    check.add(cells)
    sheet.add_data_validation(check)


def choose(sheet: Worksheet, cells: str, values: Iterable[str]) -> None:
    """A list to choose from in these cells."""
    listed = ", ".join(values)
    check = DataValidation(
        type="list", formula1=f'"{listed.replace(", ", ",")}"', allow_blank=True, showErrorMessage=True,
        errorTitle="Choose from the list", error=f"This cell takes one of: {listed}.",
    )  # fmt: skip
    check.add(cells)
    sheet.add_data_validation(check)


def print_well(sheet: Worksheet, landscape: bool) -> None:
    """A4, as wide as one page, with the sheet's name and page numbers below."""
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_margins = PageMargins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    footer = HeaderFooterItem(left=_HeaderFooterPart("&A"), right=_HeaderFooterPart("Page &P of &N"))
    sheet.HeaderFooter.oddFooter = footer
    sheet.sheet_view.showGridLines = False
