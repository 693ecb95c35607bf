"""Parquet files with the types that systems write."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from data_loaders.errors import SourceError
from data_loaders.reading import open_source
from tests.data_loaders.taking import configured, take

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "lake"
title = "Data lake"
kind = "parquet"
path = "export.parquet"
{extra}

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

[source.period]
column = "month"
length = "month"

[source.measures]
completed = "done"
"""


def described(folder, extra=""):
    return configured(folder, TOML.format(extra=extra))


def load(folder, columns, extra="", **options):
    pq.write_table(pa.table(columns), folder / "export.parquet", **options)
    return take(described(folder, extra))


def test_a_plain_file_is_read_with_row_numbers_from_one(tmp_path):
    taken = load(tmp_path, {"month": ["2025-04", "2025-05"], "done": [3, None]})
    assert taken.brief("row", "value", "status") == [(1, 3, "provided"), (2, None, "not_provided")]


@pytest.mark.parametrize(
    "months",
    [
        pa.array(["2025-04-01"]),
        pa.array(["2025-04"], pa.large_string()),
        pa.array(["2025-04"], pa.string_view()),
        pa.array(["2025-04"]).dictionary_encode(),
        pa.array([b"2025-04"], pa.binary()),
        pa.array([date(2025, 4, 1)]),
        pa.array([datetime(2025, 4, 1)], pa.date64()),
        pa.array([datetime(2025, 4, 30, 23, 59)], pa.timestamp("us")),
        pa.array([datetime(2025, 4, 30, 23, 59)], pa.timestamp("ns")),
        pa.array([datetime(2025, 4, 30, 23, 59, tzinfo=UTC)], pa.timestamp("ms", "UTC")),
        # One in the morning of 1 April in British summer time is midnight in UTC: the clock of the place counts.
        pa.array([datetime(2025, 3, 31, 23, 30, tzinfo=UTC)], pa.timestamp("us", "Europe/London")),
    ],
    ids=lambda array: str(array.type),
)
def test_a_period_may_be_of_any_type_of_text_or_date(tmp_path, months):
    taken = load(tmp_path, {"month": months, "done": [3]})
    assert (taken.brief("period_start", "value"), taken.refusals) == ([(date(2025, 4, 1), 3)], [])


@pytest.mark.parametrize(
    "figures",
    [
        pa.array([12], pa.int8()),
        pa.array([12], pa.uint64()),
        pa.array([12], pa.float16()),
        pa.array([12], pa.float32()),
        pa.array([12.0]),
        pa.array([Decimal("12.00")], pa.decimal128(9, 2)),
        pa.array([Decimal("12.00")], pa.decimal256(50, 2)),
        pa.array([12]).dictionary_encode(),
        pa.array(["12"]),
        pa.array(["£12.00"]).dictionary_encode(),
    ],
    ids=lambda array: str(array.type),
)
def test_a_figure_may_be_of_any_type_of_number_or_text(tmp_path, figures):
    assert load(tmp_path, {"month": ["2025-04"], "done": figures}).brief("value") == [(12,)]


@pytest.mark.parametrize(
    ("figures", "shown"),
    [
        (pa.array([[1, 2]]), "[1, 2]"),
        (pa.array([{"n": 1}]), "{'n': 1}"),
        (pa.array([True]), "true"),
        (pa.array([b"\xff"], pa.binary()), r"b'\xff'"),
        (pa.array([float("nan")]), "nan"),
    ],
)
def test_what_is_no_figure_is_refused_as_it_stands(tmp_path, figures, shown):
    assert load(tmp_path, {"month": ["2025-04"], "done": figures}).reasons() == [("1", "done", shown, "Not a number")]


def test_a_decimal_comma_is_for_text_only(tmp_path):
    columns = {"month": ["2025-04"], "done": [1.5]}
    assert load(tmp_path, columns, 'decimal = ","').brief("value") == [(1.5,)]
    assert load(tmp_path, columns | {"done": ["1.234,5"]}, 'decimal = ","').brief("value") == [(1234.5,)]


def test_rows_come_in_parts_and_only_the_columns_that_are_wanted(tmp_path):
    # 130,000 rows in groups of 60,000 are parts of 50,000 or fewer.
    columns = {"note": ["x"] * 130_000, "done": list(range(130_000)), "month": ["2025-04"] * 130_000}
    pq.write_table(pa.table(columns), tmp_path / "export.parquet", row_group_size=60_000)
    configuration = described(tmp_path)
    with open_source(configuration, configuration.source[0]) as rows:
        batches = list(rows.batches([1, 2]))
    assert all(set(batch.columns) == {1, 2} and len(batch.numbers) <= 50_000 for batch in batches)
    numbers = [number for batch in batches for number in batch.numbers.tolist()]
    assert numbers == list(range(1, 130_001))
    assert [value for batch in batches for value in batch.columns[1].to_pylist()] == list(range(130_000))


def test_columns_with_points_and_colons_in_their_names_are_found(tmp_path):
    pq.write_table(pa.table({"a.month": ["2025-04"], "n:sum": [3], "a": [1]}), tmp_path / "export.parquet")
    toml = TOML.format(extra="").replace('"month"\nlength', '"a.month"\nlength').replace('"done"', '"n:sum"')
    assert take(configured(tmp_path, toml)).brief("value") == [(3,)]


def test_columns_of_one_name_are_told_apart_by_their_place(tmp_path):
    table = pa.Table.from_arrays([pa.array([7]), pa.array(["2025-04"]), pa.array([3])], names=["done", "month", "done"])
    pq.write_table(table, tmp_path / "export.parquet")
    toml = TOML.format(extra="").replace('"done"', '"#3"')
    assert take(configured(tmp_path, toml)).brief("value") == [(3,)]


@pytest.mark.parametrize("cut", [0, 3, 40, -20])
def test_a_file_that_was_cut_short_is_one_sentence(tmp_path, cut):
    pq.write_table(pa.table({"month": ["2025-04"], "done": [3]}), tmp_path / "whole.parquet")
    (tmp_path / "export.parquet").write_bytes((tmp_path / "whole.parquet").read_bytes()[:cut])
    with pytest.raises(SourceError) as caught:
        take(described(tmp_path))
    said = caught.value.sentence("lake")
    assert "export.parquet cannot be read: " in said
    assert "Export it again. The figures loaded before stay." in said
    assert "\n" not in said


def test_a_file_whose_middle_is_damaged_is_one_sentence(tmp_path):
    pq.write_table(pa.table({"month": ["2025-04"] * 999, "done": range(999)}), tmp_path / "export.parquet")
    content = bytearray((tmp_path / "export.parquet").read_bytes())
    content[4:400] = bytes(396)
    (tmp_path / "export.parquet").write_bytes(content)
    with pytest.raises(SourceError, match="cannot be read: "):
        take(described(tmp_path))


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [
        ({"month": pa.array([], pa.string()), "done": pa.array([], pa.int64())}, "holds no rows"),
        ({"month": ["2025-04"], "dome": [3]}, "the file export.parquet has no column 'done' (it has dome, month)"),
    ],
)
def test_a_file_with_nothing_to_load_is_one_sentence(tmp_path, columns, sentence):
    with pytest.raises(SourceError) as caught:
        load(tmp_path, columns)
    assert sentence in str(caught.value)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path):
    with pytest.raises(SourceError, match="there is no file"):
        take(described(tmp_path))
