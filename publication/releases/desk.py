"""Where a release is asked for: the warehouse as it stands, disclosure control, and the folder of releases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from configuration import Configuration
from kpis.definitions import catalogue
from kpis.records import notes_of
from publication.releases.archive import every_release, last_standing, root_of
from publication.releases.controlled import controlled
from publication.releases.counted import Counted
from publication.releases.errors import ReleaseError
from publication.releases.folders import Binding, alone, numbers
from publication.releases.making import Asked, Control, Making
from publication.releases.manifest import Manifest
from publication.releases.seen import was_seen
from publication.releases.shelf import FolderReader
from publication.releases.times import said
from views.reader import Reader
from warehouse.address import store_at
from warehouse.library import Library
from warehouse.store import WarehouseError


@dataclass(frozen=True)
class Desk:
    """Makes releases of one deployment."""

    configuration: Configuration
    reader: Reader
    control: Control

    @property
    def root(self) -> Path:
        """The folder of releases."""
        return root_of(self.configuration)

    def preview(self, asked: Asked, at: datetime) -> tuple[Manifest, Counted]:
        """What a release would be; nothing is stored."""
        counted = Counted()
        with _in_words():
            return self._making(asked, at).into(counted), counted

    def release(self, asked: Asked, at: datetime) -> tuple[Manifest, Counted]:
        """The release, made and stored; raises ReleaseError if it cannot be, and nothing is stored then."""
        with _in_words(), alone(self.root):
            making = self._making(asked, at)
            with Binding(self.root, making.number) as binding:
                counted = Counted(binding)
                manifest = making.into(counted)
                binding.finish(manifest)
        return manifest, counted

    def _making(self, asked: Asked, at: datetime) -> Making:
        previous = last_standing(self.root)
        if previous and previous.facts.published_at > asked.at:
            raise ReleaseError(_overtaken(previous))
        number = max(numbers(self.root), default=0) + 1
        seen = [release for release in every_release(self.root) if was_seen(release.facts)]
        return Making(self.configuration, self.reader, self.control, asked, at, previous, seen, number)


def desk(configuration: Configuration, control: Control = controlled) -> Desk:
    """The desk of a deployment; raises ReleaseError if nothing can be read from its warehouse."""
    with _in_words():
        store = store_at(configuration.warehouse, configuration.folder)
        kpis = catalogue(configuration.kpi)
        return Desk(configuration, Library(store, kpis, notes_of(configuration, kpis)).reader(), control)


@contextmanager
def _in_words() -> Iterator[None]:
    try:
        yield
    except WarehouseError as error:
        raise ReleaseError(f"{error} Nothing was released.") from None


def _overtaken(previous: FolderReader) -> str:
    number, at = previous.facts.number, said(previous.facts.published_at)
    return (
        f"Release {number} comes out on {at} and holds every council's part as it stood when it was made, so one that "
        f"comes out before it would be undone by it. Give --embargo that time or a later one, or withdraw release "
        f"{number}. Nothing was released."
    )
