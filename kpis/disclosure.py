"""Which counts a release hides so that nobody can work a small one out (METHODS P1, P2, P2a)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic

from kpis.feasible import exposed
from kpis.quantities import ExposedError, Key, Quantity, Relation, Table
from kpis.secondary import hide_beside, settle


@dataclass(frozen=True)
class Hidden(Generic[Key]):
    """What is hidden: `primary` because it is small, `secondary` because it would tell a small one.

    `implied` are small differences between counts; they stand nowhere, and what would tell them is hidden.
    """

    primary: frozenset[Key]
    secondary: frozenset[Key]
    implied: frozenset[Key]

    def __contains__(self, key: object) -> bool:
        """Whether it is hidden, or an implied small count."""
        return key in self.primary or key in self.secondary or key in self.implied


def hide(quantities: Mapping[Key, Quantity | None], relations: Iterable[Relation[Key]]) -> Hidden[Key]:
    """What to hide: afterwards every hidden count could still be anything from 1 to its threshold less one, or as wide.

    A count that is None is not available and takes its relations with it. Raises ExposedError if what is public
    already leaves no way.
    """
    table = Table(quantities, relations)
    while True:
        unknown = settle(table)
        narrow = exposed(table, unknown)
        if not narrow:
            break
        _widen(table, narrow)
    small = {key for key, one in table.quantities.items() if one.small and not one.known}
    primary = frozenset(small & table.hidden)
    return Hidden(primary, frozenset(table.hidden - primary), frozenset(small - primary))


def _widen(table: Table[Key], narrow: Mapping[Key, set[int]]) -> None:
    """Hide one more count for each, but only one in a neighbourhood before the audit looks again."""
    touched: set[int] = set()
    for key, places in sorted(narrow.items(), key=lambda each: (table.quantities[each[0]].count, table.rank[each[0]])):
        near = places or set(table.of[key])
        if not near & touched:
            hide_beside(table, key, near)
            touched |= near


__all__ = ["ExposedError", "Hidden", "Quantity", "Relation", "hide"]
