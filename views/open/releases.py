"""Every release there has been, and what one of them changed, why, and by whose approval."""

from collections.abc import Sequence
from dataclasses import dataclass

from kpis.figure import Figure
from kpis.periods import long_date
from kpis.wording import period_name
from views.clock import uk_date, uk_time
from views.open.about_release import ReleaseBox, changes, release_box
from views.open.addresses import NOTES, RELEASES, Root, council_path, service_path
from views.open.council import once
from views.open.home import DEMONSTRATION
from views.open.release import Finished, ReleaseFacts, ReleaseReader, Revision
from views.standing import marked
from views.table import Cell, Column, Table

MOST = 200
"""So many changed figures stand on the page; the files beside it hold every one."""

KINDS = {"added": "Added", "revised": "Revised", "withdrawn": "Withdrawn"}


@dataclass(frozen=True)
class OpenNotes:
    """One release: its facts, who approved what, and every figure that differs from the release before."""

    title: str
    path: str
    lead: str
    notice: str
    notes: str
    parts: Table
    changed: Table | None
    more: str
    thresholds: Table
    release: ReleaseBox
    rows: tuple[Finished, ...]


@dataclass(frozen=True)
class OpenReleases:
    """Every release, newest first."""

    title: str
    address: str
    lead: str
    table: Table


def open_releases(published: Sequence[ReleaseFacts]) -> OpenReleases:
    """The list; withdrawn releases stay in it and say so."""
    rows = tuple(_listed(facts) for facts in published)
    columns = (Column("Release"), Column("Published"), Column("Next release"), Column("State"))
    lead = "What was published and when. Each release keeps its own address for ever, so that a figure can be quoted."
    return OpenReleases("Releases", RELEASES, lead, Table("Releases, newest first", columns, rows))


def open_notes(reader: ReleaseReader) -> OpenNotes:
    """What a release holds and what it changed."""
    facts, revisions = reader.facts, [one for one in reader.revisions() if one.kind != "added"]
    said = changes(reader.changes())
    rows = once([one.row for one in revisions])
    more = f"{len(revisions) - MOST:,} more stand in the file of the whole release." if len(revisions) > MOST else ""
    return OpenNotes(
        title=f"Release {facts.number}: {facts.title}",
        path=NOTES,
        lead=_lead(facts, said),
        notice=DEMONSTRATION if facts.demonstration else "",
        notes=facts.notes,
        parts=_parts(reader),
        changed=_changed(reader, revisions[:MOST]),
        more=more,
        thresholds=_thresholds(reader),
        release=release_box(reader),
        rows=rows,
    )


def _lead(facts: ReleaseFacts, said: str) -> str:
    published = f"Published on {uk_time(facts.published_at)}."
    if facts.previous is None:
        return f"{published} This is the first release."
    return f"{published} Since release {facts.previous}: {said or 'no figure changed'}."


def _listed(facts: ReleaseFacts) -> tuple[Cell, ...]:
    state = f"Withdrawn on {uk_date(facts.withdrawn_at)}: {facts.withdrawn_because}" if facts.withdrawn_at else "Stands"
    following = uk_date(facts.next_at) if facts.next_at else "no date set"
    name = Cell(f"{facts.number}: {facts.title}", Root(facts.number).to(NOTES))
    return name, Cell(uk_time(facts.published_at)), Cell(following), Cell(state)


def _parts(reader: ReleaseReader) -> Table:
    columns = (Column("Council"), Column("Approved by"), Column("On"), Column("Figures", True), Column("Hidden", True))
    rows = tuple(
        (
            Cell(
                reader.register.by_key[key.lower()].name,
                council_path(key),
                note="" if part.since == reader.facts.number else f"as in release {part.since}",
            ),
            Cell(part.approved_by),
            Cell(long_date(part.approved_on)),
            Cell(f"{part.provided:,} of {part.expected:,}"),
            Cell(f"{part.hidden:,}"),
        )
        for key, part in reader.parts.items()
    )
    return Table("Councils, in alphabetical order", columns, rows)


def _changed(reader: ReleaseReader, revisions: Sequence[Revision]) -> Table | None:
    if not revisions:
        return None
    columns = (
        *(Column(name) for name in ("Council", "Service", "Measure", "Period", "What")),
        Column("Was", numeric=True),
        Column("Is", numeric=True),
        Column("Why"),
    )
    return Table("Changed figures", columns, tuple(_revision(reader, one) for one in revisions))


def _revision(reader: ReleaseReader, one: Revision) -> tuple[Cell, ...]:
    row = one.row
    kpi, service = reader.catalogue[row.kpi], reader.services.get(row.service)
    council = reader.register.by_key.get(row.council.lower())
    name = service.name if service else "All services"
    page = service_path(row.council, row.service) if service else council_path(row.council)
    split = f", {row.channel or row.segment}" if row.channel or row.segment else ""
    return (
        Cell(council.name if council else row.council, page if row.council in reader.parts else ""),
        Cell(name),
        Cell(f"{kpi.name}{split}"),
        Cell(period_name(kpi, row.period)),
        Cell(KINDS[one.kind]),
        Cell(_value(reader, row, one.before)),
        Cell(_value(reader, row, one.now)),
        Cell(one.reason),
    )


def _value(reader: ReleaseReader, row: Finished, figure: Figure | None) -> str:
    return marked(reader.catalogue[row.kpi], figure) if figure else "–"


def _thresholds(reader: ReleaseReader) -> Table:
    """How small counts were hidden, service by service."""
    others = "Every other service" if len(reader.thresholds) > 1 else "Every service"
    rows = tuple(
        (
            Cell(reader.services[key].name if key in reader.services else key or others),
            Cell(f"{'0' if rule.zero_too else '1'} to {rule.below - 1}"),
        )
        for key, rule in sorted(reader.thresholds.items(), key=lambda one: (not one[0], one[0]))
    )
    return Table("Counts that are not shown", (Column("Service"), Column("Hidden", numeric=True)), rows)
