"""Rows and changes counted by council while a release is made."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Protocol

from views.open.release import Finished, Revision


class Sink(Protocol):
    """Where finished rows go, council by council in the order of the tables."""

    def put(self, rows: list[Finished], revisions: list[Revision]) -> None:
        """One council's rows and what changed in them."""
        ...


@dataclass(frozen=True)
class Counted:
    """Council and its rows, and how many were added, revised or withdrawn; on their way to another sink, if any."""

    to: Sink | None = None
    rows: Counter[str] = field(default_factory=Counter)
    changes: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def put(self, rows: list[Finished], revisions: list[Revision]) -> None:
        """One council's rows and what changed in them."""
        self.rows.update(row.council for row in rows)
        for one in revisions:
            self.changes[one.row.council][one.kind] += 1
        if self.to:
            self.to.put(rows, revisions)
