"""Writing the spreadsheet to fill in: a sheet per kind of figure, with its names, codes, checks and totals."""

from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from configuration import ConfigurationError
from data_loaders import template_form as form
from data_loaders.template_form import Form
from data_loaders.template_looks import (
    BLUE,
    FIRST_ROW,
    FONT,
    MIDDLE,
    accept,
    begin_block,
    begin_sheet,
    choose,
    head,
    line,
    print_well,
    put,
    wide_enough,
)
from data_loaders.template_notes import write_notes
from kpis.catalogue import Catalogue
from kpis.channels import CHANNELS, UNAIDED
from kpis.costs import BASES, INCLUDED
from kpis.satisfaction import LEVELS

COUNTS, MONEY = "#,##0", "#,##0.00"
MONTH, MARK, WORDS = 9.5, 13.0, 36.0


def write_template(asked: Form, catalogue: Catalogue, path: Path) -> None:
    """Write the workbook; raises ConfigurationError if the file is there already or cannot be written."""
    book = Workbook()
    notes = book.active
    assert isinstance(notes, Worksheet)
    notes.title = form.NOTES
    write_notes(notes, asked, catalogue)
    _volumes(book.create_sheet(form.VOLUMES), asked)
    _cost(book.create_sheet(form.COST), asked)
    _ratings(book.create_sheet(form.RATINGS), asked)
    book.properties.title = f"{asked.council.full_name}: figures to fill in"
    book.properties.creator = "Guildhall"
    try:
        with path.open("xb") as file:
            book.save(file)
    except FileExistsError:
        raise ConfigurationError(
            f"There is a file {path} already, and it may hold figures. Choose another name. {form.LEAVES}"
        ) from None
    except OSError as error:
        raise ConfigurationError(f"{path} cannot be written: {error.strerror}. Choose another folder.") from None


def _volumes(sheet: Worksheet, asked: Form) -> None:
    title = f"Monthly volumes: {asked.council.name}"
    begin_sheet(sheet, title, "Transactions begun online, and completed through each channel. Empty means not known.")
    given = [form.SERVICE, form.SERVICE_CODE, form.CHANNEL, form.CHANNEL_CODE, form.FIGURE]
    rows = [
        (name, service, CHANNELS[channel], channel, figure)
        for service, name in asked.services.items()
        for channel in asked.channels[service]
        for figure, measure in form.FIGURES.items()
        if measure == "completed" or channel in UNAIDED
    ]
    _table(sheet, asked, given, rows)


def _ratings(sheet: Worksheet, asked: Form) -> None:
    begin_sheet(
        sheet,
        f"Ratings by month: {asked.council.name}",
        "How many people gave each answer, all channels together. Empty means not asked, or not known.",
    )
    rows = [
        (name, service, words, level)
        for service, name in asked.services.items()
        for level, words in reversed(list(enumerate(LEVELS, 1)))
    ]
    _table(sheet, asked, [form.SERVICE, form.SERVICE_CODE, form.ANSWER, form.LEVEL], rows)


def _table(sheet: Worksheet, asked: Form, given: list[str], rows: Sequence[tuple[str | int, ...]]) -> None:
    """Headings, a row for each of `rows` with a cell for each month, and what those cells accept."""
    months = [month.start.strftime("%b %Y") for month in asked.months]
    headings = [*given, *months, form.ESTIMATED, form.METHOD]
    widths = [wide_enough(map(str, column)) for column in zip(given, *rows, strict=True)]
    head(sheet, headings, [*widths, *(MONTH for _ in months), MARK, WORDS], fixed=len(given))
    for number, words in enumerate(rows, FIRST_ROW):
        line(sheet, number, words, len(asked.months), COUNTS)
        if number == FIRST_ROW or words[1] != rows[number - FIRST_ROW - 1][1]:
            begin_block(sheet, number, len(headings))
    first, last = len(given) + 1, FIRST_ROW + len(rows) - 1
    accept(
        sheet, _cells(first, len(months), last), "whole", "Whole numbers only",
        "Write a whole number, 0 or more. Leave the cell empty if the figure is not known.",
        operator="greaterThanOrEqual", formula1="0",
    )  # fmt: skip
    choose(sheet, _cells(first + len(months), 1, last), (form.YES, form.NO))
    print_well(sheet, landscape=True)


def _cost(sheet: Worksheet, asked: Form) -> None:
    begin_sheet(
        sheet,
        f"Cost of the year: {asked.council.name}",
        "Pounds, all channels together. Choose what the costs include, then fill in the lines or the total.",
        ((form.BASIS, ""), (form.DAYS, f"{asked.year.start}/{asked.year.end}")),
    )
    choose(sheet, "B3", BASES)
    headings = [form.SERVICE, form.SERVICE_CODE, form.LINE, form.AMOUNT, form.ESTIMATED, form.METHOD]
    names, codes = wide_enough([form.DAYS, *asked.services.values()]), wide_enough([" " * 21, *asked.services])
    head(sheet, headings, (names, codes, wide_enough(INCLUDED), 16.0, MARK, WORDS), fixed=3)
    row = FIRST_ROW
    for service, name in asked.services.items():
        first = row
        for words in INCLUDED:
            line(sheet, row, (name, service, words), 1, MONEY)
            row += 1
        begin_block(sheet, first, len(headings))
        _total(sheet, row, (name, service, form.TOTAL), first)
        row += 1
    accept(
        sheet, _cells(4, 1, row - 1), "decimal", "An amount in pounds",
        "Write an amount in pounds, such as 12500.50. Leave the cell empty if it is not known.",
        operator="between", formula1="-999999999999", formula2="999999999999",
    )  # fmt: skip
    choose(sheet, _cells(5, 1, row - 1), (form.YES, form.NO))
    print_well(sheet, landscape=False)


def _total(sheet: Worksheet, row: int, words: tuple[str, ...], first: int) -> None:
    """The total of the rows above, empty while they are."""
    line(sheet, row, words, 1, MONEY, look=MIDDLE)
    lines = f"D{first}:D{row - 1}"
    total = put(sheet, row, 4, None, font=Font(name=FONT, size=11, bold=True, color=BLUE), fill=MIDDLE, boxed=True)
    total.value = f'=IF(COUNT({lines})=0,"",SUM({lines}))'
    total.number_format = MONEY


def _cells(first: int, columns: int, last: int) -> str:
    return f"{get_column_letter(first)}{FIRST_ROW}:{get_column_letter(first + columns - 1)}{last}"
