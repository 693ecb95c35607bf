"""CSV files as councils' systems write them."""

import gzip

import pytest

from data_loaders.errors import SourceError
from tests.data_loaders.taking import configured, take

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "crm"
title = "Customer database"
kind = "csv"
path = "export.csv"
{extra}

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"

[source.period]
column = "{month}"
length = "month"

[source.measures]
completed = "{done}"
"""


def load(folder, content, extra="", month="Month", done="Done", name="export.csv"):
    toml = TOML.format(extra=extra, month=month, done=done).replace("export.csv", name)
    return take(configured(folder, toml, {name: content}))


def completed(taken):
    return taken.brief("row", "value")


def test_a_plain_file_is_read_with_row_numbers_from_one(tmp_path):
    assert completed(load(tmp_path, "Month,Done\n2025-04,3\n2025-05,4\n")) == [(1, 3), (2, 4)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "windows-1252", "utf-16", "utf-16-le", "iso-8859-15"])
def test_any_encoding_is_read_once_it_is_named(tmp_path, encoding):
    extra = "" if encoding.startswith("utf-8") else f'encoding = "{encoding}"'
    content = "Month,Spend (£)\r\n2025-04,£3\r\n".encode(encoding)
    assert completed(load(tmp_path, content, extra, done="Spend (£)")) == [(1, 3)]


def test_a_gzipped_file_is_unpacked(tmp_path):
    content = gzip.compress(b"Month,Done\n2025-04,3\n")
    assert completed(load(tmp_path, content, name="export.csv.gz")) == [(1, 3)]


@pytest.mark.parametrize("encoding", ["windows-1252", "utf-16"])
def test_a_gzipped_file_may_have_any_encoding(tmp_path, encoding):
    content = gzip.compress("Month,Spend (£)\n2025-04,£3\n".encode(encoding))
    extra = f'encoding = "{encoding}"'
    assert completed(load(tmp_path, content, extra, done="Spend (£)", name="export.csv.gz")) == [(1, 3)]


def test_tabs_may_stand_between_columns(tmp_path):
    content = "Month\tDone\r\n2025-04\t1,204\r\n2025-05\t1 204\r\n"
    assert completed(load(tmp_path, content, r'delimiter = "\t"')) == [(1, 1204), (2, 1204)]


def test_amounts_are_read_as_finance_systems_write_them(tmp_path):
    written = ["£1,234.50", "(£1,234.50)", "1 234.50", "-1234.5", "£ 12", "€12", "12 €"]
    content = "Month\tDone\n" + "".join(f"2025-{n:02d}\t{amount}\n" for n, amount in enumerate(written, 1))
    toml = TOML.format(extra=r'delimiter = "\t"' + '\ncost_basis = "full"', month="Month", done="Done")
    taken = take(configured(tmp_path, toml.replace("completed =", "cost ="), {"export.csv": content}))
    assert [value for (value,) in taken.brief("value")] == [1234.5, -1234.5, 1234.5, -1234.5, 12, 12, 12]


def test_brackets_are_below_zero_so_a_count_in_them_is_refused(tmp_path):
    taken = load(tmp_path, "Month,Done\n2025-04,(12)\n2025-05,3\n")
    assert taken.reasons() == [("1", "Done", "(12)", "Negative count")]


def test_a_comma_may_stand_before_the_decimals(tmp_path):
    content = "Month;Done\n2025-04;1.234,56\n2025-05;7,5\n2025-06;1234.5\n"
    taken = load(tmp_path, content, 'delimiter = ";"\ndecimal = ","')
    assert completed(taken) == [(1, 1234.56), (2, 7.5)]
    assert taken.reasons() == [("3", "Done", "1234.5", "Not a number")]


def test_empty_lines_are_no_rows_wherever_they_stand(tmp_path):
    taken = load(tmp_path, "Month,Done\r\n2025-04,3\r\n\r\n2025-05,4\r\n\r\n\r\n")
    assert (completed(taken), taken.rows_read, taken.left_out) == ([(1, 3), (2, 4)], 2, {})


def test_semicolons_and_lines_above_the_header_are_passed(tmp_path):
    content = 'Exported on 3 May\n"Waste; all areas"\nMonth;Done\n2025-04;1,204\n'
    assert completed(load(tmp_path, content, 'delimiter = ";"\nskip_rows = 2')) == [(1, 1204)]


def test_cells_may_hold_newlines_commas_and_quotes(tmp_path):
    content = 'Month,Note,Done\n2025-04,"said ""no"",\nthen yes",3\n2025-05,x,4\n'
    assert completed(load(tmp_path, content)) == [(1, 3), (2, 4)]


def test_headers_with_newlines_are_found_by_name_and_empty_ones_by_place(tmp_path):
    content = '"Month\nof report",,\n2025-04,3,9\n'
    assert completed(load(tmp_path, content, month="Month\\nof report", done="#2")) == [(1, 3)]


def test_a_row_that_does_not_fit_the_header_is_refused_and_keeps_its_number(tmp_path):
    taken = load(tmp_path, "Month,Done\n2025-04,3\n2025-05\n2025-06,5,6\n2025-07,7\n")
    assert completed(taken) == [(1, 3), (4, 7)]
    assert taken.reasons() == [
        ("2", "", "2025-05", "Row does not fit the header"),
        ("3", "", "2025-06,5,6", "Row does not fit the header"),
    ]
    assert "The header has 2 columns, the row 1." in taken.refusals[0].remedy
    assert taken.rows_read == 4


def test_a_file_of_misfits_alone_still_says_so(tmp_path):
    taken = load(tmp_path, "Month,Done\n2025-04,3,4\n")
    assert (taken.observations, taken.rows_read) == ([], 1)
    assert taken.reasons() == [("1", "", "2025-04,3,4", "Row does not fit the header")]


def test_a_file_larger_than_one_block_keeps_counting_rows(tmp_path):
    # Each row is 1 kB; 6,000 of them are more than the 1 MiB that is parsed at a time.
    rows = "".join(f"2025-{1 + n % 12:02d},{'x' * 1000},{n}\n" for n in range(1, 6001))
    taken = load(tmp_path, "Month,Note,Done\n" + rows.replace("2025-04", "2025-04,surplus", 1))
    assert (taken.rows_read, len(taken.observations), len(taken.refusals)) == (6000, 5999, 1)
    assert all(row == value for row, value in completed(taken))


def test_rows_that_are_blank_are_counted_as_left_out(tmp_path):
    taken = load(tmp_path, "Month,Done\n2025-04,3\n,\n2025-05,4\n")
    assert (completed(taken), taken.left_out) == ([(1, 3), (3, 4)], {"The row is blank.": 1})


@pytest.mark.parametrize(
    ("content", "extra", "sentence"),
    [
        (None, "", "there is no file"),
        (b"", "", "holds no rows"),
        (b"Month,Done\n", "", "holds no rows"),
        (b"Month,Done\n", "skip_rows = 5", "holds no rows"),
        ("Month,Spend (£)\n".encode("latin-1") + b"2025-04,3\n", "", "is not coded as utf-8-sig. Set 'encoding'"),
        (b"Month,Done\n2025-04,\xa33\n", "", "is not coded as utf-8-sig. Set 'encoding'"),
        (b"Month,Done\n2025-04,3\n", 'encoding = "klingon"', "'klingon' is no encoding"),
        (b"Month,Dome\n2025-04,3\n", "", "the file export.csv has no column 'Done' (it has Dome, Month)"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(tmp_path, content, extra, sentence):
    if content is None:
        configuration = configured(tmp_path, TOML.format(extra=extra, month="Month", done="Done"))
    else:
        configuration = configured(
            tmp_path, TOML.format(extra=extra, month="Month", done="Done"), {"export.csv": content}
        )
    with pytest.raises(SourceError) as caught:
        take(configuration)
    said = caught.value.sentence("crm")
    assert sentence in said
    assert said.startswith("Source 'crm': ")
    assert said.endswith("The figures loaded before stay.")
    assert "\n" not in said


def test_a_file_that_is_no_gzip_is_one_sentence(tmp_path):
    with pytest.raises(SourceError, match="cannot be read"):
        load(tmp_path, b"Month,Done\n2025-04,3\n", name="export.csv.gz")


def test_a_gzip_file_that_was_cut_short_is_one_sentence(tmp_path):
    rows = b"".join(b"2025-%02d,%d\n" % (1 + n % 12, n) for n in range(50_000))
    content = gzip.compress(b"Month,Done\n" + rows)
    with pytest.raises(SourceError, match=r"cannot be read: .*\. Export it again\."):
        load(tmp_path, content[: len(content) // 2], name="export.csv.gz")


@pytest.mark.parametrize("name", ["export.csv", "export.csv.gz"])
def test_a_file_that_begins_as_utf_16_is_said_to_be_one(tmp_path, name):
    content = "Month,Done\n2025-04,3\n".encode("utf-16")
    with pytest.raises(SourceError, match=r"is not coded as utf-8-sig\. Set 'encoding', to 'utf-16'\."):
        load(tmp_path, gzip.compress(content) if name.endswith("gz") else content, name=name)


def test_half_a_utf_16_character_is_one_sentence(tmp_path):
    content = "Month,Done\n2025-04,3\n2025-05,4\n".encode("utf-16")[:-1]
    with pytest.raises(SourceError, match=r"is not coded as utf-16\.|cannot be read:"):
        load(tmp_path, content, 'encoding = "utf-16"')


def test_a_folder_is_no_file(tmp_path):
    (tmp_path / "export.csv").mkdir()
    with pytest.raises(SourceError, match="is a folder"):
        take(configured(tmp_path, TOML.format(extra="", month="Month", done="Done")))
