"""What people come for, from one end to the other, each with Dash and again without JavaScript."""

import csv
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.dashboard import Person

BIN = "/council/arden-vale/report-a-missed-bin"
DOWNLOAD = re.compile("^Download CSV")


def rows_of(download):
    with Path(download.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_someone_finds_a_council_by_part_of_its_name_and_reads_its_figures(person):
    person.opens("/")
    person.writes("Find your council", "aber")
    person.presses("Find")
    person.sees("Councils that “aber” may mean")
    person.follows("Aberdeen City")
    person.reads("Aberdeen City")
    person.is_at("/council/ABE")
    # The publisher's file, 2022-23: CORP08 175,525 of 200,604 invoices; C&L02 £4,025 thousand for 1,648,447 visits
    assert "87.5%" in person.tile("Invoices paid within 30 days")
    assert "£2.44" in person.tile("Cost per library visit")
    assert "2022-23" in person.tile("Cost per library visit")


def test_a_name_that_means_one_council_leads_straight_to_it(person):
    person.opens("/")
    person.writes("Find your council", "Arden Vale")
    person.presses("Find")
    person.reads("Arden Vale")
    person.is_at("/council/arden-vale")
    expect(person.page.locator(".gh-notice")).to_contain_text("Arden Vale is a fictional council")


def test_a_service_is_opened_from_the_table_of_its_council(person):
    person.opens("/council/arden-vale")
    person.follows("Report a missed bin", within=".gh-services")
    person.reads("Report a missed bin")
    person.is_at(BIN)
    assert "March 2026" in person.tile("Completion rate")
    assert "71.9%" in person.tile("Completion rate")  # 811 completed of 1,128 started
    person.sees("811 completed ÷ 1,128 started = 71.9%")
    person.follows("Arden Vale", within="[aria-label=Breadcrumb]")
    person.reads("Arden Vale")


def test_services_are_put_in_another_order_by_a_heading(person):
    person.opens("/council/arden-vale")
    person.follows("Completion rate", within=".gh-services thead")
    person.is_at("/council/arden-vale?sort=completion_rate")
    expect(person.page.locator(".gh-services [aria-sort=ascending]")).to_have_text("Completion rate")
    rates = [float(row[2].split("%")[0]) for row in person.rows(person.page.locator(".gh-services"))]
    assert len(rates) == 8
    assert rates == sorted(rates)


def test_another_stretch_of_time_is_chosen_and_applied(person):
    person.opens(BIN)
    person.chooses("Show by", "Quarter")
    person.chooses("From", "April 2025")
    person.presses("Apply")
    # January 837 + February 834 + March 811 = 2,482 completed of 1,053 + 1,092 + 1,128 = 3,273 started: 75.8%
    person.sees("From January to March 2026, 75.8% of online transactions started were completed.")
    person.is_at(f"{BIN}?frequency=quarter&from=2025-04-01")
    assert [person.has_chosen(label) for label in ("Show by", "From", "To")] == [
        "Quarter",
        "Apr–Jun 2025",
        "Jan–Mar 2026",
    ]
    rows = person.rows(person.section("completion-rate").locator("table"))
    assert [row[0] for row in rows] == [
        "January to March 2026",
        "October to December 2025",
        "July to September 2025",
        "April to June 2025",
    ]
    assert rows[0][1:4] == ["2,482", "3,273", "75.8%"]
    person.chooses("To", "Oct–Dec 2025")
    person.presses("Apply")
    # October 880 + November 832 + December 864 = 2,576 of 1,101 + 1,030 + 1,098 = 3,229: 79.8%
    person.sees("From October to December 2025, 79.8% of online transactions started were completed.")
    assert person.has_chosen("To") == "Oct–Dec 2025"


def test_councils_of_a_family_group_are_compared_and_one_of_them_is_opened(person):
    person.opens("/")
    person.follows("Compare", within="header")
    person.reads("Compare councils")
    person.chooses("Measure", "Crisis grants decided within one day")
    person.presses("Apply")
    person.sees("Scottish Welfare Fund crisis grants decided within one day")
    person.chooses("Group", "People services: Family Group 1 (8)")
    person.presses("Apply")
    # 64,885 of 67,815: the sum of the eight councils' counts in the Improvement Service's file
    person.sees(
        "6 of 8 councils are above 95.7%, the figure for all together", "64,885 decided within one day ÷ 67,815"
    )
    names = [row[0] for row in person.rows(person.section("each").locator("table"))]
    assert names == [
        "Aberdeen City",
        "Aberdeenshire",
        "City of Edinburgh",
        "East Dunbartonshire",
        "East Renfrewshire",
        "Orkney Islands",
        "Perth and Kinross",
        "Shetland Islands",
    ]
    person.follows("Shetland Islands", within="section[aria-labelledby=each]")
    person.reads("Crisis grants")
    person.sees("Shetland Islands", "67.9%")  # 95 of 140 decisions


def test_a_council_is_added_to_a_comparison_and_taken_out_again(person):
    person.opens("/compare?kpi=crisis_grants_in_time&group=lgbf-people-family-group-1")
    person.chooses("Add a council", "Glasgow City")
    person.presses("Apply")
    person.sees("Council: Glasgow City")
    assert len(person.rows(person.section("each").locator("table"))) == 9
    person.follows("Remove filter Council: Glasgow City")
    expect(person.page.locator("main")).not_to_contain_text("Council: Glasgow City")
    assert len(person.rows(person.section("each").locator("table"))) == 8


def test_the_file_behind_a_chart_holds_the_chart_s_value(person):
    person.opens(BIN)
    shown = person.tile("Completion rate")
    download = person.downloads(person.section("completion-rate").get_by_role("link", name=DOWNLOAD))
    assert download.suggested_filename == "completion_rate_arden-vale_report-a-missed-bin_month.csv"
    rows = rows_of(download)
    assert len(rows) == 36
    (march,) = [row for row in rows if row["period_start"] == "2026-03-01"]
    assert (march["numerator"], march["denominator"]) == ("811", "1128")
    assert f"{float(march['value']):.1%}" == "71.9%"
    assert f"{float(march['value']):.1%}" in shown


def test_back_forward_reload_and_a_shared_link_show_exactly_the_same_page(person, visit):
    person.opens("/compare?kpi=cost_per_transaction&service=library-visits&group=scotland")
    person.reads("Compare councils")
    compared = person.content()
    person.follows("Angus", within="section[aria-labelledby=each]")
    person.reads("Libraries")
    whole = person.content()
    person.chooses("From", "2018-19")
    person.presses("Apply")
    person.sees("2018-19 to 2022-23")
    chosen, address = person.content(), person.page.url
    person.goes_back()
    expect(person.page.get_by_label("From", exact=True)).to_have_value("")
    assert person.content() == whole
    person.goes_back()
    person.reads("Compare councils")
    assert person.content() == compared
    person.goes_forward()
    person.reads("Libraries")
    assert person.content() == whole
    person.goes_forward()
    expect(person.page.get_by_label("From", exact=True)).to_have_value("2018-04-01")
    assert person.content() == chosen
    person.reloads()
    assert person.content() == chosen
    someone_else = Person(visit(java_script_enabled=person.with_dash).new_page(), person.base, person.with_dash)
    someone_else.opens(address.removeprefix(person.base))
    assert someone_else.content() == chosen


def test_a_mistyped_council_leads_to_near_names_and_on(person):
    assert person.opens("/council/ardn-vale") == 404
    person.reads("We hold no council called “ardn-vale”")
    person.follows("Arden Vale")
    person.reads("Arden Vale")
    assert person.opens("/council/nosuch") == 404
    person.writes("Find your council", "Solihull")
    person.presses("Find")
    person.reads("Solihull")


def test_a_service_that_a_council_does_not_have_is_not_found_and_names_those_it_has(person):
    assert person.opens("/council/arden-vale/report-a-dragon") == 404
    person.reads("We hold no service called “report-a-dragon” for Arden Vale")
    person.follows("Report a pothole")
    person.reads("Report a pothole")
    # Saltwick Bay issues no parking permits: examples/illustrative/README.md
    assert person.opens("/council/saltwick-bay/renew-a-resident-parking-permit") == 404


def test_dates_without_figures_lead_to_the_nearest_that_have_them(person):
    assert person.opens(f"{BIN}?from=2012-01&to=2012-12") == 200
    person.sees("No figures for January to December 2012.", "Figures run from April 2023 to March 2026.")
    person.follows("Show April 2023, the nearest period")
    person.sees("In April 2023, 68.9% of online transactions started were completed")  # 716 of 1,039
    person.goes_back()
    person.follows("show all its figures")
    assert "71.9%" in person.tile("Completion rate")


def test_an_address_that_asks_for_what_cannot_be_says_so_and_leads_on(person):
    assert person.opens(f"{BIN}?frequency=fortnight") == 400
    person.sees(
        "'frequency' cannot be 'fortnight'; it is one of week, month, quarter, financial_year, year, twelve_months."
    )
    person.follows("Report a missed bin, Arden Vale")
    person.reads("Report a missed bin")


def test_what_was_refused_is_told_with_its_reason_and_can_be_taken_away(person):
    person.opens("/")
    person.follows("each with its reason")
    person.reads("About the data")
    told = {row[0]: int(row[1]) for row in person.rows(person.section("refused-rows").locator("table"))}
    assert told["Unknown channel"] == 2  # the waste system's export holds two that nobody has described: its README
    rows = rows_of(person.downloads(person.page.get_by_role("link", name=re.compile("^Download all .* as CSV$"))))
    assert len(rows) == sum(told.values())
    assert all(row["reason"] and row["remedy"] for row in rows)
    assert [row["value"] for row in rows if row["reason"] == "Unknown channel"] == ["KIOSK-7", "KIOSK-7"]
