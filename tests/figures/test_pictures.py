"""What holds for every picture, whatever the values are."""

import json
import re
from math import isfinite

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from figures.bars import bars
from figures.chart import Manner
from figures.dots import dots
from figures.multiples import multiples
from figures.spark import spark
from figures.strip import strip
from figures.trend import trend
from kpis.wording import value_text
from tests.figures.examples import COMPLETION, COST, STARTS, SVG, Given, figure, parsed, runs, series, share

EXTREMES: dict[str, list[Given]] = {
    "no points": [],
    "one point": [0.5],
    "all missing": [None] * 5,
    "first and last missing": [None, 0.5, 0.6, None],
    "zero and all": [0, 1, 0, 1],
    "all zero": [0] * 4,
    "all of them": [1] * 4,
    "equal": [0.4] * 9,
    "400 points": [0.5 + n % 7 / 20 for n in range(400)],
    "400 with gaps": [None if n % 5 == 0 else 0.5 for n in range(400)],
    "partial": [share(1, 2, "p"), 0.5, share(1, 3, "p")],
    "tiny": [1e-9, 2e-9],
}

percentages = st.floats(0, 1) | st.none() | st.sampled_from(["c", "z", "u", "p"]) | st.just(share(3, 4, "p"))
amounts = st.floats(0, 1e9) | st.none()
frequencies = st.sampled_from(list(STARTS))


def check(svg, width=100.0, height=None):
    """Well-formed, finite, and every place inside the box."""
    tree = parsed(svg)
    assert not re.search(r"\b(nan|inf|None)\b|e[-+]\d\d", re.sub(r"<t(ext|itle|span)[^>]*>[^<]*", "", svg))
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    for one in tree.iter():
        for name in ("x", "x1", "x2", "cx"):
            text = one.get(name, "")
            if text.endswith("%"):
                assert 0 <= float(text[:-1]) <= width
        if height is not None and one.tag == f"{SVG}circle":
            assert 0 <= float(one.get("cy")) <= height
        if one.tag == f"{SVG}path" and "g-line" in one.get("class", ""):
            for run in runs(one.get("d")):
                assert all(0 <= x <= 100 and 0 <= y <= (height or y) for x, y in run)


def check_trend(kpi, many, manner):
    picture = trend(kpi, many, prefix="p", label="l", manner=manner)
    check(picture.svg, height=manner.height)
    assert picture.figure
    go.Figure(picture.figure)
    json.dumps(picture.figure, allow_nan=False)
    traces = [trace for trace in picture.figure["data"] if "uid" in trace]
    by_key = {trace["uid"].removeprefix("p-"): trace for trace in traces}
    for one in many:
        trace = by_key[one.key]
        shown = {x: (y, said) for x, y, said in zip(trace["x"], trace["y"], trace["customdata"], strict=True) if said}
        valued = [point for point in one.points if point.figure.value is not None]
        assert len(shown) == len(valued)
        for point, (y, said) in zip(valued, shown.values(), strict=True):
            assert isfinite(y)
            assert y == pytest.approx(point.figure.value, rel=1e-6)
            assert said[1] == value_text(kpi, point.figure)


@pytest.mark.parametrize("case", EXTREMES)
@pytest.mark.parametrize("frequency", STARTS)
@pytest.mark.parametrize("kpi", [COMPLETION, COST], ids=lambda kpi: kpi.key)
def test_every_kind_of_picture_copes_with(kpi, frequency, case):
    one = series(EXTREMES[case], frequency, name="A very long name & <more>, of a council that has no short one")
    for manner in (Manner(), Manner(height=200, whole_axis=True, first_value=True, interval=True)):
        check_trend(kpi, [one], manner)
    check(spark(kpi, one).svg, height=56)
    check(spark(kpi, one, height=28).svg, height=28)
    for picture in multiples(kpi, [one, one], prefix="m", labels=["a & b", "c"], shared=one, height=84):
        check(picture.svg, height=84)
    figures = [point.figure for point in one.points]
    check(strip(kpi, [each.value for each in figures], 0.5, label="<l>").svg)
    rows = dots(kpi, figures, group=figure(0.5), group_name="A & B")
    for row in (rows.header, *rows.rows, *bars([each.value for each in figures]).rows):
        check(row)


@settings(max_examples=60, deadline=None)
@given(st.lists(percentages, max_size=70), frequencies, st.sampled_from([200, 330]), st.booleans(), st.booleans())
def test_a_trend_of_percentages_stays_in_its_box_and_says_the_same_in_plotly(
    values, frequency, height, whole, interval
):
    manner = Manner(height=height, whole_axis=whole, interval=interval, first_value=True)
    check_trend(COMPLETION, [series(values, frequency)], manner)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(amounts, max_size=30), max_size=4), frequencies, st.booleans())
def test_trends_of_money_stay_in_their_box(lists, frequency, focused):
    many = [series(values, frequency, key=f"k{n}", later=n) for n, values in enumerate(lists)]
    check_trend(COST, many, Manner(focus="k0" if focused else ""))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(percentages, max_size=20), max_size=5), frequencies)
def test_small_pictures_stay_in_their_boxes(lists, frequency):
    many = [series(values, frequency, key=f"k{n}", later=n) for n, values in enumerate(lists)]
    for picture in multiples(COMPLETION, many, prefix="m", labels=["l"] * len(many)):
        check(picture.svg, height=110)
    for one in many:
        check(spark(COMPLETION, one).svg, height=56)
        check(spark(COST, one, height=28).svg, height=28)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(-1e6, 1e9) | st.none(), max_size=30))
def test_rows_and_strips_stay_in_their_boxes(values):
    figures = [figure(value) for value in values]
    rows = dots(COST, figures, group=figure(3.0), group_name="All")
    for row in (rows.header, *rows.rows, *bars(values).rows):
        check(row)
    check(strip(COST, values, 3.0, label="l").svg)
