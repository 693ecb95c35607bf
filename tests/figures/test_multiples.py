import pytest

from figures.axis import Measured
from figures.multiples import multiples
from tests.figures.examples import COMPLETION, COST, SVG, all_of, parsed, runs, series, texts

SHARES = Measured("percent")


def panels(many, **options):
    labels = [f"{one.name}: a line" for one in many]
    return [parsed(one.svg) for one in multiples(SHARES, many, prefix="m", labels=labels, **options)]


def paths(tree, css):
    return [runs(path.get("d")) for path in all_of(tree, "path", css)]


def test_every_panel_has_one_scale_its_own_line_in_blue_and_the_others_grey():
    web, post = series([0.4, 0.5], key="web", name="Web"), series([0.1, 0.1], key="post", name="Post")
    first, second = panels([web, post])
    # 0 to 60% in steps of 20 over 110 px: 40% is 36.7 px from the top.
    assert texts(first, "e q")[:4] == texts(second, "e q")[:4] == ["0%", "20%", "40%", "60%"]
    assert paths(first, "g-line--thick") == [[[(2, 36.7), (98, 18.3)]]]
    assert paths(first, "g-line--pale") == paths(second, "g-line--thick") == [[[(2, 91.7), (98, 91.7)]]]


def test_the_group_can_be_the_one_grey_line():
    many = [series([0.4, 0.5], key=str(n), name=str(n)) for n in range(3)]
    for tree in panels(many, shared=series([0.45, 0.45], key="group"), height=84):
        assert len(paths(tree, "g-line--pale")) == 1
        assert paths(tree, "g-line--thick") == []
        assert tree.get("height") == "110"


def test_first_and_last_period_are_labelled():
    one = series([0.4] * 5, "financial_year", name="A")
    assert texts(panels([one])[0])[-2:] == ["2010-11", "2014-15"]


def test_names_that_would_touch_on_a_narrow_page_are_years_there():
    (tree,) = panels([series([0.4] * 36, name="A")], columns=3)
    assert texts(tree, "wide") == ["Apr 2023", "Mar 2026"]
    assert texts(tree, "narrow") == ["2023", "2026"]


def test_four_panels_beside_each_other_have_room_for_years_only():
    (tree,) = panels([series([0.4] * 36, name="A")], columns=4)
    assert texts(tree)[-2:] == ["2023", "2026"]


def test_weeks_of_one_year_leave_out_the_year():
    (tree,) = panels([series([0.4] * 10, "week", name="A")])
    assert texts(tree)[-2:] == ["3 Apr", "5 Jun"]


def test_A2_a_gap_breaks_the_line_and_is_marked():
    (tree,) = panels([series([0.4, 0.4, None, 0.4, 0.4], name="A")])
    assert [len(run) for run in paths(tree, "g-line--thick")[0]] == [2, 2]
    assert texts(tree, "on-pale") == ["[x]"]


def test_a_line_that_begins_later_keeps_its_place_in_time():
    whole, late = series([0.4] * 5, key="a", name="A"), series([0.1] * 2, key="b", name="B", later=3)
    assert [x for x, _ in paths(panels([whole, late])[1], "g-line--thick")[0][0]] == [74, 98]


def test_ids_differ_between_panels():
    trees = panels([series([0.4], key=str(n), name=str(n)) for n in range(3)])
    assert [tree.find(f"{SVG}title").get("id") for tree in trees] == ["m-0-name", "m-1-name", "m-2-name"]


def test_each_panel_has_its_own_label():
    with pytest.raises(ValueError, match="zip"):
        multiples(COMPLETION, [series([0.4])], prefix="m", labels=[])


def test_money_starts_at_zero_and_no_series_make_no_panels():
    (picture,) = multiples(COST, [series([2, 3])], prefix="m", labels=["l"])
    assert texts(parsed(picture.svg), "e q")[0] == "£0"
    assert multiples(COST, [], prefix="m", labels=[]) == ()
