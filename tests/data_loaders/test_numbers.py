from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from data_loaders.numbers import (
    GIVEN,
    MISSING,
    NOT_A_NUMBER,
    NOT_APPLICABLE,
    TOO_LARGE,
    read_numbers,
)


def read(values, kind=None, missing=("", "-"), not_applicable=()):
    return read_numbers(pa.array(values, kind), missing, not_applicable)


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("12", "12"),
        (" 7 ", "7"),
        ("0", "0"),
        ("1,234", "1234"),
        ("1,234,567.5", "1234567.5"),
        ("£1,234.50", "1234.5"),
        ("-£3", "-3"),
        ("+5", "5"),
        (".5", "0.5"),
        ("12.", "12"),
        ("1e+05", "100000"),
        ("0.00500", "0.005"),
        ("0.12345649", "0.123456"),
        ("12345678.1234567891234567", "12345678.123457"),
        ("99999999999999999", "99999999999999999"),
        ("1 234 567.5", "1234567.5"),
        ("1\u00a0234", "1234"),
        ("1\u202f234", "1234"),
        ("£ 1,234.50", "1234.5"),
        ("£-3", "-3"),
        ("−3", "-3"),
        ("€1,234", "1234"),
        ("1234 €", "1234"),
        ("(12)", "-12"),
        ("(£1,234.50)", "-1234.5"),
    ],
)
def test_a_number_is_read_as_people_write_it(written, amount):
    assert read([written]).amounts.to_pylist() == [Decimal(amount)]


@pytest.mark.parametrize(
    "written",
    [
        "abc",
        "12%",
        "1,23",
        "1.2.3",
        "--5",
        "£",
        "+",
        ".",
        "see note",
        "#REF!",
        "1 23",
        "1,234 567",
        "1.234,56",
        "(12",
        "-(12)",
        "(-12)",
        "£(12)",
        "-£-12",
        "12 £",
        "nan",
        "١٢",
        "9999999999999999e9",
        "1e10",
    ],
)
def test_what_is_no_number_is_not_guessed(written):
    numbers = read([written])
    assert numbers.states.tolist() == [NOT_A_NUMBER]
    assert numbers.amounts.to_pylist() == [None]


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("1.234,56", "1234.56"),
        ("1,234", "1.234"),
        ("1.234", "1234"),
        ("1 234,5", "1234.5"),
        ("-1.234.567", "-1234567"),
        ("1.234,56 €", "1234.56"),
        ("(€12,50)", "-12.5"),
        ("1,5e3", "1500"),
        ("7", "7"),
    ],
)
def test_a_comma_before_the_decimals_makes_the_point_part_thousands(written, amount):
    assert read_numbers(pa.array([written]), (), (), ",").amounts.to_pylist() == [Decimal(amount)]


@pytest.mark.parametrize("written", ["1234.5", "1.23", "1,234.5", "1,2,3"])
def test_a_number_that_is_written_the_other_way_is_not_guessed(written):
    assert read_numbers(pa.array([written]), (), (), ",").states.tolist() == [NOT_A_NUMBER]


def test_A2_missing_and_not_applicable_are_neither_zero_nor_each_other():
    numbers = read(["0", "", "-", "n/a", None], not_applicable=("n/a",))
    assert numbers.states.tolist() == [GIVEN, MISSING, MISSING, NOT_APPLICABLE, MISSING]
    assert numbers.amounts.to_pylist() == [Decimal(0), None, None, None, None]


def test_an_empty_cell_is_missing_even_where_the_source_lists_other_words():
    assert read([""], missing=("unknown",)).states.tolist() == [MISSING]


@pytest.mark.parametrize(
    "written", ["100000000000000000", "999,999,999,999,999,999,999,999", "999999999999999e9", "1e+09"]
)
def test_a_number_beyond_all_reason_is_told_from_a_large_one(written):
    assert read([written]).states.tolist() == [GIVEN if written == "1e+09" else TOO_LARGE]


@pytest.mark.parametrize(
    ("values", "kind", "amounts"),
    [
        ([1, None, -3], pa.int64(), [1, None, -3]),
        ([3_000_000_000], pa.int64(), [3_000_000_000]),
        ([0.1 + 0.2, None], pa.float64(), [Decimal("0.3"), None]),
        ([Decimal("1.25"), None], pa.decimal128(5, 2), [Decimal("1.25"), None]),
        ([None], pa.decimal128(38, 2), [None]),
        ([Decimal("-99999999999999999.99")], pa.decimal128(38, 2), [Decimal("-99999999999999999.99")]),
        ([Decimal("0.123456789012345678")], pa.decimal128(18, 18), [Decimal("0.123457")]),
        ([None, None], pa.null(), [None, None]),
    ],
)
def test_figures_that_a_database_types_are_exact(values, kind, amounts):
    assert read(values, kind).amounts.to_pylist() == amounts


def test_what_a_database_types_can_still_be_no_figure():
    numbers = read([float("nan"), float("inf"), 1e20, 2.5], pa.float64())
    assert numbers.states.tolist() == [NOT_A_NUMBER, NOT_A_NUMBER, TOO_LARGE, GIVEN]
    assert read([10**18], pa.int64()).states.tolist() == [TOO_LARGE]
    assert read([True], pa.bool_()).states.tolist() == [NOT_A_NUMBER]


def test_thousands_and_pence_are_scaled_exactly():
    # 108,363.08 thousand is 108,363,080; 31,207 pence is 312.07 pounds.
    assert read(["108363.08"]).scaled(Decimal(1000)).amounts.to_pylist() == [Decimal("108363080")]
    assert read([31207], pa.int64()).scaled(Decimal("0.01")).amounts.to_pylist() == [Decimal("312.07")]


def test_a_scaled_figure_may_become_too_large():
    assert read(["99999999999999"]).scaled(Decimal(10000)).states.tolist() == [TOO_LARGE]


def test_a_product_is_known_only_where_both_are():
    # 40,000 x 0.005 = 200.
    volume = read(["40,000", "", "10", "10", "n/a"], not_applicable=("n/a",))
    product = volume.times(read(["0.005", "2", "-", "x", "2"]))
    assert product.amounts.to_pylist() == [Decimal(200), None, None, None, None]
    assert product.states.tolist() == [GIVEN, MISSING, MISSING, NOT_A_NUMBER, NOT_APPLICABLE]


def test_below_zero_is_told_whatever_the_type():
    assert read(["-1", "0", "1", ""]).negative.tolist() == [True, False, False, False]
    assert read([-1, 1], pa.int64()).negative.tolist() == [True, False]


def test_no_rows_are_no_figures():
    numbers = read([], pa.string())
    assert (len(numbers.amounts), numbers.states.dtype) == (0, np.dtype("uint8"))
