"""Normal variation behind a line, in both pictures, at places worked out by hand."""

from datetime import date

import pytest

from figures.chart import Manner
from figures.normal import Normal
from figures.trend import trend
from kpis.notes import Annotation, Rebase, Scope, Target
from kpis.variation import variation
from tests.figures.examples import COMPLETION, all_of, parsed, series, share, texts

SCOPE = Scope("arden", "bins", "completion_rate")
STEADY = [0.7, 0.71] * 7
"""Mean 70.5 %, limits 67.84 % and 73.16 %."""


def picture(values, targets=(), events=(), rebases=(), height=330, measure=COMPLETION):
    line = series(values)
    normal = Normal(variation(measure, line, rebases), targets, events)
    return trend(measure, [line], prefix="p", label="A trend", manner=Manner(height=height, normal=normal))


def target(value):
    return Target(SCOPE, value, date(2020, 1, 1), None, "Cabinet")


def event(day, text="New form launched"):
    return Annotation(SCOPE, day, text)


def paths(tree, css):
    return [one.get("d") for one in all_of(tree, "path", css)]


def first_month(values):
    return series(values).points[0].period


def test_T1_band_average_and_limits_stand_at_their_values_in_both_pictures():
    drawn = picture(STEADY)
    tree = parsed(drawn.svg)
    axis = drawn.figure["layout"]["yaxis"]
    low, ticks = axis["range"][0], axis["tickvals"]
    height = 330 / (ticks[-1] - low)
    levels = {round((ticks[-1] - value) * height, 1) for value in (0.7316, 0.6784)}
    found = {float(d.split(",")[1].split(" ")[0]) for d in paths(tree, "g-limit")}
    assert sorted(found) == pytest.approx(sorted(levels), abs=0.2)
    dashed = [one["y"][0] for one in drawn.figure["data"] if one.get("line", {}).get("dash") == "5px,4px"]
    assert sorted(dashed) == pytest.approx([0.6784, 0.7316])
    assert [one["fill"] for one in drawn.figure["data"] if "fill" in one] == ["toself"]
    assert len(paths(tree, "g-band")) == len(paths(tree, "g-mean")) == 1


def test_the_lines_are_named_at_the_right_end():
    tree = parsed(picture(STEADY, targets=[target(0.72)]).svg)
    wide = texts(tree, "q wide")
    assert {"73.2% upper limit", "70.5% average", "67.8% lower limit", "72% target"} <= set(wide)
    assert {"73.2%", "70.5%", "67.8%", "72%"} <= set(texts(tree, "q narrow"))


def test_T5_a_concern_is_a_diamond_and_better_is_a_ring_in_both_pictures():
    # Mean (7 x 69 + 7 x 72 + 55)/15 = 69.5 %, mean range (13 x 3 + 17)/14 = 4 points: from 58.8 % to 80.1 %.
    wide = [0.69, 0.72] * 7
    low, drawn = picture([*wide, 0.55]), picture([*wide, 0.9])
    tree = parsed(low.svg)
    assert len(all_of(tree, "path", "g-signal")) == 1
    assert len(all_of(tree, "circle", "g-dot")) == len(wide)
    assert len(all_of(parsed(drawn.svg), "circle", "g-good")) == 1
    marker = low.figure["data"][-1]["marker"]
    assert (marker["symbol"][-1], marker["symbol"][0]) == ("diamond", "circle")
    assert drawn.figure["data"][-1]["marker"]["color"][-1] == "#ffffff"


def test_the_pointer_tells_the_signal():
    said = picture([*STEADY, 0.6]).figure["data"][-1]["customdata"]
    assert said[-1][-1] == "below the lower limit"


def test_T9_a_limit_beyond_100_per_cent_is_not_drawn():
    tree = parsed(picture([0.999, 0.985] * 7).svg)
    assert len(paths(tree, "g-limit")) == 1
    assert not [text for text in texts(tree, "q wide") if "upper limit" in text]


def test_T7_limits_stop_and_begin_again_at_a_rebasing_and_the_old_stay_drawn():
    start = first_month(STEADY)
    day = start.start
    for _ in range(14):
        start = start.following()
    day = start.start.replace(day=10)
    rebase = Rebase(SCOPE, day, "new form", "J. Okafor")
    drawn = picture([*STEADY, *[0.8, 0.81] * 7], rebases=[rebase], events=[event(day)])
    tree = parsed(drawn.svg)
    assert len(paths(tree, "g-mean")) == 2
    assert texts(tree, "b wide")[0].endswith("new form launched")
    assert [text for text in texts(tree, "q wide") if text.startswith("Limits re-based from ")]
    assert [text for text in texts(tree, "q on-pale") if text == "Normal variation before: 67.8% to 73.2%"]
    lines = [one for one in drawn.figure["layout"]["shapes"] if one["line"]["dash"] == "2px,3px"]
    assert [one["x0"] for one in lines] == [13.5]


def test_T7_limits_on_trial_have_no_band_and_say_so():
    start = first_month(STEADY)
    for _ in range(14):
        start = start.following()
    rebase = Rebase(SCOPE, start.start, "new form", "J. Okafor")
    tree = parsed(picture([*STEADY, *[0.8, 0.81] * 4], rebases=[rebase]).svg)
    assert len(paths(tree, "g-mean")) == 2
    assert all_of(tree, "path", "g-band")[0].get("d").count("z") == 1
    assert any("trial" in text for text in texts(tree, "q wide"))


def test_a_day_within_a_month_stands_between_its_neighbours():
    day = first_month(STEADY).following().start.replace(day=16)  # the middle of the second month of 30 or 31 days
    lines = picture(STEADY, events=[event(day)]).figure["layout"]["shapes"]
    assert lines[0]["x0"] == pytest.approx(1, abs=0.02)


def test_events_whose_words_would_touch_are_told_by_their_month_and_then_by_the_notes_alone():
    months = [point.period.start for point in series(STEADY).points]
    two = picture(STEADY, events=[event(months[2], "A " + "very " * 8 + "long tale"), event(months[6])])
    assert not [text for text in texts(parsed(two.svg), "b wide") if "tale" in text]
    assert len(texts(parsed(two.svg), "b m wide")) == 2
    many = picture(STEADY, events=[event(month) for month in months])
    assert texts(parsed(many.svg), "b m wide") == []


def test_a_plot_without_events_keeps_its_small_head():
    assert picture(STEADY).height == 10 + 330 + 26
    assert picture(STEADY, events=[event(first_month(STEADY).start)]).height == 40 + 330 + 26


def test_T9_a_limit_that_varies_is_drawn_only_where_it_can_be():
    # Counts of 100 and 5,000 in turn around 90 %: the wider limits of 100 reach above 100 %, those of 5,000 do not.
    values = [share(90, 100) if place % 2 else share(4400 + 100 * (place % 4), 5000) for place in range(14)]
    drawn = picture(values)
    judged = list(variation(COMPLETION, series(values)).points.values())
    inside = [one.upper is not None for one in judged]
    assert True in inside
    assert False in inside
    runs = [one for one in drawn.figure["data"] if one.get("line", {}).get("dash") == "5px,4px"]
    assert sum(len(one["y"]) for one in runs) > 0
    assert max(max(one["y"]) for one in runs) <= 1
