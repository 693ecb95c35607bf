"""What a release holds beside its rows, gathered while they pass: parts, sources, definitions, names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from kpis.catalogue import Catalogue
from kpis.councils import Register
from kpis.notes import Notes, Scope
from kpis.services import Service
from publication.releases.manifest import Manifest
from publication.releases.shelf import FolderReader
from views.open.release import CouncilPart, Finished, PublishedSource, ReleaseFacts, Threshold
from views.reader import Reader


@dataclass
class Contents:
    """Parts and the keys that their rows name; what is new is described as it is now, the rest as it was."""

    parts: dict[str, CouncilPart] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)
    figures: int = 0
    revised: int = 0

    def add(self, part: CouncilPart, rows: list[Finished], revised: int, anew: bool) -> None:
        """One council's part with its rows."""
        self.parts[part.council] = part
        self.figures += len(rows)
        self.revised += revised
        if anew:
            self.new.add(part.council)

    def manifest(
        self,
        facts: ReleaseFacts,
        reader: Reader,
        previous: FolderReader | None,
        thresholds: Mapping[str, Threshold],
        made_at: datetime,
    ) -> Manifest:
        """The release's description of itself."""
        return Manifest(
            facts,
            self.parts,
            self._sources(reader, previous),
            dict(thresholds),
            self._catalogue(reader, previous),
            self._register(reader, previous),
            self._services(reader, previous),
            made_at,
            reader.version,
            self.figures,
            self.revised,
            self._notes(reader, previous),
        )

    def _of_new(self, names: str) -> set[str]:
        return _named((self.parts[council] for council in self.new), names)

    def _sources(self, reader: Reader, previous: FolderReader | None) -> dict[str, PublishedSource]:
        known = dict(previous.sources) if previous else {}
        known |= {
            one.name: PublishedSource(one.name, one.title, one.publisher, one.link, one.licence, one.illustrative)
            for one in reader.sources()
            if one.name in self._of_new("sources")
        }
        return {name: known[name] for name in sorted(_named(self.parts.values(), "sources"))}

    def _notes(self, reader: Reader, previous: FolderReader | None) -> Notes:
        """Re-basings of what is in the release; nothing else that is on record is meant for the public."""
        before = previous.notes.rebases if previous else ()
        stay = [one for one in before if one.scope.council in self.parts and one.scope.council not in self.new]
        made = [one for one in reader.notes.rebases if self._is_of_new(one.scope)]
        return Notes(rebases=(*stay, *made), screened=reader.notes.screened)

    def _is_of_new(self, scope: Scope) -> bool:
        part = self.parts.get(scope.council)
        return bool(
            part and scope.council in self.new and scope.kpi in part.kpis and scope.service in ("", *part.services)
        )

    def _catalogue(self, reader: Reader, previous: FolderReader | None) -> Catalogue:
        known = dict(previous.catalogue.by_key) if previous else {}
        known |= {kpi.key: kpi for kpi in reader.catalogue if kpi.key in self._of_new("kpis")}
        order = list(reader.catalogue.by_key)
        wanted = _named(self.parts.values(), "kpis")
        place = {key: order.index(key) if key in order else len(order) for key in wanted}
        return Catalogue(tuple(known[key] for key in sorted(wanted, key=lambda key: (place[key], key))))

    def _register(self, reader: Reader, previous: FolderReader | None) -> Register:
        known = {one.key: one for one in previous.register.councils} if previous else {}
        known |= {key: reader.register.by_key[key.lower()] for key in self.new}
        return Register(tuple(known[key] for key in sorted(self.parts)))

    def _services(self, reader: Reader, previous: FolderReader | None) -> dict[str, Service]:
        known = dict(previous.services) if previous else {}
        known |= {key: one for key, one in reader.services().items() if key in self._of_new("services")}
        wanted = _named(self.parts.values(), "services")
        return {key: known[key] for key in sorted(wanted, key=lambda key: (known[key].name, key))}


def _named(parts: Iterable[CouncilPart], names: str) -> set[str]:
    return {name for part in parts for name in getattr(part, names)}
