"""Rows put in order by sorted runs on disk come out as if all of them had been sorted at once."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.warehouse.test_any_observations import settled
from warehouse import runs
from warehouse.runs import Runs, added, ranges
from warehouse.said import key

SERIES = st.integers(0, 40)
DAYS = st.integers(-800_000, 40_000)
ROWS = st.lists(st.tuples(SERIES, DAYS, st.integers(-5, 5)), max_size=30)


@pytest.fixture(autouse=True)
def few_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    """Four rows make a run, two series a block."""
    monkeypatch.setattr(runs, "AT_ONCE", 4)
    monkeypatch.setattr(runs, "IN_BLOCK", 1)


def of_all(kept: Runs, at_most: int) -> Iterator[tuple[int, int]]:
    """Key and amount of every row, a range at a time."""
    for blocks in ranges(kept.counts, at_most):
        keys, amounts = kept.within(blocks)
        yield from zip(keys.tolist(), amounts.tolist(), strict=True)


@settled(60)
@given(st.lists(ROWS, max_size=6), st.integers(1, 20))
def test_any_rows_in_any_batches_come_in_the_order_of_series_and_day_and_then_as_they_came(
    batches: list[list[tuple[int, int, int]]], at_most: int
) -> None:
    kept = Runs(np.int64, np.int64)
    for batch in batches:
        series, days, amounts = np.array(batch, np.int64).reshape(-1, 3).T
        kept.add((key(series.astype(np.int32), days.astype(np.int32)), amounts))
    found = list(of_all(kept, at_most))
    kept.close()
    in_order = sorted((row for batch in batches for row in batch), key=lambda row: row[:2])
    assert [amount for _, amount in found] == [amount for _, _, amount in in_order]
    assert [number >> 32 for number, _ in found] == [series for series, _, _ in in_order]


def test_ranges_hold_every_block_once_and_few_rows_each() -> None:
    assert list(ranges(np.array([3, 0, 4, 9, 0, 1]), 5)) == [(0, 2), (2, 3), (3, 4), (4, 6)]


def test_there_is_no_range_where_there_is_no_row() -> None:
    assert list(ranges(np.zeros(3, np.int64), 5)) == []


def test_rows_of_two_kinds_are_counted_block_by_block() -> None:
    assert added(np.array([1, 2]), np.array([10, 20, 30])).tolist() == [11, 22, 30]
