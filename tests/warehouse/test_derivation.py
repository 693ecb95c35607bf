"""Cells from observations: what is summed, what is missing, and why."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from configuration import CountEntry, KpiEntry
from kpis.definitions import catalogue
from kpis.periods import Frequency
from tests.warehouse.given import Given, Town
from views.reader import CellQuery, CellSums
from warehouse.arrival import DeclaredOffering

EACH = frozenset({"council", "service", "channel", "segment"})


def cells(
    town: Town, kpi: str, frequency: Frequency = "month", channel: str | None = "", breakdown: str | None = ""
) -> list[CellSums]:
    query = CellQuery((kpi,), EACH, channel=channel, breakdown=breakdown)
    return [cell for cell in town.reader.cells(query) if cell.period.frequency == frequency]


def sides(cell: CellSums) -> tuple[Decimal | None, Decimal | None]:
    return cell.sums.numerator, cell.sums.denominator


def test_D3_completion_rate_counts_web_and_app_journeys_only(town: Town) -> None:
    town.load(
        [
            Given("started", 100),
            Given("completed", 80),
            Given("started", 50, channel="app"),
            Given("completed", 30, channel="app"),
            Given("completed", 40, channel="phone"),
        ]
    )
    [cell] = cells(town, "completion_rate")
    assert sides(cell) == (110, 150)


def test_D4_take_up_divides_what_was_done_online_by_every_channel(town: Town) -> None:
    town.load(
        [
            Given("completed", 80),
            Given("completed", 20, channel="assisted_digital"),
            Given("completed", 60, channel="phone"),
            Given("completed", 40, channel="post"),
        ]
    )
    [take_up] = cells(town, "digital_take_up")
    [unaided] = cells(town, "unaided_digital_take_up")
    assert sides(take_up) == (100, 200)
    assert sides(unaided) == (80, 200)


def test_D4_a_channel_without_a_figure_leaves_no_take_up_and_says_which(town: Town) -> None:
    months = ["2025-04", "2025-05", "2025-06"]
    web = [Given("completed", 80, month) for month in months]
    phone = [Given("completed", 20, month, channel="phone") for month in ("2025-04", "2025-06")]
    town.load([*web, *phone])
    april, may, june = cells(town, "digital_take_up")
    assert sides(april) == sides(june) == (80, 100)
    assert (may.sums.provided, may.sums.expected) == (0, 1)
    assert may.sums.reason == "no figure for phone"


def test_D4_a_declared_channel_that_never_came_leaves_no_take_up(town: Town) -> None:
    offered = tuple(DeclaredOffering("arden-vale", "missed-bin", c, None, None) for c in ("web", "post"))
    town.load([Given("completed", 80)], offerings=offered)
    [cell] = cells(town, "digital_take_up")
    assert cell.sums.provided == 0
    assert cell.sums.reason == "no figure for post"


def test_A2_missing_is_never_zero(town: Town) -> None:
    months = {"2025-04": (15, 10), "2025-05": (25, None), "2025-06": (20, 19)}
    town.load(
        Given(measure, value, month)
        for month, values in months.items()
        for measure, value in zip(("started", "completed"), values, strict=True)
    )
    april, may, june = cells(town, "completion_rate")
    assert may.sums.provided == 0
    assert sides(may) == (None, None)
    assert (sides(april), sides(june)) == ((10, 15), (19, 20))


def test_A2_a_true_zero_is_a_value(town: Town) -> None:
    town.load([Given("started", 5), Given("completed", 0)])
    [cell] = cells(town, "completion_rate")
    assert sides(cell) == (0, 5)
    assert cell.sums.provided == 1


def test_D8_a_reported_total_is_never_added_to_its_parts(town: Town) -> None:
    town.load(
        [
            Given("completed", 100, channel="all"),
            Given("completed", 60, channel="digital"),
            Given("completed", 45, channel="web"),
            Given("completed", 15, channel="app"),
            Given("completed", 40, channel="phone"),
        ]
    )
    [cell] = cells(town, "digital_take_up")
    assert sides(cell) == (60, 100)


def test_D8_digital_that_is_not_split_stands_beside_the_other_channels(town: Town) -> None:
    town.load([Given("completed", 60, channel="digital"), Given("completed", 40, channel="phone")])
    [cell] = cells(town, "digital_take_up")
    assert sides(cell) == (60, 100)
    assert cells(town, "unaided_digital_take_up") == []


def test_D3_a_month_above_100_percent_is_refused_and_keeps_its_parts(town: Town) -> None:
    town.load([Given("started", 15), Given("completed", 18)], completion_basis="cohort")
    [cell] = cells(town, "completion_rate")
    assert (cell.sums.provided, cell.sums.expected) == (0, 1)
    assert cell.sums.reason == "above 100%"
    [gap] = town.reader.refused_cells()
    assert (gap.numerator, gap.denominator) == (18, 15)


def test_D4_more_digital_than_total_is_refused(town: Town) -> None:
    town.load([Given("completed", 10, channel="all"), Given("completed", 12, channel="digital")])
    [cell] = cells(town, "digital_take_up")
    assert cell.sums.reason == "above 100%"


def test_D5_a_yearly_cost_meets_monthly_volumes_in_the_financial_year(town: Town) -> None:
    months = [f"2025-{m:02d}" for m in range(4, 13)] + [f"2026-{m:02d}" for m in range(1, 4)]
    town.load([Given("completed", 10, month, channel=c) for month in months for c in ("web", "phone")])
    town.load(
        [Given("cost", 1200, "2025-26", channel="all", length="financial_year")], source="finance", cost_basis="full"
    )
    [cell] = cells(town, "cost_per_transaction", "financial_year")
    assert sides(cell) == (1200, 240)
    assert cell.sums.bases == {"full"}
    assert cell.period.label == "2025-26"


def test_D5_a_year_that_lacks_a_month_of_volumes_has_no_cost_per_transaction(town: Town) -> None:
    months = [f"2025-{m:02d}" for m in range(4, 13)] + ["2026-01", "2026-03"]
    town.load([Given("completed", 10, month) for month in months])
    town.load(
        [Given("cost", 1200, "2025-26", channel="all", length="financial_year")], source="finance", cost_basis="full"
    )
    [cell] = cells(town, "cost_per_transaction", "financial_year")
    assert cell.sums.provided == 0


def test_D6_satisfaction_and_score_come_from_the_same_five_counts(town: Town) -> None:
    counts = {1: 3, 2: 1, 3: 16, 4: 62, 5: 147}
    town.load([Given(f"rating_{level}", count) for level, count in counts.items()])
    [satisfied] = cells(town, "user_satisfaction")
    [score] = cells(town, "satisfaction_score")
    assert sides(satisfied) == (62 + 147, 229)
    # 0.25 x 1 + 0.5 x 16 + 0.75 x 62 + 1 x 147 = 201.75
    assert sides(score) == (Decimal("201.75"), 229)


def test_D6_a_level_that_is_not_given_leaves_no_satisfaction(town: Town) -> None:
    town.load([Given(f"rating_{level}", 10) for level in (1, 2, 4, 5)])
    [cell] = cells(town, "user_satisfaction")
    assert (cell.sums.provided, cell.sums.expected) == (0, 1)


def test_D8a_availability_is_seconds_up_over_seconds_watched(town: Town) -> None:
    town.load([Given("seconds_up", 990, channel="web"), Given("seconds_down", 10, channel="web")])
    [cell] = cells(town, "availability")
    assert sides(cell) == (990, 1000)


def test_a_split_is_not_added_to_the_whole(town: Town) -> None:
    wards = [Given("completed", n, breakdown="ward", segment=w) for w, n in (("abbey", 30), ("foundry", 70))]
    started = [Given("started", n, breakdown="ward", segment=w) for w, n in (("abbey", 40), ("foundry", 80))]
    town.load([*wards, *started, Given("completed", 100), Given("started", 120)])
    [whole] = cells(town, "completion_rate")
    split = cells(town, "completion_rate", breakdown="ward")
    assert sides(whole) == (100, 120)
    assert [(cell.segment, *sides(cell)) for cell in split] == [("abbey", 30, 40), ("foundry", 70, 80)]


def of_ward(name: str, completed: int) -> list[Given]:
    sides = (("started", 2 * completed), ("completed", completed))
    return [Given(measure, value, breakdown="ward", segment=name) for measure, value in sides]


def test_a_source_that_gives_only_wards_is_none_of_the_councils_own_figures(town: Town) -> None:
    town.load([Given("completed", 100), Given("started", 120)], "crm")
    town.load([*of_ward("abbey", 30), *of_ward("foundry", 70)], "depots")
    [rate] = town.reader.extents(kpi="completion_rate")
    assert (rate.sources, rate.segment_sources) == (("crm",), ("depots",))


def test_a_source_whose_wards_make_the_council_gives_both(town: Town) -> None:
    town.load([*of_ward("abbey", 30), *of_ward("foundry", 70)], "depots", segments_make_whole=True)
    [rate] = town.reader.extents(kpi="completion_rate")
    assert (rate.sources, rate.segment_sources) == (("depots",), ("depots",))


def test_segments_that_make_the_whole_are_added_where_the_source_gives_none(town: Town) -> None:
    wards = [Given("completed", n, breakdown="ward", segment=w) for w, n in (("abbey", 30), ("foundry", 70))]
    started = [Given("started", n, breakdown="ward", segment=w) for w, n in (("abbey", 40), ("foundry", 80))]
    town.load([*wards, *started], segments_make_whole=True)
    [whole] = cells(town, "completion_rate")
    assert sides(whole) == (100, 120)


def test_a_channel_is_expected_from_its_first_figure(town: Town) -> None:
    web = [Given("completed", 80, month) for month in ("2025-04", "2025-05")]
    town.load([*web, Given("completed", 20, "2025-05", channel="assisted_digital")])
    april, may = cells(town, "digital_take_up")
    assert sides(april) == (80, 80)
    assert sides(may) == (100, 100)


def test_a_month_in_which_nothing_came_is_expected_and_empty(town: Town) -> None:
    town.load([Given(m, v, p) for p in ("2025-04", "2025-06") for m, v in (("started", 10), ("completed", 9))])
    periods = [(cell.period.start, cell.sums.provided) for cell in cells(town, "completion_rate")]
    assert periods == [(date(2025, 4, 1), 1), (date(2025, 5, 1), 0), (date(2025, 6, 1), 1)]


def test_a_channel_that_does_not_apply_is_left_out_of_what_is_expected(town: Town) -> None:
    town.load([Given("completed", 80), Given("completed", None, channel="post", status="not_applicable")])
    [cell] = cells(town, "digital_take_up")
    assert sides(cell) == (80, 80)


def test_an_estimate_marks_every_figure_made_with_it(town: Town) -> None:
    town.load([Given("completed", 80), Given("completed", 20, channel="phone", status="estimated")])
    [cell] = cells(town, "digital_take_up")
    assert cell.sums.estimated


def test_costs_by_channel_have_cells_of_their_own(town: Town) -> None:
    town.load(
        [
            Given("cost", 50),
            Given("completed", 100),
            Given("cost", 60, channel="phone"),
            Given("completed", 20, channel="phone"),
        ],
        cost_basis="full",
    )
    by_channel = [c for c in cells(town, "cost_per_transaction", channel=None) if c.channel]
    assert [(cell.channel, *sides(cell)) for cell in by_channel] == [("phone", 60, 20), ("web", 50, 100)]
    [whole] = cells(town, "cost_per_transaction")
    assert sides(whole) == (110, 120)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_the_order_in_which_sources_are_loaded_does_not_matter(town: Town, order: tuple[int, int]) -> None:
    loads = [
        ("crm", [Given("completed", 8), Given("started", 10)]),
        ("phones", [Given("completed", 2, channel="phone")]),
    ]
    for index in order:
        name, rows = loads[index]
        town.load(rows, source=name)
    assert sides(cells(town, "completion_rate")[0]) == (8, 10)
    assert sides(cells(town, "digital_take_up")[0]) == (8, 10)


def test_D5_a_cost_that_leaves_out_a_channel_makes_no_cost_per_transaction_and_says_which(town: Town) -> None:
    volumes = [Given("completed", 10, channel=channel) for channel in ("web", "phone", "post")]
    town.load([*volumes, Given("cost", 20), Given("cost", 30, channel="phone")], cost_basis="full")
    [whole] = cells(town, "cost_per_transaction")
    assert (whole.sums.provided, whole.sums.reason) == (0, "no figure for post")
    by_channel = [c.channel for c in cells(town, "cost_per_transaction", channel=None) if c.channel and c.sums.provided]
    assert by_channel == ["phone", "web"]


def test_D5_one_cost_for_all_channels_covers_them(town: Town) -> None:
    volumes = [Given("completed", 10, channel=channel) for channel in ("web", "phone", "post")]
    town.load([*volumes, Given("cost", 90, channel="all")], cost_basis="full")
    [whole] = cells(town, "cost_per_transaction")
    assert sides(whole) == (90, 30)


def test_D3_starts_that_are_not_counted_on_the_app_make_no_completion_rate(town: Town) -> None:
    town.load([Given("started", 100), Given("completed", 60), Given("completed", 30, channel="app")])
    [whole] = cells(town, "completion_rate")
    assert (whole.sums.provided, whole.sums.reason) == (0, "no figure for app")


def test_D5_costs_on_different_bases_are_never_added(town: Town) -> None:
    town.load([Given("cost", 20), Given("completed", 10)], "crm", cost_basis="full")
    town.load(
        [Given("cost", 30, channel="phone"), Given("completed", 5, channel="phone")], "phones", cost_basis="direct"
    )
    [whole] = cells(town, "cost_per_transaction")
    assert (whole.sums.provided, whole.sums.reason) == (0, "different bases: direct; full")


def test_D3_completions_by_journey_over_starts_by_date_are_no_rate(town: Town) -> None:
    town.load([Given("completed", 8)], "crm", completion_basis="cohort")
    town.load([Given("started", 10)], "web", completion_basis="event")
    [cell] = cells(town, "completion_rate")
    assert cell.sums.reason == "different bases: cohort; event"


def answers(channel: str = "web") -> list[Given]:
    return [Given(f"rating_{level}", level, channel=channel) for level in range(1, 6)]


def test_D6_answers_asked_for_at_different_points_are_never_added(town: Town) -> None:
    town.load(answers(), "web", collection_basis="end pages")
    town.load(answers("phone"), "phones", collection_basis="follow-up")
    [whole] = cells(town, "user_satisfaction")
    assert (whole.sums.provided, whole.sums.reason) == (0, "different bases: end pages; follow-up")
    [of_web] = cells(town, "user_satisfaction", channel="web")
    assert (sides(of_web), of_web.sums.bases) == ((4 + 5, 1 + 2 + 3 + 4 + 5), {"end pages"})


def test_D6_not_stated_is_a_basis_of_its_own_which_is_like_itself(town: Town) -> None:
    town.load(answers(), "web")
    town.load(answers("phone"), "phones")
    [whole] = cells(town, "user_satisfaction")
    assert (sides(whole), whole.sums.bases) == ((2 * 9, 2 * 15), {"not stated"})
    town.load(answers("phone"), "phones", collection_basis="all pages", fingerprint="later")
    [whole] = cells(town, "user_satisfaction")
    assert whole.sums.reason == "different bases: all pages; not stated"


def test_D6_where_answers_are_asked_for_says_nothing_of_the_transactions_they_are_divided_by(town: Town) -> None:
    town.load(answers(), "survey", collection_basis="end pages")
    town.load([Given("completed", 100)], "crm")
    [rate] = cells(town, "response_rate")
    assert (sides(rate), rate.sums.bases) == ((15, 100), {"end pages"})


def test_D3_on_an_event_basis_more_may_end_than_begin_in_a_month(town: Town) -> None:
    town.load([Given("started", 15), Given("completed", 18)], completion_basis="event")
    [cell] = cells(town, "completion_rate")
    assert (cell.sums.provided, *sides(cell)) == (1, 18, 15)
    assert town.reader.refused_cells() == []


def test_a_count_below_zero_makes_no_figure(town: Town) -> None:
    town.load([Given("completed", -2), Given("completed", 10, channel="phone")])
    [cell] = cells(town, "digital_take_up")
    assert (cell.sums.provided, cell.sums.reason) == (0, "a count below zero")


def test_D4_unaided_take_up_is_known_where_the_parts_add_up_to_the_digital_total(town: Town) -> None:
    rest = [Given("completed", 40, channel="phone"), Given("completed", 60, channel="digital")]
    town.load([*rest, Given("completed", 45), Given("completed", 5, channel="app"), *aided(10)])
    [cell] = cells(town, "unaided_digital_take_up")
    assert sides(cell) == (50, 100)


def test_D4_unaided_take_up_is_not_known_where_digital_holds_more_than_its_parts(town: Town) -> None:
    rest = [Given("completed", 40, channel="phone"), Given("completed", 60, channel="digital")]
    town.load([*rest, Given("completed", 45), Given("completed", 5, channel="app")])
    [cell] = cells(town, "unaided_digital_take_up")
    assert cell.sums.provided == 0


def aided(value: int) -> list[Given]:
    return [Given("completed", value, channel="assisted_digital")]


def test_D8_a_channel_that_does_not_apply_leaves_the_others_whole(town: Town) -> None:
    digital = Given("completed", None, channel="digital", status="not_applicable")
    town.load([digital, Given("completed", 30), Given("completed", 10, channel="phone")])
    [cell] = cells(town, "digital_take_up")
    assert sides(cell) == (30, 40)


def test_an_estimated_part_does_not_mark_a_total_that_was_counted(town: Town) -> None:
    town.load(
        [
            Given("completed", 100, channel="all"),
            Given("completed", 60),
            Given("completed", 40, channel="phone", status="estimated"),
            Given("cost", 500, channel="all"),
        ],
        cost_basis="full",
    )
    [whole] = cells(town, "cost_per_transaction")
    assert (*sides(whole), whole.sums.estimated) == (500, 100, False)


def test_D5_a_cost_that_goes_from_months_to_years_is_kept_for_both(town: Town) -> None:
    early = [f"2025-{m:02d}" for m in (1, 2, 3)]
    year = [f"2025-{m:02d}" for m in range(4, 13)] + [f"2026-{m:02d}" for m in (1, 2, 3)]
    town.load([Given("completed", 10, month) for month in early + year])
    monthly = [Given("cost", 20, month) for month in early]
    town.load([*monthly, Given("cost", 480, "2025-26", length="financial_year")], "finance", cost_basis="full")
    months, years = (cells(town, "cost_per_transaction", length) for length in ("month", "financial_year"))
    assert [(c.period.start.month, *sides(c)) for c in months] == [(1, 20, 10), (2, 20, 10), (3, 20, 10)]
    assert [(c.period.label, *sides(c)) for c in years] == [("2025-26", 480, 120)]


def test_D8_take_up_by_quarter_does_not_appear_by_year_as_well(town: Town) -> None:
    year = "2015-10-01/2016-09-30"
    quarters = ("2015-10", "2016-01", "2016-04", "2016-07")
    rows = [
        Given("completed", n, q, channel=c, length="quarter") for q in quarters for c, n in (("all", 9), ("digital", 5))
    ]
    town.load(rows, "quarters")
    town.load([Given("completed", 36, year, channel="all", length="twelve_months")], "years")
    assert len(cells(town, "digital_take_up", "quarter")) == 4
    assert cells(town, "digital_take_up", "twelve_months") == []


def test_a_kpi_without_a_denominator_is_its_sum(tmp_path: Path) -> None:
    entry = KpiEntry(
        key="missed",
        name="Missed bins",
        description="",
        phrase="",
        numerator=CountEntry(measures=("completed",)),
        numerator_name="Missed",
        unit="number",
        better="lower",
        definition="",
    )
    town = Town(tmp_path / "own", catalogue([entry]))
    town.load([Given("completed", 3), Given("completed", 4, channel="phone")])
    [cell] = cells(town, "missed")
    assert sides(cell) == (7, None)
