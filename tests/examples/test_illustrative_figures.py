"""The invented counts hang together, council by council and month by month."""

import pytest

from examples.illustrative.councils import ARDEN_VALE, COUNCILS, SALTWICK_BAY, WYNCASTLE, Council
from examples.illustrative.figures import Count, counts_of, reported_counts, reported_uptimes
from examples.illustrative.months import FIRST, LAST, month, months_from
from examples.illustrative.services import CHANNELS, ONLINE, SERVICES
from examples.illustrative.story import BINS
from examples.illustrative.wards import WARDS, ward_counts

each_council = pytest.mark.parametrize("council", COUNCILS, ids=[council.key for council in COUNCILS])


def lost_its_starts(council: Council, count: Count) -> bool:
    """The one row that breaks the rule on purpose."""
    return (council, count.service, count.channel, count.month) == (
        WYNCASTLE,
        "report-a-pothole",
        "web",
        month("2025-06"),
    )


@each_council
def test_no_more_online_transactions_are_completed_than_started(council: Council) -> None:
    for count in reported_counts(council):
        if count.channel in ONLINE:
            assert count.started is not None
            assert count.completed <= count.started or lost_its_starts(council, count), count


@each_council
def test_only_online_channels_have_starts_and_ratings(council: Council) -> None:
    for count in reported_counts(council):
        assert (count.started is not None) == (count.ratings is not None) == (count.channel in ONLINE), count


@each_council
def test_no_more_people_rate_a_service_than_completed_it(council: Council) -> None:
    for count in reported_counts(council):
        assert sum(count.ratings or ()) <= count.completed, count


@each_council
def test_no_count_cost_or_rating_is_negative(council: Council) -> None:
    for count in reported_counts(council):
        assert min(count.completed, count.cost, count.started or 0, *(count.ratings or ())) >= 0, count


@each_council
def test_a_form_is_never_watched_for_longer_than_the_month(council: Council) -> None:
    for uptime in reported_uptimes(council):
        minutes = uptime.month.days * 24 * 60
        assert uptime.up > 0
        assert uptime.down >= 0
        assert 0.99 * minutes < uptime.up + uptime.down <= minutes, uptime


@each_council
def test_a_council_reports_a_channel_once_per_month_and_service_and_only_its_own(council: Council) -> None:
    keys = [(count.month, count.service, count.channel) for count in reported_counts(council)]
    assert len(keys) == len(set(keys))
    assert {channel for _, _, channel in keys} == set(council.channels)


@each_council
def test_a_channel_once_begun_is_there_every_month(council: Council) -> None:
    # Counted before the gaps: what is missing from the reports is missing only where a gap says so.
    seen: dict[tuple[str, str], list] = {}
    for count in counts_of(council):
        seen.setdefault((count.service, count.channel), []).append(count.month)
    for months in seen.values():
        assert tuple(months) == months_from(months[0])


@each_council
def test_a_service_sees_tens_to_thousands_of_transactions_a_month(council: Council) -> None:
    totals: dict[tuple, int] = {}
    for count in reported_counts(council):
        key = (count.month, count.service)
        totals[key] = totals.get(key, 0) + count.completed
    assert min(totals.values()) >= 30
    assert 500 <= max(totals.values()) <= 6000


def test_the_eight_services_and_six_channels_are_those_of_the_issue() -> None:
    assert [service.key for service in SERVICES] == [
        "apply-for-a-blue-badge",
        "apply-for-a-primary-school-place",
        "book-a-bulky-waste-collection",
        "garden-waste-subscription",
        "renew-a-resident-parking-permit",
        "report-a-missed-bin",
        "report-a-pothole",
        "tell-us-you-have-moved",
    ]
    assert SERVICES[-1].name == "Tell us you have moved (Council Tax)"
    assert CHANNELS == ("web", "app", "assisted_digital", "phone", "face_to_face", "post")


def test_three_years_are_thirty_six_months_in_three_financial_years() -> None:
    months = months_from(FIRST)
    assert (months[0].key, months[-1].key, len(months)) == ("2023-04", "2026-03", 36)
    years = [at.financial_year for at in months]
    assert years == ["2023-24"] * 12 + ["2024-25"] * 12 + ["2025-26"] * 12
    assert LAST.last_day.isoformat() == "2026-03-31"


def test_every_season_averages_one_and_every_channel_mix_adds_up_to_one() -> None:
    for service in SERVICES:
        assert sum(service.season) == pytest.approx(12.0), service.key
        assert sum(service.mix_then.values()) == pytest.approx(1.0), service.key
        assert sum(service.mix_now.values()) == pytest.approx(1.0), service.key


def test_the_wards_of_each_channel_add_up_to_the_missed_bins_of_the_council() -> None:
    whole = {
        (count.month, count.channel): (count.started, count.completed)
        for count in reported_counts(ARDEN_VALE)
        if count.service == BINS
    }
    by_ward: dict[tuple, list] = {}
    for ward in ward_counts():
        by_ward.setdefault((ward.month, ward.channel), []).append(ward)
    assert by_ward.keys() == whole.keys()
    for key, wards in by_ward.items():
        started, completed = whole[key]
        assert [ward.ward for ward in wards] == [ward.code for ward in WARDS]
        assert sum(ward.completed for ward in wards) == completed
        assert started is None or sum(ward.started for ward in wards) == started
        assert all(ward.started is None or 0 <= ward.completed <= ward.started for ward in wards)


def test_one_ward_of_fifteen_is_unknown_and_two_have_no_households() -> None:
    assert len(WARDS) == 15
    assert [ward.name for ward in WARDS if ward.households is None] == ["Priory", "Unknown"]


def test_saltwick_bay_has_no_counter_and_no_assisted_digital() -> None:
    assert SALTWICK_BAY.channels == ("web", "app", "phone", "post")
