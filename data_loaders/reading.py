"""One source read: open it, settle its columns, put its observations into a file."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from configuration import Configuration, Source
from data_loaders.columns import Columns
from data_loaders.errors import SourceError
from data_loaders.file_rows import open_files, row_names
from data_loaders.mapping import Mapping
from data_loaders.plan import make_plan
from data_loaders.retrying import PATIENT, Patience, tried
from data_loaders.rows import Rows
from data_loaders.source_record import source_record
from data_loaders.spool import Spool
from data_loaders.sql_rows import open_sql
from data_loaders.subject_reading import SubjectReader
from data_loaders.template_rows import open_template, with_own_words
from data_loaders.transaction_mapping import TransactionMapping, transaction_mapping, with_days
from data_loaders.watermarks import Portion, new_portion, portion_from
from kpis.councils import Register
from warehouse.arrival import Batch, SourceRecord

Told = Callable[[int], None]
"""Called with the number of rows of each batch."""


@dataclass
class Tally:
    """What has passed so far."""

    rows_read: int = 0
    observations: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    refused_rows: int = 0
    left_out: Counter[str] = field(default_factory=Counter)

    def add(self, batch: Batch) -> None:
        """Count one batch."""
        self.rows_read += batch.rows_read
        self.observations += batch.observations.num_rows
        self.refused.update(refusal.reason for refusal in batch.refusals)
        self.refused_rows += len({refusal.row for refusal in batch.refusals})
        self.left_out.update(batch.left_out)


@dataclass(frozen=True)
class Wanted:
    """Which part of a source to load: the periods from `since` on; else what changed since the `mark`; else all."""

    since: date | None = None
    mark: str = ""


EVERYTHING = Wanted()


@dataclass(frozen=True)
class Read:
    """A source that has been read and is not written yet; `spool` None if nothing in it had changed."""

    record: SourceRecord
    started_at: datetime
    tally: Tally
    portion: Portion
    spool: Spool | None = None
    row_name: Callable[[str], str] = str


def read_source(
    configuration: Configuration,
    source: Source,
    register: Register,
    folder: Path,
    told: Told,
    wanted: Wanted = EVERYTHING,
    patience: Patience = PATIENT,
) -> Read:
    """Read a source's observations into a file in `folder`; raises SourceError.

    What may pass is waited for, and the whole source is then read anew.
    """

    def read(again: bool) -> Read:
        started = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
        record = source_record(source, register, configuration.folder)
        portion = portion_from(source, wanted.since) if wanted.since else new_portion(source, wanted.mark)
        tally = Tally()
        if portion.is_empty:
            return Read(record, started, tally, portion)
        with open_source(configuration, portion.source, again) as rows:
            mapping = make_mapping(configuration, portion.source, register, rows)
            mapped = mapping.batches(rows.batches(mapping.plan.wanted))
            record = with_own_words(record, rows)
            spool = Spool(folder / f"{source.name}.arrow")
            spool.fill(_counted(_from(portion.since, mapped), tally, told))
            return Read(record, started, tally, portion, spool, row_names(rows))

    return tried(read, source.tries, patience)


def _from(since: date | None, batches: Iterable[Batch]) -> Iterator[Batch]:
    """Only the observations of periods that begin on that day or later."""
    for batch in batches:
        if since is None:
            yield batch
        else:
            kept = pc.greater_equal(batch.observations.column("period_start"), pa.scalar(since, pa.date32()))
            yield replace(batch, observations=batch.observations.filter(kept))


def open_source(configuration: Configuration, source: Source, again: bool = False) -> AbstractContextManager[Rows]:
    """The source's rows, opened according to its kind; `again` if they have been tried before."""
    if source.kind == "sql":
        return open_sql(source, again)
    if source.kind == "template":
        return open_template(source, configuration.folder / (source.path or ""))
    return open_files(source, configuration.folder)


def make_mapping(
    configuration: Configuration, source: Source, register: Register, rows: Rows, today: date | None = None
) -> Mapping | TransactionMapping:
    """The way from these rows to observations; raises SourceError for a column that is not there."""
    plan = make_plan(source, Columns(rows.headers, rows.returned, configuration.path.name))
    if source.transactions is None:
        return Mapping(source, plan, SubjectReader(source, plan, register, configuration.folder))
    subjects = SubjectReader(with_days(source), plan, register, configuration.folder)
    return transaction_mapping(source, source.transactions, plan, subjects, today or datetime.now(UTC).date())


def _counted(batches: Iterable[Batch], tally: Tally, told: Told) -> Iterator[Batch]:
    """The batches as they pass; raises SourceError at the end if no figure came, so that nothing is replaced."""
    for batch in batches:
        tally.add(batch)
        told(batch.rows_read)
        yield batch
    if not tally.rows_read:
        raise SourceError("no row passes [[source.filter]].", "Correct its values.")
    if not tally.observations:
        why = ", ".join(
            f"{reason.rstrip('.').lower()}: {n:,}" for reason, n in (tally.refused + tally.left_out).items()
        )
        raise SourceError(f"none of its {tally.rows_read:,} rows gives a figure ({why}).", "Correct the source.")
