from tests.views.nations import library, online
from tests.warehouse.given import Town
from views.not_found import alike, unknown_council, unknown_group, unknown_kpi, unknown_service


def test_a_mistyped_council_is_answered_with_councils_of_a_like_name(land: Town):
    land.load(online("FIR", 40, 10))
    found = unknown_council(land.reader, "firth-shire")
    assert found.heading == "We hold no council called “firth-shire”"
    assert [(near.name, near.href) for near in found.near] == [("Firthshire", "/council/FIR")]
    assert found.council


def test_a_council_without_figures_is_named_and_has_no_link(land: Town):
    land.load(online("FIR", 40, 10))
    [near] = unknown_council(land.reader, "glenmoor").near
    assert (near.name, near.href) == ("Glenmor", "")
    assert "no figures here" in near.detail


def test_what_was_asked_for_is_repeated_only_so_far(land: Town):
    assert len(unknown_council(land.reader, "x" * 5000).asked) == 80


def test_a_mistyped_service_is_answered_with_the_councils_services_of_a_like_name(land: Town):
    land.load([*online("FIR", 40, 10), *library("FIR", 300, 100)])
    found = unknown_service(land.reader, "mised-bin", "FIR")
    assert found.heading == "We hold no service called “mised-bin” for Firthshire"
    assert [near.href for near in found.near] == ["/council/FIR/missed-bin"]


def test_a_service_unlike_any_other_is_answered_with_all_the_council_has(land: Town):
    land.load([*online("FIR", 40, 10), *library("FIR", 300, 100)])
    assert {near.name for near in unknown_service(land.reader, "zzz", "FIR").near} == {
        "Libraries",
        "Report a missed bin",
    }


def test_a_measure_is_found_by_its_key_or_name_and_told_in_a_sentence(land: Town):
    land.load(online("FIR", 40, 10))
    found = unknown_kpi(land.reader, "completion")
    assert found.sentence == "We hold no measure called “completion”. Did you mean completion_rate?"


def test_a_mistyped_group_is_answered_with_groups_of_a_like_name(land: Town):
    names = {"scotland": "Scotland’s councils", "wales": "Wales’s councils"}
    assert [near.key for near in unknown_group(names, "scottland").near] == ["scotland"]


def test_likeness_puts_the_likest_first():
    assert alike("libraries", {"a": "Libraries", "b": "Library visits", "c": "Planning"}) == ["a", "b"]
