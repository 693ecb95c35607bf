"""What stands beside every page of a release: which it is, when, what changed, who answers for it, where it is from."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kpis.periods import long_date
from kpis.wording import counted, joined
from views.clock import uk_time
from views.open.addresses import NOTES
from views.open.release import OGL, OGL_ADDRESS, CouncilPart, Finished, PublishedSource, ReleaseFacts, ReleaseReader

FIRST = "Nothing: this is the first release."
NOT_SET = "No date has been set."


@dataclass(frozen=True)
class ReleaseBox:
    """The facts of a release as a page shows them; `contact` and `publisher` are '' where the site's own hold."""

    number: int
    title: str
    published: str
    next: str
    previous: int | None
    changed: str
    notes_path: str
    publisher: str = ""
    approved: str = ""
    contact: str = ""
    since: str = ""
    licence: str = OGL
    licence_link: str = OGL_ADDRESS

    @property
    def changed_term(self) -> str:
        """'Changed since release 11'."""
        return f"Changed since release {self.previous}" if self.previous else "Changed"


def release_box(reader: ReleaseReader, part: CouncilPart | None = None) -> ReleaseBox:
    """The release as one council's pages tell it, or with no part as pages of many councils do."""
    facts = reader.facts
    following = (part.next_at if part else None) or facts.next_at
    return ReleaseBox(
        number=facts.number,
        title=facts.title,
        published=uk_time(facts.published_at),
        next=uk_time(following) if following else NOT_SET,
        previous=facts.previous,
        changed=_changed(facts, reader.changes(part.council if part else None)),
        notes_path=NOTES,
        publisher=part.publisher if part else "",
        approved=f"{part.approved_by}, {long_date(part.approved_on)}" if part else "",
        contact=part.contact if part else "",
        since=_since(facts, part),
        licence=facts.licence,
        licence_link=facts.licence_link,
    )


def changes(kinds: Mapping[str, int]) -> str:
    """'3 figures revised, 35 added', of how many of each kind; '' if nothing differs."""
    said = [
        counted(kinds[kind], "figure") + f" {kind}" for kind in ("revised", "withdrawn", "added") if kinds.get(kind)
    ]
    return joined(said)


def sources_of(reader: ReleaseReader, rows: Iterable[Finished]) -> tuple[PublishedSource, ...]:
    """Where these very figures come from, each source once, in order of title."""
    of = dict.fromkeys((row.council, row.kpi, row.service) for row in rows)
    names = dict.fromkeys(name for key in of for name in _named(reader, *key))
    found = [reader.sources[name] for name in names if name in reader.sources]
    return tuple(sorted(found, key=lambda source: (source.title, source.name)))


def _named(reader: ReleaseReader, council: str, kpi: str, service: str) -> Iterator[str]:
    """The sources of one figure; those of a total are those of every service in it."""
    part = reader.parts[council]
    if not part.drawn:
        yield from part.sources
    for one in part.drawn:
        if one.kpi == kpi and (service in one.services or (not service and _adds(reader, one.services))):
            yield from one.sources


def _adds(reader: ReleaseReader, services: Iterable[str]) -> bool:
    return any(reader.services[key].in_total for key in services if key in reader.services)


def invented(reader: ReleaseReader, councils: Sequence[str]) -> str:
    """The sentence that labels invented figures of these councils; '' if there are none."""
    names = [reader.register.by_key[key.lower()].name for key in councils if reader.parts[key].illustrative]
    if not names:
        return ""
    if len(names) == 1:
        return f"{names[0]} is a fictional council."
    return f"{joined(names)} are fictional councils." if len(names) < 4 else "Fictional councils are among these."


def coverage(part: CouncilPart) -> str:
    """How many of the figures that were expected are there, and how many are hidden."""
    hidden = f"; {part.hidden:,} are hidden, marked [c]" if part.hidden else ""
    return f"{part.provided:,} of {counted(part.expected, 'expected figure')} of this council are here{hidden}"


def _changed(facts: ReleaseFacts, kinds: Mapping[str, int]) -> str:
    if facts.previous is None:
        return FIRST
    said = changes(kinds)
    return f"{said}." if said else "No figure."


def _since(facts: ReleaseFacts, part: CouncilPart | None) -> str:
    if part is None or part.since == facts.number:
        return ""
    return f"These figures stand as in release {part.since}, {uk_time(part.published_at)}."
