from math import asin, pi, sin, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.dispersion import Dispersion
from kpis.funnel import DIFFERENT, FEWEST, NOT_DISTINGUISHABLE, WORTH_A_LOOK, Funnel, funnel
from kpis.intervals import Z_95, Z_998, wilson
from tests.kpis.published import published

HEALTH = published("funnel_public_health")
CHANCE = Dispersion(1.0, 0.0)

COUNTS = st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
GROUPS = st.lists(COUNTS, min_size=FEWEST, max_size=40)


def made(counts) -> Funnel:
    found = funnel(counts)
    assert found is not None
    return found


def test_F2_the_target_is_the_sum_over_the_sum():
    # 9 of 10 and nine times 10 of 40: 99 / 370, not the mean of 0.9 and nine times 0.25.
    assert made([(9, 10), *[(10, 40)] * 9]).target == pytest.approx(99 / 370)


@pytest.mark.parametrize("case", HEALTH["limits"], ids=lambda case: f"{case['n']:,} counted")
def test_F2_plain_limits_are_those_that_the_public_health_tool_published(case):
    found = Funnel(HEALTH["baseline"], 303, CHANCE).plain(case["n"])
    for name in ("lower_95", "upper_95", "lower_998", "upper_998"):
        assert getattr(found, name) == pytest.approx(case[name], abs=HEALTH["tolerance"])


def test_F3_plain_limits_accuse_260_of_303_areas_and_adjusted_ones_two():
    areas = HEALTH["areas"]
    found = made(areas)
    assert sum(found.plain(n).inside(x / n) == "" for x, n in areas) == HEALTH["outside_plain_998"]
    assert sum(found.adjusted(n).inside(x / n) == "" for x, n in areas) == HEALTH["outside_adjusted_998"]
    # Worked out apart with numpy: phi 242.295313, tau 0.037855377.
    assert found.dispersion.phi == pytest.approx(242.295313, abs=1e-6)
    assert found.dispersion.tau == pytest.approx(0.037855377, abs=1e-9)


def test_F3_adjusted_limits_by_hand():
    # T = asin(sqrt(0.25)) = π/6; n = 100: s = 0.05; tau 0.12: sqrt(0.0025 + 0.0144) = 0.13.
    found = Funnel(0.25, 10, Dispersion(5.0, 0.12)).adjusted(100)
    assert found.lower_95 == pytest.approx(sin(pi / 6 - Z_95 * 0.13) ** 2)
    assert found.upper_998 == pytest.approx(sin(pi / 6 + Z_998 * 0.13) ** 2)


def test_F3_the_angle_is_kept_within_a_quarter_turn_so_that_limits_do_not_turn_back():
    found = Funnel(0.98, 10, Dispersion(50.0, 0.3)).adjusted(100)
    assert (found.upper_95, found.upper_998) == (1.0, 1.0)
    assert Funnel(0.02, 10, Dispersion(50.0, 0.3)).adjusted(100).lower_998 == 0.0


def test_F4_only_beyond_99_8_adjusted_is_different_and_between_is_worth_a_look():
    # At 50% of 10,000 and without over-dispersion the limits are about 49.0 to 51.0 and 48.5 to 51.5.
    found = Funnel(0.5, 10, CHANCE)
    assert found.phrase(5000, 10000) == NOT_DISTINGUISHABLE
    assert found.phrase(5120, 10000) == WORTH_A_LOOK
    assert found.phrase(4840, 10000) == DIFFERENT


def test_F3_fewer_than_ten_councils_have_no_funnel():
    assert funnel([(1, 2)] * 9) is None
    assert funnel([(1, 2)] * 10) is not None


def test_F2_exact_limits_stand_only_where_few_are_expected():
    found = Funnel(0.1, 12, CHANCE)
    assert found.exact(1000) == found.plain(1000)
    assert found.exact(10).upper_95 == 0.3
    assert found.plain(10).upper_95 == pytest.approx(0.1 + Z_95 * sqrt(0.009))
    assert found.limits(10, "exact") == found.exact(10)


@pytest.mark.parametrize("wrong", [(1, 0), (3, 2), (-1, 2)])
def test_a_funnel_is_for_shares(wrong):
    with pytest.raises(ValueError, match="each part within its whole"):
        funnel([wrong] * 10)


@given(GROUPS)
def test_F2_a_council_is_outside_the_plain_95_funnel_exactly_when_its_wilson_interval_excludes_the_groups_rate(group):
    found = made(group)
    for part, whole in group:
        for z, limits in ((Z_95, ("lower_95", "upper_95")), (Z_998, ("lower_998", "upper_998"))):
            interval = wilson(part, whole, z)
            assert interval is not None
            low, high = (getattr(found.plain(whole), name) for name in limits)
            outside = not low <= part / whole <= high
            assert outside == (not interval.lower <= found.target <= interval.upper)


@given(GROUPS)
def test_F3_adjusted_limits_hold_the_group_and_the_outer_hold_the_inner(group):
    found = made(group)
    for _, whole in group:
        one = found.adjusted(whole)
        assert 0 <= one.lower_998 <= one.lower_95 <= found.target + 1e-12
        assert found.target - 1e-12 <= one.upper_95 <= one.upper_998 <= 1


@given(GROUPS)
def test_F3_is_the_five_steps_written_out(group):
    angle = asin(sqrt(sum(x for x, _ in group) / sum(n for _, n in group)))
    scores = [(asin(sqrt(x / n)) - angle) * 2 * sqrt(n) for x, n in group]
    ordered, last = sorted(scores), len(scores) - 1

    def percentile(share: float) -> float:
        low = int(share * last)
        high = min(low + 1, last)
        return ordered[low] + (share * last - low) * (ordered[high] - ordered[low])

    clipped = [min(max(z, percentile(0.1)), percentile(0.9)) for z in scores]
    count, weights = len(group), [4 * n for _, n in group]
    phi = sum(z**2 for z in clipped) / count
    tau2 = 0.0
    if count * phi >= count - 1:
        tau2 = (count * phi - (count - 1)) / (sum(weights) - sum(w * w for w in weights) / sum(weights))
    found = made(group)
    assert found.dispersion.phi == pytest.approx(phi, rel=1e-6, abs=1e-9)
    assert found.dispersion.tau**2 == pytest.approx(max(0.0, tau2), rel=1e-6, abs=1e-9)
