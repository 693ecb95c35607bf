from datetime import date
from decimal import Decimal

import pytest

from data_loaders.register import official_councils
from kpis.councils import Register
from kpis.figure import Sums
from kpis.periods import Period, containing
from kpis.succession import ancestry, rebuilt, tier, todays
from tests.kpis.published import published

SOURCE = published("council_succession")
ENDED = {one["code"] for one in SOURCE["ended"]}
STILL_THERE = [one["code"] for one in SOURCE["successors"] if one["code"] not in ENDED]
"""A successor that has ended itself has no history of its own: it is its successor's."""


@pytest.fixture(scope="module")
def register() -> Register:
    return Register(official_councils())


def year(first: int) -> Period:
    return containing(date(first, 4, 1), "financial_year")


def whole(part: int, of: int) -> Sums:
    return Sums(Decimal(part), Decimal(of), provided=1, expected=1)


def before(register: Register, key: str, first: int) -> tuple[set[str], set[str]]:
    found = ancestry(register, register.by_key[key.lower()], year(first))
    return {one.key for one in found.merged}, {one.key for one in found.split}


def test_A10_buckinghamshire_was_four_districts_and_a_county(register: Register):
    assert before(register, "BUC", 2018) == ({"AYL", "CHN", "SBU", "WYO", "BKM"}, set())
    assert before(register, "BUC", 2020) == (set(), set())


def test_A10_chains_are_followed_and_each_period_has_the_councils_of_its_time(register: Register):
    # West Somerset and Taunton Deane became Somerset West and Taunton in 2019, which became Somerset in 2023.
    assert before(register, "SMT", 2017)[0] == {"WSO", "TAU", "MEN", "SEG", "SSO", "SOM"}
    assert before(register, "SMT", 2021)[0] == {"SWT", "MEN", "SEG", "SSO", "SOM"}


def test_A10_a_county_that_split_is_apart_from_the_districts_that_went_over_whole(register: Register):
    assert before(register, "CBD", 2021) == ({"ALL", "CAR", "COP"}, {"CMA"})
    assert before(register, "NNT", 2019) == ({"COR", "ENO", "KET", "WEL"}, {"NTH"})


@pytest.mark.parametrize("successor", STILL_THERE)
def test_A10_the_councils_before_each_successor_are_those_of_the_source(register: Register, successor: str):
    direct = {one["code"] for one in SOURCE["ended"] if successor in one["replaced_by"]}
    council = register.by_key[successor.lower()]
    assert council.start is not None
    last = containing(date(council.start.year - 1, 4, 1), "financial_year")
    merged, split = before(register, successor, last.start.year)
    assert merged | split == direct


def test_A10_districts_are_added_only_if_every_one_reported(register: Register):
    bucks = register.by_key["buc"]
    sums = {key: whole(10, 40) for key in ("AYL", "CHN", "SBU", "WYO")}
    found = rebuilt(register, bucks, year(2018), sums)
    assert found.sums is not None
    assert (found.sums.numerator, found.sums.denominator, found.marker) == (40, 160, "b")
    assert found.parts == ("AYL", "CHN", "SBU", "WYO")
    del sums["SBU"]
    lacking = rebuilt(register, bucks, year(2018), sums)
    assert (lacking.sums, lacking.marker) == (None, "x")
    assert lacking.reason == "without South Bucks, which was part of it"


def test_A10_a_countys_service_is_the_countys_alone(register: Register):
    found = rebuilt(register, register.by_key["buc"], year(2018), {"BKM": whole(3, 4)})
    assert found.parts == ("BKM",)


def test_A10_both_tiers_are_never_added(register: Register):
    sums = {key: whole(1, 2) for key in ("AYL", "CHN", "SBU", "WYO", "BKM")}
    found = rebuilt(register, register.by_key["buc"], year(2018), sums)
    assert found.sums is None
    assert found.reason.startswith("both tiers have figures of their own and are never added")


def test_A10_a_split_countys_past_is_a_break_and_its_districts_past_is_not(register: Register):
    cumberland = register.by_key["cbd"]
    county = rebuilt(register, cumberland, year(2021), {"CMA": whole(1, 2)})
    assert (county.sums, county.marker) == (None, "b")
    assert county.reason == "Cumbria was split, and its figures cannot be divided"
    districts = rebuilt(register, cumberland, year(2021), {key: whole(1, 2) for key in ("ALL", "CAR", "COP")})
    assert districts.sums is not None
    assert districts.sums.denominator == 6


def test_A10_unitary_councils_are_part_of_both_tiers(register: Register):
    bpc = register.by_key["bpc"]
    assert {tier(register.by_key[key]) for key in ("bmh", "pol")} == {"both"}
    assert rebuilt(register, bpc, year(2017), {key: whole(1, 2) for key in ("BMH", "POL", "CHC")}).parts == (
        "BMH",
        "CHC",
        "POL",
    )
    # Of a county's service Christchurch had no part of its own, so the two unitary councils are not the whole.
    assert rebuilt(register, bpc, year(2017), {key: whole(1, 2) for key in ("BMH", "POL")}).sums is None


def test_A10_a_period_with_vesting_day_within_it_is_a_break(register: Register):
    calendar = containing(date(2019, 1, 1), "year")
    found = rebuilt(register, register.by_key["bpc"], calendar, {"BMH": whole(1, 2)})
    assert (found.sums, found.marker) == (None, "b")
    assert found.reason == "it began on 2019-04-01 within the period"


def test_A10_nothing_before_is_not_available(register: Register):
    assert rebuilt(register, register.by_key["bpc"], year(2017), {}).marker == "x"


def test_A10_todays_councils_take_the_place_of_those_that_ended(register: Register):
    asked = [register.by_key[key] for key in ("wso", "tau", "cma", "exe")]
    assert [one.key for one in todays(register, asked)] == ["CBD", "EXE", "SMT", "WAF"]
