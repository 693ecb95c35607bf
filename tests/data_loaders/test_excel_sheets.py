"""Files that are called Excel files: damaged, locked, or something else."""

import io
import random
import struct
import zipfile
from contextlib import suppress

import pytest
import xlwt
from msoffcrypto.format.ooxml import OOXMLFile
from xlwt.CompoundDoc import XlsDoc

from configuration import Source
from data_loaders.errors import SourceError
from data_loaders.excel_sheets import read_sheet
from tests.data_loaders.taking import configured
from tests.data_loaders.test_excel_rows import BY_ROW, TOML
from tests.data_loaders.workbooks import WRITERS, xls, xlsx

ROWS = {"Returns": [["Month", "Done"], ["2025-04", 3], ["2025-05", 4]]}


def source(folder, kind="xlsx") -> Source:
    return configured(folder, TOML.format(kind=kind, extra="") + BY_ROW.format(period="")).source[0]


def refused(folder, content, kind="xlsx"):
    path = folder / f"returns.{kind}"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_sheet(source(folder, kind), path)
    said = caught.value.sentence("returns")
    assert str(path) in said or path.name in said
    assert said.endswith("The figures loaded before stay.")
    assert "\n" not in said
    return str(caught.value)


def written(folder, kind="xlsx"):
    WRITERS[kind](folder / f"good.{kind}", ROWS)
    return (folder / f"good.{kind}").read_bytes()


@pytest.mark.parametrize("content", [b"", b"Month,Done\n2025-04,3\n", b"\x00\x01\x02"])
def test_a_file_that_is_no_workbook_is_one_sentence(tmp_path, content):
    assert "is no Excel workbook. Open it in Excel and save it as .xlsx, or export it as CSV" in refused(
        tmp_path, content
    )


def test_a_web_page_that_is_called_xls_says_so(tmp_path):
    # Many systems' "Excel export" is an HTML table.
    assert "is no Excel workbook but a web page." in refused(tmp_path, b"\n<html><table><tr><td>Month", "xls")


def test_a_zip_file_with_something_else_is_no_workbook(tmp_path):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr("readme.txt", "hello")
    assert refused(tmp_path, content.getvalue())


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_file_with_the_other_formats_name_is_read_by_what_it_holds(tmp_path, kind):
    other = "xls" if kind == "xlsx" else "xlsx"
    path = tmp_path / f"returns.{other}"
    path.write_bytes(written(tmp_path, kind))
    assert read_sheet(source(tmp_path, other), path).cells[1][0] == "2025-04"


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_file_that_was_cut_short_is_one_sentence(tmp_path, kind):
    content = written(tmp_path, kind)
    said = refused(tmp_path, content[: len(content) // 2], kind)
    assert "xport it again" in said


def test_a_workbook_with_a_password_is_one_sentence(tmp_path):
    xlsx(tmp_path / "good.xlsx", ROWS)
    locked = io.BytesIO()
    with (tmp_path / "good.xlsx").open("rb") as file:
        OOXMLFile(file).encrypt("secret", locked)
    assert "is protected by a password. Save it without one" in refused(tmp_path, locked.getvalue())


def test_an_old_workbook_with_a_password_is_one_sentence(tmp_path):
    book = xlwt.Workbook()
    book.add_sheet("Returns").write(0, 0, "Month")
    stream = book.get_biff_data()
    # A FILEPASS record after the first one says that all that follows is encrypted.
    end = 4 + struct.unpack("<H", stream[2:4])[0]
    locked = io.BytesIO()
    XlsDoc().save(locked, stream[:end] + struct.pack("<HHHHH", 0x2F, 6, 1, 1, 1)[:10] + stream[end:])
    assert "is protected by a password" in refused(tmp_path, locked.getvalue(), "xls")


def test_a_figure_in_a_far_corner_is_named_instead_of_filling_the_memory(tmp_path):
    rows = [*ROWS["Returns"]]
    xlsx(tmp_path / "far.xlsx", {"Returns": rows})
    content = io.BytesIO()
    with zipfile.ZipFile(tmp_path / "far.xlsx") as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
            new.writestr(name, text.replace(b"</sheetData>", far) if "sheet1" in name else text)
    assert "reaches to the cell XFD1048576, too far to be read. Delete what stands far from the table." in refused(
        tmp_path, content.getvalue()
    )


def test_a_sheet_without_addresses_is_read_in_order(tmp_path):
    # The addresses of rows and cells may be left out; errors are still found at their place.
    xlsx(tmp_path / "good.xlsx", ROWS)
    content = io.BytesIO()
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row><c t="inlineStr"><is><t>Month</t></is></c><c t="inlineStr"><is><t>Done</t></is></c></row>'
        b'<row><c t="inlineStr"><is><t>2025-04</t></is></c><c t="e"><v>#REF!</v></c></row></sheetData></worksheet>'
    )
    with zipfile.ZipFile(tmp_path / "good.xlsx") as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, sheet if "sheet1" in name else old.read(name))
    path = tmp_path / "returns.xlsx"
    path.write_bytes(content.getvalue())
    assert read_sheet(source(tmp_path), path).cells[1] == ["2025-04", "#REF! in B2"]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_damaged_file_is_read_or_refused_and_never_ends_the_program(tmp_path, kind):
    content, chance = written(tmp_path, kind), random.Random(2017)
    path, described = tmp_path / f"returns.{kind}", source(tmp_path, kind)
    for _ in range(120):
        damaged = bytearray(content)
        for _ in range(12):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        path.write_bytes(bytes(damaged))
        with suppress(SourceError):
            assert read_sheet(described, path).cells is not None


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(SourceError, match="there is no file"):
        read_sheet(source(tmp_path), tmp_path / "returns.xlsx")


def test_both_formats_have_the_same_cells(tmp_path):
    xlsx(tmp_path / "a.xlsx", ROWS)
    xls(tmp_path / "a.xls", ROWS)
    described = source(tmp_path)
    assert read_sheet(described, tmp_path / "a.xlsx").cells == read_sheet(described, tmp_path / "a.xls").cells
