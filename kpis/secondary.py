"""Secondary suppression: what else to hide so that no sum gives a hidden count away (METHODS P2)."""

from collections import deque
from collections.abc import Iterable, Iterator

from kpis.quantities import ExposedError, Key, Relation, Table


def unknowns(table: Table[Key]) -> tuple[set[Key], dict[Key, int]]:
    """What a reader still does not know after every subtraction, and the relations that tell a protected count."""
    unknown = {key for key in table.of if table.unknown(key)}
    left = [sum(member in unknown for member in one.members) for one in table.relations]
    told: dict[Key, int] = {}
    queue = deque(place for place, count in enumerate(left) if count == 1)
    while queue:
        place = queue.popleft()
        found = next((member for member in table.relations[place].members if member in unknown), None)
        if found is None:
            continue
        if table.protected(found):
            told.setdefault(found, place)
            continue
        unknown.discard(found)
        for other in table.of[found]:
            left[other] -= 1
            if left[other] == 1:
                queue.append(other)
    return unknown, told


def settle(table: Table[Key]) -> set[Key]:
    """Hide the next smallest until no subtraction tells a protected count; what then is unknown to a reader.

    Raises ExposedError if a protected count can be had from what is public already.
    """
    while True:
        unknown, told = unknowns(table)
        if not told:
            return unknown
        for key, place in told.items():
            if not any(member in table.hidden and member != key for member in table.relations[place].members):
                hide_beside(table, key, (place,))


def hide_beside(table: Table[Key], key: Key, places: Iterable[int]) -> None:
    """Hide one more count: in one of these relations, else in the nearest that has one to hide.

    Raises ExposedError if nothing is left to hide.
    """
    for nearby in _outwards(table, key, places):
        chosen = min(
            (
                (_rank(table, table.relations[place], member), table.rank[member], member)
                for place in nearby
                for member in table.relations[place].members
                if member != key and table.may_hide(member)
            ),
            key=lambda each: each[:2],
            default=None,
        )
        if chosen is not None:
            table.hidden.add(chosen[2])
            return
    raise ExposedError(key)


def _rank(table: Table[Key], relation: Relation[Key], member: Key) -> tuple[int, int]:
    """Smallest part that is not nought, then the total, then a true nought; of a rolling sum the total first.

    Another month hidden would stand in eleven more windows, each of which would need one more in its turn.
    """
    count = table.quantities[member].count
    if member == relation.total:
        return (0 if relation.rolling else 2), count
    return (1 if count else 3), count


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
