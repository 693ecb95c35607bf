from figures.strip import strip
from tests.figures.examples import COMPLETION, COST, SVG, all_of, parsed, texts


def places(picture):
    return [tick.get("x1") for tick in all_of(parsed(picture.svg), "line", "g-tick")]


def test_money_reaches_from_zero_to_the_largest_value():
    picture = strip(COST, [2.5, 10, 5], 4, label="l")
    # 1 to 99 per cent: £2.50 of £10 is 1 + 98 / 4.
    assert places(picture) == ["25.5%", "99%", "50%"]
    assert texts(parsed(picture.svg)) == ["£0", "£10.00"]
    assert parsed(picture.svg).find(f"{SVG}svg").get("x") == "40.2%"


def test_percentages_reach_between_round_ends_that_are_labelled():
    picture = strip(COMPLETION, [0.76, 0.97], 0.906, label="l")
    assert texts(parsed(picture.svg)) == ["60%", "100%"]
    assert places(picture) == ["40.2%", "91.65%"]  # 1 + 98 x 16/40; 1 + 98 x 37/40
    assert picture.starts_at == "60%"


def test_A2_a_missing_council_has_no_mark_and_a_zero_has_one():
    assert places(strip(COST, [None, 0, 4], None, label="l")) == ["1%", "99%"]


def test_without_a_figure_for_all_together_there_is_no_pointer():
    assert parsed(strip(COST, [1], None, label="l").svg).find(f"{SVG}svg") is None


def test_no_values_and_all_zero_still_draw():
    assert places(strip(COST, [], None, label="l")) == []
    assert places(strip(COST, [0, 0], 0, label="l")) == ["1%", "1%"]
