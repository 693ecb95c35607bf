"""Normal variation for a whole nation at once: 350 councils x 60 services x 36 months x 4 KPIs of shares."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from benchmarks.results import Result, timed
from kpis.control import Control, Shares, control
from kpis.limits import Array

COUNCILS, SERVICES, MONTHS = 350, 60, 36
KPIS = 4
BUDGET = 1.2
"""Seconds: the part of the two for funnels, peers and limits together."""


def variation_results(_folder: Path) -> Iterator[Result]:
    """Limits and rules of every series, from arrays in memory; half of the series have counts that need p'."""
    denominators, numerators = _counts()
    alone = timed(lambda: _judged(numerators[: COUNCILS * SERVICES], denominators[: COUNCILS * SERVICES]), 3)
    every = timed(lambda: _judged(numerators, denominators), 3)
    series = f"{COUNCILS} councils x {SERVICES} services x {MONTHS} months"
    yield Result("limits and rules, one KPI", alone.median_ms / 1000, "s", BUDGET / 2, note=series)
    yield Result(f"limits and rules, {KPIS} KPIs", every.median_ms / 1000, "s", BUDGET, note=series)


def _counts() -> tuple[Array, Array]:
    """Made up: 1,000 a month, give or take 1% in the one half of the series and up to a half in the other."""
    dice = np.random.default_rng(20260331)
    rows = KPIS * COUNCILS * SERVICES
    spread = np.where(np.arange(rows) % 2 == 0, 0.01, 0.5)[:, None]
    denominators = np.round(1000 * (1 + spread * (2 * dice.random((rows, MONTHS)) - 1)))
    return denominators, dice.binomial(denominators.astype(int), 0.7).astype(float)


def _judged(numerators: Array, denominators: Array) -> Control:
    return control(numerators / denominators, Shares(numerators, denominators))
