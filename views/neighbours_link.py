"""From a council's page to its nearest neighbours: who they are by, and a comparison that can be made (METHODS F8)."""

from collections.abc import Iterable
from dataclasses import dataclass

from kpis.councils import Council
from kpis.selection import Selection
from kpis.succession import Boundaries
from kpis.wording import counted, joined
from views.addresses import compare_address
from views.neighbours import Peers, peers_of
from views.reader import Extent, Reader

MOST_TRIED = 5
"""So many measures are looked up among the neighbours; councils that share none of the first share few of the rest."""


@dataclass(frozen=True)
class NeighboursLink:
    """A sentence on a council's neighbours, the words of the link to them, and where it leads."""

    words: str
    link: str
    href: str


def neighbours_link(
    reader: Reader, council: Council, extents: Iterable[Extent], boundaries: Boundaries | None = None
) -> NeighboursLink | None:
    """The way to the first of these measures that a neighbour has too.

    None where no traits of the area are known, or no neighbour has one of the measures.
    """
    known = [one for one in extents if one.latest]
    if not known:
        return None
    newest = max(one.latest for one in known if one.latest)
    for peers in peers_of(reader, (council,), newest):
        near = {one.key for one in peers.neighbours}
        for one in _tried(reader, known):
            found = reader.extents(kpi=one.kpi, service=one.service)
            having = len({other.council for other in found if other.latest} & near)
            if having:
                return _link(reader, peers, one, having, boundaries)
    return None


def _tried(reader: Reader, extents: Iterable[Extent]) -> list[Extent]:
    """One service of each KPI, shares first, as a group can be told from one of its councils by shares alone."""
    firsts: dict[str, Extent] = {}
    for one in extents:
        firsts.setdefault(one.kpi, one)
    headline = [one for one in firsts.values() if reader.catalogue[one.kpi].headline]
    return sorted(headline, key=lambda one: not reader.catalogue[one.kpi].is_share)[:MOST_TRIED]


def _link(reader: Reader, peers: Peers, one: Extent, having: int, boundaries: Boundaries | None) -> NeighboursLink:
    service = reader.services()[one.service]
    name = reader.catalogue[one.kpi].for_transaction(service.transaction).name
    traits = joined([f"{trait.name[:1].lower()}{trait.name[1:]}" for trait in peers.areas.traits])
    asked = Selection(kpi=one.kpi, services=(one.service,), group=peers.group.key, boundaries=boundaries)
    return NeighboursLink(
        f"{counted(len(peers.neighbours), 'council')} of the same kind and nation serve areas most like "
        f"{peers.council.name}’s, by {traits}: alike in area, not in how well they do. "
        f"{having:,} of them {'has' if having == 1 else 'have'} figures to compare.",
        f"Compare {name[:1].lower()}{name[1:]} ({service.name}) with them, and see why each is a neighbour",
        compare_address(asked),
    )
