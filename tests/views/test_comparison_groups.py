from kpis.services import Group
from tests.views.nations import COUNCILS, SCOTTISH, SERVICES, flat, online
from tests.warehouse.given import Town
from views.comparables import best, comparables
from views.comparison_groups import chosen, group_names, groups_of, largest

RATE = ("completion_rate", "missed-bin")


def groups(town: Town) -> dict[str, list[str]]:
    return {group.key: [council.name for council in group.having] for group in groups_of(town.reader, *RATE)}


def test_F7_nations_and_kinds_stand_apart_and_illustrative_councils_by_themselves(land: Town):
    keys = ("FIR", "GLE", "ASH", "FRD", "arden-vale", "brackenmoor")
    land.load(flat(online(key, 40, 10) for key in keys))
    assert groups(land) == {
        "england": ["Ashford", "Ashwell"],
        "scotland": ["Firthshire", "Glenmor"],
        "illustrative": ["Arden Vale", "Brackenmoor"],
    }


def test_F7_a_nation_with_several_kinds_of_council_has_a_group_for_each_kind(land: Town):
    unitary = [council for council in COUNCILS if council.key in ("FIR", "GLE")]
    english = [
        type(council)(council.key, council.name, council.full_name, "Unitary council, England", "England")
        for council in unitary
    ]
    others = [council for council in COUNCILS if council.key not in ("FIR", "GLE")]
    land.writer.reference([*others, *english], SERVICES, [])
    land.load(flat(online(key, 40, 10) for key in ("FIR", "GLE", "ASH", "FRD")))
    assert groups(land) == {
        "england": ["Ashford", "Ashwell", "Firthshire", "Glenmor"],
        "district-councils": ["Ashford", "Ashwell"],
        "unitary-councils-england": ["Firthshire", "Glenmor"],
    }
    found = groups_of(land.reader, *RATE)
    assert (
        next(group for group in found if group.key == "england").mixed
        == "district council and unitary council, England"
    )
    assert largest(found).key == "district-councils", "like councils before a larger group of unlike ones"


def test_a_group_needs_two_councils_with_figures(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9), *online("ASH", 10, 9)])
    assert list(groups(land)) == ["scotland"]


def test_members_without_figures_are_known_apart(land: Town):
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9)])
    [group] = groups_of(land.reader, *RATE)
    assert [council.key for council in group.others] == ["INV", "KYL", "STR"]


def test_a_configured_group_is_offered_for_the_services_it_is_meant_for(land: Town):
    mine = Group("mine", "Mine", "Alike.", ("FIR", "GLE", "INV"), ("missed-bin",))
    other = Group("other", "Other", "Alike.", ("FIR", "GLE"), ("blue-badge",))
    land.writer.reference(COUNCILS, SERVICES, [mine, other])
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9)])
    assert list(groups(land)) == ["scotland", "mine"]


def test_a_configured_group_takes_the_place_of_a_built_one_with_its_key(land: Town):
    mine = Group("scotland", "My Scotland", "", ("FIR", "GLE"))
    land.writer.reference(COUNCILS, SERVICES, [mine])
    land.load([*online("FIR", 40, 10), *online("GLE", 10, 9)])
    assert [group.name for group in groups_of(land.reader, *RATE)] == ["My Scotland"]


def test_illustrative_members_of_a_group_of_real_councils_are_set_apart(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "GLE", "arden-vale")))
    picked = [land.reader.register.by_key[key] for key in ("fir", "gle", "arden-vale")]
    group = chosen(picked, *RATE, land.reader)
    assert [council.key for council in group.having] == ["FIR", "GLE"]
    assert [council.key for council in group.apart] == ["arden-vale"]
    assert not group.illustrative


def test_councils_of_different_nations_have_a_group_if_no_other_holds_two(land: Town):
    land.load([*online("FIR", 40, 10), *online("ASH", 10, 9)])
    assert groups(land) == {"all-councils": ["Ashwell", "Firthshire"]}


def test_every_group_that_is_offered_is_a_known_name(land: Town):
    land.load(flat(online(key, 40, 10) for key in (*SCOTTISH, "ASH", "FRD", "arden-vale", "brackenmoor")))
    assert set(groups(land)) <= set(group_names(land.reader))


def test_a_measure_can_be_compared_once_two_real_or_two_illustrative_councils_have_it(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "arden-vale")))
    assert comparables(land.reader) == ()
    land.load(online("GLE", 40, 10), source="second")
    [rate, *_] = comparables(land.reader)
    assert (rate.kpi.key, rate.service.key, rate.councils, rate.illustrative) == (*RATE, 2, False)


def test_illustrative_councils_are_compared_where_real_ones_cannot_be(land: Town):
    land.load(flat(online(key, 40, 10) for key in ("FIR", "arden-vale", "brackenmoor")))
    assert {one.illustrative for one in comparables(land.reader)} == {True}


def test_what_is_shown_first_is_real_then_newest_then_widest(land: Town):
    land.load(flat(online(key, 40, 10, "2025-06") for key in ("arden-vale", "brackenmoor")))
    land.load(flat(online(key, 40, 10, "2025-04") for key in ("FIR", "GLE", "INV")), source="second")
    land.load(flat(online(key, 40, 10, "2025-05", "blue-badge") for key in ("FIR", "GLE")), source="third")
    found = best(comparables(land.reader))
    assert found is not None
    assert (found.service.key, found.illustrative) == ("blue-badge", False)
    assert best([]) is None
