"""Rows that are transactions become counts: no row is handed on, and none is kept (METHODS D1 to D3, D6)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import duckdb
import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from configuration import Source
from configuration.transactions import Transactions
from data_loaders.codes import Codes, as_text, constant, pairs, read_codes
from data_loaders.days import workroom
from data_loaders.journey_counts import JourneyCounts, Subject
from data_loaders.journeys import (
    COMPLETED,
    NO_RATING,
    Dates,
    Places,
    outcome_meaning,
    rating_meaning,
    read_dates,
    settle_places,
)
from data_loaders.mapping import service_names
from data_loaders.plan import Plan
from data_loaders.refusals import Fault
from data_loaders.row_choice import choose_rows
from data_loaders.rows import RawBatch
from data_loaders.subject_reading import SubjectReader
from data_loaders.subjects import Part, Subjects
from data_loaders.subjects import refusals as refusals_of
from warehouse.arrival import OBSERVATIONS, Batch, Refusal

Ints = npt.NDArray[np.int64]

SHOWN = 40
"""Characters of an offending code that are kept."""

ABOUT = ("council", "service", "channel", "segment")

FURTHER_ROW = "Further rows of a transaction that is counted once."
PART_OF_A_PERIOD = "The rows cover only a part of the period in which the transaction began."


@dataclass(frozen=True)
class TransactionPlan:
    """Which columns are read, and as what."""

    plan: Plan
    places: Places

    @property
    def wanted(self) -> tuple[int, ...]:
        """Every column that is read."""
        return tuple(sorted({*self.plan.wanted, *self.places.wanted}))


class TransactionMapping:
    """One source's way from transactions to observations; `today` is the day of the load."""

    def __init__(
        self, source: Source, entry: Transactions, plan: TransactionPlan, subjects: SubjectReader, today: date
    ) -> None:
        self.source = source
        self.entry = entry
        self.plan = plan
        self.subjects = subjects
        self.today = today
        self.last_seen = date.min

    def batches(self, raw: Iterable[RawBatch]) -> Iterator[Batch]:
        """What was refused of each raw batch, and at the end every count."""
        with workroom() as connection:
            counts = JourneyCounts(connection, self.source, self.entry)
            for batch in raw:
                yield self._count(batch, counts, connection)
            further = counts.finish(self._covered, self.today)
            left_out = {FURTHER_ROW: further, PART_OF_A_PERIOD: counts.left_out}
            yield _without_rows(left_out={reason: n for reason, n in left_out.items() if n})
            for observations in counts.observations():
                yield replace(_without_rows(), observations=observations)

    def _count(self, raw: RawBatch, counts: JourneyCounts, connection: duckdb.DuckDBPyConnection) -> Batch:
        raw, read, left_out = choose_rows(raw, self.plan.plan)
        refused = [replace(refusal, value="") for refusal in raw.refusals]
        raw, subjects, dates = self._read(raw, connection)
        sound = subjects.sound(refused)
        raw, subjects, dates = raw.take(sound), subjects.take(sound), dates.take(sound)
        rating = self._rating(raw, refused)
        if len(subjects):
            self.last_seen = max(self.last_seen, dates.last)
            counts.add(self._journeys(raw, subjects, dates, rating, counts))
        return Batch(
            observations=OBSERVATIONS.empty_table(),
            rows_read=read,
            refusals=tuple(_cut(refusal) for refusal in sorted(refused, key=lambda refusal: int(refusal.row))),
            left_out=dict(left_out),
            services=service_names(self.plan.plan, raw, subjects),
            channel_codes=frozenset(subjects.pairs_of_channels()),
        )

    def _read(self, raw: RawBatch, connection: duckdb.DuckDBPyConnection) -> tuple[RawBatch, Subjects, Dates]:
        """What the rows are about and how they ended, with every fault in its part's place."""
        plan, places = self.plan.plan, self.plan.places
        assert plan.period is not None
        dates, raw = read_dates(connection, raw, plan.period, places.end, self.source.period.formats)
        parts = dict(self.subjects.read(raw).parts)
        parts["outcome"] = self._outcome(raw)
        by_end = self.source.completion_basis == "event" and places.end is not None
        header = plan.header(places.end if places.end is not None else plan.period)
        parts |= dates.faults(parts["outcome"].meant, self.today, by_end, header)
        return raw, Subjects(raw.numbers, parts), dates

    def _outcome(self, raw: RawBatch) -> Part:
        place = self.plan.places.outcome
        if place is None:
            return Part(constant(COMPLETED, len(raw.numbers)))
        written = read_codes(raw.columns[place])
        return Part(written.map(outcome_meaning(self.entry)), written, self.plan.plan.header(place))

    def _rating(self, raw: RawBatch, refused: list[Refusal]) -> Ints:
        """Each row's level, 0 where there is none; one that is refused takes nothing else of its row with it."""
        place = self.plan.places.rating
        if place is None:
            return np.zeros(len(raw.numbers), dtype=np.int64)
        written = read_codes(raw.columns[place])
        meant = written.map(rating_meaning(self.entry, self.source.missing))
        refused.extend(refusals_of(Part(meant, written, self.plan.plan.header(place)), raw.numbers, meant.faulty))
        return _numbers(meant.map(lambda level: NO_RATING if isinstance(level, Fault) else level))

    def _journeys(
        self, raw: RawBatch, subjects: Subjects, dates: Dates, rating: Ints, counts: JourneyCounts
    ) -> pa.Table:
        about = _about(subjects)
        place, first = self.plan.places.id, counts.rows
        ids = pc.utf8_trim_whitespace(as_text(raw.columns[place])) if place is not None else None
        columns = {
            "subject": pa.array(_numbers(about.map(counts.number)), pa.int32()),
            "owner": pa.array(_numbers(about.map(counts.owner)), pa.int32()),
            "number": pa.array(np.arange(first, first + len(subjects))),
            "id": ids if ids is not None else pa.nulls(len(subjects), pa.string()),
            "began": dates.start.array(lambda day: day, pa.date32()),
            "ended": dates.end.array(lambda day: day, pa.date32()),
            "outcome": pa.array(_numbers(subjects.parts["outcome"].meant), pa.int8()),
            "rating": pa.array(rating, pa.int8()),
        }
        return pa.table(columns)

    @property
    def _covered(self) -> date | None:
        """The last day that the rows cover; a database covers everything up to now."""
        if self.entry.up_to or self.source.kind == "sql":
            return self.entry.up_to
        return self.last_seen


def transaction_mapping(
    source: Source, entry: Transactions, plan: Plan, subjects: SubjectReader, today: date
) -> TransactionMapping:
    """The mapping with its own columns settled; raises SourceError for one that is not there."""
    return TransactionMapping(source, entry, TransactionPlan(plan, settle_places(entry, plan)), subjects, today)


def with_days(source: Source) -> Source:
    """The same source, its dates already read: from here on they are ISO days."""
    return source.model_copy(update={"period": source.period.model_copy(update={"format": ()})})


def as_if_whole(source: Source) -> Source:
    """The same source, its rows taken to cover every period they mention: for a look at a few of them."""
    if source.transactions is None:
        return source
    return source.model_copy(update={"transactions": source.transactions.model_copy(update={"up_to": date.max})})


def _about(subjects: Subjects) -> Codes[Subject]:
    """Council, service, channel and segment of each row."""
    nothing = constant("", len(subjects))
    council, service, channel, segment = (subjects.meant(name) or nothing for name in ABOUT)
    return pairs(pairs(council, service), pairs(channel, segment)).map(lambda pair: (*pair[0], *pair[1]))


def _numbers(codes: Codes[int]) -> Ints:
    # A value that no sound row has may be a fault.
    values = [value if isinstance(value, int) else NO_RATING for value in codes.values]
    return np.array(values, dtype=np.int64)[codes.indices]


def _cut(refusal: Refusal) -> Refusal:
    return replace(refusal, value=refusal.value[:SHOWN])


def _without_rows(left_out: dict[str, int] | None = None) -> Batch:
    return Batch(observations=OBSERVATIONS.empty_table(), rows_read=0, left_out=left_out or {})
