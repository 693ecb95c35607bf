"""What a comparison is of, settled from the address: measure, service, group and frequency that go together."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from kpis.catalogue import Kpi
from kpis.councils import Council
from kpis.periods import Frequency
from kpis.selection import Selection, SelectionError
from kpis.series import frequencies_of
from kpis.services import Service
from views.addresses import compare_address
from views.comparables import Comparable, best
from views.comparison_groups import NEIGHBOURS_OF, ComparisonGroup, chosen, group_names, groups_of, largest, with_added
from views.neighbours import Peers, peers_of
from views.not_found import NotFound, unknown_council, unknown_group, unknown_kpi, unknown_service
from views.nothing_to_compare import NothingToCompare, no_frequency, nothing, too_few
from views.reader import Extent, Reader

MOST_NEIGHBOURHOODS = 4
"""Of so many councils picked by hand the neighbours are offered."""


@dataclass(frozen=True)
class Choice:
    """A comparison that can be made. `picked` are councils named in the address, whatever the group.

    `selection` is the address's own, with councils' keys as the register writes them.
    """

    selection: Selection
    what: Comparable
    every: Sequence[Comparable]
    groups: tuple[ComparisonGroup, ...]
    group: ComparisonGroup
    picked: tuple[Council, ...]
    frequencies: tuple[Frequency, ...]
    usual: Frequency
    extents: tuple[Extent, ...]
    peers: Peers | None = None

    @property
    def frequency(self) -> Frequency:
        """The frequency chosen, or the one by which most councils give their figures."""
        return self.selection.frequency or self.usual

    @property
    def kpi(self) -> Kpi:
        """The measure in the service's words."""
        return self.what.kpi

    @property
    def service(self) -> Service:
        """The one service that is compared."""
        return self.what.service

    @cached_property
    def able(self) -> frozenset[str]:
        """The councils whose figures can be shown by the frequency."""
        natives = _natives(self.extents)
        return frozenset(key for key, own in natives.items() if self.frequency in frequencies_of(own))


@dataclass(frozen=True)
class Elsewhere:
    """The address asks for things that do not go together; this one keeps what does."""

    address: str


Answer = Choice | Elsewhere | NothingToCompare | NotFound


def choose(reader: Reader, selection: Selection, every: Sequence[Comparable]) -> Answer:
    """The comparison an address stands for, what is missing in it filled in; `every` is all that can be compared.

    Raises SelectionError for more than one service, as unlike services are not compared (METHODS D5).
    """
    if len(selection.services) > 1:
        raise SelectionError("Compare one service at a time; keep one 'service'.")
    if unknown := _unknown(reader, selection):
        return unknown
    picked = tuple(dict.fromkeys(c for key in selection.councils if (c := reader.register.with_code(key))))
    selection = replace(selection, councils=tuple(council.key for council in picked))
    what = _what(reader, selection, every)
    if not isinstance(what, Comparable):
        return what or nothing(reader, selection)
    near = _peers(reader, selection, what, picked)
    groups = groups_of(reader, what.kpi.key, what.service.key, [one.group for one in near])
    group = _group(reader, selection, what, groups, picked)
    if group is None:
        return Elsewhere(compare_address(replace(selection, group="")))
    if len(group.having) < 2:
        return too_few(group, what, selection)
    peers = next((one for one in near if one.group.key == group.key), None)
    return _with_frequency(reader, Choice(selection, what, every, groups, group, picked, (), "month", (), peers))


def _unknown(reader: Reader, selection: Selection) -> NotFound | None:
    if selection.kpi and selection.kpi not in reader.catalogue.by_key:
        return unknown_kpi(reader, selection.kpi)
    if selection.service and selection.service not in reader.services():
        return unknown_service(reader, selection.service)
    if selection.group and not _around(reader, selection) and selection.group not in (names := group_names(reader)):
        return unknown_group(names, selection.group)
    return next(
        (unknown_council(reader, key) for key in selection.councils if not reader.register.with_code(key)), None
    )


def _around(reader: Reader, selection: Selection) -> Council | None:
    """The council whose neighbours are asked for."""
    key = selection.group.removeprefix(NEIGHBOURS_OF)
    return reader.register.by_key.get(key.lower()) if key != selection.group else None


def _peers(reader: Reader, selection: Selection, what: Comparable, picked: Sequence[Council]) -> tuple[Peers, ...]:
    """The neighbours of those picked and of the one asked for, in the year that is compared."""
    asked = _around(reader, selection)
    councils = dict.fromkeys([*([asked] if asked else []), *picked[:MOST_NEIGHBOURHOODS]])
    return peers_of(reader, councils, selection.last or what.latest)


def _what(reader: Reader, selection: Selection, every: Sequence[Comparable]) -> Comparable | Elsewhere | None:
    """The measure and service asked for; what is not said is filled in so that it suits the group and councils."""
    of_kpi = [one for one in every if selection.kpi in ("", one.kpi.key)]
    fitting = [one for one in of_kpi if selection.service in ("", one.service.key)]
    suiting = [one for one in fitting if _suits(reader, selection, one)] if len(fitting) > 1 else []
    if found := best(suiting or fitting):
        return found
    # A form without scripts sends the service of the measure that was shown before.
    if other := best(of_kpi) if selection.kpi else None:
        kept = Selection(selection.kpi, selection.councils, (other.service.key,), selection.group)
        return Elsewhere(compare_address(kept))
    return None


def _suits(reader: Reader, selection: Selection, one: Comparable) -> bool:
    """Whether the group asked for has it, or one of the councils picked."""
    kpi, service = one.kpi.key, one.service.key
    if selection.group.startswith(NEIGHBOURS_OF):
        asked = selection.group.removeprefix(NEIGHBOURS_OF).lower()
        return any(e.council.lower() == asked for e in reader.extents(kpi=kpi, service=service) if e.latest)
    if selection.group:
        return any(group.key == selection.group for group in groups_of(reader, kpi, service))
    having = {extent.council for extent in reader.extents(kpi=kpi, service=service) if extent.latest}
    return not selection.councils or not having.isdisjoint(selection.councils)


def _group(
    reader: Reader,
    selection: Selection,
    what: Comparable,
    groups: Sequence[ComparisonGroup],
    picked: tuple[Council, ...],
) -> ComparisonGroup | None:
    """The group asked for and the councils picked; else these alone, if there are two; else the best there is."""
    if len(picked) > 1 and not selection.group:
        return chosen(picked, what.kpi.key, what.service.key, reader)
    named = (group for group in groups if group.key == selection.group)
    group = next(named, None) if selection.group else largest(groups, picked[0].key if picked else "")
    return group and with_added(group, picked, what.kpi.key, what.service.key, reader)


def _with_frequency(reader: Reader, choice: Choice) -> Choice | NothingToCompare:
    members = {council.key for council in choice.group.having}
    extents = reader.extents(kpi=choice.kpi.key, service=choice.service.key)
    extents = [extent for extent in extents if extent.council in members and extent.latest]
    able = Counter(frequency for own in _natives(extents).values() for frequency in frequencies_of(own))
    possible = tuple(f for f in frequencies_of(extent.frequency for extent in extents) if able[f] > 1)
    if not possible or choice.selection.frequency not in (None, *possible):
        return no_frequency(choice.what, choice.selection, possible)
    native = Counter(extent.frequency for extent in extents)
    usual = min(possible, key=lambda frequency: -native[frequency])
    return replace(choice, frequencies=possible, usual=usual, extents=tuple(extents))


def _natives(extents: Iterable[Extent]) -> dict[str, set[Frequency]]:
    found: dict[str, set[Frequency]] = defaultdict(set)
    for extent in extents:
        found[extent.council].add(extent.frequency)
    return found
