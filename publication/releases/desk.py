"""Where a release is asked for: the warehouse as it stands, disclosure control, and the folder of releases."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from configuration import Configuration
from kpis.definitions import catalogue
from publication.releases.archive import last_standing, root_of
from publication.releases.errors import ReleaseError
from publication.releases.folders import Binding, alone, numbers
from publication.releases.making import Asked, Control, Making
from publication.releases.manifest import Manifest
from publication.releases.shelf import FolderReader
from publication.releases.times import said
from views.open.release import Finished, Revision
from views.reader import Reader
from warehouse.address import store_at
from warehouse.library import Library


@dataclass
class Counted:
    """What would change, council by council; nothing is kept."""

    changes: dict[str, dict[str, int]] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)

    def put(self, rows: list[Finished], revisions: list[Revision]) -> None:
        """One council's rows and what changed in them."""
        for row in rows:
            self.rows[row.council] = self.rows.get(row.council, 0) + 1
        for one in revisions:
            kinds = self.changes.setdefault(one.row.council, {})
            kinds[one.kind] = kinds.get(one.kind, 0) + 1


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
        return self._making(asked, at).into(counted), counted

    def release(self, asked: Asked, at: datetime) -> Manifest:
        """The release, made and stored; raises ReleaseError if it cannot be, and nothing is stored then."""
        with alone(self.root):
            making = self._making(asked, at)
            with Binding(self.root, making.number) as binding:
                manifest = making.into(binding)
                binding.finish(manifest)
        return manifest

    def _making(self, asked: Asked, at: datetime) -> Making:
        previous = last_standing(self.root)
        if previous and previous.facts.published_at > asked.at:
            raise ReleaseError(_overtaken(previous))
        number = max(numbers(self.root), default=0) + 1
        return Making(self.configuration, self.reader, self.control, asked, at, previous, number)


def desk(configuration: Configuration, control: Control) -> Desk:
    """The desk of a deployment; raises WarehouseError if nothing can be read from its warehouse."""
    store = store_at(configuration.warehouse, configuration.folder)
    return Desk(configuration, Library(store, catalogue(configuration.kpi)).reader(), control)


def _overtaken(previous: FolderReader) -> str:
    number, at = previous.facts.number, said(previous.facts.published_at)
    return (
        f"Release {number} comes out on {at} and holds every council's part as it stood when it was made, so one that "
        f"comes out before it would be undone by it. Give --embargo that time or a later one, or withdraw release "
        f"{number}. Nothing was released."
    )
