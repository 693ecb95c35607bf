from dataclasses import replace
from datetime import date

import pytest

from kpis.figure import Figure
from kpis.notes import Scope, Target
from kpis.targets import against, assurance, assurance_words, in_force, target_text
from kpis.variation import Judged, Stretch, Variation
from tests.kpis.cells import kpi, months_from
from tests.kpis.published import published

COMPLETION, COST = kpi("completion_rate"), kpi("cost_per_transaction")
SCOPE = Scope("arden", "bins", "completion_rate")
MONTHS = months_from(2026, 1, 3)


def target(value, tolerance=0.0, first=date(2025, 4, 1), last=None):
    return Target(SCOPE, value, first, last, "Cabinet", tolerance)


def figure(value, *markers):
    return Figure(value, None, None, markers=markers)


@pytest.mark.parametrize(
    ("value", "status", "words"),
    [
        (0.85, "met", "Target 85%: met"),
        (0.8496, "met", "Target 85%: met"),  # written 85.0%
        (0.849, "within-tolerance", "Target 85%: within tolerance of 2.0 points"),
        (0.83, "within-tolerance", "Target 85%: within tolerance of 2.0 points"),
        (0.829, "missed", "Target 85%: missed"),
    ],
)
def test_a_figure_meets_its_target_is_within_tolerance_or_misses_it(value, status, words):
    found = against(COMPLETION, figure(value), [target(0.85, 0.02)], MONTHS[0])
    assert (found.status, found.words, found.icon) == (status, words, f"target-{status}")


def test_where_low_is_good_a_target_is_met_from_above():
    statuses = [against(COST, figure(value), [target(4.5, 0.25)], MONTHS[0]).status for value in (4.5, 4.7, 4.8)]
    assert statuses == ["met", "within-tolerance", "missed"]


def test_without_tolerance_there_is_nothing_between_met_and_missed():
    assert against(COMPLETION, figure(0.849), [target(0.85)], MONTHS[0]).status == "missed"


@pytest.mark.parametrize(("found", "why"), [(figure(None, "x"), "no figure"), (figure(0.9, "p"), "only part is in")])
def test_A5_what_is_not_whole_has_no_status(found, why):
    assert against(COMPLETION, found, [target(0.85)], MONTHS[0]).words == f"Target 85%: not compared, {why}"


def test_no_target_is_said():
    assert against(COMPLETION, figure(0.9), [], MONTHS[0]).words == "No target set"


def test_a_target_holds_from_its_first_day_to_its_last():
    old, new = target(0.8, last=date(2026, 1, 31)), target(0.9, first=date(2026, 3, 1))
    assert [in_force([old, new], month) for month in MONTHS] == [old, None, new]


@pytest.mark.parametrize(("value", "text"), [(0.8, "80%"), (0.995, "99.5%"), (0.1, "10%")])
def test_a_target_is_written_as_short_as_it_was_meant(value, text):
    assert target_text(COMPLETION, target(value)) == text


def chart(lower, upper, **changes):
    judged = Judged(4.0, lower, upper, "", 0, True)
    stretch = replace(Stretch(0, 2, 13), **changes)
    return Variation(dict.fromkeys(MONTHS, judged), tuple(MONTHS), (stretch,))


@pytest.mark.parametrize("case", published("rules_nhs_r")["assurance"])
@pytest.mark.parametrize("better", ["higher", "lower"])
def test_T6_assurance_as_in_Making_Data_Count(case, better):
    measure = replace(COMPLETION, better=better)
    found = assurance(measure, target(case["target"]), chart(case["lower"], case["upper"]))
    assert found == case[f"{better}_is_good"]


def test_T6_there_is_no_assurance_without_target_polarity_or_limits():
    wide = chart(1, 3)
    assert assurance(COMPLETION, None, wide) == ""
    assert assurance(replace(COMPLETION, better=None), target(4), wide) == ""
    assert assurance(COMPLETION, target(4), chart(1, 3, trial=True)) == ""
    assert assurance(COMPLETION, target(4), chart(1, 3, why="too few")) == ""


def test_T6_a_limit_that_is_not_drawn_is_beyond_every_target():
    assert assurance(COMPLETION, target(4), chart(1, None)) == "hit-or-miss"


def test_T6_assurance_uses_the_last_stretch():
    before, now = Judged(9.0, 8.0, 10.0, "", 0, True), Judged(4.0, 1.0, 3.0, "", 0, True)
    both = Variation(
        {MONTHS[0]: before, MONTHS[1]: now, MONTHS[2]: now}, tuple(MONTHS), (Stretch(0, 0, 13), Stretch(1, 2, 13))
    )
    assert assurance(COMPLETION, target(4), both) == "misses"


def test_T6_assurance_is_worded_for_the_period():
    words = assurance_words(COMPLETION, target(0.75), "misses", MONTHS[0])
    assert words == "As things are, the target of 75% will be missed every month"
    assert assurance_words(COMPLETION, target(0.75), "", MONTHS[0]) == ""
