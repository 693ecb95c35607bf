"""Excel sheets as councils keep them, each written as .xlsx and as .xls and read back."""

from datetime import date, datetime

import pytest

from data_loaders.errors import SourceError
from tests.data_loaders.taking import configured, take
from tests.data_loaders.workbooks import WRITERS, Error, xls, xlsx

TOML = """
[[service]]
key = "permits"
name = "Permits"

[[source]]
name = "returns"
title = "Monthly returns"
kind = "excel"
path = "returns.{kind}"
{extra}

[source.council]
fixed = "STG"

[source.service]
fixed = "permits"
"""

BY_ROW = """
[source.period]
column = "Month"
length = "month"
{period}

[source.measures]
completed = "Done"
"""

BY_COLUMN = """
[source.channel]
column = "Route"
map = { Online = "web", Phone = "phone" }

[source.period]
length = "month"

[[source.columns]]
pattern = '%s'
measure = "completed"
"""

both_kinds = pytest.mark.parametrize("kind", ["xlsx", "xls"])


def load(folder, kind, sheets, extra="", tables="", period="", **options):
    sheets = sheets if isinstance(sheets, dict) else {"Returns": sheets}
    WRITERS[kind](folder / f"returns.{kind}", sheets, **options)
    tables = tables or BY_ROW.format(period=period)
    return take(configured(folder, TOML.format(kind=kind, extra=extra) + tables))


def months(taken):
    return [(row, start.strftime("%Y-%m"), value) for row, start, value in taken.brief("row", "period_start", "value")]


@both_kinds
def test_a_plain_sheet_is_read_with_the_sheets_own_row_numbers(tmp_path, kind):
    taken = load(tmp_path, kind, [["Month", "Done"], ["2025-04", 3], ["2025-05", 4.5]])
    assert months(taken) == [(2, "2025-04", 3), (3, "2025-05", 4.5)]


@both_kinds
def test_title_rows_stand_above_and_empty_rows_between_without_shifting_a_number(tmp_path, kind):
    rows = [["Permits, all areas"], [], ["Month", "Done"], ["2025-04", 3], [], [None, "  "], ["2025-06", "x"]]
    taken = load(tmp_path, kind, rows, "skip_rows = 2")
    assert months(taken) == [(4, "2025-04", 3)]
    assert taken.reasons() == [("7", "Done", "x", "Not a number")]
    assert not taken.left_out


@both_kinds
def test_a_table_that_begins_away_from_the_corner_is_found_by_its_headers(tmp_path, kind):
    rows = [[], [], [None, None, "Month", "Done"], [None, None, "2025-04", 3]]
    assert months(load(tmp_path, kind, rows, "skip_rows = 2")) == [(4, "2025-04", 3)]


@both_kinds
def test_dates_are_real_dates_serial_numbers_or_text_in_several_formats(tmp_path, kind):
    # Excel's day 45748 is 1 April 2025: 45,748 days after 30 December 1899.
    assert (date(1899, 12, 30).toordinal() + 45_748) == date(2025, 4, 1).toordinal()
    rows = [
        ["Month", "Done"],
        [date(2025, 3, 1), 1],
        [45748, 2],
        ["01/05/2025", 3],
        ["June 2025", 4],
        [datetime(2025, 7, 31, 12, 30), 5],
        ["2025-08-01", 6],
        ["45748", 7],
    ]
    taken = load(tmp_path, kind, rows, period='format = ["%d/%m/%Y", "%B %Y"]')
    assert months(taken) == [
        (2, "2025-03", 1),
        (3, "2025-04", 2),
        (4, "2025-05", 3),
        (5, "2025-06", 4),
        (6, "2025-07", 5),
        (7, "2025-08", 6),
    ]
    assert taken.reasons() == [("8", "Month", "45748", "Not a period")]


def test_serial_numbers_of_a_workbook_that_counts_from_1904_mean_other_days(tmp_path):
    # 44286 days after 1 January 1904 is 1 April 2025.
    assert (date(1904, 1, 1).toordinal() + 44_286) == date(2025, 4, 1).toordinal()
    rows = [["Month", "Done"], [44286, 1], [date(2025, 5, 1), 2]]
    assert months(load(tmp_path, "xlsx", rows, since_1904=True)) == [(2, "2025-04", 1), (3, "2025-05", 2)]


@both_kinds
def test_transactions_may_begin_and_end_on_days_that_are_numbers(tmp_path, kind):
    tables = """
[source.channel]
fixed = "web"

[source.period]
column = "Begun"
length = "month"

[source.transactions]
outcome = "Outcome"
outcomes = { Done = "completed" }
end = "Ended"
"""
    # Days 45748 to 45777 are 1 to 30 April 2025.
    rows = [["Begun", "Ended", "Outcome"], [45748, 45750, "Done"], [date(2025, 4, 30), 45777, "Done"]]
    taken = load(tmp_path, kind, rows, tables=tables)
    assert (taken.rows_read, taken.refusals) == (2, [])
    counts = {(measure, start): value for measure, start, value in taken.brief("measure", "period_start", "value")}
    assert counts["completed", date(2025, 4, 1)] == 2


@both_kinds
def test_a_year_that_is_a_number_is_a_year_and_no_day(tmp_path, kind):
    tables = BY_ROW.format(period="").replace('"month"', '"year"')
    taken = load(tmp_path, kind, [["Month", "Done"], [2025, 1]], tables=tables)
    assert taken.brief("period_start", "period_end") == [(date(2025, 1, 1), date(2025, 12, 31))]


@both_kinds
def test_figures_may_be_text_and_whole_numbers_may_be_shown_as_1_0(tmp_path, kind):
    rows = [["Month", "Done"], ["2025-04", "1,204"], ["2025-05", " 7 "], ["2025-06", 1.0], ["2025-07", "£3.50"]]
    rows += [["2025-08", 0.1 + 0.2], ["2025-09", "-"], ["2025-10", None]]
    assert [value for _, _, value in months(load(tmp_path, kind, rows))] == [1204, 7, 1, 3.5, 0.3, None, None]


@both_kinds
def test_a_decimal_comma_is_for_text_and_leaves_real_numbers_alone(tmp_path, kind):
    rows = [["Month", "Done"], ["2025-04", "1.204,5"], ["2025-05", 1.234], ["2025-06", 1234]]
    assert [value for _, _, value in months(load(tmp_path, kind, rows, 'decimal = ","'))] == [1204.5, 1.234, 1234]


def test_a_percentage_is_the_fraction_that_its_cell_holds(tmp_path):
    tables = BY_ROW.format(period="").replace('"Done"', '{ column = "Done", multiplier = 100 }')
    rows = [["Month", "Done"], ["2025-04", 0.125]]
    assert months(load(tmp_path, "xlsx", rows, tables=tables, formats={"B2": "0.0%"})) == [(2, "2025-04", 12.5)]


@both_kinds
def test_codes_that_look_like_numbers_are_read_as_they_are_shown(tmp_path, kind):
    tables = BY_ROW.format(period="") + '\n[source.channel]\ncolumn = "Code"\nmap = { 7 = "web", 007 = "phone" }\n'
    taken = load(tmp_path, kind, [["Month", "Done", "Code"], ["2025-04", 1, 7.0], ["2025-04", 2, "007"]], tables=tables)
    assert taken.brief("channel", "value") == [("web", 1), ("phone", 2)]


@both_kinds
def test_an_error_is_refused_with_its_cell_and_never_taken_for_a_missing_figure(tmp_path, kind):
    rows = [["Month", "Done"], ["2025-04", Error("#REF!")], ["2025-05", 4], [Error("#DIV/0!"), 5]]
    taken = load(tmp_path, kind, rows)
    assert months(taken) == [(3, "2025-05", 4)]
    assert taken.reasons() == [
        ("2", "Done", "#REF! in B2", "Error in a spreadsheet's cell"),
        ("4", "Month", "#DIV/0! in A4", "Not a period"),
    ]


@both_kinds
def test_A2_an_error_that_the_source_lists_means_what_the_source_says(tmp_path, kind):
    rows = [["Month", "Done"], ["2025-04", Error("#N/A")], ["2025-05", Error("#DIV/0!")], ["2025-06", 1]]
    taken = load(tmp_path, kind, rows, 'missing = ["#N/A"]\nnot_applicable = ["#DIV/0!"]')
    assert taken.brief("value", "status") == [(None, "not_provided"), (None, "not_applicable"), (1, "provided")]


def test_a_formula_that_nobody_has_worked_out_is_refused_and_not_missing(tmp_path):
    taken = load(tmp_path, "xlsx", [["Month", "Done"], ["2025-04", "=1+1"], ["2025-05", 4]])
    assert taken.reasons() == [("2", "Done", "no value in B2", "Error in a spreadsheet's cell")]
    assert "open the file in Excel and save it again" in taken.refusals[0].remedy


@both_kinds
def test_months_stand_across_columns_as_text_or_as_dates(tmp_path, kind):
    rows = [["Route", date(2025, 4, 1), 45778, "2025-06-01"], ["Online", 1, 2, 3], ["Phone", 4, None, 6]]
    taken = load(tmp_path, kind, rows, tables=BY_COLUMN % r"(?P<period>\d{4}-\d\d-\d\d)")
    assert sorted(taken.brief("channel", "period_start", "value")) == [
        ("phone", date(2025, 4, 1), 4),
        ("phone", date(2025, 5, 1), None),
        ("phone", date(2025, 6, 1), 6),
        ("web", date(2025, 4, 1), 1),
        ("web", date(2025, 5, 1), 2),
        ("web", date(2025, 6, 1), 3),
    ]


@both_kinds
def test_a_heading_merged_over_its_months_goes_before_each(tmp_path, kind):
    rows = [
        ["Route", "2024-25", None, "2025-26", None, "Note"],
        [None, "Feb", "Mar", "Apr", "May", None],
        ["Online", 1, 2, 3, 4, "x"],
    ]
    # Rows and columns from 1: the two years over two months each, the route and the note over both rows.
    merged = [(1, 2, 1, 3), (1, 4, 1, 5), (1, 1, 2, 1), (1, 6, 2, 6)]
    tables = BY_COLUMN % r"(?P<period>\d{4}-\d\d \w{3})"
    taken = load(tmp_path, kind, rows, "header_rows = 2", tables, merged=merged)
    assert taken.brief("row", "period_start", "value") == [
        (3, date(2025, 2, 1), 1),
        (3, date(2025, 3, 1), 2),
        (3, date(2025, 4, 1), 3),
        (3, date(2025, 5, 1), 4),
    ]


@both_kinds
def test_a_heading_that_nobody_merged_holds_until_the_next_one(tmp_path, kind):
    # A route without a second row, two years that stand over their first month only, a note after an empty column.
    rows = [
        ["Route", "2024-25", None, "2025-26", None, None, None],
        [None, "Feb", "Mar", "Apr", "May", None, "Note"],
        ["Online", 1, 2, 3, 4, None, "x"],
    ]
    tables = BY_COLUMN % r"(?P<period>\d{4}-\d\d \w{3})"
    tables += '\n[[source.leave_out]]\ncolumn = "Note"\nvalues = ["y"]\nreason = "None."\n'
    taken = load(tmp_path, kind, rows, "header_rows = 2", tables)
    assert [(start.strftime("%Y-%m"), value) for start, value in taken.brief("period_start", "value")] == [
        ("2025-02", 1),
        ("2025-03", 2),
        ("2025-04", 3),
        ("2025-05", 4),
    ]


@both_kinds
def test_words_merged_over_several_rows_hold_for_each_and_a_merged_number_counts_once(tmp_path, kind):
    tables = BY_ROW.format(period="") + '\n[source.channel]\ncolumn = "Route"\nmap = { W = "web", P = "phone" }\n'
    rows = [["Month", "Route", "Done"], ["2025-04", "W", 5], [None, "P", None]]
    taken = load(tmp_path, kind, rows, tables=tables, merged=[(2, 1, 3, 1), (2, 3, 3, 3)])
    assert taken.brief("period_start", "channel", "value") == [
        (date(2025, 4, 1), "web", 5),
        (date(2025, 4, 1), "phone", None),
    ]


@both_kinds
@pytest.mark.parametrize(("sheet", "value"), [('"Costs"', 1), ("2", 2), ('"2"', 3)])
def test_a_sheet_is_found_by_its_name_or_number(tmp_path, kind, sheet, value):
    sheets = {name: [["Month", "Done"], ["2025-04", n]] for n, name in enumerate(["Costs", "Volumes", "2"], 1)}
    assert months(load(tmp_path, kind, sheets, f"sheet = {sheet}")) == [(2, "2025-04", value)]


@both_kinds
def test_the_only_visible_sheet_needs_no_name(tmp_path, kind):
    sheets = {"Lists": [["x"]], "Returns": [["Month", "Done"], ["2025-04", 3]]}
    assert months(load(tmp_path, kind, sheets, hidden=["Lists"])) == [(2, "2025-04", 3)]


TWO = {"Costs": [["x"]], "Volumes": [["Month", "Done"], ["2025-04", 3]]}


@both_kinds
@pytest.mark.parametrize(
    ("sheets", "extra", "sentence"),
    [
        (TWO, "", "has 2 sheets (it has 1 'Costs', 2 'Volumes'). Name one in 'sheet'."),
        (TWO, 'sheet = "Volume"', "has no sheet 'Volume' (it has 1 'Costs', 2 'Volumes'). Correct 'sheet'."),
        (TWO, "sheet = 3", "has no sheet 3 (it has 1 'Costs', 2 'Volumes')"),
        (TWO, 'sheet = "Costs"', "holds no rows"),
        ([["Month", "Dome"], ["2025-04", 3]], "", "has no column 'Done' (it has Dome, Month)"),
        ([[], ["Month", "Done"], ["2025-04", 3]], "", "row 1 of the sheet in the file returns.{kind} is empty"),
        ([["Month", "Done"]], "skip_rows = 9", "row 10 of the sheet in the file returns.{kind} is empty"),
    ],
)
def test_a_sheet_that_cannot_be_read_is_one_sentence(tmp_path, kind, sheets, extra, sentence):
    with pytest.raises(SourceError) as caught:
        load(tmp_path, kind, sheets, extra)
    assert sentence.format(kind=kind) in caught.value.sentence("returns")
    assert "\n" not in str(caught.value)


def test_the_writers_of_both_formats_agree(tmp_path):
    rows = [["Month", "Done"], [date(2025, 4, 1), 3]]
    xlsx(tmp_path / "a.xlsx", {"A": rows})
    xls(tmp_path / "a.xls", {"A": rows})
    assert (tmp_path / "a.xlsx").read_bytes()[:2] == b"PK"
    assert (tmp_path / "a.xls").read_bytes()[:2] == b"\xd0\xcf"
