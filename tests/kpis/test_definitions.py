# What is None where a test reads an attribute fails the test, and counts are compared with plain numbers.
# mypy: disable-error-code="comparison-overlap, union-attr"
from decimal import Decimal

import pytest

from configuration import CountEntry, KpiEntry
from kpis.channels import DIGITAL, ONLINE, UNAIDED
from kpis.definitions import built_in, catalogue
from tests.kpis.cells import kpi

INVOICES = KpiEntry(
    key="invoices_in_time",
    name="Invoices paid within 30 days",
    description="Share of all invoices, by number",
    phrase="of invoices were paid within 30 days",
    numerator=CountEntry(measures=("paid_in_time",)),
    denominator=CountEntry(measures=("invoices",)),
    numerator_name="Paid in time",
    denominator_name="Invoices",
    unit="percent",
    better="higher",
    definition="Invoices paid within 30 days divided by all invoices paid.",
)


def own(**changes):
    return catalogue([INVOICES.model_copy(update=changes)])["invoices_in_time"]


def test_the_built_in_kpis_are_those_every_deployment_has():
    assert [one.key for one in built_in()] == [
        "completion_rate",
        "digital_take_up",
        "unaided_digital_take_up",
        "cost_per_transaction",
        "user_satisfaction",
        "satisfaction_score",
        "response_rate",
        "availability",
    ]


def test_D3_completion_is_of_online_journeys_only():
    completion = kpi("completion_rate")
    assert completion.numerator.channels == completion.denominator.channels == ONLINE
    assert not ONLINE & {"phone", "face_to_face", "post", "email", "kiosk", "assisted_digital", "all"}
    assert (completion.bounded, completion.basis) == (True, "completion")


def test_D4_take_up_counts_digital_with_and_without_help_of_every_channel():
    take_up = kpi("digital_take_up")
    assert take_up.numerator.channels == DIGITAL
    assert "assisted_digital" in DIGITAL
    assert take_up.denominator.channels is None
    assert take_up.measures == {"completed"}


def test_D4_unaided_take_up_leaves_out_help_and_what_does_not_tell_it_apart():
    unaided = kpi("unaided_digital_take_up")
    assert unaided.numerator.channels == UNAIDED
    assert not UNAIDED & {"assisted_digital", "digital"}
    assert UNAIDED < DIGITAL


def test_D5_cost_is_of_every_channel_over_12_months():
    cost = kpi("cost_per_transaction")
    assert (cost.window, cost.basis, cost.unit, cost.better) == (12, "cost", "pounds", "lower")
    assert cost.numerator.channels is cost.denominator.channels is None


def test_D6_satisfaction_and_score_are_two_kpis_with_names_of_their_own():
    satisfaction, score = kpi("user_satisfaction"), kpi("satisfaction_score")
    assert satisfaction.numerator.weights == (("rating_4", 1), ("rating_5", 1))
    # (level - 1) / 4 for levels 1 to 5: 0, 0.25, 0.5, 0.75, 1; level 1 adds nothing.
    assert dict(score.numerator.weights) == {
        "rating_2": Decimal("0.25"),
        "rating_3": Decimal("0.5"),
        "rating_4": Decimal("0.75"),
        "rating_5": Decimal(1),
    }
    assert satisfaction.name != score.name
    assert (satisfaction.headline, score.headline) == (True, False)
    assert satisfaction.enough == score.enough == 30


def test_D8_a_response_rate_is_neither_good_nor_bad():
    assert kpi("response_rate").better is None


def test_D8a_availability_divides_by_the_time_that_was_watched():
    availability = kpi("availability")
    assert availability.numerator.measures == {"seconds_up"}
    assert availability.denominator.measures == {"seconds_up", "seconds_down"}


def test_every_built_in_kpi_says_everything_a_page_needs():
    for one in built_in():
        for text in (one.name, one.short_name, one.description, one.phrase, one.numerator_name, one.definition):
            assert text.strip(), one.key
        assert one.denominator is None or one.denominator_name, one.key
        assert len(one.short_name) <= 16, one.key
        assert one.version >= 1


def test_no_definition_calls_a_share_of_itself_something_else():
    assert len({one.name for one in built_in()}) == len(built_in())


def test_a_deployments_own_kpi_comes_after_the_built_in_ones_and_is_calculated_alike():
    kpis = list(catalogue([INVOICES]))
    assert kpis[:-1] == list(built_in())
    invoices = kpis[-1]
    assert (invoices.short_name, invoices.decimals, invoices.bounded, invoices.is_share) == (
        "Invoices paid within 30 days",
        1,
        True,
        True,
    )
    assert invoices.numerator.channels is None


@pytest.mark.parametrize(("unit", "decimals"), [("percent", 1), ("pounds", 2), ("number", 0)])
def test_a_unit_has_decimals_of_its_own_and_a_kpi_may_choose_others(unit, decimals):
    assert own(unit=unit).decimals == decimals
    assert own(unit=unit, decimals=0).decimals == 0
    assert own(unit=unit, decimals=3).decimals == 3


def test_D5_a_deployments_own_cost_is_never_mixed_with_another_basis():
    assert own(unit="pounds").basis == "cost"
    assert own().basis == ""


def test_D6_a_deployments_own_share_of_answers_is_never_mixed_with_answers_asked_for_elsewhere():
    very = own(numerator=CountEntry(measures=("rating_5",)), denominator=CountEntry(measures=("rating_4", "rating_5")))
    assert very.basis == "collection"


def test_a_deployments_own_count_needs_no_denominator_and_has_no_bound():
    bins = own(denominator=None, denominator_name=None, unit="number")
    assert (bins.denominator, bins.denominator_name, bins.bounded) == (None, "", False)


def test_weights_and_channels_of_a_deployments_own_kpi_are_kept():
    weighted = own(numerator=CountEntry(measures={"late": Decimal(2), "early": Decimal(1)}, channels=("web", "post")))
    assert weighted.numerator.weights == (("late", 2), ("early", 1))
    assert weighted.numerator.channels == {"web", "post"}


def test_F1_a_share_of_money_has_no_interval():
    assert not own(numerator=CountEntry(measures=("cost",))).is_share


@pytest.mark.parametrize("key", ["availability", "invoices_in_time"])
def test_a_key_that_is_taken_is_refused_with_a_remedy(key):
    with pytest.raises(ValueError, match=f"'{key}' is the key of another KPI; choose a key of its own"):
        catalogue([INVOICES, INVOICES.model_copy(update={"key": key})])
