"""Figures by today's boundaries: each council of today with the past of those it came from (METHODS A10)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from heapq import merge
from typing import Any, cast

from kpis.councils import Register
from kpis.figure import Sums
from kpis.periods import long_date
from kpis.selection import Selection, SelectionError
from kpis.succession import Boundaries, inherited
from kpis.wording import joined
from views.reader import CellQuery, CellSums, Extent, Reader

Key = tuple[str, ...]


def by_boundaries(reader: Reader, selection: Selection) -> Reader:
    """The reader that answers by the boundaries an address asks for.

    Raises SelectionError for a council that is no longer there today.
    """
    if selection.boundaries != "today":
        return reader
    for key in selection.councils:
        council = reader.register.with_code(key)
        if council and council.end and (following := reader.register.successors(council)):
            names = joined([f"{one.name} ({one.key})" for one in following])
            raise SelectionError(
                f"{council.name} ended on {long_date(council.end)}: by today’s boundaries its area is part of {names}. "
                "Ask for that, or leave 'boundaries' out."
            )
    return todays_reader(reader)


def todays_reader(reader: Reader) -> Reader:
    """The same figures by today's boundaries."""
    return reader if isinstance(reader, TodaysFigures) else cast(Reader, TodaysFigures(reader))


def boundaries_of(reader: Reader) -> Boundaries | None:
    """By which boundaries a reader answers, as a selection has it."""
    return "today" if isinstance(reader, TodaysFigures) else None


@dataclass(frozen=True)
class TodaysFigures:
    """Councils that ended give way to those that do their work now; everything else is the given reader's own answer.

    Only whole figures and channels are rebuilt. Wards, channel mixes and ratings stay with the council that gave them.
    """

    as_it_was: Reader

    def __getattr__(self, name: str) -> Any:
        """What boundaries do not change."""
        return getattr(self.as_it_was, name)

    @property
    def version(self) -> str:
        """Changes with the figures; never that of the same figures as they were."""
        return f"{self.as_it_was.version}-today"

    @cached_property
    def before(self) -> Mapping[str, tuple[str, ...]]:
        """Each council of today that others went into, and these."""
        register = self.as_it_was.register
        found: dict[str, list[str]] = defaultdict(list)
        for one in register.councils:
            for after in register.successors(one) if one.replaced_by else ():
                found[after.key].append(one.key)
        return {key: tuple(keys) for key, keys in found.items()}

    @cached_property
    def _after(self) -> Mapping[str, tuple[str, ...]]:
        ended = sorted({key for keys in self.before.values() for key in keys})
        return {key: tuple(after for after, keys in self.before.items() if key in keys) for key in ended}

    @cached_property
    def register(self) -> Register:
        """The councils of today, as if those with a past had always been there."""
        councils = (one for one in self.as_it_was.register.councils if one.key not in self._after)
        return Register(tuple(replace(one, start=None) if one.key in self.before else one for one in councils))

    def extents(self, kpi: str | None = None, council: str | None = None, service: str | None = None) -> list[Extent]:
        """What today's councils have, their own and that of the councils before them."""
        keys = [None] if council is None else [council, *self.before.get(council, ())]
        found: dict[Key, list[Extent]] = defaultdict(list)
        for key in keys:
            for one in self.as_it_was.extents(kpi, key, service):
                for after in self._after.get(one.council, (one.council,)):
                    if council in (None, after):
                        found[one.kpi, after, one.service, one.frequency].append(one)
        return [_extent(key[1], members) for key, members in found.items()]

    def cells(self, query: CellQuery) -> list[CellSums]:
        """Sums of cells, with the past of today's councils."""
        return list(self.stream_cells(query))

    def stream_cells(self, query: CellQuery) -> Iterator[CellSums]:
        """The same without holding them all: only councils with a past are held."""
        if not {"council", "service"} <= query.by:
            # A past is made service by service, and only then added.
            apart = replace(query, by=query.by | {"council", "service"})
            yield from _added(self.stream_cells(apart), query.by)
            return
        having = [key for key in self.before if query.councils is None or key in query.councils]
        yield from merge(self._others(query, having), self._rebuilt(query, having), key=lambda cell: cell.council)

    def _others(self, query: CellQuery, having: list[str]) -> Iterator[CellSums]:
        """Cells of councils that have no past in others and went into none."""
        left = None if query.councils is None else tuple(key for key in query.councils if key not in having)
        if left == ():
            return
        cells = self.as_it_was.stream_cells(replace(query, councils=left))
        yield from (cell for cell in cells if cell.council not in self._after and cell.council not in having)

    def _rebuilt(self, query: CellQuery, having: list[str]) -> list[CellSums]:
        if not having:
            return []
        known = self.as_it_was.register
        keys = sorted({one for key in having for one in (key, *self.before[key])})
        alike: dict[CellSums, dict[str, Sums]] = defaultdict(dict)
        found: list[CellSums] = []
        for cell in self.as_it_was.cells(replace(query, councils=tuple(keys))):
            if not cell.breakdown:
                alike[cell._replace(council="", sums=Sums())][cell.council] = cell.sums
            elif cell.council in having:
                found.append(cell)
        owing = self._owing(query)
        for cell, sums in alike.items():
            for key in having:
                expected = {one: Sums(expected=1) for one in self.before[key] if (cell.kpi, cell.service, one) in owing}
                own = expected | {one: sums[one] for one in (key, *self.before[key]) if one in sums}
                made = inherited(known, known.by_key[key.lower()], cell.period, own)
                if made is not None:
                    found.append(cell._replace(council=key, sums=made))
        return sorted(found, key=lambda cell: cell[1:7])

    def _owing(self, query: CellQuery) -> frozenset[tuple[str, str, str]]:
        """Who has figures at all: a council that gave them by other periods is not as if it had none."""
        extents = (one for kpi in query.kpis for one in self.as_it_was.extents(kpi))
        return frozenset((one.kpi, one.service, one.council) for one in extents if one.council in self._after)


def _extent(council: str, members: list[Extent]) -> Extent:
    """Those of several councils as one council's."""
    latest = [one.latest for one in members if one.latest]
    return members[0]._replace(
        council=council,
        first=min(one.first for one in members),
        last=max(one.last for one in members),
        latest=max(latest, default=None),
        provided=sum(one.provided for one in members),
        expected=sum(one.expected for one in members),
        sources=tuple(dict.fromkeys(name for one in members for name in one.sources)),
        segment_sources=tuple(dict.fromkeys(name for one in members for name in one.segment_sources)),
    )


def _added(cells: Iterable[CellSums], by: frozenset[str]) -> list[CellSums]:
    """Cells added over the keys that are not kept apart."""
    found: dict[CellSums, Sums] = {}
    for cell in cells:
        council, service = (cell.council if "council" in by else ""), (cell.service if "service" in by else "")
        key = cell._replace(council=council, service=service, sums=Sums())
        found[key] = found[key] + cell.sums if key in found else cell.sums
    return [key._replace(sums=sums) for key, sums in found.items()]
