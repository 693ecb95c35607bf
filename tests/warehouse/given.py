"""Observations by hand, loaded into a real warehouse on disk."""

from atexit import register
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import cache
from pathlib import Path
from shutil import copytree, ignore_patterns, rmtree
from tempfile import mkdtemp
from typing import Self

import pyarrow as pa
from sqlalchemy import URL

from kpis.catalogue import Catalogue
from kpis.councils import Council
from kpis.definitions import catalogue
from kpis.period_labels import Length, parse_period
from kpis.periods import Period
from kpis.services import Service
from warehouse.arrival import OBSERVATIONS, Arrival, Batch, DeclaredOffering, LoadReport, Refusal, SourceRecord
from warehouse.file_store import FileStore
from warehouse.library import Library
from warehouse.reader import WarehouseReader
from warehouse.server_store import ServerStore
from warehouse.writer import Writer


@dataclass(frozen=True)
class Given:
    """One observation as a test writes it; the period as '2025-04' or '2025-26'."""

    measure: str
    value: int | str | None
    period: str = "2025-04"
    channel: str = "web"
    council: str = "arden-vale"
    service: str = "missed-bin"
    length: Length = "month"
    breakdown: str = ""
    segment: str = ""
    status: str = ""
    code: str = ""

    @property
    def of_period(self) -> Period:
        """The period."""
        return parse_period(self.period, self.length)

    @property
    def amount(self) -> Decimal | None:
        """The value as an exact decimal."""
        return None if self.value is None else Decimal(self.value)

    @property
    def said(self) -> str:
        """The status, as told by the value unless given."""
        return self.status or ("not_provided" if self.value is None else "provided")


def table(rows: Iterable[Given], first: int = 1) -> pa.Table:
    """The rows as a loader would hand them over, numbered from `first`."""
    records = []
    for number, given in enumerate(rows, start=first):
        period = given.of_period
        records.append(
            {
                "council": given.council,
                "service": given.service,
                "channel": given.channel,
                "breakdown": given.breakdown,
                "segment": given.segment,
                "measure": given.measure,
                "frequency": period.frequency,
                "period_start": period.start,
                "period_end": period.end,
                "value": given.amount,
                "status": given.said,
                "row": number,
                "code": given.code or f"row {number}",
            }
        )
    return pa.Table.from_pylist(records, schema=OBSERVATIONS)


@cache
def _made(make: Callable[[Path], object]) -> Path:
    """A folder that was made once in this process; it goes when the process ends."""
    folder = Path(mkdtemp(prefix="guildhall-prepared-"))
    register(rmtree, folder, ignore_errors=True)
    make(folder / "warehouse")
    return folder / "warehouse"


def prepared(make: Callable[[Path], object], place: Path) -> None:
    """Put at `place` what `make` would: made once, then copied, as every test begins with it."""
    copytree(_made(make), place, ignore=ignore_patterns("*.lock"))


def _lay_out(place: Path) -> None:
    Town.opened(place).lay_out()


class Town:
    """A warehouse in a folder, or in a PostgreSQL database, for tests to load and read."""

    store: FileStore | ServerStore

    def __init__(self, place: Path | URL, kpis: Catalogue | None = None) -> None:
        if isinstance(place, Path) and kpis is None and not place.exists():
            prepared(_lay_out, place)
            self.open(place)
            return
        self.open(place, kpis)
        self.lay_out()

    def lay_out(self) -> None:
        """Two councils and a service."""
        keys = ("arden-vale", "brackenmoor")
        councils = [Council(key, key.title(), key.title(), "Unitary council", illustrative=True) for key in keys]
        self.writer.reference(councils, [Service("missed-bin", "Report a missed bin")], [])

    @classmethod
    def opened(cls, place: Path | URL) -> Self:
        """One that is there already, opened and not written to."""
        town = cls.__new__(cls)
        town.open(place)
        return town

    def open(self, place: Path | URL, kpis: Catalogue | None = None) -> None:
        """Only open it, and write nothing."""
        self.kpis = kpis or catalogue()
        self.store = FileStore(place) if isinstance(place, Path) else ServerStore(place)
        self.today = date(2026, 4, 14)
        self.writer = Writer(self.store, self.kpis, lambda: datetime.combine(self.today, time(6, 10)))
        self.library = Library(self.store, self.kpis)

    def load(
        self,
        rows: Iterable[Given],
        source: str = "crm",
        offerings: tuple[DeclaredOffering, ...] = (),
        refusals: tuple[Refusal, ...] = (),
        at_once: int = 1000,
        since: date | None = None,
        watermark: str = "",
        **facts: object,
    ) -> LoadReport:
        """Load the rows as one source, so many at once."""
        given = list(rows)
        record = SourceRecord(source, source.title(), "csv", offerings=offerings, **facts)  # type: ignore[arg-type]
        parts = [table(given[place : place + at_once], place + 1) for place in range(0, len(given) or 1, at_once)]
        batches = [Batch(part, part.num_rows, () if place else refusals) for place, part in enumerate(parts)]
        begun = datetime(2026, 4, 14, 6, 10)
        return self.writer.load(Arrival(record, batches, begun, since, lambda: watermark))

    def files(self) -> list[Path]:
        """Every file that holds something of it."""
        assert isinstance(self.store, FileStore)
        return list(self.store.folder.iterdir())

    @property
    def reader(self) -> WarehouseReader:
        """The current version."""
        return self.library.reader()
