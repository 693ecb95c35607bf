"""Secondary suppression: what else to hide so that no subtraction tells a hidden count (METHODS P2)."""

from collections import deque
from collections.abc import Iterable, Iterator
from typing import Generic

from kpis.quantities import Key, Relation, Table


class Reading(Generic[Key]):
    """What somebody who subtracts wherever one count of a sum is lacking still does not know.

    `told` are protected counts that one subtraction tells, each with its relation; `changed` is what became known or
    unknown since it was last emptied.
    """

    def __init__(self, table: Table[Key]) -> None:
        self.table = table
        self.unknown = {key for key in table.of if table.unknown(key)}
        self.left = [sum(member in self.unknown for member in one.members) for one in table.relations]
        self.told: dict[Key, int] = {}
        self.changed = set(self.unknown)
        self._by: dict[int, Key] = {}
        self._subtract(place for place, count in enumerate(self.left) if count == 1)

    def hide(self, key: Key) -> None:
        """Take a count away, and whatever was worked out by means of it."""
        self.table.hidden.add(key)
        lost, again = [key], set()
        while lost:
            one = lost.pop()
            if one in self.unknown:
                continue
            self.unknown.add(one)
            self.changed.add(one)
            for place in self.table.of.get(one, ()):
                self.left[place] += 1
                again.add(place)
                if place in self._by:
                    lost.append(self._by.pop(place))
        self.told = {one: place for one, place in self.told.items() if self.left[place] == 1}
        self._subtract(place for place in sorted(again) if self.left[place] == 1)

    def give_up(self, key: Key) -> None:
        """Stop protecting a count that what is public tells anyway; one that is not small need not be hidden then."""
        place = self.told.pop(key)
        self.table.public.add(key)
        if not self.table.quantities[key].small:
            self.table.hidden.discard(key)
        self._subtract((place,))

    def _subtract(self, places: Iterable[int]) -> None:
        queue = deque(places)
        while queue:
            place = queue.popleft()
            if self.left[place] != 1:
                continue
            found = next(member for member in self.table.relations[place].members if member in self.unknown)
            if self.table.protected(found):
                self.told.setdefault(found, place)
                continue
            self.unknown.discard(found)
            self.changed.update(member for other in self.table.of[found] for member in self._unknown(other))
            self._by[place] = found
            for other in self.table.of[found]:
                self.left[other] -= 1
                if self.left[other] == 1:
                    queue.append(other)

    def _unknown(self, place: int) -> Iterator[Key]:
        return (member for member in self.table.relations[place].members if member in self.unknown)


def settle(reading: Reading[Key]) -> None:
    """Hide the next smallest until no subtraction tells a protected count, save one that public counts tell."""
    while reading.told:
        key, place = next(iter(reading.told.items()))
        if hide_beside(reading, key, (place,)) is None:
            reading.give_up(key)


def hide_beside(reading: Reading[Key], key: Key, places: Iterable[int]) -> Key | None:
    """Hide one more count, and say which: of these relations, else of the nearest that have one to hide."""
    table = reading.table
    for nearby in _outwards(table, key, places):
        found = [
            (_order(reading, table.relations[place], member), table.rank[member], member)
            for place in nearby
            for member in table.relations[place].members
            if member != key and table.may_hide(member)
        ]
        if found:
            chosen = min(found, key=lambda each: each[:2])[2]
            reading.hide(chosen)
            return chosen
    return None


def _order(reading: Reading[Key], relation: Relation[Key], member: Key) -> tuple[bool, int, int, int]:
    """What to hide first: what would need fewest others hidden in its turn, the smallest of these, a true nought last.

    A month stands in twelve windows, each of which would tell it; a part goes before its total, save for windows.
    """
    table = reading.table
    count = table.quantities[member].count
    alone = sum(reading.left[place] == 0 for place in table.of[member])
    total = member == relation.total
    return not count, alone, int(total != relation.rolling), count


def _outwards(table: Table[Key], key: Key, places: Iterable[int]) -> Iterator[set[int]]:
    """The relations themselves, those of the count, and then those that share a member with the ones before."""
    nearby = set(places)
    yield nearby
    seen = set(nearby)
    nearby = set(table.of.get(key, ()))
    while nearby:
        yield nearby
        seen |= nearby
        members = {member for place in nearby for member in table.relations[place].members}
        nearby = {place for member in members for place in table.of[member]} - seen
