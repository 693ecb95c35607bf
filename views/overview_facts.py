"""The facts under the overview's head: who is in, when it was loaded, what is late, what was refused."""

from collections.abc import Sequence

from kpis.periods import Frequency
from kpis.wording import counted, joined, number
from views.clock import uk_time
from views.facts import Fact
from views.freshness import Late
from views.reader import Reader
from views.sections import SectionFigures

FEW = 3
LATE = "/about-the-data#late"
UNITS: dict[Frequency, str] = {
    "week": "week",
    "month": "month",
    "quarter": "quarter",
    "financial_year": "year",
    "year": "year",
    "twelve_months": "year",
}


def overview_facts(reader: Reader, parts: Sequence[SectionFigures]) -> tuple[Fact, ...]:
    """The four facts."""
    return (_councils(parts), _last_load(reader), _late(reader, parts), _refused(reader))


def _councils(parts: Sequence[SectionFigures]) -> Fact:
    councils = [part.section for part in parts if part.section.council == "council"]
    others = [part.section for part in parts if part.section.council != "council"]
    nations = [section for section in councils if not section.illustrative]
    invented = sum(len(section.members) for section in councils if section.illustrative)
    said = [
        f"in {joined(sorted(section.name for section in nations))}" if nations else "",
        f"{invented:,} illustrative",
    ]
    bodies = [counted(len(section.members), section.council, section.councils) for section in others]
    more = ", ".join(said[: 1 + bool(invented)]).removeprefix(", ") + (f"; also {joined(bodies)}" if bodies else "")
    return Fact("Councils", number(sum(len(section.members) for section in councils)), more.removeprefix("; "))


def _last_load(reader: Reader) -> Fact:
    sources = reader.sources()
    if not sources:
        return Fact("Last load", "nothing yet")
    latest = max(source.loaded_at for source in sources)
    return Fact("Last load", uk_time(latest), counted(len(sources), "source"), "/about-the-data#sources")


def _late(reader: Reader, parts: Sequence[SectionFigures]) -> Fact:
    behind = {
        (part.section.council, part.section.councils, key): [one for one in part.late if one.council == key]
        for part in parts
        for key in sorted({one.council for one in part.late})
    }
    if not behind:
        return Fact("Late", "nothing", "of what is still awaited")
    kinds = {(one, many) for one, many, _ in behind}
    one, many = kinds.pop() if len(kinds) == 1 else ("body", "bodies")
    who = [_since(reader, key, found) for (_, _, key), found in behind.items()]
    return Fact("Late", counted(len(behind), one, many), "; ".join(who) if len(who) <= FEW else "which ones", LATE)


def _since(reader: Reader, council: str, found: Sequence[Late]) -> str:
    """'Hollinford, 2 months'."""
    longest = max(found, key=lambda one: one.periods)
    unit = UNITS[longest.since.frequency]
    return f"{reader.register.by_key[council.lower()].name}, {counted(longest.periods, unit)}"


def _refused(reader: Reader) -> Fact:
    """Rows that were not counted, of all that were read."""
    sources = reader.sources()
    rows, read = sum(source.rows_refused for source in sources), sum(source.rows_read for source in sources)
    more = "each with its reason" if rows else "every row was counted or left out on purpose"
    return Fact("Rows refused", f"{rows:,} of {read:,}", more, "/about-the-data#refused-rows" if rows else "")
