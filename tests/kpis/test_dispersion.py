from math import log, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpis.dispersion import between, dispersion, overdispersion, winsorised
from kpis.intervals import Z_998
from tests.kpis.poisson import poisson_limits
from tests.kpis.published import published

MEDPAR = published("funnel_medpar_funnelplotr")


def test_F3_scores_beyond_the_tenth_at_each_end_are_moved_to_where_it_ends():
    # Eleven values: the 10th and 90th percentiles are the second and the tenth.
    assert winsorised([-50, -2, -1, 0, 0, 0, 1, 1, 2, 3, 90]) == [-2, -2, -1, 0, 0, 0, 1, 1, 2, 3, 3]


def test_F3_a_percentile_lies_on_the_line_between_two_values():
    # Of 1 to 10 the 10th percentile stands 0.9 of a step after the first.
    assert winsorised(list(range(1, 11)))[0] == pytest.approx(1.9)


def test_F3_phi_and_tau_by_hand():
    # phi = (4 + 0 + 4) / 3; weights 4, 4, 4: tau² = (3 * 8/3 - 2) / (12 - 48/12) = 6 / 8.
    phi = overdispersion([2, 0, -2])
    assert phi == pytest.approx(8 / 3)
    assert between(phi, [0.5, 0.5, 0.5]) == pytest.approx(0.75)


def test_F3_where_chance_is_enough_nothing_is_added():
    assert between(0.6, [0.1] * 10) == 0
    assert dispersion([0.1, -0.1] * 10, [0.01] * 20).tau == 0


def test_F3_the_published_hospitals_25_outside_plain_limits_9_after_adjustment():
    plain = adjusted = 0
    errors, scores = [], []
    for observed, expected in MEDPAR["units"]:
        limits = poisson_limits(expected, 0.001)
        plain += not limits.lower <= observed / expected <= limits.upper
        scores.append(sqrt(expected) * log(observed / expected))
        errors.append(1 / sqrt(expected))
    # This variant leaves a tenth out at each end instead of moving it: floor(10 rank / 55) from 1 to 8 stay.
    ranked = sorted(range(54), key=scores.__getitem__)
    kept = [unit for rank, unit in enumerate(ranked, start=1) if 1 <= 10 * rank // 55 <= 8]
    tau_squared = between(overdispersion([scores[u] for u in kept]), [errors[u] for u in kept])
    for score, error in zip(scores, errors, strict=True):
        adjusted += abs(score * error) > Z_998 * sqrt(error**2 + tau_squared)
    assert (plain, adjusted) == (MEDPAR["outside_plain_998"], MEDPAR["outside_adjusted_998"])


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=60))
def test_F3_percentiles_are_numpys_linear_ones(scores):
    low, high = np.quantile(scores, [0.1, 0.9])
    assert winsorised(scores) == pytest.approx(np.clip(scores, low, high), rel=1e-9, abs=1e-6)
