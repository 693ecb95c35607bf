"""Poisson limits for a count over the count expected, as published cases have them; no page has any."""

from scipy.stats import chi2

from kpis.intervals import Interval


def poisson_limits(expected: float, tail: float) -> Interval:
    """Chi-squared quantiles halved: FunnelPlotR, R/calculate_limits.R, standardised ratios."""
    lower, upper = chi2.ppf(tail, 2 * expected) / 2, chi2.ppf(1 - tail, 2 * (expected + 1)) / 2
    return Interval(float(lower / expected), float(upper / expected))
