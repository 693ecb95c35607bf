"""Making a release: each council's part anew, or as the release before had it; what changed; and the whole stored."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from configuration import Configuration
from publication.releases.changes import marked, revisions_between
from publication.releases.chosen import Chosen, chosen, named, thresholds
from publication.releases.contents import Contents
from publication.releases.errors import ReleaseError
from publication.releases.finishing import finished_rows, published_extents
from publication.releases.manifest import Manifest
from publication.releases.shelf import FolderReader
from publication.releases.times import in_utc
from views.open.release import CouncilPart, Finished, ReleaseFacts, Revision, Threshold
from views.reader import Reader

Control = Callable[[list[Finished], list[Finished], Mapping[str, Threshold]], list[Finished]]
"""A council's rows, those that were published of it before, and thresholds: the rows that may be published."""


@dataclass(frozen=True)
class Asked:
    """What the command says. `at` is when the release comes out, in UTC; no councils means all that are chosen."""

    title: str
    at: datetime
    councils: tuple[str, ...] = ()
    notes: str = ""
    reason: str = ""


class Sink(Protocol):
    """Where finished rows go, council by council in the order of the tables."""

    def put(self, rows: list[Finished], revisions: list[Revision]) -> None:
        """One council's rows and what changed in them."""
        ...


@dataclass(frozen=True)
class Making:
    """One release on its way from the warehouse to its folder."""

    configuration: Configuration
    reader: Reader
    control: Control
    asked: Asked
    made_at: datetime
    previous: FolderReader | None
    number: int

    def into(self, sink: Sink) -> Manifest:
        """Puts every council's rows into the sink; the manifest tells what they are.

        A council that [[publish]] no longer names leaves the release, and its figures stand as withdrawn.
        """
        anew = chosen(self.configuration, self.reader, self.asked.councils)
        stay = named(self.configuration, self.reader)
        contents = Contents()
        for council in sorted({*anew, *(self.previous.parts if self.previous else ())}):
            before = self.previous.rows(council=council, channel=None) if self.previous else []
            if council in anew:
                self._put_anew(sink, contents, anew[council], before)
            elif council not in stay:
                gone = revisions_between(before, (), self.asked.reason)
                sink.put([], gone)
                contents.revised += len(gone)
            elif self.previous:
                sink.put(before, [])
                contents.add(self.previous.parts[council], before, 0, anew=False)
        return contents.manifest(
            self._facts(), self.reader, self.previous, thresholds(self.configuration), self.made_at
        )

    def _put_anew(self, sink: Sink, contents: Contents, part: Chosen, before: list[Finished]) -> None:
        rows = finished_rows(self.reader, part)
        if not rows:
            raise ReleaseError(
                f"There are no figures of {part.council.name} that [[publish]] names. Load them, or take the council "
                "out of [[publish]]. Nothing was released."
            )
        shown = self.control(rows, before, thresholds(self.configuration))
        changes = revisions_between(before, shown, self.asked.reason) if self.previous else []
        shown = marked(shown, changes)
        sink.put(shown, changes)
        sources = tuple(sorted({name for one in published_extents(self.reader, part) for name in one.sources}))
        contents.add(self._part(part, rows, shown, sources), shown, len(changes), anew=True)

    def _part(self, part: Chosen, rows: list[Finished], shown: list[Finished], sources: tuple[str, ...]) -> CouncilPart:
        whole = [row.figure for row in rows if row.service and not row.channel]
        return CouncilPart(
            council=part.council.key,
            since=self.number,
            published_at=self.asked.at,
            approved_by=part.approved_by,
            approved_on=part.approved_on,
            publisher=part.publisher,
            contact=part.contact,
            services=tuple(sorted({row.service for row in shown} - {""})),
            kpis=tuple(key for key in self.reader.catalogue.by_key if any(row.kpi == key for row in shown)),
            sources=sources,
            provided=sum(figure.value is not None for figure in whole),
            expected=sum("z" not in figure.markers for figure in whole),
            hidden=sum("c" in row.figure.markers for row in shown),
            illustrative=part.council.illustrative,
            next_at=part.next_at,
            notes=part.notes,
        )

    def _facts(self) -> ReleaseFacts:
        told = self.configuration.publication
        return ReleaseFacts(
            self.number,
            self.asked.title,
            self.asked.at,
            in_utc(told.next_release) if told.next_release else None,
            self.asked.notes,
            self.previous.facts.number if self.previous else None,
            told.demonstration,
        )
