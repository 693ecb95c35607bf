from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.exact import binomial_limits, few_expected
from tests.kpis.poisson import poisson_limits
from tests.kpis.published import published

POISSON = published("funnel_poisson_funnelplotr")


@pytest.mark.parametrize("case", POISSON["cases"], ids=lambda case: f"{case['expected']} expected")
def test_F2_poisson_limits_are_those_that_funnelplotr_published(case):
    inner, outer = poisson_limits(case["expected"], 0.025), poisson_limits(case["expected"], 0.001)
    found = (inner.lower, inner.upper, outer.lower, outer.upper)
    wanted = [case[name] for name in ("ll95", "ul95", "ll998", "ul998")]
    assert found == pytest.approx(wanted, abs=POISSON["tolerance"])


def test_F2_of_ten_with_a_rate_of_a_tenth_chance_alone_brings_up_to_three():
    # Chances of 0, 1, 2, 3 of 10: 0.3487, 0.3874, 0.1937, 0.0574; of 4 or more 0.0128, of 3 or more 0.0702.
    assert binomial_limits(10, 0.1, 0.025).upper == 0.3
    assert binomial_limits(10, 0.1, 0.025).lower == 0.0
    # Of 5 or more 0.0016, of 6 or more 0.00015.
    assert binomial_limits(10, 0.1, 0.001).upper == 0.5


def test_F2_few_are_expected_below_five_on_either_side():
    assert few_expected(49, 0.1)
    assert not few_expected(50, 0.1)
    assert few_expected(49, 0.9)


def test_F2_where_nobody_or_everybody_is_counted_the_limits_are_the_rate():
    assert (binomial_limits(20, 0, 0.025).lower, binomial_limits(20, 1, 0.025).upper) == (0, 1)


def slow(size: int, rate: float, tail: float) -> tuple[float, float]:
    chances = [comb(size, k) * rate**k * (1 - rate) ** (size - k) for k in range(size + 1)]
    inside = [k for k in range(size + 1) if sum(chances[: k + 1]) > tail and sum(chances[k:]) > tail]
    return min(inside) / size, max(inside) / size


@given(st.integers(1, 120), st.integers(1, 999), st.sampled_from([0.025, 0.001]))
def test_F2_binomial_limits_are_those_of_the_sums_written_out(size, thousandths, tail):
    rate = thousandths / 1000
    found = binomial_limits(size, rate, tail)
    assert (found.lower, found.upper) == pytest.approx(slow(size, rate, tail), abs=1e-12)
