"""Councils in sections that may stand side by side: by nation, other bodies by kind, illustrative ones apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kpis.councils import Council, alphabetical, plain
from kpis.services import Group
from kpis.wording import counted
from views.freshness import Late, late
from views.indicators import Measured, measured
from views.reader import Extent, Reader

NATIONS = ("England", "Northern Ireland", "Scotland", "Wales")
ILLUSTRATIVE = "illustrative"


@dataclass(frozen=True)
class Section:
    """Councils that are listed together, in alphabetical order.

    `key` names the section in addresses (`group=scotland`); `council` and `councils` are what its members are called.
    """

    key: str
    name: str
    members: tuple[Council, ...]
    council: str = "council"
    councils: str = "councils"
    illustrative: bool = False

    @property
    def title(self) -> str:
        """What its members are together: 'Scotland’s councils', 'Government departments', 'Fictional councils'."""
        if self.illustrative:
            return f"Fictional {self.councils}"
        return f"{self.name}’s {self.councils}" if self.name in NATIONS else self.name

    @property
    def counted(self) -> str:
        """'Scotland: 32 councils', 'Illustrative: 6 fictional councils', 'Government departments: 20'."""
        size = len(self.members)
        if self.illustrative:
            return f"{self.name}: {counted(size, f'fictional {self.council}', f'fictional {self.councils}')}"
        if self.name in NATIONS:
            return f"{self.name}: {counted(size, self.council, self.councils)}"
        return f"{self.name}: {size:,}"

    @property
    def keys(self) -> tuple[str, ...]:
        """Its members' keys."""
        return tuple(council.key for council in self.members)

    @property
    def group(self) -> Group:
        """The section as a group to compare."""
        return Group(self.key, self.title, "", self.keys, illustrative=self.illustrative)


@dataclass(frozen=True)
class SectionFigures:
    """A section with what its councils have: extents of headline KPIs, indicators, and what has stopped coming."""

    section: Section
    extents: tuple[Extent, ...]
    indicators: tuple[Measured, ...]
    late: tuple[Late, ...]


def section_figures(reader: Reader) -> tuple[SectionFigures, ...]:
    """Every section with what its councils have."""
    headline = {kpi.key for kpi in reader.catalogue if kpi.headline}
    by_council: dict[str, list[Extent]] = defaultdict(list)
    for extent in reader.extents():
        if extent.kpi in headline:
            by_council[extent.council].append(extent)
    found = []
    for section in sections(reader):
        extents = tuple(extent for key in section.keys for extent in by_council[key])
        behind = tuple(late(extents, reader.sources()))
        found.append(SectionFigures(section, extents, tuple(measured(reader, extents)), behind))
    return tuple(found)


def sections(reader: Reader) -> tuple[Section, ...]:
    """Every council that has figures, in its section: nations first, then other bodies, then illustrative councils."""
    with_figures = {extent.council for extent in reader.extents()}
    return sections_of(council for council in reader.register.councils if council.key in with_figures)


def sections_of(councils: Iterable[Council]) -> tuple[Section, ...]:
    """These councils in their sections."""
    members: dict[tuple[int, str], list[Council]] = defaultdict(list)
    for council in councils:
        members[_place(council)].append(council)
    return tuple(_section(place, name, tuple(alphabetical(members[place, name]))) for place, name in sorted(members))


def _place(council: Council) -> tuple[int, str]:
    if council.illustrative:
        return 2, "Illustrative"
    return (0, council.nation) if council.nation in NATIONS else (1, council.kind)


def _section(place: int, name: str, members: tuple[Council, ...]) -> Section:
    if place != 1:
        return Section(_key(name), name, members, illustrative=place == 2)
    many = _plural(name)
    return Section(_key(many), many, members, name[:1].lower() + name[1:], many[:1].lower() + many[1:])


def _key(name: str) -> str:
    return plain(name).replace(" ", "-")


def _plural(kind: str) -> str:
    if kind.endswith("y") and kind[-2:-1] not in "aeiou":
        return f"{kind[:-1]}ies"
    return kind if kind.endswith("s") else f"{kind}s"
