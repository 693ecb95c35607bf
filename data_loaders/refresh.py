"""Bringing the warehouse up to date: reference data first, then every source by itself."""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from configuration import Configuration, Source
from data_loaders.comparison import groups, services
from data_loaders.databases import know_dialects
from data_loaders.deployment import catalogue_of, known_sources, store_of
from data_loaders.errors import SourceError, own_fault
from data_loaders.loading import Loaded, write_source
from data_loaders.noted import refuse_unknown_councils
from data_loaders.reading import Read, Told, Wanted, read_source
from data_loaders.register import full_register
from data_loaders.source_record import fingerprint
from data_loaders.traits import areas
from kpis.councils import Register
from warehouse.store import WarehouseError
from warehouse.writer import Writer

AT_ONCE = 4
"""Sources that are read side by side; most of the time is spent waiting for their servers."""


class Progress(Protocol):
    """What a refresh tells while it runs; sources begin side by side and end in the configuration's order."""

    def begins(self, sources: Iterable[Source], /) -> None:
        """These are about to be read."""

    def begin(self, source: Source, /) -> Told:
        """A source begins; what is returned is told of each batch's rows."""

    def loaded(self, source: Source, loaded: Loaded, /) -> None:
        """A source has been read, and its figures are in or were held back."""

    def failed(self, source: Source, sentence: str, /) -> None:
        """A source could not be loaded."""

    def says(self, sentence: str) -> None:
        """Anything else."""


@dataclass(frozen=True)
class Asked:
    """Which sources to load, and how much of them.

    `names`: these only; () for all. `new_only`: only those whose description or file changed. `since`: only periods
    that begin on that day or later. `full`: all of each source, whatever was read before.
    """

    names: tuple[str, ...] = ()
    new_only: bool = False
    since: date | None = None
    full: bool = False


@dataclass(frozen=True)
class Outcome:
    """How many sources failed, and how many refused too much."""

    failed: int = 0
    held: int = 0


@dataclass(frozen=True)
class Refresh:
    """A configuration that can be loaded: what it names has been found."""

    configuration: Configuration
    register: Register
    writer: Writer

    def run(self, asked: Asked, progress: Progress) -> Outcome:
        """Load what is asked for; each source is committed by itself, and none stops or harms another.

        Raises WarehouseError if another run is at work.
        """
        with self.writer.store.alone():
            return self._run(asked, progress)

    def _run(self, asked: Asked, progress: Progress) -> Outcome:
        for gone in sorted(self.writer.retire({source.name for source in self.configuration.source})):
            progress.says(f"Source '{gone}' is no longer configured; its figures were removed.")
        chosen = known_sources(self.configuration, asked.names)
        known = self.writer.fingerprints()
        if asked.new_only:
            chosen = [source for source in chosen if not self._is_known(source, known)]
            if not chosen:
                progress.says("Nothing new: every source is as it was last loaded.")
        for sentence in self._unused(chosen):
            progress.says(sentence)
        progress.begins(chosen)
        know_dialects(chosen)
        with TemporaryDirectory(prefix="guildhall-", ignore_cleanup_errors=True) as folder, _readers() as readers:
            reading = [
                readers.submit(self._read, source, self._wanted(source, asked, known), Path(folder), progress)
                for source in chosen
            ]
            outcomes = [self._write(source, read, progress) for source, read in zip(chosen, reading, strict=True)]
        return Outcome(outcomes.count("failed"), outcomes.count("held"))

    def _is_known(self, source: Source, known: dict[str, str]) -> bool:
        """Whether its description and file are those of the last load."""
        try:
            return known.get(source.name) == fingerprint(source, self.register, self.configuration.folder)
        except SourceError:
            return False

    def _wanted(self, source: Source, asked: Asked, known: dict[str, str]) -> Wanted:
        """All of it, unless asked otherwise or it is described as when its mark was made."""
        if asked.since or asked.full or source.watermark is None or not self._is_known(source, known):
            return Wanted(asked.since)
        return Wanted(mark=self.writer.watermark(source.name))

    def _read(self, source: Source, wanted: Wanted, folder: Path, progress: Progress) -> Read:
        return read_source(self.configuration, source, self.register, folder, progress.begin(source), wanted)

    def _write(self, source: Source, reading: Future[Read], progress: Progress) -> str:
        try:
            loaded = write_source(reading.result(), self.writer)
        except SourceError as error:
            progress.failed(source, error.sentence(source.name))
            return "failed"
        except WarehouseError as error:
            progress.failed(source, str(error))
            return "failed"
        except Exception as error:  # one source must never stop another
            progress.failed(source, own_fault(error).sentence(source.name))
            return "failed"
        progress.loaded(source, loaded)
        return "held" if loaded.report.held else "loaded"

    @cached_property
    def _measures_of_kpis(self) -> frozenset[str]:
        return frozenset(measure for kpi in self.writer.catalogue for measure in kpi.measures)

    def _unused(self, sources: list[Source]) -> Iterator[str]:
        for source in sources:
            for measure in sorted(source.measure_keys - self._measures_of_kpis):
                yield _unused(source, measure, self._measures_of_kpis)


@contextmanager
def _readers() -> Iterator[ThreadPoolExecutor]:
    """Threads that read; whoever is told to stop does not wait for what they have begun."""
    readers = ThreadPoolExecutor(AT_ONCE)
    try:
        yield readers
    except BaseException:
        readers.shutdown(wait=False, cancel_futures=True)
        raise
    readers.shutdown()


def _unused(source: Source, measure: str, used: frozenset[str]) -> str:
    near = get_close_matches(measure, sorted(used), n=1)
    hint = f" Is '{near[0]}' meant?" if near else ""
    return f"Source '{source.name}': no KPI uses the measure '{measure}'; it is kept, and shown on no page.{hint}"


def prepare(configuration: Configuration, names: tuple[str, ...] = ()) -> Refresh:
    """Settle councils, groups, KPIs and the warehouse, and record them.

    Raises ConfigurationError, or WarehouseError if the warehouse cannot be written.
    """
    register = full_register(configuration)
    refuse_unknown_councils(configuration, register)
    members = groups(configuration, register)
    writer = Writer(store_of(configuration), catalogue_of(configuration))
    known_sources(configuration, names)
    writer.reference(register.councils, services(configuration), members, areas(configuration, register))
    return Refresh(configuration, register, writer)
