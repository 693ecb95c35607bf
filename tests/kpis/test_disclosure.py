"""Small counts are hidden, and so is what would tell them (METHODS P1, P2, P2a)."""

import pytest

from kpis.disclosure import Hidden, Quantity, Relation, hide


def table(parts: dict[str, int], total: int, zero_too: bool = False, below: int = 5) -> Hidden[str]:
    quantities = {key: Quantity(count, below=below, zero_too=zero_too) for key, count in parts.items()}
    return hide(quantities | {"total": Quantity(total, below=below)}, [Relation("total", tuple(parts))])


def test_P1_a_count_from_1_to_4_is_hidden_and_one_of_5_is_shown():
    quantities = {str(count): Quantity(count) for count in range(7)}
    assert hide(quantities, []).primary == {"1", "2", "3", "4"}


def test_P1_a_threshold_of_8_hides_7_and_shows_8():
    assert hide({"7": Quantity(7, below=8), "8": Quantity(8, below=8)}, []).primary == {"7"}


def test_P1_a_true_zero_is_shown_unless_the_service_is_sensitive():
    assert hide({"none": Quantity(0)}, []).primary == frozenset()
    assert hide({"none": Quantity(0, zero_too=True)}, []).primary == {"none"}


def test_P2_the_next_smallest_is_hidden_where_one_alone_would_be_told_by_the_total():
    # 55 - 12 - 40 = 3
    assert table({"a": 3, "b": 12, "c": 40}, 55) == Hidden(frozenset({"a"}), frozenset({"b"}), frozenset())


def test_P2_a_nought_is_never_what_is_hidden_beside_a_small_count():
    # 15 - 10 = 5 could be nothing else with the nought shown
    assert table({"a": 3, "b": 0, "c": 12}, 15).secondary == {"c"}


def test_P2_54_of_55_is_hidden_as_one_is_left():
    quantities = {"part": Quantity(54), "whole": Quantity(55), "rest": Quantity(1, shown=False)}
    found = hide(quantities, [Relation("whole", ("part", "rest"))])
    assert (found.primary, found.secondary, found.implied) == (frozenset(), {"part"}, {"rest"})


def test_P2a_4_4_and_40_of_48_need_a_third_as_both_small_ones_can_only_be_4():
    assert table({"a": 4, "b": 4, "c": 40}, 48).secondary == {"c"}


def test_P2a_3_and_2_of_45_need_no_third_as_they_may_be_1_and_4_or_4_and_1():
    assert table({"a": 3, "b": 2, "c": 40}, 45).secondary == frozenset()


def test_a_part_that_is_missing_takes_the_sum_apart():
    # 55 - 3 - 12 leaves 40 to somebody who gave nothing: nobody can subtract
    quantities = {"a": Quantity(3), "b": Quantity(12), "c": None, "total": Quantity(55)}
    assert hide(quantities, [Relation("total", ("a", "b", "c"))]).secondary == frozenset()


def test_P3_what_the_last_release_showed_is_not_worth_hiding():
    # 12 is known already, so that 40 is hidden beside 3
    quantities = {"a": Quantity(3), "b": Quantity(12, known=True), "c": Quantity(40), "total": Quantity(55)}
    found = hide(quantities, [Relation("total", ("a", "b", "c"))])
    assert (found.primary, found.secondary) == ({"a"}, {"c"})


def test_P3_a_small_count_that_an_earlier_release_tells_is_hidden_and_said_to_be_exposed():
    # 15 - 12 = 3
    quantities = {"a": Quantity(3), "b": Quantity(12, known=True), "total": Quantity(15, known=True)}
    found = hide(quantities, [Relation("total", ("a", "b"))])
    assert (found.primary, found.exposed) == ({"a"}, {"a"})


def test_P2a_small_counts_that_only_each_other_narrow_are_not_said_to_be_exposed():
    # 2 can only be 1 and 1, but nothing was ever shown
    quantities = {"a": Quantity(1), "b": Quantity(1), "total": Quantity(2)}
    assert hide(quantities, [Relation("total", ("a", "b"))]).exposed == frozenset()


def test_P1_a_small_count_that_was_shown_once_is_not_shown_again():
    found = hide({"a": Quantity(3, known=True), "b": Quantity(12)}, [])
    assert found == Hidden(frozenset({"a"}), frozenset(), frozenset())


def test_a_sum_that_is_none_is_refused():
    with pytest.raises(ValueError, match="t is not the sum of its parts"):
        hide({"a": Quantity(9), "t": Quantity(10)}, [Relation("t", ("a",))])


def test_P3_what_the_last_release_hid_beside_a_small_count_stays_hidden():
    # a is 30 now; the last release had 55 = a + b + 40, so to show b = 12 would tell that a was 3
    quantities = {"a": Quantity(30), "b": Quantity(12, kept=True), "c": Quantity(40), "total": Quantity(82)}
    assert "b" in hide(quantities, [Relation("total", ("a", "b", "c"))]).secondary


def test_P3_what_the_last_release_tells_and_is_not_small_is_not_hidden_in_vain():
    quantities = {"a": Quantity(30, kept=True), "b": Quantity(12, known=True), "total": Quantity(42, known=True)}
    assert hide(quantities, [Relation("total", ("a", "b"))]) == Hidden(frozenset(), frozenset(), frozenset())
