from dataclasses import replace

import pytest

from figures.chart import Manner
from figures.trend import trend
from kpis.figure import Figure
from kpis.series import Series
from tests.figures.examples import COMPLETION, COST, SVG, all_of, figure, parsed, runs, series, share, texts


def drawn(kpi, many, **manner):
    return parsed(trend(kpi, many, prefix="p1", label="A trend", manner=Manner(**manner)).svg)


def lines(tree):
    return [runs(path.get("d")) for path in tree.iter(f"{SVG}path") if "g-line" in path.get("class", "")]


def test_a_line_goes_through_its_values():
    # Three months at 2, 50 and 98 per cent; 0 to 100% over 200 px: 60% is 80 px from the top.
    tree = drawn(COMPLETION, [series([0.5, 0.6, 0.75])], height=200, whole_axis=True)
    assert lines(tree) == [[[(2, 100), (50, 80), (98, 50)]]]


def test_A2_the_line_breaks_at_a_gap_and_a_dotted_stem_carries_the_marker():
    tree = drawn(COMPLETION, [series([0.5, 0.6, None, 0.7, 0.8, "c", 0.9])], height=200, whole_axis=True)
    # Seven months, 16 per cent apart; after the last gap one point stands alone, so no line leads to it.
    assert lines(tree) == [[[(2, 100), (18, 80)], [(50, 60), (66, 40)]]]
    assert [stem.get("x1") for stem in all_of(tree, "line", "g-gap")] == ["34%", "82%"]
    assert texts(tree, "on-pale b") == ["[x]", "[c]"]
    assert len(all_of(tree, "circle", "g-dot")) == 5


def test_A2_missing_is_not_drawn_as_zero_and_zero_is_drawn():
    tree = drawn(COST, [series([0, None, 2])], height=200)
    dots = [(dot.get("cx"), dot.get("cy")) for dot in all_of(tree, "circle")]
    assert dots == [("2%", "200"), ("98%", "0")]


def test_a_stretch_without_figures_is_marked_once_with_stems_at_its_ends_and_middle():
    tree = drawn(COMPLETION, [series([0.5, *[None] * 7, 0.6])], height=200)
    assert [stem.get("x1") for stem in all_of(tree, "line", "g-gap")] == ["14%", "50%", "86%"]
    assert texts(tree, "on-pale m") == ["[x]"]


def test_A5_a_partial_point_is_hollow():
    tree = drawn(COMPLETION, [series([0.5, 0.6, share(7, 10, "p")])], height=200)
    assert len(all_of(tree, "circle", "g-dot--open")) == 1
    assert len(all_of(tree, "circle", "g-dot")) == 2


def test_the_last_value_stands_8_px_beside_its_point_with_its_period_where_there_is_room():
    tree = drawn(COMPLETION, [series([0.8] * 35 + [0.719])])
    assert texts(tree, "b wide") == ["March 2026: 71.9%"]
    assert texts(tree, "b narrow") == ["71.9%"]
    assert all_of(tree, "text", "b wide")[0].get("dx") == "8"


def test_a_line_that_ends_early_says_when():
    tree = drawn(COMPLETION, [series([0.6, 0.62, 0.64, 0.66, None, None])], height=200)
    label = all_of(tree, "text", "wide on-pale e")
    assert ["".join(one.itertext()) for one in label] == ["July 2023: 66.0%"]
    assert label[0].get("x") == "59.6%"  # the fourth of six months: 2 + 96 x 3/5


def test_a_chart_beside_another_labels_its_first_value_if_asked():
    tree = drawn(COST, [series([2.66, 2.5, 2.29])], height=200, first_value=True)
    assert texts(tree, "b") == ["£2.29", "£2.66"]


def test_several_lines_differ_by_dash_and_mark_and_carry_their_names():
    many = [series([0.5 + n / 10] * 4, key=str(n), name=f"Council {n}") for n in range(4)]
    tree = drawn(COMPLETION, many)
    dashes = {path.get("stroke-dasharray") for path in tree.iter(f"{SVG}path") if path.get("vector-effect")}
    marks = {path.get("d") for path in tree.iter(f"{SVG}path") if path.get("d", "").endswith("z")}
    assert len(dashes) == 3
    assert len(marks) == 3
    named = [text for text in texts(tree, "wide") if "Council" in text]
    assert named == ["80.0% Council 3", "70.0% Council 2", "60.0% Council 1", "50.0% Council 0"]
    assert {f"Council {n}" for n in range(4)} <= set(texts(tree, "narrow"))


def test_five_lines_are_refused_as_they_could_not_be_told_apart():
    with pytest.raises(ValueError, match="5 lines"):
        drawn(COMPLETION, [series([0.5], key=str(n)) for n in range(5)])


def test_one_line_in_focus_lies_over_any_number_of_grey_ones():
    many = [series([0.5 + n / 100] * 4, key=str(n), name=f"Council {n}") for n in range(30)]
    tree = drawn(COMPLETION, many, focus="7")
    classes = [path.get("class") for path in all_of(tree, "path", "g-line")]
    assert classes == ["g-line g-line--pale"] * 29 + ["g-line"]
    assert [text for text in texts(tree, "wide") if "Council" in text] == ["57.0% Council 7"]


def test_the_interval_is_a_band_that_breaks_with_the_line():
    tree = drawn(COMPLETION, [series([share(5, 10), share(6, 10), None, share(7, 10)])], height=200, interval=True)
    (band,) = all_of(tree, "path", "g-band")
    first, second = runs(band.get("d"))
    assert len(first) == 4
    # A month that stands alone gets a band a fifth of a month to either side: 32 per cent x 0.2 = 6.4.
    assert {x for x, _ in second} == {91.6, 104.4}


def test_a_long_series_has_no_dots_but_the_last():
    assert len(all_of(drawn(COMPLETION, [series([0.5] * 400, "week")]), "circle")) == 1


def test_a_plot_without_figures_says_so_and_why():
    assert "No figures to show [x]" in texts(drawn(COMPLETION, [series([None, None])]))
    assert "No figures to show" in texts(drawn(COMPLETION, []))
    assert "No figures to show" in texts(drawn(COMPLETION, [Series("a", "a", ())]))


def test_a_figure_that_is_unreliable_and_not_shown_keeps_its_own_marker():
    gap = Figure(None, None, None, markers=("u", "e"))
    assert texts(drawn(COMPLETION, [series([0.5, gap, 0.6])], height=200), "on-pale m") == ["[u]"]


def test_the_picture_is_named_for_whoever_cannot_see_it_and_words_are_escaped():
    picture = trend(COMPLETION, [series([0.5, 0.6], name="A & B <C>")], prefix="x1", label='Rate of "A & B" < 80%')
    tree = parsed(picture.svg)
    assert tree.get("role") == "img"
    title = tree.find(f"{SVG}title")
    assert title is not None
    assert title.get("id") == tree.get("aria-labelledby") == "x1-name"
    assert title.text == picture.label == 'Rate of "A & B" < 80%'


def test_the_box_is_the_plot_with_10_px_above_and_26_below():
    picture = trend(COMPLETION, [series([0.5, 0.6])], prefix="p", label="l", manner=Manner(height=200))
    assert picture.height == 236
    assert parsed(picture.svg).get("height") == "236"


def test_a_shorter_axis_is_told_to_the_page():
    assert trend(COMPLETION, [series([0.7, 0.8])], prefix="p", label="l").starts_at == "68%"
    assert (
        trend(COMPLETION, [series([0.7, 0.8])], prefix="p", label="l", manner=Manner(whole_axis=True)).starts_at is None
    )
    assert trend(COST, [series([7, 8])], prefix="p", label="l").starts_at is None


def test_T7_D5_a_line_is_not_drawn_across_a_change_of_basis():
    line = series([replace(figure(0.7 + place / 100), basis="cohort" if place < 4 else "event") for place in range(8)])
    picture = trend(COMPLETION, [line], prefix="p1", label="A trend")
    # Eight points without a gap: a stretch of four for each basis.
    assert [[len(run) for run in path] for path in lines(parsed(picture.svg))] == [[4, 4]]
    [trace] = [one for one in picture.figure["data"] if one["mode"] == "lines+markers"]
    assert trace["y"][3:6] == [0.73, None, 0.74]
    assert trace["x"][3:6] == [3, 3.5, 4]
    assert len(trace["x"]) == len(trace["y"]) == len(trace["customdata"]) == len(trace["marker"]["size"]) == 9


def test_T7_a_line_on_one_basis_is_whole():
    picture = trend(COMPLETION, [series([0.7, 0.71, 0.72])], prefix="p1", label="A trend")
    assert None not in picture.figure["data"][0]["y"]
