"""The same small table gives the same observations, whichever kind of file it is written as."""

import csv
import gzip
import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data_loaders.register import full_register
from tests.data_loaders.taking import configured, take
from tests.data_loaders.workbooks import xls, xlsx

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "returns"
title = "Returns"
kind = "{kind}"
path = "{path}"
cost_basis = "full"
{extra}

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

[source.channel]
column = "Rôute"
map = {{ Online = "web", "Par téléphone" = "phone" }}

[source.period]
column = "Month"
length = "month"

[source.measures]
completed = "Done"
cost = "Spend (£)"
"""

HEADERS = ["Month", "Rôute", "Done", "Spend (£)"]

tables = st.lists(
    st.tuples(
        st.dates(date(2020, 1, 1), date(2026, 12, 31)),
        st.sampled_from(["Online", "Par téléphone", "Fax"]),
        st.none() | st.integers(-5, 2_000_000),
        st.none() | st.decimals(-99_999, 9_999_999, places=2),
    ),
    min_size=1,
    max_size=8,
)


def text(value, decimal="."):
    """A value as a person writes it, with thousands apart."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    written = f"{value:,}"
    return written if decimal == "." else written.translate(str.maketrans(",.", ".,"))


def write_csv(path, rows, encoding="utf-8", delimiter=",", decimal=".", end="\n", title=()):
    with (gzip.open if path.suffix == ".gz" else open)(path, "wt", encoding=encoding, newline="") as file:
        file.writelines(f"{line}{end}" for line in title)
        writer = csv.writer(file, delimiter=delimiter, lineterminator=end)
        writer.writerow(HEADERS)
        writer.writerows([text(value, decimal) for value in row] for row in rows)


def plain(row):
    """A row as a spreadsheet or a JSON file holds it."""
    return [float(value) if isinstance(value, Decimal) else value for value in row]


def write_json(path, rows, lines=False):
    records = [dict(zip(HEADERS, [row[0].isoformat(), *plain(row)[1:]], strict=True)) for row in rows]
    content = "\n".join(map(json.dumps, records)) if lines else json.dumps(records)
    path.write_text(content, encoding="utf-8")


def write_parquet(path, rows):
    types = [pa.date32(), pa.string(), pa.int64(), pa.decimal128(12, 2)]
    columns = [pa.array(values, kind) for values, kind in zip(zip(*rows, strict=True), types, strict=True)]
    pq.write_table(pa.Table.from_arrays(columns, names=HEADERS), path)


def write_excel(path, rows):
    {".xlsx": xlsx, ".xls": xls}[path.suffix](path, {"Returns": [["Permits"], HEADERS, *map(plain, rows)]})


WAYS = {
    "comma.csv": ("csv", "", write_csv, {}),
    "bom.csv.gz": ("csv", "", write_csv, {"encoding": "utf-8-sig", "end": "\r\n"}),
    "semicolon.csv": (
        "csv",
        'delimiter = ";"\nencoding = "windows-1252"\ndecimal = ","\nskip_rows = 2',
        write_csv,
        {"delimiter": ";", "encoding": "windows-1252", "decimal": ",", "title": ("Permits", "")},
    ),
    "tab.csv": ("csv", 'delimiter = "\\t"\nencoding = "utf-16"', write_csv, {"delimiter": "\t", "encoding": "utf-16"}),
    "sheet.xlsx": ("excel", "skip_rows = 1", write_excel, {}),
    "sheet.xls": ("excel", "skip_rows = 1", write_excel, {}),
    "records.json": ("json", "", write_json, {}),
    "lines.json": ("json", "lines = true", write_json, {"lines": True}),
    "columns.parquet": ("parquet", "", write_parquet, {}),
}


@cache
def known_councils():
    """The register without additions, which takes longer to read than a table."""
    with TemporaryDirectory() as folder:
        return full_register(configured(Path(folder), ""))


def taken(folder, name, rows):
    """What one way of writing the rows gives: observations and refusals, by the row's place in the table."""
    kind, extra, write, options = WAYS[name]
    write(folder / name, rows, **options)
    configuration = configured(folder, TOML.format(kind=kind, path=name, extra=extra))
    got = take(configuration, register=known_councils())
    above = 2 if kind == "excel" else 0
    observations = [tuple((row | {"row": row["row"] - above}).values()) for row in got.observations]
    refusals = [(int(each.row) - above, each.column, each.reason) for each in got.refusals]
    return observations, refusals, got.rows_read


def expected(rows):
    """What the table says, row by row."""
    said = []
    for measure, place in (("completed", 2), ("cost", 3)):
        for number, row in enumerate(rows, 1):
            value = row[place]
            refused = row[1] == "Fax" or (measure == "completed" and value is not None and value < 0)
            silent = row[2] is not None and row[2] < 0 and row[3] is None
            if not refused and not silent:
                said.append((number, measure, None if value is None else Decimal(value)))
    return said


@settings(max_examples=25, deadline=None)
@given(tables)
def test_A2_every_kind_of_file_gives_the_same_observations(rows):
    with TemporaryDirectory() as folder:
        first, *others = (taken(Path(folder), name, rows) for name in WAYS)
    for name, other in zip(list(WAYS)[1:], others, strict=True):
        assert other == first, name
    # Row number, measure and value stand at these places of an observation.
    assert [(row[11], row[5], row[9]) for row in first[0]] == expected(rows)


@pytest.mark.parametrize("name", WAYS)
def test_a_table_that_is_known_by_heart_is_read_from_every_kind_of_file(tmp_path, name):
    rows = [
        (date(2025, 4, 1), "Online", 1_204, Decimal("1407.25")),
        (date(2025, 4, 1), "Par téléphone", None, Decimal("-12.50")),
        (date(2025, 5, 1), "Fax", 3, None),
        (date(2025, 5, 1), "Online", -3, Decimal(0)),
    ]
    observations, refusals, read = taken(tmp_path, name, rows)
    assert [(row[2], row[5], row[9]) for row in observations] == [
        ("web", "completed", 1204),
        ("phone", "completed", None),
        ("web", "cost", Decimal("1407.25")),
        ("phone", "cost", Decimal("-12.50")),
        ("web", "cost", 0),
    ]
    assert refusals == [(3, "Rôute", "Unknown channel"), (4, "Done", "Negative count")]
    assert read == 4
