from tests.views.nations import COUNCILS, library, online
from tests.warehouse.given import Given, Town
from views.sections import section_figures, sections, sections_of


def test_councils_stand_by_nation_other_bodies_by_kind_and_invented_councils_last():
    found = sections_of(COUNCILS)
    assert [(part.key, part.title) for part in found] == [
        ("england", "England’s councils"),
        ("scotland", "Scotland’s councils"),
        ("government-departments", "Government departments"),
        ("illustrative", "Fictional councils"),
    ]
    assert [part.illustrative for part in found] == [False, False, False, True]


def test_a_section_says_what_its_members_are_called():
    counted = [part.counted for part in sections_of(COUNCILS)]
    assert counted == [
        "England: 3 councils",
        "Scotland: 5 councils",
        "Government departments: 1",
        "Illustrative: 2 fictional councils",
    ]
    [department] = [part for part in sections_of(COUNCILS) if part.key == "government-departments"]
    assert (department.council, department.councils) == ("government department", "government departments")


def test_F5_members_are_in_alphabetical_order():
    england = sections_of(reversed(COUNCILS))[0]
    assert [council.name for council in england.members] == ["Ashford", "Ashwell", "Oldby"]


def test_only_councils_that_figures_are_expected_of_are_listed(land: Town):
    land.load(online("FIR", 10, 8))
    assert [part.keys for part in sections(land.reader)] == [("FIR",)]


def test_services_that_stand_alone_are_measures_of_their_own(land: Town):
    land.load([*online("FIR", 10, 8), *library("FIR", 600, 200)])
    [scotland] = section_figures(land.reader)
    names = {what.indicator.name for what in scotland.indicators}
    assert names == {"Completion rate", "Digital take-up", "Cost per library visit"}


def test_a_measure_that_is_no_headline_is_in_no_section(land: Town):
    land.load([Given(f"rating_{level}", 20, council="FIR") for level in range(1, 6)])
    [scotland] = section_figures(land.reader)
    assert [what.kpi.key for what in scotland.indicators] == ["user_satisfaction"]
