from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.figure import NOTHING, Figure, figure, total
from kpis.periods import Period, containing, twelve_months_to
from kpis.series import series
from kpis.wording import (
    absence,
    caution,
    change_sentence,
    counted,
    difference_text,
    direction,
    figure_sentence,
    in_period,
    is_same,
    is_slight,
    joined,
    number,
    period_name,
    value_text,
    written,
)
from tests.kpis.cells import by_month, cell, kpi, month, not_run

COMPLETION = kpi("completion_rate")
TAKE_UP = kpi("digital_take_up")
COST = kpi("cost_per_transaction")
SATISFACTION = kpi("user_satisfaction")
AVAILABILITY = kpi("availability")
NEUTRAL = replace(TAKE_UP, better=None)
REPORTS = replace(TAKE_UP, unit="number", decimals=0, better="lower", denominator=None)
KPIS = (COMPLETION, TAKE_UP, COST, SATISFACTION, AVAILABILITY, NEUTRAL, REPORTS)

values = st.one_of(st.floats(-2, 2), st.floats(-1e9, 1e9), st.integers(0, 10**6).map(lambda n: n / 1000))


def of(value, markers=(), basis="", **more):
    return Figure(value, Decimal(1), Decimal(2), markers=markers, basis=basis, **more)


# --- One way to write each value


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (0.719, "percent", 1, "71.9%"),
        (1.0, "percent", 1, "100.0%"),
        (0.0, "percent", 1, "0.0%"),
        (0.9975, "percent", 2, "99.75%"),
        (12.5, "percent", 0, "1250%"),
        (2.29, "pounds", 2, "£2.29"),
        (0.0, "pounds", 2, "£0.00"),
        (999.994, "pounds", 2, "£999.99"),
        (999.996, "pounds", 2, "£1,000"),
        (5538.4, "pounds", 2, "£5,538"),
        (-3.5, "pounds", 2, "-£3.50"),
        (-5538.4, "pounds", 2, "-£5,538"),
        (1138, "number", 0, "1,138"),
        (0.8, "number", 1, "0.8"),
    ],
)
def test_a_value_is_written_in_its_unit(value, unit, decimals, text):
    assert written(value, unit, decimals) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "text"),
    [
        (117 / 400, "percent", 1, "29.3%"),  # 29.25 exactly; as a float times 100 it is a hair below
        (1 / 16, "percent", 1, "6.3%"),  # 6.25
        (0.125, "pounds", 2, "£0.13"),
        (2.5, "number", 0, "3"),
        (-2.5, "number", 0, "-3"),
        (1.005, "number", 2, "1.01"),
    ],
)
def test_halves_are_rounded_away_from_zero_as_in_a_spreadsheet(value, unit, decimals, text):
    assert written(value, unit, decimals) == text


@pytest.mark.parametrize("unit", ["percent", "pounds", "number"])
def test_nothing_is_written_as_less_than_nothing(unit):
    assert "-" not in written(-0.000001, unit, 1)


def test_a_decimal_is_written_without_the_zeros_of_its_storage():
    assert number(Decimal("811.000000")) == "811"
    assert number(Decimal("1128.500000"), 1) == "1,128.5"


@given(values, st.sampled_from(["percent", "pounds", "number"]), st.integers(0, 4))
def test_what_is_written_is_never_further_than_half_a_step_from_the_value(value, unit, decimals):
    text = written(value, unit, decimals)
    shown = float(text.replace("£", "").replace("%", "").replace(",", ""))
    step = 1.0 if unit == "pounds" and abs(shown) >= 1000 else 10.0**-decimals
    assert abs(shown - (100 * value if unit == "percent" else value)) <= step * 0.5000001 + abs(value) * 1e-12


@pytest.mark.parametrize(
    ("sums", "text"),
    [
        (cell(719, 1000), "71.9%"),
        (cell(0, 1000), "0.0%"),
        (cell(None, 1000), "[x]"),
        (cell(0, 0), "[z]"),
        (not_run(), "[z]"),
    ],
)
def test_A2_a_marker_stands_where_a_value_would_and_a_zero_is_a_value(sums, text):
    assert value_text(TAKE_UP, figure(TAKE_UP, sums)) == text


# --- Change


@pytest.mark.parametrize(
    ("kpi_", "difference", "text"),
    [
        (TAKE_UP, -0.003, "0.3 percentage points"),
        (TAKE_UP, 0.01, "1.0 percentage point"),
        (AVAILABILITY, 0.0023, "0.23 percentage points"),
        (COST, -0.42, "42p"),
        (COST, 1.2, "£1.20"),
        (COST, 0.996, "£1.00"),
        (COST, 0.994, "99p"),
        (COST, 1500.0, "£1,500"),
        (REPORTS, 3, "3"),
        (TAKE_UP, 0.0002, "less than 0.1 percentage points"),
        (COST, 0.002, "less than 1p"),
        (REPORTS, 0.2, "less than 1"),
        (replace(COST, decimals=0), 0.2, "less than £1"),
    ],
)
def test_a_difference_is_written_without_direction(kpi_, difference, text):
    assert difference_text(kpi_, difference) == difference_text(kpi_, -difference) == text


@pytest.mark.parametrize(
    ("kpi_", "now", "before", "word"),
    [
        (TAKE_UP, 0.75, 0.70, "better"),
        (TAKE_UP, 0.70, 0.75, "worse"),
        (COST, 4.62, 5.04, "better"),
        (COST, 5.04, 4.62, "worse"),
        (NEUTRAL, 0.75, 0.70, ""),
        (TAKE_UP, 0.7196, 0.7194, ""),  # written 72.0% and 71.9%, but 0.02 points apart
        (TAKE_UP, 0.71941, 0.71942, ""),
        (COST, 2.296, 2.294, ""),
        (COST, 1000.4, 1000.1, ""),  # both written £1,000
    ],
)
def test_D8_better_and_worse_follow_the_good_direction_and_need_a_difference_that_shows(kpi_, now, before, word):
    assert direction(kpi_, now, before) == word


@given(st.sampled_from(KPIS), values, values)
def test_D8_better_one_way_is_worse_the_other_way(kpi_, one, other):
    words = {direction(kpi_, one, other), direction(kpi_, other, one)}
    assert words in ({""}, {"better", "worse"})


@given(st.sampled_from(KPIS), values, values)
def test_no_change_is_claimed_between_equal_texts_and_none_is_hidden_between_unequal_ones(kpi_, one, other):
    sentence = change_sentence(kpi_, of(one), of(other), "March 2025")
    alike = written(one, kpi_.unit, kpi_.decimals) == written(other, kpi_.unit, kpi_.decimals)
    assert is_same(kpi_, one, other) == alike
    assert sentence.startswith("The same as") == alike
    claims = any(word in sentence for word in ("higher", "lower", "better", "worse"))
    assert claims != alike


@given(st.sampled_from(KPIS), values, values)
def test_no_sentence_says_a_change_of_nothing(kpi_, one, other):
    sentence = change_sentence(kpi_, of(one), of(other), "March 2025")
    assert not sentence.startswith(("0.0 ", "0.00 ", "0 ", "0p", "£0"))
    if is_slight(kpi_, one - other) and not is_same(kpi_, one, other):
        assert sentence.startswith("Less than")


@pytest.mark.parametrize(
    ("kpi_", "now", "before", "sentence"),
    [
        (COMPLETION, 0.833, 0.836, "0.3 percentage points lower than March 2025 (83.6%): worse"),
        (COST, 4.62, 5.04, "42p lower than March 2025 (£5.04): better"),
        (NEUTRAL, 0.75, 0.70, "5.0 percentage points higher than March 2025 (70.0%)"),
        (TAKE_UP, 0.7001, 0.7002, "The same as March 2025 (70.0%)"),
        (TAKE_UP, 0.7196, 0.7194, "Less than 0.1 percentage points higher than March 2025 (71.9%)"),
        (REPORTS, 12, 0, "12 higher than March 2025 (0): worse"),
    ],
)
def test_a_change_says_against_when_and_with_that_figure(kpi_, now, before, sentence):
    assert change_sentence(kpi_, of(now), of(before), "March 2025") == sentence


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        (NOTHING, of(0.5), ""),
        (of(0.5), NOTHING, "Nothing to compare with for March 2025"),
        (of(0.5, ("p",)), of(0.4), "Not compared with March 2025: only part is in"),
        (of(0.5), of(0.4, ("p",)), "Not compared with March 2025: only part is in"),
        (
            of(0.5, basis="event"),
            of(0.4, basis="cohort"),
            "Not compared with March 2025: counted differently (cohort; event)",
        ),
        (of(0.5, ("u",)), of(0.4), "10.0 percentage points higher than March 2025 (40.0%)"),
        (of(0.5), of(0.4, ("u",)), "10.0 percentage points higher than March 2025 (40.0%)"),
        (of(0.5, ("e",)), of(0.4), "10.0 percentage points higher than March 2025 (40.0%): better"),
    ],
    ids=["no figure", "nothing before", "part now", "part before", "basis", "few now", "few before", "estimated"],
)
def test_A5_D3_D6_what_cannot_be_compared_is_not_judged(now, before, sentence):
    assert change_sentence(COMPLETION, now, before, "March 2025") == sentence


# --- Periods in sentences


@pytest.mark.parametrize(
    ("kpi_", "period", "name"),
    [
        (COMPLETION, month(2026, 3), "March 2026"),
        (COST, month(2026, 3), "12 months to March 2026"),
        (COST, containing(date(2026, 3, 1), "quarter"), "12 months to March 2026"),
        (COST, containing(date(2016, 12, 1), "quarter"), "12 months to December 2016"),
        (COST, containing(date(2026, 3, 1), "financial_year"), "2025-26"),
        (COST, twelve_months_to(month(2016, 9)), "October 2015 to September 2016"),
        (replace(COST, window=24), containing(date(2026, 3, 1), "financial_year"), "24 months to March 2026"),
        (COST, containing(date(2014, 5, 26), "week"), "week of 26 May 2014"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_D5_a_figure_is_named_by_the_stretch_it_covers(kpi_, period, name):
    assert period_name(kpi_, period) == name


@pytest.mark.parametrize(
    ("period", "words"),
    [
        (month(2026, 3), "In March 2026"),
        (containing(date(2014, 5, 26), "week"), "In the week of 26 May 2014"),
        (containing(date(2016, 4, 1), "quarter"), "From April to June 2016"),
        (containing(date(2022, 4, 1), "financial_year"), "In 2022-23"),
        (Period(date(2015, 10, 1), date(2016, 9, 30), "twelve_months"), "From October 2015 to September 2016"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_sentence_begins_with_its_period(period, words):
    assert in_period(period) == words


# --- Sentences


def sentence_of(kpi_, sums, period=None):
    return figure_sentence(kpi_, figure(kpi_, sums), period or month(2026, 3))


@pytest.mark.parametrize(
    ("kpi_", "sums", "sentence"),
    [
        (COMPLETION, cell(719, 1000), "In March 2026, 71.9% of online transactions started were completed."),
        (COST, cell("462", 100), "In the 12 months to March 2026, £4.62 for each completed transaction."),
        (
            TAKE_UP,
            total([cell(5, 10), cell(None, 10)]),
            "In March 2026, 50.0% of completed transactions were made online (only 1 of 2 are in).",
        ),
        (
            SATISFACTION,
            cell(12, 14),
            "In March 2026, 85.7% of people who answered were satisfied or very satisfied "
            "(low reliability: fewer than 30 answers).",
        ),
        (
            TAKE_UP,
            cell(5, 10, estimated=True),
            "In March 2026, 50.0% of completed transactions were made online (estimated).",
        ),
        (TAKE_UP, cell(None, 10), "In March 2026 there is no figure: it was expected and did not come."),
        (TAKE_UP, not_run(), "In March 2026 there is no figure: it does not apply."),
        (TAKE_UP, cell(0, 0), "In March 2026 there is no figure: nothing to divide by."),
        (COMPLETION, cell(18, 15, "cohort"), "In March 2026 there is no figure: above 100%."),
        (
            COST,
            total([cell(1, 1, "full"), cell(1, 1, "direct")]),
            "In the 12 months to March 2026 there is no figure: different bases: direct; full.",
        ),
    ],
    ids=["value", "window", "part", "few", "estimated", "missing", "not run", "zero", "refused", "bases"],
)
def test_a_figure_in_a_sentence_with_what_must_be_said_beside_it(kpi_, sums, sentence):
    assert sentence_of(kpi_, sums) == sentence


def test_D3_a_month_above_100_percent_by_event_is_told_with_its_12_months():
    months = by_month([cell(10, 20, "event")] * 11 + [cell(18, 15, "event")])
    point = series(COMPLETION, "arden", "Arden", months, "month").points[-1]
    assert figure_sentence(COMPLETION, point.figure, point.period) == (
        "In March 2026 there is no figure: above 100%, as some that ended here began earlier. "
        "Over the 12 months from April 2025 to March 2026 it was 54.5%."  # 128 / 235
    )


def test_D5_a_cost_that_lacks_a_month_says_how_many_are_in():
    lacking = replace(NOTHING, markers=("p",), provided=11, expected=12)
    assert figure_sentence(COST, lacking, month(2026, 3)) == (
        "In the 12 months to March 2026 there is no figure: only 11 of 12 are in."
    )


def test_A5_a_period_that_has_not_ended_says_so():
    assert caution(TAKE_UP, of(0.5, ("p",), provided=1, expected=1)) == "part of the period only"


def test_several_cautions_stand_together():
    found = of(0.5, ("p", "u", "e"), provided=1, expected=2)
    assert caution(SATISFACTION, found) == "only 1 of 2 are in; low reliability: fewer than 30 answers; estimated"
    assert caution(SATISFACTION, of(0.5)) == ""


def test_D5_a_cost_is_told_in_the_services_own_words():
    visits = COST.for_transaction("library visit")
    fact = figure(visits, cell(281, 100, "full"))
    year = containing(date(2022, 4, 1), "financial_year")
    assert figure_sentence(visits, fact, year) == "In 2022-23, £2.81 for each library visit."


@given(st.sampled_from(KPIS), st.one_of(st.just(None), st.integers(0, 99)), st.integers(0, 99))
def test_A2_no_sentence_gives_a_value_that_is_not_there(kpi_, numerator, denominator):
    found = figure(kpi_, cell(numerator, denominator))
    sentence = figure_sentence(kpi_, found, month(2026, 3))
    assert ("there is no figure" in sentence) == (found.value is None)
    assert absence(NOTHING) not in sentence or found.value is None


# --- Lists and counts


@pytest.mark.parametrize(
    ("names", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")]
)
def test_names_are_joined_as_in_speech(names, text):
    assert joined(names) == text


@pytest.mark.parametrize(
    ("count", "words", "text"),
    [
        (0, ("council",), "0 councils"),
        (1, ("council",), "1 council"),
        (1138, ("council",), "1,138 councils"),
        (2, ("inquiry", "inquiries"), "2 inquiries"),
        (1, ("inquiry", "inquiries"), "1 inquiry"),
    ],
)
def test_counts_agree_with_their_nouns(count, words, text):
    assert counted(count, *words) == text
