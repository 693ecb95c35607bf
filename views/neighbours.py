"""A council's nearest neighbours as a group to compare, and why each of them is in it (METHODS F8)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kpis.councils import Council, plain
from kpis.neighbours import ENOUGH_SHARED, NEIGHBOURS, Areas, Neighbour, eligible, nearest
from kpis.periods import Period, containing
from kpis.services import Group
from kpis.wording import counted, joined, number
from views.comparison_groups import NEIGHBOURS_OF
from views.reader import Reader
from views.table import Cell, Column, Table

SHORT_LIST = "The list of traits is short: it stands in for much that makes areas alike and is not in it."
ONE_WAY = "Neighbourhood is not mutual: a council may be near this one and have others that are nearer."


@dataclass(frozen=True)
class Peers:
    """The neighbours of one council for one financial year, nearest first; `among` is how many could be."""

    council: Council
    year: Period
    neighbours: tuple[Neighbour, ...]
    among: int
    areas: Areas
    names: Mapping[str, str]

    @property
    def group(self) -> Group:
        """The council and its neighbours."""
        keys = (self.council.key, *(one.key for one in self.neighbours))
        name = f"Nearest neighbours of {self.council.name}"
        return Group(f"{NEIGHBOURS_OF}{self.council.key}", name, "", keys, illustrative=self.council.illustrative)


def peers_of(reader: Reader, councils: Iterable[Council], day: date) -> tuple[Peers, ...]:
    """The neighbours of each in the financial year that holds the day; none where no traits of its area are known."""
    found = (_peers(reader, council, containing(day, "financial_year")) for council in councils)
    return tuple(one for one in found if one.neighbours)


def _peers(reader: Reader, council: Council, year: Period) -> Peers:
    areas = reader.areas()
    among = eligible(reader.register.councils, council, year)
    near = nearest(areas, council.key, (one.key for one in among)) if areas.of(council.key) else ()
    names = {one.key: one.name for one in among}
    return Peers(council, year, near, len(names.keys() - {council.key}), areas, names)


def why_these(peers: Peers) -> tuple[str, ...]:
    """How the set was found, as sentences."""
    traits = joined([f"{trait.name.lower()} ({trait.year})" for trait in peers.areas.traits])
    kind = f"{peers.council.kind[:1].lower()}{peers.council.kind[1:]}"
    lacking = [one for one in peers.neighbours if one.lacking]
    partly = (
        f"{counted(len(lacking), 'neighbour')} lack a trait; the distance is over those that both have, "
        f"at least {ENOUGH_SHARED:.0%} of them."
    )
    return (
        f"The {counted(len(peers.neighbours), 'council')} of {peers.among:,} of the same kind and nation ({kind}) "
        f"whose areas are most like {peers.council.name}’s, by {traits}: traits of the area, never of the council. "
        "Each is standardised over these councils and counts by its weight; the furthest neighbour is 1.",
        f"The set is that of {peers.year.label}, fixed by who existed on its first day and not by any result. "
        f"{SHORT_LIST} {ONE_WAY}",
        *((partly,) if lacking else ()),
    )


def distances(peers: Peers) -> Table:
    """Each neighbour with its distance and each trait's share of it, in alphabetical order."""
    traits = peers.areas.traits
    columns = (
        Column("Neighbour"),
        Column("Distance", numeric=True),
        *(Column(f"{trait.name}: share", numeric=True) for trait in traits),
    )
    near = sorted(peers.neighbours, key=lambda one: plain(peers.names[one.key]))
    rows = tuple(
        (Cell(peers.names[one.key]), Cell(number(one.distance, 2)), *_shares(one, [trait.key for trait in traits]))
        for one in near
    )
    caption = f"Why each is a neighbour of {peers.council.name}: distance, and each trait’s share of it"
    return Table(caption, columns, rows)


def traits_told(areas: Areas) -> Table:
    """The traits with their years, weights and sources."""
    columns = (Column("Trait"), Column("Counted in"), Column("Year"), Column("Weight", numeric=True), Column("Source"))
    rows = tuple(
        (Cell(one.name), Cell(one.unit), Cell(one.year), Cell(f"{one.weight:g}"), Cell(one.source))
        for one in areas.traits
    )
    return Table(f"Traits by which the {NEIGHBOURS} nearest neighbours are found", columns, rows)


def _shares(one: Neighbour, traits: Sequence[str]) -> Iterable[Cell]:
    return (Cell(f"{one.shares[trait]:.0%}" if trait in one.shares else "[x]") for trait in traits)
