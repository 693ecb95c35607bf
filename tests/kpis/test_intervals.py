import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.intervals import Z_95, wilson
from tests.kpis.published import published

NEWCOMBE = published("wilson_newcombe1998")
PUBLIC_HEALTH = published("wilson_public_health")


@pytest.mark.parametrize("case", NEWCOMBE["cases"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_F1_wilson_gives_the_intervals_that_newcombe_published(case):
    interval = wilson(case["x"], case["n"])
    assert interval is not None
    assert interval.lower == pytest.approx(case["lower"], abs=NEWCOMBE["tolerance"])
    assert interval.upper == pytest.approx(case["upper"], abs=NEWCOMBE["tolerance"])


@pytest.mark.parametrize("case", PUBLIC_HEALTH["cases"], ids=lambda case: f"{case['x']} of {case['n']}")
def test_F1_wilson_gives_the_limits_of_the_public_health_tool_at_95_and_99_8_percent(case):
    interval = wilson(case["x"], case["n"], PUBLIC_HEALTH["z"][case["conf"]])
    assert interval is not None
    side = "lower" if "lower" in case else "upper"
    assert getattr(interval, side) == pytest.approx(case[side], abs=PUBLIC_HEALTH["tolerance"])


def test_F1_the_default_is_95_percent():
    assert PUBLIC_HEALTH["z"]["0.95"] == Z_95


@pytest.mark.parametrize(
    ("part", "whole"),
    [(0, 0), (1, 0), (0, -5), (-1, 10), (11, 10)],
    ids=["nothing", "of none", "below", "minus", "above"],
)
def test_F1_there_is_no_interval_where_nothing_was_counted_or_the_counts_cannot_be(part, whole):
    assert wilson(part, whole) is None


def test_F1_none_of_twenty_starts_at_exactly_zero_and_all_of_twenty_ends_at_exactly_one():
    none, everyone = wilson(0, 20), wilson(20, 20)
    assert none is not None
    assert everyone is not None
    assert (none.lower, everyone.upper) == (0.0, 1.0)
    # Mirror images: the upper bound of 0/20 and the lower of 20/20 add to one.
    assert none.upper + everyone.lower == pytest.approx(1, abs=1e-12)


def test_F1_the_upper_bound_of_everyone_is_one_where_rounding_would_leave_it_a_hair_below():
    interval = wilson(32, 32, 1.36)
    assert interval is not None
    assert interval.upper == 1.0


@given(st.integers(1, 10**12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), st.floats(0.1, 6))
def test_F1_the_bounds_hold_the_proportion_and_lie_between_nought_and_one(counts, z):
    part, whole = counts
    interval = wilson(part, whole, z)
    assert interval is not None
    assert 0 <= interval.lower <= part / whole <= interval.upper <= 1


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_F1_ten_times_the_counts_never_widen_the_interval(counts):
    part, whole = counts
    few, many = wilson(part, whole), wilson(10 * part, 10 * whole)
    assert few is not None
    assert many is not None
    assert many.upper - many.lower <= few.upper - few.lower + 1e-12


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_F1_a_bound_is_where_the_score_test_just_rejects(counts):
    part, whole = counts
    interval = wilson(part, whole)
    assert interval is not None
    for bound in (interval.lower, interval.upper):
        if 1e-9 < bound < 1 - 1e-9:
            # By definition of the score interval: (p - b)² = z² b(1 - b) / n.
            assert (part / whole - bound) ** 2 == pytest.approx(Z_95**2 * bound * (1 - bound) / whole, rel=1e-5)
