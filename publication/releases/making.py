"""Making a release: each council's part anew, or as the release before had it; what changed; and the whole stored."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from configuration import Configuration
from publication.control.earlier import Earlier
from publication.releases.changes import marked, revisions_between
from publication.releases.chosen import Chosen, chosen, named, thresholds
from publication.releases.contents import Contents
from publication.releases.counted import Sink
from publication.releases.errors import ReleaseError
from publication.releases.families import families
from publication.releases.finishing import drawn_from, finished_rows
from publication.releases.manifest import Manifest
from publication.releases.seen import seen_of
from publication.releases.shelf import FolderReader
from publication.releases.times import in_utc
from views.open.release import CouncilPart, Finished, ReleaseFacts, Threshold
from views.reader import Reader


class Control(Protocol):
    """Disclosure control of the rows of councils that were merged into one another, mostly of one."""

    def __call__(
        self,
        reader: Reader,
        rows: Sequence[Finished],
        before: Sequence[Earlier],
        thresholds: Mapping[str, Threshold],
        /,
    ) -> Sequence[Finished]:
        """The same rows as they may be published, given every release that was ever public, oldest first."""
        ...


@dataclass(frozen=True)
class Asked:
    """What the command says. `at` is when the release comes out, in UTC; no councils means all that are chosen."""

    title: str
    at: datetime
    councils: tuple[str, ...] = ()
    notes: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Making:
    """One release on its way from the warehouse to its folder.

    `previous` is the last one that stands; `seen` all that the public has seen or will before this one, oldest first.
    """

    configuration: Configuration
    reader: Reader
    control: Control
    asked: Asked
    made_at: datetime
    previous: FolderReader | None
    seen: Sequence[FolderReader]
    number: int

    def into(self, sink: Sink) -> Manifest:
        """Puts every council's rows into the sink; the manifest tells what they are.

        A council that [[publish]] no longer names leaves the release, and its figures stand as withdrawn.
        """
        anew = chosen(self.configuration, self.reader, self.asked.councils)
        stay = named(self.configuration, self.reader)
        contents = Contents()
        finished = self._finished(anew)
        for council in sorted({*anew, *(self.previous.parts if self.previous else ())}):
            before = self._before(council)
            if council in anew:
                rows, shown = finished(council)
                changes = revisions_between(before, shown, self.asked.reason) if self.previous else []
                shown = marked(shown, changes)
                sink.put(shown, changes)
                contents.add(self._part(anew[council], rows, shown), shown, len(changes), anew=True)
            elif council not in stay:
                gone = revisions_between(before, (), self.asked.reason)
                sink.put([], gone)
                contents.revised += len(gone)
            elif self.previous:
                sink.put(before, [])
                contents.add(self.previous.parts[council], before, 0, anew=False)
        return contents.manifest(self._facts(), self.reader, self.previous, self._thresholds, self.made_at)

    @property
    def _thresholds(self) -> dict[str, Threshold]:
        return thresholds(self.configuration)

    def _before(self, council: str) -> list[Finished]:
        return self.previous.rows(council=council, channel=None) if self.previous else []

    def _finished(self, anew: Mapping[str, Chosen]) -> Callable[[str], tuple[list[Finished], list[Finished]]]:
        """Hands out each council's rows before and after control, which takes whole families of councils at once."""
        related = families({*anew, *(key for release in self.seen for key in release.parts)}, self.reader.register)
        waiting: dict[str, tuple[list[Finished], list[Finished]]] = {}

        def finished(council: str) -> tuple[list[Finished], list[Finished]]:
            if council not in waiting:
                family = related[council]
                made = {one: self._made(anew[one]) for one in family if one in anew}
                every = [row for rows in made.values() for row in rows]
                shown = self.control(self.reader, every, seen_of(self.seen, family), self._thresholds)
                waiting.update(
                    {one: (rows, [row for row in shown if row.council == one]) for one, rows in made.items()}
                )
            return waiting.pop(council)

        return finished

    def _made(self, part: Chosen) -> list[Finished]:
        rows = finished_rows(self.reader, part)
        if not rows:
            raise ReleaseError(
                f"There are no figures of {part.council.name} that [[publish]] names. Load them, or take the council "
                "out of [[publish]]. Nothing was released."
            )
        return rows

    def _part(self, part: Chosen, rows: list[Finished], shown: list[Finished]) -> CouncilPart:
        whole = [row.figure for row in rows if row.service and not row.channel]
        drawn = drawn_from(self.reader, part)
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
            sources=tuple(sorted({name for one in drawn for name in one.sources})),
            provided=sum(figure.value is not None for figure in whole),
            expected=sum("z" not in figure.markers for figure in whole),
            hidden=sum("c" in row.figure.markers for row in shown),
            illustrative=part.council.illustrative,
            next_at=part.next_at,
            notes=part.notes,
            drawn=drawn,
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
            licence=told.licence,
            licence_link=told.licence_link,
        )
