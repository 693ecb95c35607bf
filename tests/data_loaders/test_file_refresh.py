"""Files on the whole way into the warehouse: what is refused is named, and a broken file takes nothing away."""

import gzip
import io
import json
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from typer.testing import CliRunner

from data_loaders.__main__ import app
from kpis.definitions import catalogue
from tests.data_loaders.taking import SITE
from tests.data_loaders.workbooks import xls, xlsx
from warehouse.file_store import FileStore
from warehouse.library import Library

TOML = """
[[service]]
key = "bins"
name = "Bins"

[[source]]
name = "returns"
title = "Returns"
kind = "{kind}"
path = "{path}"
{extra}
[source.council]
fixed = "STG"
[source.service]
fixed = "bins"
[source.channel]
fixed = "web"
[source.period]
column = "Month"
length = "month"
[source.measures]
completed = "Done"
"""

ROWS = [["Month", "Done"], ["2025-04", 7], ["2025-05", 8]]
CSV = b"Month,Done\n2025-04,7\n2025-05,8\n"
LONG = b"Month,Done\n" + b"".join(b"2025-%02d,%d\n" % (1 + n % 12, n) for n in range(40_000))
JSON = json.dumps([dict(zip(ROWS[0], row, strict=True)) for row in ROWS[1:]]).encode()


class Site:
    """A folder with a description and a warehouse."""

    def __init__(self, folder):
        self.folder = folder

    def refresh(self, kind, path, extra=""):
        """Describe the source and load it."""
        (self.folder / "sources.toml").write_text(SITE + TOML.format(kind=kind, path=path, extra=extra))
        return CliRunner().invoke(app, ["refresh", str(self.folder / "sources.toml")])

    def reader(self):
        """What the warehouse holds."""
        return Library(FileStore(self.folder / "warehouse"), catalogue()).reader()

    def figures(self):
        """Month and value of every figure."""
        return [(each.period.start, each.value) for each in self.reader().observed("STG", "bins", ("completed",))]


@pytest.fixture
def site(tmp_path):
    return Site(tmp_path)


def test_a_row_that_is_refused_in_the_warehouse_is_named_by_its_file_too(site):
    (site.folder / "a.csv").write_bytes(CSV)
    (site.folder / "b.csv").write_bytes(b"Done,Month\n7,2025-04\nx,2025-06\n9,2025-07\n")
    done = site.refresh("csv", "?.csv")
    assert done.exit_code == 0
    assert "5 rows read, 2 refused (" in done.stdout
    assert [(each.row, each.reason) for each in site.reader().refused_rows()] == [
        ("b.csv, row 2", "Not a number"),
        ("b.csv, row 1", "Duplicate of an earlier row"),
    ]
    assert site.figures() == [
        (date(2025, 4, 1), Decimal(7)),
        (date(2025, 5, 1), Decimal(8)),
        (date(2025, 7, 1), Decimal(9)),
    ]


def test_the_rows_of_one_file_keep_their_plain_numbers(site):
    xlsx(site.folder / "a.xlsx", {"Returns": [*ROWS, [None, None], ["soon", 1]]})
    site.refresh("excel", "a.xlsx")
    assert [each.row for each in site.reader().refused_rows()] == ["5"]


def workbook(folder, rows=ROWS, write=xlsx):
    write(folder / "made", {"Returns": rows})
    return (folder / "made").read_bytes()


def locked(folder):
    content = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook(folder))).encrypt("secret", content)
    return content.getvalue()


def parquet(folder, columns):
    pq.write_table(pa.table(columns), folder / "made")
    return (folder / "made").read_bytes()


MONTHS = {"Month": ["2025-04", "2025-05"]}

BROKEN = {
    "gzip cut short": ("csv", "a.csv.gz", "", lambda _: gzip.compress(LONG)[:2000], "a.csv.gz cannot be read"),
    "no gzip": ("csv", "a.csv.gz", "", lambda _: CSV, "a.csv.gz cannot be read"),
    "other encoding": ("csv", "a.csv", "", lambda _: CSV + b"\xa3", "is not coded as utf-8-sig. Set 'encoding'"),
    "column gone": (
        "csv",
        "a.csv",
        "",
        lambda _: CSV.replace(b"Done", b"Dome"),
        "no column 'Done' (it has Dome, Month",
    ),
    "no rows": ("csv", "a.csv", "", lambda _: b"", "holds no rows. Export it again"),
    "json cut short": ("json", "a.json", "", lambda _: JSON[:-5], "is not JSON"),
    "json without records": ("json", "a.json", 'records = "data"', lambda _: JSON, "gives no list of objects"),
    "no workbook": ("excel", "a.xlsx", "", lambda _: CSV, "is no Excel workbook"),
    "workbook cut short": ("excel", "a.xlsx", "", lambda f: workbook(f)[:-900], "a.xlsx is damaged"),
    "old workbook cut short": ("excel", "a.xls", "", lambda f: workbook(f, write=xls)[:2000], "a.xls is damaged"),
    "password": ("excel", "a.xlsx", "", locked, "is protected by a password"),
    "sheet gone": ("excel", "a.xlsx", 'sheet = "Costs"', workbook, "has no sheet 'Costs' (it has 1 'Returns')"),
    "workbook's column gone": (
        "excel",
        "a.xlsx",
        "",
        lambda f: workbook(f, [["Month"], ["2025-04"]]),
        "(it has Month)",
    ),
    "parquet cut short": ("parquet", "a.parquet", "", lambda f: parquet(f, MONTHS)[:-9], "a.parquet cannot be read"),
    "parquet's column gone": (
        "parquet",
        "a.parquet",
        "",
        lambda f: parquet(f, MONTHS),
        "no column 'Done' (it has Month)",
    ),
    "no file of the pattern": ("csv", "in/*.csv", "", None, "no file is called 'in/*.csv'. Correct 'path'"),
}


def test_a_broken_file_is_one_sentence_and_the_figures_loaded_before_stay(site):
    (site.folder / "good.csv").write_bytes(CSV)
    assert site.refresh("csv", "good.csv").exit_code == 0
    before = site.figures()
    assert before == [(date(2025, 4, 1), Decimal(7)), (date(2025, 5, 1), Decimal(8))]
    for name, (kind, path, extra, make, sentence) in BROKEN.items():
        if make:
            (site.folder / path).write_bytes(make(site.folder))
        done = site.refresh(kind, path, extra)
        said = done.stderr.splitlines()
        assert (name, done.exit_code, len(said)) == (name, 1, 1)
        assert said[0].startswith("Source 'returns': "), name
        assert sentence in said[0]
        assert said[0].endswith("The figures loaded before stay."), name
        assert site.figures() == before, name
