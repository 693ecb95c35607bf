"""What a transaction's row says of its course: when it began and ended, how, and with which answer (METHODS D2, D3)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from configuration.transactions import Transactions
from data_loaders import refusals
from data_loaders.codes import Codes, Mask, constant, pairs, read_codes
from data_loaders.days import read_days, shapes
from data_loaders.plan import Plan
from data_loaders.refusals import Fault
from data_loaders.rows import RawBatch
from data_loaders.subjects import Part

OPEN, FAILED, COMPLETED = range(3)
OUTCOMES = {"open": OPEN, "failed": FAILED, "completed": COMPLETED}
NO_RATING = 0

Day = date | None


@dataclass(frozen=True)
class Places:
    """Where a row has its outcome, end, rating and id; None for what is not there."""

    outcome: int | None
    end: int | None
    rating: int | None
    id: int | None

    @property
    def wanted(self) -> set[int]:
        """Columns beside those that say what a row is about."""
        return {place for place in (self.outcome, self.end, self.rating, self.id) if place is not None}


def settle_places(entry: Transactions, plan: Plan) -> Places:
    """Find the columns; raises SourceError for one that is not there."""
    addresses = (entry.outcome, entry.end, entry.rating, entry.id)
    found = [None if address is None else plan.columns.find(address, "[source.transactions]") for address in addresses]
    return Places(*found)


def outcome_meaning(entry: Transactions) -> Callable[[str], int | Fault]:
    """The source's code -> open, failed or completed; an empty code is open unless it is mapped."""
    known = {"": OPEN} | {code: OUTCOMES[outcome] for code, outcome in entry.outcomes.items()}
    return lambda code: known.get(code, refusals.UNKNOWN_OUTCOME)


def rating_meaning(entry: Transactions, missing: tuple[str, ...]) -> Callable[[str], int | Fault]:
    """The source's answer -> its level, 0 for none."""
    known = entry.ratings or {str(level): level for level in range(1, 6)}
    levels: dict[str, int | Fault] = dict.fromkeys(("", *(token.strip() for token in missing)), NO_RATING)
    levels |= known
    return lambda answer: levels.get(answer, refusals.UNKNOWN_RATING)


def course_meaning(today: date, by_end: bool) -> Callable[[tuple[tuple[Day, Day], int | Fault]], Fault | None]:
    """((start, end), outcome) -> what is wrong with them together, if anything."""

    def meaning(course: tuple[tuple[Day, Day], int | Fault]) -> Fault | None:
        (start, end), outcome = course
        if (start and start > today) or (end and end > today):
            return refusals.IN_THE_FUTURE
        if start and end and end < start:
            return refusals.ENDED_BEFORE
        return refusals.NO_END if by_end and outcome == COMPLETED and end is None else None

    return meaning


@dataclass(frozen=True)
class Dates:
    """Start and end of each row as days; `unread` is the shape of an end that is no date, '' elsewhere."""

    start: Codes[Day]
    end: Codes[Day]
    unread: Codes[str]

    def take(self, rows: Mask) -> "Dates":
        """The same for some of the rows."""
        return self if rows.all() else Dates(self.start.take(rows), self.end.take(rows), self.unread.take(rows))

    @property
    def last(self) -> date:
        """The last day that any of the rows mentions."""
        days = (self.start, self.end)
        met = [codes.values[int(place)] for codes in days for place in np.unique(codes.indices)]
        return max((day for day in met if day), default=date.min)

    def faults(self, outcome: Codes[Any], today: date, by_end: bool, header: str) -> dict[str, Part]:
        """What is wrong with the dates, by name of the part, never saying which dates they are."""
        course = pairs(pairs(self.start, self.end), outcome).map(course_meaning(today, by_end))
        end = self.unread.map(lambda shape: refusals.NOT_A_DATE if shape else None)
        return {"end": Part(end, self.unread, header), "course": Part(course, None, header)}


def read_dates(
    connection: duckdb.DuckDBPyConnection,
    raw: RawBatch,
    starts: int,
    ends: int | None,
    written_as: tuple[str, ...],
) -> tuple[Dates, RawBatch]:
    """The dates, and the batch with its starts as days; one that cannot be read is there as its shape only."""
    start = read_days(connection, raw.columns[starts], written_as)
    shown = pc.coalesce(pc.cast(start, pa.string()), shapes(raw.columns[starts], start.is_null()))
    raw = RawBatch(raw.numbers, {**raw.columns, starts: shown}, raw.refusals)
    if ends is None:
        return Dates(_codes(start), constant(None, len(start)), constant("", len(start))), raw
    end = read_days(connection, raw.columns[ends], written_as)
    unread = read_codes(shapes(raw.columns[ends], end.is_null()))
    return Dates(_codes(start), _codes(end), unread), raw


def _codes(days: pa.Array) -> Codes[Day]:
    encoded = days.dictionary_encode(null_encoding="encode")
    indices = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    return Codes(encoded.dictionary.to_pylist(), indices)
