"""The releases that the public may read, opened from their folders; it knows of no warehouse."""

import logging
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Lock

import pyarrow.dataset as ds

from kpis.catalogue import Catalogue
from kpis.councils import Register, alphabetical
from kpis.notes import Notes
from kpis.periods import Frequency
from kpis.services import Service
from publication.releases import tables
from publication.releases.errors import ReleaseError
from publication.releases.folders import FIGURES_FILE, REVISIONS_FILE, folder_of, numbers
from publication.releases.manifest import Manifest, facts_now, read_manifest
from views.open.release import CouncilPart, Finished, PublishedSource, ReleaseFacts, Revision, Threshold


def now() -> datetime:
    """This moment in UTC."""
    return datetime.now(UTC)


class FolderReader:
    """One release, read from its folder (`views.open.release.ReleaseReader`)."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self.manifest = manifest
        self._folder = folder

    @property
    def facts(self) -> ReleaseFacts:
        """Number, title, times and notes."""
        return self.manifest.facts

    @cached_property
    def parts(self) -> Mapping[str, CouncilPart]:
        """Council and its part, in order of the council's name."""
        return {one.key: self.manifest.parts[one.key] for one in alphabetical(self.register.councils)}

    @property
    def sources(self) -> Mapping[str, PublishedSource]:
        """Name and source, for every source that any part names."""
        return self.manifest.sources

    @property
    def thresholds(self) -> Mapping[str, Threshold]:
        """Service and how its small counts were hidden; the key '' holds for every other one."""
        return self.manifest.thresholds

    @property
    def notes(self) -> Notes:
        """How normal variation is counted: re-basings on record, and whether outlying ranges are left out."""
        return self.manifest.notes

    @property
    def catalogue(self) -> Catalogue:
        """The definitions that the figures were made by."""
        return self.manifest.catalogue

    @property
    def register(self) -> Register:
        """The councils whose figures are in the release."""
        return self.manifest.register

    @property
    def services(self) -> Mapping[str, Service]:
        """Key and service, in order of name."""
        return self.manifest.services

    def rows(
        self,
        council: str | None = None,
        service: str | None = None,
        kpi: str | None = None,
        channel: str | None = "",
        frequency: Frequency | None = None,
    ) -> list[Finished]:
        """Finished rows in order of council, service, KPI, channel, segment and time; None means any."""
        wanted = {"council": council, "service": service, "kpi": kpi, "channel": channel, "frequency": frequency}
        condition = ds.scalar(True)
        for key, value in wanted.items():
            if value is not None:
                condition &= ds.field(key) == value
        return list(tables.finished(self._figures.to_table(filter=condition)))

    def held(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        """(Service, KPI) and the councils with whole figures of it, in order of the council's name."""
        return self._held

    def revisions(self) -> list[Revision]:
        """What differs from the release before, in the same order."""
        return list(tables.revisions(self._revisions.to_table()))

    def changes(self, council: str | None = None) -> Mapping[str, int]:
        """How many figures were added, revised and withdrawn since the release before; of one council or of all."""
        return self._changes.get(council, {})

    @cached_property
    def _held(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        condition = (ds.field("channel") == "") & (ds.field("segment") == "")
        whole = self._figures.to_table(columns=["service", "kpi", "council"], filter=condition)
        found: dict[tuple[str, str], set[str]] = defaultdict(set)
        for one in whole.group_by(whole.column_names).aggregate([]).to_pylist():
            found[one["service"], one["kpi"]].add(one["council"])
        return {key: tuple(one for one in self.parts if one in councils) for key, councils in found.items()}

    @cached_property
    def _changes(self) -> Mapping[str | None, Mapping[str, int]]:
        of_each = self._revisions.to_table(columns=["council", "kind"])
        found: dict[str | None, Counter[str]] = defaultdict(Counter)
        for one in of_each.group_by(of_each.column_names).aggregate([([], "count_all")]).to_pylist():
            for council in (one["council"], None):
                found[council][one["kind"]] += one["count_all"]
        return found

    @cached_property
    def _figures(self) -> ds.Dataset:
        return ds.dataset(self._folder / FIGURES_FILE)

    @cached_property
    def _revisions(self) -> ds.Dataset:
        return ds.dataset(self._folder / REVISIONS_FILE)


class FolderShelf:
    """The published releases in a folder (`views.open.release.Shelf`); the tables of others are never opened.

    A new release, and the end of an embargo, are seen without a restart.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime] = now) -> None:
        self._root = root
        self._clock = clock
        self._lock = Lock()
        self._opened: dict[int, FolderReader] = {}

    def published(self) -> tuple[ReleaseFacts, ...]:
        """Newest first, those that were withdrawn among them."""
        found = [facts for number in numbers(self._root) if (facts := self._facts(number))]
        return tuple(sorted(found, key=lambda facts: facts.number, reverse=True))

    def newest(self) -> FolderReader | None:
        """The newest release that was not withdrawn; None before the first."""
        for facts in self.published():
            if facts.withdrawn_at is None:
                return self._opened[facts.number]
        return None

    def release(self, number: int) -> FolderReader | None:
        """One release; None if there is none of that number or it was withdrawn (its facts tell which)."""
        facts = self._facts(number)
        return self._opened[number] if facts and facts.withdrawn_at is None else None

    def _facts(self, number: int) -> ReleaseFacts | None:
        """What is known of a release if it is out."""
        try:
            facts = facts_now(self._reader(number).manifest, folder_of(self._root, number))
        except ReleaseError as error:
            logging.getLogger(__name__).error("%s", error)
            return None
        return facts if facts.published_at <= self._clock() else None

    def _reader(self, number: int) -> FolderReader:
        with self._lock:
            if number not in self._opened:
                folder = folder_of(self._root, number)
                self._opened[number] = FolderReader(folder, read_manifest(folder))
            return self._opened[number]
