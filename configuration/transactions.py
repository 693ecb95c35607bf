"""A source with one row per transaction: how its rows are counted, and what counts as finished (METHODS D2, D3)."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from configuration.entry import Channel, Entry
from configuration.mapping import PeriodMap

Outcome = Literal["open", "failed", "completed"]
Level = Annotated[int, Field(ge=1, le=5)]


class Transactions(Entry):
    """Counted while they are read: no row is kept, only how many there were."""

    outcome: str | None = Field(
        default=None,
        description="Column that says how the transaction ended; left out where every row is a completed one, "
        "and then nothing is known of those started.",
    )
    outcomes: dict[str, Outcome] = Field(
        default={},
        description="The source's own code and what it means: completed ('not eligible' and 'already paid' included), "
        "failed (gave up, met an error) or open (saved, not finished yet). An empty code is open unless it stands "
        "here; any other is refused.",
    )
    end: str | None = Field(
        default=None,
        description="Column with the date on which it ended. Needed with completion_basis 'event', unless the one "
        "date in [source.period] is that of the whole transaction.",
    )
    rating: str | None = Field(default=None, description="Column with an answer on satisfaction; empty is no answer.")
    ratings: dict[str, Level] = Field(
        default={},
        description="The source's own answer and its level, 1 (very dissatisfied) to 5 (very satisfied); "
        "without it, 1 to 5 as they stand.",
    )
    id: str | None = Field(
        default=None,
        description="Column that tells one transaction from another: several rows of one (resumed, exported twice) "
        "count once. Only a salted fingerprint of it is held, while the load runs.",
    )
    starts: tuple[Channel, ...] = Field(
        default=("web", "app", "digital"),
        description="Channels through which the source truly measures every start. For any other, 'started' does not "
        "apply.",
    )
    time_limit: int = Field(
        default=30,
        ge=0,
        description="Days after which an open transaction has failed. With completion_basis 'cohort', completions of "
        "a period with open transactions are not known until so long after its end.",
    )
    up_to: date | None = Field(
        default=None,
        description="Last whole day that the rows cover. Without it, a file covers up to the last day it mentions, "
        "a database up to the load. Of a period that goes on after that day nothing is counted.",
    )

    @model_validator(mode="after")
    def outcomes_have_meanings(self) -> Self:
        """A code is nothing without its meaning."""
        if (self.outcome is None) != (not self.outcomes):
            raise ValueError("'outcome' and 'outcomes' go together: the column, and what each of its codes means")
        return self

    @property
    def measures(self) -> frozenset[str]:
        """What is counted."""
        ratings = {f"rating_{level}" for level in range(1, 6)} if self.rating else set()
        started = {"started"} if self.outcome else set()
        return frozenset({"completed"} | started | ratings)


def cannot_count(entry: Transactions, period: PeriodMap, by_end: bool, overlap_days: int | None) -> str:
    """Why a source's transactions cannot be counted as it describes them; '' if they can.

    `by_end`: a completion counts in the month in which it ended. `overlap_days`: those of its watermark, if it has one.
    """
    if not period.column or period.length not in ("month", "week") or period.map:
        return (
            "has [source.transactions], so [source.period] needs 'column' (the date it started) and 'length', month or "
            "week"
        )
    if entry.end and not entry.outcome:
        return "[source.transactions] has an 'end' and no 'outcome'; put the end into [source.period]"
    if overlap_days is None:
        return ""
    if entry.id or (entry.end and by_end):
        # The rows of the last periods alone lack the starts of what ended in them.
        return (
            "has [source.watermark], so its [source.transactions] cannot have 'id', nor 'end' with completion_basis "
            "'event': a transaction may have begun before the rows that are read again"
        )
    if entry.outcome and not by_end and overlap_days <= entry.time_limit:
        return (
            f"needs more 'overlap_days' in [source.watermark] than its 'time_limit' of {entry.time_limit}, or a month "
            "is not read again when the last of its open transactions has failed"
        )
    return ""
