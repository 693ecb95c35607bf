"""The overview: find a council, what is measured and how widely it differs, and how fresh the figures are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kpis.markers import bracketed
from kpis.selection import Selection
from kpis.wording import value_text
from views.addresses import compare_address
from views.council_lists import HOW_OFTEN, CouncilList, council_list
from views.council_search import Search, search
from views.facts import Fact
from views.overview_facts import overview_facts
from views.reader import Reader
from views.sections import Section, SectionFigures, section_figures
from views.spread import Spread, spreads

FOR_EXAMPLE = "Stirling"
TOO_FEW = "fewer than four fifths of the {} that report it are in, so there is no figure for all together (our rule)"


@dataclass(frozen=True)
class SpreadRow:
    """One row: an indicator across a section's councils, and the page that compares them.

    `twice`: the same indicator comes at several frequencies, which are never mixed.
    """

    spread: Spread
    href: str
    twice: bool = False

    @property
    def name(self) -> str:
        """The indicator."""
        return self.spread.measured.indicator.name

    @property
    def description(self) -> str:
        """What it measures, in a few words."""
        words = self.spread.measured.indicator.description
        return f"{words}. {HOW_OFTEN[self.spread.measured.frequency]}" if self.twice else words

    @property
    def together(self) -> str:
        """The value of all together; its marker [p] is left to the count of councils beside it."""
        found = self.spread.together
        marks = [bracketed(marker) for marker in found.markers if marker != "p" and found.value is not None]
        return " ".join([value_text(self.spread.kpi, found), *marks])


@dataclass(frozen=True)
class SpreadTable:
    """What a section's councils have in common, an indicator a row."""

    section: Section
    rows: tuple[SpreadRow, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the markers in it mean."""
        few = any(row.spread.together.value is None for row in self.rows)
        estimated = any("e" in row.spread.together.markers for row in self.rows)
        said = [
            f"[x] {TOO_FEW.format(self.section.councils)}" if few else "",
            "[e] estimated" if estimated else "",
        ]
        return tuple(note for note in said if note)


@dataclass(frozen=True)
class Overview:
    """Everything the overview says."""

    facts: tuple[Fact, ...]
    search: Search | None
    for_example: str
    tables: tuple[SpreadTable, ...]
    lists: tuple[CouncilList, ...]


def overview(reader: Reader) -> Overview:
    """The overview as it stands, without a search and with long lists cut short."""
    parts = sorted(section_figures(reader), key=_place)
    shared = [(part.section, what) for part in parts for what in part.indicators if len(what.councils) > 1]
    found = spreads(reader, shared)
    return Overview(
        overview_facts(reader, parts),
        None,
        _example(parts),
        tuple(table for part in parts if (table := _table(part, found)).rows),
        tuple(council_list(reader, part) for part in parts),
    )


def searched(reader: Reader, view: Overview, text: str) -> Overview:
    """The overview with the answer to a search; without one if nothing was typed."""
    return replace(view, search=search(reader, text)) if text.strip() else view


def opened(view: Overview, group: str) -> Overview:
    """The overview with that section's list shown whole."""
    return replace(view, lists=tuple(replace(part, opened=part.section.key == group) for part in view.lists))


def _place(part: SectionFigures) -> tuple[bool, bool, int, str]:
    """Councils first, illustrative ones last; of councils, those with the most measures in common first."""
    shared = sum(len(what.councils) > 1 for what in part.indicators)
    return part.section.illustrative, part.section.council != "council", -shared, part.section.name


def _table(part: SectionFigures, found: Sequence[Spread]) -> SpreadTable:
    mine = [spread for spread in found if spread.section is part.section]
    names = Counter(spread.measured.indicator.name for spread in mine)
    rows = [_row(spread, twice=names[spread.measured.indicator.name] > 1) for spread in mine]
    return SpreadTable(part.section, tuple(rows))


def _row(spread: Spread, twice: bool) -> SpreadRow:
    service = spread.measured.indicator.service
    selection = Selection(
        kpi=spread.kpi.key,
        services=(service.key,) if service else (),
        group=spread.section.key,
        frequency=spread.measured.frequency if twice else None,
    )
    return SpreadRow(spread, compare_address(selection), twice)


def _example(parts: Sequence[SectionFigures]) -> str:
    """A name that the search finds."""
    names = [council.name for part in parts for council in part.section.members]
    return FOR_EXAMPLE if FOR_EXAMPLE in names else next(iter(names), "")
