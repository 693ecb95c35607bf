from figures.normal import Normal
from figures.spark import CELL, spark
from kpis.variation import variation
from tests.figures.examples import COMPLETION, COST, SVG, all_of, parsed, runs, series, share


def path(svg):
    (one,) = parsed(svg).iter(f"{SVG}path")
    return runs(one.get("d"))


def test_percentages_reach_from_3_px_under_the_top_to_3_px_over_the_foot():
    # 40% to 60% over 56 - 6 = 50 px: 50% is at 3 + 25.
    assert path(spark(COMPLETION, series([0.4, 0.5, 0.6])).svg) == [[(2.5, 53), (50, 28), (97.5, 3)]]


def test_noise_stays_small_in_a_table():
    # 70% and 71% on a scale of 9 points over 22 px: one point is 2.4 px, in the middle of 28.
    assert path(spark(COMPLETION, series([0.70, 0.71]), height=CELL).svg) == [[(2.5, 15.2), (97.5, 12.8)]]


def test_cost_starts_at_zero_on_a_baseline():
    picture = spark(COST, series([1, 2]))
    (base,) = all_of(parsed(picture.svg), "line", "g-base")
    assert base.get("y1") == "55.5"
    # £2 is 3 px from the top, £1 half way down to the baseline: 3 + 52.5 / 2 = 29.25.
    assert path(picture.svg) == [[(2.5, 29.2), (97.5, 3)]]


def test_the_last_point_is_a_dot_and_a_gap_stays_a_gap():
    picture = spark(COMPLETION, series([0.4, 0.5, None, 0.6]))
    (dot,) = all_of(parsed(picture.svg), "circle")
    assert (dot.get("cx"), dot.get("cy"), dot.get("r")) == ("97.5%", "3", "3.5")
    assert path(picture.svg) == [[(2.5, 53), (34.17, 28)]]


def test_A5_a_partial_last_point_is_hollow():
    assert all_of(parsed(spark(COMPLETION, series([0.4, share(5, 10, "p")])).svg), "circle", "g-dot--open")


def test_a_point_between_gaps_is_seen():
    dots = all_of(parsed(spark(COMPLETION, series([None, 0.4, None, 0.5, None])).svg), "circle")
    assert [dot.get("cx") for dot in dots] == ["26.25%", "73.75%"]


def test_the_cells_of_a_column_share_their_time():
    whole = series([0.5] * 36)
    late = series([0.5] * 5, later=31)
    picture = spark(COMPLETION, late, height=CELL, periods=[point.period for point in whole.points])
    # The 32nd of 36 months: 2.5 + 95 x 31/35.
    assert path(picture.svg)[0][0][0] == 86.64


def test_it_is_decorative_in_a_table_and_labelled_in_a_tile():
    cell = parsed(spark(COMPLETION, series([0.5]), height=CELL).svg)
    assert cell.get("aria-hidden") == "true"
    tile = parsed(spark(COMPLETION, series([0.5]), label='Rate "by month"').svg)
    assert (tile.get("role"), tile.get("aria-label")) == ("img", 'Rate "by month"')


def test_nothing_to_show_is_an_empty_picture():
    assert list(parsed(spark(COST, series([None, None])).svg)) == []


def test_T5_normal_variation_is_a_band_behind_the_line_and_the_last_signal_has_its_shape():
    # Mean (7 x 69 + 7 x 72 + 55)/15 = 69.5 %, mean range (13 x 3 + 17)/14 = 4 points: 55 % is below 58.8 %.
    line = series([*[0.69, 0.72] * 7, 0.55])
    normal = Normal(variation(COMPLETION, line))
    tree = parsed(spark(COMPLETION, line, normal=normal, kpi=COMPLETION).svg)
    assert len(all_of(tree, "path", "g-band")) == 1
    assert len(all_of(tree, "path", "g-signal")) == 1
    assert all_of(tree, "circle", "g-dot") == []
