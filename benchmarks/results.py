"""What was measured, and whether it keeps its budget."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median, quantiles


@dataclass(frozen=True)
class Result:
    """One measurement; `limit` is its budget ('<=' or '>=' by `at_least`), None where there is none."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False
    note: str = ""

    @property
    def kept(self) -> bool:
        """Whether the budget is kept."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def line(self) -> str:
        """The result as a row of text."""
        budget = "" if self.limit is None else f"{'>=' if self.at_least else '<='} {self.limit:g} {self.unit}"
        verdict = "" if self.limit is None else ("kept" if self.kept else "MISSED")
        return f"{self.name:<58} {self.value:>12,.3g} {self.unit:<8} {budget:<18} {verdict:<7} {self.note}".rstrip()


@dataclass(frozen=True)
class Times:
    """Seconds that repeated runs took."""

    seconds: tuple[float, ...]

    @property
    def median_ms(self) -> float:
        """The median in milliseconds."""
        return 1000 * median(self.seconds)

    @property
    def p95_ms(self) -> float:
        """The 95th percentile in milliseconds."""
        return 1000 * quantiles(self.seconds, n=20, method="inclusive")[-1]


def timed(work: Callable[[], object], runs: int) -> Times:
    """How long each run took, after one that is not counted."""
    work()
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun)
    return Times(tuple(seconds))
