from decimal import Decimal
from itertools import pairwise
from math import log10

import pytest

from figures.funnel import HEIGHT, INSET, funnel_chart
from figures.funnel_drawing import funnel_plot
from figures.funnel_labels import LEADING, end_texts
from figures.palette import BLUE, WHITE
from kpis.comparison import compare
from kpis.figure import Figure
from kpis.funnel import DIFFERENT, NOT_DISTINGUISHABLE
from kpis.group_funnel import GroupFunnel, group_funnel
from tests.figures.examples import COMPLETION, all_of, parsed, texts

COUNTS = {
    "Aldby": (900, 1000), "Barton": (880, 1000), "Carby": (8950, 10000), "Denby": (912, 1000), "Easton": (885, 1000),
    "Farby": (893, 1000), "Garby": (9050, 10000), "Hanby": (905, 1000), "Irby": (600, 1000), "Jorby": (895, 1000),
    "Kirby": (89, 100), "Lowby": (91, 100), "Maltby": (9000, 10000), "Norby": (902, 1000), "Orby": (897, 1000),
}  # fmt: skip


def group(counts: dict[str, tuple[int, int]] = COUNTS, lines="adjusted") -> GroupFunnel:
    figures = {name: Figure(x / n, Decimal(x), Decimal(n), provided=1, expected=1) for name, (x, n) in counts.items()}
    found = group_funnel(COMPLETION, compare(COMPLETION, figures), {name: name for name in counts}, lines)
    assert found is not None
    return found


def test_a_council_stands_where_its_share_and_the_logarithm_of_its_count_put_it():
    placed = funnel_chart(COMPLETION, group(), "All 15")
    mark = next(mark for mark in placed.marks if mark.council.name == "Barton")
    # From 100 to 10,000; 1,000 is half way between on a logarithmic axis.
    assert mark.x == 50
    assert placed.axis.value(mark.y, HEIGHT) == pytest.approx(0.88, abs=0.001)
    assert {m.x for m in placed.marks if m.council.whole == 100} == {INSET}


def test_F4_what_stands_out_is_a_diamond_filled_if_different_and_named():
    made = group()
    assert {one.name: one.phrase for one in made.councils}["Irby"] == DIFFERENT
    tree = parsed(funnel_plot(COMPLETION, made, "All 15", prefix="f", label="A funnel").svg)
    told = [one for one in made.councils if one.phrase != NOT_DISTINGUISHABLE]
    diamonds = [path for path in all_of(tree, "path") if path.get("fill") in (BLUE, WHITE)]
    assert len(diamonds) == len(told)
    assert len(all_of(tree, "circle", "g-dot")) == len(COUNTS) - len(told)
    filled = [path for path in diamonds if path.get("fill") == BLUE]
    assert len(filled) == sum(one.phrase == DIFFERENT for one in told)
    assert "Irby" in texts(tree)


def test_F3_plain_lines_are_drawn_beside_the_widened_ones_when_asked_for():
    def limits(lines) -> int:
        tree = parsed(funnel_plot(COMPLETION, group(lines=lines), "All 15", prefix="f", label="A funnel").svg)
        return len([path for path in all_of(tree, "path") if (path.get("class") or "").startswith("g-limit")])

    assert (limits("adjusted"), limits("plain"), limits("exact")) == (4, 8, 8)


def test_the_plotly_figure_holds_the_same_places_and_values_as_the_drawing():
    made = group()
    picture = funnel_plot(COMPLETION, made, "All 15", prefix="f", label="A funnel")
    assert picture.figure is not None
    councils = [trace for trace in picture.figure["data"] if trace["mode"] == "markers"]
    said = {
        row[0]: (y, row[2], row[3])
        for trace in councils
        for y, row in zip(trace["y"], trace["customdata"], strict=True)
    }
    for name, (x, n) in COUNTS.items():
        share, part, whole = said[name]
        assert share == pytest.approx(x / n, abs=1e-6)
        assert (part, whole) == (f"{x:,}", f"{n:,}")
    circles = {(float(c.get("cx")[:-1])) for c in all_of(parsed(picture.svg), "circle", "g-dot")}
    assert {round(x, 2) for trace in councils for x in trace["x"]} >= circles


def test_the_scale_is_said_in_words_and_a_step_of_ten_is_called_one():
    picture = funnel_plot(COMPLETION, group(), "All 15", prefix="f", label="A funnel")
    assert "Started (each step is ten times the last)" in texts(parsed(picture.svg))
    near = {name: (part, 1000 + place) for place, (name, (part, _)) in enumerate(COUNTS.items()) if part <= 1000}
    assert any(
        "logarithmic" in text
        for text in texts(parsed(funnel_plot(COMPLETION, group(near), "All 12", prefix="f", label="A funnel").svg))
    )


def test_councils_that_counted_alike_stand_in_the_middle():
    alike = {name: (part, 1000) for name, (part, whole) in COUNTS.items() if whole == 1000}
    placed = funnel_chart(COMPLETION, group(alike), "All 10")
    assert {mark.x for mark in placed.marks} == {50.0}


def test_labels_at_the_right_end_do_not_touch_and_limits_that_lie_together_share_one():
    found = end_texts([(0, "99.8%"), (2, "95%"), (60, "95%"), (120, "99.8%")], 55, "All 15: 89.6%")
    places = [text.y for text in found]
    assert all(below - above >= LEADING for above, below in pairwise(places))
    assert found[0].text == "95% and 99.8% limits"
    assert [text.text for text in end_texts([(0, "99.8%"), (2, "95%")], 55, "89.6%", narrow=True)] == ["95%", "89.6%"]


def test_log_places_are_in_proportion():
    placed = funnel_chart(COMPLETION, group(), "All 15")
    thousand = next(step.x for step in placed.steps if step.text == "1,000")
    assert thousand == pytest.approx(INSET + (100 - 2 * INSET) * (log10(1000) - 2) / 2)
