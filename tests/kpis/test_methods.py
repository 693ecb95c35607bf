from kpis.definitions import built_in
from kpis.dispersion import WINSORISED
from kpis.funnel import DIFFERENT, FEWEST, NOT_DISTINGUISHABLE, WORTH_A_LOOK
from kpis.methods import chapters
from kpis.neighbours import NEIGHBOURS
from kpis.rules import Rule


def rules() -> dict[str, Rule]:
    return {rule.title: rule for chapter in chapters(built_in()) for rule in chapter.rules}


def test_every_chapter_has_a_place_of_its_own_on_the_page_and_rules():
    found = chapters(built_in())
    assert len({chapter.key for chapter in found}) == len(found)
    assert all(chapter.rules for chapter in found)


def test_thresholds_are_those_that_calculate_and_ours_are_said_to_be():
    found = rules()
    assert f"fewer than {FEWEST} councils" in found["Too few councils"].words
    assert found["Too few councils"].ours
    assert f"The {NEIGHBOURS} councils" in found["Nearest neighbours"].words
    assert WINSORISED == 10
    assert "10th and 90th percentiles" in found["Limits widened for over-dispersion"].words
    assert "80%" in found["Coverage"].ours


def test_F4_the_three_phrases_are_on_the_page():
    words = rules()["What may be said"].words
    assert all(phrase in words for phrase in (DIFFERENT, WORTH_A_LOOK, NOT_DISTINGUISHABLE))


def test_F1_measures_with_an_interval_are_named_and_no_others():
    words = rules()["Wilson interval"].words
    assert all((kpi.name in words) == kpi.is_share for kpi in built_in() if kpi.key != "digital_take_up")


def test_every_rule_says_whose_it_is_or_follows_from_the_others():
    unsourced = [rule.title for rule in rules().values() if not rule.source and not rule.ours]
    assert unsourced == ["Kinds", "Other groups", "No causes"]
