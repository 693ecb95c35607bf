"""Transactions counted as they pass: sums are held, and where they have ids, one short record of each."""

from collections.abc import Iterator
from datetime import date, timedelta
from secrets import token_hex

import duckdb
import pyarrow as pa

from configuration import Source
from configuration.transactions import Transactions
from data_loaders import journey_sql
from kpis.periods import Frequency, Period, starting
from warehouse.arrival import OBSERVATIONS

AT_ONCE = 60_000
"""Observations handed on together."""

SEVERAL = 50
"""Batches after which sums of the same thing are added up."""

Subject = tuple[str, str, str, str]
"""Council, service, channel, segment."""


class JourneyCounts:
    """The running count of one source's transactions, in a database of its own."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, source: Source, entry: Transactions) -> None:
        self.connection = connection
        self.source = source
        self.entry = entry
        self.frequency: Frequency = "week" if source.period.length == "week" else "month"
        self.by_end = source.completion_basis == "event" and entry.end is not None
        self.salt = token_hex(16)
        self.subjects: dict[Subject, int] = {}
        self.owners: dict[tuple[str, str], int] = {}
        self.batches = 0
        self.rows = 0
        connection.execute(journey_sql.BEGIN)

    def number(self, subject: Subject) -> int:
        """The number that stands for a subject in the count."""
        return self.subjects.setdefault(subject, len(self.subjects))

    def owner(self, subject: Subject) -> int:
        """The number of its council and service, within which ids tell transactions apart."""
        return self.owners.setdefault(subject[:2], len(self.owners))

    def add(self, journeys: pa.Table) -> None:
        """Count a batch: subject, owner, number, id, began, ended, outcome, rating."""
        self.rows += journeys.num_rows
        self.connection.register("journey", journeys)
        if self.entry.id:
            self.connection.execute(journey_sql.MEET, {"salt": self.salt})
        else:
            self._count("journey")
        self.connection.unregister("journey")

    def finish(self, covered: date | None, today: date) -> int:
        """No more will come; returns how many rows were further rows of a transaction already met.

        `covered`: the last day that the rows cover, None for a database, which covers all there is.
        """
        further = 0
        if self.entry.id:
            further = self._one(journey_sql.MET)
            for journeys in journey_sql.merged(further):
                self._count(journeys)
            further -= self._one(journey_sql.COUNTED)
        rows = [(number, *subject, subject[2] in self.entry.starts) for subject, number in self.subjects.items()]
        if rows:
            self.connection.executemany("INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?)", rows)
        self._lay_periods(covered or date.max, today)
        self.connection.execute(journey_sql.FIGURES)
        return further

    @property
    def left_out(self) -> int:
        """Transactions that began in a period of which the rows cover only a part."""
        return self._one(journey_sql.LEFT_OUT)

    def observations(self) -> Iterator[pa.Table]:
        """The counts as observations."""
        said = {
            "breakdown": self.source.segment.breakdown if self.source.segment else "",
            "frequency": self.frequency,
            "status": "estimated" if self.source.estimated else "provided",
        }
        answer = self.connection.execute(journey_sql.observed(self.entry.measures), said)
        for batch in answer.to_arrow_reader(AT_ONCE):
            yield pa.Table.from_batches([batch]).select(OBSERVATIONS.names).cast(OBSERVATIONS)

    def _count(self, journeys: str) -> None:
        began, ended = (f"CAST(date_trunc('{self.frequency}', {day}) AS DATE)" for day in ("began", "ended"))
        counted_in = f"coalesce({ended}, {began})" if self.by_end else began
        query = journey_sql.COUNT.format(began=began, counted_in=counted_in, journeys=journeys)
        self.connection.execute(query)
        self.batches += 1
        if self.batches % SEVERAL == 0:
            self.connection.execute(journey_sql.COMPACT)

    def _lay_periods(self, covered: date, today: date) -> None:
        """Periods that may be counted, and those that are over while the rows cover only a part of them (A5)."""
        periods = [starting(day, self.frequency) for (day,) in self.connection.execute(journey_sql.PERIODS).fetchall()]
        unfinished = [period for period in periods if covered < period.end < today]
        finished = [period for period in periods if period not in unfinished]
        settled = [self._settled(period, min(covered, today)) for period in finished]
        columns = {
            "period": pa.array([period.start for period in finished], pa.date32()),
            "last": pa.array([period.end for period in finished], pa.date32()),
            "settled": pa.array(settled, pa.bool_()),
        }
        left = pa.table({"period": pa.array([period.start for period in unfinished], pa.date32())})
        self.connection.register("finished", pa.table(columns))
        self.connection.register("unfinished", left)

    def _settled(self, period: Period, known_to: date) -> bool:
        """Whether what is open of the period can no longer be completed in it."""
        if self.source.completion_basis == "event":
            return True
        return period.end + timedelta(days=self.entry.time_limit) < known_to

    def _one(self, query: str) -> int:
        row = self.connection.execute(query).fetchone()
        return int(row[0]) if row else 0
