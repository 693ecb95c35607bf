"""What one row of a file is of."""

from dataclasses import dataclass

from kpis.figure import Figure
from kpis.periods import Period


@dataclass(frozen=True)
class Part:
    """What a row is of, beside its period: '' for what is not kept apart. `breakdown` says how segments split."""

    council: str = ""
    service: str = ""
    channel: str = ""
    breakdown: str = ""
    segment: str = ""


Given = tuple[Part, Period | None, Figure]
"""One row; the period is None where the whole stretch is one figure."""
