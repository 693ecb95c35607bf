import json
from decimal import Decimal

import plotly.graph_objects as go

from figures.chart import Manner
from figures.labels import ROOMS
from figures.trend import trend
from kpis.wording import value_text
from tests.figures.examples import COMPLETION, COST, all_of, parsed, series, share


def figure(kpi, many, **manner):
    return trend(kpi, many, prefix="p1", label="l", manner=Manner(**manner)).figure


def test_plotly_accepts_the_figure_and_adds_nothing_to_it():
    made = figure(COMPLETION, [series([0.5, None, share(6, 10, "p"), 0.7])], interval=True)
    accepted = go.Figure(made).to_plotly_json()
    assert json.loads(go.Figure(made).to_json())["layout"]["template"] == made["layout"]["template"]
    assert [trace["y"] for trace in accepted["data"]] == [trace["y"] for trace in made["data"]]


def test_A2_gaps_are_no_values_and_are_not_bridged():
    (trace,) = figure(COMPLETION, [series([0.5, None, 0.6])])["data"]
    assert trace["y"] == [0.5, None, 0.6]
    assert trace["connectgaps"] is False


def test_the_pointer_says_what_the_table_says():
    one = series([share(811, 1128)])
    (trace,) = figure(COMPLETION, [one])["data"]
    assert trace["customdata"] == [["April 2023", value_text(COMPLETION, one.points[0].figure), "811", "1,128"]]
    assert trace["customdata"][0][1] == "71.9%"
    assert trace["hovertemplate"] == (
        "<b>%{customdata[0]}: %{customdata[1]}</b><br>"
        f"{COMPLETION.numerator_name}: %{{customdata[2]}}<br>{COMPLETION.denominator_name}: %{{customdata[3]}}"
        "<extra></extra>"
    )


def test_A5_the_pointer_says_that_a_figure_is_partial():
    (trace,) = figure(COMPLETION, [series([0.5, share(6, 10, "p")])])["data"]
    assert [row[4] for row in trace["customdata"]] == ["", "only 1 of 2 are in"]
    assert trace["marker"]["color"] == ["#12436d", "#ffffff"]


def test_amounts_keep_their_pence():
    point = share(1, 2)
    one = series([type(point)(2.295, Decimal("918.25"), Decimal(400))])
    assert figure(COST, [one])["data"][0]["customdata"][0][2:] == ["918.25", "400"]


def test_every_value_stands_where_the_svg_has_it():
    one = series([0.61, 0.58, None, 0.64, 0.74])
    picture = trend(COMPLETION, [one], prefix="p", label="l", manner=Manner(height=230))
    assert picture.figure
    layout, (trace,) = picture.figure["layout"], picture.figure["data"]
    (x0, x1), (y0, y1) = layout["xaxis"]["range"], layout["yaxis"]["range"]
    plot = layout["height"] - layout["margin"]["t"] - layout["margin"]["b"]
    places = [
        (100 * (x - x0) / (x1 - x0), layout["margin"]["t"] + plot * (y1 - y) / (y1 - y0))
        for x, y in zip(trace["x"], trace["y"], strict=True)
        if y is not None
    ]
    # In the SVG the plot is a box of its own, 10 px from the top.
    dots = [(float(dot.get("cx")[:-1]), float(dot.get("cy")) + 10) for dot in all_of(parsed(picture.svg), "circle")]
    assert len(places) == len(dots) == 4
    for (px, py), (sx, sy) in zip(places, dots, strict=True):
        assert abs(px - sx) < 0.01
        assert abs(py - sy) < 0.06


def test_margins_ticks_and_height_are_those_of_the_svg_at_both_widths():
    for room, (wide, narrow) in ROOMS.items():
        picture = trend(COMPLETION, [series([0.5] * 36)], prefix="p", label="l", manner=Manner(room=room))
        assert picture.figure
        layout = picture.figure["layout"]
        assert layout["height"] == picture.height
        assert layout["margin"] == {"l": 46, "r": wide, "t": 0, "b": 26}
        assert layout["meta"]["narrow"]["margin"]["r"] == narrow
        tree = parsed(picture.svg)
        assert f"gh-plot--{room}" in tree.get("class").split()
        under = [one for one in all_of(tree, "text", "m q") if "narrow" not in one.get("class")]
        assert layout["xaxis"]["ticktext"] == ["".join(one.itertext()) for one in under]
        beside = ["".join(one.itertext()) for one in all_of(tree, "text", "e q")]
        assert layout["yaxis"]["ticktext"] == beside
    assert layout["meta"]["narrow"]["xaxis"]["ticktext"] == ["Apr 2023", "Oct 2024", "Mar 2026"]


def test_markers_and_stems_are_in_both():
    made = figure(COMPLETION, [series([0.5, None, 0.6, "c", 0.7])], height=200)
    assert [shape["x0"] for shape in made["layout"]["shapes"]] == [1, 3]
    assert [one["text"] for one in made["layout"]["annotations"]] == ["<b>70.0%</b>", "<b>[x]</b>", "<b>[c]</b>"]


def test_names_cannot_smuggle_in_markup():
    many = [series([0.5, value], key=str(value), name="<b>A</b>") for value in (0.5, 0.6)]
    made = figure(COMPLETION, many)
    assert all("<b>A" not in one["text"] for one in made["layout"]["annotations"])


def test_nothing_can_be_dragged_or_zoomed_and_nothing_is_sent_anywhere():
    layout = figure(COMPLETION, [series([0.5])])["layout"]["template"]["layout"]
    assert layout["dragmode"] is False
    assert layout["xaxis"]["fixedrange"]
    assert layout["yaxis"]["fixedrange"]
    assert "config" not in figure(COMPLETION, [series([0.5])])


def test_ids_are_the_same_every_time():
    one, other = (figure(COMPLETION, [series([0.5, 0.6], key="ABC")]) for _ in range(2))
    assert one == other
    assert one["data"][0]["uid"] == "p1-ABC"


def test_a_figure_of_36_months_is_smaller_than_plotlys_own_template():
    made = figure(COMPLETION, [series([share(800 + n, 1000) for n in range(36)])])
    assert len(json.dumps(made, separators=(",", ":"), ensure_ascii=False).encode()) < 5000


def test_no_figures_make_a_figure_that_says_so():
    made = figure(COMPLETION, [])
    assert made["data"] == []
    assert made["layout"]["annotations"][0]["text"] == "No figures to show"
    go.Figure(made)
