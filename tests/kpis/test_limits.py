import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.limits import NEAR, OF_RANGES, Limits, p_prime, too_few, varies_little, within, xmr
from tests.kpis import plain_control
from tests.kpis.published import published

NAN = float("nan")
values_of = st.lists(st.one_of(st.none(), st.integers(-10_000, 10_000).map(lambda n: n / 8)), min_size=2, max_size=30)


def row(values):
    return np.array([[NAN if value is None else value for value in values]], float)


def sides(limits, place=0):
    return [float(one[0, place]) for one in (limits.mean, limits.lower, limits.upper)]


def test_T1_NIST_flowrates_have_their_published_limits():
    nist = published("xmr_nist")
    # NIST multiplies by 3 / 1.128 = 2.6596 where Making Data Count writes 2.66, hence the stated tolerance of 0.002.
    wanted = [nist["mean"], nist["lcl"], nist["ucl"]]
    assert sides(xmr(row(nist["values"]))) == pytest.approx(wanted, abs=0.002)


def test_T2_nothing_is_screened_by_default_and_screening_gives_the_published_limits():
    nhs = published("xmr_screening_nhs_r")
    values = row(nhs["values"])
    plain, screened = xmr(values), xmr(values, screened=True)
    assert sides(plain) == pytest.approx([nhs["mean"], *nhs["unscreened"].values()], abs=0.005)
    assert sides(screened) == pytest.approx([nhs["mean"], *nhs["screened"].values()], abs=0.005)


def test_T1_the_near_limits_lie_at_two_thirds():
    # 2.66 x 2 / 3 = 1.773
    assert round(OF_RANGES * NEAR, 3) == 1.773


def test_T8_limits_of_the_first_twenty_weeks_are_frozen_for_the_next_twenty():
    book = published("xmr_frozen_montgomery")
    values = row([*book["baseline"], *book["later"]])
    base = np.arange(40)[None, :] < 20
    limits = xmr(values, base)
    assert sides(limits, 39) == pytest.approx([book["mean"], book["lower"], book["upper"]], abs=0.005)
    outside = (values > limits.upper) | (values < limits.lower)
    assert [int(week) + 1 for week in np.flatnonzero(outside[0])] == book["outside"]


def test_T9_at_the_volumes_of_accident_departments_a_plain_p_chart_accuses_nearly_every_week_and_p_prime_none():
    nhs = published("p_prime_nhs_accidents")
    parts, wholes = row(nhs["within_four_hours"]), row(nhs["attendances"])
    shares = parts / wholes
    plain = 3 * np.sqrt((p := parts.sum() / wholes.sum()) * (1 - p) / wholes)
    counted = [
        int((abs(shares - p) > plain).sum()),
        *(int(((shares > one.upper) | (shares < one.lower)).sum()) for one in (xmr(shares), p_prime(parts, wholes))),
    ]
    assert counted == [nhs["outside_plain_p"], nhs["outside_xmr"], nhs["outside_p_prime"]]


def test_T9_p_prime_by_hand():
    # 20/100, 60/200, 20/100: pbar = 100/400 = 0.25; sigma = sqrt(0.1875/100) = 0.0433 and sqrt(0.1875/200) = 0.0306;
    # z = -1.1547, 1.6330, -1.1547; mean range 2.7877; sigma_z = 2.4714; 3 x 0.0433 x 2.4714 = 0.3210.
    limits = p_prime(row([20, 60, 20]), row([100, 200, 100]))
    assert sides(limits) == pytest.approx([0.25, 0.25 - 0.3210, 0.25 + 0.3210], abs=0.0001)
    assert sides(limits, 1)[2] - 0.25 == pytest.approx(0.3210 / 2**0.5, abs=0.0001)


def test_T9_a_limit_beyond_what_a_share_can_be_is_not_drawn():
    drawn = within(Limits(row([0.9, 0.9]), row([0.7, -0.1]), row([1.1, 1.0])), 0, 1)
    assert [np.isnan(drawn.upper[0]).tolist(), np.isnan(drawn.lower[0]).tolist()] == [[True, False], [False, True]]


@pytest.mark.parametrize(
    ("parts", "wholes", "few"),
    [
        ([5, 5, 5], [50, 50, 50], False),  # 50 x 0.1 = 5 expected: just enough
        ([5, 5, 5], [50, 50, 51], True),  # 15/151 of 50 is 4.97
        ([96, 96, 96], [100, 100, 100], True),  # 4 non-events of 100
        ([50, 1, 50], [100, 2, 100], True),  # one thin period is enough
        ([50, None, 50], [100, 2, 100], False),  # what is not known is not counted
    ],
)
def test_T9_below_five_expected_events_or_non_events_there_are_no_limits(parts, wholes, few):
    assert too_few(row(parts), row(wholes)).tolist() == [few]


@pytest.mark.parametrize(
    ("wholes", "alike"), [([75, 100, 125], True), ([74, 100, 126], False), ([None, 100, 100], True)]
)
def test_T9_counts_vary_little_when_all_lie_within_a_quarter_of_their_mean(wholes, alike):
    assert varies_little(row(wholes)).tolist() == [alike]


def test_T11_no_range_reaches_across_a_gap():
    # Ranges 1 (1 to 2) and 1 (9 to 10); the 7 from 2 to 9 spans a missing period. mean 5.5, limits 5.5 ± 2.66.
    assert sides(xmr(row([1, 2, None, 9, 10]))) == pytest.approx([5.5, 2.84, 8.16])


def test_two_points_with_a_gap_between_them_have_no_limits():
    assert np.isnan(xmr(row([1, None, 2])).upper).all()


@given(values_of, st.booleans(), st.data())
def test_T1_T2_T8_T11_limits_are_those_of_the_slow_calculation(values, screened, data):
    base = data.draw(st.lists(st.booleans(), min_size=len(values), max_size=len(values)))
    slow = plain_control.xmr(values, base, screened)
    fast = xmr(row(values), np.array([base]), screened)
    if slow is None:
        assert np.isnan(fast.upper).all()
    else:
        assert sides(fast) == pytest.approx(slow, rel=1e-9, abs=1e-9)


counts = st.integers(1, 5000).flatmap(
    lambda whole: st.tuples(st.one_of(st.none(), st.integers(0, whole)), st.just(whole))
)


@given(st.lists(counts, min_size=2, max_size=20).filter(lambda pairs: any(part is not None for part, _ in pairs)))
def test_T9_p_prime_is_that_of_the_slow_calculation(pairs):
    parts, wholes = zip(*pairs, strict=True)
    slow = plain_control.p_prime(parts, wholes)
    fast = p_prime(row(parts), np.where(np.isnan(row(parts)), NAN, row(wholes)))
    if slow is None:
        assert np.isnan(fast.upper).all()
        return
    for place, part in enumerate(parts):
        if part is not None:
            assert sides(fast, place) == pytest.approx(slow[place], rel=1e-9, abs=1e-9)
