"""Which counts a release hides so that nobody can work a small one out (METHODS P1, P2, P2a)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from kpis.component import tied
from kpis.feasible import exposed
from kpis.quantities import Key, Quantity, Relation, Table
from kpis.secondary import Reading, hide_beside, settle

__all__ = ["Hidden", "Quantity", "Relation", "hide"]


@dataclass(frozen=True)
class Hidden(Generic[Key]):
    """What is hidden: `primary` because it is small, `secondary` because it would tell a small one.

    `implied` are small differences between counts; they stand nowhere, and what would tell them is hidden.
    `exposed` are small ones that what is public already tells, whatever else is hidden.
    """

    primary: frozenset[Key]
    secondary: frozenset[Key]
    implied: frozenset[Key]
    exposed: frozenset[Key] = frozenset()


def hide(quantities: Mapping[Key, Quantity | None], relations: Iterable[Relation[Key]]) -> Hidden[Key]:
    """What to hide: afterwards every hidden count could still be anything from 1 to its threshold less one, or as wide.

    A count that is None is not available and takes its relations with it. Raises ValueError if a sum is none.
    """
    table = Table(quantities, relations)
    reading = Reading(table)
    narrow: dict[Key, set[int]] = {}
    own: set[Key] = set()
    while True:
        settle(reading)
        starts = reading.changed | narrow.keys()
        reading.changed = set()
        narrow = {key: by for key, by in exposed(table, reading.unknown, starts).items() if key not in own}
        if not narrow:
            break
        own |= _widen(reading, narrow)
    small = {key for key, one in table.quantities.items() if one.small}
    primary = frozenset(small & table.hidden)
    told = frozenset(small & table.public)
    return Hidden(primary, frozenset(table.hidden - primary), frozenset(small - primary), told)


def _widen(reading: Reading[Key], narrow: Mapping[Key, set[int]]) -> set[Key]:
    """Hide one more count for each, but only one in a neighbourhood before the audit looks again.

    Returns those for which nothing is left to hide. What narrows a small one is then that all around are small too,
    or what was published before: the table notes it as public.
    """
    table = reading.table
    touched: set[int] = set()
    own: set[Key] = set()
    for key, places in sorted(narrow.items(), key=lambda each: (table.quantities[each[0]].count, table.rank[each[0]])):
        near = places or set(table.of[key])
        if not (near & set(table.of[key]) or near) & touched:
            if (chosen := hide_beside(reading, key, near)) is not None:
                touched.update(table.of[chosen])
                continue
            own.add(key)
            if table.quantities[key].small and _beside_known(table, reading.unknown, key):
                table.public.add(key)
    return own


def _beside_known(table: Table[Key], unknown: set[Key], key: Key) -> bool:
    """Whether any of the sums in which it and those tied to it stand has a count that was published before."""
    places = {place for one in tied(table, unknown, key) for place in table.of[one]}
    return any(table.quantities[member].known for place in places for member in table.relations[place].members)
