from dataclasses import replace

import pytest

from kpis.variation import variation
from kpis.verdict import signal_words, verdict
from kpis.wording import value_text
from tests.kpis.cells import kpi
from tests.kpis.test_variation import STEADY, line, rebase

COMPLETION = kpi("completion_rate")
LOW_GOOD, NEUTRAL = replace(COMPLETION, better="lower"), replace(COMPLETION, better=None)


def latest(parts, measure=COMPLETION, rebases=(), **how):
    series = line(parts, **how)
    return verdict(measure, series, variation(measure, series, rebases), series.points[-1].period)


def test_T5_normal_variation_names_its_range():
    found = latest(STEADY)
    assert (found.kind, found.words, found.icon) == (
        "normal",
        "Within normal variation (67.8% to 73.2%)",
        "variation-normal",
    )
    assert not found.is_signal


# 14 months of 70 and 71 % and then 60 %: mean (987 + 60)/15 = 69.8 %, mean range (13 + 11)/14 = 1.714 points;
# 2.66 x 1.714 = 4.56: from 65.2 % to 74.4 %.
@pytest.mark.parametrize(
    ("measure", "kind", "icon", "ending"),
    [
        (COMPLETION, "concern", "variation-concern-low", ": a concern"),
        (LOW_GOOD, "better", "variation-improving-low", ": better"),
        (NEUTRAL, "neutral", "variation-low", ""),
    ],
)
def test_T5_a_signal_is_good_or_bad_only_with_polarity(measure, kind, icon, ending):
    found = latest([*STEADY, 600], measure)
    assert (found.kind, found.icon) == (kind, icon)
    assert found.words == f"Unusually low{ending}. Below the range of normal variation (65.2% to 74.4%)"
    assert found.state == f"low{ending}"
    assert found.sure == "One month alone can be chance: the next will tell"


def test_T5_a_trend_is_told_by_its_direction():
    # Rising for 7 months from far below the average, still below it at its end.
    found = latest([*[710, 700] * 10, 685, 687, 689, 691, 693, 695, 697])
    assert (found.kind, found.words) == ("better", "Rising for 7 months in a row: better")


def test_T5_a_run_names_its_average_and_its_length():
    # Mean (7 x 1410 + 8 x 699.5)/22 = 703.0; the last eight alternate below it.
    found = latest([*STEADY, *[700, 699] * 4])
    assert found.words == "Unusually low: a concern. Below its average of 70.3% for 8 months in a row"


def test_T5_two_of_three_near_a_limit():
    # Ranges of 1 point but the few at the end; 72.9 and 73.0 % lie near the upper limit, not beyond it.
    found = latest([*[700, 710] * 12, 727, 722, 727])
    assert found.words.startswith("Unusually high: better. Near the top of normal variation (")
    assert found.words.endswith(") twice in 3 months")


def test_T4_T5_too_few_points_are_said_to_be_too_few():
    found = latest(STEADY[:5])
    assert (found.kind, found.icon) == ("none", "variation-none")
    assert found.words == "No variation test: too few points, 5 of the 13 that limits need"


def test_T7_limits_on_trial_judge_nothing():
    found = latest([*STEADY, *[800, 810] * 4], rebases=[rebase(2026, 6)])
    assert (found.kind, found.words) == (
        "none",
        "No variation test: limits are on trial until there are 13 months",
    )


def test_T9_a_range_without_an_upper_limit_is_worded_so():
    assert latest([999, 985] * 7).words.endswith(" and above)")


@pytest.mark.parametrize("last", [600, 900])
def test_T3_a_point_in_a_table_says_which_limit_it_crossed(last):
    series = line([*STEADY, last])
    judged = variation(COMPLETION, series).at(series.points[-1].period)
    assert judged
    side = {600: "below the lower limit", 900: "above the upper limit"}[last]
    assert (signal_words(judged), value_text(COMPLETION, series.points[-1].figure)) == (side, f"{last / 10}%")
