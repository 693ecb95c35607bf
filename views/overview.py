"""The overview: find a council, what is measured and how widely it differs, and how fresh the figures are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kpis.selection import Selection
from kpis.wording import counted, joined, number
from views.clock import uk_time
from views.council_lists import FEW, CouncilList, council_list
from views.council_search import Search, search
from views.facts import Fact
from views.reader import Reader
from views.sections import Section, SectionFigures, section_figures
from views.spread import Spread, spreads

FOR_EXAMPLE = "Stirling"


@dataclass(frozen=True)
class SpreadRow:
    """One row: an indicator across a section's councils, and the page that compares them."""

    spread: Spread
    href: str
    description: str


@dataclass(frozen=True)
class SpreadTable:
    """What a section's councils have in common, an indicator a row."""

    section: Section
    rows: tuple[SpreadRow, ...]


@dataclass(frozen=True)
class Overview:
    """Everything the overview says."""

    facts: tuple[Fact, ...]
    search: Search | None
    for_example: str
    tables: tuple[SpreadTable, ...]
    lists: tuple[CouncilList, ...]


def overview(reader: Reader, selection: Selection) -> Overview:
    """The overview; `selection.text` is searched for, `selection.group` names the long list that is shown whole."""
    parts = section_figures(reader)
    shared = [(part.section, what) for part in parts for what in part.indicators if len(what.councils) > 1]
    found = spreads(reader, shared)
    return Overview(
        _facts(reader, parts),
        search(reader, selection.text) if selection.text.strip() else None,
        _example(parts),
        tuple(table for part in parts if (table := _table(part, found)).rows),
        tuple(council_list(reader, part, selection.group == part.section.key) for part in parts),
    )


def _table(part: SectionFigures, found: Sequence[Spread]) -> SpreadTable:
    mine = [spread for spread in found if spread.section is part.section]
    names = Counter(spread.measured.indicator.name for spread in mine)
    rows = [_row(spread, twice=names[spread.measured.indicator.name] > 1) for spread in mine]
    return SpreadTable(part.section, tuple(rows))


def _row(spread: Spread, twice: bool) -> SpreadRow:
    """`twice`: the same indicator comes at several frequencies, so the address must say which."""
    service = spread.measured.indicator.service
    selection = Selection(
        kpi=spread.kpi.key,
        services=(service.key,) if service else (),
        group=spread.section.key,
        frequency=spread.measured.frequency if twice else None,
    )
    return SpreadRow(spread, f"/compare{selection.query()}", spread.measured.indicator.description)


def _facts(reader: Reader, parts: Sequence[SectionFigures]) -> tuple[Fact, ...]:
    return (_councils(parts), _last_load(reader), _late(reader, parts), refused(reader))


def _councils(parts: Sequence[SectionFigures]) -> Fact:
    councils = [part.section for part in parts if part.section.council == "council"]
    others = [part.section for part in parts if part.section.council != "council"]
    places = [
        f"{len(section.members):,} {'illustrative' if section.illustrative else f'in {section.name}'}"
        for section in councils
    ]
    bodies = [counted(len(section.members), section.council, section.councils) for section in others]
    more = ", ".join(places if len(councils) > 1 or others else []) + (f"; and {joined(bodies)}" if bodies else "")
    return Fact("Councils", number(sum(len(section.members) for section in councils)), more.removeprefix("; and "))


def _last_load(reader: Reader) -> Fact:
    sources = reader.sources()
    if not sources:
        return Fact("Last load", "nothing yet")
    latest = max(source.loaded_at for source in sources)
    return Fact("Last load", uk_time(latest), counted(len(sources), "source"), "/about-the-data#sources")


def _late(reader: Reader, parts: Sequence[SectionFigures]) -> Fact:
    found = sorted({(part.section.council, part.section.councils, one.council) for part in parts for one in part.late})
    if not found:
        return Fact("Late", "nothing", "every newest period is in")
    names = reader.register.by_key
    one, many = (found[0][0], found[0][1]) if len({kind for kind, *_ in found}) == 1 else ("body", "bodies")
    named = joined([names[key.lower()].name for *_, key in found]) if len(found) <= FEW else "which ones"
    return Fact("Late", counted(len(found), one, many), named, "/about-the-data#late")


def refused(reader: Reader) -> Fact:
    """Rows that were not counted, of all that were read."""
    sources = reader.sources()
    rows, read = sum(source.rows_refused for source in sources), sum(source.rows_read for source in sources)
    more = "each with its reason" if rows else "every row was counted or left out on purpose"
    return Fact("Rows refused", f"{rows:,} of {read:,}", more, "/about-the-data#refused-rows" if rows else "")


def _example(parts: Sequence[SectionFigures]) -> str:
    """A name that the search finds."""
    names = [council.name for part in parts for council in part.section.members]
    return FOR_EXAMPLE if FOR_EXAMPLE in names else next(iter(names), "")
