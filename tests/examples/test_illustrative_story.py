"""What happens at the fictional councils is there to be found in their figures."""

import csv
from itertools import pairwise
from pathlib import Path

from examples.illustrative.councils import (
    ARDEN_VALE,
    BRACKENMOOR,
    COUNCILS,
    EASTMERE,
    HOLLINFORD,
    LARKHOPE,
    MERGED,
    SALTWICK_BAY,
    WYNCASTLE,
    Council,
)
from examples.illustrative.figures import Count, reported_counts, reported_uptimes
from examples.illustrative.months import FIRST, Month, month, months_from
from examples.illustrative.services import ONLINE
from examples.illustrative.story import BINS

REGISTER = Path(__file__).parents[2] / "data_loaders" / "register"
DIGITAL = (*ONLINE, "assisted_digital")
MARCH = month("2026-03")


def of(council: Council, service: str, at: Month) -> list[Count]:
    return [count for count in reported_counts(council) if (count.service, count.month) == (service, at)]


def series(council: Council, service: str) -> list[list[Count]]:
    """One list of counts per month of three years."""
    counts = [count for count in reported_counts(council) if count.service == service]
    return [[count for count in counts if count.month == at] for at in months_from(FIRST)]


def completion(counts: list[Count]) -> float:
    started = sum(count.started or 0 for count in counts)
    return sum(count.completed for count in counts if count.started is not None) / started


def take_up(counts: list[Count]) -> float:
    digital = sum(count.completed for count in counts if count.channel in DIGITAL)
    return digital / sum(count.completed for count in counts)


def satisfied(counts: list[Count]) -> float:
    ratings = [count.ratings for count in counts if count.ratings]
    return sum(levels[3] + levels[4] for levels in ratings) / sum(sum(levels) for levels in ratings)


def services_by_month(council: Council) -> list[int]:
    """How many services report anything, month by month."""
    seen = {(count.month, count.service) for count in reported_counts(council)}
    return [sum(at == seen_at for seen_at, _ in seen) for at in months_from(FIRST)]


def test_a_new_form_lifts_missed_bins_from_about_69_to_about_79_percent_until_the_last_month() -> None:
    rates = [completion(counts) for counts in series(ARDEN_VALE, BINS)]
    old, new = rates[:17], rates[18:35]  # September 2024, the 18th, had both forms
    assert 0.68 < sum(old) / len(old) < 0.70
    assert max(old) < 0.72
    assert 0.78 < sum(new) / len(new) < 0.80
    assert min(new) > 0.76
    assert rates[35] == 811 / 1128  # 71.9%


def test_the_last_month_of_missed_bins_is_below_the_limits_since_the_new_form() -> None:
    # T1: mean less 2.66 times the mean moving range, over the 19 months from September 2024.
    rates = [completion(counts) for counts in series(ARDEN_VALE, BINS)][17:]
    moves = [abs(later - earlier) for earlier, later in pairwise(rates)]
    lower = sum(rates) / len(rates) - 2.66 * sum(moves) / len(moves)
    assert round(lower, 3) == 0.736
    assert [rate for rate in rates if rate < lower] == [rates[-1]]


def test_three_quarters_of_missed_bins_are_reported_online_in_the_last_month() -> None:
    # 604 web + 207 app + 40 assisted = 851 of 1,138 with 249 by phone, 27 in person and 11 by post.
    assert {count.channel: count.completed for count in of(ARDEN_VALE, BINS, MARCH)} == {
        "web": 604, "app": 207, "assisted_digital": 40, "phone": 249, "face_to_face": 27, "post": 11,
    }  # fmt: skip
    assert take_up(of(ARDEN_VALE, BINS, MARCH)) == 851 / 1138


def test_143_people_rated_missed_bins_in_the_last_month_and_115_were_satisfied() -> None:
    ratings = [count.ratings for count in of(ARDEN_VALE, BINS, MARCH) if count.ratings]
    assert [sum(level) for level in zip(*ratings, strict=True)] == [6, 8, 14, 43, 72]


def test_the_web_is_always_cheapest_and_post_dearest_for_missed_bins() -> None:
    for counts in series(ARDEN_VALE, BINS):
        each = {count.channel: count.cost / count.completed for count in counts if count.completed >= 50}
        assert min(each, key=each.__getitem__) in ONLINE
    year = [count for counts in series(ARDEN_VALE, BINS)[24:] for count in counts]
    pence = {channel: sum(c.cost for c in year if c.channel == channel) for channel in ("web", "post")}
    done = {channel: sum(c.completed for c in year if c.channel == channel) for channel in ("web", "post")}
    assert pence["post"] / done["post"] > 15 * pence["web"] / done["web"]


def test_a_missed_bin_costs_less_each_year() -> None:
    months = series(ARDEN_VALE, BINS)
    years = [[count for counts in months[start : start + 12] for count in counts] for start in (0, 12, 24)]
    each = [sum(c.cost for c in year) / sum(c.completed for c in year) / 100 for year in years]
    assert each[0] > each[1] > each[2]
    assert 2.0 < each[2] < 2.6


def test_satisfaction_with_bulky_waste_falls_and_ends_below_its_average_eight_months_running() -> None:
    shares = [satisfied(counts) for counts in series(ARDEN_VALE, "book-a-bulky-waste-collection")]
    average = sum(shares) / len(shares)
    assert sum(shares[:12]) / 12 - sum(shares[24:]) / 12 > 0.02
    assert all(share < average for share in shares[-8:])


def test_take_up_rises_at_every_council_for_missed_bins() -> None:
    for council in COUNCILS:
        months = [counts for counts in series(council, BINS) if counts]
        first, last = ([count for counts in part for count in counts] for part in (months[:6], months[-6:]))
        assert take_up(last) > take_up(first) + 0.05, council.name


def test_take_up_of_council_tax_moves_hardly_moves_at_arden_vale() -> None:
    months = series(ARDEN_VALE, "tell-us-you-have-moved")
    first, last = ([count for counts in part for count in counts] for part in (months[:12], months[-12:]))
    assert abs(take_up(last) - take_up(first)) < 0.03


def test_assisted_digital_begins_in_april_2024_at_arden_vale() -> None:
    months = {c.month for c in reported_counts(ARDEN_VALE) if c.channel == "assisted_digital"}
    assert min(months) == month("2024-04")


def test_garden_waste_begins_in_november_2025_at_arden_vale() -> None:
    assert services_by_month(ARDEN_VALE) == [7] * 31 + [8] * 5


def test_the_phone_figures_of_parking_permits_are_missing_in_february_2026_at_arden_vale() -> None:
    channels = {
        at: {count.channel for count in of(ARDEN_VALE, "renew-a-resident-parking-permit", month(at))}
        for at in ("2026-01", "2026-02", "2026-03")
    }
    assert channels["2026-01"] == channels["2026-03"]
    assert channels["2026-01"] - channels["2026-02"] == {"phone"}


def test_brackenmoor_lost_two_services_for_two_months() -> None:
    assert services_by_month(BRACKENMOOR) == [8] * 8 + [6] * 2 + [8] * 26


def test_eastmere_begins_in_july_2023() -> None:
    assert services_by_month(EASTMERE) == [0] * 3 + [8] * 33


def test_hollinfords_waste_system_stops_at_january_2026() -> None:
    assert services_by_month(HOLLINFORD) == [8] * 34 + [5] * 2


def test_saltwick_bay_runs_no_parking_permits_and_has_nothing_for_december_2024() -> None:
    assert "renew-a-resident-parking-permit" not in {c.service for c in reported_counts(SALTWICK_BAY)}
    assert services_by_month(SALTWICK_BAY) == [7] * 20 + [0] + [7] * 15
    assert month("2024-12") not in {uptime.month for uptime in reported_uptimes(SALTWICK_BAY)}


def test_wyncastle_launches_a_service_in_may_2024() -> None:
    assert services_by_month(WYNCASTLE) == [7] * 13 + [8] * 23


def test_one_month_of_wyncastles_potholes_was_completed_without_a_start() -> None:
    web = [c for c in reported_counts(WYNCASTLE) if c.channel == "web" and c.completed > (c.started or 0)]
    assert [(c.service, c.month.key, c.started) for c in web] == [("report-a-pothole", "2025-06", 0)]
    assert web[0].completed > 100


def test_wyncastles_machines_cost_more_than_the_web_and_less_than_a_call() -> None:
    last_year = [c for c in reported_counts(WYNCASTLE) if c.month > month("2025-03")]
    for service in {count.service for count in last_year if count.channel == "face_to_face"}:
        cost = {}
        for channel in ("web", "face_to_face", "phone"):
            those = [c for c in last_year if (c.service, c.channel) == (service, channel)]
            cost[channel] = sum(c.cost for c in those) / sum(c.completed for c in those)
        assert 2 * cost["web"] < cost["face_to_face"] < cost["phone"] / 2, service


def test_two_districts_end_with_march_2025_and_what_they_became_begins_in_april() -> None:
    months = {council.key: {count.month.key for count in reported_counts(council)} for council in MERGED}
    assert max(months["ashmoor"]) == max(months["larkhope"]) == "2025-03"
    assert min(months["tarnside"]) == "2025-04"
    assert not of(LARKHOPE, BINS, month("2024-06"))


def test_each_council_had_one_long_outage() -> None:
    for council in COUNCILS:
        uptimes = reported_uptimes(council)
        share = {
            at: sum(u.up for u in uptimes if u.month == at) / sum(u.up + u.down for u in uptimes if u.month == at)
            for at in {uptime.month for uptime in uptimes}
        }
        assert [at for at, up in share.items() if up < 0.99] == [council.outage], council.name


def test_no_council_of_the_register_has_one_of_the_names() -> None:
    real = set()
    for name in ("uk_local_authorities_current.csv", "lookup_name_to_registry.csv"):
        with (REGISTER / name).open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                real |= {cell.casefold() for cell in row.values() if cell}
    assert any("birmingham" in name for name in real)
    for council in (*COUNCILS, *MERGED):
        assert not [name for name in real if council.name.casefold() in name], council.name
