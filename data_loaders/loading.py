"""One source: what was read of it handed to the writer."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from configuration import Configuration, Source
from data_loaders.reading import Read, Tally, Told, read_source
from data_loaders.retrying import PATIENT, Patience
from kpis.councils import Register
from warehouse.arrival import Arrival, LoadReport
from warehouse.writer import Writer


@dataclass(frozen=True)
class Loaded:
    """A source that was loaded."""

    report: LoadReport
    tally: Tally

    @property
    def refused(self) -> Counter[str]:
        """Reason and number; the writer finds repeated rows, all others are the loader's."""
        repeated = max(0, self.report.rows_refused - self.tally.refused_rows)
        return self.tally.refused + Counter({"Duplicate of an earlier row": repeated})


def load_source(
    configuration: Configuration,
    source: Source,
    register: Register,
    writer: Writer,
    told: Told,
    patience: Patience = PATIENT,
) -> Loaded:
    """Load one source; raises SourceError or WarehouseError, and then the figures loaded before stay."""
    with TemporaryDirectory(prefix="guildhall-") as folder:
        return write_source(read_source(configuration, source, register, Path(folder), told, patience=patience), writer)


def write_source(read: Read, writer: Writer) -> Loaded:
    """Bring what was read into the warehouse; raises WarehouseError, and then the figures loaded before stay."""
    if read.spool is None:
        return Loaded(LoadReport(read.record.name, 0, 0, 0, 0, changed=False), read.tally)
    portion = read.portion
    arrival = Arrival(read.record, read.spool, read.started_at, portion.since, lambda: portion.mark, read.row_name)
    try:
        return Loaded(writer.load(arrival), read.tally)
    finally:
        read.spool.remove()
