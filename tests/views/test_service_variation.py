"""Normal variation and targets on a service's page, worked out by hand."""

from dataclasses import replace
from datetime import date

import pytest

from kpis.notes import Annotation, Notes, Rebase, Scope, Target
from kpis.prices import Prices
from kpis.selection import Selection
from tests.views.nations import library, online
from tests.views.test_service import rows, seen, trend
from tests.warehouse.given import Town

SCOPE = Scope("arden-vale", "missed-bin", "completion_rate")
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]


def months(counts, first=0):
    """One month after another, of 1,000 started."""
    return [
        line
        for month, count in zip(MONTHS[first:], counts, strict=False)
        for line in online("arden-vale", 1000, count, month)
    ]


STEADY = [700, 710] * 7
"""Mean 70.5 %, every range 1 point: limits 67.8 % and 73.2 %."""


def target(value, tolerance=0.0):
    return Target(SCOPE, value, date(2024, 1, 1), None, "Cabinet, 12 February 2025", tolerance)


@pytest.fixture
def view(land: Town):
    def loaded(counts, notes=None, selection=None):
        land.library.notes = notes or Notes()
        land.load(months(counts))
        return seen(land, selection)

    return loaded


def test_T1_the_title_says_that_the_latest_figure_is_within_normal_variation(view):
    shown = trend(view(STEADY), "completion-rate")
    assert shown.title == (
        "In February 2025, 71.0% of online transactions started were completed: within normal variation "
        "(67.8% to 73.2%)"
    )


# 14 months as above and 60.0 %: mean (987 + 60)/15 = 69.8 %, mean range (13 x 1 + 11)/14 = 1.714, reach 4.56 points.
def test_T5_the_lead_says_what_is_more_than_normal_variation_how_sure_that_is_and_against_when(view):
    lead = view([*STEADY, 600]).lead
    assert lead.startswith(
        "In March 2025, 60.0% of online transactions started were completed. That is below the range of normal "
        "variation (65.2% to 74.4%), for the worse; it is 10.0 percentage points lower than March 2024 (70.0%). "
        "One month alone can be chance: the next will tell."
    )


def test_T3_the_table_has_average_limits_and_signal_of_every_month(view):
    values = trend(view([*STEADY, 600]), "completion-rate").table
    assert [column.heading for column in values.columns][5:8] == ["Average", "Limits", "Variation"]
    assert rows(values)[0][5:8] == ["69.8%", "65.2% to 74.4%", "Below the lower limit"]
    # 70.0 and 71.0 % all lie above 69.8 %, so the months before are a shift.
    assert rows(values)[1][5:8] == ["69.8%", "65.2% to 74.4%", "One of 7 or more above the average"]


def test_T4_without_enough_months_there_are_no_columns_and_the_note_says_why(view):
    shown = trend(view(STEADY[:5]), "completion-rate")
    assert "Limits" not in [column.heading for column in shown.table.columns]
    assert "No limits drawn: too few points, 5 of the 13 that limits need" in shown.notes


def test_limits_are_those_of_all_that_is_loaded_whatever_stretch_is_chosen(view):
    part = view([*STEADY, 600], selection=Selection(first=date(2025, 1, 1)))
    assert rows(trend(part, "completion-rate").table)[0][6] == "65.2% to 74.4%"


def test_T7_a_rebasing_is_told_with_reason_and_author_and_an_event_with_its_day(view):
    rebase = Rebase(SCOPE, date(2024, 7, 5), "new form", "J. Okafor")
    event = Annotation(Scope("arden-vale", "missed-bin"), date(2024, 7, 5), "New form launched")
    shown = view([*STEADY[:6], *[800, 810] * 7], Notes((event,), (rebase,)))
    notes = trend(shown, "completion-rate").notes
    assert "5 July 2024: new form launched" in notes
    assert "Limits re-based from 5 July 2024 by J. Okafor: new form" in notes
    made_of = dict(shown.origins[0].pairs)
    assert made_of["Re-based"] == ("Limits re-based from 5 July 2024 by J. Okafor: new form",)
    assert made_of["Limits"][0].startswith(
        "Average plus and minus 2.66 times the average moving range; 14 points since July 2024. Rules: Making Data"
    )


def test_T6_target_and_variation_are_said_apart_in_icon_and_words(view):
    shown = view(STEADY, Notes(targets=(target(0.75),)))
    assert [(one.icon, one.words) for one in shown.judgements[0].statuses] == [
        ("variation-normal", "Within normal variation (67.8% to 73.2%)"),
        ("target-missed", "Target 75%: missed"),
        ("assurance-misses", "As things are, the target of 75% will be missed every month"),
    ]
    assert dict(shown.origins[0].pairs)["Target"][-1] == (
        "In force from 1 January 2024. Approved by Cabinet, 12 February 2025."
    )


def test_T6_limits_that_the_latest_figure_has_left_behind_promise_nothing(view):
    shown = view([*STEADY, 800], Notes(targets=(target(0.75),)))
    assert [one.icon for one in shown.judgements[0].statuses] == ["variation-improving-high", "target-met"]
    assert not shown.judgements[0].will_miss


def test_no_target_and_no_test_are_said_too(view):
    words = [one.words for one in view(STEADY[:5]).judgements[0].statuses]
    assert words == ["No variation test: too few points, 5 of the 13 that limits need", "No target set"]


def test_T2_screening_is_named_on_the_chart(view):
    shown = view([*STEADY, 600], replace(Notes(), screened=True))
    assert "outliers screened" in trend(shown, "completion-rate").notes[0]


def test_T11_missing_months_are_counted_under_the_chart(view):
    shown = view([*STEADY[:7], *STEADY[7:]])
    assert not any(note.startswith("No figure for") for note in trend(shown, "completion-rate").notes)


def test_T11_a_month_without_a_figure_is_said_to_break_runs(land):
    land.load([*months(STEADY[:7]), *months(STEADY[7:], first=8)])
    notes = trend(seen(land), "completion-rate").notes
    assert "No figure for 1 of 15 months: runs do not reach across a gap" in notes


def library_costs(land, notes):
    land.library.notes = notes
    land.load([*library("FIR", 2000, 1000, "2021-22"), *library("FIR", 2100, 1000, "2022-23")])
    shown = seen(land, service="library-visits", council="FIR")
    assert shown.costs
    return shown.costs.trend


def test_D9_a_cost_is_also_said_without_inflation_where_an_index_of_prices_is_stated(land):
    prices = Prices("Treasury, 2026", {"2021-22": 100.0, "2022-23": 110.0})
    shown = library_costs(land, Notes(prices=prices))
    # £2.10 against £2.00 is 10p more; in the prices of 2022-23 £2.00 is £2.20, so 10p less.
    assert shown.title.endswith("10p higher than 2021-22 (£2.00), for the worse")
    assert (
        "Without inflation, in 2022-23 prices: 10p lower than 2021-22 (£2.20): better (Treasury, 2026)" in shown.notes
    )


def test_D9_without_an_index_for_both_years_nothing_is_said_of_inflation(land):
    shown = library_costs(land, Notes(prices=Prices("Treasury, 2026", {"2022-23": 110.0})))
    assert not any("inflation" in note for note in shown.notes)
