"""Bringing the warehouse up to date: reference data first, then every source by itself."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property
from typing import Protocol, TypeVar

from configuration import Configuration, ConfigurationError, Source
from data_loaders.comparison import groups, services
from data_loaders.errors import SourceError, own_fault
from data_loaders.loading import Loaded, Told, load_source
from data_loaders.register import full_register
from data_loaders.source_record import fingerprint
from kpis.catalogue import Catalogue
from kpis.councils import Register
from kpis.definitions import catalogue
from warehouse.store import Store, WarehouseError
from warehouse.writer import Writer

T = TypeVar("T")


class Progress(Protocol):
    """What a refresh tells while it runs."""

    def begin(self, source: Source, /) -> Told:
        """A source begins; what is returned is told of each batch's rows."""

    def loaded(self, source: Source, loaded: Loaded, /) -> None:
        """A source's figures are in."""

    def failed(self, source: Source, sentence: str, /) -> None:
        """A source could not be loaded."""

    def says(self, sentence: str) -> None:
        """Anything else."""


@dataclass(frozen=True)
class Refresh:
    """A configuration that can be loaded: what it names has been found."""

    configuration: Configuration
    register: Register
    writer: Writer

    def run(self, names: tuple[str, ...], new_only: bool, progress: Progress) -> bool:
        """Load the sources named, or all; False if one failed. Each is committed by itself."""
        for gone in sorted(self.writer.retire({source.name for source in self.configuration.source})):
            progress.says(f"Source '{gone}' is no longer configured; its figures were removed.")
        chosen = [source for source in self.configuration.source if not names or source.name in names]
        if new_only:
            chosen = list(self._news(chosen))
            if not chosen:
                progress.says("Nothing new: every source is as it was last loaded.")
        went_well = [self._load(source, progress) for source in chosen]
        return all(went_well)

    def _news(self, sources: list[Source]) -> Iterator[Source]:
        """Sources whose description or file differs from the last load's."""
        known = self.writer.fingerprints()
        for source in sources:
            try:
                same = known.get(source.name) == fingerprint(source, self.register, self.configuration.folder)
            except SourceError:
                same = False
            if not same:
                yield source

    @cached_property
    def _measures_of_kpis(self) -> frozenset[str]:
        return frozenset(measure for kpi in self.writer.catalogue for measure in kpi.measures)

    def _load(self, source: Source, progress: Progress) -> bool:
        for measure in sorted(source.measure_keys - self._measures_of_kpis):
            progress.says(_unused(source, measure, self._measures_of_kpis))
        told = progress.begin(source)
        try:
            loaded = load_source(self.configuration, source, self.register, self.writer, told)
        except SourceError as error:
            progress.failed(source, error.sentence(source.name))
            return False
        except WarehouseError as error:
            progress.failed(source, str(error))
            return False
        except Exception as error:  # one source must never stop another
            progress.failed(source, own_fault(error).sentence(source.name))
            return False
        progress.loaded(source, loaded)
        return True


def _unused(source: Source, measure: str, used: frozenset[str]) -> str:
    near = get_close_matches(measure, sorted(used), n=1)
    hint = f" Is '{near[0]}' meant?" if near else ""
    return f"Source '{source.name}': no KPI uses the measure '{measure}'; it is kept, and shown on no page.{hint}"


def prepare(configuration: Configuration, names: tuple[str, ...] = ()) -> Refresh:
    """Settle councils, groups, KPIs and the warehouse, and record them.

    Raises ConfigurationError, or WarehouseError if the warehouse cannot be written.
    """
    register = full_register(configuration)
    members = groups(configuration, register)
    writer = Writer(_store(configuration), _catalogue(configuration))
    _known(configuration, names)
    writer.reference(register.councils, services(configuration), members)
    return Refresh(configuration, register, writer)


def _catalogue(configuration: Configuration) -> Catalogue:
    return _worded(configuration, lambda: catalogue(configuration.kpi), ValueError)


def _store(configuration: Configuration) -> Store:
    return _worded(configuration, lambda: Store.at(configuration.warehouse.url, configuration.folder), WarehouseError)


def _worded(configuration: Configuration, make: Callable[[], T], fault: type[Exception]) -> T:
    try:
        return make()
    except fault as error:
        raise ConfigurationError(f"{configuration.path}: {error}") from None


def _known(configuration: Configuration, names: tuple[str, ...]) -> None:
    known = [source.name for source in configuration.source]
    for name in names:
        if name not in known:
            raise ConfigurationError(
                f"{configuration.path} has no source '{name}' (it has {', '.join(known) or 'none'}). "
                "Correct --source. Nothing was loaded or changed."
            )
