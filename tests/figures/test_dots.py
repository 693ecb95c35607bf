import pytest

from figures.dots import dots
from kpis.figure import NOTHING
from tests.figures.examples import COMPLETION, COST, all_of, figure, parsed, share, texts


def group_lines(svg):
    return [
        (line.get("x1"), line.get("y1"), line.get("y2")) for line in all_of(parsed(svg), "line") if line.get("stroke")
    ]


def test_value_and_interval_stand_on_one_scale():
    # 81 of 263: 30.8%, Wilson 25.53% to 36.62% (Newcombe 1998); 0 to 40% in steps of 10.
    rows = dots(COMPLETION, [share(81, 263), figure(0.10)])
    tree = parsed(rows.rows[0])
    (dot,) = all_of(tree, "circle", "g-dot")
    (interval,) = all_of(tree, "line", "g-interval")
    assert texts(parsed(rows.header)) == ["0%", "10%", "20%", "30%", "40%"]
    assert dot.get("cx") == "77%"  # 100 x 30.798 / 40
    ends = [float(interval.get(name)[:-1]) for name in ("x1", "x2")]
    assert ends == pytest.approx([100 * 0.2553 / 0.4, 100 * 0.3662 / 0.4], abs=0.02)


def test_A2_a_missing_council_has_an_empty_row():
    tree = parsed(dots(COMPLETION, [NOTHING, share(5, 10)]).rows[0])
    assert all_of(tree, "circle") == []
    assert all_of(tree, "line", "g-interval") == []
    assert all_of(tree, "line", "g-grid")


def test_A5_a_partial_council_is_hollow():
    assert all_of(parsed(dots(COMPLETION, [share(5, 10, "p")]).rows[0]), "circle", "g-dot--open")


def test_F6_money_has_no_interval_and_starts_at_zero():
    rows = dots(COST, [figure(2.5), figure(10)])
    assert all_of(parsed(rows.rows[0]), "line", "g-interval") == []
    assert texts(parsed(rows.header))[0] == "£0"
    assert rows.starts_at is None


def test_the_groups_line_runs_through_every_row_and_is_named_above():
    rows = dots(COMPLETION, [share(69, 100), share(99, 100)], group=share(914, 1000), group_name="All 32")
    # The intervals reach from 59.4% to 99.8%, so the axis from 50% to 100%: 91.4% is at 82.8 per cent.
    assert [group_lines(row) for row in rows.rows] == [[("82.8%", "0", "100%")]] * 2
    assert texts(parsed(rows.header)) == ["50%", "60%", "70%", "80%", "100%", "All 32: 91.4%"]
    assert rows.starts_at == "50%"


def test_the_groups_line_makes_room_for_the_last_label():
    rows = dots(COMPLETION, [share(69, 100), share(99, 100)], group=share(990, 1000), group_name="All")
    assert texts(parsed(rows.header))[-2:] == ["100%", "All: 99.0%"]
    assert [(top, foot) for _, top, foot in group_lines(rows.header)] == [("22", "26"), ("40", "46")]


def test_rows_are_hidden_from_screen_readers_as_their_cells_say_the_same():
    rows = dots(COMPLETION, [share(5, 10)])
    assert all(parsed(svg).get("aria-hidden") == "true" for svg in (rows.header, *rows.rows))


def test_no_councils_make_a_header_alone():
    assert dots(COMPLETION, []).rows == ()
