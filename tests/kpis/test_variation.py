# What is None where a test reads an attribute fails the test.
# mypy: disable-error-code="union-attr"
from dataclasses import replace
from datetime import date

import pytest

from kpis.control import ENOUGH
from kpis.definitions import catalogue
from kpis.notes import Rebase, Scope
from kpis.series import Series, series
from kpis.variation import CASH, SHARED, SMALL, Asked, untested, value_range, variation, variations
from tests.kpis.cells import by_month, cell, kpi

COMPLETION, COST, SATISFIED = kpi("completion_rate"), kpi("cost_per_transaction"), kpi("satisfaction_score")
SCOPE = Scope("arden", "bins", "completion_rate")


def line(parts, wholes=None, basis="cohort", as_at=None) -> Series:
    """Months from April 2025; None is a month whose figure did not come."""
    wholes = wholes or [1000] * len(parts)
    cells = [cell(part, whole, basis) for part, whole in zip(parts, wholes, strict=True)]
    return series(COMPLETION, "arden", "Arden", by_month(cells), "month", as_at)


def rebase(year, month, day=1, baseline_to=None):
    return Rebase(SCOPE, date(year, month, day), "new form", "J. Okafor", baseline_to)


def rules(found):
    return [judged.rule if judged else None for judged in map(found.at, found.periods)]


STEADY = [700, 710] * 7


def test_T1_limits_of_a_line_of_shares_by_hand():
    # Mean 70.5 %, every range 1 point: 70.5 ± 2.66.
    found = variation(COMPLETION, line(STEADY))
    judged = found.at(found.periods[0])
    assert (judged.mean, judged.lower, judged.upper) == pytest.approx((0.705, 0.6784, 0.7316))
    assert (found.why, found.screened, len(found.stretches)) == ("", False, 1)


def test_T4_twelve_points_have_no_limits_and_thirteen_have():
    twelve, thirteen = (variation(COMPLETION, line(STEADY[:count])) for count in (12, 13))
    assert (twelve.points, twelve.why) == ({}, "too few points, 12 of the 13 that limits need")
    assert len(thirteen.points) == ENOUGH == 13


def test_T4_what_is_missing_does_not_count_as_a_point():
    assert variation(COMPLETION, line([*STEADY[:12], None])).why.startswith("too few points, 12")


def test_T2_screening_is_recorded():
    assert variation(COMPLETION, line(STEADY), screened=True).screened


def test_T3_the_rule_set_is_recorded():
    assert "Making Data Count" in variation(COMPLETION, line(STEADY)).rule_set


def test_A5_a_partial_month_is_in_no_limit_and_is_not_tested():
    whole = variation(COMPLETION, line(STEADY))
    later = variation(COMPLETION, line([*STEADY, 100], as_at=date(2026, 6, 10)))  # June 2026 has not ended
    last = later.at(later.periods[-1])
    assert (last.mean, last.rule, last.tested) == (whole.at(whole.periods[0]).mean, "", False)


def test_T7_old_limits_stay_and_new_ones_begin_with_the_period_that_holds_the_day():
    higher = [800, 810] * 7
    found = variation(COMPLETION, line([*STEADY, *higher]), [rebase(2026, 6, 10)])  # the 15th month is June 2026
    assert [(one.first, one.last, one.counted, one.trial) for one in found.stretches] == [
        (0, 13, 14, False),
        (14, 27, 14, False),
    ]
    means = [found.at(found.periods[place]).mean for place in (0, 13, 14, 27)]
    assert means == pytest.approx([0.705, 0.705, 0.805, 0.805])
    assert set(rules(found)) == {""}


def test_T7_new_limits_are_on_trial_until_thirteen_points_and_fire_nothing():
    later = [800, 810, 800, 810, 800, 810, 990]
    found = variation(COMPLETION, line([*STEADY, *later]), [rebase(2026, 6)])
    last = found.at(found.periods[-1])
    assert (found.stretches[1].trial, last.rule, last.tested) == (True, "", False)
    fewer = variation(COMPLETION, line([*STEADY, *later[:6]]), [rebase(2026, 6)])
    assert (fewer.at(fewer.periods[-1]), fewer.why) == (None, "too few points, 6 of the 13 that limits need")


def test_T7_runs_do_not_reach_across_a_rebasing():
    # Four high months before and three after it, with the same averages: seven in a row only without it.
    values = [*[700, 710] * 6, *[707, 708, 707, 708], *[707, 708, 707], *[700, 710] * 6]
    assert rules(variation(COMPLETION, line(values)))[12:19] == ["shift"] * 7
    assert "shift" not in rules(variation(COMPLETION, line(values), [rebase(2026, 8)]))


def test_T7_a_rebasing_after_the_last_figure_changes_nothing():
    plain = variation(COMPLETION, line(STEADY))
    assert variation(COMPLETION, line(STEADY), [rebase(2027, 1)]) == plain


def test_T8_a_baseline_is_frozen_on_its_day():
    frozen = rebase(2025, 4, baseline_to=date(2026, 5, 31))  # the first 14 months
    found = variation(COMPLETION, line([*STEADY, 900, 905, 600]), [frozen])
    assert found.at(found.periods[-1]).mean == pytest.approx(0.705)
    assert rules(found)[-3:] == ["limit"] * 3
    assert found.stretches[0].counted == 14


def test_a_change_of_basis_breaks_the_line_as_a_rebasing_would():
    before, after = by_month([cell(one, 1000, "cohort") for one in STEADY]), [cell(800, 1000, "event")] * 13
    months = before | by_month(after, date(2026, 6, 1))
    found = variation(COMPLETION, series(COMPLETION, "arden", "Arden", months, "month"))
    assert [one.first for one in found.stretches] == [0, 14]
    assert found.stretches[1].break_ == "counted differently: event, before that cohort"


def test_T9_counts_that_vary_get_limits_of_their_own_for_each_month():
    wholes = [500, 2000] * 7
    found = variation(
        COMPLETION, line([part * whole // 1000 for part, whole in zip(STEADY, wholes, strict=True)], wholes)
    )
    small, large = (found.at(found.periods[place]) for place in (0, 1))
    assert found.stretches[0].prime
    assert small.upper - small.mean == pytest.approx(2 * (large.upper - large.mean))  # the root of four times as many


def test_T9_counts_that_hardly_vary_get_XmR():
    wholes = [900, 1100] * 7
    assert (
        not variation(
            COMPLETION, line([part * whole // 1000 for part, whole in zip(STEADY, wholes, strict=True)], wholes)
        )
        .stretches[0]
        .prime
    )


def test_T9_limits_beyond_100_per_cent_are_not_drawn():
    found = variation(COMPLETION, line([999, 985] * 7, [1000] * 14))
    assert found.at(found.periods[0]).upper is None
    assert found.at(found.periods[0]).lower is not None


def test_T9_too_small_counts_have_no_limits_and_say_so():
    found = variation(COMPLETION, line([7] * 14, [10] * 14))
    assert (found.points, found.why) == ({}, SMALL)


def test_T10_rolling_figures_are_never_tested():
    months = by_month([cell(1000, 100, "full") for _ in range(36)])
    rolling = series(COST, "arden", "Arden", months, "month")
    assert variation(COST, rolling).why == SHARED == untested(COST, rolling)
    assert variation(COST, rolling).points == {}


def test_T10_a_yearly_cost_shares_no_month_and_is_not_tested_as_it_moves_with_prices():
    months = by_month([cell(1000, 100, "full") for _ in range(48)])
    assert untested(COST, series(COST, "arden", "Arden", months, "financial_year")) == CASH


def test_T11_a_gap_breaks_a_run():
    high = [709, 708, 709, None, 708, 709, 708, 709]
    found = variation(COMPLETION, line([*[700, 710, 690] * 5, *high]))
    assert "shift" not in rules(found)
    closed = variation(COMPLETION, line([*[700, 710, 690] * 5, *[one for one in high if one]]))
    assert rules(closed)[-7:] == ["shift"] * 7


def test_a_line_without_points_has_no_limits():
    assert variation(COMPLETION, Series("a", "A", ())).why == "too few points, 0 of the 13 that limits need"


def test_many_lines_are_judged_as_each_by_itself():
    lines = [line(STEADY), line([*STEADY, 900]), line(STEADY[:5]), line([7] * 14, [10] * 14)]
    alone = [variation(COMPLETION, one) for one in lines]
    assert variations([Asked(COMPLETION, one) for one in lines]) == alone


def test_values_have_the_range_that_their_kind_can_have():
    count = replace(COMPLETION, bounded=False, unit="number", denominator=None)
    assert [value_range(one) for one in (COMPLETION, SATISFIED, count)] == [(0, 1), (0, 1), (0, float("inf"))]
    assert value_range(COST) == (-float("inf"), float("inf"))
    assert all(low <= high for low, high in map(value_range, catalogue()))
