import pytest

from figures.bars import bars
from tests.figures.examples import all_of, parsed


def lengths(rows):
    return [[bar.get("width") for bar in all_of(parsed(row), "rect")] for row in rows.rows]


def test_bars_start_at_zero_and_the_longest_takes_95_per_cent():
    # 5.60 is half of 11.20: 95 / 2.
    rows = bars([11.2, 5.6])
    assert lengths(rows) == [["95%"], ["47.5%"]]
    assert all(all_of(parsed(row), "rect")[0].get("x") == "0" for row in rows.rows)


def test_shares_of_a_whole_keep_its_scale():
    assert lengths(bars([0.5, 0.25], whole=1.0)) == [["50%"], ["25%"]]


def test_A2_a_true_zero_is_a_solid_baseline_and_a_missing_value_a_dotted_stub():
    zero, missing = bars([0, None]).rows
    assert [line.get("class") for line in all_of(parsed(zero), "line")] == ["g-base"]
    assert [line.get("class") for line in all_of(parsed(missing), "line")] == ["g-gap"]
    assert lengths(bars([0, None, 4])) == [[], [], ["95%"]]


def test_some_bars_can_be_pale():
    rows = bars([1, 2], pale=[False, True])
    assert [all_of(parsed(row), "rect")[0].get("class") for row in rows.rows] == ["g-bar", "g-bar g-bar--pale"]


def test_as_many_paleness_as_values_or_none():
    with pytest.raises(ValueError, match="zip"):
        bars([1, 2], pale=[True])


def test_a_value_below_zero_reaches_to_the_other_side():
    # -1 to 3 over 95 per cent: zero is at 23.75, the bar of -1 ends there.
    low, high = bars([-1, 3]).rows
    bar, other = all_of(parsed(low), "rect")[0], all_of(parsed(high), "rect")[0]
    assert (bar.get("x"), bar.get("width")) == ("0", "23.75%")
    assert (other.get("x"), other.get("width")) == ("23.75%", "71.25%")


def test_no_values_at_all():
    assert bars([]).rows == ()
    assert lengths(bars([None, 0])) == [[], []]
