import csv
import json
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

import pytest

from views.file_text import AT_ONCE, csv_pieces, json_pieces, number


def lines(*rows: tuple[object, ...], columns: tuple[str, ...] = ("name", "value")) -> list[list[str]]:
    return list(csv.reader(StringIO("".join(csv_pieces(columns, rows)), newline="")))


def test_P7_a_missing_value_is_an_empty_cell_and_a_true_zero_is_a_zero():
    assert lines(("a", None), ("b", Decimal(0)), ("c", 0.0)) == [["name", "value"], ["a", ""], ["b", "0"], ["c", "0"]]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (Decimal("1234567.500000"), "1234567.5"),
        (Decimal("100"), "100"),
        (Decimal("1E+6"), "1000000"),
        (0.25, "0.25"),
        (3.0, "3"),
        (0.00001, "0.00001"),
        (1e22, "10000000000000000000000"),
        (-4.5, "-4.5"),
        (12, "12"),
        (Decimal("-0.00"), "0"),
    ],
)
def test_P7_numbers_have_no_commas_no_exponents_and_no_needless_zeros(given, written):
    assert number(given) == written


def test_P7_days_are_written_as_iso_dates():
    assert lines(("a", date(2025, 4, 1)))[1] == ["a", "2025-04-01"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n"])
def test_a_text_that_a_spreadsheet_would_run_is_made_harmless(start):
    assert lines((f"{start}cmd|' /C calc'!A0", 1))[1][0] == f"'{start}cmd|' /C calc'!A0"


def test_a_number_below_zero_stays_a_number():
    assert lines(("a", Decimal(-5)))[1] == ["a", "-5"]


def test_P7_quotes_commas_line_breaks_and_other_scripts_survive():
    text = 'Coventry, "the" city\r\nof Tír na nÓg £'
    assert lines((text, 1))[1][0] == text


def test_P7_lines_end_as_rfc_4180_says_and_there_is_one_header():
    pieces = list(csv_pieces(("a", "b"), [(1, 2), (3, 4)]))
    assert pieces == ["a,b\r\n", "1,2\r\n3,4\r\n"]


def test_no_rows_leave_the_header_alone():
    assert "".join(csv_pieces(("a", "b"), [])) == "a,b\r\n"


def test_rows_are_made_as_they_are_taken_and_not_all_at_once():
    made = []

    def rows():
        for place in range(10 * AT_ONCE):
            made.append(place)
            yield (place,)

    pieces = csv_pieces(("place",), rows())
    next(pieces), next(pieces)
    assert len(made) == AT_ONCE


def test_json_has_the_same_names_and_values_after_what_they_are_about():
    rows = [("a", Decimal("1.50"), None), ("b", 2.0, date(2025, 4, 1))]
    text = "".join(json_pieces({"kpi": "k", "loaded": datetime(2026, 4, 14, 6, 10)}, ("x", "y", "z"), rows))
    assert json.loads(text) == {
        "kpi": "k",
        "loaded": "2026-04-14T06:10:00",
        "rows": [{"x": "a", "y": 1.5, "z": None}, {"x": "b", "y": 2, "z": "2025-04-01"}],
    }


def test_json_of_more_rows_than_a_piece_is_one_document():
    text = "".join(json_pieces({"kpi": "k"}, ("place",), [(place,) for place in range(AT_ONCE + 1)]))
    assert len(json.loads(text)["rows"]) == AT_ONCE + 1


def test_json_without_rows_is_an_empty_list():
    assert json.loads("".join(json_pieces({"kpi": "k"}, ("a",), []))) == {"kpi": "k", "rows": []}
