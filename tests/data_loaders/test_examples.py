"""What the examples' own configuration makes of real data, against what the publishers say."""

import csv
import gzip
import re
from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from configuration import read_configuration
from data_loaders.comparison import groups
from data_loaders.register import full_register
from tests.data_loaders.framework import compare
from tests.data_loaders.taking import take

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
DIFFERENCES = ROOT / "docs" / "lgbf-differences.md"
COUNCILS = 32


@pytest.fixture(scope="module")
def configuration():
    return read_configuration(EXAMPLES / "guildhall.toml")


@pytest.fixture(scope="module")
def register(configuration):
    return full_register(configuration)


@pytest.fixture(scope="module")
def taken(configuration, register):
    read = {}

    def once(name):
        if name not in read:
            read[name] = take(configuration, name, register)
        return read[name]

    return once


@pytest.fixture(scope="module")
def compared(configuration, register):
    return list(compare(configuration, register))


# Local Government Benchmarking Framework


def amount(value: Decimal) -> str:
    return f"{value:,.0f}"


def sums_that_differ(compared):
    """(indicator, year, which sum, ours, published, difference) where they are a pound or a count apart."""
    rows = []
    for each in compared:
        pairs = {
            "numerator": (each.numerator, each.published_numerator),
            "denominator": (each.denominator, each.published_denominator),
        }
        for which, (ours, published) in pairs.items():
            if abs(ours - published) >= 1:
                rows.append(
                    (
                        each.indicator.code,
                        each.year,
                        which,
                        amount(ours),
                        amount(published),
                        f"{ours - published:+,.0f}",
                    )
                )
    return rows


def rates_that_differ(compared):
    """(indicator, year, ours, published) where they differ as they are printed, to two decimals."""
    rows = []
    for each in compared:
        ours, published = f"{each.rate:.2f}", f"{each.published_rate:.2f}"
        if ours != published:
            rows.append((each.indicator.code, each.year, ours, published))
    return rows


def documented(heading):
    """The rows of the table under a heading of docs/lgbf-differences.md."""
    section = DIFFERENCES.read_text(encoding="utf-8").split(f"## {heading}\n")[1].split("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")][1:]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in rows]


def test_every_indicator_and_year_is_compared_with_the_publishers_own_sum(compared):
    years = Counter(each.indicator.code for each in compared)
    assert years == {
        "C&L01": 13, "C&L02": 13, "C&L03": 13, "ECON02": 13, "CORP04": 13, "CORP08": 13, "CORP09": 5, "CORP10": 5,
    }  # fmt: skip


def test_A1_sums_over_the_councils_are_the_publishers_for_scotland_but_where_documented(compared):
    assert sums_that_differ(compared) == documented("Sums")


def test_A1_rates_of_sums_are_the_publishers_for_scotland_but_where_documented(compared):
    assert rates_that_differ(compared) == documented("Rates")


def test_A2_a_museum_without_visits_has_a_gap_and_not_a_zero(taken):
    rows = [row for row in taken("lgbf-cost-per-transaction").observations if row["service"] == "museum-visits"]
    visits = {(row["council"], row["period_start"].year): row for row in rows if row["measure"] == "completed"}
    assert len(visits) == COUNCILS * 13
    # East Renfrewshire has no visits in any year; Clackmannanshire none from 2014-15.
    assert {visits["ERW", year]["status"] for year in range(2010, 2023)} == {"not_provided"}
    assert visits["CLK", 2013]["value"] == 7984
    assert visits["CLK", 2014]["value"] is None
    assert not [row for row in visits.values() if row["value"] == 0]


def test_the_year_that_is_not_over_is_left_out_with_its_reason(taken):
    for name in ("lgbf-crisis-grants", "lgbf-community-care-grants"):
        assert list(taken(name).left_out.values()) == [COUNCILS]
        assert "part of the year only" in next(iter(taken(name).left_out))
        assert max(row["period_end"] for row in taken(name).observations) == date(2023, 3, 31)


def test_the_year_left_out_is_indeed_about_a_quarter_of_the_one_before():
    decided: Counter[tuple[str, str]] = Counter()
    path = EXAMPLES / "open" / "lgbf-scotland" / "LGBF_ScotDataReal_ISSpatialHub.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            if row["Code"] in ("CORP09", "CORP10") and row["Year"] >= "2022-23":
                decided[row["Code"], row["Year"]] += int(float(row["LA_Den_Real"]))
    # 63,115 of 283,175 and 21,605 of 93,430 decisions: 22% and 23%.
    assert decided["CORP09", "2023-24"] / decided["CORP09", "2022-23"] == pytest.approx(0.22, abs=0.01)
    assert decided["CORP10", "2023-24"] / decided["CORP10", "2022-23"] == pytest.approx(0.23, abs=0.01)


def test_nothing_of_the_framework_is_refused_and_its_blank_rows_are_not_its_indicators(taken):
    for name in ("lgbf-cost-per-transaction", "lgbf-council-tax", "lgbf-invoices"):
        assert (taken(name).refusals, taken(name).left_out) == ([], {})
    assert taken("lgbf-cost-per-transaction").rows_read == 4 * 13 * COUNCILS
    # One council sent no invoices for 2015-16.
    assert taken("lgbf-invoices").rows_read == 13 * COUNCILS - 1


def test_D10_the_official_family_groups_are_two_sets_of_four_groups_of_eight(configuration, register):
    official = [group for group in groups(configuration, register) if group.key.startswith("lgbf-")]
    assert [len(group.councils) for group in official] == [8] * 8
    for prefix in ("lgbf-place", "lgbf-people"):
        members = [key for group in official if group.key.startswith(prefix) for key in group.councils]
        assert len(set(members)) == COUNCILS
    assert "library-visits" in official[0].services


# Freedom of information requests in 2017


def test_only_rows_without_a_known_year_are_refused_among_349_councils(taken):
    foi = taken("foi-2017")
    assert foi.rows_read == 349
    assert len({row["council"] for row in foi.observations}) == 343
    assert Counter(reason for *_, reason in foi.reasons()) == {"Unknown length of year": 6}
    assert sorted(value for _, column, value, _ in foi.reasons() if column == "type") == [
        "",
        "",
        "",
        "",
        "Feb-Feb",
        "July-July",
    ]


def test_A10_councils_that_have_ended_since_are_found_as_they_were(taken):
    councils = {row["council"] for row in taken("foi-2017").observations}
    assert {"POL", "BKM", "NTH", "SUF", "DOR"} <= councils
    assert not {"BPC", "BUC", "NNT", "DST"} & councils


def test_A2_what_a_council_did_not_say_is_a_gap(taken):
    rows = taken("foi-2017").observations
    missing = Counter(row["measure"] for row in rows if row["status"] == "not_provided")
    # '-' stands for 4 totals and 51 counts in time; 3 and 4 of these are in rows without a type, which are refused.
    assert missing == {"foi_requests": 1, "foi_answered_in_time": 47}


def test_every_alias_is_settled_by_the_same_body_in_both_lists():
    with (ROOT / "data_loaders" / "register" / "uk_local_authorities_current.csv").open(encoding="utf-8") as file:
        bodies = {row["local-authority-code"]: row["wdtk-id"].removesuffix(".0") for row in csv.DictReader(file)}
    with (EXAMPLES / "open" / "localgov-foi-2017" / "total_fois_with_wdtk.csv").open(encoding="utf-8-sig") as file:
        written = {row["council"]: row["wdtk_id"] for row in csv.DictReader(file)}
    with (EXAMPLES / "aliases" / "foi-2017.csv").open(encoding="utf-8") as file:
        aliases = list(csv.DictReader(file))
    assert len(aliases) == 60
    assert [row["name"] for row in aliases if bodies[row["council"]] != written[row["name"]]] == []


def test_the_scottish_file_is_of_the_calendar_year():
    """In the other file a council's own year holds the calendar year's requests just where it is the calendar year."""
    with (EXAMPLES / "open" / "localgov-foi-2017" / "total_fois_with_wdtk.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 349
    assert all((row["wdtk_count"] == row["wdtk_calendar"]) == (row["type"] == "Calendar") for row in rows)
    with (EXAMPLES / "open" / "localgov-foi-2017" / "scotland_with_wdtk.csv").open(encoding="utf-8-sig") as file:
        assert all(row["wdtk_count"] == row["wdtk_calendar"] for row in csv.DictReader(file))


# Central government


def test_22_true_quarters_have_more_digital_than_total(taken):
    volumes: dict[tuple[str, date], dict[str, Decimal | None]] = {}
    for row in taken("central-government-quarters").observations:
        volumes.setdefault((row["service"], row["period_start"]), {})[row["channel"]] = row["value"]
    assert len(volumes) == 734 * 21
    pairs = [(each["digital"], each["all"]) for each in volumes.values()]
    assert len([1 for digital, total in pairs if digital is not None and total is not None and digital > total]) == 22


def test_quarters_and_services_are_those_of_the_file(taken):
    quarters = taken("central-government-quarters")
    assert len(quarters.services) == 734
    assert quarters.services["co-voter-registration"] == "Voter registrations"
    spring = [
        row["value"]
        for row in quarters.observations
        if (row["service"], row["period_start"]) == ("co-voter-registration", date(2016, 4, 1))
    ]
    # "4,618,458" in all and "4,380,871" digital, April to June 2016.
    assert sorted(spring) == [4380871, 4618458]
    assert quarters.refusals == []


def test_rolling_years_are_loaded_once_each_with_their_true_dates(taken):
    periods = {(row["period_start"], row["period_end"]) for row in taken("central-government-costs").observations}
    assert periods == {(date(year - 1, 10, 1), date(year, 9, 30)) for year in range(2012, 2018)}


def test_a_cost_that_is_a_volume_times_a_rate_is_an_estimate(taken):
    rows = taken("central-government-costs").observations
    petitions = [row for row in rows if row["service"] == "co-signing-an-e-petition" and row["value"] is not None]
    first = {row["measure"]: row for row in petitions if row["period_start"] == date(2011, 10, 1)}
    # 6,400,000 signatures at £0.005 are £32,000.
    assert (first["completed"]["value"], first["completed"]["status"]) == (6400000, "provided")
    assert (first["cost"]["value"], first["cost"]["status"]) == (32000, "estimated")
    assert {row["status"] for row in rows if row["measure"] == "cost"} == {"estimated", "not_provided"}


def test_A7_the_true_quarters_of_a_rolling_year_add_up_to_it_for_most_services(taken):
    """What shows that '2016-Q4 Vol.' is October 2015 to September 2016; the publisher's own check says so too."""
    years = {
        row["service"]: row["value"]
        for row in taken("central-government-costs").observations
        if row["measure"] == "completed" and row["period_start"] == date(2015, 10, 1) and row["value"] is not None
    }
    quarters = defaultdict(list)
    for row in taken("central-government-quarters").observations:
        within = date(2015, 10, 1) <= row["period_start"] < date(2016, 10, 1)
        if row["channel"] == "all" and within and row["value"] is not None:
            quarters[row["service"]].append(row["value"])
    assert len(years) == 531
    assert {len(quarters[service]) for service in years} == {4}
    agree = [service for service, total in years.items() if sum(quarters[service]) == total]
    assert len(agree) == 522
    assert len([service for service in agree if years[service] > 0]) == 499


# Solihull


def test_the_ward_named_null_is_shown_as_unknown_and_the_wards_make_the_week(taken):
    wards = {row["segment"]: row["value"] for row in taken("solihull-missed-bins").observations}
    assert (len(wards), wards["Unknown"], sum(wards.values())) == (18, 2, 170)
    weeks = {(row["period_start"], row["period_end"]) for row in taken("solihull-missed-bins").observations}
    assert weeks == {(date(2014, 5, 26), date(2014, 6, 1))}


# Six fictional councils


def test_illustrative_figures_never_carry_the_name_of_a_real_council(configuration, register):
    invented = {council.key for council in register.councils if council.illustrative}
    for source in configuration.source:
        named = {source.council.fixed, *source.council.map.values()} - {None}
        assert source.illustrative == bool(named & invented), source.name
        if source.illustrative:
            assert named <= invented


def test_every_database_of_the_examples_has_its_variable_set_for_make_run(configuration):
    script = (EXAMPLES / "environment.sh").read_text(encoding="utf-8")
    assert set(re.findall(r"^export (\w+)=", script, re.MULTILINE)) == {
        source.url_variable for source in configuration.source if source.url_variable
    }
