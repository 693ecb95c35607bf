from typing import TypeVar
from urllib.parse import parse_qs, urlsplit

import pytest

from kpis.selection import SelectionError, parse_selection
from tests.views.nations import SCOTTISH, flat, library, online
from tests.warehouse.given import Given, Town
from views.compare import MOST_LINES, Compare, compare
from views.compare_choice import Elsewhere
from views.not_found import NotFound
from views.nothing_to_compare import NothingToCompare
from warehouse.arrival import DeclaredOffering

T = TypeVar("T")


def seen(town: Town, query: str, kind: type[T] = Compare) -> T:  # type: ignore[assignment]
    view = compare(town.reader, parse_selection(parse_qs(query)))
    assert isinstance(view, kind), view
    return view


def shown(view: Compare) -> dict[str, str]:
    assert view.each is not None
    return {row.name: row.value for row in view.each.rows}


def reasons(view: Compare) -> dict[str, tuple[str, ...]]:
    assert view.members is not None
    return {group.reason: group.names for group in view.members.left_out}


def five(town: Town, **figures: tuple[int, int]) -> None:
    """Started and completed of the Scottish councils in April 2025; 40 and 10 unless given."""
    town.load(flat(online(key, *figures.get(key, (40, 10))) for key in SCOTTISH))


# --- Each council


def test_F5_councils_are_in_alphabetical_order_whatever_their_figures(land: Town):
    five(land, STR=(100, 99), FIR=(100, 1))
    assert list(shown(seen(land, ""))) == ["Firthshire", "Glenmor", "Inverloch", "Kyle and Bute", "Strathmore"]


def test_A1_all_together_is_the_sum_over_the_sum_and_the_sum_is_shown(land: Town):
    five(land, FIR=(10, 9))
    view = seen(land, "")
    # 9 + 4 * 10 of 10 + 4 * 40
    assert view.each.reference.value == pytest.approx(49 / 170)
    assert view.members.together == (
        "All 5 together",
        "49 completed ÷ 170 started = 28.8%. The sum over councils, never the average of their rates.",
    )
    assert view.each.title == "1 of 5 councils is above 28.8%, the figure for all together"


def test_F1_a_share_has_its_wilson_interval_in_the_row(land: Town):
    five(land, FIR=(263, 81))  # Newcombe 1998: 0.2553 to 0.3662
    row = seen(land, "").each.rows[0]
    assert (row.value, row.interval, row.numerator, row.denominator) == ("30.8%", "25.5 to 36.6", "81", "263")


def test_F6_costs_have_no_interval_but_a_median_and_quartiles(land: Town):
    costs = dict(zip(SCOTTISH, (100, 200, 400, 800, 1600), strict=True))
    land.load(flat(library(key, cost, 100) for key, cost in costs.items()))
    view = seen(land, "kpi=cost_per_transaction")
    assert view.each.headings == ("Cost each", "Cost", "Completed")
    assert {row.interval for row in view.each.rows} == {""}
    assert (view.each.reference.value, view.each.reference_name) == (4.0, "Median")
    assert view.each.title == "Half of 5 councils lie between £2.00 and £8.00; the middle is £4.00"
    # 3,100 over 500, not the mean of the rates
    assert view.members.together[1].startswith("£3,100 cost ÷ 500 completed = £6.20.")


def test_no_council_is_ranked_or_flagged(land: Town):
    five(land, FIR=(1000, 1))
    view = seen(land, "")
    assert "not ranked" in view.caution[1]
    assert view.caution[0] == "A can opener, not a verdict."


# --- Who is left out


def test_A4_a_council_without_a_figure_for_the_period_is_named_with_the_reason(land: Town):
    april = flat(online(key, 40, 10) for key in SCOTTISH)
    may = flat(online(key, 40, 20, "2025-05") for key in SCOTTISH[:4])
    land.load(
        [
            *april,
            *may,
            Given("started", None, "2025-05", council="STR"),
            Given("completed", 1, "2025-05", council="STR"),
        ]
    )
    view = seen(land, "")
    assert list(shown(view)) == ["Firthshire", "Glenmor", "Inverloch", "Kyle and Bute"]
    assert reasons(view) == {"no figure for May 2025 (web)": ("Strathmore",)}
    assert "4 of 5 are compared for May 2025" in view.caution[1]
    assert view.each.reference_name == "4 together"


def test_A4_a_period_in_which_too_few_report_waits_and_is_named(land: Town):
    april = flat(online(key, 40, 10) for key in SCOTTISH)
    land.load([*april, *flat(online(key, 40, 20, "2025-05") for key in SCOTTISH[:3])])
    view = seen(land, "")
    assert view.period.label == "April 2025"
    assert view.caution[1].endswith("All 5 have figures for April 2025. May 2025 is incomplete and left out.")


def test_A4_a_period_asked_for_is_shown_without_a_figure_for_all_if_too_few_report(land: Town):
    april = flat(online(key, 40, 10) for key in SCOTTISH)
    land.load([*april, *flat(online(key, 40, 20, "2025-05") for key in SCOTTISH[:3])])
    view = seen(land, "to=2025-05")
    assert list(shown(view)) == ["Firthshire", "Glenmor", "Inverloch"]
    assert view.each.reference is None
    assert view.each.title.endswith("too few report for a figure of all together")
    assert reasons(view) == {"no figure for May 2025 (web)": ("Kyle and Bute", "Strathmore")}


def test_A3_a_council_that_does_not_run_the_service_is_named_and_not_missed(land: Town):
    rows = flat(online(key, 40, 10) for key in SCOTTISH[:4])
    not_run = DeclaredOffering("STR", "missed-bin", "", None, None, offered=False)
    land.load(rows, offerings=(not_run,))
    view = seen(land, "")
    assert reasons(view) == {"does not run the service": ("Strathmore",)}
    assert view.each.reference_name == "All 4"


def test_A5_part_of_a_year_is_left_out_of_the_year(land: Town):
    whole = [f"2024-{month:02d}" for month in range(4, 13)] + ["2025-01", "2025-02", "2025-03"]
    rows = flat(online(key, 40, 10, month) for key in ("FIR", "GLE") for month in whole)
    land.load([*rows, *flat(online("INV", 40, 10, month) for month in whole[:11])])
    view = seen(land, "frequency=financial_year&to=2025-03-31")
    assert shown(view) == {"Firthshire": "25.0%", "Glenmor": "25.0%"}
    assert reasons(view) == {
        "part of the period only: 11 of 12 figures in": ("Inverloch",),
        "no figures for this measure are loaded": ("Kyle and Bute", "Strathmore"),
    }


def test_calendar_and_financial_years_are_never_compared_with_each_other(land: Town):
    def year(council: str, period: str, length: str) -> list[Given]:
        return [
            Given(measure, value, period, council=council, length=length)  # type: ignore[arg-type]
            for measure, value in (("started", 40), ("completed", 10))
        ]

    calendar = flat(year(key, "2017", "year") for key in ("FIR", "GLE", "INV"))
    financial = flat(year(key, "2017-18", "financial_year") for key in ("KYL", "STR"))
    land.load([*calendar, *financial])
    view = seen(land, "")
    assert view.choice.frequency == "year"
    assert list(shown(view)) == ["Firthshire", "Glenmor", "Inverloch"]
    assert reasons(view) == {
        "figures by financial year only, which are not compared with figures by calendar year": (
            "Kyle and Bute",
            "Strathmore",
        )
    }
    assert list(shown(seen(land, "frequency=financial_year"))) == ["Kyle and Bute", "Strathmore"]


def test_D5_costs_on_another_basis_are_left_out(land: Town):
    land.load(flat(library(key, 300, 100) for key in ("FIR", "GLE", "INV")), cost_basis="direct")
    land.load(library("KYL", 300, 100), source="other", cost_basis="full")
    view = seen(land, "kpi=cost_per_transaction")
    assert list(shown(view)) == ["Firthshire", "Glenmor", "Inverloch"]
    assert ("Kyle and Bute",) in reasons(view).values()


def test_D5_costs_in_one_years_prices_are_never_compared_with_cash(land: Town):
    land.load(flat(library(key, 300, 100) for key in ("FIR", "GLE", "INV")), cost_basis="direct")
    land.load(library("KYL", 300, 100), source="real", cost_basis="direct, 2024-25 prices")
    view = seen(land, "kpi=cost_per_transaction")
    assert list(shown(view)) == ["Firthshire", "Glenmor", "Inverloch"]
    said = "counted at direct cost, in 2024-25 prices; the others counted at direct cost"
    assert reasons(view)[said] == ("Kyle and Bute",)


def answers(council: str) -> list[Given]:
    return [Given(f"rating_{level}", 10 * level, council=council) for level in range(1, 6)]


def test_D6_answers_asked_for_at_different_points_are_never_compared(land: Town):
    land.load(flat(answers(key) for key in ("FIR", "GLE", "INV")), collection_basis="end pages")
    land.load(answers("KYL"), source="survey", collection_basis="follow-up")
    land.load(answers("STR"), source="other")
    view = seen(land, "kpi=user_satisfaction")
    assert list(shown(view)) == ["Firthshire", "Glenmor", "Inverloch"]
    assert reasons(view) == {
        "asked in a follow-up; the others asked where a transaction ends": ("Kyle and Bute",),
        "asked at a point that is not stated; the others asked where a transaction ends": ("Strathmore",),
    }


def test_D6_councils_that_do_not_say_where_they_asked_are_compared_with_each_other(land: Town):
    for key in ("FIR", "GLE"):
        land.load(answers(key), source=key.lower())
    view = seen(land, "kpi=user_satisfaction")
    assert list(shown(view)) == ["Firthshire", "Glenmor"]
    assert not any("asked" in said for said in reasons(view))


def test_illustrative_councils_are_never_compared_with_real_ones(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "GLE", "arden-vale", "brackenmoor")))
    view = seen(land, "council=FIR&council=GLE&council=arden-vale")
    assert list(shown(view)) == ["Firthshire", "Glenmor"]
    assert reasons(view) == {"illustrative: never compared with real councils": ("Arden Vale",)}
    assert not view.illustrative
    assert seen(land, "group=illustrative").illustrative
    for group in (view, seen(land, "group=illustrative"), seen(land, "group=scotland")):
        assert len({council.illustrative for council in group.choice.group.having}) == 1


# --- What is chosen


def test_councils_chosen_by_hand_are_a_group_that_says_so(land: Town):
    five(land)
    view = seen(land, "council=STR&council=FIR&council=S12000001")
    assert list(shown(view)) == ["Firthshire", "Strathmore"]
    assert view.members.group[0].startswith("Chosen by you")
    assert view.form.groups[0] == ("Chosen by you", (("", "Chosen by you: 2 councils"),))
    assert view.form.group == ""


def test_one_council_chosen_is_shown_in_its_own_group_and_stands_out(land: Town):
    five(land)
    view = seen(land, "council=GLE")
    assert view.choice.group.key == "scotland"
    assert [row.name for row in view.each.rows if row.picked] == ["Glenmor"]


def test_a_council_added_to_a_group_is_compared_and_counted_with_it_and_named_beside_it(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 60, 45), *online("ASH", 100, 95), *online("FRD", 9, 9)])
    view = seen(land, "group=scotland&council=ASH")
    assert list(shown(view)) == ["Ashwell", "Firthshire", "Glenmor"]
    assert [row.name for row in view.each.rows if row.picked] == ["Ashwell"]
    assert "Scotland’s councils and Ashwell" in view.lead
    assert "All 3 together" in view.members.together[0]
    assert "150 completed ÷ 200 started" in view.members.together[1]  # 10 + 45 + 95 of 40 + 60 + 100
    assert "council=ASH" in view.each.file


def test_a_council_added_without_figures_is_left_out_and_said_to_be(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 60, 45)])
    view = seen(land, "group=scotland&council=ASH")
    assert list(shown(view)) == ["Firthshire", "Glenmor"]
    assert "Ashwell" in reasons(view)["no figures for this measure are loaded"]


def test_an_illustrative_council_is_never_added_to_real_ones(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 60, 45), *online("arden-vale", 9, 9)])
    view = seen(land, "group=scotland&council=arden-vale")
    assert list(shown(view)) == ["Firthshire", "Glenmor"]
    assert "Arden Vale" in reasons(view)["illustrative: never compared with real councils"]


def test_a_measure_chosen_without_scripts_keeps_the_group_and_drops_the_service_that_does_not_go_with_it(land: Town):
    land.load([*flat(online(key, 40, 10) for key in SCOTTISH), *flat(library(key, 300, 100) for key in SCOTTISH)])
    moved = seen(land, "kpi=completion_rate&service=library-visits&group=scotland&from=2022-04-01", Elsewhere)
    assert moved.address == "/compare?kpi=completion_rate&service=missed-bin&group=scotland"
    assert shown(seen(land, urlsplit(moved.address).query))


def test_a_group_that_does_not_go_with_the_measure_is_dropped(land: Town):
    land.load([*flat(online(key, 40, 10) for key in SCOTTISH), *flat(library(key, 300, 100) for key in ("ASH", "FRD"))])
    moved = seen(land, "kpi=completion_rate&group=england", Elsewhere)
    assert moved.address == "/compare?kpi=completion_rate"


def test_a_group_alone_is_shown_with_a_measure_that_it_has(land: Town):
    land.load([*flat(online(key, 40, 10) for key in SCOTTISH), *flat(library(key, 300, 100) for key in ("ASH", "FRD"))])
    assert seen(land, "group=england").choice.service.key == "library-visits"


def test_the_form_repeats_the_address_it_was_made_for(land: Town):
    months = ("2025-04", "2025-05", "2025-06")
    land.load(flat(online(key, 40, 10, month) for key in SCOTTISH for month in months))
    query = "kpi=completion_rate&service=missed-bin&group=scotland&council=FIR&from=2025-04-01&to=2025-05-31"
    first = seen(land, query)
    form = first.form
    again = f"kpi={form.kpi}&service={form.service}&group={form.group}&from={form.start}&to={form.end}"
    again += "".join(f"&council={key}" for key, _ in form.picked)
    assert parse_qs(again) == parse_qs(query)
    assert seen(land, again).lead == first.lead


def test_every_value_of_the_form_is_among_its_options(land: Town):
    five(land)
    for query in ("", "to=2030-12-31", "from=2001-01-01", "council=FIR&council=GLE"):
        form = seen(land, query).form
        assert form.kpi in dict(form.kpis)
        assert form.service in dict(form.services)
        assert form.group in dict(option for _, options in form.groups for option in options)
        assert form.start in dict(form.starts)
        assert form.end in dict(form.ends)


def test_services_offered_are_those_of_the_measure_that_two_councils_share(land: Town):
    rows = flat(online(key, 40, 10) for key in SCOTTISH)
    land.load([*rows, *online("FIR", 4, 1, service="blue-badge"), *flat(library(k, 300, 100) for k in SCOTTISH)])
    form = seen(land, "kpi=completion_rate").form
    assert form.services == (("missed-bin", "Report a missed bin"),)
    assert set(dict(form.kpis)) == {
        "completion_rate",
        "digital_take_up",
        "unaided_digital_take_up",
        "cost_per_transaction",
    }


def test_a_period_without_figures_says_since_when_there_are_some_and_offers_the_nearest(land: Town):
    five(land)
    view = seen(land, "kpi=completion_rate&to=2030-03")
    assert view.each is None
    assert view.empty.why == "There is no figure for March 2030. Figures run from April 2025 to April 2025."
    assert view.empty.ways_on[0] == ("Compare April 2025, the nearest", "/compare?kpi=completion_rate&to=2025-04-30")


def test_a_frequency_that_no_figure_has_offers_those_there_are(land: Town):
    land.load(flat(library(key, 300, 100) for key in SCOTTISH))
    nothing = seen(land, "frequency=month", NothingToCompare)
    assert "has no figures by month; there are figures by financial year" in nothing.why
    assert nothing.ways_on == (("Compare by financial year", "/compare?frequency=financial_year"),)


def test_a_measure_that_one_council_has_is_nothing_to_compare(land: Town):
    land.load(online("FIR", 40, 10))
    assert "No two councils have figures for Completion rate" in seen(land, "kpi=completion_rate", NothingToCompare).why
    assert seen(land, "", NothingToCompare).ways_on == ()


def test_councils_of_which_only_one_has_figures_are_nothing_to_compare(land: Town):
    five(land)
    nothing = seen(land, "council=FIR&council=ASH", NothingToCompare)
    assert "only" not in nothing.ways_on[0][0]
    assert nothing.ways_on[0][1] == "/compare?council=FIR"


@pytest.mark.parametrize(
    ("query", "heading"),
    [
        ("kpi=nope", "We hold no measure called “nope”"),
        ("service=nope", "We hold no service called “nope”"),
        ("group=nope", "We hold no group called “nope”"),
        ("council=nope", "We hold no council called “nope”"),
    ],
)
def test_what_is_not_there_is_said_not_to_be(land: Town, query: str, heading: str):
    five(land)
    assert seen(land, query, NotFound).heading == heading


def test_D5_two_services_are_refused_in_words(land: Town):
    five(land)
    with pytest.raises(SelectionError, match="Compare one service at a time"):
        seen(land, "service=missed-bin&service=blue-badge")


def test_A10_councils_that_ended_are_shown_as_they_were_and_named(land: Town):
    land.load(flat(online(key, 40, 10, "2018-04") for key in ("ASH", "FRD", "OLD")))
    view = seen(land, "group=england")
    assert "Oldby" in shown(view)
    assert view.members.care[-1] == (
        "Councils are shown as they were in April 2018: 1 of them has since been merged or split: Oldby."
    )


# --- Over time


def test_over_time_each_council_stands_beside_all_of_them_together(land: Town):
    rows = flat(online(key, 40, 10, month) for key in ("FIR", "GLE") for month in ("2025-04", "2025-05"))
    land.load([*rows, *online("INV", 10, 10, "2025-05")])
    view = seen(land, "")
    together = {point.period.label: point.figure.value for point in view.over_time.reference.points}
    # April: 20 of 80, as Inverloch had not begun; May: 20 + 10 of 80 + 10
    assert together == {"May 2025": pytest.approx(30 / 90)} | {"April 2025": 20 / 80}
    assert view.over_time.labels[0] == "Firthshire: 25.0% in April 2025, 25.0% in May 2025"
    assert view.over_time.says[2] == "100.0%"


def test_A2_a_month_without_a_figure_is_a_gap_and_a_marker(land: Town):
    months = ("2025-04", "2025-05", "2025-06")
    rows = flat(online(key, 40, 10, month) for key in ("FIR", "GLE") for month in months)
    land.load([row for row in rows if (row.council, row.period) != ("GLE", "2025-05")])
    view = seen(land, "")
    glenmor = view.over_time.series[1]
    assert [point.figure.value for point in glenmor.points] == [0.25, None, 0.25]
    assert [cell.text for cell in view.over_time.table.rows[1]] == ["Glenmor", "25.0%", "[x]", "25.0%"]


def test_the_table_of_many_months_has_a_row_for_each_council_and_year(land: Town):
    months = [f"2024-{month:02d}" for month in range(1, 13)] + [f"2025-{month:02d}" for month in range(1, 5)]
    land.load(flat(online(key, 40, 10, month) for key in ("FIR", "GLE") for month in months))
    table = seen(land, "").over_time.table
    assert len(table.columns) == 13
    assert [row[0].text for row in table.rows[:4]] == [
        "Firthshire, 2023-24",
        "Firthshire, 2024-25",
        "Firthshire, 2025-26",
        "Glenmor, 2023-24",
    ]


def test_the_file_of_each_chart_asks_for_what_it_shows(land: Town):
    five(land)
    address = urlsplit(seen(land, "").each.file)
    assert address.path == "/data/completion_rate.csv"
    assert parse_qs(address.query) == {
        "service": ["missed-bin"],
        "group": ["scotland"],
        "frequency": ["month"],
        "to": ["2025-04-30"],
        "limits": ["adjusted"],
    }


def test_too_many_councils_for_small_multiples_are_shown_as_one_and_those_picked_as_lines(tmp_path):
    from kpis.councils import Council
    from kpis.services import Service

    town = Town(tmp_path / "many")
    keys = [f"C{place:03d}" for place in range(MOST_LINES + 1)]
    councils = [Council(key, f"Council {key}", key, "Unitary council, Scotland", "Scotland") for key in keys]
    town.writer.reference(councils, [Service("missed-bin", "Report a missed bin")], [])
    town.load(flat(online(key, 40, 10, month) for key in keys for month in ("2025-04", "2025-05")))
    view = seen(town, "")
    assert len(view.each.rows) == MOST_LINES + 1
    assert view.over_time.series == ()
    assert view.over_time.reference is not None
    assert view.over_time.instead.startswith("61 councils are too many to show one by one")
    assert [line.name for line in seen(town, "council=C007").over_time.series] == ["Council C007"]
