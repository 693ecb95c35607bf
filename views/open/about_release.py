"""What stands beside every page of a release: which it is, when, what changed, who answers for it, where it is from."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kpis.periods import long_date
from kpis.wording import counted, joined
from views.clock import uk_time
from views.open.addresses import NOTES
from views.open.release import CouncilPart, PublishedSource, ReleaseFacts, ReleaseReader, Revision

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
        changed=_changed(facts, reader.revisions(), part),
        notes_path=NOTES,
        publisher=part.publisher if part else "",
        approved=f"{part.approved_by}, {long_date(part.approved_on)}" if part else "",
        contact=part.contact if part else "",
        since=_since(facts, part),
    )


def changes(revisions: Iterable[Revision]) -> str:
    """'3 figures revised, 35 added'; '' if nothing differs."""
    kinds = Counter(one.kind for one in revisions)
    said = [counted(kinds[kind], "figure") + f" {kind}" for kind in ("revised", "withdrawn", "added") if kinds[kind]]
    return joined(said)


def sources_of(reader: ReleaseReader, parts: Iterable[CouncilPart]) -> tuple[PublishedSource, ...]:
    """Where these councils' figures come from, each source once."""
    names = dict.fromkeys(name for part in parts for name in part.sources)
    return tuple(reader.sources[name] for name in names if name in reader.sources)


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


def _changed(facts: ReleaseFacts, revisions: Sequence[Revision], part: CouncilPart | None) -> str:
    if facts.previous is None:
        return FIRST
    own = [one for one in revisions if part is None or one.row.council == part.council]
    return f"{changes(own)}." if own else "No figure."


def _since(facts: ReleaseFacts, part: CouncilPart | None) -> str:
    if part is None or part.since == facts.number:
        return ""
    return f"These figures stand as in release {part.since}, {uk_time(part.published_at)}."
