"""Several files of one shape as one source."""

import gzip
import json
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_loaders.errors import SourceError
from data_loaders.register import full_register
from data_loaders.source_record import fingerprint
from tests.data_loaders.taking import configured, take
from tests.data_loaders.workbooks import xls, xlsx

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "exports"
title = "Exports"
kind = "{kind}"
path = "{path}"

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

"""

BY_ROW = """
[source.period]
column = "Month"
length = "month"

[source.measures]
completed = "Done"
"""

BY_COLUMN = r"""
[source.period]
length = "month"

[[source.columns]]
pattern = '(?P<period>\d{4}-\d\d) done'
measure = "completed"
"""


def described(folder, path="exports/*.csv", kind="csv", tables=BY_ROW, files=None):
    for name, content in (files or {}).items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return configured(folder, TOML.format(kind=kind, path=path) + tables)


def load(folder, files, path="exports/*.csv", tables=BY_ROW):
    return take(described(folder, path, tables=tables, files=files))


MAY = {"exports/2025-05.csv": "Month,Done\n2025-05,4\n", "exports/2025-04.csv": "Month,Done\n2025-04,3\n"}


def test_files_are_read_in_order_of_name(tmp_path):
    assert load(tmp_path, MAY).brief("period_start", "value") == [(date(2025, 4, 1), 3), (date(2025, 5, 1), 4)]


def test_columns_may_stand_in_another_order_in_each_file(tmp_path):
    files = {"exports/a.csv": "Month,Note,Done\n2025-04,x,3\n", "exports/b.csv": "Done,Month\n4,2025-05\n"}
    assert load(tmp_path, files).brief("period_start", "value") == [(date(2025, 4, 1), 3), (date(2025, 5, 1), 4)]


def test_folders_within_folders_and_gzipped_files_belong_to_a_pattern(tmp_path):
    files = {
        "in/2024/03/a.csv.gz": gzip.compress(b"Month,Done\n2024-03,1\n"),
        "in/2025/b.csv": "Month,Done\n2025-04,2\n",
        "in/c.csv": "Month,Done\n2025-05,3\n",
        "in/.hidden.csv": "broken",
        "in/~$c.csv": "what Excel puts beside an open file",
        "in/c.txt": "broken",
    }
    assert load(tmp_path, files, "in/**/*.csv*").brief("value") == [(1,), (2,), (3,)]


def test_a_name_with_brackets_of_its_own_is_a_file_and_no_pattern(tmp_path):
    assert load(tmp_path, {"export[1].csv": "Month,Done\n2025-04,3\n"}, "export[1].csv").brief("row") == [(1,)]


def test_a_refused_row_is_named_by_its_file_and_its_number_there(tmp_path):
    files = MAY | {"exports/2025-06.csv": "Done,Month\n1,2025-06\nx,2025-07\n1,2025-08,9\n"}
    taken = load(tmp_path, files)
    assert taken.reasons() == [
        ("exports/2025-06.csv, row 2", "Done", "x", "Not a number"),
        ("exports/2025-06.csv, row 3", "", "1,2025-08,9", "Row does not fit the header"),
    ]
    assert taken.rows_read == 5


def test_no_two_rows_of_a_set_have_one_number(tmp_path):
    rows = [row for (row,) in load(tmp_path, MAY).brief("row")]
    assert len(set(rows)) == len(rows) == 2


def test_a_file_that_lacks_a_column_is_an_error_that_names_it(tmp_path):
    files = MAY | {"exports/2025-06.csv": "Month,Dome\n2025-06,3\n"}
    with pytest.raises(SourceError) as caught:
        load(tmp_path, files)
    assert str(caught.value) == (
        "the file exports/2025-06.csv has no column 'Done' (it has Dome, Month). Export it with the columns that the "
        "other files of 'exports/*.csv' have, or keep it elsewhere."
    )


def test_a_column_that_no_file_has_is_an_error_for_all_of_them(tmp_path):
    with pytest.raises(SourceError, match=r"the 2 files 'exports/\*\.csv' have no column 'Done' \(it has"):
        load(tmp_path, {name: content.replace("Done", "Dome") for name, content in MAY.items()})


def test_each_file_may_have_periods_of_its_own_across_its_columns(tmp_path):
    files = {"exports/a.csv": "Note,2025-04 done\nx,3\n", "exports/b.csv": "2025-06 done,2025-05 done\n5,4\n"}
    taken = load(tmp_path, files, tables=BY_COLUMN)
    assert sorted(taken.brief("period_start", "value")) == [
        (date(2025, 4, 1), 3),
        (date(2025, 5, 1), 4),
        (date(2025, 6, 1), 5),
    ]


def test_a_file_without_any_period_among_its_columns_is_an_error(tmp_path):
    files = {"exports/a.csv": "2025-04 done\n3\n", "exports/b.csv": "Mai 2025\n4\n"}
    with pytest.raises(SourceError, match=r"the file exports/b.csv has no column .* \(it has Mai 2025\)"):
        load(tmp_path, files, tables=BY_COLUMN)


def test_columns_of_one_name_keep_their_order_in_each_file(tmp_path):
    files = {"exports/a.csv": "Month,Done,Done\n2025-04,1,2\n", "exports/b.csv": "Done,Month,Done\n3,2025-05,4\n"}
    taken = load(tmp_path, files, tables=BY_ROW.replace('"Done"', '"#3"'))
    assert taken.brief("value") == [(2,), (4,)]


def test_a_file_with_a_header_alone_adds_nothing_and_an_empty_one_is_an_error(tmp_path):
    assert load(tmp_path, MAY | {"exports/2025-06.csv": "Month,Done\n"}).brief("value") == [(3,), (4,)]
    with pytest.raises(SourceError, match=r"2025-07\.csv holds no rows"):
        load(tmp_path, {"exports/2025-07.csv": ""})


def test_files_that_have_headers_alone_are_an_error(tmp_path):
    with pytest.raises(SourceError, match="holds no rows"):
        load(tmp_path, dict.fromkeys(MAY, "Month,Done\n"))


def test_a_pattern_without_a_file_is_one_sentence(tmp_path):
    with pytest.raises(SourceError) as caught:
        load(tmp_path, {})
    assert str(caught.value) == (
        "no file is called 'exports/*.csv'. Correct 'path', which is taken from the TOML file's folder."
    )


def test_a_broken_file_among_several_is_named(tmp_path):
    files = MAY | {"exports/2025-06.csv": "Month,Done\n2025-06,£3\n".encode("latin-1")}
    with pytest.raises(SourceError, match=r"2025-06\.csv is not coded as utf-8-sig"):
        load(tmp_path, files)


def test_any_change_to_any_file_is_news(tmp_path):
    configuration = described(tmp_path, files=MAY)
    source, register = configuration.source[0], full_register(configuration)

    def mark():
        return fingerprint(source, register, tmp_path)

    first = mark()
    assert mark() == first
    (tmp_path / "exports/2025-05.csv").write_text("Month,Done\n2025-05,5\n")
    changed = mark()
    (tmp_path / "exports/2025-06.csv").write_text("Month,Done\n2025-06,5\n")
    added = mark()
    (tmp_path / "exports/2025-06.csv").rename(tmp_path / "exports/2025-07.csv")
    assert len({first, changed, added, mark()}) == 4


def write(path, kind, month, done):
    if kind == "json":
        path.write_text(json.dumps([{"Month": month, "Done": done}]))
    elif kind == "parquet":
        pq.write_table(pa.table({"Done": [done], "Month": [month]}), path)
    else:
        {"xlsx": xlsx, "xls": xls}[kind](path, {"Returns": [["Month", "Done"], [month, done]]})


@pytest.mark.parametrize("kind", ["json", "parquet", "xlsx", "xls"])
def test_files_of_every_kind_may_be_several(tmp_path, kind):
    (tmp_path / "exports").mkdir()
    for number, month in enumerate(["2025-04", "2025-05"], 1):
        write(tmp_path / "exports" / f"{month}.{kind}", kind, month, number)
    configuration = described(tmp_path, f"exports/*.{kind}", "excel" if kind.startswith("xls") else kind)
    assert take(configuration).brief("period_start", "value") == [(date(2025, 4, 1), 1), (date(2025, 5, 1), 2)]
