"""What needs attention on a council's page, worked out by hand."""

from datetime import date

import pytest

from kpis.notes import Notes, Scope, Target
from kpis.selection import Selection
from tests.views.nations import online
from tests.views.test_service_variation import MONTHS, STEADY
from tests.warehouse.given import Town
from views.council import council_view


def months(counts, service="missed-bin", started=1000):
    pairs = zip(MONTHS, counts, strict=False)
    return [
        line
        for month, count in pairs
        if count is not None
        for line in online("arden-vale", started, count, month, service)
    ]


@pytest.fixture
def seen(land: Town):
    def looked(lines, notes=None):
        land.library.notes = notes or Notes()
        land.load(lines)
        reader = land.reader
        found = council_view(reader, reader.register.by_key["arden-vale"], Selection())
        assert found
        return found

    return looked


def test_a_change_for_the_worse_comes_with_its_sentence_its_range_and_a_link(seen):
    view = seen([*months([*STEADY, 600]), *months([*STEADY, 705], "blue-badge")])
    assert [(one.icon, one.service, one.href, one.what) for one in view.attention.needs] == [
        ("variation-concern-low", "Report a missed bin", "/council/arden-vale/missed-bin", "completion rate")
    ]
    need = view.attention.needs[0]
    # Limits as worked out for the service's own page: 65.2 % to 74.4 %.
    assert need.sentence == (
        "In March 2025, 60.0% of online transactions started were completed, below the range of normal variation "
        "(65.2% to 74.4%). In March 2024 it was 70.0%."
    )
    assert need.detail == "1,000 started, 600 completed. One month alone can be chance: the next will tell."
    assert view.attention.worse == 1
    assert view.lead.endswith("1 service shows a change for the worse that is more than normal variation.")


def test_a_change_for_the_better_needs_none(seen):
    # Take-up is 100 %: with no transaction through another channel it cannot be tested (T9).
    view = seen(months([*STEADY, 800]))
    assert view.attention.needs == ()
    assert view.attention.empty == (
        "Nothing needs attention: of 2 figures, 1 could be tested against normal variation and none is a change for "
        "the worse, no target is out of reach, and nothing is missing."
    )


def test_an_empty_list_says_what_could_not_be_tested(seen):
    assert "of 2 figures, 0 could be tested" in seen(months(STEADY[:5])).attention.empty


def test_T6_a_target_out_of_reach_comes_after_changes_for_the_worse(seen):
    scope = Scope("arden-vale", "blue-badge", "completion_rate")
    notes = Notes(targets=(Target(scope, 0.75, date(2024, 1, 1), None, "Cabinet"),))
    view = seen([*months([*STEADY, 600]), *months([*STEADY, 705], "blue-badge")], notes)
    assert [one.icon for one in view.attention.needs] == ["variation-concern-low", "assurance-misses"]
    missed = view.attention.needs[1]
    # 15 months: mean (987 + 70.5)/15 = 70.5 %, mean range (13 + 0.5)/14 = 0.96 points: ± 2.56.
    assert missed.sentence == (
        "As things are, the target of 75% will be missed every month: normal variation runs from 67.9% to 73.1%."
    )
    assert missed.detail.endswith("Target approved by Cabinet.")


def test_what_is_missing_or_late_comes_last_with_its_source(seen):
    gap = [*STEADY[:6], None, *STEADY[7:]]
    view = seen([*months(gap), *months([*STEADY[:12]], "blue-badge")])
    found = [(one.icon, one.service, one.what, one.sentence) for one in view.attention.needs]
    assert ("data-late", "Report a missed bin", "missing data") in [one[:3] for one in found]
    assert "July 2024 has no completion rate" in next(one[3] for one in found if one[2] == "missing data")


def test_signals_stand_in_the_order_of_the_rules_and_then_by_name(seen):
    # The run of eight below the average is the fourth rule, the point outside the first.
    run = [*STEADY, *[700, 699] * 4]
    view = seen([*months(run, "blue-badge"), *months([*STEADY, *STEADY[:7], 600])])
    assert [one.service for one in view.attention.needs] == ["Report a missed bin", "Apply for a Blue Badge"]


def test_tiles_and_table_carry_the_same_judgement_as_the_services_own_page(seen):
    view = seen(months([*STEADY, 600]))
    assert [one.icon for one in view.judgements[0].statuses] == ["variation-concern-low", "target-none"]
    cell = view.services.rows[0].cells[0]
    assert cell.judged.verdict.state == "low: a concern"


def test_a_figure_of_long_ago_is_no_news(seen):
    old = [
        line
        for count, month in zip([*STEADY, 600], MONTHS, strict=False)
        for line in online("arden-vale", 1000, count, month)
    ]
    new = online("arden-vale", 1000, 700, "2026-06", "blue-badge")
    assert not [one for one in seen([*old, *new]).attention.needs if one.icon.startswith("variation")]
