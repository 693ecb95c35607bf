"""Counts that a release may show, and the sums that tie them: what disclosure control works on (METHODS P1)."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Other = TypeVar("Other", bound=Hashable)


@dataclass(frozen=True)
class Quantity:
    """A count of things or people.

    `shown`: it stands in the release unless it is hidden; otherwise it is only what others leave when subtracted.
    `known`: an earlier release showed this very count; `kept`: one hid it, and to show it now could tell others.
    Counts from 1 to `below` - 1 are small; with `zero_too`, 0 too.
    """

    count: int
    shown: bool = True
    known: bool = False
    kept: bool = False
    below: int = 5
    zero_too: bool = False

    @property
    def small(self) -> bool:
        """Whether it may not be told (METHODS P1)."""
        return (0 if self.zero_too else 1) <= self.count < self.below


@dataclass(frozen=True)
class Relation(Generic[Key]):
    """A sum that everybody knows to hold: the total, and what is counted `beside` it, is the sum of the parts.

    `rolling`: the total overlaps with others of its kind, as 12-month windows do.
    """

    total: Key
    parts: tuple[Key, ...]
    rolling: bool = False
    beside: tuple[Key, ...] = ()

    @property
    def members(self) -> tuple[Key, ...]:
        """The total, what is beside it, then the parts."""
        return (self.total, *self.beside, *self.parts)

    @property
    def signed(self) -> tuple[tuple[Key, int], ...]:
        """Members and signs with which they add up to nought."""
        return (*((key, -1) for key in (self.total, *self.beside)), *((key, 1) for key in self.parts))

    def renamed(self, names: Mapping[Key, Other]) -> "Relation[Other]":
        """The same sum of other names."""
        parts, beside = ([names[key] for key in side] for side in (self.parts, self.beside))
        return Relation(names[self.total], tuple(parts), self.rolling, tuple(beside))


class Table(Generic[Key]):
    """Quantities, relations, what is hidden so far, and what is `public` though it should not be."""

    def __init__(self, quantities: Mapping[Key, Quantity | None], relations: Iterable[Relation[Key]]) -> None:
        """A relation with a member that is not available (None) says nothing; raises ValueError if a sum is wrong."""
        self.quantities: dict[Key, Quantity] = {key: one for key, one in quantities.items() if one is not None}
        held = (one for one in relations if all(member in self.quantities for member in one.members))
        self.relations = list(dict.fromkeys(held))
        for one in self.relations:
            if sum(sign * self.quantities[key].count for key, sign in one.signed):
                raise ValueError(f"{one.total} is not the sum of its parts")
        self.rank = {key: place for place, key in enumerate(self.quantities)}
        self.of: dict[Key, list[int]] = {}
        for place, one in enumerate(self.relations):
            for member in one.members:
                self.of.setdefault(member, []).append(place)
        kept = {key for key, one in self.quantities.items() if one.kept and not one.known}
        self.hidden = {key for key, one in self.quantities.items() if one.shown and (one.small or key in kept)}
        self.public: set[Key] = set()

    def protected(self, key: Key) -> bool:
        """Whether nobody may work it out: it is hidden, or small and stands nowhere. What was told is past that."""
        one = self.quantities[key]
        return (key in self.hidden or one.small) and not one.known and key not in self.public

    def unknown(self, key: Key) -> bool:
        """Whether a reader was never told it."""
        one = self.quantities[key]
        return not one.known and (key in self.hidden or not one.shown)

    def may_hide(self, key: Key) -> bool:
        """Whether hiding it would keep something from a reader."""
        one = self.quantities[key]
        return one.shown and not one.known and key not in self.hidden and key not in self.public
