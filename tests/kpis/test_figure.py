# What is None where a test reads an attribute fails the test, and counts are compared with plain numbers.
# mypy: disable-error-code="comparison-overlap"
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.catalogue import Count, each
from kpis.figure import NOTHING, Figure, Sums, fault, figure, group_figure, obstacle, reports, total
from kpis.markers import MEANINGS
from tests.kpis.cells import cell, kpi, not_run
from tests.kpis.published import published

COMPLETION = kpi("completion_rate")
TAKE_UP = kpi("digital_take_up")
COST = kpi("cost_per_transaction")
SATISFACTION = kpi("user_satisfaction")
SCORE = kpi("satisfaction_score")
AVAILABILITY = kpi("availability")
REPORTS = replace(
    TAKE_UP, key="missed_bins", denominator=None, unit="number", bounded=False, numerator=Count(each("reports"))
)

RATIO = published("aggregation_ratio_of_sums")
PLATFORM = published("completion_takeup_performance_platform")
RATINGS = published("satisfaction_performance_platform")

sides = st.one_of(st.none(), st.integers(-5, 10**9))
cells_of = st.builds(cell, sides, sides, st.sampled_from(["", "event", "cohort"]), st.booleans())
many_cells = st.lists(st.one_of(cells_of, st.builds(not_run)), max_size=12)


def ratings(counts):
    """User satisfaction and score of five counts, from the catalogue's own weights."""
    level = {f"rating_{place}": Decimal(count) for place, count in enumerate(counts, start=1)}
    answers = sum(level.values(), Decimal(0))
    return [
        figure(one, Sums(sum((level[m] * w for m, w in one.numerator.weights), Decimal(0)), answers, 1, 1))
        for one in (SATISFACTION, SCORE)
    ]


# --- A1: sum first, divide last


def test_A1_take_up_of_two_services_is_the_ratio_of_sums_and_not_the_mean_of_rates():
    data = RATIO["transactions_explorer"]
    # (5 + 10) / (10 + 30) = 15 / 40 = 37.5 %; the mean of 50 % and 33.3 % would be 41.7 %.
    services = [cell(service["digital"], service["volume"]) for service in data["services"]]
    result = figure(TAKE_UP, total(services))
    assert result.value == data["takeup_ratio_of_sums"]
    assert result.value != pytest.approx(data["wrong_mean_of_ratios"])


def test_A1_a_quarter_with_volume_but_no_digital_count_changes_neither_sum():
    data = RATIO["transactions_explorer"]
    services = [cell(service["digital"], service["volume"]) for service in data["services"]]
    extra = data["extra_quarter_missing_digital"]
    result = figure(TAKE_UP, total([*services, cell(extra["digital"], extra["volume"])]))
    assert (result.numerator, result.denominator) == (data["expected_digital"], data["expected_volume"])
    assert result.value == 0.375
    assert (result.provided, result.expected, result.markers) == (2, 3, ("p",))


@pytest.mark.parametrize("group", ["a", "b", "c"])
def test_A1_funnelplotrs_grouped_ratios_are_reproduced(group):
    data = RATIO["funnelplotr"]
    rows = zip(data["group"], data["numerator"], data["denominator"], strict=True)
    result = figure(COST, total(cell(n, d, "full") for g, n, d in rows if g == group))
    assert result.value == pytest.approx(data["expected"][group], abs=data["tolerance"])


@given(many_cells)
def test_A1_adding_loses_and_invents_nothing(cells):
    added = total(cells)
    known = [one for one in cells if one.provided]
    assert (added.numerator or 0) == sum(one.numerator for one in known)
    assert (added.denominator or 0) == sum(one.denominator for one in known)
    assert added.provided == len(known)
    assert added.expected == sum(one.expected for one in cells)
    assert added.not_applicable == sum(one.not_applicable for one in cells)


@given(many_cells, many_cells)
def test_A1_the_order_of_adding_does_not_matter(first, second):
    assert total([total(first), total(second)]) == total([*first, *second])
    assert total([*first, *second]) == total([*second, *first])


@given(many_cells)
def test_A1_a_figure_never_appears_from_missing_parts(cells):
    result = figure(TAKE_UP, total(cells))
    if not any(one.provided for one in cells):
        assert result.value is None
    if result.value is not None:
        known = [one for one in cells if one.provided]
        top, bottom = sum(one.numerator for one in known), sum(one.denominator for one in known)
        assert Fraction(result.value) == pytest.approx(Fraction(int(top), int(bottom)))


# --- A2: four kinds of nothing


def test_A2_a_missing_numerator_is_not_zero_percent_as_on_the_performance_platform():
    ours, theirs = PLATFORM["ours_must_be"], PLATFORM["platform_expected"]
    weeks = [cell(row["done"], row["start"], "event") for row in PLATFORM["rows"]]
    first, second = (figure(COMPLETION, week) for week in weeks)
    assert first.value == pytest.approx(ours["week1"])  # 10 / 15
    assert second.value is None  # theirs: null / 25 = 0
    assert second.markers == ("x",)
    overall = figure(COMPLETION, total(weeks))
    assert overall.value == pytest.approx(ours["overall"])  # 10 / 15 and not 10 / 40 = 25 %
    assert overall.value != theirs["overall"]
    assert f"{overall.provided} of {overall.expected} weeks reported" == ours["overall_basis"]
    assert overall.markers == ("p",)


@pytest.mark.parametrize("row", published("missing_vs_zero_canada")["rows"], ids=str)
def test_A2_canadas_table_of_blank_and_zero(row):
    result = figure(TAKE_UP, cell(row["met"], row["total"]))
    assert result.value == row["performance"]
    assert bool(result.markers) == (row["performance"] is None)


def test_A2_a_true_zero_is_a_value():
    result = figure(TAKE_UP, cell(0, 50))
    assert (result.value, result.markers) == (0.0, ())


@pytest.mark.parametrize(
    ("sums", "marker"),
    [
        (cell(None, 25), "x"),
        (cell(10, None), "x"),
        (cell(None, None), "x"),
        (Sums(), "x"),
        (not_run(), "z"),
        (total([not_run(), not_run()]), "z"),
        (total([not_run(), cell(None, None)]), "x"),
        (cell(0, 0), "z"),
    ],
    ids=["no numerator", "no denominator", "neither", "no cell", "not run", "never run", "half run", "nothing started"],
)
def test_A2_each_kind_of_nothing_has_its_marker(sums, marker):
    result = figure(TAKE_UP, sums)
    assert (result.value, result.markers) == (None, (marker,))


def test_A2_nothing_to_divide_by_gives_no_rate_and_says_so():
    assert figure(TAKE_UP, cell(0, 0)).reason == "nothing to divide by"
    assert figure(COST, cell(100, 0, "full")).reason == "nothing to divide by"
    assert figure(COST, cell(100, 0, "full")).value is None


def test_A2_a_denominator_that_is_not_known_is_not_a_zero_denominator():
    # A sum that claims to be provided without its denominator must not read "nothing to divide by".
    assert figure(TAKE_UP, Sums(Decimal(5), None, provided=1, expected=1)).markers == ("x",)


def test_A2_what_is_not_provided_adds_nothing_even_if_a_side_is_known():
    refused = cell(18, 15)._replace(provided=0)
    added = total([cell(10, 20), refused])
    assert (added.numerator, added.denominator, added.provided, added.expected) == (10, 20, 1, 2)


@given(many_cells)
def test_A2_every_figure_without_a_value_has_a_documented_marker(cells):
    for one in (COMPLETION, TAKE_UP, COST, SATISFACTION, REPORTS):
        result = figure(one, total(cells))
        assert result.value is not None or len(result.markers) == 1
        assert set(result.markers) <= set(MEANINGS)


# --- A3, A4: coverage and groups


def test_A3_a_council_that_does_not_run_the_service_leaves_the_comparison():
    # 4 of 4 that run it: 4 x 30 / 4 x 100.
    result = group_figure(TAKE_UP, [*[cell(30, 100)] * 4, not_run()])
    assert (result.value, result.provided, result.expected, result.markers) == (0.3, 4, 4, ())


def test_A3_where_no_council_runs_the_service_the_total_does_not_apply():
    assert group_figure(TAKE_UP, [not_run(), not_run()]).markers == ("z",)


def test_A4_a_councils_total_with_a_part_missing_is_marked_and_says_how_many_are_in():
    result = figure(TAKE_UP, total([cell(30, 100), cell(None, None)]))
    assert (result.value, result.markers) == (0.3, ("p",))
    assert (result.provided, result.expected) == (1, 2)
    assert not result.complete


def test_A4_a_group_total_needs_exactly_four_fifths_of_its_councils():
    for councils in range(1, 401):
        enough = -(-4 * councils // 5)  # the least whole number of at least 80 %
        with_enough = group_figure(TAKE_UP, [cell(1, 2)] * enough + [cell(None, 2)] * (councils - enough))
        one_short = group_figure(TAKE_UP, [cell(1, 2)] * (enough - 1) + [cell(None, 2)] * (councils - enough + 1))
        assert with_enough.value == 0.5, councils
        assert (one_short.value, one_short.markers) == (None, ("x",)), councils


def test_A4_a_group_total_with_a_council_missing_is_marked_and_counts_councils():
    # Four of five councils, two services each: coverage is of councils, not of cells.
    council = total([cell(10, 20), cell(20, 40)])
    part = total([cell(10, 20), cell(None, 40)])
    result = group_figure(TAKE_UP, [council] * 4 + [part])
    assert (result.provided, result.expected, result.markers) == (4, 5, ("p",))
    assert (result.numerator, result.denominator) == (120, 240)  # 4 x 30 of 4 x 60; the half council is left out


def test_A4_too_few_councils_leave_no_sums_that_could_be_divided():
    result = group_figure(TAKE_UP, [cell(1, 2), cell(None, 2)])
    assert (result.value, result.numerator, result.denominator, result.lower) == (None, None, None, None)
    assert result.reason == "too few councils"
    assert (result.provided, result.expected) == (1, 2)


def test_A4_a_group_of_no_councils_has_no_total():
    assert group_figure(TAKE_UP, []).value is None


def test_A4_a_refused_council_is_missing_from_the_group_and_named_as_such():
    refused = cell(18, 15, "cohort")
    assert not reports(COMPLETION, refused)
    result = group_figure(COMPLETION, [cell(10, 20, "cohort")] * 4 + [refused])
    assert (result.value, result.provided, result.expected) == (0.5, 4, 5)


def test_A4_a_council_that_started_nothing_has_reported():
    result = group_figure(TAKE_UP, [cell(10, 20)] * 3 + [cell(0, 0)])
    assert (result.value, result.provided, result.expected, result.markers) == (0.5, 4, 4, ())


@given(st.lists(st.one_of(cells_of, st.builds(not_run)), max_size=15))
def test_A4_a_group_total_is_of_reporting_councils_only(councils):
    result = group_figure(TAKE_UP, councils)
    reporting = [one for one in councils if reports(TAKE_UP, one)]
    if result.value is not None:
        assert result.numerator == sum(one.numerator for one in reporting)
        assert 5 * len(reporting) >= 4 * sum(1 for one in councils if one.expected)


# --- D3: completion rate


def test_D3_a_completion_rate_above_100_percent_is_refused_and_not_clipped():
    # The Performance Platform's own test accepts (8 + 10) / 15 = 120 %.
    row = PLATFORM["rows"][0]
    done = row["confirm"] + row["done"]
    assert done / row["start"] == PLATFORM["platform_expected"]["regex_confirm_or_done_week1"]
    result = figure(COMPLETION, cell(done, row["start"], "cohort"))
    assert (result.value, result.lower, result.upper) == (None, None, None)
    assert (result.markers, result.reason) == (("x",), "above 100%")
    assert (result.numerator, result.denominator) == (18, 15)  # the counts stay to be looked into


def test_D3_by_event_a_month_above_100_percent_is_of_low_reliability_and_not_a_fault():
    result = figure(COMPLETION, cell(18, 15, "event"))
    assert (result.value, result.markers) == (None, ("u",))
    assert result.reason == "above 100%, as some that ended here began earlier"
    assert fault(COMPLETION, cell(18, 15, "event")) == ""


def test_D3_by_event_completions_without_a_start_are_above_100_percent_too():
    assert figure(COMPLETION, cell(3, 0, "event")).markers == ("u",)
    assert figure(COMPLETION, cell(3, 0, "cohort")).markers == ("x",)


def test_D3_where_nobody_said_how_it_was_counted_above_100_percent_is_refused():
    assert figure(COMPLETION, cell(18, 15)).markers == ("x",)


def test_D3_exactly_100_percent_stands():
    result = figure(COMPLETION, cell(15, 15, "cohort"))
    assert (result.value, result.upper) == (1.0, 1.0)


def test_D3_take_up_above_100_percent_is_refused_on_any_basis():
    assert figure(TAKE_UP, cell(18, 15, "event")).markers == ("x",)


@pytest.mark.parametrize("bad", [cell(-1, 15, "cohort"), cell(1, -15, "cohort"), cell(-3, -15, "cohort")], ids=str)
def test_D3_counts_below_zero_are_refused(bad):
    result = figure(COMPLETION, bad)
    assert (result.value, result.markers, result.reason) == (None, ("x",), "a count below zero")


def test_D3_cohort_and_event_are_never_added():
    result = figure(COMPLETION, total([cell(10, 20, "cohort"), cell(10, 20, "event")]))
    assert (result.value, result.markers) == (None, ("x",))
    assert result.reason == "different bases: cohort; event"


@given(cells_of)
def test_D3_no_share_is_ever_above_100_percent_or_below_nothing(one):
    for share in (COMPLETION, TAKE_UP, SATISFACTION, SCORE, AVAILABILITY):
        value = figure(share, one).value
        assert value is None or 0 <= value <= 1


# --- D4: take-up


def test_D4_the_performance_platforms_take_up_is_reproduced():
    data = PLATFORM["digital_takeup"]
    # 461 / (3,098 + 461) = 461 / 3,559
    result = figure(TAKE_UP, cell(data["digital"], data["digital"] + data["paper"]))
    assert result.value == pytest.approx(data["takeup"], abs=1e-15)


# --- D5: cost per transaction


def test_D5_cost_is_pounds_over_transactions_with_exact_decimals():
    # (0.10 + 0.20) / 3 = 0.1 to the last digit, as amounts are decimals.
    result = figure(COST, total([cell("0.10", 1, "full"), cell("0.20", 2, "full")]))
    assert (result.value, result.numerator, result.basis) == (0.1, Decimal("0.30"), "full")


def test_D5_costs_on_different_bases_are_never_added():
    result = figure(COST, total([cell(100, 10, "full"), cell(50, 10, "marginal")]))
    assert (result.value, result.reason) == (None, "different bases: full; marginal")


def test_D5_a_group_whose_councils_cost_on_different_bases_has_no_total():
    result = group_figure(COST, [cell(100, 10, "full"), cell(50, 10, "direct")])
    assert (result.value, result.markers, result.reason) == (None, ("x",), "different bases: direct; full")


def test_D5_a_group_on_different_bases_is_refused_whether_or_not_all_are_in():
    result = group_figure(COST, [cell(100, 10, "full")] * 2 + [cell(50, 10, "direct")] * 2 + [cell(None, 10)])
    assert (result.value, result.markers, result.provided, result.expected) == (None, ("x",), 4, 5)


def test_D5_the_basis_of_a_cell_without_a_value_does_not_spoil_the_others():
    missing = cell(None, 10)._replace(bases=frozenset({"direct"}))
    assert figure(COST, total([cell(100, 10, "full"), missing])).value == 10


def test_D5_a_cost_has_no_interval_and_may_be_above_one_or_below_nothing():
    assert figure(COST, cell(500, 10, "full")).value == 50
    refund = figure(COST, cell(-50, 10, "full"))
    assert (refund.value, refund.lower, refund.upper) == (-5, None, None)


def test_D5_a_part_estimated_marks_the_whole_estimated():
    result = figure(COST, total([cell(100, 10, "full"), cell(100, 10, "full", estimated=True)]))
    assert (result.value, result.markers) == (10, ("e",))


def test_D5_an_estimate_that_is_not_in_the_sum_marks_nothing():
    assert figure(COST, total([cell(100, 10, "full"), cell(None, 10, estimated=True)])).markers == ("p",)


# --- D6: satisfaction


@pytest.mark.parametrize("case", RATINGS["cases"], ids=lambda case: str(case["counts"]))
def test_D6_the_performance_platforms_scores_are_reproduced(case):
    assert ratings(case["counts"])[1].value == case["score"]


def test_D6_periods_are_pooled_before_the_score_is_taken():
    rows = RATINGS["pooled"]["rows"]
    pooled = [sum(level) for level in zip(*rows, strict=True)]  # 8, 3, 3, 3, 8: the middle
    assert ratings(pooled)[1].value == RATINGS["pooled"]["score"]


def test_D6_satisfied_and_score_differ_on_the_same_answers():
    data = RATINGS["contrast_ours"]
    satisfied, score = ratings(data["counts"])
    # (62 + 147) / 229 = 91.3 %; ((3 + 2 + 48 + 248 + 735) / 229 - 1) / 4 = (1,036 / 229 - 1) / 4 = 88.1 %
    assert satisfied.value == pytest.approx(209 / 229)
    assert satisfied.value == pytest.approx(data["percent_satisfied_top2"], abs=1e-15)
    assert score.value == pytest.approx(data["scaled_mean"], abs=1e-15)
    assert (satisfied.lower, satisfied.upper) == pytest.approx(data["wilson95_top2"], abs=1e-12)


def test_D6_the_score_is_no_share_of_people_so_it_has_no_interval():
    score = ratings([3, 1, 16, 62, 147])[1]
    assert (score.lower, score.upper) == (None, None)


@pytest.mark.parametrize(("answers", "markers"), [(29, ("u",)), (30, ())])
def test_D6_fewer_than_30_answers_are_of_low_reliability(answers, markers):
    assert figure(SATISFACTION, cell(20, answers)).markers == markers


def test_D6_no_answers_give_no_value():
    assert [one.value for one in ratings([0, 0, 0, 0, 0])] == [None, None]


def test_D6_the_response_rate_says_what_share_answered_and_refuses_more_answers_than_transactions():
    response = kpi("response_rate")
    assert figure(response, cell(229, 1000)).value == 0.229
    assert figure(response, cell(229, 200)).reason == "above 100%"


# --- D8a: availability


def test_D8a_the_performance_platforms_availability_is_reproduced():
    data = published("availability_performance_platform")
    # (9 + 10) / (10 + 10): time nobody watched is in neither.
    hours = [cell(row["up"], row["up"] + row["down"]) for row in data["rows"]]
    result = figure(AVAILABILITY, total(hours))
    assert result.value == data["overall"]
    assert result.denominator == data["total_watched"]


def test_D8a_both_unknown_is_no_value_and_nothing_watched_is_no_rate():
    assert figure(AVAILABILITY, cell(None, None)).markers == ("x",)
    assert figure(AVAILABILITY, cell(0, 0)).markers == ("z",)


def test_D8a_seconds_are_no_sample_so_availability_has_no_interval():
    assert figure(AVAILABILITY, cell(99, 100)).lower is None


# --- KPIs of a deployment's own


def test_A1_a_kpi_without_a_denominator_is_the_sum_itself():
    result = figure(REPORTS, total([cell(12, lone=True), cell(0, lone=True), cell(5, lone=True)]))
    assert (result.value, result.denominator, result.lower, result.markers) == (17, None, None, ())


def test_A2_a_count_that_did_not_come_is_no_zero():
    result = figure(REPORTS, total([cell(12, lone=True), cell(None, lone=True)]))
    assert (result.value, result.markers) == (12, ("p",))
    assert figure(REPORTS, cell(None, lone=True)).markers == ("x",)


def test_A1_the_multiplier_is_applied_last():
    per_thousand = replace(COST, unit="number", multiplier=Decimal(1000), basis="")
    # 1,000 x (3 + 5) / (4,000 + 6,000) = 0.8
    assert figure(per_thousand, total([cell(3, 4000), cell(5, 6000)])).value == 0.8


def test_F1_an_interval_belongs_to_unmultiplied_shares_of_counts_only():
    assert figure(SATISFACTION, cell(20, 40)).lower is not None
    assert figure(replace(SATISFACTION, multiplier=Decimal(1000)), cell(20, 40)).lower is None
    assert figure(replace(SATISFACTION, counts=False), cell(20, 40)).lower is None


# --- A5: what may be compared


@pytest.mark.parametrize(
    ("now", "before", "why"),
    [
        (figure(TAKE_UP, cell(1, 2)), figure(TAKE_UP, cell(1, 3)), ""),
        (NOTHING, figure(TAKE_UP, cell(1, 3)), "one of them has no figure"),
        (figure(TAKE_UP, total([cell(1, 2), cell(None, 2)])), figure(TAKE_UP, cell(1, 3)), "only part is in"),
        (
            figure(COST, cell(1, 2, "full")),
            figure(COST, cell(1, 2, "direct")),
            "counted differently (direct; full)",
        ),
        (figure(COST, cell(1, 2, "full")), figure(COST, cell(1, 2)), "counted differently (not stated; full)"),
    ],
    ids=["comparable", "missing", "partial", "bases", "one basis unknown"],
)
def test_A5_partial_and_differently_counted_figures_are_kept_out_of_comparisons(now, before, why):
    assert obstacle(now, before) == why


def test_A5_a_figure_is_complete_only_with_a_value_and_everything_in():
    assert figure(TAKE_UP, cell(1, 2)).complete
    assert not Figure(0.5, None, None, markers=("p",)).complete
    assert not NOTHING.complete
