"""What a source says now beside what it said before."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.test_any_observations import settled
from warehouse.said import Said, changes, key, repeated
from warehouse.schema import ESTIMATED, NOT_APPLICABLE, NOT_PROVIDED, PROVIDED

VALUED = st.tuples(st.integers(-3, 3), st.sampled_from([PROVIDED, ESTIMATED]))
WITHOUT = st.tuples(st.just(0), st.sampled_from([NOT_PROVIDED, NOT_APPLICABLE]))
ACCOUNTS = st.dictionaries(st.integers(0, 8), VALUED | WITHOUT, max_size=8)


def said(*rows: tuple[int, int, int]) -> Said:
    """Key, amount in millionths and status of each observation."""
    keys, values, status = np.array(rows, np.int64).reshape(-1, 3).T
    return Said(keys, values, status.astype(np.uint8))


def account(words: dict[int, tuple[int, int]]) -> Said:
    """One observation of each key, in their order."""
    return said(*((number, *word) for number, word in sorted(words.items())))


def rows(of: Said) -> list[tuple[int, int, int]]:
    """Key, amount and status of each observation."""
    return list(zip(of.keys.tolist(), of.values.tolist(), of.status.tolist(), strict=True))


@settled(100)
@given(ACCOUNTS, ACCOUNTS)
def test_what_is_new_and_what_is_gone_are_the_differences_of_two_sets(
    before: dict[int, tuple[int, int]], now: dict[int, tuple[int, int]]
) -> None:
    come, gone = changes(account(before), account(now))
    assert rows(account(now).take(come)) == sorted(set(rows(account(now))) - set(rows(account(before))))
    assert rows(account(before).take(gone)) == sorted(set(rows(account(before))) - set(rows(account(now))))


def test_a_series_and_a_day_come_back_from_their_number_before_and_after_1970() -> None:
    series, days = np.array([0, 7, 2**31 - 1], np.int32), np.array([-719_162, -1, 20_000], np.int32)
    numbers = key(series, days)
    both = Said(numbers, numbers, np.zeros(3, np.uint8))
    assert (both.series.tolist(), both.starts.tolist()) == (series.tolist(), days.tolist())
    assert sorted(numbers.tolist()) == numbers.tolist()


def test_A2_a_sum_that_lacks_a_part_is_not_known() -> None:
    parts = said((1, 4, PROVIDED), (1, 0, NOT_PROVIDED), (2, 4, PROVIDED), (2, 5, PROVIDED))
    assert rows(parts.together()) == [(1, 0, NOT_PROVIDED), (2, 9, PROVIDED)]


def test_A2_a_part_that_does_not_apply_adds_nothing_and_an_estimate_makes_the_sum_one() -> None:
    parts = said((1, 4, ESTIMATED), (1, 0, NOT_APPLICABLE), (2, 0, NOT_APPLICABLE), (2, 0, NOT_APPLICABLE))
    assert rows(parts.together()) == [(1, 4, ESTIMATED), (2, 0, NOT_APPLICABLE)]


def test_what_stands_more_than_once_is_named_once() -> None:
    assert repeated(np.array([1, 2, 2, 2, 3, 5, 5])).tolist() == [2, 5]


def test_observations_of_other_keys_stay_and_others_join_them_in_order() -> None:
    left = said((1, 1, 0), (2, 2, 0), (4, 4, 0)).but(np.array([2, 3]))
    assert rows(left) == [(1, 1, 0), (4, 4, 0)]
    assert rows(left.beside(said((3, 3, 0)))) == [(1, 1, 0), (3, 3, 0), (4, 4, 0)]
