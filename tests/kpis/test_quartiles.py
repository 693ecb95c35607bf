from kpis.quartiles import Quartiles, quartiles


def test_F6_quartiles_lie_between_the_values_in_proportion():
    # 1 2 4 8 16: places 1, 2 and 3 of 0 to 4.
    assert quartiles([16, 1, 8, 2, 4]) == Quartiles(2, 4, 8)
    # 1 2 4 8: places 0.75, 1.5 and 2.25: 1 + 0.75 * 1, 2 + 0.5 * 2, 4 + 0.25 * 4.
    assert quartiles([8, 1, 4, 2]) == Quartiles(1.75, 3, 5)


def test_F6_fewer_than_four_values_have_a_middle_and_no_quarters():
    assert quartiles([3, 1]) == Quartiles(None, 2, None)
    assert quartiles([5]) == Quartiles(None, 5, None)


def test_no_values_have_no_quartiles():
    assert quartiles([]) is None
