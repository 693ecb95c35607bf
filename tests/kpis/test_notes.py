from datetime import date

import pytest

from kpis.notes import Annotation, Notes, Rebase, Scope, Target

BINS, WHOLE = Scope("arden", "bins", "completion_rate"), Scope("arden", "", "completion_rate")


def event(day, council="arden", service="", kpi=""):
    return Annotation(Scope(council, service, kpi), date(2025, 1, day), f"Event {day}")


def rebase(day, scope=BINS):
    return Rebase(scope, date(2025, 1, day), "new form", "J. Okafor")


def target(first, scope=BINS):
    return Target(scope, 0.8, date(first, 4, 1), None, "Cabinet")


@pytest.mark.parametrize(
    "mine",
    [
        event(2),
        event(2, service="bins"),
        event(2, kpi="completion_rate"),
        event(2, service="bins", kpi="completion_rate"),
    ],
)
def test_an_event_stands_on_the_charts_it_is_about(mine):
    others = (event(3, council="brack"), event(4, service="potholes"), event(5, kpi="digital_take_up"))
    assert Notes((*others, mine)).events("arden", "bins", "completion_rate") == (mine,)


def test_events_are_told_in_order_of_time():
    assert [one.day.day for one in Notes((event(9), event(2))).events("arden", "bins", "x")] == [2, 9]


def test_rebasings_and_targets_are_of_one_chart_and_never_of_the_council_as_a_whole_as_well():
    notes = Notes((), (rebase(9), rebase(2), rebase(5, WHOLE)), (target(2026), target(2025), target(2024, WHOLE)))
    assert [one.day.day for one in notes.rebasings("arden", "bins", "completion_rate")] == [2, 9]
    assert [one.first.year for one in notes.targets_of("arden", "bins", "completion_rate")] == [2025, 2026]
    assert [one.day.day for one in notes.rebasings("arden", "", "completion_rate")] == [5]
