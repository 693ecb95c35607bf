"""One service's page as values: every number worked out by hand."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from configuration import CountEntry, KpiEntry
from kpis.definitions import catalogue
from kpis.periods import Frequency
from kpis.selection import Selection, parse_selection
from tests.views.counting import Counting
from tests.views.nations import COUNCILS, SERVICES, library, online
from tests.warehouse.given import Given, Town, table
from views.service import ServiceView, service_view
from views.service_trends import Trend
from views.standing import Standing
from warehouse.arrival import Arrival, Batch, SourceRecord

YEAR = [f"2025-{month:02d}" for month in range(1, 13)]


def seen(town: Town, selection: Selection | None = None, service: str = "missed-bin", council: str = "arden-vale"):
    reader = town.reader
    view = service_view(
        reader, reader.register.by_key[council.lower()], reader.services()[service], selection or Selection()
    )
    assert view is not None
    return view


def trend(view: ServiceView, key: str) -> Trend:
    return next(trend for trend in view.trends if trend.key == key)


def tile(view: ServiceView, name: str) -> Standing:
    return next(one for one in view.tiles if one.kpi.name == name)


def rows(table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def test_every_month_is_in_the_table_newest_first_with_both_sides_the_interval_and_what_is_in(land: Town) -> None:
    land.load([*online("arden-vale", 148, 15), *online("arden-vale", 263, 81, "2025-06")])
    values = trend(seen(land), "completion-rate").table
    assert [column.heading for column in values.columns] == [
        "Month", "Completed", "Started", "Completion rate", "95% interval", "In", "Note",
    ]  # fmt: skip
    assert rows(values) == [
        # Wilson intervals of 81 of 263 and 15 of 148: Newcombe 1998
        ["June 2025", "81", "263", "30.8%", "25.5% to 36.6%", "1 of 1", ""],
        ["May 2025", "", "", "[x]", "", "0 of 1", "No figure for web"],
        ["April 2025", "15", "148", "10.1%", "6.2% to 16.0%", "1 of 1", ""],
    ]


def test_the_title_says_the_figure_and_its_change_against_the_same_month_a_year_before(land: Town) -> None:
    land.load([*online("arden-vale", 200, 160, "2024-04"), *online("arden-vale", 200, 150)])
    assert trend(seen(land), "completion-rate").title == (
        "In April 2025, 75.0% of online transactions started were completed: "
        "5.0 percentage points lower than April 2024 (80.0%), for the worse"
    )


def test_a_year_before_counts_even_where_the_stretch_chosen_leaves_it_out(land: Town) -> None:
    land.load([*online("arden-vale", 200, 160, "2024-04"), *online("arden-vale", 200, 150)])
    view = seen(land, Selection(first=date(2025, 4, 1)))
    assert tile(view, "Completion rate").change == "5.0 percentage points lower than April 2024 (80.0%): worse"
    assert len(trend(view, "completion-rate").table.rows) == 1


def test_A1_a_quarter_is_the_sum_of_its_months_and_one_that_lacks_a_month_is_partial(land: Town) -> None:
    whole = [*online("arden-vale", 10, 5, "2025-01"), *online("arden-vale", 30, 10, "2025-02")]
    part = online("arden-vale", 10, 9, "2025-04")
    land.load([*whole, *online("arden-vale", 60, 30, "2025-03"), *part])
    values = trend(seen(land, Selection(frequency="quarter")), "completion-rate").table
    assert [row[:4] + row[5:] for row in rows(values)] == [
        ["April to June 2025", "9", "10", "90.0% [p]", "1 of 3", "Only 1 of 3 are in"],
        ["January to March 2025", "45", "100", "45.0%", "3 of 3", ""],  # 5 + 10 + 30 of 10 + 30 + 60
    ]


def test_a_period_may_be_named_by_its_first_day_where_it_is_the_last(land: Town) -> None:
    land.load([*online("arden-vale", 10, 5, "2025-04"), *online("arden-vale", 10, 6, "2025-05")])
    view = seen(land, Selection(last=date(2025, 4, 1)))
    assert tile(view, "Completion rate").value == "50.0%"


def test_D5_the_cost_is_that_of_12_months_and_the_same_by_month_and_by_quarter(land: Town) -> None:
    land.load(
        [Given(measure, value, month) for month in YEAR for measure, value in (("cost", 30), ("completed", 12))],
        cost_basis="full",
    )
    for frequency in ("month", "quarter"):
        cost = tile(seen(land, Selection(frequency=frequency)), "Cost per transaction")
        assert (cost.value, cost.period) == ("£2.50", "12 months to December 2025")  # 360 / 144


def test_D5_costs_in_real_terms_name_the_year_of_their_prices(land: Town) -> None:
    rows = [Given(measure, value, month) for month in YEAR for measure, value in (("cost", 30), ("completed", 12))]
    land.load(rows, cost_basis="full, 2024-25 prices")
    view = seen(land)
    assert view.costs is not None
    assert "Full cost, 2024-25 prices" in view.costs.trend.notes
    assert not any("no price adjustment" in note for note in view.costs.trend.notes)
    [made] = [dict(one.pairs) for one in view.origins if one.name == "Cost per transaction"]
    assert made["Definition"][0].endswith("over 12 months, counted at full cost, in 2024-25 prices.")


def test_D5_costs_by_channel_are_of_the_same_12_months_and_name_their_basis(land: Town) -> None:
    web = [Given(measure, value, month) for month in YEAR for measure, value in (("cost", 5), ("completed", 10))]
    phone = [Given(m, v, month, "phone") for month in YEAR for m, v in (("cost", 60), ("completed", 10))]
    land.load([*web, *phone], cost_basis="full")
    costs = seen(land).costs
    assert costs is not None
    assert costs.channels is not None
    assert [(bar.name, bar.text, bar.more) for bar in costs.channels.bars] == [
        ("Web", "£0.50", ("120",)),
        ("Phone", "£6.00", ("120",)),
    ]
    assert costs.channels.title == "Phone cost £6.00 for each transaction, web £0.50: 12 times as much"
    assert costs.channels.subtitle.startswith("Full cost for each completed transaction by channel")
    assert "Full cost, no price adjustment" in costs.trend.notes


def test_a_yearly_cost_stays_yearly_where_months_are_chosen_and_says_so(land: Town) -> None:
    land.load(library("FIR", 5000, 1000))
    land.load([Given("started", 10, council="FIR", service="library-visits")], source="web")
    land.load([Given("completed", 5, "2025-04", council="FIR", service="library-visits")], source="web-done")
    view = seen(land, service="library-visits", council="FIR")
    assert view.costs is not None
    assert view.costs.trend.subtitle.endswith("by financial year, 2022-23, as its figures come by financial year")


def test_D4_shares_of_channels_are_of_every_channel_and_name_the_councils_own_codes(land: Town) -> None:
    land.load(
        [
            *[Given("completed", count, month) for month, count in (("2025-04", 60), ("2025-05", 70))],
            *[Given("completed", count, month, "phone") for month, count in (("2025-04", 40), ("2025-05", 30))],
        ]
    )
    mix = seen(land).channels
    assert mix is not None
    assert [(panel.line.name, panel.words) for panel in mix.panels] == [
        ("Web", "60.0% to 70.0%"),
        ("Phone", "40.0% to 30.0%"),
    ]
    assert rows(mix.table) == [["May 2025", "70 (70.0%)", "30 (30.0%)"], ["April 2025", "60 (60.0%)", "40 (40.0%)"]]


def test_D4_a_month_in_which_a_channel_is_missing_has_no_shares_at_all(land: Town) -> None:
    land.load(
        [
            *[Given("completed", 60, month) for month in ("2025-04", "2025-05", "2025-06")],
            *[Given("completed", 40, month, "phone") for month in ("2025-04", "2025-06")],
        ]
    )
    mix = seen(land).channels
    assert mix is not None
    assert rows(mix.table)[1] == ["May 2025", "[x]", "[x]"]
    assert mix.notes[0].startswith("[x] no shares for May 2025")


def test_a_channel_that_began_later_is_no_gap_before_it(land: Town) -> None:
    land.load(
        [
            *[Given("completed", 60, month) for month in ("2025-04", "2025-05")],
            *[Given("completed", 40, month, "phone") for month in ("2025-04", "2025-05")],
            Given("completed", 100, "2025-05", "app"),
        ]
    )
    mix = seen(land).channels
    assert mix is not None
    assert {panel.line.name: panel.words for panel in mix.panels}["App"] == "From May 2025, now 50.0%"
    assert rows(mix.table)[1] == ["April 2025", "60 (60.0%)", "", "40 (40.0%)"]


def test_D8_a_reported_total_is_what_shares_are_of_and_digital_is_not_counted_beside_its_parts(land: Town) -> None:
    counts = (("all", 200), ("digital", 120), ("web", 100), ("app", 20), ("phone", 60))
    land.load([Given("completed", count, channel=channel) for channel, count in counts])
    mix = seen(land).channels
    assert mix is not None
    assert rows(mix.table) == [["April 2025", "100 (50.0%)", "20 (10.0%)", "60 (30.0%)"]]


def test_one_channel_alone_is_no_mix(land: Town) -> None:
    land.load(online("arden-vale", 10, 5))
    assert seen(land).channels is None


def ratings(counts: tuple[int, ...], channel: str = "web") -> list[Given]:
    return [Given(f"rating_{level}", count, channel=channel) for level, count in enumerate(counts, 1)]


def test_D6_the_share_satisfied_and_the_score_are_told_apart_with_answers_and_response_rate(land: Town) -> None:
    # METHODS D6: 3, 1, 16, 62, 147 give 91.3% satisfied and a score of 88.1%; 229 answers of 1,145 are 20%.
    land.load([*ratings((1, 0, 10, 60, 100)), *ratings((2, 1, 6, 2, 47), "app"), Given("completed", 1145)])
    shown = seen(land).satisfaction
    assert shown is not None
    assert shown.answers is not None
    assert [(bar.name, bar.text, bar.more) for bar in shown.answers.bars] == [
        ("Very satisfied", "147", ("64.2%",)),
        ("Satisfied", "62", ("27.1%",)),
        ("Neither", "16", ("7.0%",)),
        ("Dissatisfied", "1", ("0.4%",)),
        ("Very dissatisfied", "3", ("1.3%",)),
    ]
    assert shown.answers.title == "91.3% of those who answered were satisfied or very satisfied"
    assert "20.0% of completed transactions were followed by an answer on satisfaction" in shown.answers.notes
    assert "score for the same answers is 88.1%" in shown.score


def test_D8_what_a_figure_is_made_of_gives_the_services_number_where_it_has_one(land: Town) -> None:
    land.load(ratings((1, 0, 10, 60, 100)))
    said = "Number of the service (LG Inform Plus)"
    assert said not in dict(seen(land).origins[0].pairs)
    land.writer.reference(COUNCILS, [replace(one, lgsl=372, lgil=0) for one in SERVICES], [])
    assert dict(seen(land).origins[0].pairs)[said] == ("LGSL 372, LGIL 0",)


def test_D6_where_answers_were_asked_for_is_said_beside_them(land: Town) -> None:
    land.load([*ratings((1, 0, 10, 60, 100)), Given("completed", 1145)], collection_basis="end pages")
    shown = seen(land)
    assert shown.satisfaction is not None
    assert shown.satisfaction.answers is not None
    assert "Asked where a transaction ends" in shown.satisfaction.answers.notes
    [made] = [dict(one.pairs) for one in shown.origins if one.name == "User satisfaction"]
    assert made["Definition"] == ("User satisfaction, version 1, asked where a transaction ends.",)


def test_D6_a_source_that_does_not_say_where_it_asked_is_said_not_to(land: Town) -> None:
    land.load(ratings((1, 0, 10, 60, 100)))
    shown = seen(land).satisfaction
    assert shown is not None
    assert shown.answers is not None
    assert "Asked at a point that is not stated" in shown.answers.notes


def test_D6_fewer_than_30_answers_are_said_to_be_few(land: Town) -> None:
    land.load(ratings((1, 1, 1, 3, 4)))
    shown = seen(land).satisfaction
    assert shown is not None
    assert shown.answers is not None
    assert shown.answers.notes[0] == "[u] low reliability: fewer than 30 answers"
    assert "Response rate [x]" in shown.answers.notes[-1]


def ward(name: str, started: int | None, completed: int | None, month: str = "2025-04") -> list[Given]:
    sides = (("started", started), ("completed", completed))
    return [Given(measure, value, month, breakdown="ward", segment=name) for measure, value in sides]


def test_wards_are_in_alphabetical_order_with_the_unknown_last_and_missing_is_not_zero(land: Town) -> None:
    land.load([*online("arden-vale", 40, 20)])
    known = [*ward("Tollgate", 10, 0), *ward("NULL", 2, 1), *ward("abbey", 20, 15), *ward("Priory", 8, 4, "2025-03")]
    land.load([*known, *ward("Priory", None, None)], source="wards")
    [(kind, bars)] = [found for found in seen(land).segments if found[1].headings[0] == "Completion rate"]
    assert kind == "ward"
    assert [(bar.name, bar.value, bar.text, bar.more[-1]) for bar in bars.bars] == [
        ("abbey", 0.75, "75.0%", "15 of 20"),
        ("Priory", None, "[x]", ""),
        ("Tollgate", 0.0, "0.0%", "0 of 10"),
        ("Unknown ward", 0.5, "50.0%", "1 of 2"),
    ]
    assert bars.title == "Completion rate by ward: from 0.0% to 75.0%, April 2025"
    assert "Source: Wards" in bars.notes
    assert "Source: Crm" in trend(seen(land), "completion-rate").notes


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"frequency": ["quarter"]},
        {"frequency": ["month"]},
        {"frequency": ["week"]},
        {"from": ["2025-02-01"], "to": ["2025-03-31"]},
        {"from": ["2025-01-01"], "to": ["2025-06-30"]},
        {"from": ["2024-05"], "to": ["2030-12"]},
        {"from": ["2025-02-11"], "to": ["2025-02-01"], "frequency": ["financial_year"]},
    ],
)
def test_the_form_repeats_every_address_exactly(land: Town, query: dict[str, list[str]]) -> None:
    land.load([row for month in YEAR[:6] for row in online("arden-vale", 10, 5, month)])
    if query.get("to") == ["2025-02-01"]:
        query = query | {"to": ["2025-12-01"]}
    selection = parse_selection(query)
    shown = seen(land, selection).fields
    assert all(field.value in dict(field.options) for field in shown)
    assert all(len({value for value, _ in field.options}) == len(field.options) for field in shown)
    sent = {field.name: [field.value] for field in shown if field.value}
    assert parse_selection(sent) == selection


def test_the_form_offers_only_frequencies_and_periods_that_exist(land: Town) -> None:
    land.load([row for month in YEAR[:3] for row in online("arden-vale", 10, 5, month)])
    show_by, first, last = seen(land).fields
    assert show_by.options == (
        ("", "Month"), ("quarter", "Quarter"), ("financial_year", "Financial year"), ("year", "Calendar year"),
    )  # fmt: skip
    assert first.options == (("", "January 2025"), ("2025-02-01", "February 2025"), ("2025-03-01", "March 2025"))
    assert last.options == (("", "March 2025"), ("2025-02-28", "February 2025"), ("2025-01-31", "January 2025"))


def test_before_the_first_figure_the_page_says_since_when_there_are_some_and_offers_them(land: Town) -> None:
    land.load([row for month in YEAR[:3] for row in online("arden-vale", 10, 5, month)])
    view = seen(land, Selection(first=date(2023, 4, 1), last=date(2024, 3, 31)))
    assert view.lead == "No figures for April 2023 to March 2024."
    assert view.empty is not None
    assert view.empty.title == "Its figures begin with January 2025."
    assert view.empty.since == "Figures run from January 2025 to March 2025."
    assert [(way.name, way.href) for way in view.empty.ways] == [
        ("Show all its figures", "/council/arden-vale/missed-bin"),
        ("See all services of Arden Vale", "/council/arden-vale"),
    ]
    assert (view.tiles, view.trends, view.channels) == ((), (), None)


def test_of_many_periods_the_nearest_is_offered(land: Town) -> None:
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    land.load([row for month in months for row in online("arden-vale", 10, 5, month)])
    view = seen(land, Selection(first=date(2030, 1, 1)))
    assert view.lead == "No figures for the time since 1 January 2030."
    assert view.empty is not None
    assert view.empty.title == "The newest figures are those for December 2025."
    assert (view.empty.ways[0].name, view.empty.ways[0].href) == (
        "Show December 2025, the nearest period",
        "/council/arden-vale/missed-bin?from=2025-12-01&to=2025-12-31",
    )


@pytest.mark.parametrize("frequency", ["week", "twelve_months"])
def test_a_frequency_that_the_figures_do_not_have_is_said_and_others_are_offered(
    land: Town, frequency: Frequency
) -> None:
    land.load(online("arden-vale", 10, 5))
    view = seen(land, Selection(frequency=frequency))
    assert view.empty is not None
    assert view.empty.title.startswith("Report a missed bin has no figures by ")
    assert view.empty.ways[0].href == "/council/arden-vale/missed-bin"
    assert view.tiles == ()


MISSED = KpiEntry(
    key="missed_bins",
    name="Missed bins",
    description="Bin collections reported as missed",
    phrase="bin collections were reported as missed",
    numerator=CountEntry(measures=("missed",)),
    numerator_name="Missed bins",
    unit="number",
    definition="Reports of a bin that was not emptied.",
)


def test_a_count_has_its_value_and_neither_an_interval_nor_a_division(tmp_path: Path) -> None:
    town = Town(tmp_path / "counts", catalogue([MISSED]))
    weeks = (("2014-05-19", 0), ("2014-05-26", 170))
    town.load(Given("missed", count, start, "all", length="week") for start, count in weeks)
    view = seen(town)
    assert view.lead == "In the week of 26 May 2014, 170 bin collections were reported as missed."
    values = trend(view, "missed-bins").table
    assert [column.heading for column in values.columns] == ["Week", "Missed bins", "In", "Note"]
    assert [row[1] for row in rows(values)] == ["170", "0"]
    assert dict(view.origins[0].pairs)["Missed bins"] == ("170 missed bins",)


def test_what_a_figure_is_made_of_names_the_division_the_definition_and_the_source(land: Town) -> None:
    land.load([*online("arden-vale", 1128, 811), Given("completed", 89, channel="phone")], completion_basis="cohort")
    first, second = seen(land).origins
    assert dict(first.pairs)["Completion rate"] == ("811 completed ÷ 1,128 started = 71.9%",)
    assert dict(first.pairs)["Coverage"] == ("1 of 1 month",)
    assert dict(first.pairs)["Definition"] == ("Completion rate, version 1, counted by the start of each journey.",)
    assert dict(first.pairs)["Source"][0].startswith("Crm. Loaded ")
    assert dict(first.pairs)["Source"][0].endswith("No row refused.")
    assert dict(second.pairs)["Digital take-up"] == ("811 completed online ÷ 900 completed, all channels = 90.1%",)


def test_D4_take_up_tells_its_channels_and_what_it_would_be_without_help(land: Town) -> None:
    counts = (("web", 80), ("assisted_digital", 20), ("phone", 100))
    rows_given = [Given("completed", count, channel=channel) for channel, count in counts]
    codes = frozenset(("missed-bin", channel, code) for channel, code in CODES)
    batch = Batch(table(rows_given), len(rows_given), channel_codes=codes)
    land.writer.load(Arrival(SourceRecord("crm", "Crm", "csv"), iter([batch]), datetime(2026, 4, 14, 6, 10)))
    [made] = seen(land).origins
    assert dict(made.pairs)["Channels counted as digital"] == (
        "Web (FORM, WEB) and assisted digital (CSC). Without assisted digital it would be 40.0%, not 50.0%.",
    )
    assert dict(made.pairs)["Other channels"] == ("Phone (TEL).",)


CODES = (("web", "WEB"), ("web", "FORM"), ("assisted_digital", "CSC"), ("phone", "TEL"))


def test_a_service_of_which_nothing_is_loaded_has_no_page(land: Town) -> None:
    land.load(online("arden-vale", 10, 5))
    reader = land.reader
    nothing = service_view(reader, reader.register.by_key["arden-vale"], reader.services()["blue-badge"], Selection())
    assert nothing is None


def test_a_page_asks_for_cells_no_more_than_four_times(land: Town) -> None:
    land.load([*online("arden-vale", 10, 5), *ward("Abbey", 5, 2), *ratings((1, 1, 1, 1, 1))])
    reader = Counting(land.reader)
    service_view(reader, reader.register.by_key["arden-vale"], reader.services()["missed-bin"], Selection())
    assert 0 < reader.asked <= 4


def test_exact_amounts_are_written_as_they_came(land: Town) -> None:
    rows_given = [Given("cost", "10.10", month) for month in YEAR] + [Given("completed", 4, month) for month in YEAR]
    land.load(rows_given, cost_basis="direct")
    costs = seen(land).costs
    assert costs is not None
    newest = costs.trend.table.rows[0]
    assert [cell.text for cell in newest[:4]] == ["December 2025", "£121.20", "48", "£2.53"]  # 121.20 / 48 = 2.525
    assert Decimal("121.20") / 48 == Decimal("2.525")
