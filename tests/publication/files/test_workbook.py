"""The spreadsheet keeps each rule of METHODS P6, read again by another library."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from publication.files.about import Subject
from publication.files.workbook import workbook
from tests.publication.given import InMemory, hidden, row, rows

SUBJECT = Subject("Figures of two councils", "https://open.example.org/open/release/7/kpi/completion_rate/all/")


def opened(given):
    return load_workbook(BytesIO(workbook(InMemory(given), given, SUBJECT)))


@pytest.fixture(scope="module")
def book():
    return opened(rows())


@pytest.fixture(scope="module")
def content():
    return ZipFile(BytesIO(workbook(InMemory(rows()), rows(), SUBJECT)))


def cells(sheet):
    return [list(line) for line in sheet.iter_rows(values_only=True)]


def tables(book):
    return [sheet for sheet in book if sheet.title not in ("Cover", "Contents", "Notes")]


def records(sheet):
    """The rows of the sheet's table as heading and value."""
    table = next(iter(sheet.tables.values()))
    headings, *lines = [[cell.value for cell in line] for line in sheet[table.ref]]
    return [dict(zip(headings, line, strict=True)) for line in lines]


def test_P6_cover_contents_and_notes_come_first_and_then_a_sheet_for_each_kpi(book):
    assert book.sheetnames == ["Cover", "Contents", "Notes", "1 Completion rate", "2 Cost, 12 months"]
    assert [line[0] for line in cells(book["Contents"])[3:]] == book.sheetnames[3:]


def test_P6_every_sheet_but_the_cover_has_one_table_marked_as_one_with_a_name_of_its_own(book):
    named = [name for sheet in book if sheet.title != "Cover" for name in sheet.tables]
    assert len(named) == len(set(named)) == len(book.sheetnames) - 1
    assert all(len(sheet.tables) == 1 for sheet in book if sheet.title != "Cover")


def test_P6_a_table_begins_in_column_a_with_one_header_row_and_nothing_stands_below_it(book):
    for sheet in tables(book):
        table = next(iter(sheet.tables.values()))
        assert table.ref.startswith("A")
        assert table.ref.endswith(sheet.dimensions.split(":")[1])
        headings = [cell.value for cell in sheet[table.ref][0]]
        assert len(set(headings)) == len(headings)
        assert all(headings)
        assert table.headerRowCount in (None, 1)


def test_P6_the_title_stands_in_a1_and_the_number_of_tables_below_it(book):
    for sheet in tables(book):
        assert sheet["A1"].value.startswith(f"Table {sheet.title[0]}: ")
        assert sheet["A2"].value.startswith("This worksheet contains one table.")


def test_P6_notes_are_referred_to_in_words_and_explain_every_marker(book):
    explained = " ".join(str(line[1]) for line in cells(book["Notes"]))
    used = {str(value) for sheet in tables(book) for one in records(sheet) for value in one.values()}
    markers = {value for value in used if value.startswith("[")}
    assert markers == {"[c]", "[x]"}
    assert all(marker in explained for marker in markers | {"[z]", "'none'"})
    assert "[note 1]" in book["1 Completion rate"]["A2"].value


def test_P6_no_row_column_or_cell_of_a_table_is_blank_merged_or_hidden(book):
    for sheet in book:
        assert not sheet.merged_cells.ranges
        assert not any(size.hidden for size in [*sheet.row_dimensions.values(), *sheet.column_dimensions.values()])
        assert all(any(value is not None for value in line) for line in cells(sheet))
        assert sheet.sheet_state == "visible"
    assert all(value not in (None, "") for sheet in tables(book) for one in records(sheet) for value in one.values())


def test_P6_there_are_no_frozen_panes_filters_pictures_macros_or_formulas(book, content):
    for sheet in book:
        assert sheet.freeze_panes is None
        assert sheet.auto_filter.ref is None
        assert all(table.autoFilter is None for table in sheet.tables.values())
        assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)
    assert not [name for name in content.namelist() if "media" in name or "vba" in name]


def test_P6_nothing_is_said_by_colour_alone(book):
    for sheet in tables(book):
        colours = {cell.fill.fgColor.rgb for line in sheet.iter_rows() for cell in line if cell.fill.fill_type}
        assert not colours


def test_P6_the_document_has_a_title_and_a_language_and_opens_at_a1(book):
    assert book.properties.title == SUBJECT.title
    assert book.properties.language == "en-GB"
    for sheet in book:
        assert sheet.sheet_view.selection[0].activeCell in (None, "A1")
    assert book.active.title == "Cover"


def test_P6_numbers_are_numbers_and_equal_the_rows(book):
    given = [one for one in rows() if one.kpi == "completion_rate"]
    for one, line in zip(given, records(book["1 Completion rate"]), strict=True):
        if one.figure.value is None:
            assert line["Value"] == line["Numerator"] == line["Lower 95% limit"] in ("[c]", "[x]")
        else:
            assert line["Value"] == pytest.approx(one.figure.value, rel=1e-15)
            assert line["Numerator"] == one.figure.numerator


def test_P9_the_cover_carries_licence_sources_release_and_contact(book):
    said = " ".join(str(line[0]) for line in cells(book["Cover"]))
    for words in ("release 7", "12 May 2026", "Open Government Licence v3.0", "Case records", "open@example.org"):
        assert words in said


def test_a_name_that_begins_like_a_formula_stays_a_text(book):
    service = next(line["Service"] for line in records(book["1 Completion rate"]) if line["Value"] == "[c]")
    assert service == "=Garden waste, paid"


def test_text_that_the_writer_would_take_for_links_or_notes_stands_as_it_is():
    given = [row(caution="see [a](https://example.org) and [b](https://example.org), $$note9$$")]
    caution = records(tables(opened(given))[0])[0]["Caution"]
    assert "[a] (https://example.org)" in caution
    assert "$ $note9$ $" in caution


def test_a_sheet_of_hidden_figures_only_is_still_a_table():
    assert records(tables(opened([hidden()]))[0])[0]["Value"] == "[c]"


def test_every_part_has_the_same_fixed_time(content):
    assert {part.date_time for part in content.infolist()} == {(1980, 1, 1, 0, 0, 0)}
