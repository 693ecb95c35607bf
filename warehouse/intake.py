"""What one load brought besides observations and refused rows: rows left out, names, codes, and how many of each."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime

from warehouse.arrival import Batch, LoadReport, SourceRecord


@dataclass
class Intake:
    """The running account of one load; `rows_refused` are rows, however many of their figures were refused."""

    loaded_at: datetime
    left_out: Counter[str]
    rows_read: int = 0
    observations: int = 0
    rows_refused: int = 0
    services: dict[str, str] = field(default_factory=dict)
    codes: set[tuple[str, str, str]] = field(default_factory=set)
    came: int = 0
    went: int = 0
    held: str = ""
    oddities: tuple[str, ...] = ()

    def add(self, batch: Batch) -> None:
        """Count one batch in."""
        self.rows_read += batch.rows_read
        self.observations += batch.observations.num_rows
        self.left_out.update(batch.left_out)
        self.services |= batch.services
        self.codes |= batch.channel_codes

    def judge(self, source: SourceRecord) -> None:
        """Hold the figures back if the source refuses more rows than it may."""
        most = source.most_refused
        if most is None or self.rows_refused <= most * self.rows_read:
            return
        self.held = (
            f"{self.rows_refused:,} of {self.rows_read:,} rows were refused, more than the {100 * most:.4g}% that the "
            "source allows, so the figures loaded before stay."
        )

    def report(self, name: str, changed: bool) -> LoadReport:
        """The account in figures."""
        return LoadReport(
            name,
            self.rows_read,
            self.rows_refused,
            sum(self.left_out.values()),
            self.observations,
            changed,
            self.came,
            self.went,
            self.held,
            self.oddities,
        )
