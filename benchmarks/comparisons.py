"""Funnels and nearest neighbours of a nation: 350 councils x 60 services, from sums that have been read."""

import random
from collections.abc import Iterator
from pathlib import Path

from benchmarks.results import Result, timed
from kpis.funnel import PHRASES, funnel
from kpis.neighbours import Areas, Trait, neighbourhoods

COUNCILS, SERVICES, TRAITS = 350, 60, 5
BUDGET = 800.0
"""Milliseconds for both together: their share of the two seconds that funnels, peers and XmR may take."""

RUNS = 5
Counts = list[tuple[float, float]]


def comparison_results(_folder: Path) -> Iterator[Result]:
    """Medians; counts are made by chance with a fixed seed and mean nothing."""
    chance = random.Random(4)
    services = [_counts(chance) for _ in range(SERVICES)]
    areas = _areas(chance)
    funnels = timed(lambda: [_funnel(counts) for counts in services], RUNS)
    peers = timed(lambda: neighbourhoods(areas, areas.values, areas.values), RUNS)
    told = f"{COUNCILS} councils x {SERVICES} services"
    yield Result("funnels: limits and phrase of every council", funnels.median_ms, "ms", note=told)
    yield Result("15 nearest neighbours of every council", peers.median_ms, "ms", note=f"{TRAITS} traits")
    yield Result("funnels and neighbours together", funnels.median_ms + peers.median_ms, "ms", BUDGET)


def _funnel(counts: Counts) -> list[object]:
    made = funnel(counts)
    assert made is not None
    limits = [made.adjusted(whole) for _, whole in counts]
    plain = [made.plain(whole) for _, whole in counts]
    said = [PHRASES[one.inside(part / whole)] for one, (part, whole) in zip(limits, counts, strict=True)]
    return [limits, plain, said]


def _counts(chance: random.Random) -> Counts:
    wholes = [chance.randint(50, 100_000) for _ in range(COUNCILS)]
    return [(float(round(whole * chance.betavariate(40, 10))), float(whole)) for whole in wholes]


def _areas(chance: random.Random) -> Areas:
    traits = tuple(Trait(f"t{place}", f"Trait {place}", "", "2020", "") for place in range(TRAITS))
    values = {f"c{n:03d}": {trait.key: chance.gauss(0, 1) for trait in traits} for n in range(COUNCILS)}
    return Areas(traits, values)
